"""Plan rules, flex: units are the backbone, help is at hand, nothing waits for a date."""

from __future__ import annotations

from itertools import pairwise

from scormkit.diagnostics import Severity
from scormkit.model import Order
from scormkit.model.live import Blend, BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.measures import per_cent
from scormkit.sessions.subjects import BlendedCourse

_MODEL = "definition of the flex model (Christensen Institute)"


def _flex(blended: BlendedCourse) -> Blend | None:
    blend = blended.course.blend
    return blend if blend and blend.model is BlendModel.FLEX else None


@rule(
    "BM-FLEX-1",
    severity=Severity.WARNING,
    spec=f"{_MODEL}; Maxwell 2016: there is no hard metric for the backbone",
    grade="E",
    limits={"live": 0.1, "online": 0.7},
    hint="make live sessions `required: no`, or say another `model:`",
)
def too_much_on_a_date(blended: BlendedCourse) -> Findings:
    """In a flex course too much of the required time is live on a fixed date, or too little is online.

    Bad: a required live day in a flex course of four hours
    Good: the live day with `required: no`
    """
    if _flex(blended) is None:
        return
    live, online = blended.limit("BM-FLEX-1", "live"), blended.limit("BM-FLEX-1", "online")
    if blended.share > live:
        yield Finding(
            f"{per_cent(blended.share)} of the required time is live on a fixed date",
            blended.at_blend(),
            measured=per_cent(blended.share),
            threshold=f"at most {per_cent(live)}",
        )
    elif 1 - blended.share < online:
        yield Finding(
            f"{per_cent(1 - blended.share)} of the required time is online",
            blended.at_blend(),
            measured=per_cent(1 - blended.share),
            threshold=f"at least {per_cent(online)}",
        )


@rule(
    "BM-FLEX-2",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec=f"{_MODEL}: teachers help when they are needed; the figures are our own convention",
    grade="E",
    limits={"minutes": 15, "workdays": 1},
    hint="list bookable help under `blend: support:` with `minutes` and `reply`",
)
def too_little_support(blended: BlendedCourse) -> Findings:
    """A flex course offers little help that can be booked, or answers late.

    Bad: no `support:`
    Good: `support: [{title: tutor hour, minutes: 20, reply: 1}]`
    """
    blend = _flex(blended)
    if blend is None:
        return
    least, days = blended.limit("BM-FLEX-2", "minutes"), blended.limit("BM-FLEX-2", "workdays")
    offered = sum(each.minutes for each in blend.support)
    if offered < least:
        yield Finding(
            f"{offered:.0f} minutes of help can be booked a learner and week",
            blended.at_blend(),
            measured=f"{offered:.0f} min",
            threshold=f"at least {least:.0f} min",
        )
    replies = [each.reply_workdays for each in blend.support if each.reply_workdays]
    if blend.support and (not replies or min(replies) > days):
        said = f"after {min(replies):g} working days" if replies else "at no stated time"
        yield Finding(
            f"questions are answered {said}",
            blended.at_blend(),
            measured=f"{min(replies):g}" if replies else "not said",
            threshold=f"at most {days:g} working days",
        )


@rule(
    "BM-FLEX-3",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    hint="add `triggers: [{when: two failed checks, seen-by: LMS report, owner: tutor}]`",
)
def nobody_notices_struggle(blended: BlendedCourse) -> Findings:
    """In a flex course no sign of struggle has an owner, so that learners are lost unseen.

    Bad: no `triggers:`
    Good: `{when: 7 days idle, seen-by: LMS report, owner: tutor}`
    """
    blend = _flex(blended)
    if blend is not None and not any(each.owner for each in blend.triggers):
        yield Finding("no sign of struggle has an owner", blended.at_blend())


@rule(
    "BM-FLEX-4",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    hint="name branches, test-outs or electives under `choices:`, and let `order:` be free or mastery",
)
def no_choice(blended: BlendedCourse) -> Findings:
    """A flex course gives no choice, or units open in a fixed order.

    Bad: `order: in-order` and no `choices:`
    Good: `choices: [test out of unit 1]`, `order: free`
    """
    blend = _flex(blended)
    if blend is None:
        return
    if not blend.choices:
        yield Finding("learners have no choice: no branch, test-out or elective", blended.at_blend())
    if blended.course.order is Order.IN_ORDER:
        yield Finding("units open in a fixed order", blended.at_blend(), "say `order: free` or `order: mastery`")


@rule(
    "BM-FLEX-5",
    severity=Severity.INFO,
    spec="our own convention",
    grade="E",
    limits={"days": 14},
    hint="set a milestone in between",
)
def milestones_far_apart(blended: BlendedCourse) -> Findings:
    """Between two milestones of a flex course lies so much time that learners lose the thread.

    Bad: milestones after 7 and 60 days
    Good: every two weeks
    """
    blend = _flex(blended)
    if blend is None:
        return
    most = blended.limit("BM-FLEX-5", "days")
    points = sorted(blend.milestones, key=lambda each: each.at)
    for earlier, later in pairwise(points):
        days = (later.at - earlier.at) / 86_400
        if days > most:
            yield Finding(
                f"{days:.0f} days lie between the milestones `{earlier.title}` and `{later.title}`",
                blended.at_blend(),
                measured=f"{days:.0f} days",
                threshold=f"at most {most:.0f} days",
            )
