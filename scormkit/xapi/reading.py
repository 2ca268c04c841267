"""xAPI room, reading: statements from a file (one, an array, a store's answer, or one a line), each with its place.

Values come from the standard library's fast reader. Only a text with something wrong in it is read once more, slowly,
to learn on which line things stand.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, BinaryIO

from scormkit.diagnostics import Diagnostic, Location
from scormkit.xapi.checking import MOST_BYTES, PLAIN, Batch, Expected, Finding, at_key, check_statement, diagnostic

MOST_DOCUMENT = 64_000_000  #: bytes of a file that is one JSON text; one statement a line may be any number
_MOST_DEPTH = 200
_MOST_LINE = 4 * MOST_BYTES
_PEEK = 65_536


@dataclass(frozen=True, slots=True)
class Read:
    """A statement as it was read: the value, its line, and its pointer in the file (empty, or `[3]`).

    `text` is the JSON it was read from, of the whole file or of the line; `first_line` the line on which that begins.
    """

    value: Any
    line: int
    pointer: str
    text: str = field(repr=False, default="")
    first_line: int = 1
    repeats: bool = False  #: an object in the text has a key twice


class Unreadable(Exception):
    """A text is no JSON at all; holds the finding and its line."""

    def __init__(self, finding: Finding, line: int) -> None:
        self.finding = finding
        self.line = line
        super().__init__(finding.message)


def check_file(stream: BinaryIO, name: str, expected: Expected = PLAIN) -> Iterator[Diagnostic]:
    """What is wrong with the statements of a file, each with file, line and path; nothing for a good file.

    `stream` is read from where it stands; `name` is how locations call it. One statement a line is read line by line,
    so that a file may be larger than memory.
    """
    batch = Batch()
    count = 0
    for each in read_statements(stream, name):
        if isinstance(each, Diagnostic):
            count += 1
            yield each
            continue
        count += 1
        yield from check_read(each, name, batch, expected)
    if not count:
        yield diagnostic(Finding("XAPI-NO-STATEMENT", "", "there is no statement in the file"), Location(name))


def check_read(read: Read, name: str, batch: Batch, expected: Expected = PLAIN) -> Iterator[Diagnostic]:
    """What is wrong with one statement that was read, beside those that the batch has seen."""
    found = list(check_statement(read.value, expected))
    label = f"the statement on line {read.line}" if not read.pointer else f"statement {read.pointer}"
    found += batch.add(read.value, label)
    if not found and not read.repeats:
        return
    # Most statements that are one a line need no search: everything in them stands on that line.
    search = read.repeats or "\n" in read.text
    lines, repeated = locate(read.text, read.first_line) if search else ({}, [])
    yield from (
        diagnostic(finding, Location(name, line)) for finding, line in repeated if _is_in(finding.path, read.pointer)
    )
    for finding in found:
        pointer = _joined(read.pointer, finding.path)
        yield diagnostic(finding, Location(name, _line_of(pointer, lines, read.line), read.pointer))


def read_statements(stream: BinaryIO, name: str) -> Iterator[Read | Diagnostic]:
    """Every statement of a file, or the diagnostic for what cannot be read.

    Takes one object, an array of objects, an answer of a store (`{"statements": […]}`), or one object a line.
    """
    start = _first_lines(stream)
    if start.startswith(codecs.BOM_UTF8):
        start = start[len(codecs.BOM_UTF8) :]
    if _is_lines(start):
        yield from _read_lines(_lines(start, stream), name)
    else:
        yield from _read_document(start + stream.read(MOST_DOCUMENT - len(start) + 1), name)


def _first_lines(stream: BinaryIO) -> bytes:
    """Enough of the file to see whether it is one statement a line: a whole line, and something after it."""
    start = b""
    while more := stream.read(_PEEK):
        start += more
        first, _, rest = start.lstrip().partition(b"\n")
        if rest.strip() or len(first) > _MOST_LINE:
            break
    return start


def _is_lines(start: bytes) -> bool:
    """Whether the first line that holds something is a whole object, with another line after it."""
    lines = start.split(b"\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or not lines[first].lstrip().startswith(b"{"):
        return False
    more = any(line.strip() for line in lines[first + 1 :])
    try:
        json.loads(lines[first])
    except (ValueError, RecursionError):
        # A line that ends in a brace and is followed by one that begins with one: broken, but meant as a line.
        following = next((line for line in lines[first + 1 :] if line.strip()), b"")
        return lines[first].rstrip().endswith(b"}") and following.lstrip().startswith(b"{")
    return more


def _lines(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only as much as shows that it is."""
    rest, dropping = start, False
    while True:
        *whole, rest = rest.split(b"\n")
        for line in whole:
            if not dropping:
                yield line
            dropping = False
        if len(rest) > _MOST_LINE:
            if not dropping:
                yield rest
            rest, dropping = b"", True
        more = stream.read(_PEEK)
        if not more:
            break
        rest += more
    if not dropping:
        yield rest


def _read_lines(lines: Iterator[bytes], name: str) -> Iterator[Read | Diagnostic]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > _MOST_LINE:
            finding = Finding("XAPI-SIZE", "", f"the line has more than {_MOST_LINE:,} bytes")
            yield diagnostic(finding, Location(name, number))
            continue
        try:
            text = _decoded(line, number)
            value, repeats = parse(text, number)
        except Unreadable as problem:
            yield diagnostic(problem.finding, Location(name, problem.line))
            continue
        yield Read(value, number, "", text, number, repeats)


