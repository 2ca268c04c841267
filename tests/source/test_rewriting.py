"""One value changed, everything else as the author wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.source.rewriting import set_values
from scormkit.source.yaml import read_yaml

COHORT = """\
# spring
timezone: America/New_York   # everybody is here
people:
  ann: {name: Ann Kovacs, away: [2026-03-11]}
  raj:
    name: Raj
sessions:
  clinic: {start: 2026-03-09 13:00, facilitators: [ann]}  # the first
  lab:
    start: 2026-03-12 09:00
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("sessions", "clinic", "start"), "2026-03-10 13:00", "2026-03-09 13:00", "2026-03-10 13:00"),
        (("sessions", "clinic", "facilitators"), ["raj"], "[ann]", "[raj]"),
        (("sessions", "clinic", "place"), "zoom", "facilitators: [ann]}", "facilitators: [ann], place: zoom}"),
        (("people", "ann", "away"), ["2026-03-11", "2026-03-12"], "[2026-03-11]", "[2026-03-11, 2026-03-12]"),
        (("people", "raj", "away"), ["2026-03-11"], "    name: Raj\n", "    name: Raj\n    away: [2026-03-11]\n"),
        (("sessions", "lab", "place"), "room 2: left", "09:00\n", '09:00\n    place: "room 2: left"\n'),
        (("windows", "a/prework/b", "due"), "2026-03-06 18:00", "09:00\n",
         "09:00\nwindows: {a/prework/b: {due: 2026-03-06 18:00}}\n"),
    ],
)  # fmt: skip
def test_only_the_value_changes(path: tuple[str, ...], value: str | list[str], old: str, new: str) -> None:
    assert set_values(COHORT, {path: value}) == COHORT.replace(old, new, 1)


def test_an_empty_file_gets_its_first_key() -> None:
    assert set_values("", {("a", "b"): "c"}) == "a: {b: c}\n"


def test_what_was_left_to_choose_gets_its_keys() -> None:
    text = "sessions: auto  # the scheduler\nend: 2026-04-03\n"
    values = {("sessions", "clinic", "start"): "2026-03-10 13:00", ("sessions", "lab", "start"): "2026-03-12 09:00"}
    assert set_values(text, values) == (
        "sessions: {clinic: {start: 2026-03-10 13:00}, lab: {start: 2026-03-12 09:00}}  # the scheduler\n"
        "end: 2026-04-03\n"
    )


def test_a_path_through_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="`timezone` holds no keys"):
        set_values(COHORT, {("timezone", "name"): "x"})


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20))
def test_any_text_is_read_back(value: str) -> None:
    data = read_yaml(set_values(COHORT, {("sessions", "clinic", "note"): value}), "x.yaml").data

    assert data == read_yaml(COHORT, "x.yaml").data | {  # type: ignore[operator]
        "sessions": {
            "clinic": {"start": "2026-03-09 13:00", "facilitators": ["ann"], "note": value},
            "lab": {"start": "2026-03-12 09:00"},
        }
    }
