"""Plan rules, plan quality and assessment: each activity has a goal, nothing is left out or told twice, tests prove."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from scormkit.diagnostics import Location, Severity
from scormkit.model import Block, Checklist, Container, LiveSession, Prose, Purpose, Quiz, Unit
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.exposures import HOWS, concepts_of, says_what_it_teaches
from scormkit.sessions.measures import counted, per_cent
from scormkit.sessions.subjects import Activity, BlendedCourse

_TAG = re.compile(r"<[^>]*>")
_SHINGLE = 5


def _blocks(unit: Unit) -> Iterator[Block]:
    for page in unit.pages:
        yield from _inside(page.blocks)


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, (Container, Quiz, Checklist)):
            yield from _inside(block.blocks)


@rule(
    "PQ-GOAL",
    severity=Severity.INFO,
    full=Severity.ERROR,
    spec="practice: state the goal of each activity",
    grade="C",
    limits={"characters": 10},
    hint="write `goal:` and `objectives:`",
)
def activity_without_goal(blended: BlendedCourse) -> Findings:
    """An activity of a blended course has no goal, or serves no objective.

    Only in courses with `blend:`.

    Bad: `goal: more`
    Good: `goal: Learners decide on real cases`, `objectives: [signs]`
    """
    if blended.model is None:
        return
    least = blended.limit("PQ-GOAL", "characters")
    for each in blended.activities:
        if len(each.goal.strip()) < least:
            yield Finding(
                f"`{each.id}` has no goal",
                blended.at(each),
                measured=f"{len(each.goal.strip())} characters",
                threshold=f"at least {least:.0f}",
            )
        if blended.course.objectives and not each.objectives:
            yield Finding(
                f"`{each.id}` serves no objective", blended.at(each), measured="0 objectives", threshold="at least 1"
            )


@rule(
    "PQ-GAP",
    severity=Severity.INFO,
    full=Severity.ERROR,
    spec="practice: constructive alignment; every objective is introduced, practised and assessed",
    grade="C",
    hint="say it under `teaches:` of an activity that does it, or add one",
)
def objective_with_a_hole(blended: BlendedCourse) -> Findings:
    """An objective is not introduced, not practised or not assessed; a critical one not called back.

    Only where `teaches:` is written. A graded question about an objective assesses it.

    Bad: an objective that is introduced and never tested
    Good: introduced in a unit, practised live, assessed in a quiz
    """
    if not says_what_it_teaches(blended.course):
        return
    for objective in blended.course.objectives:
        wanted = {objective.id, *concepts_of(objective, blended.course)}
        done = {how for each in blended.activities for how in HOWS if wanted & set(getattr(each.teaches, how))}
        if any(
            objective.id in each.objectives and each.graded
            for unit in blended.units.values()
            for each in unit.questions()
        ):
            done.add("assess")
        needed = [how for how in HOWS if how != "retrieve" or objective.critical]
        lacking = [how for how in needed if how not in done]
        if lacking:
            yield Finding(
                f"nothing does this with `{objective.id}`: {', '.join(lacking)}",
                Location("course.yaml", 1, objective.id),
            )


@rule(
    "PQ-OVERLAP",
    severity=Severity.WARNING,
    spec="practice: what is told twice bores; shingles of five words, the figure is our own convention",
    grade="E",
    limits={"alike": 0.3},
    hint="keep one, or say `retrieve` instead of `introduce` in the second",
)
def told_twice(blended: BlendedCourse) -> Findings:
    """A concept is introduced twice, or two units say much the same in the same words. Only in courses with `blend:`.

    Bad: the same page in two units
    Good: the second unit asks about it instead
    """
    if blended.model is None:
        return
    first: dict[str, Activity] = {}
    for each in blended.activities:
        for concept in each.teaches.introduce:
            if first.setdefault(concept, each) is not each:
                yield Finding(
                    f"`{concept}` is introduced in `{first[concept].id}` and in `{each.id}`",
                    blended.at(each),
                    measured="twice",
                    threshold="once",
                )
    most = blended.limit("PQ-OVERLAP", "alike")
    texts = [(unit, _shingles(unit)) for unit in blended.units.values()]
    for (one, mine), (other, theirs) in combinations(texts, 2):
        together = mine | theirs
        alike = len(mine & theirs) / len(together) if together else 0.0
        if alike >= most:
            yield Finding(
                f"`{one.id}` and `{other.id}` say much the same",
                blended.at(other),
                measured=per_cent(alike),
                threshold=f"less than {per_cent(most)}",
            )


def _shingles(unit: Unit) -> frozenset[tuple[str, ...]]:
    text = " ".join(_TAG.sub(" ", block.html) for block in _blocks(unit) if isinstance(block, Prose))
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1))


@rule(
    "PQ-MATCH",
    severity=Severity.WARNING,
    spec="practice: live sessions match the units; Müller 2022: structure explains part of the spread",
    grade="C",
    limits={"share": 0.5},
    hint="link other units, change the objectives, or say `standalone: yes` of a unit that belongs to no live session",
)
def session_and_units_apart(blended: BlendedCourse) -> Findings:
    """The units around a live session serve few of its objectives, or a unit belongs to no live session.

    The units are taken together. Only in courses with `blend:`, and where both name objectives.

    Bad: a workshop on ventilation after a unit about something else
    Good: prework and workshop share an objective
    """
    if blended.model is None:
        return
    least = blended.limit("PQ-MATCH", "share")
    linked: set[str] = set()
    for session in blended.course.live_sessions:
        units = [blended.units[one.unit] for one in (*session.prework, *session.follow_up) if one.unit in blended.units]
        linked |= {unit.id for unit in units}
        served = {name for unit in units for name in unit.objectives}
        wanted = set(session.objectives)
        share = len(wanted & served) / len(wanted) if wanted else 1.0
        if units and served and share < least:
            yield Finding(
                f"the units around `{session.id}` serve {len(wanted & served)} of its {len(wanted)} objectives",
                blended.at(session),
                measured=per_cent(share),
                threshold=f"at least {per_cent(least)}",
            )
    for unit in blended.units.values():
        if blended.course.live_sessions and unit.id not in linked and not unit.standalone:
            yield Finding(
                f"the unit `{unit.id}` belongs to no live session",
                blended.at(unit),
                measured="no link",
                threshold="a link, or `standalone: yes`",
            )


@rule(
    "PQ-EVAL",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="practice: one-to-one, expert review and field test; an outcome with a target",
    grade="C",
    hint="write `evaluation: {formative: […], outcomes: [{id: …, measure: …, target: …}]}`",
)
def nobody_will_know(blended: BlendedCourse) -> Findings:
    """A blended course says neither how it is tried out, nor which figure tells that it works. Only with `blend:`.

    Bad: no `evaluation:`
    Good: `formative: [field-test]` and an outcome with a target
    """
    if blended.model is None:
        return
    evaluation = blended.course.evaluation
    if not evaluation.formative:
        yield Finding("nothing says how the course is tried out", blended.at_blend())
    if not any(each.target for each in evaluation.outcomes):
        yield Finding("no outcome has a target", blended.at_blend())


# --- assessment -----------------------------------------------------------------------------------


def _methods(activity: Activity) -> frozenset[str]:
    """How an activity assesses: quiz, checklist, assignment, live."""
    if isinstance(activity, LiveSession):
        live = (
            activity.kind == "exam" or bool(activity.teaches.assess) or any(s.mode == "quiz" for s in activity.agenda)
        )
        return frozenset({"live"} if live else ())
    found: set[str] = set()
    for block in _blocks(activity):
        if isinstance(block, Checklist):
            found.add("checklist")
        elif isinstance(block, Container) and block.kind == "assignment":
            found.add("assignment")
    if any(each.graded for each in activity.questions()):
        found.add("test" if activity.kind in ("quiz", "post-test") or _has_test(activity) else "questions")
    return frozenset(found)


def _has_test(unit: Unit) -> bool:
    graded = (Purpose.GRADED, Purpose.POST_TEST)
    return any(isinstance(block, Quiz) and block.purpose in graded for block in _blocks(unit))


@rule(
    "AS-MIX",
    severity=Severity.WARNING,
    spec="practice: assess in more than one way, alone and together",
    grade="C",
    hint="add a `::: checklist`, an `::: assignment`, or a live check in an agenda (`mode: quiz`)",
)
def one_way_of_assessing(blended: BlendedCourse) -> Findings:
    """A blended course assesses in one way only, or only alone, or only live. Only with `blend:`.

    Bad: quizzes and nothing else
    Good: quizzes in units, and a checklist in the workshop
    """
    if blended.model is None or not blended.course.live_sessions:
        return
    alone = frozenset[str]().union(*(_methods(each) for each in blended.units.values()))
    live = any(_methods(each) for each in blended.course.live_sessions)
    if len(alone) + live < 2:
        yield Finding(f"the course assesses in {counted(len(alone) + live, 'way')}", blended.at_blend())
    elif not alone or not live:
        yield Finding(f"the course assesses only {'live' if live else 'in units'}", blended.at_blend())


@rule(
    "AS-INDIV",
    severity=Severity.WARNING,
    spec="practice: at least one assessment shows what each learner can do",
    grade="C",
    hint="add graded questions, an `::: assignment` or a `::: checklist`",
)
def nobody_is_assessed_alone(blended: BlendedCourse) -> Findings:
    """A blended course assesses no learner on their own. Only with `blend:`.

    Bad: group work and no graded question
    Good: a graded question, an assignment or a checklist
    """
    if blended.model is None:
        return
    exams = any(each.kind == "exam" for each in blended.course.live_sessions)
    if not exams and not any(_methods(each) for each in blended.units.values()):
        yield Finding("no learner is assessed on their own", blended.at_blend())


@rule(
    "AS-SKILL",
    severity=Severity.ERROR,
    spec="practice: on-the-job training; what is performed is observed",
    grade="C",
    hint="add a unit with `::: checklist` for it, and mark its critical steps",
)
def skill_without_checklist(blended: BlendedCourse) -> Findings:
    """An objective with `level: perform` is not observed with a checklist, or none of its steps is critical.

    Bad: a quiz about bag-mask ventilation
    Good: a checklist with the step “visible chest rise” marked as critical
    """
    for objective in blended.course.objectives:
        if objective.level != "perform":
            continue
        found = [each for unit in blended.units.values() for each in _checklists(unit, objective.id)]
        if not found:
            yield Finding(
                f"`{objective.id}` is performed, and no checklist observes it", Location("course.yaml", 1, objective.id)
            )
        elif not any(choice.correct for each in found for choice in each.question.choices):
            yield Finding(
                f"the checklist of `{objective.id}` has no critical step", Location("course.yaml", 1, objective.id)
            )


def _checklists(unit: Unit, objective: str) -> Iterator[Checklist]:
    for block in _blocks(unit):
        if isinstance(block, Checklist) and objective in (block.question.objectives or unit.objectives):
            yield block


@rule(
    "AS-OBS",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="Cantillon & Wood: tools for a single encounter need several observations by several assessors; Kogan 2017",
    grade="C",
    limits={"observations": 2},
    hint="say `observations=2`",
)
def observed_once(blended: BlendedCourse) -> Findings:
    """A checklist asks for one observation, which says more about the day and the observer than about the learner.

    Only in courses with `blend:`.

    Bad: `::: checklist`
    Good: `::: checklist observations=2`
    """
    if blended.model is None:
        return
    least = blended.limit("AS-OBS", "observations")
    for unit in blended.units.values():
        for block in _blocks(unit):
            if isinstance(block, Checklist) and block.observations < least:
                yield Finding(
                    f"the checklist `{block.id}` asks for {block.observations} observation",
                    blended.at(unit),
                    measured=str(block.observations),
                    threshold=f"at least {least:.0f}, by as many observers",
                )
