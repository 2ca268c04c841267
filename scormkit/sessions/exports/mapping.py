"""Exports room, mapping: a YAML file that says which columns a table has, and where each comes from.

A template of one's own is such a file and nothing else. Whatever it asks for that does not exist is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from scormkit.errors import ScormkitError
from scormkit.sessions.dates import Moment
from scormkit.sessions.exports.cells import moment_text, number_text, table_text

Fact = str | float | Moment | tuple[str, ...] | None
Facts = Mapping[str, Fact]

ISO = "YYYY-MM-DDTHH:mm:ssZ"
PARAM = "param."  #: sources that a user sets
_TIMES = frozenset({"start", "end", "first", "last", "completed.at"})
_FILE_KEYS = ("name", "rows", "columns", "delimiter", "line-end", "encoding", "zone", "status", "needs")
_COLUMN_KEYS = ("column", "source", "value", "default", "format", "zone", "join", "map")


class ZonePolicy(StrEnum):
    """Whose clock a table's times are told by."""

    SITE = "site"  #: the LMS's own zone
    COHORT = "cohort"
    UTC = "utc"


class MappingError(ScormkitError):
    """A mapping cannot be used; the text names its file, and the table and column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the first of `sources` that has a value, else `default`; or always `value`."""

    name: str
    sources: tuple[str, ...] = ()
    value: str | None = None
    default: str = ""
    form: str = ""
    zone: ZonePolicy | None = None
    join: str = "; "
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file to write: a row for each of `rows`, which says what the facts are about."""

    name: str
    rows: str
    columns: tuple[Column, ...]
    delimiter: str = ","
    line_end: str = "\r\n"
    encoding: str = "utf-8"
    zone: ZonePolicy = ZonePolicy.COHORT
    status: tuple[str, ...] = ()  #: only rows of these; empty for all
    needs: tuple[str, ...] = ()  #: what a user must give before this file can be written


@dataclass(frozen=True, slots=True)
class Layout:
    """What one system imports: its files in the order in which they are imported. `notes` are told to the user."""

    name: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def read_layout(path: Path, sources: Mapping[str, Collection[str]]) -> Layout:
    """A mapping file. `sources` are the kinds of rows, each with what its columns can come from.

    Raises `MappingError`.
    """
    try:
        data: Any = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError) as problem:
        raise MappingError(f"`{path}` cannot be read: {problem}") from None
    except yaml.YAMLError as problem:
        raise MappingError(f"{path}: this is not YAML: {problem}") from None
    if not isinstance(data, dict) or not isinstance(data.get("files"), list) or not data["files"]:
        raise MappingError(f"{path}: a mapping has `title` and `files`, each with `name`, `rows` and `columns`")
    tables = tuple(_table(each, f"{path}: file {number}", sources) for number, each in enumerate(data["files"], 1))
    return Layout(path.stem, str(data.get("title", path.stem)), tables, tuple(_list(data.get("notes", []))))


def _table(data: object, where: str, sources: Mapping[str, Collection[str]]) -> Table:
    entry = _keys(data, _FILE_KEYS, where)
    name = entry.get("name", "")
    if not name or Path(name).name != name or name.startswith("."):
        raise MappingError(f"{where}: `name` is `{name}`; write a plain file name such as `sessions.csv`")
    rows = _one_of(entry.get("rows", ""), tuple(sources), f"{where}: `rows`")
    columns = entry.get("columns")
    if not isinstance(columns, list) or not columns:
        raise MappingError(f"{where}: `columns` is missing")
    delimiter = {"tab": "\t"}.get(entry.get("delimiter", ","), entry.get("delimiter", ","))
    if len(delimiter) != 1:
        raise MappingError(f"{where}: `delimiter` is `{delimiter}`; write one character or `tab`")
    return Table(
        name=name,
        rows=rows,
        columns=tuple(_column(each, f"{where}: column {n}", sources[rows]) for n, each in enumerate(columns, 1)),
        delimiter=delimiter,
        line_end={"crlf": "\r\n", "lf": "\n"}.get(entry.get("line-end", "crlf"), entry.get("line-end", "")),
        encoding={"utf-8": "utf-8", "utf-8-bom": "utf-8-sig"}[
            _one_of(entry.get("encoding", "utf-8"), ("utf-8", "utf-8-bom"), f"{where}: `encoding`")
        ],
        zone=ZonePolicy(_one_of(entry.get("zone", "cohort"), tuple(ZonePolicy), f"{where}: `zone`")),
        status=tuple(_list(entry.get("status", []))),
        needs=tuple(_list(entry.get("needs", []))),
    )


def _column(data: object, where: str, sources: Collection[str]) -> Column:
    entry = _keys(data, _COLUMN_KEYS, where)
    if "column" not in entry:
        raise MappingError(f"{where}: `column` is missing")
    asked = tuple(_list(entry.get("source", [])))
    if not asked and "value" not in entry:
        raise MappingError(f"{where}: `{entry['column']}` has neither `source` nor `value`")
    for each in asked:
        if not each.startswith(PARAM):
            _one_of(each, sources, f"{where}: `source`")
    zone = entry.get("zone")
    words = entry.get("map")
    return Column(
        name=entry["column"],
        sources=asked,
        value=entry.get("value"),
        default=entry.get("default", ""),
        form=entry.get("format", ISO),
        zone=ZonePolicy(_one_of(zone, tuple(ZonePolicy), f"{where}: `zone`")) if zone else None,
        join=entry.get("join", "; "),
        words=words if isinstance(words, dict) else None,
    )


def _keys(data: object, known: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise MappingError(f"{where}: this must be keys with values")
    for key in data:
        _one_of(key, known, f"{where}: key")
    return data


def _one_of(value: str, known: Iterable[str], where: str) -> str:
    words = [str(each) for each in known]
    if value in words:
        return value
    near = get_close_matches(str(value), words, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(words)}"
    raise MappingError(f"{where} is `{value}`, which does not exist; {hint}")


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


# --- writing ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones that the policies stand for."""

    site: str
    cohort: str

    def of(self, policy: ZonePolicy) -> str:
        return {ZonePolicy.SITE: self.site, ZonePolicy.COHORT: self.cohort, ZonePolicy.UTC: "UTC"}[policy]


