"""Attendance room, taking it: exports and a roster → how long every learner was in a live session, and what is open.

Pure: the same files, roster and plan give the same attendance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from scormkit.model.live import Cohort
from scormkit.sessions.attendance.intervals import Interval, clip, merge
from scormkit.sessions.attendance.reading import AttendanceError, Export, Seen
from scormkit.sessions.attendance.roster import How, Learner, Match, Roster, comparable, names_in, turned
from scormkit.sessions.attendance.times import Order, UnreadableTimeError, Written, local_time, settle
from scormkit.sessions.dates import at_utc, moment
from scormkit.sessions.plan import Occurrence, SessionPlan

_HOUR = timedelta(hours=1)


class Status(StrEnum):
    """How somebody's presence is judged by the live session's rule."""

    PRESENT = "present"  #: long enough, and in time
    LATE = "late"  #: long enough, but came after the grace
    PARTLY = "partly"  #: not long enough
    ABSENT = "absent"
    OPEN = "open"  #: not known before the review list is settled

    @property
    def completes(self) -> bool:
        return self in (Status.PRESENT, Status.LATE)


@dataclass(frozen=True, slots=True)
class Presence:
    """What one learner's attendance is. `seconds` may be known where `stays` are not: some exports tell a sum only."""

    learner: Learner
    status: Status
    seconds: int = 0
    share: float = 0.0
    stays: tuple[Interval, ...] = ()
    matched: tuple[How, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody in an export whom nobody can be sure of, or something about them that was assumed."""

    file: str
    line: int
    name: str
    emails: tuple[str, ...]
    reason: str
    maybe: tuple[Learner, ...] = ()
    stays: tuple[Interval, ...] = ()
    counted: bool = False  #: it is told, and counts all the same


@dataclass(frozen=True, slots=True)
class Taken:
    """The attendance of an occurrence: the roster in its order, and what a person has to look at."""

    plan: SessionPlan
    occurrence: Occurrence
    presences: tuple[Presence, ...]
    reviews: tuple[Review, ...]
    staff: tuple[str, ...]  #: names of the cohort's own people who were seen
    has_roster: bool

    @property
    def frame(self) -> Interval:
        return frame_of(self.occurrence)


@dataclass(slots=True)
class _Found:
    """What was gathered for one learner."""

    stays: list[Interval] = field(default_factory=list)
    matched: dict[How, None] = field(default_factory=dict)
    seconds: int = 0  #: of sums that have no stays
    longest: int = 0  #: of stays with gaps: how long they were in all
    has_gaps: bool = False
    has_single: bool = False


def frame_of(occurrence: Occurrence) -> Interval:
    """When the live session takes place. Raises `AttendanceError` for one without a date."""
    if occurrence.start is None or occurrence.end is None:
        raise AttendanceError(f"the live session `{occurrence.id}` has no date in this cohort, so nobody can attend it")
    return Interval(occurrence.start.utc, occurrence.end.utc)


def take_attendance(
    plan: SessionPlan,
    occurrence: Occurrence,
    exports: Iterable[Export],
    roster: Iterable[Learner] | None,
    zone: str = "",
) -> Taken:
    """Who of the roster was there, from one or more exports of the occurrence.

    `zone` is that of times without an offset, the cohort's when empty. Without a roster everybody seen is somebody of
    their own. Stays are merged over devices, files and reconnects and clipped to the occurrence.

    Raises `AttendanceError`: for a day or month that stays open, somebody who leaves before coming, and a file in which
    nobody is there while the live session runs.
    """
    frame = frame_of(occurrence)
    files = tuple(exports)
    learners = tuple(roster) if roster is not None else _everybody(files, plan.cohort)
    known, found = Roster(learners), {each.id: _Found() for each in learners}
    reviews: list[Review] = []
    staff: dict[str, None] = {}
    for export in files:
        timed = tuple(_timed(export, frame, zone or plan.cohort.zone))
        _require_overlap(export, [stay for _, stay in timed if stay], frame, zone or plan.cohort.zone)
        for seen, stay in timed:
            match = known.match(seen)
            if match.learner:
                _add(found[match.learner.id], match, seen, stay, frame)
                reviews += _assumed(seen, stay)
            elif person := _staff(seen, plan.cohort):
                staff[person] = None
            else:
                reviews.append(Review(seen.file, seen.line, seen.name, seen.emails, match.reason, match.maybe, stay))
    listed = tuple(_by_person(reviews, frame))
    maybe = {each.id for review in listed if not review.counted for each in review.maybe}
    presences = tuple(_judged(each, found[each.id], occurrence, each.id in maybe) for each in learners)
    return Taken(plan, occurrence, presences, listed, tuple(staff), roster is not None)


# --- when -----------------------------------------------------------------------------------------


def _timed(export: Export, frame: Interval, zone: str) -> Iterator[tuple[Seen, tuple[Interval, ...]]]:
    """Everybody of a file with the stay in exact moments; empty where the file tells only how long."""
    day = at_utc(frame.start, zone).day
    written = [each for seen in export.seen for each in (seen.joined, seen.left) if each]
    try:
        orders = settle(written, day)
    except UnreadableTimeError as problem:
        line = next(each.line for each in export.seen if problem.text in _texts(each))
        raise AttendanceError(f"{export.file}:{line}: {problem}") from None
    for seen in export.seen:
        try:
            yield seen, _stay(seen, orders, frame, "UTC" if seen.utc else zone)
        except OverflowError:
            raise AttendanceError(f"{export.file}:{seen.line}: this lies outside any calendar") from None


def _texts(seen: Seen) -> tuple[str, ...]:
    return tuple(each.text for each in (seen.joined, seen.left) if each)


def _stay(seen: Seen, orders: Mapping[str, Order], frame: Interval, zone: str) -> tuple[Interval, ...]:
    if seen.joined is None:
        return ()
    start = _exact(seen.joined, orders, frame, zone)
    if seen.left is not None:
        end = _exact(seen.left, orders, frame, zone)
        if end < start and seen.left.numbers is None:
            end += timedelta(days=1)
    elif seen.seconds is not None:
        end = start + timedelta(seconds=seen.seconds)
    else:
        end = max(start, frame.end)
    if end < start:
        raise AttendanceError(f"{seen.file}:{seen.line}: here somebody leaves before coming")
    return (Interval(start, end),)


def _exact(written: Written, orders: Mapping[str, Order], frame: Interval, zone: str) -> datetime:
    """The moment of a wall clock; of an hour that the clocks give twice, the one nearer to the live session."""
    local = local_time(written, orders, at_utc(frame.start, zone).day)
    if local.tzinfo is not None:
        return local
    first = moment(local, zone).utc
    again = first + _HOUR
    twice = at_utc(again, zone).local == local
    return again if twice and _distance(again, frame) < _distance(first, frame) else first


def _distance(at: datetime, frame: Interval) -> timedelta:
    return max(frame.start - at, at - frame.end, timedelta())


def _require_overlap(export: Export, stays: list[tuple[Interval, ...]], frame: Interval, zone: str) -> None:
    every = [each for stay in stays for each in stay]
    if not every or clip(every, frame):
        return
    seen = Interval(min(each.start for each in every), max(each.end for each in every))
    raise AttendanceError(
        f"{export.file}: nobody is there while the live session runs: it is {_clock(frame, zone)}, the file tells "
        f"{_clock(seen, zone)}, read in {zone}\nIf the file's times are of another zone, name it: --zone ZONE; if the "
        "live session was moved, move it in the plan: scormkit plan move"
    )


def _clock(interval: Interval, zone: str) -> str:
    start, end = at_utc(interval.start, zone).local, at_utc(interval.end, zone).local
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}–{last}"


# --- who ------------------------------------------------------------------------------------------


def _everybody(exports: tuple[Export, ...], cohort: Cohort) -> tuple[Learner, ...]:
    """A roster made of those who were seen, but for the cohort's own people: by address, else by name."""
    made: dict[str, Learner] = {}
    owners: dict[str, str] = {}
    every = [seen for export in exports for seen in export.seen if not _staff(seen, cohort)]
    for seen in sorted(every, key=lambda each: not each.emails):  # those with an address first: others may be they
        name = (names_in(seen.name) or (seen.name,))[0]
        keys = (*seen.emails, *((comparable(name),) if not seen.emails else ()))
        if not any(key in owners for key in keys) and not (not seen.emails and _has_name(made, name)):
            key = seen.emails[0] if seen.emails else name
            made[key] = Learner(key, name, seen.emails[0] if seen.emails else "", seen.emails[1:])
        owners.update(dict.fromkeys((*seen.emails, comparable(name)), seen.emails[0] if seen.emails else name))
    return tuple(made.values())


def _has_name(learners: Mapping[str, Learner], name: str) -> bool:
    return any(comparable(each.name) == comparable(name) for each in learners.values())


def _staff(seen: Seen, cohort: Cohort) -> str:
    """The name of the cohort's own person that somebody is; empty for nobody."""
    names = {comparable(part) for name in names_in(seen.name) for part in turned(name)}
    for person in cohort.people:
        if person.email.casefold() in seen.emails or comparable(person.name) in names:
            return person.name
    return ""


def _add(found: _Found, match: Match, seen: Seen, stay: tuple[Interval, ...], frame: Interval) -> None:
    if match.how:
        found.matched[match.how] = None
    if not stay:
        found.seconds += seen.seconds or 0
        return
    found.stays += stay
    inside = sum(each.seconds for each in clip(stay, frame))
    gaps = seen.spans and seen.seconds is not None
    found.longest += min(seen.seconds or 0, inside) if gaps else inside
    found.has_gaps = found.has_gaps or gaps
    found.has_single = found.has_single or not gaps


def _assumed(seen: Seen, stay: tuple[Interval, ...]) -> Iterator[Review]:
    if stay and seen.left is None and seen.seconds is None:
        reason = "the file has no time of leaving; counted until the end"
        yield Review(seen.file, seen.line, seen.name, seen.emails, reason, (), stay, True)


def _by_person(reviews: list[Review], frame: Interval) -> Iterator[Review]:
    """A line for each person of a file, however often they came, with what of it lies in the live session."""
    people: dict[tuple[str, ...], Review] = {}
    for each in reviews:
        key = (each.file, each.name, *each.emails, each.reason)
        before = people.get(key, each)
        people[key] = replace(before, stays=before.stays + each.stays if before is not each else each.stays)
    for review in people.values():
        yield replace(review, stays=merge(clip(review.stays, frame)))


# --- how long -------------------------------------------------------------------------------------


def _judged(learner: Learner, found: _Found, occurrence: Occurrence, maybe: bool) -> Presence:
    frame, rule = frame_of(occurrence), occurrence.live_session.attendance
    stays = merge(clip(found.stays, frame))
    seconds = sum(each.seconds for each in stays)
    if found.has_gaps and not found.has_single:
        seconds = min(seconds, found.longest)
    seconds = min(seconds or found.seconds, frame.seconds)
    share = seconds / frame.seconds if frame.seconds else 0.0
    late = bool(stays) and stays[0].start > frame.start + timedelta(seconds=rule.late_grace)
    if not seconds:
        status = Status.ABSENT
    elif seconds + 0.5 < rule.present_ratio * frame.seconds:
        status = Status.PARTLY
    else:
        status = Status.LATE if late else Status.PRESENT
    if maybe and not status.completes:
        status = Status.OPEN
    return Presence(learner, status, seconds, share, stays, tuple(found.matched))
