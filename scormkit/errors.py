"""Exceptions, raised only for "cannot go on"; everything else is a `Diagnostic`."""

from __future__ import annotations

from scormkit.diagnostics import Diagnostic, Report


class ScormkitError(Exception):
    """Base of what scormkit raises on purpose; the command line shows its text without a traceback."""


class CourseError(ScormkitError):
    """The source has errors, so there is no course; `report` holds all of them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("\n".join(f"{each.location}: {each.message}" for each in report))


class PackageError(ScormkitError):
    """A package cannot be read at all, or cannot be written."""


class ThemeError(ScormkitError):
    """A theme is unknown, incomplete, or one of its templates fails; `diagnostic` says where and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.location}: {diagnostic.message}")
