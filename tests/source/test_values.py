"""How people write durations, shares and sizes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.source.values import SLUG, did_you_mean, read_duration, read_share, read_size, read_truth, slug_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 min", 5400),
        ("90min", 5400),
        ("1 hour 30 min", 5400),
        ("1.5 h", 5400),
        ("2 days", 172800),
        ("1 week", 604800),
        ("PT1H30M", 5400),
        ("P90D", 7776000),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "min", "90 parsecs", "soon", "P", "-5 min"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_duration(text)


@given(st.integers(0, 100))
def test_a_percentage_is_a_share_between_0_and_1(percent: int) -> None:
    assert read_share(f"{percent}%") == percent / 100


@pytest.mark.parametrize("text", ["80", "101%", "-1%", "4/5", "80 percent"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_share(text)


def test_sizes_and_truths_are_read_as_people_write_them() -> None:
    assert [read_size(text) for text in ("250 MB", "1GiB", "17", "1.5 kB")] == [250_000_000, 2**30, 17, 1500]
    assert [read_truth(text) for text in ("yes", "True", "on", "no", "false", "OFF")] == [True] * 3 + [False] * 3


@given(st.text())
def test_a_slug_made_from_any_text_is_a_slug(text: str) -> None:
    made = slug_of(text, "fallback")
    assert SLUG.fullmatch(made)
    assert len(made) <= 49
    assert not re.search(r"--", made)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Straße", "strasse"),
        ("GROẞE Maße", "grosse-masse"),
        ("Für Ärzte", "fur-arzte"),
        ("Cœur, æther", "coeur-aether"),
        ("Łódź, Đà Nẵng, Þór", "lodz-da-nang-thor"),
        ("Ölkännchen Ø 5", "olkannchen-o-5"),
        ("日本", "fallback"),
    ],
)
def test_a_slug_keeps_every_latin_letter(text: str, slug: str) -> None:
    assert slug_of(text, "fallback") == slug


def test_a_hint_names_the_nearest_word_or_lists_what_there_is() -> None:
    assert did_you_mean("titel", ["title", "id"]) == "did you mean `title`?"
    assert did_you_mean("xyzzy", ["title", "id"]) == "known here: id, title"
    assert did_you_mean("xyzzy", []) == ""
