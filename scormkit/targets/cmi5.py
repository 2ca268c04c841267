"""cmi5: modules are blocks, each unit an AU that an LMS launches with a store behind it (cmi5, 13)."""

from __future__ import annotations

from collections.abc import Iterator

from scormkit.control import CMI5
from scormkit.layout import Feature, Item, PackageLayout, Require, Sco, TargetProfile
from scormkit.model import Launch, ScoScope
from scormkit.model.xapi import XapiProfile
from scormkit.targets._manifest import check_length
from scormkit.targets._target import Target
from scormkit.targets._values import one_line, ratio
from scormkit.targets._xml import Element, element, serialise
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import course_iri, module_iri, unit_iri
from scormkit.xapi.packages import package_iri

MANIFEST = "cmi5.xml"  # at the root of the zip, by this name (cmi5, 14.1)
#: The state is a document of its own in the State API, with no limit in the standard; what is sent while the page goes
#: must fit into one request of 64 KiB.
STATE_LIMIT = 48000
_TEXT_LIMIT = 1000  # no limit in the standard; columns of LMSs have one
_LAUNCH_PARAMETERS_LIMIT = 2000  # C5-LAUNCHPARAMS
_LAUNCH_METHODS = {Launch.ANY: "AnyWindow", Launch.OWN: "OwnWindow"}


def write_manifest(layout: PackageLayout) -> bytes:
    """cmi5.xml. Raises `CourseError` without the course's iri, `PackageError` for launch data over 2000 characters."""
    return serialise(_Structure(layout).root())


class _Structure:
    """One course structure in the making."""

    def __init__(self, layout: PackageLayout) -> None:
        self.layout = layout
        self.course = layout.course
        self.by_resource = {
            resource.identifier: layout.sco_of(resource.href) for resource in layout.resources if resource.is_sco
        }

    def root(self) -> Element:
        course = self.course
        return Element(
            "courseStructure",
            {"xmlns": CMI5},
            (
                Element(
                    "course",
                    {"id": package_iri(course, self.layout.part)},
                    self.names(self.layout.title, course.description),
                ),
                *self.objectives(),
                *(self.part(item) for item in self.layout.organization.items),
            ),
        )

    def objectives(self) -> Iterator[Element]:
        known = {each.id: each.text for item in self.layout.organization.walk() for each in item.objectives}
        made = tuple(
            Element("objective", {"id": self.objective_iri(identifier)}, self.names(text))
            for identifier, text in known.items()
        )
        if made:
            yield Element("objectives", children=made)

    def part(self, item: Item) -> Element:
        if item.children:
            identifier = module_iri(self.course, item.identifier.partition("-")[2])
            children = (*self.names(item.title), *(self.part(child) for child in item.children))
            return Element("block", {"id": identifier}, children)
        return self.au(item, self.by_resource[item.resource])

    def au(self, item: Item, sco: Sco) -> Element:
        check_length(item, "launch data takes", item.launch_data, _LAUNCH_PARAMETERS_LIMIT, "cmi5")
        attributes = {
            "id": unit_iri(self.course, sco.id.replace("_", "-")),
            "moveOn": move_on(item),
            **({} if item.mastery is None else {"masteryScore": ratio(item.mastery)}),
            "launchMethod": _LAUNCH_METHODS[self.course.packaging.launch],
            "activityType": words.LESSON.iri,
        }
        references = tuple(Element("objective", {"idref": self.objective_iri(each.id)}) for each in item.objectives)
        children = (
            *self.names(item.title, sco.units[0].goal),
            *((Element("objectives", children=references),) if references else ()),
            element("url", sco.document),
            *((element("launchParameters", item.launch_data.strip()),) if item.launch_data.strip() else ()),
        )
        return Element("au", attributes, children)

    def objective_iri(self, identifier: str) -> str:
        return f"{course_iri(self.course)}/objectives/{identifier.replace('_', '-')}"

    def names(self, title: str, description: str = "") -> tuple[Element, Element]:
        """Both are compulsory; what has no description is described by its title."""
        return self.text("title", title), self.text("description", description or title)

    def text(self, name: str, text: str) -> Element:
        return element(name, element("langstring", one_line(text, _TEXT_LIMIT), lang=self.course.language))


def move_on(item: Item) -> str:
    """What satisfies an AU: what the course asks for there, and passing too where there is a mark to reach."""
    if item.completion.require is Require.PASSED:
        return "Passed"
    return "Completed" if item.mastery is None else "CompletedAndPassed"


TARGET = Target(
    TargetProfile(
        name="cmi5",
        title="cmi5",
        driver="cmi5",
        features=frozenset({Feature.MANIFEST, Feature.MOVE_ON, Feature.STORE, Feature.SPLIT_STATUS}),
        state_limit=STATE_LIMIT,
        scope=ScoScope.UNIT,
        manifest=MANIFEST,
        statements=XapiProfile.CMI5,
    ),
    spec="cmi5 1.0 (Quartz); xAPI 1.0.3",
    standard="cmi5",
    manifest_path=MANIFEST,
    write_manifest=write_manifest,
)
