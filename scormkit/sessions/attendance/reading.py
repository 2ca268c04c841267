"""Attendance room, reading: an export of any meeting tool → who was seen when, told as the file tells it.

A file is a sequence of tables: whatever has a person and a time in its header row. All else (summaries, titles, what
was clicked in the meeting) is passed over.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scormkit.errors import ScormkitError
from scormkit.sessions.attendance.decoding import (
    DELIMITERS,
    Row,
    delimiter_name,
    encodings,
    other_kind,
    rows,
)
from scormkit.sessions.attendance.times import UnreadableTimeError, Written, read_seconds, read_time, unit_of
from scormkit.sessions.attendance.words import FIELDS, known_word, load_words, plain

EXAMPLE = """\
Name,Email,Join Time,Leave Time
Ada Lovelace,ada@example.org,2026-03-09 13:02:00,2026-03-09 14:28:30"""

_PEOPLE = frozenset({"name", "given", "family", "email", "upn"})
_SHOWN_HEADERS = 12
_TITLE = re.compile(r"\d{1,2}\.\s")


class AttendanceError(ScormkitError):
    """An export, a roster or what they say cannot be used; the text names the file, and the line where it is one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of an export: somebody came and went, or was there for so long.

    `spans`: joined and left are the first and the last of several; `seconds` then tells how long it was.
    """

    file: str
    line: int
    name: str
    emails: tuple[str, ...] = ()
    joined: Written | None = None
    left: Written | None = None
    seconds: int | None = None
    spans: bool = False
    utc: bool = False  #: the header says that times are in UTC

    @property
    def who(self) -> tuple[str, ...]:
        """What tells this person from others of the same file."""
        return self.emails or (plain(self.name),)


@dataclass(frozen=True, slots=True)
class Export:
    """A file read: what it is, and everybody in it in the file's order."""

    file: str
    tool: str
    encoding: str
    delimiter: str
    language: str
    seen: tuple[Seen, ...]
    timeless: int = 0  #: rows of people that have neither time nor duration: nobody can tell whether they were there

    def described(self) -> str:
        """In a few words: `Microsoft Teams, de, utf-16, tabs`."""
        return ", ".join(each for each in (self.tool, self.language, self.encoding, self.delimiter) if each)


@dataclass(frozen=True, slots=True)
class _Table:
    header: Row
    columns: Mapping[str, int]
    rows: tuple[Row, ...]

    def cell(self, row: Row, field: str) -> str:
        place = self.columns.get(field, -1)
        return row.cells[place].strip() if 0 <= place < len(row.cells) else ""

    def heading(self, field: str) -> str:
        return self.header.cells[self.columns[field]] if field in self.columns else ""


def read_export(data: bytes, file: str, columns: Mapping[str, str] | None = None) -> Export:
    """An export of Teams, Zoom, Meet or a plain table.

    `columns` names headers that the table of words lacks: field → header. Encoding, delimiter, sections and language
    are found out. Raises `AttendanceError`: for a file that is something else or has no known header, with what was
    tried; for a time or duration that cannot be read, with its line.
    """
    kind = other_kind(data)
    if kind:
        raise AttendanceError(f"{file}: this is {kind}, and no table of text; export it as CSV\n{_expected()}")
    own = {plain(header): field for field, header in (columns or {}).items()}
    best: tuple[int, str, str, tuple[_Table, ...]] = (0, "", "", ())
    tried: list[str] = []
    seen_headers: tuple[str, ...] = ()
    for encoding, text in encodings(data):
        if best[0] and best[1] == "utf-8":  # text that is UTF-8 by chance hardly exists
            break
        for delimiter in DELIMITERS:
            found = _rows(text, delimiter)
            tried.append(f"{encoding} with {delimiter_name(delimiter)}")
            tables = tuple(_tables(found, own))
            score = max((len(table.columns) for table in tables), default=0)
            if score > best[0]:
                best = (score, encoding, delimiter, tables)
            widest = max((row.cells for row in found), key=len, default=())
            seen_headers = widest if len(widest) > max(1, len(seen_headers)) else seen_headers
    _, encoding, delimiter, tables = best
    if not tables:
        raise AttendanceError(_unknown(file, tried, seen_headers))
    people = tuple(_everybody(tables, file))
    seen = tuple(each for each in people if each.joined or each.seconds)
    timeless = len(people) - len(seen)
    return Export(file, _tool(tables), encoding, delimiter_name(delimiter), _language(tables), seen, timeless)


def _rows(text: str, delimiter: str) -> tuple[Row, ...]:
    try:
        return rows(text, delimiter)
    except csv.Error:
        return ()


def _unknown(file: str, tried: list[str], headers: tuple[str, ...]) -> str:
    what = f"; tried: {', '.join(tried)}" if tried else "; it is in no known encoding"
    shown = ", ".join(f"`{each.strip()[:40]}`" for each in headers[:_SHOWN_HEADERS] if each.strip() and "@" not in each)
    saw = (
        f"\nIts widest row reads: {shown}\nName columns yourself: --column joined=HEADER --column left=HEADER"
        if shown
        else ""
    )
    return f"{file}: no row names a person and a time, so this is no attendance that is known{what}{saw}\n{_expected()}"


def _expected() -> str:
    return f"At least this is expected, in any language that is known:\n{EXAMPLE}"


# --- tables -------------------------------------------------------------------------------------------


def _tables(found: tuple[Row, ...], own: Mapping[str, str]) -> Iterator[_Table]:
    header: Row | None = None
    columns: dict[str, int] = {}
    inside: list[Row] = []
    for row in found:
        named = _columns(row, own)
        if _is_header(named):
            if header:
                yield _Table(header, columns, tuple(inside))
            header, columns, inside = row, named, []
        elif header and _is_title(row):
            yield _Table(header, columns, tuple(inside))
            header = None
        elif header and not row.is_empty():
            inside.append(row)
    if header:
        yield _Table(header, columns, tuple(inside))


