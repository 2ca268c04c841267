"""Sessions room, zones: an IANA zone as the VTIMEZONE that calendars need, exact for every moment of a stretch of time.

Written from the zone's own transitions, each as an onset of its own (RFC 5545, 3.6.5): the common library gives the
onset of summer time one hour late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STEP = timedelta(days=7)  # no zone changes its offset twice in a week


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of the clocks: when (UTC, aware), the offsets before and after, and what holds afterwards."""

    utc: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def onset(self) -> datetime:
        """The change as the clocks showed it before they changed, which is how RFC 5545 wants it."""
        return (self.utc + self.before).replace(tzinfo=None)


def transitions(zone: str, first: datetime, last: datetime) -> Iterator[Transition]:
    """Every change of a zone's offset between two aware moments, in order."""
    info = ZoneInfo(zone)
    here = first.astimezone(UTC)
    while here < last:
        there = min(here + _STEP, last.astimezone(UTC))
        if _facts(here, info) != _facts(there, info):
            yield _between(here, there, info)
        here = there


def _facts(utc: datetime, info: ZoneInfo) -> tuple[timedelta | None, timedelta | None]:
    local = utc.astimezone(info)
    return local.utcoffset(), local.dst()


def _between(early: datetime, late: datetime, info: ZoneInfo) -> Transition:
    before = _facts(early, info)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if _facts(middle, info) == before:
            early = middle
        else:
            late = middle
    after = late.astimezone(info)
    return Transition(
        late, before[0] or timedelta(), after.utcoffset() or timedelta(), str(after.tzname()), bool(after.dst())
    )


def timezone(zone: str, first: datetime, last: datetime) -> Timezone:
    """The VTIMEZONE of a zone, true from `first` to `last` (aware moments)."""
    component = Timezone()
    component.add("tzid", zone)
    start = first.astimezone(ZoneInfo(zone))
    offset = start.utcoffset() or timedelta()
    opening = Transition(first.astimezone(UTC), offset, offset, str(start.tzname()), bool(start.dst()))
    for each in (opening, *transitions(zone, first, last)):
        observance = TimezoneDaylight() if each.is_daylight else TimezoneStandard()
        observance.add("dtstart", each.onset)
        observance.add("tzoffsetfrom", each.before)
        observance.add("tzoffsetto", each.after)
        observance.add("tzname", each.name)
        component.add_component(observance)
    return component
