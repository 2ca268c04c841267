"""Reading files of statements: every form, every kind of damage, and the right line for each finding."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from scormkit.diagnostics import Diagnostic, Report
from scormkit.xapi.checking import Expected
from scormkit.xapi.reading import Read, check_file, locate, read_statements
from tests.xapi.statements import DELETE, GOOD, ID, OTHER_ID, changed

SECOND = changed(("id", OTHER_ID))
BAD = changed(("id", OTHER_ID), ("result.score.scaled", 5))
NOW = Expected(now=datetime(2026, 11, 25, tzinfo=UTC))


def found(data: bytes | str) -> list[tuple[str, int, str]]:
    """Code, line and pointer of every finding."""
    raw = data.encode() if isinstance(data, str) else data
    report = Report.of(check_file(io.BytesIO(raw), "f.json", NOW))
    return [(each.code, each.location.line, each.location.pointer) for each in report]


def lines(*statements: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in statements)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (json.dumps(GOOD), 1),
        (json.dumps(GOOD, indent=2), 1),
        (json.dumps([GOOD, SECOND], indent=2), 2),
        (json.dumps([GOOD, SECOND]), 2),
        (lines(GOOD, SECOND), 2),
        (lines(GOOD), 1),
        (lines(changed(("context.platform", "x" * 100_000)), SECOND), 2),
        ("\n\n" + lines(GOOD) + "\n" + lines(SECOND), 2),
        (lines(GOOD, SECOND).replace("\n", "\r\n"), 2),
        (json.dumps({"statements": [GOOD, SECOND], "more": ""}), 2),
        ("\ufeff" + lines(GOOD, SECOND), 2),
    ],
    ids="object pretty array flat-array lines one-line long-lines blank-lines crlf answer bom".split(),
)
def test_every_form_is_read_whole(text: str, count: int) -> None:
    read = list(read_statements(io.BytesIO(text.encode()), "f"))
    assert [each.value["id"] for each in read if isinstance(each, Read)] == [ID, OTHER_ID][:count]
    assert found(text) == []


def test_a_finding_stands_on_the_line_of_its_value() -> None:
    text = json.dumps([GOOD, BAD], indent=2)
    line = 1 + text[: text.index('"scaled": 5')].count("\n")
    assert found(text) == [("XAPI-SCORE", line, "[1].result.score.scaled")]


def test_a_missing_key_stands_on_the_line_of_its_object() -> None:
    text = json.dumps(changed(("verb.id", DELETE)), indent=2)
    line = 1 + text[: text.index('"verb"')].count("\n")
    assert found(text) == [("XAPI-MISSING-KEY", line, "verb")]


def test_one_statement_a_line_is_told_by_its_line() -> None:
    assert found(lines(GOOD, BAD)) == [("XAPI-SCORE", 2, "result.score.scaled")]


def test_an_id_that_repeats_is_told_with_both_places() -> None:
    (only,) = check_file(io.BytesIO(lines(GOOD, SECOND, GOOD).encode()), "f", NOW)
    assert (only.code, only.location.line) == ("XAPI-DUPLICATE-ID", 3)
    assert only.message == f"`id` {ID} is that of the statement on line 1 as well"


def test_a_key_that_stands_twice_is_found_at_the_second() -> None:
    text = json.dumps(GOOD, indent=2).replace('"success": false,', '"success": true,\n    "success": false,')
    line = 1 + text[: text.index('"success": false')].count("\n")
    assert found(text) == [("XAPI-DUPLICATE-KEY", line, "result.success")]


def test_a_key_that_stands_twice_in_a_line_is_found() -> None:
    text = lines(GOOD, SECOND).replace('"success": false', '"success": true, "success": false')
    assert [(code, line) for code, line, _ in found(text)] == [("XAPI-DUPLICATE-KEY", 1), ("XAPI-DUPLICATE-KEY", 2)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("XAPI-NO-STATEMENT", 0, "")]),
        (b"  \n\n", [("XAPI-NO-STATEMENT", 0, "")]),
        (b"[]", [("XAPI-NO-STATEMENT", 0, "")]),
        (b"42", [("XAPI-NO-STATEMENT", 1, "")]),
        (b"[\n1]", [("XAPI-NO-STATEMENT", 2, "[0]")]),
        (b'{\n"id": }', [("XAPI-JSON", 2, "")]),
        (b"<html>", [("XAPI-JSON", 1, "")]),
        (b'{"a": NaN}', [("XAPI-NUMBER", 1, "")]),
        (b'{"a": ' + b"9" * 5000 + b"}", [("XAPI-NUMBER", 1, "")]),
        (b"[" * 100_000, [("XAPI-DEPTH", 1, "")]),
        (b'{"a":\n "\xff"}', [("XAPI-ENCODING", 2, "")]),
        ('{"a": 1}'.encode("utf-16"), [("XAPI-ENCODING", 1, "")]),
    ],
    ids="empty blank no-statements number numbers broken html nan digits deep latin utf-16".split(),
)
def test_what_is_no_statement_is_said_with_its_line(data: bytes, expected: list[tuple[str, int, str]]) -> None:
    assert found(data) == expected


def test_a_broken_line_does_not_hide_the_others() -> None:
    text = lines(GOOD) + '{"id": }\n' + lines(BAD)
    assert found(text) == [("XAPI-JSON", 2, ""), ("XAPI-SCORE", 3, "result.score.scaled")]


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    assert found('{"id": }\n' + lines(BAD)) == [("XAPI-JSON", 1, ""), ("XAPI-SCORE", 2, "result.score.scaled")]


def test_a_line_without_end_is_refused_before_it_fills_the_memory() -> None:
    text = lines(GOOD) + '{"a": "' + "x" * 6_000_000 + '"}\n' + lines(SECOND)
    assert [code for code, _, _ in found(text)] == ["XAPI-SIZE"]


def test_lines_are_read_one_after_the_other() -> None:
    class Endless(io.RawIOBase):
        """A file that goes on for ever."""

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return (json.dumps(GOOD) + "\n").encode()

    first = next(iter(read_statements(Endless(), "f")))
    assert isinstance(first, Read) and first.value == GOOD


def test_positions_hold_for_strings_that_look_like_structure() -> None:
    text = '{\n "a": "}],:{[\\"",\n "b": [1,\n {"c d": null}]}'
    places, repeated = locate(text)
    assert places == {"": 1, "a": 2, "b": 3, "b[0]": 3, "b[1]": 4, 'b[1]["c d"]': 4}
    assert repeated == []


def test_a_diagnostic_carries_file_severity_and_hint() -> None:
    (only,) = check_file(io.BytesIO(json.dumps(changed(("result.duration", "90"))).encode()), "data/s.json", NOW)
    assert isinstance(only, Diagnostic)
    assert (str(only.location), only.severity.name) == ("data/s.json:1", "ERROR")
    assert only.hint == "write it as `PT1H30M` or `PT42.5S`"
