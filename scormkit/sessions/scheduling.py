"""Sessions room, scheduling: dates, facilitators and places for live sessions, as few changes as can be.

Greedy and the same on every run: live sessions in their order, each on the cheapest date that no rule forbids. The cost
of a change is 100 for a moved live session, 10 for another facilitator and 1 for a day farther away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from graphlib import TopologicalSorter

from scormkit.model import Course, LiveSession
from scormkit.model.live import Booking, BookingStatus, Cohort, CohortPerson, Venue
from scormkit.sessions.dates import Moment, moment
from scormkit.sessions.resolve import leaves_room

GRID = timedelta(minutes=30)
MOVED, SUBSTITUTED, DAY = 100, 10, 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A live session at a time, with people and a place, before it is a booking."""

    session: LiveSession
    start: Moment
    end: Moment
    facilitators: tuple[str, ...]
    venue: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Time that a person or a place is taken elsewhere, as by another cohort."""

    name: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Solution:
    """The cohort with every date that could be found, what could not be placed and why (rule → how often), the cost."""

    cohort: Cohort
    unplaced: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    cost: int = 0

    def is_whole(self) -> bool:
        return not self.unplaced


@dataclass
class _Board:
    """What is placed so far."""

    course: Course
    cohort: Cohort
    taken: tuple[Taken, ...]
    not_before: datetime | None
    slots: dict[str, Slot] = field(default_factory=dict)


def fill(
    course: Course,
    cohort: Cohort,
    *,
    free: Iterable[str] | None = None,
    taken: Iterable[Taken] = (),
    not_before: datetime | None = None,
) -> Solution:
    """A cohort in which every live session of `free` has a date, facilitators and a place that no rule forbids.

    `free` None means those without a start. All others stay as they are. Nothing is placed before `not_before`
    (aware), which keeps the past as it was. Where a live session had a date, the new one is as near as can be.
    """
    by_id = {each.id: each for each in course.live_sessions}
    wanted = to_place(cohort, free)
    stays = {name: slot for name, slot in _slots(course, cohort).items() if name not in wanted}
    board = _Board(course, cohort, tuple(taken), not_before, stays)
    bookings = {each.session: each for each in cohort.bookings}
    unplaced: list[tuple[str, tuple[tuple[str, int], ...]]] = []
    cost = 0
    for name in _order(course, wanted):
        booking = bookings.get(name, Booking(name))
        found, reasons = _best(by_id[name], booking, board)
        if found is None:
            unplaced.append((name, tuple(sorted(reasons.items(), key=lambda each: (-each[1], each[0])))))
            continue
        slot, price = found
        cost += price
        board.slots[name] = slot
        bookings[name] = replace(booking, start=slot.start.local, facilitators=slot.facilitators, venue=slot.venue)
    return Solution(replace(cohort, bookings=tuple(bookings.values()), auto=False), tuple(unplaced), cost)


def who_can(course: Course, cohort: Cohort, live_session: str, taken: Iterable[Taken] = ()) -> tuple[str, ...]:
    """Everybody who could lead a live session on the date it has, in the file's order."""
    board = _Board(course, cohort, tuple(taken), None, _slots(course, cohort))
    slot = board.slots.pop(live_session, None)
    if slot is None:
        return ()
    people = cohort.people
    return tuple(each.id for each in people if not _cannot(each, slot.session, slot.start, slot.end, board))


def out_of_gap(course: Course, cohort: Cohort) -> list[str]:
    """The live sessions that do not keep their gap to one that comes first."""
    slots = _slots(course, cohort)
    return [
        name
        for name, slot in slots.items()
        if any(
            after.session in slots and not _fits(slot.start, slots[after.session].end, after.least, after.most)
            for after in slot.session.after
        )
    ]


def _order(course: Course, names: set[str]) -> list[str]:
    """Live sessions after those they must follow, otherwise in the outline's order."""
    place = {each.id: number for number, each in enumerate(course.live_sessions)}
    sorter = TopologicalSorter({each.id: {one.session for one in each.after} for each in course.live_sessions})
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda each: place.get(each, 0))
        ordered += ready
        sorter.done(*ready)
    return [each for each in ordered if each in names and each in place]


def to_place(cohort: Cohort, free: Iterable[str] | None) -> set[str]:
    """The live sessions to be placed: those named, or where none are named those without a start."""
    return {each.session for each in cohort.bookings if each.start is None} if free is None else set(free)


