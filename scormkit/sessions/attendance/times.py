"""Attendance room, times: dates, clocks and durations as tools write them in many languages.

A date such as `04/03/2026` is read only once all dates of its file are known: what is possible for all of them, and
lies where the live session does, is what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from scormkit.sessions.attendance.words import load_words, month_of, plain

Order = Literal["YMD", "DMY", "MDY"]

_NUMBERS = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?!\d)")
_EAST = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s*(?:de\s+)?([^\W\d_]{3,})\.?,?\s*(?:de\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.h]\s?(\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?")
_ZONE = re.compile(r"(?:(utc|gmt|z)\s*)?([+-]\d{1,2}(?::?\d{2})?)?")
#: Little words between a date and a clock.
_BETWEEN = re.compile(r"[\s,t]|\b(?:um|uhr|à|at|klo|o|godz|om|alle|às|a las|h)\b")
_ISO_DURATION = re.compile(r"pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s)?")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")


@dataclass(frozen=True, slots=True)
class Written:
    """A date and clock as they were written. `numbers` stand in the order of the text, None where there is no date.

    `order` is empty as long as it is open; `shape` is equal for dates of one make; `offset` is that of a zone.
    """

    text: str
    numbers: tuple[int, int, int] | None
    order: Order | None
    clock: time
    shape: str
    offset: timedelta | None = None

    def day(self, order: Order) -> date | None:
        """The day it is when read in that order; None where there is no such day."""
        if self.numbers is None:
            return None
        year, month, day = (self.numbers[order.index(letter)] for letter in "YMD")
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None

    def days(self) -> dict[Order, date]:
        """Every day that it can be, by order."""
        orders: tuple[Order, ...] = (self.order,) if self.order else ("DMY", "MDY")
        found = ((order, self.day(order)) for order in orders)
        return {order: day for order, day in found if day is not None}


class UnreadableTimeError(ValueError):
    """A text that is no date and time, or one that could be two."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason
        super().__init__(f"`{text}` {reason}")


def read_time(text: str) -> Written:
    """A date with a clock, or a clock alone, in any of the known languages. Raises `UnreadableTimeError`."""
    rest = plain(text)
    numbers, order, shape, rest = _date(rest)
    found = _CLOCK.search(rest)
    if not found:
        raise UnreadableTimeError(text, "is no date with a time of day")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    before, after = rest[: found.start()], rest[found.end() :]
    half, before, after = _half(before, after)
    offset, leftover = _offset(after)
    if _BETWEEN.sub("", before) or _BETWEEN.sub("", leftover):
        raise UnreadableTimeError(text, "is no date with a time of day")
    if half and not 1 <= hour <= 12:
        raise UnreadableTimeError(text, "is no time of a clock with twelve hours")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        clock = time(hour, minute, second)
    except ValueError:
        raise UnreadableTimeError(text, "is no time of day") from None
    return Written(text, numbers, order, clock, f"{shape}{bool(half)}", offset)


def _date(text: str) -> tuple[tuple[int, int, int] | None, Order | None, str, str]:
    """The numbers of a date, their order where the text shows it, what kind of date it is, and the rest."""
    if found := _EAST.search(text):
        return (int(found[1]), int(found[2]), int(found[3])), "YMD", "年", _without(text, found)
    if found := _NUMBERS.search(text):
        numbers = int(found[1]), int(found[3]), int(found[4])
        # nobody writes the month first with points between (CLDR: `d.M.y` wherever points are used)
        order: Order | None = "YMD" if len(found[1]) == 4 else "DMY" if found[2] == "." else None
        return numbers, order, found[2], _without(text, found)
    if (found := _DAY_FIRST.search(text)) and (month := month_of(found[2])):
        return (int(found[1]), month, int(found[3])), "DMY", "word", _without(text, found)
    if (found := _MONTH_FIRST.search(text)) and (month := month_of(found[1])):
        return (month, int(found[2]), int(found[3])), "MDY", "word", _without(text, found)
    return None, None, "", text


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _half(before: str, after: str) -> tuple[str, str, str]:
    """`am`, `pm` or empty, and the texts without it: most write it behind the clock, East Asian tools before."""
    halves = load_words().halves
    for word in sorted(halves, key=len, reverse=True):
        if re.match(rf"\s*{re.escape(word)}(?!\w)", after):
            return halves[word], before, after.lstrip()[len(word) :]
        if before.strip().endswith(word) and len(word) > 1 and not word[0].isascii():
            return halves[word], before.strip()[: -len(word)], after
    return "", before, after


