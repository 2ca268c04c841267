"""Which packages a course becomes, and what stands in each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.layout import Feature, PackageLayout, Packing, TargetProfile, layout_remarks, plan_layouts
from scormkit.model import Course, ScoScope, Split, XapiCredentials, XapiProfile, XapiSettings
from tests.courses import load

PLAIN = TargetProfile("plain", "Plain", "local", scope=ScoScope.COURSE)
LISTED = TargetProfile(
    "listed", "Listed", "scorm12", frozenset({Feature.MANIFEST, Feature.METADATA, Feature.PREREQUISITES})
)
SEQUENCED = TargetProfile("sequenced", "Sequenced", "scorm2004", frozenset({Feature.MANIFEST, Feature.SEQUENCING}))

QUESTION = "\n\nIs it?\n\n- [ ] no\n- [x] yes\n"
FILES = {
    "course.yaml": """title: Airway
id: airway
version: 2.1.0
objectives: {signs: See it}
outline:
  - module: Recognise
    items: [signs, adjuncts, {session: clinic}, recall]
  - {session: lab}
  - last
completion: {mastery: 75%}
""",
    "units/signs.md": f"---\nobjectives: [signs]\n---\n# Signs\n\n![a](../media/a.svg){QUESTION}",
    "units/adjuncts.md": "---\nprerequisites: [signs]\ntime-limit: 10 min\n---\n# Adjuncts\n\n![a](../media/a.svg)\n",
    "units/recall.md": "---\nhidden: yes\nlaunch-data: x\n---\n# Recall\n\nText.\n",
    "units/last.md": "# Last\n\nText.\n\n# More\n\nText.\n",
    "sessions/clinic.md": "---\nlength: 90 min\n---\n# Clinic\n",
    "sessions/lab.md": "---\nlength: 3 hours\n---\n# Lab\n",
    "media/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return load(tmp_path, FILES)


def plan(
    course: Course, profile: TargetProfile, split: str = "course", sco: str = "course"
) -> tuple[PackageLayout, ...]:
    return plan_layouts(course, profile, Packing(Split(split), ScoScope(sco), ("x.xsd",), ("font.woff2",)))


def outline_of(layout: PackageLayout) -> list[str]:
    """The items, indented by depth."""

    def lines(items, depth):  # type: ignore[no-untyped-def]
        for item in items:
            yield "  " * depth + f"{item.identifier} {item.title} {item.resource}".rstrip()
            yield from lines(item.children, depth + 1)

    return list(lines(layout.organization.items, 0))


def test_a_course_is_one_zip_with_one_sco_by_default(course: Course) -> None:
    (layout,) = plan(course, LISTED)
    assert layout.name == "airway_2.1.0_listed"
    assert outline_of(layout) == ["ITEM-course Airway RES-course"]
    assert [file.path for file in layout.files] == [
        "imsmanifest.xml",
        "metadata.xml",
        "x.xsd",
        "index.html",
        "assets/theme.css",
        "assets/driver.js",
        "assets/player.js",
        "assets/font.woff2",
        "media/a.svg",
    ]
    assert layout.scos[0].mastery == 0.75
    assert [page.id for page in layout.scos[0].pages] == [
        "signs--signs",
        "adjuncts--adjuncts",
        "recall--recall",
        "last--last",
        "last--more",
    ]


def test_a_sco_a_unit_keeps_the_modules_as_clusters(course: Course) -> None:
    (layout,) = plan(course, SEQUENCED, sco="unit")
    assert outline_of(layout) == [
        "MODULE-recognise Recognise",
        "  ITEM-signs Signs RES-signs",
        "  ITEM-adjuncts Adjuncts RES-adjuncts",
        "  ITEM-recall Recall RES-recall",
        "ITEM-last Last RES-last",
    ]
    signs, adjuncts, recall, last = (item for item in layout.organization.walk() if not item.children)
    assert (signs.mastery, adjuncts.mastery) == (0.75, None)
    assert adjuncts.prerequisites == ("ITEM-signs",) and adjuncts.time_limit == 600
    assert (recall.visible, recall.launch_data, last.visible) == (False, "x", True)
    assert [resource.href for resource in layout.resources] == [
        "signs.html",
        "adjuncts.html",
        "recall.html",
        "last.html",
        "",
    ]
    shared = layout.resources[-1]
    assert "media/a.svg" in shared.files and "media/a.svg" not in layout.resources[0].files
    assert layout.resources[0].dependencies == (shared.identifier,)


def test_a_sco_a_module_takes_loose_units_each_on_its_own(course: Course) -> None:
    (layout,) = plan(course, LISTED, sco="module")
    assert outline_of(layout) == ["ITEM-module-recognise Recognise RES-module-recognise", "ITEM-last Last RES-last"]


def test_one_zip_for_each_stretch_between_live_sessions(course: Course) -> None:
    layouts = plan(course, LISTED, split="session")
    assert [layout.name for layout in layouts] == [
        "airway-01-before-clinic_2.1.0_listed",
        "airway-02-before-lab_2.1.0_listed",
        "airway-03-after-lab_2.1.0_listed",
    ]
    assert [[unit.id for unit in layout.scos[0].units] for layout in layouts] == [
        ["signs", "adjuncts"],
        ["recall"],
        ["last"],
    ]


@pytest.mark.parametrize(("split", "count"), [("unit", 4), ("module", 2), ("course", 1)])
def test_packages_of_a_course_have_different_names_and_identifiers(course: Course, split: str, count: int) -> None:
    layouts = plan(course, LISTED, split=split)
    assert len({layout.name for layout in layouts}) == len({layout.identifier[:15] for layout in layouts}) == count


def test_a_standard_that_says_how_much_is_launched_at_once_is_asked_first(course: Course) -> None:
    (layout,) = plan(course, PLAIN, sco="unit")
    assert [sco.document for sco in layout.scos] == ["index.html"]
    assert not any(file.path.endswith(".xml") for file in layout.files)


def test_identifiers_do_not_depend_on_version_and_title(course: Course) -> None:
    other = replace(course, version="9.9.9", title="Another title")
    mine, theirs = plan(course, LISTED, sco="unit")[0], plan(other, LISTED, sco="unit")[0]
    assert mine.identifier == theirs.identifier
    assert [item.identifier for item in mine.organization.walk()] == [
        item.identifier for item in theirs.organization.walk()
    ]


def test_in_order_holds_each_item_but_the_last_back_until_it_is_done(tmp_path: Path) -> None:
    files = {**FILES, "course.yaml": FILES["course.yaml"] + "order: in-order\n"}
    (layout,) = plan(load(tmp_path, files), SEQUENCED, sco="unit")
    assert [(item.identifier, item.gate.value) for item in layout.organization.walk()] == [
        ("MODULE-recognise", "in-order"),
        ("ITEM-signs", "in-order"),
        ("ITEM-adjuncts", "in-order"),
        ("ITEM-recall", "free"),
        ("ITEM-last", "free"),
    ]


def test_a_large_sco_keeps_its_first_pages_inline_and_the_rest_in_files(tmp_path: Path) -> None:
    text = "\n\n".join(f"# Page {number}\n\n{'word ' * 12_000}" for number in range(6))
    (layout,) = plan(load(tmp_path, {"course.yaml": "title: T\n", "units/one.md": text}), LISTED)
    assert [page.file for page in layout.scos[0].pages] == [
        "",
        "",
        "",
        "pages/course/one--page-3.html",
        "pages/course/one--page-4.html",
        "pages/course/one--page-5.html",
    ]
    assert "pages/course/one--page-3.html" in {file.path for file in layout.files}
    assert "pages/course/one--page-3.html" in layout.resources[0].files


def test_what_a_package_cannot_say_is_a_warning(course: Course) -> None:
    (layout,) = plan(course, LISTED)
    assert [each.code for each in layout_remarks(layout, "airway/course.yaml")] == ["PKG-SCO-KEYS", "PKG-SCO-KEYS"]
    (several,) = plan(course, LISTED, sco="unit")
    assert [each.code for each in layout_remarks(several, "airway/course.yaml")] == ["PKG-NO-ROLLUP"]
    apart = plan(course, LISTED, split="unit")[1]
    assert [each.code for each in layout_remarks(apart, "airway/course.yaml")] == ["PKG-PREREQUISITE-APART"]


@pytest.mark.parametrize(
    ("told", "profile", "xapi", "noted"),
    [
        ("SCORM, and the launch is to say", XapiProfile.SCORM, XapiSettings("h", "s"), ["PKG-NO-STORE"]),
        ("a broker says", XapiProfile.SCORM, XapiSettings("h", "s", XapiCredentials.BROKER), []),
        ("a launch by cmi5 says", XapiProfile.CMI5, XapiSettings("h", "s"), []),
        ("nothing is sent anyway", XapiProfile.SCORM, None, []),
        ("a web folder tells nobody", None, XapiSettings("h", "s"), []),
    ],
)
def test_where_a_launch_names_no_store_the_author_hears_of_it(
    told: str, profile: XapiProfile | None, xapi: XapiSettings | None, noted: list[str], course: Course
) -> None:
    (layout,) = plan(replace(course, xapi=xapi), replace(PLAIN, statements=profile))
    found = [each.code for each in layout_remarks(layout, "airway/course.yaml")]
    assert [code for code in found if code != "PKG-SCO-KEYS"] == noted, told
