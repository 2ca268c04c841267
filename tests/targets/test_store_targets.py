"""cmi5 and Tin Can: what becomes of a layout in cmi5.xml and tincan.xml."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from scormkit.errors import CourseError, PackageError
from scormkit.layout import Completion, PackageLayout, Require
from scormkit.model import Course, Launch, Packaging
from scormkit.targets import target_named
from tests.targets.handmade import COURSE, HOSTILE, layout, layouts, leaf

CMI5, XAPI = target_named("cmi5"), target_named("xapi")
SAID = 'R&D <b>"x"</b> 日本語 🚀 it\'s &amp; &#39; ]]> tail'


def structure(package: PackageLayout) -> etree._Element:
    return etree.fromstring(CMI5.write_manifest(package))


def aus(*items: object, **values: object) -> list[dict[str, str]]:
    """The attributes of each AU but the constant ones."""
    root = structure(layout(CMI5.profile, *items, **values))  # type: ignore[arg-type]
    kept = ("id", "moveOn", "masteryScore")
    return [{name: au.get(name, "") for name in kept if name in au.attrib} for au in root.iter("{*}au")]


def test_modules_are_blocks_and_each_unit_an_au_below_them() -> None:
    root = structure(layouts(CMI5.profile)["modules"])
    tree = [
        (etree.QName(node).localname, node.get("id"), node.getparent().get("id"))  # type: ignore[union-attr]
        for node in root.iter("{*}course", "{*}block", "{*}au")
    ]
    iri = COURSE.iri
    assert tree == [
        ("course", iri, None),
        ("block", f"{iri}/modules/first", None),
        ("au", f"{iri}/units/opening", f"{iri}/modules/first"),
        ("au", f"{iri}/units/tools", f"{iri}/modules/first"),
        ("block", f"{iri}/modules/second", None),
        ("au", f"{iri}/units/quiz", f"{iri}/modules/second"),
        ("au", f"{iri}/units/exam", f"{iri}/modules/second"),
    ]


def test_what_satisfies_an_au_follows_what_the_course_asks_for() -> None:
    passed = Completion(Require.PASSED)
    assert aus(leaf("read"), leaf("quiz", mastery=0.8), leaf("exam", mastery=2 / 3, completion=passed)) == [
        {"id": f"{COURSE.iri}/units/read", "moveOn": "Completed"},
        {"id": f"{COURSE.iri}/units/quiz", "moveOn": "CompletedAndPassed", "masteryScore": "0.8"},
        {"id": f"{COURSE.iri}/units/exam", "moveOn": "Passed", "masteryScore": "0.6666"},
    ]


def test_an_lms_opens_a_unit_where_it_likes_unless_the_course_wants_a_window() -> None:
    def methods(course: Course) -> list[str | None]:
        root = structure(layout(CMI5.profile, leaf("read"), leaf("quiz"), course=course))
        return [au.get("launchMethod") for au in root.iter("{*}au")]

    assert methods(COURSE) == ["AnyWindow"] * 2
    assert methods(replace(COURSE, packaging=Packaging(launch=Launch.OWN))) == ["OwnWindow"] * 2


def test_objectives_are_declared_once_and_named_by_the_aus() -> None:
    package = layouts(CMI5.profile)["everything"]
    root = structure(package)
    declared = [f"{COURSE.iri}/objectives/{name}" for name in ("open-airway", "keep-airway")]
    assert [node.get("id") for node in root.iter("{*}objective") if node.get("id")] == declared
    assert [node.get("idref") for node in root.iter("{*}objective") if node.get("idref")] == declared
    assert [node.text for node in root.iter("{*}launchParameters")] == ['{"a": "<&>"}']


def test_a_package_that_holds_a_part_of_the_course_has_an_id_of_its_own() -> None:
    package = replace(layouts(CMI5.profile)["single"], part="01-before-clinic")
    (course,) = structure(package).iter("{*}course")
    assert course.get("id") == f"{COURSE.iri}/packages/01-before-clinic"
    (activity,) = etree.fromstring(XAPI.write_manifest(package)).iter("{*}activity")
    assert activity.get("id") == f"{COURSE.iri}/packages/01-before-clinic"


def test_hostile_text_comes_back_in_the_language_of_the_course() -> None:
    root = structure(layouts(CMI5.profile)["hostile"])
    strings = [(node.get("lang"), node.text or "") for node in root.iter("{*}langstring")]
    assert {language for language, _ in strings} == {"en"}
    assert [text == SAID for _, text in strings[1:3]] == [True, True]
    names = list(
        etree.fromstring(XAPI.write_manifest(layouts(XAPI.profile)["hostile"])).iter("{*}name", "{*}description")
    )
    assert names[0].text is not None and names[0].text.startswith(SAID) and names[1].text == SAID


def test_tincan_names_one_activity_and_where_it_starts() -> None:
    root = etree.fromstring(XAPI.write_manifest(layouts(XAPI.profile)["single"]))
    (activity,) = root.iter("{*}activity")
    assert (activity.get("id"), activity.get("type")) == (COURSE.iri, "http://adlnet.gov/expapi/activities/course")
    assert [(etree.QName(node).localname, node.get("lang"), node.text) for node in activity] == [
        ("name", "en", "Airway basics"),
        ("description", "en", "How to keep an airway open."),
        ("launch", "en", "airway.html"),
    ]


@pytest.mark.parametrize("target", [CMI5, XAPI], ids=["cmi5", "xapi"])
def test_a_course_without_an_iri_has_no_activities(target: object) -> None:
    package = layout(CMI5.profile, leaf("a"), course=replace(COURSE, iri=""))
    with pytest.raises(CourseError, match="`iri` is missing, which xAPI and cmi5 need"):
        target.write_manifest(package)  # type: ignore[attr-defined]


def test_launch_data_that_does_not_fit_is_refused_rather_than_cut() -> None:
    CMI5.write_manifest(layout(CMI5.profile, leaf("a", launch_data="x" * 2000)))
    with pytest.raises(PackageError, match="launch data takes 2001 characters in `A`; cmi5 allows 2000"):
        CMI5.write_manifest(layout(CMI5.profile, leaf("a", launch_data="x" * 2001)))


def test_version_authors_and_licence_leave_both_alone() -> None:
    package = layouts(CMI5.profile)["modules"]
    updated = replace(package, course=replace(COURSE, version=HOSTILE, authors=(), licence="", keywords=()))
    for target in (CMI5, XAPI):
        assert target.write_manifest(package) == target.write_manifest(updated)
