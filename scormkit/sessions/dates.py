"""Sessions room, dates: a local time in a zone is the truth, the moment in UTC follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scormkit.model.live import Cohort, DateRule, Step

_FAR = 3_700  # days: no rule looks further for a working day than ten years


@dataclass(frozen=True, slots=True)
class Moment:
    """A local date and time in an IANA zone, with the UTC moment that follows from them; both without tzinfo's help.

    `local` is naive, `utc` aware. `rule` is what the author wrote, empty for a fixed time.
    """

    local: datetime
    zone: str
    utc: datetime
    rule: str = ""

    def __lt__(self, other: Moment) -> bool:
        return self.utc < other.utc

    @property
    def day(self) -> date:
        return self.local.date()

    def plus(self, seconds: float) -> Moment:
        """So many exact seconds later, told in the same zone."""
        return at_utc(self.utc + timedelta(seconds=seconds), self.zone)

    def in_zone(self, zone: str) -> Moment:
        """The same moment as people elsewhere read it on their clocks."""
        return at_utc(self.utc, zone)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment(local: datetime, zone: str, rule: str = "") -> Moment:
    """A local time as a moment.

    Of a time that happens twice the first counts; one that does not exist moves on by the hour that is left out, as
    calendars do it (RFC 5545, 3.3.5).
    """
    utc = local.replace(tzinfo=_zone(zone), fold=0).astimezone(UTC)
    return Moment(utc.astimezone(_zone(zone)).replace(tzinfo=None, fold=0), zone, utc, rule)


def at_utc(utc: datetime, zone: str, rule: str = "") -> Moment:
    """An aware moment, told in a zone."""
    exact = utc.astimezone(UTC)
    return Moment(exact.astimezone(_zone(zone)).replace(tzinfo=None, fold=0), zone, exact, rule)


def workday_from(day: date, count: int, cohort: Cohort) -> date:
    """The day that many working days before (negative) or after; 0 is the day itself.

    Raises ValueError where no such day comes within ten years, as in a week without working days.
    """
    step = 1 if count > 0 else -1
    left = abs(count)
    for _ in range(_FAR):
        if not left:
            return day
        day += timedelta(days=step)
        left -= cohort.is_workday(day)
    raise ValueError("the cohort has no working days")


def workdays_between(first: date, last: date, cohort: Cohort) -> int:
    """How many working days lie from `first` to `last`, both counted."""
    days = (last - first).days + 1
    return sum(cohort.is_workday(first + timedelta(days=each)) for each in range(max(0, days)))


def apply_rule(rule: DateRule, anchor: Moment, cohort: Cohort, edge: time) -> Moment:
    """The moment a rule means, seen from its anchor; `edge` is the time of day where a rule of workdays names none.

    Days keep the wall clock over a change to or from summer time, hours and minutes are exact. Raises ValueError
    where there is no such day.
    """
    if rule.step is Step.SECONDS:
        return at_utc(anchor.utc + timedelta(seconds=rule.count), cohort.zone, rule.text)
    if rule.step is Step.DATE:
        if rule.fixed is None:
            raise ValueError("a fixed date rule needs a date")
        return moment(rule.fixed, cohort.zone, rule.text)
    here = anchor.in_zone(cohort.zone).local
    if rule.step is Step.WORKDAYS:
        day = workday_from(here.date(), rule.count, cohort)
        return moment(datetime.combine(day, rule.clock or edge), cohort.zone, rule.text)
    day = here.date() + timedelta(days=rule.count)
    return moment(datetime.combine(day, rule.clock or here.time()), cohort.zone, rule.text)
