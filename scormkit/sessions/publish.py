"""Sessions room, publishing: what changed since calendars were told last, and how they are told.

The only place where sequence numbers move. A change of start, end, place or certainty raises the number and asks
everybody anew; a change of people or words renews the time stamp only, so that nobody's acceptance is reset
(RFC 5546, 2.1.4); a cancellation raises it always.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scormkit.errors import ScormkitError
from scormkit.model.live import Cohort, Mailbox
from scormkit.sessions.calendar import CalendarObject, calendar_objects, cancel_message, request_message
from scormkit.sessions.dates import moment
from scormkit.sessions.lock import LockedObject, PlanLock
from scormkit.sessions.plan import SessionPlan

LIST = "invite"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one object: `new`, `moved`, `changed`, `cancelled` or `same`."""

    key: str
    kind: str
    title: str
    was: str = ""  #: the start before, for people
    now: str = ""  #: the start now, for people


@dataclass(frozen=True, slots=True)
class Message:
    """A calendar message: its file below the revision's folder, its method, and its bytes."""

    path: str
    method: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Publication:
    """The lock afterwards, the messages to send, what changed, and a note that learners can read (Markdown)."""

    lock: PlanLock
    messages: tuple[Message, ...]
    changes: tuple[Change, ...]
    note: str

    def is_empty(self) -> bool:
        """Whether nothing changed; what changed may still concern nobody who has an address."""
        return not self.changes


def changes_since(plan: SessionPlan, lock: PlanLock) -> tuple[Change, ...]:
    """What a publication would tell, by key; `same` is left out."""
    objects = {each.key: each for each in calendar_objects(plan)}
    found = [_change(key, objects.get(key), lock.objects.get(key)) for key in sorted({*objects, *lock.objects})]
    return tuple(each for each in found if each.kind != "same")


def _change(key: str, made: CalendarObject | None, known: LockedObject | None) -> Change:
    was = _told(known) if known and not known.cancelled else ""
    if made is None:
        gone = known is None or known.cancelled
        return Change(key, "same" if gone else "cancelled", known.title if known else "", was)
    now = f"{made.start.local:%a %d %b %Y, %H:%M} {made.start.zone}"
    if known is None or known.cancelled:
        return Change(key, "new", made.title, "", now)
    kind = "moved" if known.sig != made.sig else "changed" if known.all != made.all else "same"
    return Change(key, kind, made.title, was, now)


def _told(known: LockedObject) -> str:
    return f"{datetime.fromisoformat(known.start):%a %d %b %Y, %H:%M} {known.zone}"


def publish_plan(plan: SessionPlan, lock: PlanLock, now: datetime, note: str = "") -> Publication:
    """The plan told to calendars: one REQUEST or CANCEL message a UID and recipient, and the lock that remembers it.

    Without a change the lock stays as it is and there are no messages. Raises `ScormkitError` where nobody can invite.
    """
    changes = changes_since(plan, lock)
    if not changes:
        return Publication(lock, (), (), "")
    organizer = plan.cohort.organizer
    if organizer is None:
        raise ScormkitError(
            f"{plan.cohort.place.file}: nobody invites: add `organizer: {{name: …, email: …}}`, and keep it, since "
            "calendars let nobody else move or cancel an invitation"
        )
    stamp = now.astimezone(UTC).replace(microsecond=0)
    objects = {each.key: each for each in calendar_objects(plan)}
    locked = dict(lock.objects)
    messages: list[Message] = []
    for change in changes:
        teller = _Teller(plan.cohort, organizer, stamp, lock.objects.get(change.key), objects.get(change.key))
        locked[change.key] = teller.tell(change)
        messages += teller.messages
    revision = lock.revision + 1
    after = PlanLock(plan.cohort.id, revision, stamp.isoformat(), dict(sorted(locked.items())))
    return Publication(after, tuple(messages), changes, change_note(plan, changes, revision, stamp, note))


