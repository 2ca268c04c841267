"""`check_package`: one verdict for zip, folder and bare XML, the same on every run, whatever is in the package."""

from __future__ import annotations

import doctest
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scormkit.diagnostics import Severity
from scormkit.errors import PackageError, ScormkitError
from scormkit.package.reader import read_package
from scormkit.rules import Selection
from scormkit.rules.running import RULE_FAILED
from scormkit.validate import checking
from scormkit.validate.checking import check_package, check_read_package, package_rules
from scormkit.validate.profiles import load_profile, profile_names
from tests.rules.building import HERE, build, load_fixture

BASES = ("scorm12", "scorm2004-2nd", "scorm2004-3rd", "scorm2004-4th", "cmi5", "tincan")


def check(folder: Path, **fixture: Any) -> list[tuple[str, str]]:
    report = check_package(build(fixture, folder))
    return [(each.code, each.severity.name) for each in report]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_sound_package_of_each_standard_is_clean(tmp_path: Path, base: str, form: str) -> None:
    assert check(tmp_path, base=base, **{"as": form}) == []


def test_a_location_names_the_package_the_member_the_line_and_the_element(tmp_path: Path) -> None:
    path = build({"base": "scorm12", "edit": [["        <title>Unit 1</title>\n", ""]]}, tmp_path)
    (finding,) = check_package(path)
    where = finding.location
    assert (where.file, where.line, where.pointer) == (
        "course.zip/imsmanifest.xml",
        15,
        "/manifest/organizations/organization/item",
    )
    (renamed,) = check_package(path, name="dist/course.zip")
    assert renamed.location.file == "dist/course.zip/imsmanifest.xml"


def test_a_missing_schema_is_no_error_outside_strict_adl(tmp_path: Path) -> None:
    path = build({"base": "scorm12", "remove": ["adlcp_rootv1p2.xsd"]}, tmp_path)
    verdicts = {name: [each.severity.name for each in check_package(path, profile=name)] for name in profile_names()}
    assert verdicts == {
        "default": ["WARNING"],
        "chamilo": ["WARNING"],
        "moodle": ["INFO"],
        "openedx": ["WARNING"],
        "scormcloud": ["WARNING"],
        "strict-adl": ["ERROR"],
    }


def test_an_item_with_content_and_children_is_a_warning_in_1_2_and_an_error_in_2004(tmp_path: Path) -> None:
    verdicts = {
        code: {each.severity for each in check_package(build(load_fixture(HERE / code / "cluster-bad.yaml"), tmp_path))}
        for code in ("ITEM-NONLEAF-REF-12", "ITEM-NONLEAF-REF")
    }
    assert Severity.ERROR not in verdicts["ITEM-NONLEAF-REF-12"]
    assert Severity.ERROR in verdicts["ITEM-NONLEAF-REF"]


def test_a_duplicate_identifier_is_told_in_our_words_not_in_libxml2s(tmp_path: Path) -> None:
    path = build({"base": "scorm12", "edit": [['"I1"', '"R1"']]}, tmp_path)
    assert [each.message for each in check_package(path)] == ["the identifier `R1` is already that of a item"]


def test_a_root_cause_silences_what_follows_from_it(tmp_path: Path) -> None:
    assert check(tmp_path, base="scorm12", edit=[['identifierref="R1"', 'identifierref="R9"']]) == [
        ("ITEM-REF-UNRESOLVED", "ERROR")
    ]


def test_a_folder_zipped_whole_has_one_error_and_is_still_judged_inside(tmp_path: Path) -> None:
    base = build({"base": "scorm12"}, tmp_path)
    names = list(read_package(base).files)
    renamed = {name: f"course/{name}" for name in names}
    found = check(tmp_path, base="scorm12", rename=renamed, edit=[["        <title>Unit 1</title>\n", ""]])
    assert found == [("ZIP-MANIFEST-NESTED", "ERROR"), ("ITEM-TITLE", "ERROR")]


def test_two_runs_give_the_same_report(tmp_path: Path) -> None:
    path = build({"base": "scorm12", "raw": b"garbage"}, tmp_path)
    assert check_package(path) == check_package(path)


def test_a_selection_applies_on_top_of_the_profile(tmp_path: Path) -> None:
    path = build({"base": "scorm12", "remove": ["adlcp_rootv1p2.xsd"]}, tmp_path)
    asked = Selection(severities={"XML-XSD-MISSING": Severity.INFO})
    assert [each.severity for each in check_package(path, profile="strict-adl", selection=asked)] == [Severity.INFO]


def test_an_open_package_can_be_judged_and_read_on(tmp_path: Path) -> None:
    with read_package(build({"base": "cmi5"}, tmp_path)) as package:
        assert list(check_read_package(package)) == []
        assert package.read("index.html").startswith(b"<!doctype html>")


