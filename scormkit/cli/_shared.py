"""What several commands share: options that mean the same everywhere, and how a report is shown."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from scormkit.diagnostics import Report

Command = TypeVar("Command", bound=Callable[..., Any])

INTERRUPTED = 130  #: what shells give for a program that Ctrl-C ended: 128 and the signal's number
FORMATS = ("text", "json", "sarif", "junit", "github", "html")

course_argument = click.argument("course", type=click.Path(path_type=Path), metavar="COURSE")


def require_folder(course: Path) -> None:
    """Ends the program where COURSE is no folder: most often its name is misspelt."""
    if not course.is_dir():
        refuse(f"there is no folder `{course}`; name the folder that holds a course.yaml")


def report_options(command: Command) -> Command:
    """`--format` and `--strict`, as every command that reports takes them."""
    formats = click.Choice(FORMATS)
    command = click.option("--format", "style", type=formats, default="text", show_default=True, help="Output format.")(
        command
    )
    return click.option("--strict", is_flag=True, help="Warnings fail, too.")(command)


def show_report(report: Report, style: str) -> None:
    """Findings on standard output; as text, only when there are any."""
    if style == "text" and not len(report):
        return
    from scormkit.output import render_report

    click.echo(render_report(report, style, colour=sys.stdout.isatty()), nl=False)


def tell(report: Report, style: str) -> None:
    """The report; that nothing was found is an answer, too."""
    show_report(report, style)
    if style == "text" and not len(report):
        click.echo("nothing found")


def exit_with(report: Report, strict: bool) -> None:
    """Ends the program: 0 when nothing fails, else 1."""
    from scormkit.diagnostics import Severity

    sys.exit(report.exit_code(Severity.WARNING if strict else Severity.ERROR))


def refuse(message: str) -> NoReturn:
    """Ends the program because it could not run."""
    click.echo(f"error: {message}", err=True)
    sys.exit(2)


def write_text(path: Path, text: str) -> None:
    """Write a file that the user named; ends the program with the reason where that cannot be."""
    try:
        path.write_text(text, "utf-8")
    except OSError as failure:
        refuse(f"`{path}` cannot be written: {(failure.strerror or str(failure)).lower()}")


def shell_word(text: str) -> str:
    """A word as one types it in a command of this system's shell, whatever is in it."""
    word = f"./{text}" if text.startswith("-") else text
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)


def megabytes(size: int) -> str:
    """A size as people read it: `395 kB`, `12.3 MB`."""
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def verdict(report: Report) -> str:
    """A report in a few words: `no errors, 2 warnings`."""
    from scormkit.diagnostics import Severity

    def count(severity: Severity, word: str) -> str:
        number = report.count(severity)
        return f"{number or 'no'} {word}{'' if number == 1 else 's'}"

    return f"{count(Severity.ERROR, 'error')}, {count(Severity.WARNING, 'warning')}"
