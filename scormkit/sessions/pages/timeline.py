"""Sessions room, timeline: prework → live session → follow-up over the cohort's weeks, as a hand-written SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil

from markupsafe import escape

from scormkit.model.live import BookingStatus
from scormkit.sessions.dates import at_utc, moment
from scormkit.sessions.pages.drawing import page_file
from scormkit.sessions.pages.strings import direction, words_for
from scormkit.sessions.plan import Occurrence, SessionPlan, Window

_NARROW, _DAY = 1160, 14  #: how wide it is at least, in all and a day
_SIDE = 20  #: room left and right of the time axis
_ROW, _BAR = 30, 22
_HEAD, _LANE = 34, 26  #: the axis, the heading of a lane
_LETTER, _WIDE = 6.7, 13.0  #: how wide letters of 12 px are at most, Latin and East Asian
_LONGEST = 26  #: letters of a label; the tooltip has them all
_NEAR = 84  #: pixels between two dates on the axis, at least


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bar or a point: from and to in pixels of an axis that runs from left to right, and the row it got."""

    key: str
    label: str
    tip: str
    start: float
    end: float
    optional: bool = False
    gone: bool = False
    row: int = 0

    @property
    def reach(self) -> float:
        """Where its label ends."""
        return max(self.end, self.start + _width(self.label) + 14)


def draw_timeline(plan: SessionPlan, *, inline: bool = False) -> str:
    """`timeline.svg`, readable in light and dark; empty for a plan without dates.

    `inline` leaves out what a picture needs only where it stands alone. Axis and tooltips tell the cohort's zone.
    """
    moments = [each.start.utc for each in plan.occurrences if each.start]
    moments += [when.utc for each in plan.windows for when in (each.release, each.due) if when]
    if not moments:
        return ""
    return _Drawing(plan, min(moments), max(moments), inline).svg()


class _Drawing:
    """One timeline. Rows are given once, from above: before, live, after."""

    def __init__(self, plan: SessionPlan, first: datetime, last: datetime, inline: bool) -> None:
        self.plan, self.inline = plan, inline
        self.words = words_for(plan.course.language)
        self.rtl = direction(plan.course.language) == "rtl"
        self.first = first - timedelta(hours=12)
        self.span = max((last + timedelta(hours=12) - self.first).total_seconds(), 86_400)
        occurrences = [each for each in plan.occurrences if each.start]
        self.axis = max(_NARROW, round(self.span / 86_400 * _DAY))
        held = {each.id for each in plan.held()}
        windows = [each for each in plan.windows if each.due and each.live_session in held]
        self.before = _packed([_bar(each, self) for each in windows if each.relation == "prework"])
        self.live = _packed([_point(each, self) for each in occurrences])
        self.after = _packed([_bar(each, self) for each in windows if each.relation != "prework"])
        # a label at the end reaches beyond the axis
        reaches = [each.reach for each in (*self.before, *self.live, *self.after)]
        self.width = max(self.axis, ceil(max(reaches, default=0.0)) + 6)
        self.tops: dict[str, int] = {}
        top = _HEAD
        for name, marks in (("before", self.before), ("live", self.live), ("after", self.after)):
            self.tops[name] = top
            top += _LANE + _ROW * (max((each.row for each in marks), default=-1) + 1) if marks else 0
        self.height = top + 8

    def x(self, when: datetime) -> float:
        """Pixels from where time begins, which is on the right in languages that begin there."""
        inner = self.axis - 2 * _SIDE
        return _SIDE + inner * (when - self.first).total_seconds() / self.span

    def at(self, x: float, width: float = 0.0) -> str:
        """The left edge, in pixels of the picture, of what begins at `x`."""
        return f"{self.width - x - width if self.rtl else x:.1f}".removesuffix(".0")

    def y(self, lane: str, row: int) -> int:
        return self.tops[lane] + _LANE + row * _ROW

    def svg(self) -> str:
        name = self.words.say("timeline")
        rtl = ' direction="rtl"' if self.rtl else ""
        # a page lets it be scrolled rather than shrink until nobody can read it
        least = f' style="min-width:{self.width * 2 // 3}px"' if self.inline else ""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tl" viewBox="0 0 {self.width} {self.height}" role="img" '
            f'aria-label="{escape(name)}"{rtl}{least}>'
        )
        alone = "" if self.inline else f"<title>{escape(self.plan.course.title)}: {escape(name)}</title>"
        ground = f'<rect class="bg" width="{self.width}" height="{self.height}"/>'
        parts = [
            head,
            alone,
            f"<style>{page_file('timeline.css')}</style>",
            ground,
            *self._axis(),
            *self._lanes(),
            *self._connectors(),
        ]
        parts += [*self._bars("before", self.before), *self._bars("after", self.after), *self._points()]
        return "\n".join(part for part in parts if part) + "\n</svg>\n"

    def _axis(self) -> Iterator[str]:
        """Mondays in the cohort's zone, as many as there is room for."""
        day = at_utc(self.first, self.plan.cohort.zone).day
        day += timedelta(days=-day.weekday() % 7)
        told = -_NEAR * 1.0
        while (when := moment(datetime.combine(day, datetime.min.time()), self.plan.cohort.zone).utc) < self._last():
            x = self.x(when)
            yield f'<path class="g" d="M{self.at(x)} {_HEAD - 8}V{self.height - 8}"/>'
            label = self.words.short(day)
            if x - told >= _NEAR and x + _width(label) < self.width - 4:
                told = x
                yield f'<text class="q" x="{self.at(x)}" y="16">{escape(label)}</text>'
            day += timedelta(days=7)

    def _last(self) -> datetime:
        return (self.first + timedelta(seconds=self.span)).astimezone(UTC)

    def _lanes(self) -> Iterator[str]:
        for lane, marks in (("before", self.before), ("live", self.live), ("after", self.after)):
            if marks:
                text = escape(self.words.say(f"legend.{lane}"))
                yield f'<text class="q b" x="{self.at(_SIDE)}" y="{self.tops[lane] + 15}">{text}</text>'

    def _connectors(self) -> Iterator[str]:
        points = {each.key: each for each in self.live}
        for lane, marks in (("before", self.before), ("after", self.after)):
            for each in marks:
                if (point := points.get(each.key.partition("/")[0])) is None:
                    continue
                y, middle = self.y("live", point.row) + _BAR // 2, self.y(lane, each.row) + _BAR // 2
                path = (each.end, middle, point.start, y) if lane == "before" else (point.start, y, each.start, middle)
                yield f'<path class="c {"p" if lane == "before" else "f"}" d="{self._curve(*path)}"/>'

    def _curve(self, x1: float, y1: float, x2: float, y2: float) -> str:
        """Down first, then over: readable where both ends are close, too."""
        bend = (y1 + y2) / 2
        ends = (self.at(x1), f"{y1}", self.at(x1), f"{bend:g}", self.at(x2), f"{bend:g}", self.at(x2), f"{y2}")
        return "M{} {}C{} {} {} {} {} {}".format(*ends)

    def _bars(self, lane: str, marks: Sequence[_Mark]) -> Iterator[str]:
        kind = "pre" if lane == "before" else "fol"
        for each in marks:
            y, width = self.y(lane, each.row), max(each.end - each.start, 6.0)
            style = f"{kind} opt" if each.optional else kind
            yield (
                f'<g><title>{escape(each.tip)}</title><rect class="{style}" x="{self.at(each.start, width)}" y="{y}" '
                f'width="{width:.1f}" height="{_BAR}" rx="5"/>'
                f'<text x="{self.at(each.start + 7)}" y="{y + 15}">{escape(each.label)}</text></g>'
            )

    def _points(self) -> Iterator[str]:
        for each in self.live:
            y = self.y("live", each.row) + _BAR // 2
            gone = " gone" if each.gone else ""
            circle = f'<circle class="live{gone}" cx="{self.at(each.start)}" cy="{y}" r="8"/>'
            yield (
                f"<g><title>{escape(each.tip)}</title>{circle}"
                f'<text class="b{gone}" x="{self.at(each.start + 13)}" y="{y + 4}">{escape(each.label)}</text></g>'
            )


