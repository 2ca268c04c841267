"""Sessions room, resolving: live sessions and a cohort's bookings → every start, end, release and due date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from scormkit.model import Course, LiveSession
from scormkit.model.live import Booking, Cohort, DateRule, Relation, Step
from scormkit.sessions.dates import Moment, apply_rule, moment
from scormkit.sessions.plan import Occurrence, SessionPlan, Window

PREWORK = "prework"
FOLLOW_UP = "follow-up"
_PREWORK_DUE = DateRule("1 workday before", Step.WORKDAYS, -1)
_PREWORK_RELEASE = DateRule("5 workdays before", Step.WORKDAYS, -5)
_FOLLOW_UP_RELEASE = DateRule("0 hours after", Step.SECONDS, 0)
_FOLLOW_UP_DUE = DateRule("5 workdays after", Step.WORKDAYS, 5)


def resolve_plan(course: Course, cohort: Cohort) -> SessionPlan:
    """The plan of a cohort. Pure: the same course and cohort give the same plan on every machine.

    Prework is seen from its live session's start, follow-up from its end. What an author leaves out: prework opens 5
    workdays before (not before the cohort starts) and is due 1 workday before at the end of the working day;
    follow-up opens at the end and is due 5 workdays later. A window of a live session without a date has no dates.
    """
    by_id = {each.id: each for each in course.live_sessions}
    occurrences = [_occurrence(by_id[each.session], each, cohort) for each in cohort.bookings if each.session in by_id]
    placed = tuple(sorted(occurrences, key=_by_start))
    windows = tuple(sorted((each for one in placed for each in _windows(one, cohort)), key=_by_due))
    return SessionPlan(course, cohort, placed, windows)


def _occurrence(live_session: LiveSession, booking: Booking, cohort: Cohort) -> Occurrence:
    start = moment(booking.start, cohort.zone) if booking.start else None
    return Occurrence(
        live_session=live_session,
        start=start,
        end=start.plus(live_session.minutes * 60) if start else None,
        facilitators=booking.facilitators,
        venue=booking.venue,
        status=booking.status,
        note=booking.note,
        line=booking.line,
    )


def leaves_room(session: LiveSession, start: Moment, cohort: Cohort) -> bool:
    """Whether a live session at `start` lets its units open and be due within the cohort, in this order.

    Windows whose dates the cohort's file gives stay whatever the start, and are not asked.
    """
    given = {each.key for each in cohort.windows}
    placed = _occurrence(session, Booking(session.id, start.local), cohort)
    windows = [each for each in _windows(placed, cohort) if each.key not in given]
    return all(
        cohort.start <= each.release.day and each.due.day <= cohort.end and each.release.utc < each.due.utc
        for each in windows
        if each.release and each.due
    )


def _by_start(occurrence: Occurrence) -> tuple[bool, datetime, str]:
    start = occurrence.start
    return start is None, start.local if start else datetime.min, occurrence.id


def _by_due(window: Window) -> tuple[bool, datetime, str]:
    known = window.due or window.release
    return known is None, known.local if known else datetime.min, window.key


def _windows(occurrence: Occurrence, cohort: Cohort) -> Iterator[Window]:
    session = occurrence.live_session
    for each in session.prework:
        yield _window(each, PREWORK, occurrence, cohort)
    for each in session.follow_up:
        yield _window(each, FOLLOW_UP, occurrence, cohort)


def _window(relation: Relation, kind: str, occurrence: Occurrence, cohort: Cohort) -> Window:
    anchor = occurrence.start if kind == PREWORK else occurrence.end
    release = due = None
    if anchor is not None:
        default_release, default_due = (
            (_PREWORK_RELEASE, _PREWORK_DUE) if kind == PREWORK else (_FOLLOW_UP_RELEASE, _FOLLOW_UP_DUE)
        )
        release = apply_rule(relation.release or default_release, anchor, cohort, cohort.opens)
        due = apply_rule(relation.due or default_due, anchor, cohort, cohort.closes)
        if relation.release is None and kind == PREWORK:
            release = max(release, _opening(cohort, release.rule))
    fixed = next((each for each in cohort.windows if each.key == f"{occurrence.id}/{kind}/{relation.unit}"), None)
    if fixed is not None:
        release = moment(fixed.release, cohort.zone) if fixed.release else release
        due = moment(fixed.due, cohort.zone) if fixed.due else due
    return Window(relation.unit, occurrence.id, kind, relation.required, release, due, relation)


def _opening(cohort: Cohort, rule: str) -> Moment:
    return moment(datetime.combine(cohort.start, max(cohort.opens, time())), cohort.zone, rule)
