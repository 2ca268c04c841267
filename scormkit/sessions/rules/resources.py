"""Plan rules, operations: people and places are there when they are needed, once at a time, and fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from scormkit.diagnostics import Location, Severity
from scormkit.model.live import Cohort
from scormkit.rules import Finding, Findings, rule
from scormkit.sessions.measures import minutes
from scormkit.sessions.plan import Occurrence
from scormkit.sessions.resolve import resolve_plan
from scormkit.sessions.subjects import BlendedCourse, CohortPlan


@dataclass(frozen=True, slots=True)
class _Use:
    """A live session that takes somebody or something: of whom (kind, id), and when."""

    resource: tuple[str, str]
    occurrence: Occurrence
    cohort: Cohort

    @property
    def name(self) -> str:
        return f"`{self.occurrence.id}` ({self.cohort.id})"


def _uses(blended: BlendedCourse) -> Iterator[_Use]:
    for cohort in blended.cohorts:
        for each in resolve_plan(blended.course, cohort).held():
            yield _Use(("cohort", cohort.id), each, cohort)
            yield from (_Use(("person", name), each, cohort) for name in each.facilitators)
            if each.venue:
                yield _Use(("place", each.venue), each, cohort)


_WORDS = {"person": "is needed", "place": "is taken", "cohort": "has to be"}


@rule(
    "OP-CLASH",
    severity=Severity.ERROR,
    spec="logic",
    hint="move one of them (`scormkit plan move`), or let somebody else lead it (`scormkit plan sub`)",
)
def double_booked(blended: BlendedCourse) -> Findings:
    """A facilitator, a place or a cohort is in two live sessions at once, the change-over counted.

    People and places of several cohorts with the same name are the same.

    Bad: two sessions at 13:00 in the same room; or 15 minutes apart with `changeover: 30 min`
    Good: one after the other
    """
    by_resource: dict[tuple[str, str], list[_Use]] = {}
    for use in _uses(blended):
        by_resource.setdefault(use.resource, []).append(use)
    for (kind, name), uses in by_resource.items():
        for one, other in _meetings(uses, kind):
            yield Finding(
                f"`{name}` {_WORDS[kind]} in {one.name} and {other.name} at once",
                Location(other.cohort.place.file, other.occurrence.line, other.occurrence.id),
            )


def _meetings(uses: list[_Use], kind: str) -> Iterator[tuple[_Use, _Use]]:
    """Every two uses that overlap, the change-over counted; each is held against those that begin before it ends."""
    changeover = 0 if kind == "cohort" else max(each.cohort.changeover for each in uses)
    buffer = timedelta(seconds=changeover)
    dated = [
        (each.occurrence.start.utc, each.occurrence.end.utc, each)
        for each in uses
        if each.occurrence.start is not None and each.occurrence.end is not None
    ]
    dated.sort(key=lambda each: each[:2])
    for number, (_, end, one) in enumerate(dated):
        for start, _, other in dated[number + 1 :]:
            if start >= end + buffer:
                break
            yield one, other


@rule("OP-AWAY", severity=Severity.ERROR, spec="logic", hint="`scormkit plan sub` names who can step in")
def facilitator_away(cohort: CohortPlan) -> Findings:
    """A live session is led by somebody who is away that day.

    Bad: `away: [2026-03-11]` and a session on that day
    Good: another day, or another facilitator
    """
    for each in cohort.plan.held():
        for name in each.facilitators:
            person = cohort.plan.person(name)
            if person and each.start and person.is_away(each.start.day):
                yield Finding(f"{person.name} leads `{each.id}` and is away on {each.start.day}", cohort.at(each))


@rule("OP-SKILL", severity=Severity.ERROR, spec="logic", hint="name enough facilitators who have the skill")
def facilitator_unqualified(cohort: CohortPlan) -> Findings:
    """A live session has too few facilitators, or one without the skill it needs, or one who facilitates nothing.

    Bad: `needs: {facilitators: 2, skill: bvm-assessor}` and one facilitator without it
    Good: two facilitators with `skills: [bvm-assessor]`
    """
    for each in cohort.plan.held():
        needs = each.live_session.needs
        named = [person for name in each.facilitators if (person := cohort.plan.person(name))]
        if cohort.plan.cohort.people and len(named) < needs.facilitators:
            yield Finding(
                f"`{each.id}` needs {needs.facilitators} facilitators and has {len(named)}",
                cohort.at(each),
                measured=str(len(named)),
                threshold=f"at least {needs.facilitators}",
            )
        for person in named:
            if needs.skill and needs.skill not in person.skills:
                yield Finding(f"{person.name} leads `{each.id}` without the skill `{needs.skill}`", cohort.at(each))
            if not person.facilitates():
                yield Finding(f"{person.name} leads `{each.id}` and is no facilitator", cohort.at(each))


@rule(
    "OP-LOAD",
    severity=Severity.WARNING,
    spec="logic: what the cohort file says of a person",
    grade="E",
    hint="share the day between two facilitators",
)
def facilitator_overloaded(cohort: CohortPlan) -> Findings:
    """Somebody has more live time in a day than `max-day` allows.

    Bad: `max-day: 6 hours` and sessions of four and three hours on one day
    Good: one of them on another day
    """
    for person in cohort.plan.cohort.people:
        days: dict[object, list[Occurrence]] = {}
        for each in cohort.plan.held():
            if person.id in each.facilitators and each.start:
                days.setdefault(each.start.day, []).append(each)
        for day, occurrences in days.items():
            load = sum(each.live_session.minutes for each in occurrences)
            if person.max_day and load * 60 > person.max_day:
                yield Finding(
                    f"{person.name} leads {minutes(load)} on {day}",
                    cohort.at(occurrences[-1]),
                    measured=minutes(load),
                    threshold=f"at most {minutes(person.max_day / 60)}",
                )


@rule("OP-SEATS", severity=Severity.ERROR, spec="logic", hint="find a larger place, or make two groups")
def too_few_seats(cohort: CohortPlan) -> Findings:
    """A place has fewer seats than the live session has learners, or is of another kind than the session needs.

    Bad: `capacity: 20` and a room with `seats: 14`
    Good: a room with 20 seats
    """
    for each in cohort.plan.held():
        venue, needs = cohort.plan.venue(each.venue), each.live_session.needs
        learners = each.live_session.capacity or cohort.plan.cohort.capacity
        if venue is None:
            if needs.place_kind and cohort.plan.cohort.venues:
                yield Finding(
                    f"`{each.id}` needs a place of the kind `{needs.place_kind}` and has none", cohort.at(each)
                )
            continue
        if venue.seats and learners > venue.seats:
            yield Finding(
                f"`{venue.id}` has {venue.seats} seats for {learners} learners",
                cohort.at(each),
                measured=str(venue.seats),
                threshold=f"at least {learners}",
            )
        if needs.place_kind and needs.place_kind != venue.kind:
            yield Finding(
                f"`{each.id}` needs a `{needs.place_kind}`, and `{venue.id}` is a `{venue.kind}`", cohort.at(each)
            )


@rule("OP-EQUIP", severity=Severity.ERROR, spec="logic", hint="bring what is missing, or choose another place")
def too_little_equipment(cohort: CohortPlan) -> Findings:
    """A place has less equipment than the live session needs.

    Bad: `needs: {equipment: {manikin: 4}}` in a laboratory with three
    Good: `equipment: {manikin: 5}` at the place
    """
    for each in cohort.plan.held():
        venue = cohort.plan.venue(each.venue)
        there = dict(venue.equipment) if venue else {}
        for name, count in each.live_session.needs.equipment:
            if venue and there.get(name, 0) < count:
                yield Finding(
                    f"`{each.id}` needs {count} × {name}, and `{venue.id}` has {there.get(name, 0)}",
                    cohort.at(each),
                    measured=str(there.get(name, 0)),
                    threshold=f"at least {count}",
                )
