"""Sessions room, measures: figures that several rules and the classification share. Shares are 0–1, times minutes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from scormkit.model import LiveSession, Question, QuestionKind, Unit
from scormkit.model.live import ACTIVE_MODES, EXEMPT_KINDS
from scormkit.sessions.plan import Occurrence, SessionPlan
from scormkit.sessions.subjects import BlendedCourse

FULL_DAY = 300.0  #: live minutes from which a day is a full-day programme


def per_cent(share: float) -> str:
    return f"{share * 100:.0f} %"


def counted(number: int, word: str) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def minutes(number: float) -> str:
    return f"{number:.0f} min"


def has_feedback(question: Question) -> bool:
    """Whether a learner is told more than right or wrong."""
    said = (question.right, question.wrong, question.explanation, question.model_answer, *question.after_try)
    return any(said) or any(choice.feedback for choice in question.choices)


def checks_of(unit: Unit) -> list[Question]:
    """The questions of a unit that are answered and judged; an observer speaks for the rest."""
    unjudged = (QuestionKind.LIKERT, QuestionKind.PERFORMANCE)
    return [each for each in unit.questions() if each.kind not in unjudged]


def agenda_share(session: LiveSession, modes: Iterable[str]) -> float:
    """The share of a session's agenda, breaks left out, that is spent in these modes; 0 without an agenda."""
    wanted = frozenset(modes)
    work = [step for step in session.agenda if step.mode != "break"]
    whole = sum(step.minutes for step in work)
    return sum(step.minutes for step in work if step.mode in wanted) / whole if whole else 0.0


def active_share(session: LiveSession) -> float:
    return agenda_share(session, ACTIVE_MODES)


def introducers(blended: BlendedCourse) -> dict[str, list[Unit | LiveSession]]:
    """Concept → the activities that introduce it, in outline order."""
    found: dict[str, list[Unit | LiveSession]] = {}
    for activity in blended.activities:
        for concept in activity.teaches.introduce:
            found.setdefault(concept, []).append(activity)
    return found


def introduced_in_units(blended: BlendedCourse) -> float | None:
    """The share of concepts that a unit introduces first; None where nobody says what introduces anything."""
    firsts = [activities[0] for activities in introducers(blended).values()]
    return sum(isinstance(each, Unit) for each in firsts) / len(firsts) if firsts else None


def with_prework(blended: BlendedCourse) -> float:
    """The share of required live sessions that have required prework; kinds that need none do not count."""
    asked = [each for each in blended.required_sessions if each.kind not in EXEMPT_KINDS]
    return sum(any(one.required for one in each.prework) for each in asked) / len(asked) if asked else 0.0


def with_follow_up(blended: BlendedCourse) -> float:
    asked = blended.required_sessions
    return sum(bool(each.follow_up) for each in asked) / len(asked) if asked else 0.0


def prework_minutes(session: LiveSession, blended: BlendedCourse) -> float:
    """Minutes of the required units before a live session."""
    return sum(
        blended.units[each.unit].minutes for each in session.prework if each.required and each.unit in blended.units
    )


def gaps_in_days(plan: SessionPlan) -> list[float]:
    """Days between the starts of required live sessions that follow each other; holidays in between do not count."""
    starts = [each.start for each in plan.held() if each.live_session.required and each.start]
    holidays = {day for day, _ in plan.cohort.holidays}
    found = []
    for earlier, later in pairwise(starts):
        off = sum(earlier.day < day < later.day for day in holidays)
        found.append((later.utc - earlier.utc).total_seconds() / 86_400 - off)
    return found


def spread(numbers: list[float]) -> float:
    """How uneven numbers are: (largest − smallest) / median; 0 for fewer than two."""
    return (max(numbers) - min(numbers)) / median(numbers) if len(numbers) > 1 and median(numbers) else 0.0


def live_minutes_on(occurrence: Occurrence, plan: SessionPlan) -> float:
    """Live minutes of the cohort on the day of a live session."""
    day = occurrence.start.day if occurrence.start else None
    return sum(each.live_session.minutes for each in plan.held() if each.start and each.start.day == day)
