"""Sessions room, run-sheets: what a facilitator holds in the hand: clock times, guide, roster, needs, what if.

For those who run the cohort: names and addresses of people stand on it. In English around the author's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from math import ceil

from scormkit.model.live import AgendaStep, CohortPerson, Fallback
from scormkit.sessions.dates import Moment
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.drawing import draw
from scormkit.sessions.pages.material import readable
from scormkit.sessions.pages.strings import direction, words_for
from scormkit.sessions.pages.times import place_of, published, time_tag
from scormkit.sessions.plan import Occurrence, SessionPlan

_BLANK_ROWS = 12  #: of a roster where nobody says how many come


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step of the agenda on the clock; `groups` is how many groups a full cohort makes, 0 when unknown."""

    start: Moment
    end: Moment
    step: AgendaStep
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be there: how many, and how many the place has (None: nobody says)."""

    name: str
    wanted: int
    there: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same hours on the clocks of participants elsewhere."""

    place: str
    start: Moment
    end: Moment


def render_runsheet(plan: SessionPlan, lock: PlanLock, occurrence: Occurrence, code: str = "") -> bytes:
    """`runsheet-<session>.html`: the same bytes for the same plan, lock and attendance code (empty: there is none).

    Raises ValueError for a live session without a date.
    """
    if occurrence.start is None or occurrence.end is None:
        raise ValueError(f"{occurrence.id} has no date")
    session, words = occurrence.live_session, words_for("en")
    people = [plan.person(each) for each in occurrence.facilitators]
    return draw(
        "runsheet.html",
        course=plan.course,
        cohort=plan.cohort,
        occurrence=occurrence,
        code=code,
        session=session,
        words=words,
        dir=direction(plan.course.language),
        time=partial(time_tag, words=words),
        html=readable,
        revision=lock.revision,
        published=published(lock, plan.cohort),
        zone=place_of(plan.cohort.zone),
        stretches=stretches(occurrence, plan.cohort.capacity),
        unplanned=session.minutes - sum(step.minutes for step in session.agenda) if session.agenda else 0.0,
        elsewhere=_elsewhere(plan, occurrence.start, occurrence.end),
        venue=plan.venue(occurrence.venue),
        people=[each for each in people if each],
        stand_ins=_stand_ins(plan, occurrence),
        managers=[each for each in plan.cohort.people if "manager" in each.roles],
        needs=_needs(plan, occurrence),
        fallback=_fallback(plan, session.fallback),
        before=[(plan.unit(each.unit), each) for each in plan.windows_of(session.id, "prework")],
        after=[(plan.unit(each.unit), each) for each in plan.windows_of(session.id, "follow-up")],
        late=occurrence.start.plus(session.attendance.late_grace),
        least=ceil(session.attendance.present_ratio * session.minutes),
        rows=session.capacity or plan.cohort.capacity or _BLANK_ROWS,
    )


def stretches(occurrence: Occurrence, capacity: int) -> tuple[Stretch, ...]:
    """The agenda on the clock of its cohort; without an agenda one stretch, as long as the live session."""
    session = occurrence.live_session
    steps = session.agenda or (AgendaStep(session.minutes, "activity", session.goal),)
    found: list[Stretch] = []
    passed = 0.0
    for step in steps:
        if occurrence.start is None:
            break
        start, end = occurrence.start.plus(passed * 60), occurrence.start.plus((passed + step.minutes) * 60)
        found.append(Stretch(start, end, step, ceil(capacity / step.group) if step.group and capacity else 0))
        passed += step.minutes
    return tuple(found)


def _elsewhere(plan: SessionPlan, start: Moment, end: Moment) -> tuple[Elsewhere, ...]:
    zones = [each for each in plan.cohort.participant_zones if each != plan.cohort.zone]
    return tuple(Elsewhere(place_of(each), start.in_zone(each), end.in_zone(each)) for each in dict.fromkeys(zones))


def _stand_ins(plan: SessionPlan, occurrence: Occurrence) -> list[CohortPerson]:
    """Who could take over: facilitates, can what is needed, is not away and not busy at that time."""
    start, end = occurrence.start, occurrence.end
    if start is None or end is None:
        return []
    pause = timedelta(seconds=plan.cohort.changeover)
    busy = {
        name
        for each in plan.held()
        if each.start and each.end and each.start.utc < end.utc + pause and start.utc < each.end.utc + pause
        for name in each.facilitators
    }
    skill = occurrence.live_session.needs.skill
    return [
        each
        for each in plan.cohort.people
        if each.facilitates()
        and each.id not in busy
        and (not skill or skill in each.skills)
        and not each.is_away(start.day)
    ]


def _needs(plan: SessionPlan, occurrence: Occurrence) -> tuple[Need, ...]:
    venue = plan.venue(occurrence.venue)
    there = dict(venue.equipment) if venue else {}
    wanted = occurrence.live_session.needs.equipment
    return tuple(Need(name, count, there.get(name) if there else None) for name, count in wanted)


def _fallback(plan: SessionPlan, own: Fallback) -> Fallback:
    """The live session's, filled up from the blend's."""
    whole = plan.course.blend.fallback if plan.course.blend else Fallback()
    return Fallback(
        own.facilitator or whole.facilitator, own.equipment or whole.equipment, own.materials or whole.materials
    )
