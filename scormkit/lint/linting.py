"""Lint room, the way in: one course, all rules, one report."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from scormkit.diagnostics import Location, Report
from scormkit.model import Course
from scormkit.rules import Rule, Selection, apply_selection, load_rules, run_rules


@cache
def course_rules() -> tuple[Rule, ...]:
    """All rules over courses, sorted by code."""
    return load_rules("scormkit.lint")


def lint_course(course: Course, place: str = "", selection: Selection | None = None) -> Report:
    """What could be better in a course; `place` is the folder that locations begin with."""
    report = apply_selection(
        run_rules(course_rules(), [course], whole=Location("course.yaml")), selection or Selection()
    )
    if not place:
        return report
    return Report.of(
        replace(each, location=replace(each.location, file=f"{place.rstrip('/')}/{each.location.file}"))
        for each in report
    )
