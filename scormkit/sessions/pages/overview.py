"""Sessions room, overview: the page from which a cohort is run: what to look at, and what calendars know.

For those who run the cohort, in English around the author's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from scormkit.sessions.calendar import calendar_objects
from scormkit.sessions.dates import Moment, moment
from scormkit.sessions.lock import LockedObject, PlanLock
from scormkit.sessions.pages.drawing import draw
from scormkit.sessions.pages.strings import words_for
from scormkit.sessions.pages.times import place_of, published, time_tag
from scormkit.sessions.plan import SessionPlan
from scormkit.sessions.publish import changes_since


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: an object of calendars, what they were told of it, and what they have not been told yet."""

    title: str
    start: Moment
    uid: str
    sequence: int | None  #: None: calendars know nothing of it
    change: str
    invited: tuple[str, ...]
    cancelled: bool


def render_overview(plan: SessionPlan, lock: PlanLock) -> bytes:
    """`manager.html`: links to every page and calendar of the plan, and the ledger of UID and SEQUENCE."""
    words = words_for("en")
    return draw(
        "manager.html",
        course=plan.course,
        cohort=plan.cohort,
        units=plan.course.units(),
        occurrences=plan.occurrences,
        zone=place_of(plan.cohort.zone),
        time=partial(time_tag, words=words),
        words=words,
        revision=lock.revision,
        published=published(lock, plan.cohort),
        ledger=ledger(plan, lock),
        venues={each.id: each for each in plan.cohort.venues},
        people={each.id: each for each in plan.cohort.people},
        calendars=_calendars(plan),
    )


def ledger(plan: SessionPlan, lock: PlanLock) -> tuple[Entry, ...]:
    """Every calendar object by start, those that were withdrawn among them."""
    changes = {each.key: each.kind for each in changes_since(plan, lock)}
    made = {each.key: each for each in calendar_objects(plan)}
    entries = [
        _entry(each.title, each.start, each.uid, lock.objects.get(key), changes.get(key, ""))
        for key, each in made.items()
    ]
    entries += [
        _entry(
            known.title, moment(datetime.fromisoformat(known.start), known.zone), known.uid, known, changes.get(key, "")
        )
        for key, known in sorted(lock.objects.items())
        if key not in made
    ]
    return tuple(sorted(entries, key=lambda each: (each.start.utc, each.uid)))


def _entry(title: str, start: Moment, uid: str, known: LockedObject | None, change: str) -> Entry:
    if known is None:
        return Entry(title, start, uid, None, change, (), False)
    return Entry(title, start, uid, known.sequence, change, known.invited, known.cancelled)


def _calendars(plan: SessionPlan) -> list[tuple[str, str]]:
    """File and name of each calendar that stands beside the page."""
    held = tuple(plan.held())
    found = [("learner.ics", "Learners"), ("manager.ics", "Manager")]
    found += [
        (f"facilitator-{each.id}.ics", each.name or each.id)
        for each in plan.cohort.people
        if any(each.id in one.facilitators for one in held)
    ]
    found += [
        (f"place-{each.id}.ics", each.title or each.id)
        for each in plan.cohort.venues
        if any(each.id == one.venue for one in held)
    ]
    return found
