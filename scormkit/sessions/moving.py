"""Sessions room, moving: what a change of a cohort does to everything else, before anybody is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from scormkit.diagnostics import Diagnostic, Report
from scormkit.errors import ScormkitError
from scormkit.model import Course
from scormkit.model.live import Booking, Cohort, FixedWindow
from scormkit.sessions.dates import Moment, moment
from scormkit.sessions.exposures import concepts_of, exposures, longest_gap
from scormkit.sessions.judging import check_plan
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.plan import SessionPlan, Window
from scormkit.sessions.publish import Change, changes_since
from scormkit.sessions.resolve import resolve_plan
from scormkit.sessions.scheduling import Solution, fill, out_of_gap, taken_by, who_can


@dataclass(frozen=True, slots=True)
class Shift:
    """A date that changed: of a live session (start) or of a unit (`release` or `due`); None where there is none."""

    name: str
    what: str
    was: Moment | None
    now: Moment | None


@dataclass(frozen=True, slots=True)
class Blast:
    """What a change touches: dates, findings that come and go, people who must be told, how repetition is spaced."""

    shifts: tuple[Shift, ...]
    restaffed: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    broken: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    told: tuple[Change, ...]
    people: tuple[str, ...]
    spacing: tuple[tuple[str, int, int], ...]  #: objective, longest gap in days before and after

    def is_empty(self) -> bool:
        return not (self.shifts or self.restaffed)


def blast_radius(
    course: Course,
    before: Cohort,
    after: Cohort,
    *,
    others: Iterable[Cohort] = (),
    lock: PlanLock | None = None,
    now: datetime | None = None,
) -> Blast:
    """What becomes of a course when a cohort changes. `now` (aware) is the moment from which the past is known."""
    old, new = resolve_plan(course, before), resolve_plan(course, after)
    rest = [each for each in others if each.id != before.id]
    today = now.date() if now else None
    locks = {before.id: lock} if lock else {}
    found_before = check_plan(course, [before, *rest], now=now, today=today, locks=locks, only=before.id)
    compared = {after.id: old}
    found_after = check_plan(course, [after, *rest], now=now, today=today, locks=locks, before=compared, only=after.id)
    return Blast(
        shifts=tuple(_shifts(old, new)),
        restaffed=tuple(_restaffed(old, new)),
        broken=_only_in(found_after, found_before),
        mended=_only_in(found_before, found_after),
        told=changes_since(new, lock) if lock else (),
        people=_people(old, new),
        spacing=tuple(_spacing(old, new)),
    )


def _only_in(one: Report, other: Report) -> tuple[Diagnostic, ...]:
    """Findings of one report that the other lacks; a line that moved makes no difference."""
    known = {(each.code, each.location.pointer, each.message) for each in other}
    return tuple(each for each in one if (each.code, each.location.pointer, each.message) not in known)


def _shifts(old: SessionPlan, new: SessionPlan) -> Iterable[Shift]:
    was = {each.id: each.start for each in old.held()}
    now = {each.id: each.start for each in new.held()}
    for name in dict.fromkeys([*now, *was]):
        if was.get(name) != now.get(name):
            yield Shift(name, "start", was.get(name), now.get(name))
    before = {each.key: each for each in old.windows}
    for window in new.windows:
        known = before.get(window.key)
        for what in ("release", "due"):
            one = getattr(known, what) if known else None
            other = getattr(window, what)
            if (one.utc if one else None) != (other.utc if other else None):
                yield Shift(window.key, what, one, other)


def _restaffed(old: SessionPlan, new: SessionPlan) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    was = {each.id: each.facilitators for each in old.held()}
    for each in new.held():
        if each.id in was and was[each.id] != each.facilitators:
            yield each.id, was[each.id], each.facilitators


def _people(old: SessionPlan, new: SessionPlan) -> tuple[str, ...]:
    """Whom a change of dates or people concerns: the learners' list, and facilitators by name."""
    touched = {each.name.split("/")[0] for each in _shifts(old, new)} | {name for name, _, _ in _restaffed(old, new)}
    if not touched:
        return ()
    names = [name for plan in (old, new) for each in plan.held() if each.id in touched for name in each.facilitators]
    known = [person.name if (person := new.person(name)) else name for name in dict.fromkeys(names)]
    learners = new.cohort.capacity
    return (f"{learners} learners" if learners else "the learners", *known)