def _slots(course: Course, cohort: Cohort) -> dict[str, Slot]:
    """The live sessions that have a date and are not cancelled, as they stand on the cohort's calendar."""
    by_id = {each.id: each for each in course.live_sessions}
    found: dict[str, Slot] = {}
    for each in cohort.bookings:
        session = by_id.get(each.session)
        if session is not None and each.start is not None and each.status is not BookingStatus.CANCELLED:
            start = moment(each.start, cohort.zone)
            found[session.id] = Slot(session, start, start.plus(session.minutes * 60), each.facilitators, each.venue)
    return found


def starts_of(
    session: LiveSession, wish: datetime | None, cohort: Cohort, not_before: datetime | None
) -> Iterator[Moment]:
    """Every start on the cohort's working days and within its hours; the wish itself where that is a working day.

    Without a wish only those that leave room for the units before and after. What suits no participant's zone is left
    out as long as there is something else.
    """
    found = [
        start
        for start in _starts(session, wish, cohort)
        if cohort.is_workday(start.day)
        and (not_before is None or start.utc >= not_before)
        and (wish is not None or leaves_room(session, start, cohort))
    ]
    yield from [each for each in found if suits(session, each, cohort) or each.local == wish] or found


def _best(session: LiveSession, booking: Booking, board: _Board) -> tuple[tuple[Slot, int] | None, Counter[str]]:
    """The cheapest slot that nothing forbids, and how often which rule forbade one."""
    reasons: Counter[str] = Counter()
    wish = booking.start
    best: tuple[Slot, int] | None = None
    for start in _starts(session, wish, board.cohort):
        price = 0 if wish is None or start.local == wish else MOVED + DAY * abs((start.day - wish.date()).days)
        if best is not None and price >= best[1]:
            continue
        if wish is None and not leaves_room(session, start, board.cohort):
            reasons["OP-WINDOW"] += 1
            continue
        found = _staffed(session, start, booking, board, reasons)
        if found is not None and (best is None or price + found[1] < best[1]):
            best = (found[0], price + found[1])
            if best[1] == price and wish is None:
                break  # the earliest date that fits is as good as any later one
    return best, reasons


def _starts(session: LiveSession, wish: datetime | None, cohort: Cohort) -> Iterator[Moment]:
    """Every start to try: the wish itself, then what suits every participant's zone, then the rest.

    Near the wish first, at its time of day before another.
    """
    if wish is not None:
        yield moment(wish, cohort.zone)
    unsuited: list[Moment] = []
    for start in _near(session, wish, cohort):
        if suits(session, start, cohort):
            yield start
        else:
            unsuited.append(start)
    yield from unsuited


def _near(session: LiveSession, wish: datetime | None, cohort: Cohort) -> Iterator[Moment]:
    days = [day for day in _days(cohort) if cohort.is_workday(day)]
    if wish is not None:
        days.sort(key=lambda day: (abs((day - wish.date()).days), day))
    clock = wish.time() if wish else None
    for day in days:
        times = list(_times(session, cohort))
        if clock is not None:
            times.sort(key=lambda each: (each != clock, _distance(each, clock), each))
        for each in times:
            yield moment(datetime.combine(day, each), cohort.zone)


def suits(session: LiveSession, start: Moment, cohort: Cohort) -> bool:
    """Whether a start lies within the cohort's working hours where each participant is."""
    for zone in cohort.participant_zones:
        here, there = start.in_zone(zone).local, start.plus(session.minutes * 60).in_zone(zone).local
        if here.time() < cohort.opens or there.time() > cohort.closes or here.date() != there.date():
            return False
    return True


def _days(cohort: Cohort) -> list[date]:
    return [cohort.start + timedelta(days=each) for each in range((cohort.end - cohort.start).days + 1)]


def _times(session: LiveSession, cohort: Cohort) -> Iterator[time]:
    """Times of day on the grid at which the session ends within the working day."""
    here = datetime.combine(date.min, cohort.opens)
    last = datetime.combine(date.min, cohort.closes) - timedelta(minutes=session.minutes)
    yield cohort.opens
    while here + GRID <= last:
        here += GRID
        yield here.time()


def _distance(one: time, other: time) -> int:
    return abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))


def _staffed(
    session: LiveSession, start: Moment, booking: Booking, board: _Board, reasons: Counter[str]
) -> tuple[Slot, int] | None:
    """A start with people and a place, and what the people cost; None where a rule forbids it."""
    end = start.plus(session.minutes * 60)
    forbidden = _forbidden(session, start, end, board)
    if forbidden:
        reasons[forbidden] += 1
        return None
    people = _people(session, start, end, booking, board, reasons)
    venue = _venue(session, start, end, booking, board, reasons)
    if people is None or venue is None:
        return None
    changed = len(set(booking.facilitators) - set(people)) if booking.facilitators else 0
    return Slot(session, start, end, people, venue), SUBSTITUTED * changed


