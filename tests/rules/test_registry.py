"""The registry refuses careless rules, runs the others whatever happens, and silences consequences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from scormkit.diagnostics import Location, Report, Severity, error, info, warning
from scormkit.errors import ScormkitError
from scormkit.rules import Change, Finding, Profile, Rule, Selection, apply_selection, rule, run_rules
from scormkit.rules.baseline import read_baseline, render_baseline, without_baseline
from scormkit.rules.manual import render_manual
from scormkit.rules.registry import _RULES, find_rule
from scormkit.rules.running import MOST_FINDINGS
from scormkit.rules.settings import load_check_settings
from scormkit.rules.waivers import Waiver, apply_waivers, read_waiver


@dataclass(frozen=True)
class Garden:
    """A subject that no room of scormkit knows: the registry is for any."""

    plants: tuple[str, ...] = ("rose", "thistle")


@dataclass(frozen=True)
class Pond:
    """Another subject."""


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    before = dict(_RULES)
    yield
    _RULES.clear()
    _RULES.update(before)


def found(*codes: str) -> list[Rule]:
    return [each for code in codes if (each := find_rule(code))]


WHOLE = Location("garden")


def make(code: str, *places: str, **options: object) -> None:
    def check(garden: Garden) -> Iterator[Finding]:
        """Something grows."""
        for place in places:
            yield Finding(f"{code.lower()} at {place}", Location("garden", 1, place))

    settings: dict[str, object] = {"severity": Severity.ERROR, "spec": "a book", **options}
    decorate: Callable[[object], object] = rule(code, **settings)  # type: ignore[arg-type]
    check.__qualname__ = f"check_{code}"
    decorate(check)


def test_a_rule_is_its_function_and_its_docstring_is_its_manual() -> None:
    @rule("GARDEN-WEED", severity=Severity.WARNING, spec="Gardening, 3", hint="pull it out")
    def weed(garden: Garden) -> Iterator[Finding]:
        """A weed grows.

        It takes the light
        of the others.

        Bad: thistle
        Good: rose
        """
        yield from (Finding(f"`{each}` is a weed", WHOLE) for each in garden.plants if each == "thistle")

    assert [each.message for each in weed(Garden())] == ["`thistle` is a weed"]
    (registered,) = found("GARDEN-WEED")
    assert (registered.family, registered.title, registered.subject) == ("GARDEN", "A weed grows", Garden)
    assert render_manual(registered) == (
        "# GARDEN-WEED\n\nA weed grows.\n\nIt takes the light\nof the others.\n\n- Bad: thistle\n- Good: rose\n\n"
        "What to do: pull it out.\n\nSeverity warning; editions all. Source: Gardening, 3.\n"
    )
    assert list(run_rules([registered], [Garden()], whole=WHOLE)) == [
        warning("GARDEN-WEED", "`thistle` is a weed", WHOLE, "pull it out")
    ]


def test_a_code_cannot_be_used_twice() -> None:
    make("GARDEN-A")

    def other(garden: Garden) -> Iterator[Finding]:
        """Another."""
        yield from ()

    with pytest.raises(ValueError, match="GARDEN-A is taken"):
        rule("GARDEN-A", severity=Severity.INFO, spec="a book")(other)


def test_a_rule_without_docstring_is_refused() -> None:
    def silent(garden: Garden) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(ValueError, match="no docstring"):
        rule("GARDEN-B", severity=Severity.INFO, spec="a book")(silent)


def test_a_rule_without_source_or_with_a_strange_code_is_refused() -> None:
    with pytest.raises(ValueError, match="names no source"):
        make("GARDEN-C", spec=" ")
    with pytest.raises(ValueError, match="capital words"):
        make("garden-c")


def test_a_rule_runs_only_when_its_subject_and_edition_are_at_hand() -> None:
    make("GARDEN-D", "x")
    make("GARDEN-E", "x", editions=("spring",))
    rules = found("GARDEN-D", "GARDEN-E")
    assert [each.code for each in run_rules(rules, [Pond()], whole=WHOLE)] == []
    assert [each.code for each in run_rules(rules, [Garden()], edition="autumn", whole=WHOLE)] == ["GARDEN-D"]


def test_a_rule_that_raises_is_reported_and_the_others_run() -> None:
    @rule("GARDEN-F", severity=Severity.INFO, spec="a book")
    def broken(garden: Garden) -> Iterator[Finding]:
        """Broken."""
        yield Finding(garden.plants[9], WHOLE)

    make("GARDEN-G", "x")
    report = run_rules(found("GARDEN-F", "GARDEN-G"), [Garden()], whole=WHOLE)
    assert [(each.code, each.message) for each in report] == [
        ("RULE-FAILED", "rule GARDEN-F could not be checked: IndexError: tuple index out of range"),
        ("GARDEN-G", "garden-g at x"),
    ]


def test_a_cause_silences_its_consequence_at_the_same_place_only() -> None:
    make("GARDEN-H", "x", silences=("GARDEN-I",))
    make("GARDEN-I", "x", "y")
    report = run_rules(found("GARDEN-H", "GARDEN-I"), [Garden()], whole=WHOLE)
    assert [each.message for each in report] == ["garden-h at x", "garden-i at y"]


def test_a_cause_can_silence_everywhere() -> None:
    make("GARDEN-J", "x", silences=("^GARDEN-*",))
    make("GARDEN-K", "x", "y")
    report = run_rules(found("GARDEN-J", "GARDEN-K"), [Garden()], whole=WHOLE)
    assert [each.message for each in report] == ["garden-j at x"]


def test_a_fallback_speaks_only_where_nobody_else_does() -> None:
    make("GARDEN-L", "/a")
    make("GARDEN-M", "/b", severity=Severity.INFO)
    make("GARDEN-N", "/a", "/a/child", "/b", "/c", fallback=True)
    report = run_rules(found("GARDEN-L", "GARDEN-M", "GARDEN-N"), [Garden()], whole=WHOLE)
    assert [each.message for each in report if each.code == "GARDEN-N"] == ["garden-n at /b", "garden-n at /c"]


def test_a_flood_of_findings_is_counted() -> None:
    make("GARDEN-O", *(str(number) for number in range(MOST_FINDINGS + 5)))
    report = run_rules(found("GARDEN-O"), [Garden()], whole=WHOLE)
    assert len(report) == MOST_FINDINGS + 1
    assert "… and 5 more like these" in [each.message for each in report]


REPORT = Report.of(
    [
        error("ZIP-BOMB", "a bomb", Location("c.zip")),
        warning("HTML-REMOTE", "remote", Location("c.zip/index.html", 3, "/html")),
        info("ZIP-SPACE", "space", Location("c.zip")),
    ]
)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["ZIP-BOMB", "HTML-REMOTE", "ZIP-SPACE"]),
        (Selection(select=("ZIP-*",)), ["ZIP-BOMB", "ZIP-SPACE"]),
        (Selection(ignore=("ZIP-SPACE",)), ["ZIP-BOMB", "HTML-REMOTE"]),
        (Selection(severities={"ZIP-*": Severity.INFO}), ["HTML-REMOTE", "ZIP-BOMB", "ZIP-SPACE"]),
    ],
)
def test_a_selection_shows_hides_and_judges_anew(selection: Selection, expected: list[str]) -> None:
    assert [each.code for each in apply_selection(REPORT, selection)] == expected


def test_what_the_user_says_wins_over_the_profile() -> None:
    profile = Profile("lms", "an LMS", (Change(("ZIP-SPACE",), Severity.ERROR, "why", "where from"),))
    asked = Selection(severities={"ZIP-SPACE": Severity.WARNING})
    assert Selection().over(profile).severity_of("ZIP-SPACE", Severity.INFO) is Severity.ERROR
    assert asked.over(profile).severity_of("ZIP-SPACE", Severity.INFO) is Severity.WARNING


TODAY = date(2026, 11, 25)


def test_a_waiver_covers_a_code_in_a_file_until_a_day() -> None:
    waivers = [Waiver("HTML-*", "fonts stay remote", "index.html", date(2026, 12, 31))]
    report = apply_waivers(REPORT, waivers, today=TODAY, settings="scormkit.toml")
    assert [each.code for each in report] == ["ZIP-BOMB", "ZIP-SPACE"]


def test_a_waiver_that_ended_or_covers_nothing_is_reported() -> None:
    waivers = [Waiver("ZIP-BOMB", "a test", until=date(2026, 11, 24)), Waiver("TC-ID", "gone")]
    report = apply_waivers(REPORT, waivers, today=TODAY, settings="scormkit.toml")
    assert [(each.code, each.message) for each in report if each.code.startswith("WAIVER")] == [
        ("WAIVER-EXPIRED", "the waiver of ZIP-BOMB ended on 2026-11-24: a test"),
        ("WAIVER-UNUSED", "the waiver of TC-ID covers nothing any more"),
    ]
    assert "ZIP-BOMB" in [each.code for each in report]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"code": "ZIP-BOMB"}, "gives no reason"),
        ({"reason": "so"}, "names no code"),
        ({"code": "ZIP-BOMB", "reason": "so", "until": "soon"}, "is no date"),
        ({"code": "ZIP-BOMB", "reason": "so", "untill": "2027-01-01"}, "has no setting `untill`"),
    ],
)
def test_a_careless_waiver_is_refused(table: dict[str, str], message: str) -> None:
    with pytest.raises(ScormkitError, match=message):
        read_waiver(table, "scormkit.toml")


def test_a_baseline_knows_findings_wherever_their_lines_move() -> None:
    baseline = read_baseline(render_baseline(REPORT), "baseline.json")
    moved = Report.of([*REPORT, warning("HTML-REMOTE", "remote", Location("c.zip/index.html", 30, "/html"))])
    assert list(without_baseline(REPORT, baseline)) == []
    assert len(without_baseline(moved, baseline)) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other", "known": []}', '{"format": "scormkit-baseline-1"}'])
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(ScormkitError, match=r"baseline\.json is not a baseline"):
        read_baseline(text, "baseline.json")


def test_settings_come_from_the_nearest_file_above(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.scormkit]\nprofile = "moodle"\nignore = ["ZIP-SPACE"]\nstrict = true\n'
        'severity = {"HTML-REMOTE" = "error"}\n'
        '[[tool.scormkit.waivers]]\ncode = "SIZE-FILE"\nreason = "one film"\nuntil = 2027-01-31\n'
    )
    (tmp_path / "courses").mkdir()
    settings = load_check_settings(tmp_path / "courses")
    assert (settings.profile, settings.strict, settings.source) == ("moodle", True, "pyproject.toml")
    assert settings.selection == Selection(ignore=("ZIP-SPACE",), severities={"HTML-REMOTE": Severity.ERROR})
    assert settings.waivers == (Waiver("SIZE-FILE", "one film", until=date(2027, 1, 31)),)


@pytest.mark.parametrize("text", ["profile = ", 'severity = {"A-B" = "grave"}', "select = [1]", "severity = 3"])
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "scormkit.toml").write_text(text)
    with pytest.raises(ScormkitError):
        load_check_settings(tmp_path)