def _spacing(old: SessionPlan, new: SessionPlan) -> Iterable[tuple[str, int, int]]:
    for objective in new.course.objectives:
        if not objective.retention_days:
            continue
        wanted = set(concepts_of(objective, new.course))
        gaps = [longest_gap([e.day for e in exposures(plan) if e.concept in wanted]) for plan in (old, new)]
        if gaps[0] != gaps[1]:
            yield objective.id, gaps[0], gaps[1]


# --- edits ----------------------------------------------------------------------------------------


def move(
    course: Course,
    cohort: Cohort,
    live_session: str,
    start: datetime,
    *,
    now: datetime | None = None,
    keep_dues: bool = False,
) -> Cohort:
    """The cohort with a live session at another local time; dates that follow from it move along.

    A release or due date that is over by `now` stays as it was, written down as a date that stays; so do all dues with
    `keep_dues`. Raises `ScormkitError` for an unknown live session and for one that is over.
    """
    booking = _booking(cohort, live_session)
    if booking.start and now and moment(booking.start, cohort.zone).utc <= now:
        raise ScormkitError(f"`{live_session}` began on {booking.start:%Y-%m-%d %H:%M}, and the past cannot be moved")
    if now and moment(start, cohort.zone).utc <= now:
        raise ScormkitError(f"{start:%Y-%m-%d %H:%M} in {cohort.zone} is over; choose a time to come")
    moved = _with(cohort, replace(booking, start=start))
    return _keeping(course, cohort, moved, now, keep_dues)


def _keeping(course: Course, before: Cohort, after: Cohort, now: datetime | None, keep_dues: bool) -> Cohort:
    """The cohort after a change, with what is over (and, when asked, every due date) held where it was."""
    old = {each.key: each for each in resolve_plan(course, before).windows}
    fixed = {each.key: each for each in after.windows}
    for window in resolve_plan(course, after).windows:
        known = old.get(window.key)
        if known is None:
            continue
        made = fixed.get(window.key, FixedWindow(window.key))
        release, due = (_held(known, window, name, now) for name in ("release", "due"))
        if keep_dues and known.due and known.due != window.due:
            due = known.due.local
        made = replace(made, release=release or made.release, due=due or made.due)
        if made.release or made.due:
            fixed[window.key] = made
    return replace(after, windows=tuple(fixed[key] for key in sorted(fixed)))


def _held(old: Window, new: Window, name: str, now: datetime | None) -> datetime | None:
    was, becomes = getattr(old, name), getattr(new, name)
    if now is None or was is None or was == becomes or was.utc > now:
        return None
    held: datetime = was.local
    return held


def substitute(cohort: Cohort, live_session: str, gone: str, instead: str) -> Cohort:
    """The cohort with another facilitator. Raises `ScormkitError` where nobody of that name leads it, or is known."""
    booking = _booking(cohort, live_session)
    if gone not in booking.facilitators:
        led = ", ".join(booking.facilitators) or "nobody"
        raise ScormkitError(f"`{gone}` does not lead `{live_session}`; it is led by {led}")
    if cohort.person(instead) is None:
        raise ScormkitError(f"there is nobody called `{instead}`; there are: {', '.join(p.id for p in cohort.people)}")
    people = tuple(dict.fromkeys(instead if each == gone else each for each in booking.facilitators))
    return _with(cohort, replace(booking, facilitators=people))


def candidates(
    course: Course, cohort: Cohort, live_session: str, gone: str, others: Iterable[Cohort] = ()
) -> tuple[str, ...]:
    """Who could lead a live session in somebody's place on the same date: those who lead fewest first."""
    booking = _booking(cohort, live_session)
    without = _with(cohort, replace(booking, facilitators=tuple(each for each in booking.facilitators if each != gone)))
    free = who_can(course, without, live_session, taken_by(course, others))
    load = {name: sum(name in each.facilitators for each in cohort.bookings) for name in free}
    named = {gone, *booking.facilitators}
    return tuple(sorted((each for each in free if each not in named), key=lambda each: (load[each], each)))


