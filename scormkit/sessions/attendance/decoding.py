"""Attendance room, decoding: the bytes of an export → rows with their lines, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = ("\t", ",", ";", "|")
_NAMES = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: What files of other kinds begin with; people rename them to .csv.
_OTHERS = (
    (b"PK\x03\x04", "an Excel workbook or another zip"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"<", "a web page or XML"),
    (b"{", "JSON"),
)
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, and the line where it begins."""

    cells: tuple[str, ...]
    line: int

    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def other_kind(data: bytes) -> str:
    """What a file is when it is plainly no table of text; empty where it may be one."""
    if not data.strip(b"\x00 \t\r\n"):
        return "empty"
    if len(data) > MOST_BYTES:
        return f"larger than {MOST_BYTES // 1_000_000} MB"
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((what for mark, what in _OTHERS if start.startswith(mark)), "")


def encodings(data: bytes) -> Iterator[tuple[str, str]]:
    """Each encoding that the bytes can be read in, the likeliest first, with the text.

    A mark at the beginning decides. Without one it is UTF-16 where every other byte is nothing, UTF-8 where that fits,
    else one of Windows' for the west or the middle of Europe: the reader sees which of them gives known words.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for name in (marked,) if marked else _unmarked(data):
        try:
            yield name, data.decode(name)
        except UnicodeDecodeError:
            continue


def _unmarked(data: bytes) -> tuple[str, ...]:
    sample = data[:2000]
    if sample[1::2].count(0) * 2 > len(sample) // 2:
        return ("utf-16-le",)
    if sample[0::2].count(0) * 2 > len(sample) // 2:
        return ("utf-16-be",)
    return ("utf-8", "cp1252", "cp1250")


def rows(text: str, delimiter: str) -> tuple[Row, ...]:
    """The rows of a text. Raises `csv.Error` for one that cannot be a table."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = lines.partition("\n")
    skipped = 1 if first.strip().casefold().startswith("sep=") else 0  # Excel's own mark of a delimiter
    reader = csv.reader(io.StringIO(rest if skipped else lines), delimiter=delimiter)
    found: list[Row] = []
    line = 1 + skipped
    for cells in reader:
        found.append(Row(tuple(cells), line))
        line = reader.line_num + 1 + skipped
    return tuple(found)


def delimiter_name(delimiter: str) -> str:
    """A delimiter in words: `tabs`, `commas`, …"""
    return _NAMES[delimiter]
