"""Plan rules, learning science: in the right order, called back in time, with feedback."""

from __future__ import annotations

from math import exp, log

from scormkit.diagnostics import Location, Severity
from scormkit.model import Objective
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.exposures import RETRIEVING, concepts_of, exposures, longest_gap, says_what_it_teaches
from scormkit.sessions.measures import checks_of, has_feedback, per_cent
from scormkit.sessions.subjects import BlendedCourse, CohortPlan


@rule(
    "LS-ORDER",
    severity=Severity.ERROR,
    spec="logic: nobody practises what they have not met",
    grade="",
    hint="introduce it earlier, or move the one that uses it",
)
def used_before_introduced(cohort: CohortPlan) -> Findings:
    """On the calendar, a concept is practised, called back or tested before it is introduced.

    Only for concepts that some activity introduces.

    Bad: a workshop that practises `bag-mask` two days before the unit that introduces it is due
    Good: the unit first
    """
    met = exposures(cohort.plan)
    first = {each.concept: each.day for each in reversed(met) if each.how == "introduce"}
    for each in met:
        if each.how != "introduce" and each.concept in first and each.day < first[each.concept]:
            early, late = f"uses `{each.concept}` on {each.day}", f"introduced on {first[each.concept]}"
            where = Location(cohort.plan.cohort.place.file, 1, each.activity)
            yield Finding(f"`{each.activity}` {early}, before it is {late}", where)


def _asked_for(cohort: CohortPlan) -> tuple[Objective, ...]:
    """The objectives of which the author says that they must last."""
    return tuple(each for each in cohort.plan.course.objectives if each.retention_days or each.critical)


def band(days: int) -> tuple[float, float]:
    """The share of the retention that the longest gap should take: 20–40 % at 7 days, 5–10 % at 365.

    Both ends are Cepeda's; in between it is our interpolation over the logarithm of the days.
    """
    where = min(1.0, max(0.0, (log(max(days, 1)) - log(7)) / (log(365) - log(7))))

    def between(low: float, high: float) -> float:
        return exp(log(low) + where * (log(high) - log(low)))

    return between(0.2, 0.05), between(0.4, 0.1)


@rule(
    "LS-SPACE-1",
    severity=Severity.WARNING,
    spec="Cepeda 2008, 1,350 learners: the best gap is a share of how long it must last, 20–40 % at 7 days, 5–10 % at "
    "365; in between our interpolation",
    grade="B",
    limits={"tolerance": 1.5},
    hint="move a recall nearer or farther, or add one",
)
def spaced_badly(cohort: CohortPlan) -> Findings:
    """The longest gap between two meetings with an objective does not fit how long it should last.

    Only for objectives with `retention:`, and where `teaches:` is written.

    Bad: `retention: 90 days`, learned and tested within two days
    Good: called back after ten days
    """
    tolerance = cohort.limit("LS-SPACE-1", "tolerance")
    met = exposures(cohort.plan)
    for objective in cohort.plan.course.objectives:
        wanted = set(concepts_of(objective, cohort.plan.course))
        days = [each.day for each in met if each.concept in wanted]
        if not objective.retention_days or not days or not says_what_it_teaches(cohort.plan.course):
            continue
        gap = longest_gap(days)
        low, high = (each * objective.retention_days for each in band(objective.retention_days))
        if not low / tolerance <= gap <= high * tolerance:
            yield Finding(
                f"between two meetings with `{objective.id}` lie at most {gap} days",
                Location("course.yaml", 1, objective.id),
                measured=f"{gap} days, {per_cent(gap / objective.retention_days)} of the retention",
                threshold=f"{low:.0f} to {high:.0f} days",
            )


@rule(
    "LS-SPACE-2",
    severity=Severity.WARNING,
    spec="Latimier 2021: spaced against massed retrieval g = 0.74; "
    "Trumble 2023: 43 of 63 experiments in health professions",
    grade="A",
    contrary="no more for growing intervals: g = 0.034 (Latimier 2021)",
    limits={"days": 2, "critical_days": 3},
    hint="call it back in a later unit: `teaches: {retrieve: […]}`, or `::: recall`",
)
def called_back_too_rarely(cohort: CohortPlan) -> Findings:
    """An objective that must last is called back on too few later days.

    Only for objectives with `retention:` or `critical: yes`, and where `teaches:` is written.

    Bad: tested once, on the day it was learned
    Good: called back on two later days, on three where it is critical
    """
    if not says_what_it_teaches(cohort.plan.course):
        return
    met = exposures(cohort.plan)
    for objective in _asked_for(cohort):
        wanted = set(concepts_of(objective, cohort.plan.course))
        mine = [each for each in met if each.concept in wanted]
        first = min((each.day for each in mine), default=None)
        later = {each.day for each in mine if each.how in RETRIEVING and first and each.day > first}
        least = cohort.limit("LS-SPACE-2", "critical_days" if objective.critical else "days")
        if len(later) < least:
            yield Finding(
                f"`{objective.id}` is called back on {len(later)} later day{'' if len(later) == 1 else 's'}",
                Location("course.yaml", 1, objective.id),
                measured=str(len(later)),
                threshold=f"at least {least:.0f}",
            )


