"""Sessions room, calendars: what a plan puts into calendars, and the files they read (RFC 5545, RFC 5546, RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event, vCalAddress, vDuration, vText, vUri

from scormkit.model.live import BookingStatus, Mailbox, Venue
from scormkit.sessions.dates import Moment
from scormkit.sessions.lock import LockedObject, PlanLock
from scormkit.sessions.plan import Occurrence, SessionPlan, Window, calendar_uid, occurrence_key
from scormkit.sessions.zones import timezone

PRODID = "-//scormkit//session plan//EN"
_MARGIN = timedelta(days=370)  # how far a feed's zone is true beyond its events, for clients that look around


@dataclass(frozen=True, slots=True)
class CalendarObject:
    """One thing in a calendar: a live session, or the due date of a unit (which takes nobody's time).

    `key` names it for good; `recipients` are `invite` and the facilitators' ids.
    """

    key: str
    uid: str
    title: str
    start: Moment
    end: Moment
    is_due: bool = False
    is_tentative: bool = False
    text: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    reminders: tuple[int, ...] = ()
    facilitators: tuple[str, ...] = ()
    venue: str = ""
    unit: str = ""

    @property
    def sig(self) -> str:
        """Changes with what endangers an acceptance: times, place, and whether it is sure (RFC 5546, 2.1.4)."""
        place = (self.location, self.url)
        return _digest(self.start.local, self.start.zone, self.end.local, self.is_tentative, *place)

    @property
    def all(self) -> str:
        """Changes with anything that a calendar shows."""
        return _digest(self.sig, self.title, self.text, *self.categories, *map(str, self.reminders), *self.facilitators)


def _digest(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def calendar_objects(plan: SessionPlan) -> tuple[CalendarObject, ...]:
    """What the plan puts into calendars: live sessions that take place, then due dates; each sorted by start."""
    sessions = [_session(each, plan) for each in plan.held()]
    names = {each.id for each in plan.held()}
    dues = [_due(each, plan) for each in plan.windows if each.live_session in names and each.due is not None]
    return (*sessions, *dues)


def _session(occurrence: Occurrence, plan: SessionPlan) -> CalendarObject:
    session = occurrence.live_session
    if occurrence.start is None or occurrence.end is None:
        raise ValueError(f"{occurrence.id} has no date")
    venue = plan.venue(occurrence.venue)
    key = occurrence_key(session)
    return CalendarObject(
        key=key,
        uid=calendar_uid(plan.course, plan.cohort.id, key),
        title=f"{plan.course.title}: {session.title}",
        start=occurrence.start,
        end=occurrence.end,
        is_tentative=occurrence.status is BookingStatus.TENTATIVE,
        text=_text(occurrence, venue, plan),
        location=location_of(venue),
        url=venue.url if venue else "",
        categories=(session.kind,),
        reminders=session.reminders or plan.cohort.reminders,
        facilitators=occurrence.facilitators,
        venue=occurrence.venue,
    )


def location_of(venue: Venue | None) -> str:
    """A place in one line, as old calendars show it."""
    if venue is None:
        return ""
    return ", ".join(part for part in (venue.title, venue.address, venue.url) if part)


def _text(occurrence: Occurrence, venue: Venue | None, plan: SessionPlan) -> str:
    session = occurrence.live_session
    prework = [_unit_title(each.unit, plan) for each in plan.windows_of(session.id, "prework") if each.required]
    lines = [
        session.goal,
        f"Before it: {', '.join(prework)}" if prework else "",
        f"Join: {venue.url}" if venue and venue.url else "",
        f"By telephone: {venue.dial_in}" if venue and venue.dial_in else "",
        occurrence.note,
    ]
    return "\n".join(line for line in lines if line)


def _unit_title(unit: str, plan: SessionPlan) -> str:
    found = plan.unit(unit)
    return found.title if found else unit


def _due(window: Window, plan: SessionPlan) -> CalendarObject:
    if window.due is None:
        raise ValueError(f"{window.key} is never due")
    key = plan.calendar_key(window)
    return CalendarObject(
        key=key,
        uid=calendar_uid(plan.course, plan.cohort.id, key),
        title=f"{plan.course.title}: {_unit_title(window.unit, plan)} due",
        start=window.due,
        end=window.due,
        is_due=True,
        categories=("due",),
        unit=window.unit,
    )


# --- feeds ----------------------------------------------------------------------------------------


def feeds(plan: SessionPlan, lock: PlanLock) -> Iterator[tuple[str, bytes]]:
    """File name and text of each feed: learners, the manager, each facilitator, each place.

    Sequence and time stamp are those published last, so that a feed never knows more than the invitations; of what
    was never published the stamp is the cohort's first midnight. The same plan and lock give the same bytes.
    """
    objects = calendar_objects(plan)
    title = f"{plan.course.title} ({plan.cohort.title or plan.cohort.id})"
    yield "learner.ics", _feed(title, objects, plan, lock)
    yield "manager.ics", _feed(title, objects, plan, lock)
    for person in plan.cohort.people:
        if own := [each for each in objects if person.id in each.facilitators]:
            yield f"facilitator-{person.id}.ics", _feed(f"{title}: {person.name}", own, plan, lock)
    for venue in plan.cohort.venues:
        if own := [each for each in objects if venue.id == each.venue]:
            yield f"place-{venue.id}.ics", _feed(f"{title}: {venue.title or venue.id}", own, plan, lock)


def session_feeds(plan: SessionPlan, lock: PlanLock) -> dict[str, bytes]:
    """Live session → a calendar with nothing else in it, for those that take place."""
    objects = {each.key: each for each in calendar_objects(plan)}
    made = {each.id: objects[occurrence_key(each.live_session)] for each in plan.held()}
    return {name: _feed(each.title, [each], plan, lock) for name, each in made.items()}


def _feed(title: str, objects: Sequence[CalendarObject], plan: SessionPlan, lock: PlanLock) -> bytes:
    calendar = _calendar(objects)
    calendar.add("name", vText(title))
    calendar.add("x-wr-calname", vText(title))
    calendar.add("refresh-interval", vDuration(timedelta(hours=6)), {"VALUE": "DURATION"})
    for each in objects:
        known = lock.objects.get(each.key)
        calendar.add_component(_event(each, known.sequence if known else 0, _stamp(known, plan)))
    return bytes(calendar.to_ical())


def _stamp(known: LockedObject | None, plan: SessionPlan) -> datetime:
    if known:
        return datetime.fromisoformat(known.dtstamp)
    return datetime.combine(plan.cohort.start, time(), UTC)


def _calendar(objects: Iterable[CalendarObject]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    by_zone: dict[str, list[Moment]] = {}
    for each in objects:
        by_zone.setdefault(each.start.zone, []).extend((each.start, each.end))
    for zone, moments in sorted(by_zone.items()):
        first, last = min(each.utc for each in moments), max(each.utc for each in moments)
        calendar.add_component(timezone(zone, first - _MARGIN, last + _MARGIN))
    return calendar


def _event(made: CalendarObject, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", made.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", made.title)
    for name, moment in (("dtstart", made.start), ("dtend", made.end)):
        if name == "dtstart" or not made.is_due:
            event.add(name, moment.local, {"TZID": moment.zone})
    event.add("status", "TENTATIVE" if made.is_tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if made.is_due else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("categories", list(made.categories))
    if made.text:
        event.add("description", made.text)
    if made.location:
        event.add("location", made.location)
    if made.url:
        event.add("url", vUri(made.url))
        event.add("conference", vUri(made.url), {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": made.title})
    for seconds in () if made.is_due else made.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", made.title)
        alarm.add("trigger", timedelta(seconds=-seconds))
        event.add_component(alarm)
    return event


# --- messages -------------------------------------------------------------------------------------


def request_message(
    made: CalendarObject, sequence: int, stamp: datetime, organizer: Mailbox, attendee: Mailbox
) -> bytes:
    """An invitation or its change: one UID, one attendee, METHOD REQUEST (RFC 5546, 3.2.2)."""
    calendar = _calendar([made])
    calendar.add("method", "REQUEST")
    event = _event(made, sequence, stamp)
    event.add("organizer", _address(organizer), encode=False)
    invited = _address(attendee)
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
    invited.params["RSVP"] = vText("FALSE" if made.is_due else "TRUE")
    event.add("attendee", invited, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def cancel_message(known: LockedObject, sequence: int, stamp: datetime, organizer: Mailbox, attendee: Mailbox) -> bytes:
    """The withdrawal of an invitation, from what was told before: METHOD CANCEL, STATUS CANCELLED (RFC 5546, 3.2.5)."""
    from scormkit.sessions.dates import moment

    start, end = (moment(datetime.fromisoformat(each), known.zone) for each in (known.start, known.end))
    made = CalendarObject("", known.uid, known.title, start, end)
    calendar = _calendar([made])
    calendar.add("method", "CANCEL")
    event = Event()
    event.add("uid", known.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", known.title)
    event.add("dtstart", start.local, {"TZID": start.zone})
    if end.utc > start.utc:
        event.add("dtend", end.local, {"TZID": end.zone})
    event.add("status", "CANCELLED")
    event.add("organizer", _address(organizer), encode=False)
    event.add("attendee", _address(attendee), encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.email}")
    if mailbox.name:
        address.params["CN"] = vText(mailbox.name)
    return address
