"""`scormkit plan publish`: calendars are told what changed, each person once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import course_argument, exit_with, show_report
from scormkit.cli.plan._shared import (
    cohort_option,
    lock_path,
    now_option,
    read_lock_of,
    read_plans,
    the_time,
)

if TYPE_CHECKING:
    from scormkit.model import Cohort, Course
    from scormkit.sessions.lock import PlanLock


@click.command(short_help="Tell calendars what changed.")
@course_argument
@cohort_option
@now_option
@click.option("--note", default="", help="A sentence for learners, at the head of the change note.")
@click.option("--what-if", is_flag=True, help="Say what would be told, and write nothing.")
@click.option("--force", is_flag=True, help="Publish in spite of errors in the plan.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to.")
def publish(
    course: Path, cohort: str | None, now: datetime | None, note: str, what_if: bool, force: bool, out: Path
) -> None:
    """Write the invitations, changes and cancellations that calendars need, and remember them.

    Each cohort's lock (cohorts/ID.lock.json, to be committed) moves on; one message for each calendar object and
    recipient, and a change note for learners, lie below --out. Nothing is sent.
    """
    from scormkit.sessions.judging import check_plan
    from scormkit.source.files import placed

    found, cohorts, report = read_plans(course, cohort, "text")
    moment = the_time(now)
    locks = {each.id: read_lock_of(course, each.id) for each in cohorts}
    if not force:
        checked = placed(check_plan(found, cohorts, now=moment, today=moment.date(), locks=locks), course)
        if checked.exit_code():
            show_report(checked, "text")
            click.echo("Nothing was published: mend the errors, waive them, or say --force.", err=True)
            exit_with(checked, False)
    show_report(report, "text")
    for each in cohorts:
        _publish(course, found, each, locks[each.id], moment, note, what_if, out)


def _publish(
    folder: Path, course: Course, cohort: Cohort, lock: PlanLock, now: datetime, note: str, what_if: bool, out: Path
) -> None:
    from scormkit.package.replacing import write_file
    from scormkit.package.writer import Member, write_folder
    from scormkit.sessions import resolve_plan
    from scormkit.sessions.lock import write_lock
    from scormkit.sessions.measures import counted
    from scormkit.sessions.publish import publish_plan

    told = publish_plan(resolve_plan(course, cohort), lock, now, note)
    if told.is_empty():
        click.echo(f"{cohort.id}: nothing changed; nobody needs to be told")
        return
    for change in told.changes:
        times = " → ".join(part for part in (change.was, change.now) if part)
        click.echo(f"{cohort.id}: {change.kind:<9} {change.title}  {times}")
    if what_if:
        click.echo(f"{counted(len(told.messages), 'message')} would be written; nothing was")
        return
    place = out / course.id / "messages" / cohort.id / f"r{told.lock.revision}"
    members = [Member(each.path, each.content) for each in told.messages]
    write_folder(place, [*members, Member("note.md", told.note.encode())])
    write_file(lock_path(folder, cohort.id), write_lock(told.lock).encode())
    if not told.messages:
        click.echo(f"{cohort.id}: no message, since nobody has an address: `invite:`, or `email:` of facilitators")
    click.echo(
        f"{cohort.id}: revision {told.lock.revision}, {counted(len(told.messages), 'message')} and a note in {place}"
    )
    click.echo(f"Send them, and commit {lock_path(folder, cohort.id)}.")


COMMANDS = (publish,)
