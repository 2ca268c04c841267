"""Rules room, waivers: findings that somebody decided to live with, for a reason and perhaps for a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from scormkit.diagnostics import Diagnostic, Location, Report, Severity
from scormkit.errors import ScormkitError

WAIVER_EXPIRED = "WAIVER-EXPIRED"
WAIVER_UNUSED = "WAIVER-UNUSED"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision: this code, in these files, need not be mended, because …, until …

    `file` is a pattern over locations ("*" for all). `until` is the last day it holds; None means for good.
    """

    code: str
    reason: str
    file: str = "*"
    until: date | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        where = diagnostic.location.file
        return fnmatchcase(diagnostic.code, self.code) and (
            fnmatchcase(where, self.file) or fnmatchcase(where, f"*/{self.file}")
        )


def read_waiver(table: Mapping[str, Any], where: str) -> Waiver:
    """A waiver from a table of a settings file; raises `ScormkitError` when code or reason is missing."""
    unknown = sorted(set(table) - {"code", "reason", "file", "until"})
    if unknown:
        raise ScormkitError(f"{where}: a waiver has no setting `{unknown[0]}`")
    code, reason = str(table.get("code", "")).strip().upper(), str(table.get("reason", "")).strip()
    if not code:
        raise ScormkitError(f"{where}: a waiver names no code")
    if not reason:
        raise ScormkitError(f"{where}: the waiver of {code} gives no reason")
    return Waiver(code, reason, str(table.get("file", "*")), _read_day(table.get("until"), code, where))


def _read_day(value: object, code: str, where: str) -> date | None:
    if value is None:
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise ScormkitError(
            f"{where}: the waiver of {code} ends on `{value}`, which is no date like 2027-01-31"
        ) from None


def apply_waivers(report: Report, waivers: Iterable[Waiver], *, today: date, settings: str) -> Report:
    """The report without what is waived on `today`; waivers that ended or cover nothing are reported.

    `settings` is the file that holds the waivers, for the place of such reports.
    """
    waivers = tuple(waivers)
    holding = [each for each in waivers if each.until is None or today <= each.until]
    kept = [each for each in report if not any(waiver.covers(each) for waiver in holding)]
    notes = [note for each in waivers if (note := _note(each, report, today, settings))]
    return Report.of([*kept, *notes])


def _note(waiver: Waiver, report: Report, today: date, settings: str) -> Diagnostic | None:
    used = any(waiver.covers(each) for each in report)
    where = Location(settings, 0, f"waivers.{waiver.code}")
    if used and waiver.until is not None and today > waiver.until:
        words = f"the waiver of {waiver.code} ended on {waiver.until}: {waiver.reason}"
        return Diagnostic(WAIVER_EXPIRED, Severity.WARNING, words, where, "mend the finding, or decide anew")
    if not used:
        words = f"the waiver of {waiver.code} covers nothing any more"
        return Diagnostic(WAIVER_UNUSED, Severity.INFO, words, where, "delete it")
    return None
