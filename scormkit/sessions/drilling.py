"""Sessions room, the sick-day drill: what fails on which day, how it would be mended, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scormkit.model import Course
from scormkit.model.live import Booking, Cohort
from scormkit.sessions.moving import away, repair
from scormkit.sessions.scheduling import Solution, Taken, fill, taken_by


@dataclass(frozen=True, slots=True)
class Blow:
    """Somebody or something that fails on a day: what is hit, and how it is mended. `mended` False: not at all.

    `kind` is facilitator, place or unit; a unit fails for the live sessions that need it, and their fallback for
    materials mends it.
    """

    kind: str
    name: str
    day: date
    hit: tuple[str, ...]
    mended: bool
    moved: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drill:
    """Every blow of a cohort, by day."""

    blows: tuple[Blow, ...]

    def resilience(self) -> float:
        """The share of blows that can be mended, 0–1; 1 where nothing can fail."""
        return sum(each.mended for each in self.blows) / len(self.blows) if self.blows else 1.0

    def single_points(self) -> tuple[tuple[str, str], ...]:
        """Who and what nothing replaces: kind and name, each once, in the order of the days."""
        return tuple(dict.fromkeys((each.kind, each.name) for each in self.blows if not each.mended))

    def weak_points(self) -> tuple[tuple[str, str], ...]:
        """Who and what can be mended by another date alone, which learners and everybody else must be told."""
        return tuple(dict.fromkeys((each.kind, each.name) for each in self.blows if each.mended and each.moved))


def drill(course: Course, cohort: Cohort, others: Iterable[Cohort] = (), now: datetime | None = None) -> Drill:
    """Knock out each facilitator, place and unit on each day on which it is needed, one at a time, and mend it."""
    rest = tuple(each for each in others if each.id != cohort.id)
    blows = [
        *_facilitators(course, cohort, rest, now),
        *_places(course, cohort, rest, now),
        *_units(course, cohort),
    ]
    return Drill(tuple(sorted(blows, key=lambda each: (each.day, each.kind, each.name))))


def _dated(cohort: Cohort) -> list[tuple[Booking, date]]:
    return [(each, each.start.date()) for each in cohort.bookings if each.start is not None]


def _facilitators(course: Course, cohort: Cohort, rest: tuple[Cohort, ...], now: datetime | None) -> Iterable[Blow]:
    for person in cohort.people:
        for day in sorted({day for booking, day in _dated(cohort) if person.id in booking.facilitators}):
            solution = away(course, cohort, person.id, (day, day), others=rest, now=now)
            hit = tuple(each.session for each, its in _dated(cohort) if its == day and person.id in each.facilitators)
            yield _blow("facilitator", person.id, day, hit, cohort, solution)


def _places(course: Course, cohort: Cohort, rest: tuple[Cohort, ...], now: datetime | None) -> Iterable[Blow]:
    taken = taken_by(course, rest)
    for venue in cohort.venues:
        for day in sorted({day for booking, day in _dated(cohort) if booking.venue == venue.id}):
            hit = tuple(each.session for each, its in _dated(cohort) if its == day and each.venue == venue.id)
            first = datetime.combine(day, time(), UTC) - timedelta(hours=14)
            closed = Taken(venue.id, first, first + timedelta(hours=52))
            solution = fill(course, cohort, free=hit, taken=(*taken, closed), not_before=now)
            if solution.is_whole():
                solution = repair(course, solution.cohort, (), others=rest, now=now)
            yield _blow("place", venue.id, day, hit, cohort, solution)


def _units(course: Course, cohort: Cohort) -> Iterable[Blow]:
    sessions = {each.id: each for each in course.live_sessions}
    whole = course.blend.fallback.materials if course.blend else ""
    for booking, day in _dated(cohort):
        session = sessions.get(booking.session)
        for relation in session.prework if session else ():
            if session and relation.required:
                mended = bool(session.fallback.materials or whole)
                why = () if mended else ("no fallback for materials",)
                yield Blow("unit", relation.unit, day, (session.id,), mended, why=why)


def _blow(kind: str, name: str, day: date, hit: tuple[str, ...], before: Cohort, solution: Solution) -> Blow:
    was = {each.session: each for each in before.bookings}
    moved, substituted = [], []
    for each in solution.cohort.bookings:
        old = was.get(each.session)
        if old is None:
            continue
        if old.start != each.start:
            moved.append(each.session)
        if (old.facilitators, old.venue) != (each.facilitators, each.venue):
            substituted.append(each.session)
    why = tuple(dict.fromkeys(rule for _, reasons in solution.unplaced for rule, _ in reasons))
    return Blow(kind, name, day, hit, solution.is_whole(), tuple(moved), tuple(substituted), why)