def _columns(row: Row, own: Mapping[str, str]) -> dict[str, int]:
    """Field → place; of two columns with one meaning the first counts."""
    words = load_words().headers
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        field = own.get(plain(cell)) or words.get(known_word(cell), "")
        if field:
            columns.setdefault(field, place)
    return columns


def _is_header(columns: Mapping[str, int]) -> bool:
    """Somebody, and a time. A row about the meeting (topic, start, duration, the host's address) is none."""
    named = bool(columns.keys() & {"name", "given", "family"})
    timed = bool(columns.keys() & {"joined", "first"}) or {"action", "stamp"} <= columns.keys()
    return (timed and bool(columns.keys() & _PEOPLE)) or (named and "duration" in columns and "meeting" not in columns)


def _is_title(row: Row) -> bool:
    """A section's title stands alone in its row, numbered: `3. In-Meeting Activities`."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return len(filled) == 1 and bool(_TITLE.match(filled[0]))


def _tool(tables: tuple[_Table, ...]) -> str:
    fields = {field for table in tables for field in table.columns}
    if fields & {"upn", "role", "action"}:
        return "Microsoft Teams"
    if fields & {"guest", "waiting", "attended"}:
        return "Zoom"
    return "Google Meet" if "given" in fields or "family" in fields else "a table"


def _language(tables: tuple[_Table, ...]) -> str:
    words = load_words()
    counts: Counter[str] = Counter()
    for table in tables:
        for place in table.columns.values():
            counts.update(words.languages.get(known_word(table.header.cells[place]), ()))
    best = max(counts.values(), default=0)
    return next((language for language, count in counts.items() if count == best), "")


# --- people -------------------------------------------------------------------------------------------


def _everybody(tables: tuple[_Table, ...], file: str) -> Iterator[Seen]:
    """Every stay. Where a file tells both single stays and their first and last, the single ones count."""
    found = [each for table in tables for each in _seen(table, file)]
    single = [each for each in found if each.joined and not each.spans]
    emails = {email for each in single for email in each.emails}
    names = {plain(each.name) for each in single}
    nameless = {plain(each.name) for each in single if not each.emails}
    for each in found:
        known = nameless if each.emails else names
        told_again = bool(emails & {*each.emails}) or plain(each.name) in known
        if not (told_again and (each.spans or each.joined is None)):
            yield each


def _seen(table: _Table, file: str) -> Iterator[Seen]:
    if {"action", "stamp"} <= table.columns.keys():
        yield from _events(table, file)
        return
    words = load_words()
    spans = "first" in table.columns and "joined" not in table.columns
    arrival, departure = ("first", "last") if spans else ("joined", "left")
    utc = "utc" in plain(table.heading(arrival))
    for row in table.rows:
        name, emails = _person(table, row)
        away = plain(table.cell(row, "attended")) in words.no or plain(table.cell(row, "waiting")) in words.yes
        if not (name or emails) or away:
            continue
        joined, left = (_time(table.cell(row, field), row, file) for field in (arrival, departure))
        seconds = _seconds(table, row, file, needed=joined is None or left is None or spans)
        yield Seen(file, row.line, name, emails, joined, left, seconds, spans, utc)


def _events(table: _Table, file: str) -> Iterator[Seen]:
    """A list of comings and goings, each with its time; who came and did not go has no end."""
    actions = load_words().actions
    inside: dict[str, tuple[Row, Written]] = {}
    for row in table.rows:
        name, emails = _person(table, row)
        if not name:
            continue
        action = actions.get(plain(table.cell(row, "action")), "")
        stamp = _time(table.cell(row, "stamp"), row, file)
        if not action or stamp is None:
            raise AttendanceError(
                f"{file}:{row.line}: `{table.cell(row, 'action')}` is no known coming or going, or has no time"
            )
        if action == "joined":
            inside.setdefault(name, (row, stamp))
        elif name in inside:
            begun, since = inside.pop(name)
            yield Seen(file, begun.line, name, emails, since, stamp)
    for name, (row, since) in inside.items():
        yield Seen(file, row.line, name, _person(table, row)[1], since)


def _person(table: _Table, row: Row) -> tuple[str, tuple[str, ...]]:
    parts = (table.cell(row, field) for field in ("given", "name", "family"))
    emails = (table.cell(row, field).casefold() for field in ("email", "upn"))
    known = tuple(dict.fromkeys(each for each in emails if "@" in each and "#ext#" not in each))
    return " ".join(part for part in parts if part), known


def _time(text: str, row: Row, file: str) -> Written | None:
    if not any(each.isalnum() for each in text):
        return None
    try:
        return read_time(text)
    except UnreadableTimeError as problem:
        raise AttendanceError(f"{file}:{row.line}: {problem}") from None


def _seconds(table: _Table, row: Row, file: str, *, needed: bool) -> int | None:
    """How long somebody was there; of a duration that nothing hangs on, a form that is not known does not matter."""
    text = table.cell(row, "duration")
    if not any(each.isalnum() for each in text):
        return None
    try:
        return read_seconds(text, unit_of(table.heading("duration")))
    except UnreadableTimeError as problem:
        if needed:
            raise AttendanceError(f"{file}:{row.line}: {problem}") from None
        return None


def checked_columns(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Headers that a user names for fields; raises `AttendanceError` for a field that does not exist."""
    for field, _ in pairs:
        if field not in FIELDS:
            raise AttendanceError(f"there is no field `{field}`; there are: {', '.join(FIELDS)}")
    return dict(pairs)
