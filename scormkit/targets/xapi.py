"""Tin Can: one activity that is launched with the address of a Learning Record Store (tincan.xml)."""

from __future__ import annotations

from scormkit.control import TINCAN
from scormkit.layout import Feature, PackageLayout, TargetProfile
from scormkit.model import ScoScope
from scormkit.model.xapi import XapiProfile
from scormkit.targets._target import Target
from scormkit.targets._values import one_line
from scormkit.targets._xml import Element, element, serialise
from scormkit.targets.cmi5 import STATE_LIMIT
from scormkit.xapi import vocabulary as words
from scormkit.xapi.packages import package_iri

MANIFEST = "tincan.xml"
_TEXT_LIMIT = 1000


def write_manifest(layout: PackageLayout) -> bytes:
    """tincan.xml: one activity, and where it is launched. Raises `CourseError` where the course has no iri."""
    course = layout.course

    def text(name: str, content: str) -> Element:
        return element(name, one_line(content, _TEXT_LIMIT), lang=course.language)

    activity = Element(
        "activity",
        {"id": package_iri(course, layout.part), "type": words.COURSE.iri},
        (
            text("name", layout.title),
            text("description", course.description or layout.title),
            text("launch", layout.scos[0].document),
        ),
    )
    return serialise(Element("tincan", {"xmlns": TINCAN}, (element("activities", activity),)))


TARGET = Target(
    TargetProfile(
        name="xapi",
        title="xAPI (Tin Can)",
        driver="xapi",
        features=frozenset({Feature.MANIFEST, Feature.STORE, Feature.SPLIT_STATUS}),
        state_limit=STATE_LIMIT,
        scope=ScoScope.COURSE,
        manifest=MANIFEST,
        statements=XapiProfile.XAPI,
    ),
    spec="xAPI 1.0.3; tincan.xml and its launch parameters",
    standard="tincan",
    manifest_path=MANIFEST,
    write_manifest=write_manifest,
)