class _Teller:
    """One object's messages."""

    def __init__(
        self,
        cohort: Cohort,
        organizer: Mailbox,
        stamp: datetime,
        known: LockedObject | None,
        made: CalendarObject | None,
    ) -> None:
        self.cohort, self.organizer, self.stamp = cohort, organizer, stamp
        self.known, self.made = known, made
        self.messages: list[Message] = []

    def tell(self, change: Change) -> LockedObject:
        told = dict(self.known.told) if self.known else {}
        if self.made is None:
            return self._cancelled(change, told)
        invited = dict(self._recipients(self.made.facilitators))
        sequence = self._sequence(change, told, invited)
        for name, mailbox in invited.items():
            content = request_message(self.made, sequence, self.stamp, self.organizer, mailbox)
            self._add(name, change.key, "request", content)
            told[name] = sequence
        for name in sorted(set(self._invited_before()) - set(invited)):
            told[name] = self._withdraw(name, change.key, sequence + 1)
        return LockedObject(
            uid=self.made.uid,
            sequence=sequence,
            dtstamp=self.stamp.isoformat(),
            sig=self.made.sig,
            all=self.made.all,
            title=self.made.title,
            start=self.made.start.local.isoformat(),
            end=self.made.end.local.isoformat(),
            zone=self.made.start.zone,
            told=tuple(sorted(told.items())),
            invited=tuple(sorted(invited)),
        )

    def _sequence(self, change: Change, told: dict[str, int], invited: dict[str, Mailbox]) -> int:
        """Never lower than before, and higher than what anybody invited anew has seen of a withdrawal."""
        if self.known is None:
            return 0
        raised = self.known.sequence + (change.kind in ("moved", "new"))
        back = [told[name] + 1 for name in invited if name in told and name not in self._invited_before()]
        return max([raised, *back])

    def _invited_before(self) -> tuple[str, ...]:
        return () if self.known is None or self.known.cancelled else self.known.invited

    def _cancelled(self, change: Change, told: dict[str, int]) -> LockedObject:
        if self.known is None:
            raise ValueError("nothing to cancel")
        sequence = self.known.sequence + 1
        for name in self.known.invited:
            told[name] = self._withdraw(name, change.key, sequence)
        return replace(
            self.known,
            sequence=sequence,
            dtstamp=self.stamp.isoformat(),
            cancelled=True,
            told=tuple(sorted(told.items())),
            invited=(),
        )

    def _withdraw(self, name: str, key: str, sequence: int) -> int:
        if self.known is None:
            raise ValueError("nothing to withdraw")
        mailbox = dict(self._recipients((name,))).get(name)
        if mailbox is not None:
            self._add(name, key, "cancel", cancel_message(self.known, sequence, self.stamp, self.organizer, mailbox))
        return sequence

    def _recipients(self, facilitators: tuple[str, ...]) -> Iterator[tuple[str, Mailbox]]:
        for number, mailbox in enumerate(self.cohort.invite):
            yield (f"{LIST}-{number + 1}" if number else LIST), mailbox
        for name in facilitators:
            person = self.cohort.person(name)
            if person is not None and person.email:
                yield name, Mailbox(person.email, person.name)

    def _add(self, name: str, key: str, method: str, content: bytes) -> None:
        folder = "" if name == LIST else f"{name}/"
        self.messages.append(Message(f"{folder}{key.replace('/', '.')}.{method}.ics", method.upper(), content))


def change_note(plan: SessionPlan, changes: tuple[Change, ...], revision: int, stamp: datetime, note: str) -> str:
    """The change as learners read it: what is new, moved, cancelled; every start in the cohort's zone."""
    local = moment(stamp.replace(tzinfo=None), "UTC").in_zone(plan.cohort.zone).local
    head = f"# {plan.course.title}: changes of {local:%d %B %Y} (revision {revision})\n"
    lines = [_line(each) for each in changes]
    return "\n".join([head, *([note, ""] if note else []), *lines]) + "\n"


def _line(change: Change) -> str:
    if change.kind == "cancelled":
        return f"- **{change.title}** is cancelled. It was to be on {change.was}."
    if change.kind == "moved" and change.was != change.now:
        return f"- **{change.title}** moves from {change.was} to {change.now}."
    if change.kind == "new":
        return f"- **{change.title}** is new: {change.now}."
    return f"- **{change.title}** on {change.now}: details changed."
