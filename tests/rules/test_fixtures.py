"""Every rule has good and bad fixtures; over them all rules run, and only the rule's own code may speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.diagnostics import Report, Severity
from scormkit.rules import Selection
from scormkit.validate.checking import check_package, package_rules
from tests.rules.building import HERE, build, load_fixture

FIXTURES = sorted(path for path in HERE.glob("*/*.yaml") if not path.parent.name.startswith("_"))
BAD = [path for path in FIXTURES if path.stem.endswith("bad")]
GOOD = [path for path in FIXTURES if path.stem.endswith("good")]
TRAPS = sorted((HERE / "_traps").glob("*.yaml"))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _check(path: Path, folder: Path) -> Report:
    fixture = load_fixture(path)
    selection = Selection(ignore=tuple(fixture.get("ignore", ())))
    return check_package(build(fixture, folder), profile=fixture.get("profile", "default"), selection=selection)


def _shown(report: Report) -> list[str]:
    return [f"{each.code} {each.location}: {each.message}" for each in report]


@pytest.mark.parametrize("path", BAD, ids=_name)
def test_on_a_bad_fixture_only_its_own_code_speaks(path: Path, tmp_path: Path) -> None:
    report = _check(path, tmp_path)
    assert {each.code for each in report} == {path.parent.name}, _shown(report)


@pytest.mark.parametrize("path", GOOD, ids=_name)
def test_on_a_good_fixture_no_rule_speaks(path: Path, tmp_path: Path) -> None:
    assert _shown(_check(path, tmp_path)) == []


@pytest.mark.parametrize("path", TRAPS, ids=_name)
def test_what_the_standards_owner_publishes_raises_no_error_and_no_warning(path: Path, tmp_path: Path) -> None:
    report = _check(path, tmp_path)
    assert _shown(Report.of(each for each in report if each.severity > Severity.INFO)) == []


def test_every_rule_has_a_good_and_a_bad_fixture() -> None:
    codes = {each.code for each in package_rules()}
    assert codes - {path.parent.name for path in BAD} == set()
    assert codes - {path.parent.name for path in GOOD} == set()


def test_every_fixture_belongs_to_a_rule() -> None:
    assert {path.parent.name for path in FIXTURES} - {each.code for each in package_rules()} == set()


def test_the_twelve_traps_are_all_tried() -> None:
    assert len(TRAPS) >= 12