@rule(
    "LS-RETR",
    severity=Severity.WARNING,
    spec="Agarwal 2021: 57 % of 49 effect sizes of retrieval practice are medium or large",
    grade="A",
    hint="ask about it with `objective=…` and `wrong:` in a unit, and again in a later one",
)
def never_asked_again(blended: BlendedCourse) -> Findings:
    """An objective that must last has no question with feedback, or none in a later activity.

    Only for objectives with `retention:` or `critical: yes`.

    Bad: one film and no question
    Good: a question in the unit and one in a recall later
    """
    for objective in blended.course.objectives:
        if not objective.retention_days and not objective.critical:
            continue
        wanted = {objective.id, *concepts_of(objective, blended.course)}
        asking = [
            unit.id
            for unit in blended.units.values()
            if any(
                objective.id in (each.objectives or unit.objectives) and has_feedback(each) for each in checks_of(unit)
            )
        ]
        later = [
            each.id
            for each in blended.activities
            if set(each.teaches.retrieve) & wanted or set(each.teaches.assess) & wanted
        ]
        if not asking:
            yield Finding(
                f"nothing asks about `{objective.id}` with feedback", Location("course.yaml", 1, objective.id)
            )
        elif len(set(asking) | set(later)) < 2:
            yield Finding(
                f"`{objective.id}` is asked about in `{asking[0]}` and never again",
                Location("course.yaml", 1, objective.id),
            )


@rule(
    "LS-SCAF",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="practice: shown, guided, alone, at the workplace",
    grade="D",
    hint="show it first (`mode: demo` or a film), then let learners try it (`mode: activity`, `::: checklist`)",
)
def skill_without_steps(blended: BlendedCourse) -> Findings:
    """A skill is tested without having been shown and tried, or is only ever shown.

    Only for objectives with `level: perform` that have `retention:` or `critical: yes`.

    Bad: a checklist at the end and nothing before it
    Good: a film, a demonstration, practice in pairs, the checklist
    """
    for objective in blended.course.objectives:
        if objective.level != "perform" or not (objective.retention_days or objective.critical):
            continue
        wanted = {objective.id, *concepts_of(objective, blended.course)}
        steps: set[str] = set()
        for activity in blended.activities:
            if wanted & {*activity.teaches.concepts(), *activity.objectives}:
                steps |= {
                    how for how in ("introduce", "practise", "assess") if wanted & set(getattr(activity.teaches, how))
                }
        if len(steps) < 2:
            yield Finding(
                f"the skill `{objective.id}` has too few steps of learning",
                Location("course.yaml", 1, objective.id),
                measured=", ".join(sorted(steps)) or "none",
                threshold="at least two of introduce, practise, assess",
            )


@rule(
    "LS-FEED",
    severity=Severity.INFO,
    full=Severity.WARNING,
    spec="Müller 2022, 133 blended courses: timely feedback is among what explains the spread, "
    "doi:10.1186/s41239-022-00379-x",
    grade="B",
    limits={"share": 0.9},
    hint="add `right:`, `wrong:` or feedback by option",
)
def answers_without_feedback(blended: BlendedCourse) -> Findings:
    """Graded questions of a unit tell learners no more than right or wrong.

    Only in courses with `blend:`.

    Bad: ten questions without a word
    Good: `wrong: look at the chest first`
    """
    if blended.model is None:
        return
    least = blended.limit("LS-FEED", "share")
    for unit in blended.units.values():
        graded = [each for each in checks_of(unit) if each.graded]
        said = sum(has_feedback(each) for each in graded)
        if graded and said / len(graded) < least:
            yield Finding(
                f"{said} of {len(graded)} graded questions in `{unit.id}` have feedback",
                blended.at(unit),
                measured=per_cent(said / len(graded)),
                threshold=f"at least {per_cent(least)}",
            )
