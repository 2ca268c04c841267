"""Plan rules, the flipped model: what is new comes before the live session, which is for working with it."""

from __future__ import annotations

from datetime import timedelta

from scormkit.diagnostics import Severity
from scormkit.model.live import EXEMPT_KINDS, BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.dates import workdays_between
from scormkit.sessions.measures import (
    FULL_DAY,
    active_share,
    checks_of,
    counted,
    has_feedback,
    introduced_in_units,
    live_minutes_on,
    minutes,
    per_cent,
    prework_minutes,
)
from scormkit.sessions.resolve import PREWORK
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

_HEW_LO = "Hew & Lo 2018, doi:10.1186/s12909-018-1144-z"


@rule(
    "BM-FLIP-1",
    severity=Severity.WARNING,
    full=Severity.ERROR,
    spec="definition of the flipped classroom: learners meet what is new before they meet each other",
    grade="D",
    hint="name a unit under `prework:`, or say another `model:`",
)
def session_without_prework(blended: BlendedCourse) -> Findings:
    """A required live session of a flipped course has no required prework.

    Kick-offs, exams and question hours need none.

    Bad: `blend: {model: flipped}` and a workshop with `prework: []`
    Good: `prework: [signs]`
    """
    if blended.model is not BlendModel.FLIPPED:
        return
    for each in blended.required_sessions:
        if each.kind not in EXEMPT_KINDS and not any(relation.required for relation in each.prework):
            yield Finding(f"the live session `{each.id}` has no required prework", blended.at(each))


@rule(
    "BM-FLIP-2",
    severity=Severity.WARNING,
    spec="definition of the flipped classroom; the hours and days are our own convention",
    grade="E",
    limits={"due_hours": 12, "open_workdays": 3},
    hint="let it open earlier, or be due earlier, under `prework:`",
)
def prework_too_tight(cohort: CohortPlan) -> Findings:
    """Prework of a flipped course is due too short before its live session, on a day off, or open too short.

    The facilitator needs time to read the results, learners need working days to do it. Silent on full-day programmes.

    Bad: a unit that opens on Friday evening and is due on Monday at 08:00, for a session at 09:00
    Good: `prework: [{unit: signs, release: 5 workdays before, due: 1 workday before 18:00}]`
    """
    if cohort.model is not BlendModel.FLIPPED:
        return
    hours, days = cohort.limit("BM-FLIP-2", "due_hours"), cohort.limit("BM-FLIP-2", "open_workdays")
    for occurrence in cohort.plan.held():
        if occurrence.start is None or live_minutes_on(occurrence, cohort.plan) >= FULL_DAY:
            continue
        for window in cohort.plan.windows_of(occurrence.id, PREWORK):
            if window.due is None or window.release is None or not window.required:
                continue
            name = f"the prework `{window.unit}` of `{occurrence.id}`"
            left = (occurrence.start.utc - window.due.utc) / timedelta(hours=1)
            if left < hours:
                yield Finding(
                    f"{name} is due {left:.0f} hours before the start",
                    cohort.at_window(window),
                    measured=f"{left:.0f} h",
                    threshold=f"at least {hours:.0f} h",
                )
            if not cohort.plan.cohort.is_workday(window.due.day):
                yield Finding(f"{name} is due on a day off, {window.due.day:%A}", cohort.at_window(window))
            opened = workdays_between(window.release.day, window.due.day, cohort.plan.cohort)
            if opened < days:
                yield Finding(
                    f"{name} is open on {opened} working days",
                    cohort.at_window(window),
                    measured=f"{opened} working days",
                    threshold=f"at least {days:.0f}",
                )


@rule(
    "BM-FLIP-3",
    severity=Severity.WARNING,
    spec=f"{_HEW_LO}: effect 0.46 with an exercise before class, 0.25 without (difference not significant)",
    grade="A",
    contrary="Låg & Sæle 2019: a test of preparation may help; the difference between studies is small",
    limits={"questions": 3},
    hint="ask at least three questions with `right:`, `wrong:` or feedback by option",
)
def prework_without_check(blended: BlendedCourse) -> Findings:
    """A unit of prework asks too few questions, or says nothing about the answers.

    Without a check neither the learner nor the facilitator knows whether the live session can build on it.

    Bad: a film and no question
    Good: a film and three questions with feedback
    """
    if blended.model is not BlendModel.FLIPPED:
        return
    least = blended.limit("BM-FLIP-3", "questions")
    before = dict.fromkeys(one.unit for each in blended.required_sessions for one in each.prework if one.required)
    for name in before:
        unit = blended.units.get(name)
        if unit is None:
            continue
        found = [each for each in checks_of(unit) if has_feedback(each)]
        if len(found) < least:
            yield Finding(
                f"the prework `{name}` asks {counted(len(found), 'question')} with feedback",
                blended.at(unit),
                measured=str(len(found)),
                threshold=f"at least {least:.0f}",
            )


