"""`scormkit lint` and `scormkit check`: a course's sources, and all that becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import course_argument, exit_with, report_options, require_folder, tell

if TYPE_CHECKING:
    from scormkit.diagnostics import Report


@click.command(short_help="Find what could be better in a course.")
@course_argument
@report_options
def lint(course: Path, style: str, strict: bool) -> None:
    """Look for mistakes in COURSE's sources, and for what could be better; build nothing."""
    report = _lint(course)
    tell(report, style)
    exit_with(report, strict)


@click.command(short_help="Lint, build and validate a course in one go.")
@course_argument
@report_options
def check(course: Path, style: str, strict: bool) -> None:
    """Lint COURSE, build it in a temporary place, and validate every package.

    What continuous integration wants to know; nothing is left behind.
    """
    import tempfile

    from scormkit.build import BuildOptions, build_course

    report = _lint(course)
    if not report.exit_code():
        with tempfile.TemporaryDirectory() as place:
            report += _shortened(build_course(course, BuildOptions(out=Path(place))).report, place)
    tell(report, style)
    exit_with(report, strict)


def _shortened(report: Report, place: str) -> Report:
    """The report without the temporary folder, which is gone by the time somebody reads it."""
    from dataclasses import replace

    from scormkit.diagnostics import Report

    prefix = f"{Path(place).as_posix()}/"
    return Report.of(
        replace(each, location=replace(each.location, file=each.location.file.removeprefix(prefix))) for each in report
    )


def _lint(course: Path) -> Report:
    from datetime import date

    from scormkit.lint import lint_course
    from scormkit.source import read_course

    require_folder(course)
    loaded = read_course(course)
    report = loaded.report
    for language in loaded.languages[1:]:
        report += read_course(course, language).report
    return report + lint_course(loaded.course, course.as_posix(), today=date.today()) if loaded.course else report


COMMANDS = (lint, check)
