"""`scormkit xapi`: statements are checked and sent, and what a course can send is listed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from scormkit.cli._shared import course_argument, exit_with, refuse, report_options, show_report
from scormkit.cli._store import (
    batch_option,
    endpoint_option,
    journal_option,
    open_store,
    show_kept,
    show_progress,
    show_sent,
    store_options,
)

if TYPE_CHECKING:
    from scormkit.diagnostics import Report
    from scormkit.model import Course
    from scormkit.xapi.checking import Expected

PROFILES = ("scorm", "cmi5", "xapi")
STYLES = ("text", "json", "jsonl", "profile")

_file = click.argument("file", type=click.File("rb"), metavar="FILE")


@click.group()
def xapi() -> None:
    """Check and send xAPI statements; list what a course can send."""


@xapi.command(short_help="Check statements, strictly.")
@_file
@click.option("--from-store", is_flag=True, help="They were read from a store, which adds keys of its own.")
@report_options
def validate(file: BinaryIO, from_store: bool, style: str, strict: bool) -> None:
    """Check the statements in FILE, strictly, by xAPI 1.0.3 and what every store takes.

    FILE holds one statement, an array, a store's answer, or one statement a line; `-` is standard input. Exit code 0:
    nothing fails, 1: findings, 2: could not run.
    """
    report = _checked(file, _name(file), _expected(from_store))
    show_report(report, style)
    exit_with(report, strict)


@xapi.command(short_help="Send statements to a store, each once.")
@_file
@endpoint_option(required=True)
@batch_option
@journal_option
@click.option("--dry-run", is_flag=True, help="Check, and send nothing.")
@store_options
@report_options
def send(
    file: BinaryIO,
    endpoint: str,
    batch: int,
    journal: Path | None,
    dry_run: bool,
    no_credentials: bool,
    trust: Path | None,
    xapi_version: str,
    timeout: float,
    style: str,
    strict: bool,
) -> None:
    """Send the statements in FILE to a store, each once.

    All are checked first, and when one fails none is sent. What the store has is noted in a journal, so that the same
    command goes on where it stopped. Statements without an id get one that is always the same.

    Credentials come from the environment: SCORMKIT_LRS_KEY and SCORMKIT_LRS_SECRET, or SCORMKIT_LRS_TOKEN; at a
    terminal they are asked for. Exit code 0: all are in the store, 1: findings, 2: could not run.
    """
    from scormkit.diagnostics import Report
    from scormkit.xapi.sending import Journal, Limits, outgoing
    from scormkit.xapi.sending import send as send_all
    from scormkit.xapi.transport import StoreError

    name = _name(file)
    with _seekable(file) as stream, open_store(endpoint, no_credentials, trust, xapi_version, timeout) as store:
        # a missing id is none of the author's business here: it is made below
        report = Report.of(each for each in _checked(stream, name, _expected()) if each.code != "XAPI-NO-ID")
        show_report(report, style)
        if _fails(report, strict) or dry_run:
            click.echo("nothing was sent", err=True)
            exit_with(report, strict)
        stream.seek(0)
        path = journal or (None if name == "-" else Path(f"{name}.sent"))
        with Journal(path, store.endpoint) as known:
            try:
                sent = send_all(
                    store, outgoing(_read(stream, name)), known, name, limits=Limits(batch), progress=show_progress
                )
            except (KeyboardInterrupt, StoreError):
                show_kept(known)
                raise
    show_sent(sent)
    refused = Report.of(sent.refused)
    show_report(refused, style)
    exit_with(refused, False)


@xapi.command(short_help="List what a course can send.")
@course_argument
@click.option("--profile", type=click.Choice(PROFILES), default="scorm", show_default=True, help="Whose rules.")
@click.option(
    "--format", "style", type=click.Choice(STYLES), default="text", show_default=True,
    help="`json`: statements.json as packages carry it; `jsonl`: each statement once; `profile`: an xAPI profile.",
)  # fmt: skip
@click.option("--answers", is_flag=True, help="With the right answers of questions, for analysts.")
def templates(course: Path, profile: str, style: str, answers: bool) -> None:
    """List the statements that COURSE can send: when, with which verb, about what."""
    from scormkit.errors import CourseError
    from scormkit.model import XapiProfile
    from scormkit.source import read_course

    loaded = read_course(course)
    if loaded.course is None:
        show_report(loaded.report, "text")
        exit_with(loaded.report, False)
        return
    try:
        click.echo(_templates(loaded.course, XapiProfile(profile), style, answers), nl=False)
    except CourseError as problem:
        show_report(problem.report, "text")
        exit_with(problem.report, False)


@xapi.command(short_help="Ask a store whether it is there.")
@endpoint_option(required=True)
@store_options
def ping(endpoint: str, no_credentials: bool, trust: Path | None, xapi_version: str, timeout: float) -> None:
    """Ask a store whether it is there, which versions it speaks, and whether it knows the credentials.

    Nothing is written. Exit code 0: it answers, 2: it does not.
    """
    from scormkit.xapi.transport import RefusedError

    with open_store(endpoint, no_credentials, trust, xapi_version, timeout, tries=2) as store:
        versions = store.versions()
        try:
            next(store.statements(limit=1), None)
        except RefusedError as refusal:
            if refusal.status != 403:
                refuse(str(refusal))
            may_read = "no, so they may write at most"
        else:
            may_read = "yes"
        click.echo(f"store        {store.endpoint}")
        click.echo(f"speaks       {', '.join(versions) or 'it does not say'}")
        click.echo(f"may read     {may_read}")


# --- what they share ------------------------------------------------------------------------------


def _name(file: BinaryIO) -> str:
    name = getattr(file, "name", "<stdin>")
    return "-" if name == "<stdin>" else os.fspath(name)


def _expected(from_store: bool = False) -> Expected:
    from datetime import UTC, datetime

    from scormkit.xapi.checking import Expected

    return Expected(from_lrs=from_store, now=datetime.now(UTC))


def _checked(stream: BinaryIO, name: str, expected: Expected) -> Report:
    from scormkit.diagnostics import Report
    from scormkit.xapi.reading import check_file

    return Report.of(check_file(stream, name, expected))


def _read(stream: BinaryIO, name: str) -> Any:
    """The statements of a file in which all are well."""
    from scormkit.xapi.reading import Read, read_statements

    return (each for each in read_statements(stream, name) if isinstance(each, Read))


def _seekable(file: BinaryIO) -> BinaryIO:
    """The file, or what standard input holds: it is read twice, once to check and once to send."""
    from shutil import copyfileobj
    from tempfile import TemporaryFile

    if file.seekable():
        return file
    copy = TemporaryFile()  # noqa: SIM115 - closed by who gets it
    copyfileobj(file, copy)
    copy.seek(0)
    return copy


def _fails(report: Report, strict: bool) -> bool:
    from scormkit.diagnostics import Severity

    return bool(report.exit_code(Severity.WARNING if strict else Severity.ERROR))


def _templates(course: Course, profile: Any, style: str, answers: bool) -> str:
    from scormkit.xapi.profile import course_profile
    from scormkit.xapi.statements import course_catalogue, example_statements, render_json

    if style == "profile":
        return render_json(course_profile(course, profile))
    catalogue = course_catalogue(course, profile, answers=answers)
    if style == "json":
        return render_json(catalogue)
    if style == "jsonl":
        return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in example_statements(catalogue))
    return _table(catalogue)


def _table(catalogue: dict[str, Any]) -> str:
    """A line for each kind of statement, columns as wide as they need to be."""
    rows = [("statement", "verb", "about", "sent when")]
    for name, template in catalogue["templates"].items():
        if template["about"]:
            verb = template["verb"]["display"]["en"]
            roles = [catalogue["activities"][each]["role"] for each in template["about"]]
            about = ", ".join(f"{roles.count(role)} {role}" for role in dict.fromkeys(roles))
            rows.append((name, verb, about, template["when"]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


COMMANDS = (xapi,)