def away(
    course: Course,
    cohort: Cohort,
    person: str,
    days: tuple[date, date],
    *,
    others: Iterable[Cohort] = (),
    now: datetime | None = None,
) -> Solution:
    """The cohort with somebody away, mended by as few changes as can be. Raises `ScormkitError` for an unknown name."""
    known = cohort.person(person)
    if known is None:
        raise ScormkitError(f"there is nobody called `{person}`; there are: {', '.join(p.id for p in cohort.people)}")
    absent = replace(known, away=(*known.away, days))
    without = replace(cohort, people=tuple(absent if each.id == person else each for each in cohort.people))
    touched = [
        each.session
        for each in cohort.bookings
        if each.start
        and person in each.facilitators
        and days[0] <= each.start.date() <= days[1]
        and not (now and moment(each.start, cohort.zone).utc <= now)
    ]
    return repair(course, without, touched, others=others, now=now)


def repair(
    course: Course,
    cohort: Cohort,
    touched: Iterable[str],
    *,
    others: Iterable[Cohort] = (),
    now: datetime | None = None,
) -> Solution:
    """The cohort with these live sessions placed anew, near where they were; followers that no longer fit move, too."""
    rest = [each for each in others if each.id != cohort.id]
    taken = taken_by(course, rest)
    solution = fill(course, cohort, free=touched, taken=taken, not_before=now)
    for _ in range(len(course.live_sessions)):
        late = out_of_gap(course, solution.cohort)
        if not late:
            break
        following = fill(course, solution.cohort, free=late, taken=taken, not_before=now)
        solution = Solution(following.cohort, (*solution.unplaced, *following.unplaced), solution.cost + following.cost)
        if following.unplaced:
            break
    if solution.is_whole():
        return replace(solution, cohort=_keeping(course, cohort, solution.cohort, now, False))
    return solution


def push_followers(
    course: Course, cohort: Cohort, *, others: Iterable[Cohort] = (), now: datetime | None = None
) -> Solution:
    """The cohort with every live session that broke its gap moved to where it keeps it."""
    return repair(course, cohort, out_of_gap(course, cohort), others=others, now=now)


def _booking(cohort: Cohort, live_session: str) -> Booking:
    found = next((each for each in cohort.bookings if each.session == live_session), None)
    if found is None:
        names = ", ".join(each.session for each in cohort.bookings)
        raise ScormkitError(f"the cohort {cohort.id} has no live session `{live_session}`; it has: {names}")
    return found


def _with(cohort: Cohort, booking: Booking) -> Cohort:
    bookings = tuple(booking if each.session == booking.session else each for each in cohort.bookings)
    return replace(cohort, bookings=bookings)


def edits_of(before: Cohort, after: Cohort) -> Mapping[tuple[str, ...], str | list[str]]:
    """What must be written into the cohort's file: path → value, in the order of the file's keys."""
    values: dict[tuple[str, ...], str | list[str]] = {}
    people = {each.id: each for each in before.people}
    for person in after.people:
        if person.id in people and people[person.id].away != person.away:
            values["people", person.id, "away"] = [_days(each) for each in person.away]
    old = {each.session: each for each in before.bookings}
    for booking in after.bookings:
        known = old.get(booking.session, Booking(booking.session))
        path = ("sessions", booking.session)
        if booking.start and booking.start != known.start:
            values[(*path, "start")] = f"{booking.start:%Y-%m-%d %H:%M}"
        if booking.facilitators != known.facilitators:
            values[(*path, "facilitators")] = list(booking.facilitators)
        if booking.venue != known.venue:
            values[(*path, "place")] = booking.venue
    fixed = {each.key: each for each in before.windows}
    for window in after.windows:
        was = fixed.get(window.key, FixedWindow(window.key))
        for name in ("release", "due"):
            value = getattr(window, name)
            if value and value != getattr(was, name):
                values["windows", window.key, name] = f"{value:%Y-%m-%d %H:%M}"
    return values


def _days(span: tuple[date, date]) -> str:
    return f"{span[0]}" if span[0] == span[1] else f"{span[0]}..{span[1]}"
