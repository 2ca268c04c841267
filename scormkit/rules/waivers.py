"""Rules room, waivers: findings that somebody decided to live with, for a reason and perhaps for a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Decision:
    """A waiver as it is applied: what it is called, why and until when, where it stands, and what it covers."""

    name: str
    reason: str
    until: date | None
    where: Location
    covers: Callable[[Diagnostic], bool]


def apply_waivers(report: Report, waivers: Iterable[Waiver], *, today: date, settings: str) -> Report:
    """The report without what is waived on `today`; waivers that ended or cover nothing are reported.

    `settings` is the file that holds the waivers, for the place of such reports.
    """
    decisions = [
        Decision(each.code, each.reason, each.until, Location(settings, 0, f"waivers.{each.code}"), each.covers)
        for each in waivers
    ]
    return settle(report, decisions, today)


def settle(
    report: Report, decisions: Iterable[Decision], today: date | None, unused: Severity = Severity.INFO
) -> Report:
    """The report without what decisions cover that hold on `today` (None: all hold).

    Those that ended are reported as warnings, those that cover nothing with the severity `unused`.
    """
    kept = list(report)
    notes: list[Diagnostic] = []
    for each in decisions:
        covered = {finding for finding in report if each.covers(finding)}
        ended = each.until is not None and today is not None and today > each.until
        if not covered:
            words = f"the waiver of {each.name} covers nothing any more"
            notes.append(Diagnostic(WAIVER_UNUSED, unused, words, each.where, "delete it"))
        elif ended:
            words = f"the waiver of {each.name} ended on {each.until}: {each.reason}"
            hint = "mend the finding, or decide anew"
            notes.append(Diagnostic(WAIVER_EXPIRED, Severity.WARNING, words, each.where, hint))
        else:
            kept = [finding for finding in kept if finding not in covered]
    return Report.of([*kept, *notes])
