"""Plan rules, the flipped model: what is new comes before the live session, which is for working with it."""

from __future__ import annotations

from scormkit.diagnostics import Severity
from scormkit.model.live import EXEMPT_KINDS, BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.subjects import BlendedCourse


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
        units = [blended.units[relation.unit] for relation in each.prework if relation.required]
        minutes = sum(unit.minutes for unit in units)
        allowed = min(most, each.minutes)
        if units and minutes > allowed:
            yield Finding(
                f"the prework of `{each.id}` takes {minutes:.0f} minutes",
                blended.at(each),
                measured=f"{minutes:.0f} min",
                threshold=f"at most {allowed:.0f} min",
            )
