"""Judging a plan: levels, limits and waivers of the course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from scormkit.sessions.judging import check_plan
from scormkit.source.live import read_plan
from tests.courses import lines_of, write_course

COURSE = "title: Airway\nblend: {model: flipped}\noutline: [signs, clinic]\n"
FLIPPED = {
    "course.yaml": COURSE,
    "units/signs.md": "---\nestimate: 40 min\n---\n# Signs\n\nText.\n",
    "sessions/clinic.md": "---\nlength: 30 min\n---\n# Clinic\n",
}


def judged(folder: Path, lint: str = "", today: date | None = None, files: Mapping[str, str] = FLIPPED) -> list[str]:
    loaded = read_plan(write_course(folder, {**files, "course.yaml": files["course.yaml"] + lint}))
    assert loaded.course is not None, lines_of(loaded.report, folder)
    report = check_plan(loaded.course, loaded.cohorts, today=today)
    return [f"{each.severity.name} {each.code} {each.message}" for each in report if "FLIP-7" in str(each)]


def test_a_finding_carries_its_evidence(tmp_path: Path) -> None:
    loaded = read_plan(write_course(tmp_path, FLIPPED))
    assert loaded.course is not None
    (found,) = (each for each in check_plan(loaded.course, ()) if each.code == "BM-FLIP-7")

    assert found.evidence is not None
    assert found.evidence.in_words() == "measured 40 min, asked for at most 30 min; E: our own convention"


def test_a_level_changes_the_severity_or_switches_a_rule_off(tmp_path: Path) -> None:
    assert judged(tmp_path) == ["WARNING BM-FLIP-7 the prework of `clinic` takes 40 minutes"]
    assert judged(tmp_path, "lint: {rules: {BM-FLIP-7: {level: error}}}\n")[0].startswith("ERROR")
    assert judged(tmp_path, "lint: {rules: {BM-FLIP-7: {level: off}}}\n") == []


def test_a_waiver_holds_until_its_day_and_says_so_afterwards(tmp_path: Path) -> None:
    waiver = "lint: {waive: [{rule: BM-FLIP-7, at: clinic, reason: a film that must be seen, until: 2027-01-31}]}\n"

    assert judged(tmp_path, waiver, date(2027, 1, 31)) == []
    assert judged(tmp_path, waiver, date(2027, 2, 1)) == [
        "WARNING WAIVER-EXPIRED the waiver of BM-FLIP-7 at `clinic` ended on 2027-01-31: a film that must be seen",
        "WARNING BM-FLIP-7 the prework of `clinic` takes 40 minutes",
    ]


def test_a_waiver_that_covers_nothing_is_a_warning(tmp_path: Path) -> None:
    waiver = "lint: {waive: [{rule: BM-FLIP-7, at: lab, reason: none}]}\n"

    assert "WARNING WAIVER-UNUSED the waiver of BM-FLIP-7 at `lab` covers nothing any more" in judged(tmp_path, waiver)


def test_a_rule_or_a_limit_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    assert judged(tmp_path, "lint: {rules: {BM-FLIP-77: {level: error}, BM-FLIP-7: {minuts: 3}}}\n")[:2] == [
        "ERROR PLAN-RULE-UNKNOWN the rule BM-FLIP-7 has no limit `minuts`",
        "ERROR PLAN-RULE-UNKNOWN there is no rule `BM-FLIP-77`",
    ]
