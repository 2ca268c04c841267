"""Plan rules, operations: dates that can be kept, people told in time, and what happens when something fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

from scormkit.diagnostics import Location, Severity
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.manifest import PlanProfile, plan_manifest
from scormkit.sessions.pin import unit_pin
from scormkit.sessions.plan import calendar_uid, occurrence_key
from scormkit.sessions.subjects import Activity, BlendedCourse, CohortPlan

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


@rule(
    "OP-MANAGER",
    severity=Severity.INFO,
    full=Severity.ERROR,
    spec="practice: somebody answers for the schedule, and somebody stands in",
    grade="C",
    hint="write `manager: {name: …, backup: …}` in course.yaml",
)
def nobody_answers(blended: BlendedCourse) -> Findings:
    """A course with cohorts has no manager, or nobody who stands in.

    Bad: no `manager:` in course.yaml
    Good: `manager: {name: Dana Reyes, backup: Lee Osei}`
    """
    manager = blended.course.manager
    if not blended.cohorts:
        return
    if manager is None:
        yield Finding("nobody answers for this course", Location("course.yaml", 1, "manager"))
    elif not manager.backup:
        yield Finding(f"nobody stands in for {manager.name}", Location("course.yaml", 1, "manager"))


@rule("OP-HOLIDAY", severity=Severity.ERROR, spec="logic", hint="move it, or take the day out of `holidays:`")
def on_a_holiday(cohort: CohortPlan) -> Findings:
    """A live session is on a holiday of the cohort.

    Bad: `holidays: {extra: [2026-03-09]}` and a session on that day
    Good: the session on the day before
    """
    holidays = dict(cohort.plan.cohort.holidays)
    for each in cohort.plan.held():
        if each.start and each.start.day in holidays:
            name = holidays[each.start.day]
            yield Finding(
                f"`{each.id}` is on a holiday, {each.start.day}{f' ({name})' if name else ''}", cohort.at(each)
            )


@rule("OP-WORKDAY", severity=Severity.WARNING, spec="logic", hint="move it, or add the day under `workdays:`")
def on_a_day_off(cohort: CohortPlan) -> Findings:
    """A live session is on a day of the week on which the cohort does not work.

    Bad: a session on a Saturday with `workdays: [mon, tue, wed, thu, fri]`
    Good: a session on Friday
    """
    for each in cohort.plan.held():
        if each.start and each.start.day.weekday() not in cohort.plan.cohort.workdays:
            yield Finding(f"`{each.id}` is on a {each.start.day:%A}", cohort.at(each))


@rule("OP-DUEDAY", severity=Severity.WARNING, spec="logic", hint="count in workdays, such as `1 workday before 18:00`")
def due_on_a_day_off(cohort: CohortPlan) -> Findings:
    """A unit is due on a holiday or on a day on which the cohort does not work.

    Bad: `due: 18 hours before` of a session on Monday at 13:00, which is Sunday evening
    Good: `due: 1 workday before 18:00`
    """
    for each in cohort.plan.windows:
        if each.due and not cohort.plan.cohort.is_workday(each.due.day):
            day = f"{each.due.local:%A, %d %b at %H:%M}"
            name = f"the {each.relation} `{each.unit}` of `{each.live_session}`"
            yield Finding(f"{name} is due on {day}", cohort.at_window(each))


@rule(
    "OP-GAP", severity=Severity.ERROR, spec="logic", hint="move one of the two (`scormkit plan move`), or widen the gap"
)
def gap_broken(cohort: CohortPlan) -> Findings:
    """A live session comes before the one it should follow, or too short or too long after it.

    Bad: `after: {session: clinic, gap: {min: 2 days}}` and both on one day
    Good: three days in between
    """
    for each in cohort.plan.held():
        for after in each.live_session.after:
            first = cohort.plan.occurrence(after.session)
            if first is None or not first.takes_place or first.end is None or each.start is None:
                continue
            gap = (each.start.utc - first.end.utc).total_seconds()
            least, most = after.least, after.most
            if gap < least or (most and gap > most):
                limit = f"at least {_span(least)}" if gap < least else f"at most {_span(most)}"
                said = f"{_span(gap)} after the end of" if gap >= 0 else "before the end of"
                yield Finding(
                    f"`{each.id}` starts {said} `{first.id}`", cohort.at(each), measured=_span(gap), threshold=limit
                )


def _span(seconds: float) -> str:
    """`1 d 18 h`, as people compare gaps; `30 min` below an hour."""
    if abs(seconds) < 3600:
        return f"{'−' if seconds < 0 else ''}{round(abs(seconds) / 60)} min"
    hours = round(abs(seconds) / 3600)
    days, rest = divmod(hours, 24)
    sign = "−" if seconds < 0 else ""
    return sign + " ".join(part for part in (f"{days} d" if days else "", f"{rest} h" if rest else "") if part)


@rule(
    "OP-WINDOW",
    severity=Severity.ERROR,
    spec="logic",
    hint="change `release:` or `due:`, or the cohort's `start:` and `end:`",
)
def window_impossible(cohort: CohortPlan) -> Findings:
    """A unit opens before the cohort starts, is due after it ends, or is due before it opens.

    Bad: `release: 6 workdays before` of a session on the second day
    Good: a first session in the second week
    """
    group = cohort.plan.cohort
    for each in cohort.plan.windows:
        if each.release is None or each.due is None:
            continue
        name = f"the {each.relation} `{each.unit}` of `{each.live_session}`"
        if each.release.day < group.start:
            yield Finding(f"{name} opens on {each.release.day}, before the cohort starts", cohort.at_window(each))
        if each.due.day > group.end:
            yield Finding(f"{name} is due on {each.due.day}, after the cohort ends", cohort.at_window(each))
        if each.release.utc >= each.due.utc:
            yield Finding(f"{name} is due before it opens", cohort.at_window(each))


@rule("OP-OUTSIDE", severity=Severity.ERROR, spec="logic", hint="move it, or change the cohort's `start:` and `end:`")
def outside_the_cohort(cohort: CohortPlan) -> Findings:
    """A live session is before the cohort starts or after it ends.

    Bad: a cohort from 2 March and a session on 27 February
    Good: a session between both
    """
    group = cohort.plan.cohort
    for each in cohort.plan.held():
        if each.start and each.end and not group.start <= each.start.day <= each.end.day <= group.end:
            yield Finding(f"`{each.id}` is on {each.start.day}, outside the cohort's days", cohort.at(each))


@rule("OP-PAST", severity=Severity.ERROR, spec="logic", hint="leave what is over as it was; plan another one instead")
def the_past_changes(cohort: CohortPlan) -> Findings:
    """A change would move, add or cancel a live session that is over, against the plan it is compared with.

    Bad: moving yesterday's session
    Good: moving tomorrow's
    """
    if cohort.before is None or cohort.now is None:
        return
    now = {each.id: each.start for each in cohort.plan.held()}
    was = {each.id: each.start for each in cohort.before.held()}
    for name in sorted({*now, *was}):
        old, new = was.get(name), now.get(name)
        if old == new:
            continue
        if any(each is not None and each.utc <= cohort.now for each in (old, new)):
            occurrence = cohort.plan.occurrence(name)
            where = cohort.at(occurrence) if occurrence else cohort.at_cohort()
            yield Finding(f"`{name}` would change, and it lies in the past", where)


@rule(
    "OP-NOTICE",
    severity=Severity.WARNING,
    spec="our own convention",
    grade="E",
    limits={"hours": 48},
    hint="keep the due date, or tell learners yourself at once",
)
def due_earlier_at_short_notice(cohort: CohortPlan) -> Findings:
    """A change makes a unit due earlier than it was, and soon.

    Bad: due tomorrow instead of on Friday
    Good: due on Friday instead of on Monday, told a week ahead
    """
    if cohort.before is None or cohort.now is None:
        return
    hours = cohort.limit("OP-NOTICE", "hours")
    was = {each.key: each.due for each in cohort.before.windows}
    for each in cohort.plan.windows:
        old = was.get(each.key)
        if old is None or each.due is None or each.due.utc >= old.utc:
            continue
        left = (each.due.utc - cohort.now) / timedelta(hours=1)
        if left < hours:
            yield Finding(
                f"`{each.unit}` would be due in {max(left, 0):.0f} hours, earlier than it was",
                cohort.at_window(each),
                measured=f"{left:.0f} h",
                threshold=f"at least {hours:.0f} h",
            )


@rule(
    "OP-DST",
    severity=Severity.INFO,
    spec="logic: the zones' own rules",
    hint="tell those learners, or choose another time",
)
def clock_jumps_for_some(cohort: CohortPlan) -> Findings:
    """Live sessions at the same time are at different times for some participants, whose clocks change on other days.

    Bad: 13:00 in New York on 6 and on 9 March, for learners in London (18:00, then 17:00)
    Good: learners in one zone
    """
    group = cohort.plan.cohort
    for zone in group.participant_zones:
        seen: dict[str, str] = {}
        for each in cohort.plan.held():
            if each.start is None or zone == group.zone:
                continue
            here, there = f"{each.start.local:%H:%M}", f"{each.start.in_zone(zone).local:%H:%M}"
            if seen.setdefault(here, there) != there:
                yield Finding(f"`{each.id}` at {here} is at {there} in {zone}, others at {seen[here]}", cohort.at(each))


@rule(
    "OP-HOURS",
    severity=Severity.WARNING,
    spec="our own convention",
    grade="E",
    limits={"first": 8, "last": 18},
    hint="choose a time that suits every zone, or make two groups",
)
def outside_waking_hours(cohort: CohortPlan) -> Findings:
    """Live sessions are outside of the working hours where some participants are. One finding a cohort.

    Bad: 09:00 in New York for learners in Los Angeles
    Good: 13:00 in New York
    """
    group = cohort.plan.cohort
    first, last = cohort.limit("OP-HOURS", "first"), cohort.limit("OP-HOURS", "last")
    late: list[str] = []
    for each in cohort.plan.held():
        for zone in dict.fromkeys((group.zone, *group.participant_zones)):
            if each.start is None or each.end is None:
                continue
            start, end = each.start.in_zone(zone).local, each.end.in_zone(zone).local
            if start.hour < first or end.hour + end.minute / 60 > last or end.date() != start.date():
                late.append(f"`{each.id}` at {start:%H:%M} in {zone}")
    if late:
        more = f" and {len(late) - 3} more" if len(late) > 3 else ""
        yield Finding(
            f"outside of working hours: {', '.join(late[:3])}{more}",
            cohort.at_cohort(),
            measured=str(len(late)),
            threshold=f"between {first:02.0f}:00 and {last:02.0f}:00 for everybody",
        )


@rule(
    "OP-BACKUP",
    severity=Severity.WARNING,
    spec="practice: facilitators fall ill, equipment fails, materials change",
    grade="C",
    hint="write `fallback: {facilitator: …, equipment: …, materials: …}` there, or under `blend:` for all",
)
def no_fallback(blended: BlendedCourse) -> Findings:
    """A required live session has no answer to one of the three things that fail most. A course-wide one counts.

    Only where at least one live session or the blend says something of a fallback.

    Bad: `fallback: {facilitator: any who is qualified}` alone
    Good: facilitator, equipment and materials
    """
    whole = blended.course.blend.fallback if blended.course.blend else None
    used = [each.fallback for each in blended.course.live_sessions] + ([whole] if whole else [])
    if not any(each.facilitator or each.equipment or each.materials for each in used):
        return
    for each in blended.required_sessions:
        lacking = [
            name
            for name in ("facilitator", "equipment", "materials")
            if not getattr(each.fallback, name) and not (whole and getattr(whole, name))
        ]
        if lacking:
            yield Finding(f"`{each.id}` has no fallback for {' and '.join(lacking)}", blended.at(each))


@rule("OP-PIN", severity=Severity.ERROR, spec="practice: a running cohort learns and is examined on the same material",
      grade="C", hint="put the old questions back, or say what changed under `change-notes:`")  # fmt: skip
def questions_changed_under_a_cohort(cohort: CohortPlan) -> Findings:
    """Questions or objectives of a unit differ from what a running cohort is pinned to, and nobody told learners.

    Bad: a question added in the second week
    Good: the same with `change-notes: [unit 2 asks one more question]`
    """
    yield from _pins(cohort, 0, "the questions or objectives of")


@rule("OP-PIN-TEXT", severity=Severity.INFO, spec="practice: a running cohort learns from the same material", grade="C",
      hint="tell learners what changed under `change-notes:`")  # fmt: skip
def text_changed_under_a_cohort(cohort: CohortPlan) -> Findings:
    """The text of a unit differs from what a running cohort is pinned to, and nobody told learners.

    Bad: a rewritten page in the second week
    Good: the same with `change-notes:`
    """
    yield from _pins(cohort, 1, "the text of")


def _pins(cohort: CohortPlan, part: int, what: str) -> Findings:
    group = cohort.plan.cohort
    if group.change_notes:
        return
    for name, pin in group.pin:
        unit = cohort.plan.unit(name)
        if unit is None:
            if part == 0:
                yield Finding(f"the cohort is pinned to the unit `{name}`, which is gone", cohort.at_cohort())
        elif unit_pin(unit).split("-")[part] != f"{pin}-".split("-")[part]:
            yield Finding(f"{what} `{name}` changed under a running cohort", cohort.at_cohort())


@rule(
    "OP-UID",
    severity=Severity.ERROR,
    spec="RFC 5545, 3.8.4.7; RFC 7986, 5.3",
    hint="keep the course's `iri` and ids, or say `was:`",
)
def calendar_name_lost(cohort: CohortPlan) -> Findings:
    """Two live sessions would share one calendar object, or one that was published would get another name.

    Calendars know an event by its UID alone: another one shows twice and can never be cancelled.

    Bad: a changed `iri` after invitations were sent
    Good: the `iri` as it was
    """
    seen: dict[str, str] = {}
    for each in cohort.plan.occurrences:
        key = occurrence_key(each.live_session)
        if seen.setdefault(key, each.id) != each.id:
            yield Finding(f"`{each.id}` and `{seen[key]}` would be one event in calendars", cohort.at(each))
    for key, known in _lock(cohort).objects.items():
        if not known.cancelled and known.uid != calendar_uid(cohort.plan.course, cohort.plan.cohort.id, key):
            yield Finding(f"`{key}` was published under another name", cohort.at_cohort())


@rule(
    "OP-SEQ",
    severity=Severity.ERROR,
    spec="RFC 5545, 3.8.7.4; RFC 5546, 2.1.4",
    hint="take the last good lock from version control",
)
def sequence_fell(cohort: CohortPlan) -> Findings:
    """The lock knows a lower sequence number than somebody invited was told, so that changes would be ignored.

    Bad: a lock edited by hand
    Good: a lock as `scormkit plan publish` wrote it
    """
    for key, known in _lock(cohort).objects.items():
        told = dict(known.told)
        if any(told.get(name, 0) > known.sequence for name in known.invited):
            yield Finding(f"the sequence number of `{key}` fell to {known.sequence}", cohort.at_cohort())


def _lock(cohort: CohortPlan) -> PlanLock:
    return cohort.lock or PlanLock(cohort.plan.cohort.id)


@rule(
    "OP-PII",
    severity=Severity.ERROR,
    spec="privacy: the public plan is read by everybody",
    hint="take the address out; `email:` under `people:` stays in operations",
)
def address_in_public(cohort: CohortPlan) -> Findings:
    """An e-mail address stands in a text that the public plan shows.

    Bad: `note: ask ann@example.org`
    Good: `note: ask the course office`
    """
    seen: set[str] = set()
    for part, where in _public_parts(cohort):
        found = {match[0] for match in _EMAIL.finditer(json.dumps(part, ensure_ascii=False))}
        for address in sorted(found - seen):
            yield Finding(f"the public plan would show the address {address}", where)
        seen |= found


def _public_parts(cohort: CohortPlan) -> Iterator[tuple[object, Location]]:
    """The public plan in parts, each with the file it comes from; the whole stands last, for what is in no part."""
    public = plan_manifest(cohort.plan, _lock(cohort), PlanProfile.PUBLIC)
    activities: dict[str, Activity] = {**cohort.blended.units}
    activities |= {each.id: each for each in cohort.plan.course.live_sessions}
    for part in (*public["units"], *public["liveSessions"]):
        if part["id"] in activities:
            yield part, cohort.blended.at(activities[part["id"]])
    for each in cohort.plan.occurrences:
        yield each.note, cohort.at(each)
    yield public["course"], Location("course.yaml")
    yield public, cohort.at_cohort()
