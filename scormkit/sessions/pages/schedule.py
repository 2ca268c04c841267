"""Sessions room, schedule: the page that learners of a cohort read, with everything it needs inside.

Public: no address of a person, and a name only where `show: yes` allows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup

from scormkit.model import Unit
from scormkit.model.live import BookingStatus, Station
from scormkit.sessions.calendar import feeds, session_feeds
from scormkit.sessions.dates import Moment, moment
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.drawing import data_url, draw
from scormkit.sessions.pages.material import readable
from scormkit.sessions.pages.strings import Words, direction, words_for
from scormkit.sessions.pages.structured import json_ld, script_safe, shown_names
from scormkit.sessions.pages.timeline import draw_timeline
from scormkit.sessions.pages.times import place_of, published, time_tag, utc_text
from scormkit.sessions.plan import Occurrence, SessionPlan, Window, occurrence_key
from scormkit.sessions.publish import Change, changes_since


@dataclass(frozen=True, slots=True)
class Task:
    """A unit to do before or after a live session."""

    title: str
    minutes: float
    required: bool
    release: Moment | None
    due: Moment | None
    change: str  #: of its due date since the last revision


@dataclass(frozen=True, slots=True)
class Stop:
    """A live session as learners see it, between what comes before and after."""

    occurrence: Occurrence
    names: tuple[str, ...]
    before: tuple[Task, ...]
    after: tuple[Task, ...]
    change: str
    was: Moment | None
    ics: str  #: a `data:` address, empty where nothing takes place

    @property
    def is_cancelled(self) -> bool:
        return self.occurrence.status is BookingStatus.CANCELLED

    @property
    def is_tentative(self) -> bool:
        return self.occurrence.status is BookingStatus.TENTATIVE


@dataclass(frozen=True, slots=True)
class Told:
    """A change since the last revision: what, which way, from when to when."""

    title: str
    kind: str
    was: Moment | None
    now: Moment | None


def render_schedule(plan: SessionPlan, lock: PlanLock, feed: str = "") -> bytes:
    """`schedule.html` in the course's language: the same bytes for the same plan and lock.

    Works alone, without a network, and as a list without scripts. `feed` is the relative address of the learners'
    calendar where one lies beside the page, to subscribe to.
    """
    words = words_for(plan.course.language)
    changes = {each.key: each for each in changes_since(plan, lock)} if lock.revision else {}
    data = {"zone": plan.cohort.zone, "dates": words.dates, "text": _script_texts(words)}
    return draw(
        "schedule.html",
        course=plan.course,
        cohort=plan.cohort,
        words=words,
        say=partial(_say, words),
        dir=direction(plan.course.language),
        place=place_of(plan.cohort.zone),
        time=partial(time_tag, words=words),
        spanned=partial(_spanned, words),
        utc=utc_text,
        html=readable,
        revision=lock.revision,
        published=published(lock, plan.cohort),
        stops=tuple(_stops(plan, lock, changes)),
        changes=tuple(_told(each, plan, lock, words) for each in changes.values()),
        others=_others(plan),
        blend=plan.course.blend,
        used=partial(_used, plan),
        timeline=Markup(draw_timeline(plan, inline=True)),
        data=script_safe(json.dumps(data, ensure_ascii=False, sort_keys=True)),
        linked=json_ld(plan),
        everything=data_url("text/calendar", dict(feeds(plan, lock))["learner.ics"]),
        feed=feed,
        venues={each.id: each for each in plan.cohort.venues},
    )


def _say(words: Words, key: str, **values: object) -> Markup:
    """A text whose values may be elements."""
    return Markup(words.text[key]).format(**values)


def _spanned(words: Words, start: Moment, end: Moment) -> Markup:
    """From when to when, in full."""
    clocks = Markup('<span class="number">{}–{}</span>')
    clocks = clocks.format(time_tag(start, "clock", words), time_tag(end, "clock", words, after=start))
    return Markup(words.dates["at"]).format(date=time_tag(start, "long", words), clock=clocks)


def _script_texts(words: Words) -> dict[str, str]:
    return {name: words.text[name] for name in ("zone", "zone.own", "week", "due-short", "next", "over", "cancelled")}


def _stops(plan: SessionPlan, lock: PlanLock, changes: Mapping[str, Change]) -> Iterator[Stop]:
    calendars = session_feeds(plan, lock)
    for each in plan.occurrences:
        key = occurrence_key(each.live_session)
        change = changes.get(key)
        ics = calendars.get(each.id)
        yield Stop(
            occurrence=each,
            names=tuple(shown_names(each, plan)),
            before=tuple(_task(one, each, plan, changes) for one in plan.windows_of(each.id, "prework")),
            after=tuple(_task(one, each, plan, changes) for one in plan.windows_of(each.id, "follow-up")),
            change=change.kind if change and each.takes_place else "",
            was=_locked_start(key, lock) if change and change.kind == "moved" else None,
            ics=data_url("text/calendar", ics) if ics else "",
        )


def _task(window: Window, stop: Occurrence, plan: SessionPlan, changes: Mapping[str, Change]) -> Task:
    """A unit around a live session; of one that does not take place nothing is due, as in calendars."""
    unit = plan.unit(window.unit)
    change = changes.get(plan.calendar_key(window))
    return Task(
        title=unit.title if unit else window.unit,
        minutes=unit.minutes if unit else 0.0,
        required=window.required,
        release=window.release if stop.takes_place else None,
        due=window.due if stop.takes_place else None,
        change=change.kind if change and change.kind != "cancelled" else "",
    )


def _locked_start(key: str, lock: PlanLock) -> Moment | None:
    known = lock.objects.get(key)
    return moment(datetime.fromisoformat(known.start), known.zone) if known and not known.cancelled else None


def _told(change: Change, plan: SessionPlan, lock: PlanLock, words: Words) -> Told:
    title, now = _now(change.key, plan, words)
    known = lock.objects.get(change.key)
    gone = known.title.removeprefix(f"{plan.course.title}: ") if known else ""
    was = _locked_start(change.key, lock)
    return Told(title or gone, change.kind, was, None if change.kind == "cancelled" else now)


def _now(key: str, plan: SessionPlan, words: Words) -> tuple[str, Moment | None]:
    """What a calendar object's key means today: its title and its start or due date."""
    anchor, _, rest = key.partition("/")
    found = next((each for each in plan.occurrences if occurrence_key(each.live_session) == anchor), None)
    if not rest:
        return (found.live_session.title, found.start) if found else ("", None)
    windows = plan.windows_of(found.id) if found else ()
    window = next((each for each in windows if f"{each.relation}/{each.unit}" == rest), None)
    unit = plan.unit(rest.partition("/")[2])
    return words.say("due-title", title=unit.title) if unit else "", window.due if window else None


def _used(plan: SessionPlan, station: Station) -> str:
    """What a station is called: the unit or live session it uses, else its own id."""
    unit, occurrence = plan.unit(station.uses), plan.occurrence(station.uses)
    if unit is not None:
        return unit.title
    return occurrence.live_session.title if occurrence else (station.uses or station.id).replace("-", " ")


def _others(plan: SessionPlan) -> tuple[Unit, ...]:
    placed = {each.unit for each in plan.windows}
    return tuple(each for each in plan.course.units() if each.id not in placed and not each.hidden)
