"""Plan rules, the blend as such: is it one, and is it the one it says."""

from __future__ import annotations

from scormkit.diagnostics import Severity
from scormkit.model.live import BlendModel
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.classify import classify
from scormkit.sessions.measures import minutes, per_cent
from scormkit.sessions.subjects import BlendedCourse


@rule(
    "BM-0",
    severity=Severity.ERROR,
    spec="definition of blended learning: alone and together in one course",
    grade="D",
    hint="add a file to `sessions/` and one to `units/`, or take `blend:` out",
)
def not_a_blend(blended: BlendedCourse) -> Findings:
    """A course says how it is blended and has no unit, or no live session.

    A flex course may do without a live session, since help is booked.

    Bad: `blend:` in a course without `sessions/`
    Good: a unit, a live session, and `blend: {model: flipped}`
    """
    if blended.model is None:
        return
    if not blended.course.live_sessions and blended.model not in (BlendModel.FLEX, BlendModel.ROTATION):
        yield Finding("this course has no live session, so it is no blend", blended.at_blend())
    if not blended.units:
        yield Finding("this course has no unit, so it is no blend", blended.at_blend())


@rule(
    "BM-HYB",
    severity=Severity.INFO,
    spec="definition: hybrid mixes people in the room and at a distance in one activity; blended does not",
    grade="D",
    hint="add a camera under `needs: equipment:`, and a second facilitator for those at a distance",
)
def hybrid_needs_more(blended: BlendedCourse) -> Findings:
    """Learners are in the room and at a distance at once, without a camera or a facilitator for those at a distance.

    Bad: `audience: mixed` alone
    Good: `audience: mixed`, `needs: {equipment: {camera: 1}, facilitators: 2}`
    """
    for each in blended.course.live_sessions:
        if each.audience != "mixed":
            continue
        if not any("camera" in name for name, _ in each.needs.equipment):
            yield Finding(
                f"`{each.id}` is for learners in the room and at a distance, without a camera", blended.at(each)
            )
        if each.needs.facilitators < 2:
            yield Finding(f"`{each.id}` has nobody for those at a distance", blended.at(each))


@rule(
    "BM-BAND",
    severity=Severity.INFO,
    spec="Müller & Mildenberger 2021, doi:10.1016/j.edurev.2021.100394: 30–79 % less classroom time, "
    "g not different from 0 (95 % CI −0.13…0.25)",
    grade="A",
    limits={"least": 0.3, "most": 0.79},
    hint="nothing must change; know that nobody has studied a cut like this",
)
def outside_the_studied_cut(blended: BlendedCourse) -> Findings:
    """The cut in classroom time lies outside the range in which studies found no loss.

    Only where `baseline-live` says how much classroom time there was before.

    Bad: nothing; it is a caution
    Good: `baseline-live: 9 hours` and three to six hours live now
    """
    blend = blended.course.blend
    if blend is None or not blend.baseline_live:
        return
    cut = 1 - blended.sync_minutes / blend.baseline_live
    least, most = blended.limit("BM-BAND", "least"), blended.limit("BM-BAND", "most")
    if not least <= cut <= most:
        yield Finding(
            f"classroom time falls from {minutes(blend.baseline_live)} to {minutes(blended.sync_minutes)}",
            blended.at_blend(),
            measured=f"{per_cent(cut)} less",
            threshold=f"{per_cent(least)} to {per_cent(most)} were studied",
        )


@rule(
    "BM-FIT",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="our own convention: the mean distance to what defines each model",
    grade="E",
    hint="`scormkit plan classify` shows the distances and the smallest edits",
)
def another_model_is_nearer(blended: BlendedCourse) -> Findings:
    """The course is nearer to another blended model than to the one it claims.

    Bad: `model: flipped`, without prework and with all concepts introduced live
    Good: the same with `model: face-to-face-driver`
    """
    if blended.model is None or blended.model is BlendModel.CUSTOM or not blended.course.live_sessions:
        return
    found = {each.model: each for each in classify(blended)}
    nearest, claimed = next(iter(found.values())), found[blended.model]
    if nearest.distance < claimed.distance:
        yield Finding(
            f"you said {blended.model}; you built {nearest.model}",
            blended.at_blend(),
            measured=f"distance {claimed.distance:.2f}",
            threshold=f"{nearest.distance:.2f} to {nearest.model}",
        )
