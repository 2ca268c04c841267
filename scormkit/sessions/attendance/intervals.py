"""Attendance room, intervals: stays that overlap are one, and what lies outside the live session does not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Who comes back within this time has not been away: breakout rooms and lost connections look like leaving.
RECONNECT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From one aware moment to another."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        return round((self.end - self.start).total_seconds())


def clip(stays: Iterable[Interval], frame: Interval) -> tuple[Interval, ...]:
    """What of the stays lies inside `frame`; those outside are left out."""
    cut = (Interval(max(each.start, frame.start), min(each.end, frame.end)) for each in stays)
    return tuple(each for each in cut if each.start < each.end)


def merge(stays: Iterable[Interval], gap: timedelta = RECONNECT) -> tuple[Interval, ...]:
    """The stays in order, those that overlap, touch or follow within `gap` as one: two devices are one person."""
    merged: list[Interval] = []
    for each in sorted(stays):
        if merged and each.start - merged[-1].end <= gap:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return tuple(merged)
