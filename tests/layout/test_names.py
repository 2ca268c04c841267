"""Names that stay the same from build to build."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scormkit.layout.names import cmi_id, is_safe_path, package_paths, short_hash, state_keys

SAFE = re.compile(r"media/[A-Za-z0-9._/-]+")


def test_names_that_are_safe_stay_as_they_are() -> None:
    assert package_paths(["media/a.svg", "units/b/c.png", "d.pdf"]) == {
        "d.pdf": "media/d.pdf",
        "media/a.svg": "media/a.svg",
        "units/b/c.png": "media/units/b/c.png",
    }


def test_names_that_would_break_somewhere_become_safe_and_stay_apart() -> None:
    sources = ["R&D it's.png", "日本語 🚀.png", "a.png", "A.png", "media/a.png", "con.txt", ".x/..y"]
    paths = package_paths(sources)
    assert len({path.casefold() for path in paths.values()}) == len(sources)
    assert all(SAFE.fullmatch(path) for path in paths.values())
    assert not is_safe_path("R&D it's.png") and is_safe_path("a/b-c_1.png")


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1), unique=True))
def test_any_names_become_safe_and_stay_apart(names: list[str]) -> None:
    paths = package_paths(names)
    assert len({path.casefold() for path in paths.values()}) == len(names)
    assert all(SAFE.fullmatch(path) and len(path) <= 160 for path in paths.values())


@given(st.lists(st.text(min_size=1), unique=True, max_size=300))
def test_state_keys_are_three_characters_and_unique(names: list[str]) -> None:
    keys = state_keys(names)
    assert len(set(keys.values())) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{3}", key) for key in keys.values())


def test_inserting_a_name_changes_no_other_key() -> None:
    before = state_keys(["page:one/a", "page:one/b", "question:q"])
    after = state_keys(["page:one/new", "page:one/a", "page:one/b", "question:q"])
    assert {name: after[name] for name in before} == before


def test_identifiers_use_the_alphabet_that_every_lms_takes() -> None:
    assert cmi_id("danger-signs") == "danger_signs"
    assert re.fullmatch(r"[a-z][a-z0-9]{7}", short_hash("https://learn.example.org/courses/airway"))
