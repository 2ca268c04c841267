"""Plan rules, enriched virtual: learners work alone and meet on a rhythm, for mentoring and working together."""

from __future__ import annotations

from itertools import pairwise

from scormkit.diagnostics import Severity
from scormkit.model.live import BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.measures import agenda_share, gaps_in_days, per_cent, spread
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

_MODEL = "definition of the enriched virtual model (Christensen Institute)"


@rule(
    "BM-EV-1",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    limits={"share": 0.4},
    hint="shorten the live part, or say another `model:`",
)
def share_does_not_fit(blended: BlendedCourse) -> Findings:
    """An enriched virtual course has no required live session, or is mostly live.

    Bad: half of the time live
    Good: a meeting of an hour each week beside four hours of units
    """
    if blended.model is not BlendModel.ENRICHED_VIRTUAL:
        return
    most = blended.limit("BM-EV-1", "share")
    if not blended.required_sessions:
        yield Finding("no live session is required", blended.at_blend(), "let learners meet at least once")
    if blended.share > most:
        yield Finding(
            f"{per_cent(blended.share)} of the required time is live",
            blended.at_blend(),
            measured=per_cent(blended.share),
            threshold=f"at most {per_cent(most)}",
        )


@rule(
    "BM-EV-2",
    severity=Severity.WARNING,
    spec=f"{_MODEL}: weekly, every two weeks or monthly",
    grade="D",
    limits={"spread": 0.5, "days": 35},
    hint="move the live session that breaks the rhythm",
)
def no_rhythm(cohort: CohortPlan) -> Findings:
    """The live sessions of an enriched virtual course follow no rhythm, or lie too far apart. Holidays do not count.

    Bad: meetings after 3, 4 and 40 days
    Good: every two weeks
    """
    gaps = gaps_in_days(cohort.plan)
    if cohort.model is not BlendModel.ENRICHED_VIRTUAL or not gaps:
        return
    uneven, most = cohort.limit("BM-EV-2", "spread"), cohort.limit("BM-EV-2", "days")
    if spread(gaps) > uneven:
        yield Finding(
            f"between {min(gaps):.0f} and {max(gaps):.0f} days lie between the live sessions",
            cohort.at_cohort(),
            measured=f"{spread(gaps):.2f}",
            threshold=f"(largest − smallest) / median at most {uneven:g}",
        )
    if max(gaps) > most:
        yield Finding(
            f"{max(gaps):.0f} days pass without a live session",
            cohort.at_cohort(),
            measured=f"{max(gaps):.0f} days",
            threshold=f"at most {most:.0f} days",
        )


@rule(
    "BM-EV-3",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    limits={"together": 0.6, "lecture": 0.2},
    hint="move lectures into units, and mentor or work together live",
)
def meetings_are_lectures(blended: BlendedCourse) -> Findings:
    """Live sessions of an enriched virtual course are not for mentoring and working together.

    Only where the author wrote an agenda.

    Bad: an hour of lecture each week
    Good: 15 minutes of questions, 40 of working in pairs, 5 of looking ahead
    """
    if blended.model is not BlendModel.ENRICHED_VIRTUAL:
        return
    least, most = blended.limit("BM-EV-3", "together"), blended.limit("BM-EV-3", "lecture")
    for each in blended.required_sessions:
        if not each.agenda:
            continue
        together = agenda_share(each, ("mentoring", "collaboration", "activity", "discussion"))
        lecture = agenda_share(each, ("lecture",))
        if together < least:
            yield Finding(
                f"`{each.id}` gives {per_cent(together)} of its time to mentoring and working together",
                blended.at(each),
                measured=per_cent(together),
                threshold=f"at least {per_cent(least)}",
            )
        if lecture > most:
            yield Finding(
                f"`{each.id}` gives {per_cent(lecture)} of its time to lectures",
                blended.at(each),
                measured=per_cent(lecture),
                threshold=f"at most {per_cent(most)}",
            )


@rule(
    "BM-EV-4",
    severity=Severity.INFO,
    spec=f"{_MODEL}: daily attendance is not usual; the days are our own convention",
    grade="E",
    limits={"days": 7},
    hint="meet within the first week, and not on days that follow each other",
)
def first_meeting_late_or_daily(cohort: CohortPlan) -> Findings:
    """The first live session of an enriched virtual course comes late, or two follow each other on the next day.

    Bad: the first meeting in the third week
    Good: a kick-off in the first week
    """
    if cohort.model is not BlendModel.ENRICHED_VIRTUAL:
        return
    days = [each.start.day for each in cohort.plan.held() if each.start]
    most = cohort.limit("BM-EV-4", "days")
    if days and (days[0] - cohort.plan.cohort.start).days > most:
        late = (days[0] - cohort.plan.cohort.start).days
        yield Finding(
            f"the first live session is {late} days after the start",
            cohort.at_cohort(),
            measured=f"{late} days",
            threshold=f"at most {most:.0f} days",
        )
    for earlier, later in pairwise(days):
        if (later - earlier).days == 1:
            yield Finding(f"live sessions on {earlier:%d %b} and on the next day", cohort.at_cohort())
