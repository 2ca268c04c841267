"""`scormkit attend`: who was in a live session, from what meeting tools export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scormkit.cli._settings import Setting, Zone, set_option
from scormkit.cli._shared import course_argument, refuse, show_report
from scormkit.cli._store import (
    batch_option,
    endpoint_option,
    journal_option,
    open_store,
    show_progress,
    show_sent,
    store_options,
)
from scormkit.cli.plan._shared import now_option, read_plans, the_time

if TYPE_CHECKING:
    from scormkit.model import Cohort
    from scormkit.package.writer import Member
    from scormkit.sessions.attendance.reading import Export
    from scormkit.sessions.attendance.roster import Learner
    from scormkit.sessions.attendance.taking import Taken
    from scormkit.sessions.attendance.writing import Written
    from scormkit.sessions.exports.mapping import Layout

STATEMENTS = "statements.jsonl"
_file = click.Path(dir_okay=False, path_type=Path)


@click.group()
def attend() -> None:
    """Record who was in a live session."""


@attend.command("import", short_help="Take attendance from what a meeting tool exports.")
@click.argument("files", nargs=-1, required=True, type=_file, metavar="FILE...")
@course_argument
@click.option("--session", required=True, metavar="ID", help="Which live session.")
@click.option("--cohort", metavar="ID", help="Whose; needed where several cohorts have it.")
@click.option(
    "--roster", type=_file, metavar="CSV", help="Who should be there: id, and name, email, aliases, username."
)
@click.option(
    "--zone", type=Zone(), metavar="ZONE", help="In which zone the files tell times; the cohort's when absent."
)
@click.option(
    "--column", "columns", type=Setting(), multiple=True, metavar="FIELD=HEADER",
    help="What a column is called that is not known, such as joined=HEADER; several times.",
)  # fmt: skip
@click.option(
    "--completion", "layouts", multiple=True, metavar="SYSTEM",
    help="moodle, cornerstone, successfactors, generic, or a mapping file of yours; all four when absent.",
)  # fmt: skip
@set_option
@click.option("--site-zone", type=Zone(), metavar="ZONE", help="The LMS's own time zone; the cohort's when absent.")
@click.option("--send", is_flag=True, help="Send the statements to a store, each once.")
@endpoint_option(required=False)
@batch_option
@journal_option
@store_options
@now_option
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to.")
def import_(
    files: tuple[Path, ...],
    course: Path,
    session: str,
    cohort: str | None,
    roster: Path | None,
    zone: str | None,
    columns: tuple[tuple[str, str], ...],
    layouts: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    site_zone: str | None,
    send: bool,
    endpoint: str | None,
    batch: int,
    journal: Path | None,
    no_credentials: bool,
    trust: Path | None,
    xapi_version: str,
    timeout: float,
    now: datetime | None,
    out: Path,
) -> None:
    """Take the attendance of a live session of COURSE from the FILEs that a meeting tool exports.

    Teams, Zoom, Meet and plain CSV in many languages; encoding, delimiter and sections are found out. Written are
    attendance.csv, review.csv with whom nobody can be sure of, completion files for an LMS, and xAPI statements. The
    same files change nothing when imported again. What is written is personal: keep it out of version control.

    Exit code 0: done, 1: somebody is on the review list, or the store refused something, 2: could not run.
    """
    from scormkit.package.writer import Member, write_folder
    from scormkit.sessions import resolve_plan
    from scormkit.sessions.attendance.reading import checked_columns, read_export
    from scormkit.sessions.attendance.roster import read_roster
    from scormkit.sessions.attendance.statements import statement_lines, statements_of, why_none
    from scormkit.sessions.attendance.taking import take_attendance
    from scormkit.sessions.attendance.writing import completion_layout, completion_layouts

    if send and not endpoint:
        refuse("--send needs a store: --endpoint URL, or set SCORMKIT_LRS_ENDPOINT")
    chosen = [completion_layout(_known(each, completion_layouts())) for each in layouts or completion_layouts()]
    found, cohorts, report = read_plans(course, cohort, "text")
    show_report(report, "text")
    plan = resolve_plan(found, _cohort_of(cohorts, session, cohort, [each.id for each in found.live_sessions]))
    occurrence = plan.occurrence(session)
    if occurrence is None or not occurrence.takes_place or occurrence.start is None:
        refuse(
            f"the live session `{session}` does not take place in the cohort `{plan.cohort.id}`: cancelled or undated"
        )
    moment = the_time(now)
    if moment < occurrence.start.utc:
        refuse(f"the live session `{session}` has not begun: it starts on {occurrence.start.local:%Y-%m-%d at %H:%M}")
    exports = [read_export(_bytes(each), each.name, checked_columns(columns)) for each in files]
    learners = read_roster(_bytes(roster), roster.name) if roster else None
    taken = take_attendance(plan, occurrence, exports, learners, zone or "")
    missing = why_none(taken)
    statements = () if missing else statements_of(taken, moment)
    completions = list(_completions(taken, chosen, dict(settings), site_zone or ""))
    place = out / found.id / "attendance" / plan.cohort.id / occurrence.id
    members = list(_tables(taken, completions))
    if not missing:
        members.append(Member(STATEMENTS, statement_lines(statements)))
    write_folder(place, members)
    _tell(taken, exports, learners, place, completions, missing or f"{STATEMENTS}, {len(statements)} statements")
    code = int(any(not each.counted for each in taken.reviews))
    if send:
        if missing:
            refuse(missing)
        kept = journal or place.with_name(f"{occurrence.id}.sent")
        with open_store(endpoint or "", no_credentials, trust, xapi_version, timeout) as store:
            code = _send(store, place / STATEMENTS, kept, batch) or code
    if code:
        raise SystemExit(code)


def _known(name: str, known: tuple[str, ...]) -> str:
    if name not in known and not Path(name).is_file():
        refuse(f"there is no completion file for `{name}`; there are: {', '.join(known)}, or a mapping file of yours")
    return name


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        refuse(f"there is no file `{path}`")
    return path.read_bytes()


def _cohort_of(cohorts: tuple[Cohort, ...], session: str, asked: str | None, known: list[str]) -> Cohort:
    if session not in known:
        refuse(f"there is no live session `{session}`; there are: {', '.join(known) or 'none'}")
    having = [each for each in cohorts if any(booking.session == session for booking in each.bookings)]
    if not having:
        refuse(f"{f'the cohort `{asked}` has' if asked else 'no cohort has'} a date for the live session `{session}`")
    if len(having) > 1:
        refuse(f"several cohorts have the live session `{session}`; say --cohort {' or '.join(e.id for e in having)}")
    return having[0]


def _completions(
    taken: Taken, layouts: list[Layout], params: dict[str, str], site_zone: str
) -> Iterator[tuple[str, Written]]:
    """The files of each system; without a roster there is nobody whom an LMS knows."""
    from scormkit.sessions.attendance.writing import completion_files

    for layout in layouts if taken.has_roster else ():
        for file in completion_files(taken, layout, params, site_zone):
            yield layout.name, file


def _tables(taken: Taken, completions: list[tuple[str, Written]]) -> Iterator[Member]:
    from scormkit.package.writer import Member
    from scormkit.sessions.attendance.writing import attendance_table, review_table

    yield Member("attendance.csv", attendance_table(taken))
    yield Member("review.csv", review_table(taken))
    for system, file in completions:
        if not file.waits:
            yield Member(f"completion/{system}/{file.name}", file.content)


def _tell(
    taken: Taken,
    exports: list[Export],
    learners: tuple[Learner, ...] | None,
    place: Path,
    completions: list[tuple[str, Written]],
    statements: str,
) -> None:
    from collections import Counter

    for export in exports:
        timeless = f", and {export.timeless} without a time, which are passed over" if export.timeless else ""
        click.echo(f"{export.file}: {export.described()}; {_rows(len(export.seen))}{timeless}")
    counts = Counter(str(each.status) for each in taken.presences)
    told = ", ".join(f"{counts[status]} {status}" for status in ("present", "late", "partly", "absent", "open"))
    click.echo(f"{taken.occurrence.id}, {taken.plan.cohort.id}: {told}")
    if taken.staff:
        click.echo(f"of the cohort's own people, who are no learners: {len(taken.staff)}")
    for review in taken.reviews:  # without names: they stay in the files
        note = "" if review.counted else ", not counted"
        click.echo(f"review{note}: {review.file}:{review.line}: {review.reason}")
    click.echo(f"{place}: attendance.csv, review.csv, {statements}")
    if learners is None:
        click.echo("no completion files: an LMS knows nobody without a roster; say --roster CSV")
    for system, file in completions:
        waits = f"waits for {file.waits}" if file.waits else "written"
        times = f"; times in {' and '.join(file.zones)}" if file.zones and not file.waits else ""
        click.echo(f"completion/{system}/{file.name}: {waits}{times}")


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def _send(store: Any, path: Path, journal: Path, batch: int) -> int:
    """Sends what was written; 1 where the store refused something."""
    from scormkit.diagnostics import Report
    from scormkit.xapi.reading import Read, read_statements
    from scormkit.xapi.sending import Journal, Limits, outgoing, send

    with path.open("rb") as stream, Journal(journal, store.endpoint) as known:
        reads = (each for each in read_statements(stream, path.name) if isinstance(each, Read))
        sent = send(store, outgoing(reads), known, path.name, limits=Limits(batch), progress=show_progress)
    show_sent(sent)
    refused = Report.of(sent.refused)
    show_report(refused, "text")
    return refused.exit_code()


COMMANDS = (attend,)