@rule(
    "BM-FLIP-4",
    severity=Severity.WARNING,
    spec=f"{_HEW_LO}: SMD 0.56 with a quiz at the start of class, 0.26 without, p < .05",
    grade="A",
    limits={"minutes": 15},
    hint="open with `{min: 10, mode: clarify, use: quiz-results}`",
)
def opening_ignores_prework(blended: BlendedCourse) -> Findings:
    """A live session of a flipped course does not open with a quiz or with what the prework left unclear.

    Only where the author wrote an agenda.

    Bad: an agenda that begins with a lecture of 30 minutes
    Good: `- {min: 10, mode: clarify, use: quiz-results}`
    """
    if blended.model is not BlendModel.FLIPPED:
        return
    most = blended.limit("BM-FLIP-4", "minutes")
    for each in blended.required_sessions:
        if not each.agenda or each.kind in EXEMPT_KINDS:
            continue
        first = each.agenda[0]
        if first.mode not in ("quiz", "clarify") or first.minutes > most:
            yield Finding(
                f"`{each.id}` opens with {minutes(first.minutes)} of {first.mode}",
                blended.at(each),
                measured=f"{first.mode}, {minutes(first.minutes)}",
                threshold=f"quiz or clarify, at most {minutes(most)}",
            )


@rule(
    "BM-FLIP-5",
    severity=Severity.INFO,
    spec="definition of the flipped classroom: the time together is for working",
    grade="D",
    contrary="Kapur 2022, doi:10.3389/feduc.2022.956416: flipping followed by a more traditional class did better",
    limits={"active": 0.5, "lecture_minutes": 15},
    hint="turn a lecture into an activity, or cut it in two",
)
def session_too_passive(blended: BlendedCourse) -> Findings:
    """In a live session of a flipped course learners listen for most of the time, or for long at one go.

    Advice only, since the evidence speaks on both sides.

    Bad: 60 minutes of lecture and 20 of activity
    Good: 10 of clarifying, 60 of activity, 10 of debriefing
    """
    if blended.model is not BlendModel.FLIPPED:
        return
    share, longest = blended.limit("BM-FLIP-5", "active"), blended.limit("BM-FLIP-5", "lecture_minutes")
    for each in blended.required_sessions:
        if not each.agenda:
            continue
        if active_share(each) < share:
            yield Finding(
                f"learners are active in {per_cent(active_share(each))} of `{each.id}`",
                blended.at(each),
                measured=per_cent(active_share(each)),
                threshold=f"at least {per_cent(share)}",
            )
        for step in each.agenda:
            if step.mode == "lecture" and step.minutes > longest:
                yield Finding(
                    f"`{each.id}` has a lecture of {minutes(step.minutes)}",
                    blended.at(each),
                    measured=minutes(step.minutes),
                    threshold=f"at most {minutes(longest)}",
                )


@rule(
    "BM-FLIP-6",
    severity=Severity.WARNING,
    spec="definition of the flipped classroom: what is new is met alone",
    grade="D",
    limits={"share": 0.8},
    hint="introduce more concepts in units, or say another `model:`",
)
def introduced_live(blended: BlendedCourse) -> Findings:
    """Too many concepts of a flipped course are introduced in live sessions.

    Only where `teaches: {introduce: …}` says what introduces what.

    Bad: three of four concepts introduced in the workshop
    Good: every concept introduced in a unit, and practised in the workshop
    """
    share = introduced_in_units(blended)
    least = blended.limit("BM-FLIP-6", "share")
    if blended.model is BlendModel.FLIPPED and share is not None and share < least:
        yield Finding(
            f"units introduce {per_cent(share)} of the concepts",
            blended.at_blend(),
            measured=per_cent(share),
            threshold=f"at least {per_cent(least)}",
        )


@rule(
    "BM-FLIP-7",
    severity=Severity.WARNING,
    spec="our own convention",
    grade="E",
    limits={"minutes": 90},
    hint="shorten the units, or move one behind the live session",
)
def too_much_prework(blended: BlendedCourse) -> Findings:
    """The prework of a live session takes longer than the session itself, or longer than learners will give it.

    Bad: two hours of units before a meeting of one hour
    Good: 40 minutes of units before a meeting of 90
    """
    if blended.model is not BlendModel.FLIPPED:
        return
    most = blended.limit("BM-FLIP-7", "minutes")
    for each in blended.required_sessions:
        found, allowed = prework_minutes(each, blended), min(most, each.minutes)
        if found > allowed:
            yield Finding(
                f"the prework of `{each.id}` takes {found:.0f} minutes",
                blended.at(each),
                measured=minutes(found),
                threshold=f"at most {minutes(allowed)}",
            )
