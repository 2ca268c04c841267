"""Sessions room, the plan: what a cohort's course looks like once every date is known."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scormkit.model import Course, LiveSession, Unit
from scormkit.model.live import BookingStatus, Cohort, CohortPerson, Relation, Venue
from scormkit.sessions.dates import Moment


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A live session on a cohort's calendar; `start` and `end` are None until somebody chooses a date."""

    live_session: LiveSession
    start: Moment | None
    end: Moment | None
    facilitators: tuple[str, ...] = ()
    venue: str = ""
    status: BookingStatus = BookingStatus.CONFIRMED
    note: str = ""
    line: int = 0  #: of its booking in the cohort's file

    @property
    def id(self) -> str:
        return self.live_session.id

    @property
    def takes_place(self) -> bool:
        return self.status is not BookingStatus.CANCELLED and self.start is not None


@dataclass(frozen=True, slots=True)
class Window:
    """When a unit is open and due for a cohort, because of a live session; `relation` is prework or follow-up."""

    unit: str
    live_session: str
    relation: str
    required: bool
    release: Moment | None
    due: Moment | None
    source: Relation

    @property
    def key(self) -> str:
        """What names the window in a cohort's file and in comparisons, the same over any change of dates."""
        return f"{self.live_session}/{self.relation}/{self.unit}"


@dataclass(frozen=True)
class SessionPlan:
    """A course and a cohort with every date resolved: live sessions by start, windows by due date."""

    course: Course
    cohort: Cohort
    occurrences: tuple[Occurrence, ...]
    windows: tuple[Window, ...]

    def held(self) -> Iterator[Occurrence]:
        """The live sessions that take place, by start."""
        yield from (each for each in self.occurrences if each.takes_place)

    def occurrence(self, live_session: str) -> Occurrence | None:
        return self._occurrences.get(live_session)

    def calendar_key(self, window: Window) -> str:
        """What names a unit's due date for calendars: it hangs on the key of its live session."""
        anchor = occurrence_key(self._occurrences[window.live_session].live_session)
        return f"{anchor}/{window.relation}/{window.unit}"

    def unit(self, identifier: str) -> Unit | None:
        return self._units.get(identifier)

    def windows_of(self, live_session: str, relation: str = "") -> tuple[Window, ...]:
        return tuple(each for each in self._windows.get(live_session, ()) if relation in ("", each.relation))

    @cached_property
    def _occurrences(self) -> dict[str, Occurrence]:
        return {each.id: each for each in self.occurrences}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {each.id: each for each in self.course.units()}

    @cached_property
    def _windows(self) -> dict[str, list[Window]]:
        found: dict[str, list[Window]] = {}
        for each in self.windows:
            found.setdefault(each.live_session, []).append(each)
        return found

    def person(self, identifier: str) -> CohortPerson | None:
        return self.cohort.person(identifier)

    def venue(self, identifier: str) -> Venue | None:
        return self.cohort.venue(identifier)


def base_iri(course: Course) -> str:
    """What the plan's permanent names grow from: the course's iri, or one made from its id."""
    return (course.iri or f"urn:scormkit:course:{course.id}").rstrip("/")


def calendar_uid(course: Course, cohort: str, key: str) -> str:
    """The UID of a calendar object: the same over every edit, rebuild and move, and without a name in it.

    Version 5 of RFC 9562 over `<iri>/plan/<cohort>/<key>`; opaque, as RFC 7986 (5.3) asks.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base_iri(course)}/plan/{cohort}/{key}"))


def occurrence_key(live_session: LiveSession) -> str:
    """What names a live session for calendars: the slug it had first, so that a renamed one keeps its invitation."""
    return live_session.was or live_session.id
