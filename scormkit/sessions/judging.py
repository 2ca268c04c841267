"""Sessions room, judging: every plan rule over a course and its cohorts, as strict as the course asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from scormkit.diagnostics import Diagnostic, Location, Report, Severity, error
from scormkit.model import Course
from scormkit.model.live import Cohort, CourseWaiver, LintSettings
from scormkit.rules import Rule, load_rules, run_rules
from scormkit.rules.waivers import Decision, settle
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.plan import SessionPlan
from scormkit.sessions.resolve import resolve_plan
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

RULES = "scormkit.sessions.rules"
COURSE_RULES = "scormkit.lint"  #: whose rules stand under the same key


@cache
def plan_rules() -> tuple[Rule, ...]:
    """All rules over blends and plans, sorted by code."""
    return load_rules(RULES)


def check_plan(
    course: Course,
    cohorts: Iterable[Cohort],
    *,
    now: datetime | None = None,
    today: date | None = None,
    before: Mapping[str, SessionPlan] | None = None,
    locks: Mapping[str, PlanLock] | None = None,
    only: str | None = None,
) -> Report:
    """What is wrong with a course as a blend and with each cohort's plan, after the course's levels and waivers.

    `now` (aware) is the moment from which the past is known; `today` decides about waivers that end; `before` holds
    plans to compare with and `locks` what was published last, by cohort. `only` names the cohort whose plan is judged;
    the others are there for what cohorts share. Pure: nothing is read from a clock.
    """
    groups = tuple(cohorts)
    whole = Location("course.yaml")
    report = run_rules(plan_rules(), [BlendedCourse(course, groups)], whole=whole)
    for cohort in groups if only is None else (each for each in groups if each.id == only):
        plan = resolve_plan(course, cohort)
        subject = CohortPlan(plan, now, (before or {}).get(cohort.id), (locks or {}).get(cohort.id))
        report += run_rules(plan_rules(), [subject], whole=Location(cohort.place.file))
    return _waived(_levelled(report, course.lint), course.lint, today) + _known(course.lint)


def _levelled(report: Report, lint: LintSettings) -> Report:
    rules = {each.code: each for each in plan_rules()}
    levels = {each.code: each.level for each in lint.rules if each.level}

    def judged(found: Diagnostic) -> Diagnostic | None:
        level = levels.get(found.code)
        if level == "off":
            return None
        if level:
            return replace(found, severity=Severity.named(level))
        rule = rules.get(found.code)
        full = rule.full if rule and lint.profile == "full" else None
        return replace(found, severity=full) if full is not None else found

    return Report.of(each for each in map(judged, report) if each is not None)


def _waived(report: Report, lint: LintSettings, today: date | None) -> Report:
    ours = [_decision(each) for each in lint.waivers if each.rule not in _course_codes()]
    return settle(report, ours, today, unused=Severity.WARNING)


def _decision(waiver: CourseWaiver) -> Decision:
    def covers(found: Diagnostic) -> bool:
        return waiver.rule == found.code and waiver.at in ("", found.location.pointer)

    where = Location("course.yaml", waiver.line, f"lint.waive.{waiver.rule}")
    return Decision(waiver.name, waiver.reason, waiver.until, where, covers)


@cache
def _course_codes() -> frozenset[str]:
    """Codes of `scormkit lint`, which stand under the same key and are judged there."""
    return frozenset(each.code for each in load_rules("scormkit.lint"))


def _known(lint: LintSettings) -> Report:
    """Settings of rules and limits that do not exist are errors: they would change nothing, silently."""
    from difflib import get_close_matches

    rules = {each.code: each for each in plan_rules()}
    found: list[Diagnostic] = []
    for each in lint.rules:
        where = Location("course.yaml", each.line, f"lint.rules.{each.code}")
        if each.code in _course_codes():
            continue
        if each.code not in rules:
            near = get_close_matches(each.code, rules, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "`scormkit rules` lists them"
            found.append(error("PLAN-RULE-UNKNOWN", f"there is no rule `{each.code}`", where, hint))
            continue
        limits = dict(rules[each.code].limits)
        for name, _ in each.limits:
            if name not in limits:
                known = ", ".join(f"`{limit.replace('_', '-')}`" for limit in limits) or "none"
                message = f"the rule {each.code} has no limit `{name.replace('_', '-')}`"
                found.append(error("PLAN-RULE-UNKNOWN", message, where, f"its limits: {known}"))
    return Report.of(found)
