"""Lint room, judging: what the course itself says about its rules, under `lint:` of course.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scormkit.diagnostics import Diagnostic, Location, Report, Severity, error, info, warning
from scormkit.model import Course
from scormkit.model.live import CourseWaiver, LintSettings
from scormkit.rules import Rule, Selection, explain_unknown, load_rules
from scormkit.rules.waivers import WAIVER_EXPIRED, WAIVER_UNUSED

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
    covered = {waiver: [each for each in report if _covers(waiver, each, unit_of)] for waiver in ours}
    holding = [each for each in ours if each.until is None or today is None or today <= each.until]
    gone = {finding for waiver in holding for finding in covered[waiver]}
    notes = [note for waiver in ours if (note := _note(waiver, bool(covered[waiver]), waiver in holding))]
    return Report.of([*(each for each in report if each not in gone), *notes])


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


def _covers(waiver: CourseWaiver, found: Diagnostic, unit_of: dict[str, str]) -> bool:
    return waiver.rule == found.code and waiver.at in ("", unit_of.get(found.location.file))


def _note(waiver: CourseWaiver, used: bool, holds: bool) -> Diagnostic | None:
    where = Location("course.yaml", waiver.line, f"lint.waive.{waiver.rule}")
    name = f"{waiver.rule} at `{waiver.at}`" if waiver.at else waiver.rule
    if not used:
        return info(WAIVER_UNUSED, f"the waiver of {name} covers nothing any more", where, "delete it")
    if not holds:
        words = f"the waiver of {name} ended on {waiver.until}: {waiver.reason}"
        return warning(WAIVER_EXPIRED, words, where, "mend the finding, or decide anew")
    return None