def _offset(text: str) -> tuple[timedelta | None, str]:
    """The offset of a zone at the beginning of a text (`Z`, `UTC`, `GMT+2`, `+01:00`), and the rest."""
    inner = text.strip().strip("()")
    found = _ZONE.match(inner)
    if not found or not found[0].strip():
        return None, text
    rest = inner[found.end() :]
    if not found[2]:
        return timedelta(), rest
    digits = found[2][1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    size = timedelta(hours=hours, minutes=minutes)
    return (-size if found[2][0] == "-" else size), rest


# --- which order --------------------------------------------------------------------------------------


def settle(times: Iterable[Written], day: date) -> Mapping[str, Order]:
    """The order of day and month for each shape of date, seen from all dates of a file.

    An order must be possible for all dates of its shape; of two, the one counts that has more dates within a day of
    `day`.
    Raises `UnreadableTimeError` with the first date that stays open, or that is none at all.
    """
    by_shape: dict[str, list[Written]] = {}
    for each in times:
        if each.numbers is not None:
            by_shape.setdefault(each.shape, []).append(each)
    return {shape: _order(dates, day) for shape, dates in by_shape.items()}


def _order(dates: list[Written], day: date) -> Order:
    possible = [order for order in _orders(dates) if all(order in each.days() for each in dates)]
    if not possible:
        wrong = next((each for each in dates if not each.days()), dates[0])
        raise UnreadableTimeError(wrong.text, "is no date of the calendar, or the file's dates are of two kinds")
    near = {order: sum(abs(each.days()[order] - day) <= timedelta(1) for each in dates) for order in possible}
    left = [order for order in possible if near[order] == max(near.values())]
    open_ones = [each for each in dates if len({each.days()[order] for order in left}) > 1]
    if len(left) > 1 and open_ones:
        first = open_ones[0]
        readings = " or ".join(dict.fromkeys(first.days()[order].isoformat() for order in left))
        raise UnreadableTimeError(first.text, f"can be {readings}, and the live session is on {day.isoformat()}")
    return left[0]


def _orders(dates: list[Written]) -> tuple[Order, ...]:
    fixed = {each.order for each in dates if each.order}
    return tuple(order for order in ("YMD", "DMY", "MDY") if order in fixed or (not fixed and order != "YMD"))


def local_time(written: Written, orders: Mapping[str, Order], day: date) -> datetime:
    """The wall clock that was meant, aware where the text has a zone; a clock alone is one of `day`."""
    known = written.days()[orders[written.shape]] if written.numbers is not None else day
    local = datetime.combine(known, written.clock)
    return local if written.offset is None else (local - written.offset).replace(tzinfo=UTC)


# --- durations ----------------------------------------------------------------------------------------


def read_seconds(text: str, unit: str = "") -> int:
    """A duration in seconds: `1h 27m 51s`, `59 Min. 0 Sek.`, `1:27:51`, `PT1H2M`; a bare number is of `unit`.

    Raises `UnreadableTimeError`.
    """
    shown = plain(text)
    if (found := _ISO_DURATION.fullmatch(shown)) and any(found.groups()):
        return sum(int(part or 0) * size for part, size in zip(found.groups(), (3600, 60, 1), strict=True))
    if re.fullmatch(r"\d+(:\d{2}){1,2}", shown):
        parts = [int(part) for part in shown.split(":")]
        hours, minutes, seconds = parts if len(parts) == 3 else (0, *parts)
        return hours * 3600 + minutes * 60 + seconds
    if re.fullmatch(r"\d+(?:[.,]\d+)?", shown):
        if not unit:
            raise UnreadableTimeError(text, "is a number without a unit of time")
        return round(float(shown.replace(",", ".")) * _unit(unit, text))
    parts_found = list(_PART.finditer(shown))
    if not parts_found or _PART.sub("", shown).strip(" ,."):
        raise UnreadableTimeError(text, "is no duration")
    return round(sum(float(each[1].replace(",", ".")) * _unit(each[2], text) for each in parts_found))


def _unit(word: str, text: str) -> int:
    for start, seconds in load_words().units:
        if word.startswith(start):
            return seconds
    raise UnreadableTimeError(text, "is no duration")


def unit_of(header: str) -> str:
    """The unit that a header names in parentheses: `Duration (Minutes)`; empty for none."""
    found = re.search(r"[(（]([^)）]+)[)）]", plain(header))
    word, least = (found[1], 1) if found else (plain(header), 3)
    return next((start for start, _ in load_words().units if len(start) >= least and word.startswith(start)), "")
