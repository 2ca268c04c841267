"""Titles, durations and ratios as the standards take them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scormkit.targets._values import clock, duration, one_line, ratio
from scormkit.targets._xml import Element, clean, serialise

SECONDS = st.integers(0, 9999 * 3600 + 3599)


@given(SECONDS)
def test_a_clock_says_hours_minutes_and_seconds(seconds: int) -> None:
    found = re.fullmatch(r"(\d{4}):([0-5]\d):([0-5]\d)", clock(seconds))
    assert found
    hours, minutes, rest = map(int, found.groups())
    assert hours * 3600 + minutes * 60 + rest == seconds


def test_a_clock_stops_at_the_longest_time_it_can_say() -> None:
    assert (clock(0), clock(5400), clock(10**9)) == ("0000:00:00", "0001:30:00", "9999:59:59")


@given(st.integers(0, 10**9))
def test_a_duration_says_the_same_seconds_and_no_empty_part(seconds: int) -> None:
    found = re.fullmatch(r"PT(?:([1-9]\d*)H)?(?:([1-9]\d?)M)?(?:(\d{1,2})S)?", duration(seconds))
    assert found
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    assert hours * 3600 + minutes * 60 + rest == seconds


def test_durations_are_as_people_would_write_them() -> None:
    assert [duration(each) for each in (0, 59, 60, 3600, 5400)] == ["PT0S", "PT59S", "PT1M", "PT1H", "PT1H30M"]


@given(st.floats(0, 1))
def test_a_ratio_is_a_plain_decimal_that_never_rounds_up(value: float) -> None:
    written = ratio(value)
    assert re.fullmatch(r"0|1|0\.\d{0,3}[1-9]", written)
    assert 0 <= Decimal(repr(value)) - Decimal(written) < Decimal("0.0001")
    assert Decimal(ratio(value, 100)) == Decimal(written) * 100


def test_percentages_are_integers_where_they_are_exact() -> None:
    values = (0, 0.29, 0.8, 0.295, 2 / 3, 1, 1.0, 0.1)
    assert [ratio(value, 100) for value in values] == ["0", "29", "80", "29.5", "66.66", "100", "100", "10"]


@given(st.text(), st.integers(2, 40))
def test_one_line_keeps_to_its_limit_and_to_what_was_written(text: str, limit: int) -> None:
    line = one_line(text, limit)
    whole = " ".join(clean(text).split())
    assert len(line) <= limit
    assert line == whole if len(whole) <= limit else line.endswith("…") and whole.startswith(line[:-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly t…"),
        ("  two\n\tlines ", "two lines"),
        ("word word word", "word word…"),
        ("12345678e\u0301e\u0301", "12345678…"),
        ("1234567👩\u200d🚀 on", "1234567…"),
    ],
)
def test_titles_are_cut_between_characters(text: str, expected: str) -> None:
    assert one_line(text, 10) == expected


@given(st.text(st.characters()))
def test_any_text_makes_a_document_that_reads_back(text: str) -> None:
    document = serialise(Element("a", {"b": text}, text=text))
    root = etree.fromstring(document)
    assert (root.text or "") == clean(text)
    assert root.get("b") == " ".join(clean(text).split())
    assert b"&#" not in document