def write_table(table: Table, rows: Iterable[Facts], zones: Zones) -> bytes:
    """The file's bytes: a header, and a line for each row."""
    cells = ([_cell(column, facts, table, zones) for column in table.columns] for facts in rows)
    text = table_text([column.name for column in table.columns], cells, table.delimiter, table.line_end)
    return text.encode(table.encoding)


def zones_told(table: Table, zones: Zones) -> tuple[str, ...]:
    """The zones in which the file tells times, each with why; empty where it tells none."""
    why = {
        ZonePolicy.SITE: f"{zones.site}, the site's zone",
        ZonePolicy.COHORT: f"{zones.cohort}, the cohort's zone",
        ZonePolicy.UTC: "UTC",
    }
    timed = (each for each in table.columns if _TIMES & {*each.sources})
    offset = (f"{why[each.zone or table.zone]}{' with offsets' if 'Z' in each.form else ''}" for each in timed)
    return tuple(dict.fromkeys(offset))


def _cell(column: Column, facts: Facts, table: Table, zones: Zones) -> str:
    if column.value is not None:
        return column.value
    found = next((facts[each] for each in column.sources if facts.get(each) not in (None, "", ())), None)
    text = column.default if found is None else _text(found, column, zones.of(column.zone or table.zone))
    return (column.words or {}).get(text, text)


def _text(fact: Fact, column: Column, zone: str) -> str:
    if isinstance(fact, Moment):
        return moment_text(fact.in_zone(zone), column.form)
    if isinstance(fact, tuple):
        return column.join.join(fact)
    return number_text(fact) if isinstance(fact, int | float) else str(fact)
