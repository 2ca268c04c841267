"""Mappings: what a table of one's own can say, and how its mistakes are told."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.sessions.dates import at_utc, moment
from scormkit.sessions.exports.cells import moment_text, number_text, safe, table_text
from scormkit.sessions.exports.mapping import MappingError, Zones, read_layout, write_table

SOURCES = {"occurrences": ("id", "start", "facilitators.names", "session.hours")}
START = moment(datetime(2026, 3, 9, 13, 5), "America/New_York")


def layout(tmp_path: Path, text: str):  # type: ignore[no-untyped-def]  # a value only tests look into
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return read_layout(path, SOURCES)


def test_a_mapping_of_ones_own_says_columns_forms_zones_lists_words_and_ends_of_lines(tmp_path: Path) -> None:
    made = layout(
        tmp_path,
        """\
title: Ours
files:
  - name: ours.txt
    rows: occurrences
    delimiter: "|"
    line-end: "!##!\\n"
    encoding: utf-8-bom
    zone: site
    columns:
      - {column: KEY, source: id, map: {a: ALPHA}}
      - {column: START, source: start, format: "MMM-DD-YYYY hh:mm:ss AA"}
      - {column: UTC, source: start, format: "YYYYMMDDTHHmmssZZ", zone: utc}
      - {column: WHO, source: facilitators.names, join: "/"}
      - {column: HOURS, source: session.hours}
      - {column: NOTE, source: [param.note, id]}
      - {column: FIXED, value: X}
      - {column: EMPTY, source: param.none, default: "-"}
""",
    )
    facts = {"id": "a", "start": START, "facilitators.names": ("Ann", "Raj"), "session.hours": 1.5, "param.note": "=1"}

    content = write_table(made.tables[0], [facts], Zones("Europe/Vienna", "America/New_York"))

    assert content.decode("utf-8-sig") == (
        "KEY|START|UTC|WHO|HOURS|NOTE|FIXED|EMPTY!##!\n"
        "ALPHA|MAR-09-2026 06:05:00 PM|20260309T170500+0000|Ann/Raj|1.5|'=1|X|'-!##!\n"
    )
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("files: [", "this is not YAML"),
        ("title: Empty", "a mapping has `title` and `files`"),
        ("files: [{name: ../x.csv, rows: occurrences, columns: []}]", "write a plain file name"),
        ("files: [{name: x.csv, rows: ocurrences}]", "`rows` is `ocurrences`, which does not exist; did you mean"),
        ("files: [{name: x.csv, rows: occurrences}]", "file 1: `columns` is missing"),
        (
            "files: [{name: x.csv, rows: occurrences, columns: [{column: A, source: strat}]}]",
            "file 1: column 1: `source` is `strat`, which does not exist; did you mean `start`?",
        ),
        ("files: [{name: x.csv, rows: occurrences, columns: [{column: A}]}]", "`A` has neither `source` nor `value`"),
        ("files: [{name: x.csv, rows: occurrences, columns: [{source: id}]}]", "column 1: `column` is missing"),
        ("files: [{name: x.csv, rows: occurrences, columns: [{colum: A}]}]", "did you mean `column`?"),
        ("files: [{name: x.csv, rows: occurrences, zone: mine, columns: [{column: A, value: x}]}]", "`zone` is `mine`"),
        ("files: [{name: x.csv, rows: occurrences, delimiter: ab, columns: [{column: A, value: x}]}]", "or `tab`"),
        ("files: [x]", "this must be keys with values"),
    ],
)
def test_what_a_mapping_asks_for_in_vain_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(MappingError) as problem:
        layout(tmp_path, text)

    assert told in str(problem.value)
    assert "mine.yaml" in str(problem.value)


def test_a_mapping_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(MappingError, match="cannot be read"):
        read_layout(path, SOURCES)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_calculate_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_every_cell_comes_back_as_it_was_made_safe(rows: list[list[str]]) -> None:
    text = table_text(["a", "b"], rows)

    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [["a", "b"], *([safe(cell) for cell in row] for row in rows)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in back[1:] for cell in row)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from(["UTC", "Asia/Kolkata", "America/St_Johns"]),
)
def test_a_time_with_its_offset_is_the_same_moment(utc: datetime, zone: str) -> None:
    exact = utc.replace(microsecond=0, tzinfo=UTC)

    assert datetime.fromisoformat(moment_text(at_utc(exact, zone), "YYYY-MM-DDTHH:mm:ssZ")) == exact


def test_numbers_have_no_needless_digits() -> None:
    assert [number_text(each) for each in (90, 90.0, 1.5, 2 / 3)] == ["90", "90", "1.5", "0.667"]
