"""Sessions room, exposures: when a cohort meets each concept, and what it does with it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scormkit.model import Course, LiveSession, Objective, Unit
from scormkit.model.live import Teaches
from scormkit.sessions.plan import SessionPlan

#: What counts as calling something back from memory.
RETRIEVING = ("retrieve", "assess")
HOWS = ("introduce", "practise", "retrieve", "assess")


@dataclass(frozen=True, slots=True)
class Exposure:
    """A concept met in an activity: when at the latest, and how (introduce, practise, retrieve, assess)."""

    concept: str
    activity: str
    day: date
    how: str


def exposures(plan: SessionPlan) -> tuple[Exposure, ...]:
    """Every exposure of the plan by day; a unit counts on the day it is due, an activity without a date not at all."""
    found: list[Exposure] = []
    for occurrence in plan.held():
        if occurrence.start:
            found += _of(occurrence.live_session, occurrence.start.day)
    for window in plan.windows:
        unit = plan.unit(window.unit)
        if unit and window.due:
            found += _of(unit, window.due.day)
    return tuple(sorted(found, key=lambda each: (each.day, HOWS.index(each.how), each.activity, each.concept)))


def _of(activity: Unit | LiveSession, day: date) -> list[Exposure]:
    return [Exposure(each, activity.id, day, how) for how in HOWS for each in getattr(activity.teaches, how)]


def concepts_of(objective: Objective, course: Course) -> tuple[str, ...]:
    """The concepts that belong to an objective; the objective itself where the course has none for it."""
    own = tuple(each.id for each in course.concepts if objective.id in each.objectives)
    return own or (objective.id,)


def says_what_it_teaches(course: Course) -> bool:
    """Whether any activity says what it teaches; without, rules about concepts are silent."""
    activities: tuple[Unit | LiveSession, ...] = (*course.units(), *course.live_sessions)
    return any(each.teaches != Teaches() for each in activities)


def longest_gap(days: list[date]) -> int:
    """The longest stretch between two days that follow each other; 0 for fewer than two."""
    return max(((later - earlier).days for earlier, later in pairwise(sorted(set(days)))), default=0)