def _bar(window: Window, drawing: _Drawing) -> _Mark:
    plan, words = drawing.plan, drawing.words
    unit = plan.unit(window.unit)
    title = unit.title if unit else window.unit
    if window.due is None:
        raise ValueError(f"{window.key} is never due")
    opening = window.release or window.due
    tip = [title, words.say("opens", when=words.at(opening.local)), words.say("due", when=words.at(window.due.local))]
    tip += [] if window.required else [words.say("optional")]
    start, end = drawing.x(opening.utc), drawing.x(window.due.utc)
    return _Mark(window.key, _short(title), " · ".join(tip), start, max(start, end), optional=not window.required)


def _point(occurrence: Occurrence, drawing: _Drawing) -> _Mark:
    words = drawing.words
    if occurrence.start is None:
        raise ValueError(f"{occurrence.id} has no date")
    gone = occurrence.status is BookingStatus.CANCELLED
    title = occurrence.live_session.title
    when = f"{words.long(occurrence.start.day)}, {occurrence.start.local:%H:%M}"
    tip = " · ".join((title, when, *([words.say("cancelled")] if gone else [])))
    x = drawing.x(occurrence.start.utc)
    label = f"{_short(title)} ({words.say('cancelled')})" if gone else _short(title)
    return _Mark(occurrence.id, label, tip, x, x + 13, gone=gone)


def _packed(marks: Sequence[_Mark]) -> tuple[_Mark, ...]:
    """Each mark in the first row where it and its label have room."""
    ends: list[float] = []
    placed: list[_Mark] = []
    for each in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.key)):
        row = next((number for number, end in enumerate(ends) if end <= each.start - 10), len(ends))
        ends[row : row + 1] = [each.reach]
        placed.append(replace(each, row=row))
    return tuple(placed)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"


def _width(text: str) -> float:
    return sum(_WIDE if ord(letter) > 0x2E7F else _LETTER for letter in text)
