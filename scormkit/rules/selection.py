"""Rules room, selection: which codes are shown, and how severe they are here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from scormkit.diagnostics import Diagnostic, Report, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """A severity that differs somewhere, with the reason and where it is known from."""

    codes: tuple[str, ...]
    severity: Severity
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What one consumer does differently: an LMS, or a strict reading of the standard.

    `takes` are the standards it accepts (empty: all); `upload_limit` is in bytes, 0 when unknown.
    """

    name: str
    title: str
    changes: tuple[Change, ...] = ()
    takes: tuple[str, ...] = ()
    takes_source: str = ""
    upload_limit: int = 0

    def severities(self) -> dict[str, Severity]:
        return {code: change.severity for change in self.changes for code in change.codes}


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes or patterns (`ZIP-*`) to show, to leave out, and to judge otherwise; a later, exact code wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def shows(self, code: str) -> bool:
        if matches(code, self.ignore):
            return False
        return not self.select or matches(code, self.select)

    def severity_of(self, code: str, given: Severity) -> Severity:
        if code in self.severities:
            return self.severities[code]
        found = [level for pattern, level in self.severities.items() if fnmatchcase(code, pattern)]
        return found[-1] if found else given

    def over(self, profile: Profile) -> Selection:
        """This selection on top of a profile: what the user says wins."""
        return replace(self, severities={**profile.severities(), **self.severities})


def matches(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def explain_unknown(pattern: str, known: Iterable[str]) -> str:
    """Why a code or pattern names none of the `known` codes, with the nearest names; "" when it names one."""
    codes = list(known)
    if any(fnmatchcase(code, pattern) for code in codes):
        return ""
    if any(mark in pattern for mark in "*?["):
        return f"no rule's code matches `{pattern}`"
    if any(code.startswith(f"{pattern}-") for code in codes):
        return f"there is no rule `{pattern}`: write `{pattern}-*` for the family"
    near = get_close_matches(pattern, codes, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else "`scormkit rules` lists all"
    return f"there is no rule `{pattern}`: {hint}"


def apply_selection(report: Report, selection: Selection) -> Report:
    """The report as this selection shows it."""
    return Report.of(
        _with_severity(each, selection.severity_of(each.code, each.severity))
        for each in report
        if selection.shows(each.code)
    )


def _with_severity(diagnostic: Diagnostic, severity: Severity) -> Diagnostic:
    return diagnostic if severity == diagnostic.severity else replace(diagnostic, severity=severity)
