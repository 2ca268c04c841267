"""Plan rules, learning science: how much at once, how long without a break, how much in a day and a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from scormkit.diagnostics import Severity
from scormkit.model import Block, Container, Media, Module, Quiz
from scormkit.model.live import ONLINE_KINDS
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.dates import workdays_between
from scormkit.sessions.measures import FULL_DAY, live_minutes_on, minutes, per_cent
from scormkit.sessions.plan import Occurrence
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

_RNTC = "practice: RNTC asks for a break every 60–90 minutes; InSync for 5–10 minutes after 90"


def _media(blocks: Iterable[Block]) -> Iterator[Media]:
    for block in blocks:
        if isinstance(block, Media):
            yield block
        elif isinstance(block, (Container, Quiz)):
            yield from _media(block.blocks)


@rule(
    "LS-SEG-1",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="Guo 2014, 6.9 million viewings: engagement drops after 6 minutes",
    grade="B",
    contrary="Lagerstrom 2015: the six-minute rule is a myth; both measured engagement, not learning",
    limits={"minutes": 9},
    hint="cut it where a new thought starts, with a question in between",
)
def long_film(blended: BlendedCourse) -> Findings:
    """A film is longer than most learners watch at one go.

    Bad: a recorded lecture of 25 minutes
    Good: four films of six minutes with a question each
    """
    most = blended.limit("LS-SEG-1", "minutes")
    for unit in blended.units.values():
        for page in unit.pages:
            for each in _media(page.blocks):
                if each.seconds > most * 60:
                    yield Finding(
                        f"`{each.source}` takes {minutes(each.seconds / 60)}",
                        blended.at(unit),
                        measured=minutes(each.seconds / 60),
                        threshold=f"at most {minutes(most)}",
                    )


@rule(
    "LS-UNIT",
    severity=Severity.INFO,
    spec="practice: modules of up to an hour",
    grade="C",
    limits={"module_minutes": 60},
    hint="make two modules of it",
)
def long_module(blended: BlendedCourse) -> Findings:
    """A module has more minutes of units than learners plan at once. (Of long units speaks UNIT-LONG.)

    Bad: a module with two hours of units
    Good: two modules of an hour
    """
    most = blended.limit("LS-UNIT", "module_minutes")
    for entry in blended.course.outline:
        if isinstance(entry, Module):
            whole = sum(blended.units[each.id].minutes for each in entry.items if each.id in blended.units)
            if whole > most:
                yield Finding(
                    f"the units of the module `{entry.title}` take {minutes(whole)}",
                    blended.at(entry.items[0]),
                    measured=minutes(whole),
                    threshold=f"at most {minutes(most)}",
                )


@rule(
    "LS-CONCEPT",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="Cowan 2001: about four chunks at once; a proxy, not a measure",
    grade="B",
    limits={"concepts": 5},
    hint="introduce some of them in another unit",
)
def many_concepts(blended: BlendedCourse) -> Findings:
    """A unit introduces many concepts at once. Only where `teaches: {introduce: …}` is written.

    Bad: eight new concepts in ten minutes
    Good: four, practised before the next four
    """
    most = blended.limit("LS-CONCEPT", "concepts")
    for unit in blended.units.values():
        count = len(unit.teaches.introduce)
        if count > most:
            yield Finding(
                f"`{unit.id}` introduces {count} concepts",
                blended.at(unit),
                measured=str(count),
                threshold=f"at most {most:.0f}",
            )


@rule(
    "LS-LIVE-1",
    severity=Severity.WARNING,
    spec=f"{_RNTC}; Microsoft 2021, EEG of 14 people: ten-minute breaks keep stress down",
    grade="C",
    limits={"minutes": 60},
    hint="put `{min: 10, mode: break}` into the agenda",
)
def no_break(blended: BlendedCourse) -> Findings:
    """A live session online goes on for long without a break. Only where the author wrote an agenda.

    Bad: 90 minutes in one go
    Good: 40 minutes, a break of ten, 40 minutes
    """
    most = blended.limit("LS-LIVE-1", "minutes")
    for each in blended.course.live_sessions:
        if each.kind not in ONLINE_KINDS or not each.agenda:
            continue
        longest = stretch = 0.0
        for step in each.agenda:
            stretch = 0.0 if step.mode == "break" else stretch + step.minutes
            longest = max(longest, stretch)
        if longest > most:
            yield Finding(
                f"`{each.id}` goes on for {minutes(longest)} without a break",
                blended.at(each),
                measured=minutes(longest),
                threshold=f"at most {minutes(most)}",
            )


@rule(
    "LS-LIVE-2",
    severity=Severity.WARNING,
    spec="practice: RNTC, at most 4–5 hours online and 7 in the room a day",
    grade="C",
    limits={"online_hours": 4, "room_hours": 7},
    hint="move one of them to another day",
)
def long_live_day(cohort: CohortPlan) -> Findings:
    """A day has more live hours than people can follow, online or in the room.

    Bad: three virtual classes of two hours on one day
    Good: two of them
    """
    online, room = cohort.limit("LS-LIVE-2", "online_hours"), cohort.limit("LS-LIVE-2", "room_hours")
    for day, occurrences in _days(cohort).items():
        for name, most, chosen in (
            ("online", online, [each for each in occurrences if each.live_session.kind in ONLINE_KINDS]),
            ("in the room", room, [each for each in occurrences if each.live_session.kind not in ONLINE_KINDS]),
        ):
            hours = sum(each.live_session.minutes for each in chosen) / 60
            if hours > most:
                yield Finding(
                    f"{day:%d %b} has {hours:.1f} live hours {name}",
                    cohort.at(chosen[-1]),
                    measured=f"{hours:.1f} h",
                    threshold=f"at most {most:g} h",
                )


def _days(cohort: CohortPlan) -> dict[date, list[Occurrence]]:
    days: dict[date, list[Occurrence]] = {}
    for each in cohort.plan.held():
        if each.start:
            days.setdefault(each.start.day, []).append(each)
    return days


@rule(
    "LS-LIVE-3",
    severity=Severity.INFO,
    spec="practice: InSync asks for interaction every 3–5 minutes online",
    grade="C",
    limits={"minutes": 15},
    hint="change what learners do: a question, a vote, work in pairs",
)
def passive_stretch(blended: BlendedCourse) -> Findings:
    """Online, learners listen for long before they do something. Only where the author wrote an agenda.

    Bad: `{min: 30, mode: lecture}`
    Good: `{min: 10, mode: lecture}`, `{min: 10, mode: activity}`
    """
    most = blended.limit("LS-LIVE-3", "minutes")
    for each in blended.course.live_sessions:
        for step in each.agenda if each.kind in ONLINE_KINDS else ():
            if step.mode in ("lecture", "demo") and step.minutes > most:
                yield Finding(
                    f"learners listen for {minutes(step.minutes)} in `{each.id}`",
                    blended.at(each),
                    measured=minutes(step.minutes),
                    threshold=f"at most {minutes(most)}",
                )


@rule(
    "LS-DAY",
    severity=Severity.WARNING,
    spec="our own convention: a working day",
    grade="E",
    limits={"hours": 8},
    hint="move a live session, or let units be due on another day",
)
def overfull_day(cohort: CohortPlan) -> Findings:
    """Live sessions and the units due on a day take more than a working day.

    Bad: six live hours and three hours of units due the same evening
    Good: the units due two days before
    """
    most = cohort.limit("LS-DAY", "hours")
    load: Counter[date] = Counter()
    for day, occurrences in _days(cohort).items():
        load[day] += round(sum(each.live_session.minutes for each in occurrences))
    for window in cohort.plan.windows:
        unit = cohort.plan.unit(window.unit)
        if window.due and window.required and unit:
            opened = window.release.day if window.release else None
            load[window.due.day] += round(_last_day_share(opened, window.due.day, unit.minutes, cohort))
    for day, whole in sorted(load.items()):
        if whole > most * 60:
            yield Finding(
                f"{day:%d %b} has {whole / 60:.1f} hours of live sessions and units",
                cohort.at_cohort(),
                measured=f"{whole / 60:.1f} h",
                threshold=f"at most {most:g} h",
            )


def _last_day_share(release: date | None, due: date, whole: float, cohort: CohortPlan) -> float:
    """The minutes of a unit that fall on its last day, when it is done evenly over its working days."""
    days = workdays_between(release, due, cohort.plan.cohort) if release else 1
    return whole / max(1, days)


@rule(
    "LS-WEEK",
    severity=Severity.WARNING,
    spec="our own convention: what the course says learners have",
    grade="E",
    hint="spread the units, or raise `week-budget:`",
)
def overfull_week(cohort: CohortPlan) -> Findings:
    """A week asks for more than the `week-budget:` of the blend.

    Bad: `week-budget: 3 hours` and a week with a workshop of three hours and 40 minutes of prework
    Good: the workshop alone
    """
    blend = cohort.plan.course.blend
    if blend is None or not blend.week_budget:
        return
    weeks: Counter[date] = Counter()
    for day, occurrences in _days(cohort).items():
        weeks[_monday(day)] += round(sum(each.live_session.minutes for each in occurrences))
    for window in cohort.plan.windows:
        unit = cohort.plan.unit(window.unit)
        if window.due and window.required and unit:
            weeks[_monday(window.due.day)] += round(unit.minutes)
    for monday, whole in sorted(weeks.items()):
        if whole * 60 > blend.week_budget:
            yield Finding(
                f"the week of {monday:%d %b} takes {whole / 60:.1f} hours",
                cohort.at_cohort(),
                measured=f"{whole / 60:.1f} h",
                threshold=f"at most {blend.week_budget / 3600:g} h",
            )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@rule(
    "LS-MONO",
    severity=Severity.INFO,
    spec="practice: many recorded lectures lose attention, much group work tires",
    grade="D",
    limits={"share": 0.6},
    hint="change what learners do in some of it",
)
def one_mode_for_most(blended: BlendedCourse) -> Findings:
    """One way of working fills most of the live time. Only where agendas are written.

    Bad: 80 % lectures
    Good: lectures, work in groups, debriefing
    """
    steps = [step for each in blended.required_sessions for step in each.agenda if step.mode != "break"]
    whole = sum(step.minutes for step in steps)
    most = blended.limit("LS-MONO", "share")
    modes: Counter[str] = Counter()
    for step in steps:
        modes[step.mode] += round(step.minutes)
    for mode, number in modes.most_common(1):
        if whole and number / whole > most and len(blended.required_sessions) > 1:
            yield Finding(
                f"{per_cent(number / whole)} of the live time is {mode}",
                blended.at_blend(),
                measured=per_cent(number / whole),
                threshold=f"at most {per_cent(most)}",
            )


@rule(
    "LS-AUTON",
    severity=Severity.WARNING,
    spec="definition: learners choose when they learn alone; the figures are our own convention",
    grade="E",
    limits={"hours": 48, "times": 3, "workdays": 2},
    hint="let it open earlier",
)
def window_too_short(cohort: CohortPlan) -> Findings:
    """A unit is open so short that learners cannot choose when. Silent on full-day programmes.

    Bad: open from Monday 18:00 to Tuesday 08:00
    Good: open for a week
    """
    hours, times = cohort.limit("LS-AUTON", "hours"), cohort.limit("LS-AUTON", "times")
    least_days = cohort.limit("LS-AUTON", "workdays")
    for window in cohort.plan.windows:
        unit, occurrence = cohort.plan.unit(window.unit), cohort.plan.occurrence(window.live_session)
        if window.release is None or window.due is None or unit is None or not window.required:
            continue
        if occurrence and live_minutes_on(occurrence, cohort.plan) >= FULL_DAY:
            continue
        open_hours = (window.due.utc - window.release.utc) / timedelta(hours=1)
        least = max(hours, times * unit.minutes / 60)
        days = workdays_between(window.release.day, window.due.day, cohort.plan.cohort)
        if open_hours < least or days < least_days:
            yield Finding(
                f"the {window.relation} `{unit.id}` is open for {open_hours:.0f} hours on {days} working days",
                cohort.at_window(window),
                measured=f"{open_hours:.0f} h, {days} working days",
                threshold=f"at least {least:.0f} h and {least_days:.0f} working days",
            )


@rule(
    "LS-ENG",
    severity=Severity.INFO,
    spec="definition: blended learners are not left alone; the days are our own convention "
    "(teacher presence: Müller 2022, doi:10.1186/s41239-022-00379-x)",
    grade="E",
    limits={"days": 14},
    hint="add a question hour, a mentoring slot or a message from the facilitator in between",
)
def long_without_contact(cohort: CohortPlan) -> Findings:
    """Learners work alone for long without meeting anybody. Help that can be booked under `support:` counts as contact.

    Bad: four weeks between two live sessions
    Good: a question hour after two weeks
    """
    blend = cohort.plan.course.blend
    if blend is None or blend.support:
        return
    most = cohort.limit("LS-ENG", "days")
    days = [cohort.plan.cohort.start, *sorted(_days(cohort))]
    for earlier, later in pairwise(days):
        gap = (later - earlier).days
        if gap > most:
            yield Finding(
                f"learners meet nobody from {earlier:%d %b} to {later:%d %b}",
                cohort.at_cohort(),
                measured=f"{gap} days",
                threshold=f"at most {most:.0f} days",
            )
