"""`scormkit plan snapshot`: save the dates that packages embed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scormkit.cli._shared import course_argument, refuse, show_report
from scormkit.cli.plan._shared import now_option, read_lock_of, read_plans, refuse_addresses, the_time


@click.command(short_help="Save the plan that packages embed.")
@course_argument
@now_option
def snapshot(course: Path, now: datetime | None) -> None:
    """Save the public plan of every cohort of COURSE in its plan/snapshot.json, to be committed.

    Packages with tiles embed this file and nothing else of the plan: a change of dates leaves their bytes alone until
    you save again. Where tiles ask for attendance codes, it holds their digests, made with the secret in
    SCORMKIT_ATTENDANCE_SECRET or in .attendance-secret; the secret itself is in no file that we write.
    """
    import json
    import os

    from scormkit.model import SNAPSHOT_FILE
    from scormkit.package.replacing import write_file
    from scormkit.sessions import resolve_plan
    from scormkit.sessions.codes import SECRET_VARIABLE, read_secret
    from scormkit.sessions.snapshot import make_snapshot, says_the_same, write_snapshot

    found, cohorts, report = read_plans(course, None, "text")
    show_report(report, "text")
    if not cohorts:
        refuse("this course has no cohort: add a file to `cohorts/`, or give a live session its `start`")
    refuse_addresses(course, found, cohorts)
    secret = read_secret(os.environ, course)
    coded = [each.id for each in found.live_sessions if each.tile and each.tile.code]
    if coded and secret is None:
        refuse(
            f"`{coded[0]}` asks for attendance codes: put a random text of 16 letters or more into {SECRET_VARIABLE}"
        )
    plans = [(resolve_plan(found, each), read_lock_of(course, each.id)) for each in cohorts]
    made = make_snapshot(plans, the_time(now), secret)
    path = course / SNAPSHOT_FILE
    try:
        before: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        before = None
    if says_the_same(made, before):
        click.echo(f"{path}: nothing changed")
        return
    path.parent.mkdir(exist_ok=True)
    write_file(path, write_snapshot(made).encode())
    click.echo(
        f"{path}: {', '.join(each.id for each in cohorts)} as of {made['saved']}. Commit it, and build and upload anew."
    )


COMMANDS = (snapshot,)
