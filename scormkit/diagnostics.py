"""Diagnostics: the one language for problems, whoever finds them and whoever shows them.

A stage that can go on yields `Diagnostic` values; a `Report` holds them in one fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is; larger is worse."""

    INFO = 1  #: advice
    WARNING = 2  #: works, but not everywhere or not as meant
    ERROR = 3  #: an LMS may refuse it or lose data

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity called `name` in any case; raises `KeyError` for another word."""
        return cls[name.upper()]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a problem is: a file, a line in it (1-based, 0 = the whole file), and a pointer inside it.

    `pointer` is a YAML path (`outline[2].items[0]`), an XPath or a zip member, whichever suits the file.
    """

    file: str
    line: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a judgement rests on: what was measured, the threshold, where that comes from and how strong it is.

    `grade` is A (meta-analysis or systematic review), B (one large or controlled study), C (professional practice),
    D (definition of a blended model), E (our own convention) or empty (logic). `contrary` names a study against it.
    """

    measured: str = ""
    threshold: str = ""
    source: str = ""
    grade: str = ""
    contrary: str = ""

    def in_words(self) -> str:
        """All of it in one line: `measured 25 %, asked for 50 %; D: definition of the model`."""
        asked = f"asked for {self.threshold}" if self.threshold else ""
        figures = ", ".join(each for each in (f"measured {self.measured}" if self.measured else "", asked) if each)
        source = f"{self.grade}: {self.source}" if self.grade else self.source
        contrary = f"contrary: {self.contrary}" if self.contrary else ""
        return "; ".join(part for part in (figures, source, contrary) if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong in the author's words, where, and what to do about it."""

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    evidence: Evidence | None = None

    def sort_key(self) -> tuple[int, str, int, str, str, str]:
        """Errors first, then by place, then by code: the order is the same on every run."""
        where = self.location
        return (-self.severity, where.file, where.line, self.code, where.pointer, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, sorted, without repetitions."""

    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Report:
        return cls(tuple(sorted(dict.fromkeys(diagnostics), key=Diagnostic.sort_key)))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.diagnostics, *other.diagnostics))

    def worst(self) -> Severity | None:
        """The gravest severity present; None for a clean report."""
        return max((each.severity for each in self.diagnostics), default=None)

    def count(self, severity: Severity) -> int:
        return sum(each.severity == severity for each in self.diagnostics)

    def exit_code(self, fail_on: Severity = Severity.ERROR) -> int:
        """0 when nothing is as bad as `fail_on`, else 1. (2, "could not run", is the command line's own.)"""
        worst = self.worst()
        return int(worst is not None and worst >= fail_on)


def error(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, location, hint)


def warning(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, location, hint)


def info(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.INFO, message, location, hint)
