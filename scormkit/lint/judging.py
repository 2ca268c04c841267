"""Lint room, judging: what the course itself says about its rules, under `lint:` of course.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scormkit.diagnostics import Diagnostic, Location, Report, Severity, error
from scormkit.model import Course
from scormkit.model.live import CourseWaiver, LintSettings
from scormkit.rules import Rule, Selection, explain_unknown, load_rules
from scormkit.rules.waivers import Decision, settle

ROOM = "scormkit.lint"
PLAN_ROOM = "scormkit.sessions.rules"  #: whose rules stand under the same key


def selection_of(lint: LintSettings) -> Selection:
    """The levels that the course gives to rules; `off` leaves a rule out."""
    return Selection(
        ignore=tuple(each.code for each in lint.rules if each.level == "off"),
        severities={each.code: Severity.named(each.level) for each in lint.rules if each.level not in ("", "off")},
    )


def without_waived(report: Report, course: Course, rules: tuple[Rule, ...], today: date | None) -> Report:
    """The report without what the course waives; waivers of these rules that ended or cover nothing are reported."""
    codes = {each.code for each in rules}
    ours = [each for each in course.lint.waivers if each.rule in codes]
    unit_of = dict(_files(course))
    return settle(report, [_decision(each, unit_of) for each in ours], today)


def unknown_rules(course: Course) -> Report:
    """Rules that `lint:` names and that no room has: they would change nothing, silently."""
    known = [each.code for room in (ROOM, PLAN_ROOM) for each in load_rules(room)]
    named = [("rules", each.code, each.line) for each in course.lint.rules]
    named += [("waive", each.rule, each.line) for each in course.lint.waivers]
    return Report.of(
        error("PLAN-RULE-UNKNOWN", problem, Location("course.yaml", line, f"lint.{key}.{code}"))
        for key, code, line in named
        if code not in known and (problem := explain_unknown(code, known) or f"`{code}` must be one rule's code")
    )


def _files(course: Course) -> Iterator[tuple[str, str]]:
    """Each file of a unit, with the unit's id."""
    for unit in course.units():
        yield unit.place.file, unit.id
        for page in unit.pages:
            yield page.place.file, unit.id


def _decision(waiver: CourseWaiver, unit_of: dict[str, str]) -> Decision:
    def covers(found: Diagnostic) -> bool:
        return waiver.rule == found.code and waiver.at in ("", unit_of.get(found.location.file))

    where = Location("course.yaml", waiver.line, f"lint.waive.{waiver.rule}")
    return Decision(waiver.name, waiver.reason, waiver.until, where, covers)
