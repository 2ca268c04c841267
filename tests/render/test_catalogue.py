"""Every package of a course with an iri says what it can tell a store, before the first learner starts."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.layout import Packing, plan_layouts
from scormkit.model import ScoScope, Split, Unit
from scormkit.render import load_context
from scormkit.render.catalogue import catalogue_problems
from scormkit.targets import all_targets, target_named
from scormkit.xapi.checking import check_statement, check_statements
from scormkit.xapi.statements import course_catalogue, example_statements, specimens
from tests.courses import TINY, load, write_course
from tests.xapi.courses import ROOT, sample

IRI = "https://learn.example.org/courses/tides"
COURSE = {
    "course.yaml": f"title: Tides\niri: {IRI}\n",
    "units/moon.md": "# Moon\n\nDoes the moon pull?\n\n- [x] Yes\n- [ ] No\n",
    "units/sun.md": "# Sun\n\nHello.\n",
}
PACKAGED = tuple(each.name for each in all_targets() if each.has_manifest)


def build(folder: Path, files: dict[str, str], target: str, **options: Any) -> list[dict[str, bytes]]:
    """What is in each package, name by name."""
    course = write_course(folder / "course", files)
    result = build_course(course, BuildOptions(out=folder / "dist", targets=(target,), **options))
    assert [str(each) for each in result.report if each.code.startswith("XAPI-")] == []
    found = []
    for package in result.packages:
        with zipfile.ZipFile(package.path) as archive:
            found.append({name: archive.read(name) for name in archive.namelist()})
    return found


def catalogue(folder: Path, files: dict[str, str], target: str, **options: Any) -> dict[str, Any]:
    (members,) = build(folder, files, target, **options)
    found: dict[str, Any] = json.loads(members["statements.json"])
    return found


@pytest.mark.parametrize("target", PACKAGED)
def test_every_package_carries_what_it_can_say(target: str, tmp_path: Path) -> None:
    (members,) = build(tmp_path, COURSE, target)
    said, profile = (json.loads(members[name]) for name in ("statements.json", "xapi-profile.json"))
    assert list(said) == ["format", "profile", "sent", "course", "filled", "activities", "templates"]
    assert profile["type"] == "Profile"
    assert [each["id"] for each in profile["concepts"]] == list(said["activities"])
    assert f"{IRI}/questions/moon-does-the-moon-pull" in said["activities"]
    assert list(check_statements(example_statements(said))) == []


@pytest.mark.parametrize("target", PACKAGED)
def test_no_package_gives_right_answers_away(target: str, tmp_path: Path) -> None:
    (members,) = build(tmp_path, COURSE, target)
    for name in ("statements.json", "xapi-profile.json"):
        assert b"correctResponsesPattern" not in members[name]


def test_a_course_without_iri_has_no_ids_to_list(tmp_path: Path) -> None:
    (members,) = build(tmp_path, TINY, "scorm12")
    assert {"statements.json", "xapi-profile.json"} & set(members) == set()


def test_an_iri_that_ids_cannot_grow_from_stops_no_course_that_tells_nothing(tmp_path: Path) -> None:
    (members,) = build(tmp_path, {**TINY, "course.yaml": f"title: T\niri: {IRI}?v=1\n"}, "scorm12")
    assert "statements.json" not in members


def test_it_says_whether_the_package_sends_anything(tmp_path: Path) -> None:
    on = {**COURSE, "course.yaml": f"{COURSE['course.yaml']}xapi: on\n"}
    sent = {
        (target, files is on): catalogue(tmp_path / f"{target}{files is on}", files, target)["sent"]
        for target in PACKAGED
        for files in (COURSE, on)
    }
    by_itself = {"cmi5", "xapi"}
    assert sent == {(target, asked): asked or target in by_itself for target in PACKAGED for asked in (True, False)}


def test_statements_follow_the_target_unless_the_author_says_otherwise(tmp_path: Path) -> None:
    asked = {**COURSE, "course.yaml": f"{COURSE['course.yaml']}xapi: {{profile: xapi}}\n"}
    found = {
        (target, files is asked): catalogue(tmp_path / f"{target}{files is asked}", files, target)["profile"]
        for target in ("scorm12", "scorm2004-4th", "cmi5", "xapi")
        for files in (COURSE, asked)
    }
    assert found == {
        ("scorm12", False): "scorm", ("scorm12", True): "xapi",
        ("scorm2004-4th", False): "scorm", ("scorm2004-4th", True): "xapi",
        ("cmi5", False): "cmi5", ("cmi5", True): "cmi5",
        ("xapi", False): "xapi", ("xapi", True): "xapi",
    }  # fmt: skip


@pytest.mark.parametrize("sco", [ScoScope.COURSE, ScoScope.UNIT])
def test_the_manifest_lists_both_files(sco: ScoScope, tmp_path: Path) -> None:
    (members,) = build(tmp_path, COURSE, "scorm2004-4th", sco=sco)
    manifest = members["imsmanifest.xml"].decode()
    assert [manifest.count(f'<file href="{name}"') for name in ("statements.json", "xapi-profile.json")] == [1, 1]


def parts(said: dict[str, Any]) -> list[str]:
    return [iri.removeprefix(IRI) for iri, entry in said["activities"].items() if entry["role"] == "part"]


def test_each_package_lists_what_it_launches_and_no_more(tmp_path: Path) -> None:
    assert parts(catalogue(tmp_path / "1", COURSE, "scorm12")) == ["/scos/course"]
    assert parts(catalogue(tmp_path / "2", COURSE, "scorm12", sco=ScoScope.UNIT)) == ["/units/moon", "/units/sun"]
    assert parts(catalogue(tmp_path / "3", COURSE, "cmi5")) == ["/units/moon", "/units/sun"]
    assert parts(catalogue(tmp_path / "4", COURSE, "xapi")) == [""]
    moon, sun = (json.loads(each["statements.json"]) for each in build(tmp_path, COURSE, "scorm12", split=Split.UNIT))
    assert (parts(moon), parts(sun)) == (["/scos/moon"], ["/scos/sun"])
    assert not any("/questions/" in each for each in sun["activities"])


def test_the_same_scos_say_the_same_in_every_scorm(tmp_path: Path) -> None:
    scorm = [name for name in PACKAGED if name.startswith("scorm")]
    said = [build(tmp_path / name, COURSE, name)[0]["statements.json"] for name in scorm]
    assert len(scorm) == 3 and len(set(said)) == 1


def test_what_fails_the_strict_check_is_named_by_its_activity(tmp_path: Path) -> None:
    course = load(tmp_path, COURSE)
    moon = next(unit for unit in course.units() if unit.id == "moon")
    (question,) = moon.questions()
    planted = replace(question, choices=(replace(question.choices[0], id="a b"), *question.choices[1:]))
    page = replace(moon.pages[0], blocks=(planted,))
    bad = replace(course, outline=(replace(moon, pages=(page,)),))
    (layout,) = plan_layouts(bad, target_named("scorm12").profile, Packing(Split.COURSE, ScoScope.COURSE))
    (found,) = catalogue_problems(layout, load_context(bad), "course.yaml")
    assert isinstance(bad.outline[0], Unit)
    assert (found.code, found.location.file) == ("XAPI-WHITESPACE", "course.yaml")
    assert found.location.pointer.startswith(f"{IRI}/questions/{question.id}")


@pytest.mark.parametrize("name", ["healthy-relations", "question-gallery"])
def test_the_specimens_that_a_build_checks_hold_every_definition_and_template(name: str) -> None:
    for target in PACKAGED:
        profile = target_named(target).profile.statements
        assert profile is not None
        said = course_catalogue(sample(name), profile)
        few = list(specimens(said))
        assert [each for statement in few for each in check_statement(statement)] == []
        assert {each["object"]["id"] for each in few} == {
            iri for template in said["templates"].values() for iri in template["about"]
        }
        assert len(few) < len(list(example_statements(said)))
    assert (ROOT / "courses" / name).is_dir()
