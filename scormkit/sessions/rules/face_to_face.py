"""Plan rules, the face-to-face driver: live sessions carry the course, units deepen it."""

from __future__ import annotations

from datetime import timedelta

from scormkit.diagnostics import Severity
from scormkit.model.live import BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.measures import introduced_in_units, minutes, per_cent
from scormkit.sessions.resolve import FOLLOW_UP
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

_MODEL = "definition of the face-to-face driver (Horn & Staker 2011; dropped by its authors in 2012)"


@rule(
    "BM-F2F-1",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    limits={"share": 0.5},
    hint="lengthen the live part, shorten the units, or say another `model:`",
)
def too_little_live(blended: BlendedCourse) -> Findings:
    """Less than half of the required time of a face-to-face driver is live.

    Bad: two hours live and six hours of units
    Good: six hours live and three hours of units
    """
    least = blended.limit("BM-F2F-1", "share")
    if blended.model is BlendModel.FACE_TO_FACE and blended.share < least:
        yield Finding(
            f"{per_cent(blended.share)} of the required time is live",
            blended.at_blend(),
            measured=per_cent(blended.share),
            threshold=f"at least {per_cent(least)}",
        )


@rule(
    "BM-F2F-2",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    limits={"share": 0.8},
    hint="introduce more concepts live, or say another `model:`",
)
def introduced_in_a_unit(blended: BlendedCourse) -> Findings:
    """Too many concepts of a face-to-face driver are introduced in units.

    Only where `teaches: {introduce: …}` says what introduces what.

    Bad: every concept introduced in a unit
    Good: concepts introduced in the classroom and practised in units
    """
    share = introduced_in_units(blended)
    least = blended.limit("BM-F2F-2", "share")
    if blended.model is BlendModel.FACE_TO_FACE and share is not None and 1 - share < least:
        yield Finding(
            f"live sessions introduce {per_cent(1 - share)} of the concepts",
            blended.at_blend(),
            measured=per_cent(1 - share),
            threshold=f"at least {per_cent(least)}",
        )


@rule(
    "BM-F2F-3",
    severity=Severity.WARNING,
    spec=f"{_MODEL}; spacing: Latimier 2021",
    grade="A",
    limits={"release_hours": 24, "due_days": 7},
    hint="name a unit under `follow-up:`, open at the end and due within a week",
)
def follow_up_missing_or_late(cohort: CohortPlan) -> Findings:
    """A live session of a face-to-face driver has no follow-up, or one that opens late or is due late.

    Bad: a lecture, and nothing until the exam
    Good: `follow-up: [{unit: practice, due: 5 workdays after}]`
    """
    if cohort.model is not BlendModel.FACE_TO_FACE:
        return
    hours, days = cohort.limit("BM-F2F-3", "release_hours"), cohort.limit("BM-F2F-3", "due_days")
    for occurrence in cohort.plan.held():
        windows = cohort.plan.windows_of(occurrence.id, FOLLOW_UP)
        if not windows and occurrence.live_session.required:
            yield Finding(f"the live session `{occurrence.id}` has no follow-up", cohort.at(occurrence))
        for window in windows:
            if window.release is None or window.due is None or occurrence.end is None:
                continue
            opens = (window.release.utc - occurrence.end.utc) / timedelta(hours=1)
            due = (window.due.utc - occurrence.end.utc) / timedelta(days=1)
            if opens > hours:
                yield Finding(
                    f"the follow-up `{window.unit}` opens {opens:.0f} hours after `{occurrence.id}`",
                    cohort.at_window(window),
                    measured=f"{opens:.0f} h",
                    threshold=f"at most {hours:.0f} h",
                )
            if due > days + 1:  # the day's end counts
                yield Finding(
                    f"the follow-up `{window.unit}` is due {due:.0f} days after `{occurrence.id}`",
                    cohort.at_window(window),
                    measured=f"{due:.0f} days",
                    threshold=f"at most {days:.0f} days",
                )


@rule(
    "BM-F2F-4",
    severity=Severity.INFO,
    spec=_MODEL,
    grade="D",
    limits={"minutes": 20},
    hint="make it optional, or move it behind the live session",
)
def long_prework(blended: BlendedCourse) -> Findings:
    """Required prework of a face-to-face driver is long, so that the units drive and not the classroom.

    Bad: 45 minutes that must be done before the first lecture
    Good: five minutes of looking at the agenda
    """
    if blended.model is not BlendModel.FACE_TO_FACE:
        return
    most = blended.limit("BM-F2F-4", "minutes")
    for session in blended.required_sessions:
        for each in session.prework:
            unit = blended.units.get(each.unit)
            if unit and each.required and unit.minutes > most:
                yield Finding(
                    f"the prework `{unit.id}` of `{session.id}` takes {minutes(unit.minutes)}",
                    blended.at(session),
                    measured=minutes(unit.minutes),
                    threshold=f"at most {minutes(most)}",
                )