def _forbidden(session: LiveSession, start: Moment, end: Moment, board: _Board) -> str:
    """The rule that forbids a time whoever leads it, or nothing."""
    cohort = board.cohort
    if board.not_before is not None and start.utc < board.not_before:
        return "OP-PAST"
    if not cohort.start <= start.day <= end.day <= cohort.end:
        return "OP-OUTSIDE"
    if not cohort.is_workday(start.day):
        return "OP-WORKDAY"
    for other in board.slots.values():
        if start.utc < other.end.utc and other.start.utc < end.utc:
            return "OP-CLASH"
    for after in session.after:
        first = board.slots.get(after.session)
        if first and not _fits(start, first.end, after.least, after.most):
            return "OP-GAP"
    for other in board.slots.values():
        for after in other.session.after:
            if after.session == session.id and not _fits(other.start, end, after.least, after.most):
                return "OP-GAP"
    return ""


def _fits(later: Moment, earlier: Moment, least: int, most: int) -> bool:
    gap = (later.utc - earlier.utc).total_seconds()
    return gap >= least and (not most or gap <= most)


def _people(
    session: LiveSession, start: Moment, end: Moment, booking: Booking, board: _Board, reasons: Counter[str]
) -> tuple[str, ...] | None:
    """Enough facilitators who can: those named first, then others in the file's order. None where there are too few."""
    cohort, needed = board.cohort, session.needs.facilitators
    if not cohort.people:
        return booking.facilitators
    chosen: list[str] = []
    named = [each for name in booking.facilitators if (each := cohort.person(name))]
    for person in (*named, *(each for each in cohort.people if each not in named)):
        if len(chosen) == max(needed, 1):
            break
        why = _cannot(person, session, start, end, board)
        if why:
            reasons[why] += 1
        else:
            chosen.append(person.id)
    return tuple(chosen) if len(chosen) >= needed else None


def _cannot(person: CohortPerson, session: LiveSession, start: Moment, end: Moment, board: _Board) -> str:
    """The rule that keeps somebody from leading, or nothing."""
    if not person.facilitates() or (session.needs.skill and session.needs.skill not in person.skills):
        return "OP-SKILL"
    if person.is_away(start.day):
        return "OP-AWAY"
    if _busy(person.id, start, end, board, [each for each in board.slots.values() if person.id in each.facilitators]):
        return "OP-CLASH"
    if person.max_day:
        load = sum(
            each.session.minutes
            for each in board.slots.values()
            if person.id in each.facilitators and each.start.day == start.day
        )
        if (load + session.minutes) * 60 > person.max_day:
            return "OP-LOAD"
    return ""


def _busy(name: str, start: Moment, end: Moment, board: _Board, slots: Sequence[Slot]) -> bool:
    buffer = timedelta(seconds=board.cohort.changeover)
    spans = [(each.start.utc, each.end.utc) for each in slots]
    spans += [(each.start, each.end) for each in board.taken if each.name == name]
    return any(start.utc < last + buffer and first < end.utc + buffer for first, last in spans)


def _venue(
    session: LiveSession, start: Moment, end: Moment, booking: Booking, board: _Board, reasons: Counter[str]
) -> str | None:
    """A place that fits and is free: the one named first. None where there is none; empty where no place is needed."""
    cohort = board.cohort
    if not cohort.venues:
        return booking.venue
    named = [each for each in cohort.venues if each.id == booking.venue]
    online = session.audience == "remote"
    others = [each for each in cohort.venues if each not in named and each.is_online == online]
    for venue in (*named, *others):
        why = unfit(venue, session, cohort)
        slots = [each for each in board.slots.values() if each.venue == venue.id]
        if not why and _busy(venue.id, start, end, board, slots):
            why = "OP-CLASH"
        if not why:
            return venue.id
        reasons[why] += 1
    return "" if not session.needs.place_kind and not booking.venue else None


def unfit(venue: Venue, session: LiveSession, cohort: Cohort) -> str:
    """The rule by which a place does not fit, or nothing."""
    learners = session.capacity or cohort.capacity
    if venue.seats and learners > venue.seats:
        return "OP-SEATS"
    if session.needs.place_kind and session.needs.place_kind != venue.kind:
        return "OP-SEATS"
    there = dict(venue.equipment)
    if any(there.get(name, 0) < count for name, count in session.needs.equipment):
        return "OP-EQUIP"
    return ""


def taken_by(course: Course, cohorts: Iterable[Cohort]) -> tuple[Taken, ...]:
    """The time that other cohorts take people and places."""
    return tuple(
        Taken(name, slot.start.utc, slot.end.utc)
        for cohort in cohorts
        for slot in _slots(course, cohort).values()
        for name in (*slot.facilitators, *((slot.venue,) if slot.venue else ()))
    )
