"""Source room, dates: days, clock times and date rules as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from scormkit.model.live import DateRule, Step

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"(?:at\s+)?(\d{1,2}:\d{2})"
_WORDS = re.compile(
    rf"(\d+)\s*(workday|working day|wd|day|week|hour|min|minute)s?\s+(before|after)(?:\s+{_CLOCK})?", re.IGNORECASE
)
_SAME_DAY = re.compile(rf"(?:on the\s+)?same day\s+{_CLOCK}", re.IGNORECASE)
_WORKDAYS = re.compile(r"([+-]?)(\d+)wd(?:\s+(\d{1,2}:\d{2}))?", re.IGNORECASE)
_ISO_DAYS = re.compile(r"([+-]?)P(?:(\d+)W|(\d+)D)(?:\s+(\d{1,2}:\d{2}))?")
_ISO_TIME = re.compile(r"([+-]?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?")
RULE_HINT = "write when, such as `1 workday before 18:00`, `2 days after`, `18 hours before` or `2026-03-02 09:00`"


def read_day(text: str) -> date:
    """A day from `2026-03-09`. Raises ValueError for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        raise ValueError("write a day such as `2026-03-09`")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None


def read_days(text: str) -> tuple[date, date]:
    """First and last day from `2026-03-09` or `2026-03-09..2026-03-11`. Raises ValueError when they run backwards."""
    first, dots, last = text.partition("..")
    begin, end = read_day(first), read_day(last) if dots else read_day(first)
    if end < begin:
        raise ValueError("the last day comes before the first")
    return begin, end


def read_clock(text: str) -> time:
    """A time of day from `09:00`. Raises ValueError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError("write a time such as `09:00`")
    return time(int(match[1]), int(match[2]))


def read_local(text: str) -> datetime:
    """A local date and time from `2026-03-09 13:00`. Raises ValueError for anything else, also with an offset."""
    match = re.fullmatch(r"\s*(\d{4}-\d{2}-\d{2})(?:T|\s+)(\d{1,2}:\d{2})\s*", text)
    if not match:
        raise ValueError("write a local date and time such as `2026-03-09 13:00`")
    return datetime.combine(read_day(match[1]), read_clock(match[2]))


def read_start(text: str) -> tuple[datetime, str]:
    """Local time and zone from `2026-03-09 13:00 America/New_York`. Raises ValueError without a known zone."""
    moment, _, zone = text.strip().rpartition(" ")
    if not re.search(r"[A-Za-z]", zone):
        raise ValueError("add the zone, such as `2026-03-09 13:00 Europe/Berlin`")
    return read_local(moment), read_zone(zone)


def read_zone(text: str) -> str:
    """An IANA zone such as `Europe/Berlin`. Raises ValueError for another name."""
    name = text.strip()
    if (name in available_timezones() and "/" in name) or name == "UTC":
        return name
    near = _nearest_zone(name)
    raise ValueError(f"did you mean `{near}`?" if near else "use a zone of the IANA list, such as `Europe/Berlin`")


def _nearest_zone(name: str) -> str:
    from difflib import get_close_matches

    zones = sorted(each for each in available_timezones() if "/" in each)
    cities = {each.rsplit("/", 1)[1].casefold(): each for each in zones}
    wanted = name.rsplit("/", 1)[-1].replace(" ", "_").casefold()
    found = get_close_matches(name, zones, n=1, cutoff=0.8) or get_close_matches(wanted, cities, n=1, cutoff=0.8)
    return cities.get(found[0], found[0]) if found else ""


def read_workday(text: str) -> int:
    """Monday 0 … Sunday 6 from `mon` or `Monday`. Raises ValueError for another word."""
    word = text.strip().lower()[:3]
    if word not in _DAYS or not re.fullmatch(r"[A-Za-z]{3,9}", text.strip()):
        raise ValueError("use mon, tue, wed, thu, fri, sat or sun")
    return _DAYS.index(word)


def read_rule(text: str) -> DateRule:
    """A date rule: `6 workdays before 09:00`, `2 days after`, `-PT18H`, `2026-03-02 09:00`. Raises ValueError."""
    plain = " ".join(text.split())
    for read in (_counted, _short, _iso_days, _iso_time, _fixed):
        found = read(plain)
        if found is not None:
            return found
    raise ValueError(RULE_HINT)


def _clock(text: str | None) -> time | None:
    return read_clock(text) if text else None


def _counted(text: str) -> DateRule | None:
    same = _SAME_DAY.fullmatch(text)
    if same:
        return DateRule(text, Step.DAYS, 0, read_clock(same[1]))
    match = _WORDS.fullmatch(text)
    if not match:
        return None
    count = int(match[1]) * (-1 if match[3].lower() == "before" else 1)
    unit, clock = match[2].lower(), _clock(match[4])
    if unit in ("workday", "working day", "wd"):
        return DateRule(text, Step.WORKDAYS, count, clock)
    if unit in ("day", "week"):
        return DateRule(text, Step.DAYS, count * (7 if unit == "week" else 1), clock)
    if clock:
        raise ValueError("hours and minutes are exact; leave the time of day out")
    return DateRule(text, Step.SECONDS, count * (3600 if unit == "hour" else 60))


def _short(text: str) -> DateRule | None:
    match = _WORKDAYS.fullmatch(text)
    if not match:
        return None
    return DateRule(text, Step.WORKDAYS, _signed(match[1], int(match[2])), _clock(match[3]))


def _iso_days(text: str) -> DateRule | None:
    match = _ISO_DAYS.fullmatch(text)
    if not match:
        return None
    days = int(match[2]) * 7 if match[2] else int(match[3])
    return DateRule(text, Step.DAYS, _signed(match[1], days), _clock(match[4]))


def _iso_time(text: str) -> DateRule | None:
    match = _ISO_TIME.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups()[1:])
    return DateRule(text, Step.SECONDS, _signed(match[1], days * 86400 + hours * 3600 + minutes * 60))


def _fixed(text: str) -> DateRule | None:
    if not re.match(r"\d{4}-", text):
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return DateRule(text, Step.DATE, fixed=datetime.combine(read_day(text), time()))
    return DateRule(text, Step.DATE, fixed=read_local(text))


def _signed(sign: str, number: int) -> int:
    return -number if sign == "-" else number


def clock_trouble(local: datetime, zone: str) -> str:
    """Why a local time is no single moment in a zone: `does not exist`, `happens twice`; empty when it is one."""
    early, late = (local.replace(fold=fold, tzinfo=ZoneInfo(zone)) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return ""
    utc = ZoneInfo("UTC")
    is_real = early.astimezone(utc).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    return "happens twice" if is_real else "does not exist"