def test_an_unknown_profile_or_path_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(ScormkitError, match="there is no profile `blackbird`"):
        check_package(build({"base": "cmi5"}, tmp_path), profile="blackbird")
    with pytest.raises(PackageError, match="cannot be opened"):
        check_package(tmp_path / "nothing.zip")


def test_a_rule_that_raises_is_reported_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scormkit.validate.zip._names", lambda *_: 1 / 0)
    codes = {each.code for each in check_package(build({"base": "cmi5", "add": {"a b.txt": "a"}}, tmp_path))}
    assert codes == {RULE_FAILED, "ZIP-SPACE"}


def test_the_example_in_the_manual_runs() -> None:
    outcome = doctest.testmod(checking)
    assert (outcome.failed, outcome.attempted > 5) == (0, True)


@pytest.mark.parametrize(("flags", "method", "code"), [(0x801, 8, "ZIP-ENCRYPTED"), (0x800, 14, "ZIP-METHOD")])
def test_a_manifest_that_cannot_be_inflated_has_one_cause(tmp_path: Path, flags: int, method: int, code: str) -> None:
    entry = {"name": "imsmanifest.xml", "data": "<manifest/>", "flags": flags, "method": method}
    assert check(tmp_path, base="", entries=[entry]) == [(code, "ERROR")]


@pytest.mark.parametrize("base", ["scorm12", "cmi5"])
@pytest.mark.parametrize(("flags", "method", "code"), [(0x801, 8, "ZIP-ENCRYPTED"), (0x800, 14, "ZIP-METHOD")])
@pytest.mark.parametrize("spared", ["", ".xml"])
def test_a_package_whose_members_cannot_be_inflated_has_one_cause(
    tmp_path: Path, base: str, flags: int, method: int, code: str, spared: str
) -> None:
    with read_package(build({"base": base}, tmp_path)) as package:
        names = [name for name in package.files if not (spared and name.endswith(spared))]
        content = {name: package.read(name).decode() for name in names}
    entries = [{"name": name, "data": text, "flags": flags, "method": method} for name, text in content.items()]
    assert check(tmp_path, base=base, remove=names, entries=entries) == [(code, "ERROR")]


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "cp037", "UTF-16", "UCS-4", "zip"])
def test_a_manifest_in_an_encoding_that_nobody_can_read_is_one_error(tmp_path: Path, encoding: str) -> None:
    edit = [['encoding="UTF-8"', f'encoding="{encoding}"']]
    assert check(tmp_path, base="scorm2004-4th", edit=edit) == [("XML-ENCODING-UNREADABLE", "ERROR")]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("charset", ["klingon", "rot13", "utf-16", "x"])
def test_a_page_in_a_character_set_that_it_does_not_have_is_still_read(tmp_path: Path, base: str, charset: str) -> None:
    edit = {"index.html": [['charset="utf-8"', f'charset="{charset}"']]}
    assert check(tmp_path, base=base, edit=edit) == [("HTML-NO-CHARSET", "WARNING")]


@pytest.mark.parametrize("base", BASES)
def test_what_is_too_large_to_look_into_is_said_once_and_nothing_is_missing_in_it(tmp_path: Path, base: str) -> None:
    edits = {"index.html": [["<!doctype html>", "<!doctype html>" + "<!-- pictures -->" * 250_000]]}
    assert check(tmp_path, base=base, edit=edits) == [("SIZE-UNREAD", "INFO")]


def test_the_comparison_in_the_docs_counts_right() -> None:
    text = (HERE.parents[1] / "docs" / "reference" / "checks-compared.md").read_text("utf-8")
    rows = re.findall(r"^\| (\[.*?): [^|]*\| (\d+) \|", text, re.M)
    told = {tuple(re.findall(r"\[([A-Z0-9]+)\]", families)): int(count) for families, count in rows}
    families = Counter("ZIP" if each.family == "ZIP64" else each.family for each in package_rules())
    assert {key: sum(families[family] for family in key) for key in told} == told
    assert sum(told.values()) == len(package_rules())


def test_every_manual_says_what_is_bad_and_what_is_good() -> None:
    silent = [each.code for each in package_rules() if not re.search(r"^Bad: .*^Good: ", each.manual, re.M | re.S)]
    assert silent == []


def test_every_rule_says_what_to_do() -> None:
    assert [each.code for each in package_rules() if not each.hint] == []


def test_every_silenced_code_exists() -> None:
    codes = {each.code for each in package_rules()}
    named = {code.removeprefix("^") for each in package_rules() for code in each.silences}
    assert [code for code in sorted(named) if "*" not in code and code not in codes] == []


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_changes_rules_that_exist_and_names_its_sources(name: str) -> None:
    codes = {each.code for each in package_rules()}
    profile = load_profile(name)
    assert set(profile.severities()) - codes == set()
    assert all(change.why and change.source for change in profile.changes)
    assert bool(profile.takes) == bool(profile.takes_source)
