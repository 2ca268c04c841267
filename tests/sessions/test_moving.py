"""Moving, substituting, absences: what follows, what stays, what is told, and what cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scormkit.cli import scormkit
from scormkit.errors import ScormkitError
from scormkit.model.live import Booking
from scormkit.sessions import resolve_plan
from scormkit.sessions.calendar import calendar_objects
from scormkit.sessions.differing import differences
from scormkit.sessions.drilling import drill
from scormkit.sessions.judging import check_plan
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.manifest import PlanProfile, plan_manifest
from scormkit.sessions.moving import away, blast_radius, candidates, edits_of, move, push_followers, substitute
from scormkit.sessions.optimal import solve
from scormkit.sessions.publish import publish_plan
from scormkit.sessions.scheduling import Solution, fill, taken_by
from scormkit.source.live import read_plan
from tests.sessions.programmes import at, cohort_of, programme
from tests.sessions.test_resolve import AIRWAY

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)


def airway():  # type: ignore[no-untyped-def]
    loaded = read_plan(AIRWAY)
    assert loaded.course is not None
    return loaded.course, loaded.cohorts[0]


def test_the_blast_radius_names_dates_findings_and_people() -> None:
    course, cohort = airway()
    blast = blast_radius(course, cohort, move(course, cohort, "clinic", at("2026-03-11", "13:00"), now=NOW), now=NOW)

    assert [(each.name, each.what) for each in blast.shifts] == [
        ("clinic", "start"),
        ("clinic/prework/adjuncts", "release"),
        ("clinic/prework/adjuncts", "due"),
        ("clinic/prework/signs", "release"),
        ("clinic/prework/signs", "due"),
    ]
    assert [each.code for each in blast.broken] == ["OP-AWAY", "OP-GAP"]
    assert blast.people == ("12 learners", "Ann Kovacs")
    assert blast.spacing == (("adjuncts", 22, 20),)


def test_followers_are_pushed_only_as_far_as_they_must() -> None:
    course, cohort = airway()
    moved = move(course, cohort, "clinic", at("2026-03-10", "13:00"), now=NOW)
    solution = push_followers(course, moved, now=NOW)

    assert solution.is_whole()
    assert {each.session: f"{each.start}" for each in solution.cohort.bookings} == {
        "clinic": "2026-03-10 13:00:00",
        "lab": "2026-03-12 14:30:00",
    }


def test_the_past_cannot_be_moved_and_nothing_can_be_moved_into_it() -> None:
    course, cohort = airway()
    later = datetime(2026, 3, 10, tzinfo=UTC)

    with pytest.raises(ScormkitError, match="the past cannot be moved"):
        move(course, cohort, "clinic", at("2026-03-20"), now=later)
    with pytest.raises(ScormkitError, match="is over; choose a time to come"):
        move(course, cohort, "lab", at("2026-03-09"), now=later)
    with pytest.raises(ScormkitError, match="has no live session `clnic`; it has: clinic, lab"):
        move(course, cohort, "clnic", at("2026-03-20"), now=later)


def test_what_is_over_stays_and_is_written_down() -> None:
    course, cohort = airway()
    moved = move(course, cohort, "clinic", at("2026-03-10", "13:00"), now=datetime(2026, 3, 7, 12, tzinfo=UTC))

    assert edits_of(cohort, moved) == {
        ("sessions", "clinic", "start"): "2026-03-10 13:00",
        ("windows", "clinic/prework/adjuncts", "release"): "2026-03-02 09:00",
        ("windows", "clinic/prework/adjuncts", "due"): "2026-03-06 18:00",
        ("windows", "clinic/prework/signs", "release"): "2026-03-02 09:00",
        ("windows", "clinic/prework/signs", "due"): "2026-03-06 18:00",
    }


def test_dues_are_kept_where_that_is_asked_for() -> None:
    course, cohort = airway()
    moved = move(course, cohort, "clinic", at("2026-03-10", "13:00"), now=NOW, keep_dues=True)
    dues = {each.key: f"{each.due.local}" for each in resolve_plan(course, moved).windows if each.due}

    assert dues["clinic/prework/signs"] == "2026-03-06 18:00:00"
    assert dues["lab/prework/bag-mask"] == "2026-03-11 18:00:00"


def test_a_substitute_keeps_the_date_and_nobodys_acceptance_is_reset() -> None:
    course, cohort = airway()
    lock = publish_plan(resolve_plan(course, cohort), PlanLock("2026a"), NOW).lock
    changed = substitute(cohort, "clinic", "ann", "raj")
    told = publish_plan(resolve_plan(course, changed), lock, NOW)

    assert candidates(course, cohort, "clinic", "ann") == ("raj",)
    assert told.lock.objects["clinic"].sequence == 0
    with pytest.raises(ScormkitError, match="`dana` does not lead `clinic`; it is led by ann"):
        substitute(cohort, "clinic", "dana", "raj")
    with pytest.raises(ScormkitError, match="nobody called `rai`"):
        substitute(cohort, "clinic", "ann", "rai")


def test_an_absence_is_mended_by_a_substitute_before_a_date_moves() -> None:
    course, cohort = airway()
    solution = away(course, cohort, "ann", (date(2026, 3, 9), date(2026, 3, 9)), now=NOW)

    assert solution.is_whole() and solution.cost == 10
    assert {each.session: each.facilitators for each in solution.cohort.bookings}["clinic"] == ("raj",)


def test_the_drill_finds_what_only_another_date_helps() -> None:
    course, cohort = airway()
    done = drill(course, cohort, now=NOW)

    assert done.resilience() == 1.0 and done.single_points() == ()
    assert ("place", "lab-2") in done.weak_points()


def test_the_drill_names_a_single_point_of_failure() -> None:
    course, cohort = airway()
    alone = replace(cohort, people=tuple(each for each in cohort.people if each.id != "raj"))
    day = date(2026, 3, 9)
    only = replace(alone, bookings=alone.bookings[:1], start=day, end=day)

    assert ("facilitator", "ann") in drill(course, only, now=NOW).single_points()


# --- scheduling -------------------------------------------------------------------------------------


def test_forty_sessions_are_placed_without_breaking_a_rule() -> None:
    course = programme()
    placed = []
    for number in range(3):
        solution = fill(course, cohort_of(course, number), taken=taken_by(course, placed))
        assert solution.unplaced == ()
        placed.append(solution.cohort)
    found = {each.code for each in check_plan(course, placed)}
    forbidden = {"OP-CLASH", "OP-AWAY", "OP-SKILL", "OP-LOAD", "OP-SEATS", "OP-EQUIP", "OP-GAP", "OP-OUTSIDE"}

    assert found & forbidden == set()


def test_the_same_programme_is_placed_the_same_way_twice() -> None:
    course = programme()

    assert fill(course, cohort_of(course)) == fill(course, cohort_of(course))


def test_what_cannot_be_placed_says_which_rules_forbid_it() -> None:
    course = programme(2)
    away_all_week = tuple(
        replace(each, away=((date(2026, 1, 5), date(2026, 1, 9)),)) for each in cohort_of(course).people
    )
    solution = fill(course, replace(cohort_of(course), people=away_all_week, end=date(2026, 1, 9)))

    assert [name for name, _ in solution.unplaced] == ["live-00", "live-01"]
    assert {rule for rule, _ in solution.unplaced[0][1]} == {"OP-AWAY", "OP-SKILL", "OP-WINDOW"}


@pytest.mark.parametrize("choose", [fill, solve])
def test_a_date_that_is_chosen_leaves_room_for_prework(choose: Callable[..., Solution]) -> None:
    course, cohort = airway()
    undated = replace(cohort, bookings=tuple(Booking(each.session) for each in cohort.bookings), windows=())
    chosen = choose(course, undated).cohort

    assert [f"{each.start:%a %d %b}" for each in chosen.bookings if each.start][:1] == ["Mon 09 Mar"]
    assert "OP-WINDOW" not in {each.code for each in check_plan(course, [chosen])}


# --- random edits -----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60), st.integers(8, 15)), min_size=1, max_size=20))
@settings(max_examples=20)
def test_names_in_calendars_stay_over_any_edits_and_sequences_never_fall(edits: list[tuple[int, int, int]]) -> None:
    course = programme(10)
    cohort = fill(course, cohort_of(course)).cohort
    names = {each.key: each.uid for each in calendar_objects(resolve_plan(course, cohort))}
    lock = publish_plan(resolve_plan(course, with_organizer(cohort)), PlanLock(cohort.id), NOW).lock
    for number, day, hour in edits:
        start = datetime.combine(cohort.start, at("2026-01-01", f"{hour:02}:00").time())
        cohort = move(course, cohort, f"live-{number:02}", start.replace(month=1 + day // 30, day=1 + day % 28))
        made = {each.key: each.uid for each in calendar_objects(resolve_plan(course, cohort))}
        told = publish_plan(resolve_plan(course, with_organizer(cohort)), lock, NOW).lock

        assert made == names and len(set(made.values())) == len(made)
        assert all(told.objects[key].sequence >= known.sequence for key, known in lock.objects.items())
        lock = told


def with_organizer(cohort):  # type: ignore[no-untyped-def]
    from scormkit.model.live import Mailbox

    return replace(cohort, organizer=Mailbox("office@example.org"), invite=(Mailbox("all@example.org"),))


# --- comparing --------------------------------------------------------------------------------------


def test_a_diff_tells_what_moved_along_and_what_learners_see() -> None:
    course, cohort = airway()
    moved = substitute(move(course, cohort, "clinic", at("2026-03-10", "13:00"), now=NOW), "clinic", "ann", "raj")
    one, other = (
        plan_manifest(resolve_plan(course, each), PlanLock("2026a"), PlanProfile.PUBLIC) for each in (cohort, moved)
    )

    assert [(each.kind, each.name) for each in differences(one, other)] == [
        ("moved", "clinic"),
        ("re-staffed", "clinic"),
        ("release moved along", "clinic/prework/adjuncts"),
        ("due moved along", "clinic/prework/adjuncts"),
        ("release moved along", "clinic/prework/signs"),
        ("due moved along", "clinic/prework/signs"),
    ]
    assert differences(one, one) == ()


# --- commands ---------------------------------------------------------------------------------------


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(scormkit, ["plan", *words, "--now", "2026-02-20T12:00Z"])
    return result.exit_code, result.output


def test_a_move_is_tried_first_and_then_written_into_the_authors_file(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    path = course / "cohorts" / "2026a.yaml"
    before = path.read_text("utf-8")

    code, said = run("move", str(course), "clinic", "--to", "2026-03-09 14:00", "--what-if")
    assert code == 0 and said.endswith("Nothing was written.\n") and path.read_text("utf-8") == before
    assert run("move", str(course), "clinic", "--to", "2026-03-09 14:00")[0] == 0
    assert path.read_text("utf-8") == before.replace("2026-03-09 13:00", "2026-03-09 14:00")


@pytest.mark.parametrize("words", [("move", "clinic", "--to", "2026-03-10 13:00"), ("drill",), ("solve",)])
def test_a_cohort_that_is_not_there_is_named_among_those_that_are(words: tuple[str, ...]) -> None:
    command, *rest = words

    assert run(command, str(AIRWAY), *rest, "--cohort", "2027") == (
        2,
        "error: there is no cohort `2027`; there are: 2026a\n",
    )


def test_a_time_that_does_not_exist_is_refused() -> None:
    assert run("move", str(AIRWAY), "clinic", "--to", "2026-03-08 02:30") == (
        2,
        "error: 2026-03-08 02:30 does not exist in America/New_York: the clocks change that night\n",
    )


def test_the_date_of_the_smallest_course_is_written_into_its_live_session(tmp_path: Path) -> None:
    from tests.courses import write_course
    from tests.sessions.test_resolve import SMALLEST

    course = write_course(tmp_path, SMALLEST)
    assert run("move", str(course), "clinic", "--to", "2026-03-10 13:00")[0] == 0

    assert (course / "sessions" / "clinic.md").read_text("utf-8") == SMALLEST["sessions/clinic.md"].replace(
        "03-09", "03-10"
    )
