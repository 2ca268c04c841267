"""Sessions room, coverage: objectives × activities: what introduces, practises, retrieves, assesses; what is missing.

For designers, in English around the author's own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.model import Course, LiveSession, Objective
from scormkit.sessions.exports.cells import table_text
from scormkit.sessions.exposures import HOWS
from scormkit.sessions.pages.drawing import draw
from scormkit.sessions.plan import SessionPlan
from scormkit.sessions.subjects import Activity, BlendedCourse

LETTERS = {"introduce": "I", "practise": "P", "retrieve": "R", "assess": "A"}


@dataclass(frozen=True, slots=True)
class Row:
    """An objective and what each activity does with it, as letters; `missing` are the ways nobody takes."""

    objective: Objective
    cells: tuple[str, ...]
    missing: tuple[str, ...]

    def count(self, how: str) -> int:
        return sum(LETTERS[how] in each for each in self.cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: activities in outline order, objectives as declared; `loose` are concepts without an objective."""

    activities: tuple[Activity, ...]
    rows: tuple[Row, ...]
    loose: tuple[str, ...]


def coverage(course: Course) -> Coverage:
    """What the course does with its objectives.

    A concept counts for the objectives it belongs to; a graded question about an objective assesses it. Calling back
    is missed only where an objective is critical or kept for a while.
    """
    activities = BlendedCourse(course).activities
    rows = tuple(_row(each, activities, course) for each in course.objectives)
    named = {name for each in course.concepts for name in each.objectives}
    loose = tuple(each.id for each in course.concepts if not set(each.objectives) & (named & _ids(course)))
    return Coverage(activities, rows, loose)


def _ids(course: Course) -> set[str]:
    return {each.id for each in course.objectives}


def _row(objective: Objective, activities: tuple[Activity, ...], course: Course) -> Row:
    wanted = {objective.id, *(each.id for each in course.concepts if objective.id in each.objectives)}
    cells = tuple(_letters(each, objective, wanted) for each in activities)
    needed = [how for how in HOWS if how != "retrieve" or objective.critical or objective.retention_days]
    return Row(objective, cells, tuple(how for how in needed if not any(LETTERS[how] in each for each in cells)))


def _letters(activity: Activity, objective: Objective, wanted: set[str]) -> str:
    done = {how for how in HOWS if wanted & set(getattr(activity.teaches, how))}
    if not isinstance(activity, LiveSession) and any(
        each.graded and objective.id in each.objectives for each in activity.questions()
    ):
        done.add("assess")
    return "".join(LETTERS[how] for how in HOWS if how in done)


def render_coverage(plan: SessionPlan) -> bytes:
    """`coverage.html`: the same bytes for the same plan. Holes are red, and say so in words."""
    found = coverage(plan.course)
    return draw(
        "coverage.html",
        course=plan.course,
        coverage=found,
        hows=HOWS,
        letters=LETTERS,
        holes=sum(len(each.missing) for each in found.rows),
        live={each.id for each in found.activities if isinstance(each, LiveSession)},
    )


def coverage_csv(course: Course) -> bytes:
    """`coverage.csv`: an objective a line, an activity a column, the letters in the cells, what is missing last.

    In UTF-8 with a mark at the start, by which Excel knows it; no cell is a formula.
    """
    found = coverage(course)
    head = ["objective", "text", "level", *(each.id for each in found.activities), "missing"]
    lines = [
        [each.objective.id, each.objective.text, each.objective.level, *each.cells, " ".join(each.missing)]
        for each in found.rows
    ]
    return table_text(head, lines).encode("utf-8-sig", "replace")
