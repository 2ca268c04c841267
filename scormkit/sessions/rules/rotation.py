"""Plan rules, rotation: groups pass through stations on a fixed round, at least one of them online."""

from __future__ import annotations

from itertools import pairwise

from scormkit.diagnostics import Severity
from scormkit.model.live import BlendModel, Rotation
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.measures import minutes, per_cent
from scormkit.sessions.subjects import BlendedCourse, CohortPlan

_MODEL = "definition of the rotation model (Christensen Institute, blended learning definitions)"
_ONLINE = frozenset({"online", "wbt", "self-paced", "e-learning"})


def _rotation(subject: BlendedCourse | CohortPlan) -> Rotation | None:
    blended = subject.blended if isinstance(subject, CohortPlan) else subject
    blend = blended.course.blend
    return blend.rotation if blend and blend.model is BlendModel.ROTATION else None


@rule(
    "BM-ROT-1",
    severity=Severity.ERROR,
    spec=_MODEL,
    grade="D",
    hint="list the stops under `blend: stations:` with their `modality`, and say `cycle: 1 week`",
)
def no_real_rotation(blended: BlendedCourse) -> Findings:
    """A rotation has fewer than two modalities, none of them online, or no fixed cycle.

    Bad: two stations, both `teacher-led`
    Good: stations `online`, `teacher-led` and `group`, `cycle: 1 week`
    """
    rotation = _rotation(blended)
    if rotation is None:
        return
    modalities = {each.modality for each in rotation.stations}
    if len(modalities) < 2:
        yield Finding(
            f"the rotation has {len(modalities)} modalities",
            blended.at_blend(),
            measured=str(len(modalities)),
            threshold="at least 2",
        )
    if rotation.stations and not modalities & _ONLINE:
        yield Finding("no station of the rotation is online", blended.at_blend())
    if not rotation.cycle:
        yield Finding("the rotation has no `cycle`", blended.at_blend())


@rule(
    "BM-ROT-2",
    severity=Severity.ERROR,
    spec=_MODEL,
    grade="D",
    limits={"days": 7},
    hint="shorten the stations or lengthen the cycle, at most a week; have no more groups than stations",
)
def cycle_does_not_close(blended: BlendedCourse) -> Findings:
    """A round is longer than a week, or too short for each group to pass every required station once.

    Bad: `cycle: 2 weeks`; or five groups and three stations
    Good: three groups, three stations of 40 minutes, `cycle: 1 day`
    """
    rotation = _rotation(blended)
    if rotation is None or not rotation.cycle:
        return
    days = rotation.cycle / 86_400
    most = blended.limit("BM-ROT-2", "days")
    if days > most:
        yield Finding(
            f"one round takes {days:.0f} days",
            blended.at_blend(),
            measured=f"{days:.0f} days",
            threshold=f"at most {most:.0f} days",
        )
    required = [each for each in rotation.stations if each.required]
    needed = sum(each.minutes for each in required)
    if needed * 60 > rotation.cycle:
        yield Finding(
            f"the required stations take {minutes(needed)}, one round {minutes(rotation.cycle / 60)}",
            blended.at_blend(),
            measured=minutes(needed),
            threshold=f"at most {minutes(rotation.cycle / 60)}",
        )
    if len(rotation.groups) > len(rotation.stations) > 0:
        yield Finding(
            f"{len(rotation.groups)} groups share {len(rotation.stations)} stations, so that some wait",
            blended.at_blend(),
            measured=f"{len(rotation.groups)} groups",
            threshold=f"at most {len(rotation.stations)}",
        )


@rule("BM-ROT-3", severity=Severity.ERROR, spec="logic", hint="make more groups, or find a larger place")
def station_too_small(cohort: CohortPlan) -> Findings:
    """A group has more learners than a station takes.

    Groups are counted as equal parts of the cohort's `capacity`.

    Bad: `capacity: 30`, three groups, and a station for eight
    Good: four groups, or a station for ten
    """
    rotation = _rotation(cohort)
    learners = cohort.plan.cohort.capacity
    if rotation is None or not rotation.groups or not learners:
        return
    group = -(-learners // len(rotation.groups))
    for each in rotation.stations:
        if each.capacity and group > each.capacity:
            yield Finding(
                f"a group has {group} learners, the station `{each.id}` takes {each.capacity}",
                cohort.at_cohort(),
                measured=str(group),
                threshold=f"at most {each.capacity}",
            )


@rule(
    "BM-ROT-4",
    severity=Severity.WARNING,
    spec="our own convention",
    grade="E",
    limits={"share": 0.6},
    hint="change the order of the stations, or shorten the longest",
)
def rotation_is_monotonous(blended: BlendedCourse) -> Findings:
    """The same modality comes twice running, or fills most of a round.

    Bad: online, online, teacher-led
    Good: online, teacher-led, group
    """
    rotation = _rotation(blended)
    if rotation is None:
        return
    for one, other in pairwise(rotation.stations):
        if one.modality == other.modality:
            yield Finding(f"the stations `{one.id}` and `{other.id}` are both {one.modality}", blended.at_blend())
    whole = sum(each.minutes for each in rotation.stations)
    most = blended.limit("BM-ROT-4", "share")
    for modality in sorted({each.modality for each in rotation.stations}):
        share = sum(each.minutes for each in rotation.stations if each.modality == modality) / whole if whole else 0
        if share > most:
            yield Finding(
                f"{per_cent(share)} of a round is {modality}",
                blended.at_blend(),
                measured=per_cent(share),
                threshold=f"at most {per_cent(most)}",
            )


@rule(
    "BM-ROT-5",
    severity=Severity.WARNING,
    spec=_MODEL,
    grade="D",
    hint="say `gate:` (what must be reached) and `gate-fallback:` (what happens to those who do not)",
)
def progress_without_gate(blended: BlendedCourse) -> Findings:
    """Groups move on by progress, and nobody says what must be reached, or what happens to those who do not.

    Bad: `advance: by-progress` alone
    Good: `advance: by-progress`, `gate: 80% in the check`, `gate-fallback: one more round with a tutor`
    """
    rotation = _rotation(blended)
    if rotation is None or rotation.advance != "by-progress":
        return
    for key, text in (("gate", rotation.gate), ("gate-fallback", rotation.fallback)):
        if not text:
            yield Finding(f"the rotation advances by progress without `{key}`", blended.at_blend())
