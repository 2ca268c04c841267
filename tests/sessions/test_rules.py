"""Every plan rule: what it finds, what it lets pass, and that its limits can be set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from scormkit.diagnostics import Diagnostic
from scormkit.sessions import resolve_plan
from scormkit.sessions.judging import check_plan, plan_rules
from scormkit.sessions.lock import PlanLock
from scormkit.source.live import read_plan
from tests.courses import lines_of, write_course
from tests.sessions.rule_cases import CASES, Case

LIMITED = sorted(code for code, case in CASES.items() if case.limits)


def findings(
    folder: Path, files: Mapping[str, str], case: Case, lint: str = "", lock: PlanLock | None = None
) -> list[Diagnostic]:
    loaded = read_plan(write_course(folder, {**files, "course.yaml": files["course.yaml"] + lint}))
    assert loaded.course is not None, lines_of(loaded.report, folder)
    before = {}
    if case.before:
        old = read_plan(write_course(folder.with_name("before"), case.before))
        assert old.course is not None, lines_of(old.report, folder)
        before = {each.id: resolve_plan(old.course, each) for each in old.cohorts}
    now = datetime.fromisoformat(case.now) if case.now else None
    locks = {lock.cohort: lock} if lock else {}
    return list(check_plan(loaded.course, loaded.cohorts, now=now, before=before, locks=locks))


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_finds_what_it_is_for_and_lets_the_rest_pass(tmp_path: Path, code: str) -> None:
    case = CASES[code]
    bad = findings(tmp_path / "bad", case.bad, case, lock=case.lock)

    assert codes(bad).count(code) == case.speaks, [each.message for each in bad]
    assert code not in codes(findings(tmp_path / "good", case.good, case))


@pytest.mark.parametrize("code", LIMITED)
def test_the_limits_of_a_rule_can_be_set(tmp_path: Path, code: str) -> None:
    case = CASES[code]
    lint = f"lint: {{rules: {{{code}: {{{case.limits}}}}}}}\n"

    assert code not in codes(findings(tmp_path / "bad", case.bad, case, lint))


@pytest.mark.parametrize("code", LIMITED)
def test_a_finding_with_a_limit_says_what_was_measured(tmp_path: Path, code: str) -> None:
    case = CASES[code]
    said = [each for each in findings(tmp_path / "bad", case.bad, case) if each.code == code]

    assert all(each.evidence and each.evidence.measured and each.evidence.threshold for each in said)


def test_every_rule_has_a_case_and_every_limit_is_in_one() -> None:
    assert sorted(CASES) == [each.code for each in plan_rules()]
    assert [each.code for each in plan_rules() if each.limits] == LIMITED


def test_every_rule_says_what_it_rests_on() -> None:
    reasons = ("logic", "RFC", "privacy")
    assert [each.code for each in plan_rules() if not each.grade and not each.spec.startswith(reasons)] == []
    assert {each.grade for each in plan_rules()} <= {*"ABCDE", ""}
