"""Ids that last: what a lock remembers survives rewording, inserting and moving."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scormkit.source import read_course
from scormkit.source.ids import Derived, IdLock, read_lock, settle
from tests.courses import load, write_course

LOCKED = [Derived("a", "Alpha"), Derived("b", "Beta"), Derived("c", "Gamma")]


def test_a_reworded_heading_between_known_neighbours_keeps_its_id() -> None:
    derived = [Derived("alpha", "Alpha"), Derived("beta-or-two", "Beta or two"), Derived("gamma", "Gamma")]
    assert settle(derived, LOCKED, ()) == ["a", "b", "c"]


def test_an_inserted_thing_shifts_no_other() -> None:
    derived = [Derived(label.lower(), label) for label in ("Alpha", "New", "Beta", "Gamma")]
    assert settle(derived, LOCKED, ()) == ["a", "new", "b", "c"]


def test_a_removed_thing_takes_no_other_with_it() -> None:
    assert settle([Derived("gamma", "Gamma"), Derived("x", "X")], LOCKED, ()) == ["c", "x"]


def test_a_new_thing_does_not_take_an_id_that_is_taken() -> None:
    derived = [Derived("a", "A new one"), Derived("alpha", "Alpha")]
    assert settle(derived, LOCKED, {"a-2"}) == ["a-3", "a"]


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_settled_ids_are_unique_whatever_was_locked(locked: list[str], now: list[str]) -> None:
    settled = settle([Derived(each, each) for each in now], [Derived(each, each) for each in locked], ())
    assert len(set(settled)) == len(now)


def test_a_lock_reads_back_what_it_wrote() -> None:
    lock = IdLock({"one": {"pages": LOCKED, "questions": []}})
    again, problems = read_lock(lock.to_text(), "ids.lock")
    assert (again, problems) == (lock, [])


def test_a_broken_lock_is_an_error_with_a_remedy() -> None:
    _, problems = read_lock("{", "ids.lock")
    assert [(each.code, each.hint) for each in problems] == [
        ("SRC-LOCK", "take it back from git, or delete it and run `scormkit ids --write`")
    ]


def test_a_course_with_a_lock_keeps_the_ids_of_reworded_pages_and_questions(tmp_path: Path) -> None:
    before = "# First\n\nIs it so?\n\n- [ ] no\n- [x] yes\n\n# Second\n\nx\n"
    files = {"course.yaml": "title: T\n", "units/one.md": before}
    loaded = read_course(write_course(tmp_path, files))
    files["ids.lock"] = loaded.ids.to_text()
    files["units/one.md"] = before.replace("First", "Start").replace("Is it so?", "Would you say so?")
    course = load(tmp_path, files)
    assert [page.id for page in course.units()[0].pages] == ["first", "second"]
    assert [question.id for question in course.units()[0].questions()] == ["one-is-it-so"]