def _read_document(data: bytes, name: str) -> Iterator[Read | Diagnostic]:
    if len(data) > MOST_DOCUMENT:
        message = f"the file is one JSON text of more than {MOST_DOCUMENT:,} bytes"
        finding = Finding("XAPI-SIZE", "", message, "write one statement a line")
        yield diagnostic(finding, Location(name))
        return
    if not data.strip():
        return
    try:
        text = _decoded(data, 1)
        value, repeats = parse(text, 1)
    except Unreadable as problem:
        yield diagnostic(problem.finding, Location(name, problem.line))
        return
    lines: dict[str, int] | None = None
    for pointer, inner in _statements_in(value):
        if pointer and lines is None:
            lines, _ = locate(text, 1)
        line = (lines or {}).get(pointer, 1)
        yield Read(inner, line, pointer, text, 1, repeats)


def _statements_in(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        yield from ((f"[{index}]", inner) for index, inner in enumerate(value))
    elif isinstance(value, dict) and isinstance(value.get("statements"), list) and "actor" not in value:
        yield from ((f"statements[{index}]", inner) for index, inner in enumerate(value["statements"]))
    else:
        yield "", value


def _decoded(data: bytes, line: int) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as problem:
        where = line + data[: problem.start].count(b"\n")
        message = f"byte 0x{data[problem.start]:02x} is not UTF-8"
        raise Unreadable(Finding("XAPI-ENCODING", "", message), where) from None


# --- JSON -----------------------------------------------------------------------------------------


class _Repeats:
    """Notices that an object has a key twice, which the standard library's reader passes over."""

    found = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self.found = self.found or len(made) < len(pairs)
        return made


def parse(text: str, first_line: int = 1) -> tuple[Any, bool]:
    """The value of a JSON text, and whether an object in it has a key twice. Raises `Unreadable`."""

    def refuse(word: str) -> Any:
        line = first_line + text.count("\n", 0, text.index(word))
        raise Unreadable(Finding("XAPI-NUMBER", "", f"`{word}` is not a number of JSON"), line)

    repeats = _Repeats()
    try:
        value = json.loads(text, object_pairs_hook=repeats, parse_constant=refuse)
    except json.JSONDecodeError as problem:
        message = f"this is not JSON: {problem.msg[0].lower()}{problem.msg[1:]} at column {problem.colno}"
        line = first_line + text.count("\n", 0, problem.pos)
        raise Unreadable(Finding("XAPI-JSON", "", message), line) from None
    except RecursionError:
        raise Unreadable(Finding("XAPI-DEPTH", "", "the JSON is nested too deep"), first_line) from None
    except ValueError:  # Python refuses to read whole numbers of more than 4,300 digits
        raise Unreadable(Finding("XAPI-NUMBER", "", "a number has thousands of digits"), first_line) from None
    return value, repeats.found


_TOKEN = re.compile(r'\s*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}\[\],:"]+))', re.S)


@lru_cache(maxsize=1)  # every statement of an array asks about the same text
def locate(text: str, first_line: int = 1) -> tuple[dict[str, int], list[tuple[Finding, int]]]:
    """Pointer → line for every value of a well-formed JSON text, and the keys that stand twice, each with its line."""
    lines: dict[str, int] = {}
    repeated: list[tuple[Finding, int]] = []
    line = first_line
    end = 0
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        begin = token.end() - len(token[0].lstrip())
        line += text.count("\n", end, begin)
        end = begin
        mark, string, _ = token.groups()
        top = stack[-1] if stack else None
        if mark in ("}", "]"):
            stack.pop()
        elif mark == ",":
            assert top is not None
            top.next()
        elif mark == ":":
            continue
        elif string is not None and top is not None and top.awaits_key:
            name = json.loads(string)
            pointer = top.take_key(name)
            if pointer in lines:
                message = f"`{pointer}` stands twice, here and on line {lines[pointer]}"
                repeated.append((Finding("XAPI-DUPLICATE-KEY", pointer, message), line))
            lines[pointer] = line
        else:
            pointer = top.pointer() if top else ""
            lines.setdefault(pointer, line)
            if mark and len(stack) < _MOST_DEPTH:
                stack.append(_Open(pointer, mark == "{"))
            elif mark:
                break
    return lines, repeated


@dataclass(slots=True)
class _Open:
    """An object or array that is being read."""

    path: str
    is_object: bool
    index: int = 0
    key: str = ""
    awaits_key: bool = field(init=False)

    def __post_init__(self) -> None:
        self.awaits_key = self.is_object

    def take_key(self, name: str) -> str:
        self.key = name
        self.awaits_key = False
        return self.pointer()

    def next(self) -> None:
        self.index += 1
        self.awaits_key = self.is_object

    def pointer(self) -> str:
        return at_key(self.path, self.key) if self.is_object else f"{self.path}[{self.index}]"


def _joined(pointer: str, path: str) -> str:
    if not pointer or not path:
        return pointer or path
    return f"{pointer}{path}" if path.startswith("[") else f"{pointer}.{path}"


def _is_in(path: str, pointer: str) -> bool:
    return not pointer or path.startswith((f"{pointer}.", f"{pointer}["))


def _line_of(pointer: str, lines: dict[str, int], default: int) -> int:
    """The line of a pointer, or of the nearest thing around it."""
    while pointer:
        if pointer in lines:
            return lines[pointer]
        pointer = re.sub(r"(\.[^.\[\]]*|\[[^\[\]]*\]|^[^.\[]*)$", "", pointer)
    return default
