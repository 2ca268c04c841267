"""Lint room, the way in: one course, all rules, one report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from scormkit.diagnostics import Location, Report
from scormkit.lint.judging import ROOM, selection_of, unknown_rules, without_waived
from scormkit.model import Course
from scormkit.rules import Rule, Selection, apply_selection, load_rules, run_rules


@cache
def course_rules() -> tuple[Rule, ...]:
    """All rules over courses, sorted by code."""
    return load_rules(ROOM)


def lint_course(
    course: Course, place: str = "", selection: Selection | None = None, today: date | None = None
) -> Report:
    """What could be better in a course, after the levels and waivers under its `lint:`.

    `place` is the folder that locations begin with, `selection` comes on top of the course's own levels, `today`
    decides about waivers that end; without it they hold.
    """
    found = run_rules(course_rules(), [course], whole=Location("course.yaml"))
    judged = without_waived(apply_selection(found, selection_of(course.lint)), course, course_rules(), today)
    report = apply_selection(judged + unknown_rules(course), selection or Selection())
    if not place:
        return report
    return Report.of(
        replace(each, location=replace(each.location, file=f"{place.rstrip('/')}/{each.location.file}"))
        for each in report
    )
