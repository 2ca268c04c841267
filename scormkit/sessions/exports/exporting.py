"""Exports room, exporting: a cohort's plan → the files that an LMS imports, and what its user should know of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scormkit.errors import ScormkitError
from scormkit.sessions.exports.facts import SOURCES, facts_of
from scormkit.sessions.exports.mapping import Layout, Table, Zones, read_layout, write_table, zones_told
from scormkit.sessions.plan import SessionPlan

_FOLDER = Path(__file__).parent / "tables"
IDMAP_HEADER = ("key", "session-id", "session-uuid")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file, and what to say of it: how many rows, in whose time."""

    name: str
    content: bytes
    rows: int
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanExport:
    """What one system gets. `waiting` are files that need something first, each with what; `notes` the mapping's."""

    files: tuple[ExportFile, ...]
    waiting: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]  #: live sessions without a date
    notes: tuple[str, ...]


def layouts() -> tuple[str, ...]:
    """The names of the mappings that come with scormkit."""
    return tuple(sorted(each.stem for each in _FOLDER.glob("*.yaml")))


def layout_of(name: str) -> Layout:
    """A mapping of scormkit's by its name, or one of the user's by its path. Raises `MappingError`."""
    path = _FOLDER / f"{name}.yaml"
    return read_layout(path if name in layouts() else Path(name), SOURCES)


def export_plan(
    plan: SessionPlan,
    layout: Layout,
    *,
    site_zone: str = "",
    params: Mapping[str, str] | None = None,
    idmap: Mapping[str, tuple[str, str]] | None = None,
) -> PlanExport:
    """The files of a mapping for a cohort. Pure: the same plan gives the same bytes.

    Live sessions without a date are left out and named. `site_zone` is the LMS's zone, the cohort's when empty. `idmap`
    has ids that an LMS gave, as `read_idmap` reads them: a table that needs them waits until they are there.
    """
    zones = Zones(site_zone or plan.cohort.zone, plan.cohort.zone)
    files: list[ExportFile] = []
    waiting: list[tuple[str, str]] = []
    for table in layout.tables:
        missing = _missing(table, plan, params or {}, idmap or {})
        if missing:
            waiting.append((table.name, missing))
            continue
        facts = [
            each
            for each in facts_of(plan, table.rows, params or {}, idmap or {})
            if not table.status or each.get("status") in table.status
        ]
        files.append(ExportFile(table.name, write_table(table, facts, zones), len(facts), zones_told(table, zones)))
    undated = tuple(each.id for each in plan.occurrences if each.start is None)
    return PlanExport(tuple(files), tuple(waiting), undated, layout.notes)


def _missing(table: Table, plan: SessionPlan, params: Mapping[str, str], idmap: Mapping[str, tuple[str, str]]) -> str:
    for need in table.needs:
        if need == "idmap" and f"{plan.course.id}.{plan.cohort.id}" not in idmap:
            return "--idmap FILE with the ids that the LMS gave"
        if need != "idmap" and need not in params:
            return f"--set {need}=VALUE"
    return ""


def read_idmap(data: bytes, file: str) -> dict[str, tuple[str, str]]:
    """Ids that an LMS gave, by `cohort.key`: a CSV with `key`, and `session-id` or `session-uuid`.

    Parted by commas, semicolons or tabs, as spreadsheets save it. Lines without an id are left out. Raises
    `ScormkitError` for another file, and for a key with both ids: Docebo refuses rows that have both.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    if "key" not in header.strip().split(delimiter):
        raise ScormkitError(f"{file}: this has no ids of sessions: write a CSV with `{','.join(IDMAP_HEADER)}`")
    found: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows, 2):
        key, given, uuid = ((row.get(name) or "").strip() for name in IDMAP_HEADER)
        if given and uuid:
            raise ScormkitError(f"{file}:{number}: `{key}` has both ids; keep one of them")
        if key and (given or uuid):
            found[key] = given, uuid
    return found
