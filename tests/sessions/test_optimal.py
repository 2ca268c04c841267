"""The optimal scheduler: no worse than the greedy one, breaks no rule, and names the rules that clash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from scormkit.sessions.judging import check_plan
from scormkit.sessions.optimal import solve
from scormkit.sessions.scheduling import fill
from tests.sessions.programmes import cohort_of, programme
from tests.sessions.test_moving import airway

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)


def test_a_programme_is_placed_without_breaking_a_rule_and_twice_the_same() -> None:
    course = programme(8)
    solution = solve(course, cohort_of(course))
    found = {each.code for each in check_plan(course, [solution.cohort])}

    assert solution.is_whole()
    assert (
        found & {"OP-CLASH", "OP-AWAY", "OP-SKILL", "OP-SEATS", "OP-EQUIP", "OP-GAP", "OP-OUTSIDE", "OP-WORKDAY"}
        == set()
    )
    assert solve(course, cohort_of(course)) == solution


def test_dates_suit_the_zones_of_every_participant() -> None:
    course, cohort = airway()
    undated = replace(cohort, bookings=tuple(replace(each, start=None) for each in cohort.bookings))
    for choose in (solve, fill):
        solution = choose(course, undated, not_before=NOW)
        found = {each.code for each in check_plan(course, [solution.cohort])}

        assert solution.is_whole() and "OP-HOURS" not in found


def test_a_repair_costs_no_more_than_the_greedy_one() -> None:
    course, cohort = airway()
    ann = cohort.person("ann")
    people = tuple(
        replace(each, away=((date(2026, 3, 9), date(2026, 3, 12)),)) if each == ann else each for each in cohort.people
    )
    without = replace(cohort, people=people)
    names = {"clinic", "lab"}
    optimal, greedy = (choose(course, without, free=names, not_before=NOW) for choose in (solve, fill))

    assert optimal.is_whole()
    assert optimal.cost <= greedy.cost or not greedy.is_whole()
    assert check_plan(course, [optimal.cohort]).exit_code() == 0


def test_what_cannot_be_is_told_by_the_rules_that_clash() -> None:
    course, cohort = airway()
    people = tuple(replace(each, away=((cohort.start, cohort.end),)) for each in cohort.people)
    solution = solve(course, replace(cohort, people=people), free={"clinic"})

    assert [name for name, _ in solution.unplaced] == ["clinic"]
    assert "OP-AWAY" in dict(solution.unplaced[0][1])
