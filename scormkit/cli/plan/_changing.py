"""What the commands that change a cohort share: show what a change does, and write it into the author's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import refuse
from scormkit.cli.plan._shared import chosen_from

if TYPE_CHECKING:
    from datetime import datetime

    from scormkit.model import Cohort, Course
    from scormkit.sessions.dates import Moment
    from scormkit.sessions.moving import Blast
    from scormkit.sessions.scheduling import Solution


def the_cohort(cohorts: tuple[Cohort, ...], chosen: str | None) -> Cohort:
    """The cohort that is meant; ends the program where that is not clear."""
    found = chosen_from(cohorts, chosen)
    if not found:
        refuse("this course has no cohort: add a file to `cohorts/`, or give a live session its `start`")
    if len(found) > 1:
        refuse(f"this course has several cohorts; say --cohort {' or '.join(each.id for each in found)}")
    return found[0]


def whole(solution: Solution) -> Cohort:
    """The solved cohort; ends the program where something could not be placed, with the rules that forbid it."""
    if solution.is_whole():
        return solution.cohort
    for name, reasons in solution.unplaced:
        said = ", ".join(f"{rule} {count} times" for rule, count in reasons) or "no day of the cohort is left"
        click.echo(f"`{name}` fits nowhere: {said}", err=True)
    refuse("nothing was changed; widen the cohort, or name more people or places (`scormkit rules CODE` explains)")
    raise AssertionError("refuse ends the program")


def show(blast: Blast) -> None:
    """What a change does, from the dates to the people."""
    from scormkit.diagnostics import Severity

    for each in blast.shifts:
        click.echo(f"{each.name}: {each.what} {_said(each.was)} → {_said(each.now)}")
    for name, was, now in blast.restaffed:
        click.echo(f"{name}: led by {', '.join(was) or 'nobody'} → {', '.join(now) or 'nobody'}")
    for objective, before, after in blast.spacing:
        click.echo(f"{objective}: longest gap between two meetings {before} → {after} days")
    for finding in blast.broken:
        hint = f" → {finding.hint}" if finding.hint else ""
        word = "note" if finding.severity is Severity.INFO else finding.severity.name.lower()
        click.echo(f"new {word}: {finding.message} [{finding.code}]{hint}")
    for finding in blast.mended:
        click.echo(f"mended: {finding.message} [{finding.code}]")
    if blast.people:
        click.echo(f"to be told: {', '.join(blast.people)}")
    if blast.is_empty():
        click.echo("nothing would change")


def _said(moment: Moment | None) -> str:
    return f"{moment.local:%a %d %b %H:%M}" if moment else "none"


def carry_out(
    folder: Path,
    course: Course,
    before: Cohort,
    after: Cohort,
    others: tuple[Cohort, ...],
    now: datetime,
    what_if: bool,
) -> None:
    """Show what a change does and, unless it is only tried, write it into the cohort's file."""
    from scormkit.cli.plan._shared import read_lock_of
    from scormkit.sessions.moving import blast_radius

    lock = read_lock_of(folder, before.id)
    blast = blast_radius(course, before, after, others=others, lock=lock, now=now)
    show(blast)
    if what_if or blast.is_empty():
        if what_if:
            click.echo("Nothing was written.")
        return
    path = write_cohort(folder, before, after)
    click.echo(f"written: {path}. `scormkit plan publish` tells everybody.")


def write_cohort(folder: Path, before: Cohort, after: Cohort) -> Path:
    """Write what changed into the file the cohort comes from; everything else in it stays. Returns the file."""
    from scormkit.package.replacing import write_file
    from scormkit.sessions.moving import edits_of
    from scormkit.source.matter import split_matter
    from scormkit.source.rewriting import set_values

    edits = edits_of(before, after)
    if before.place.file.startswith("cohorts/"):
        path = folder / before.place.file
        write_file(path, set_values(path.read_text("utf-8"), edits).encode())
        return path
    starts = {path[1]: value for path, value in edits.items() if path[0] == "sessions" and path[2] == "start"}
    if len(starts) != len(edits):
        refuse("people, places and dates that stay need a file `cohorts/NAME.yaml`; nothing was changed")
    path = folder
    for name, value in starts.items():
        path = folder / "sessions" / f"{name}.md"
        text = path.read_text("utf-8")
        front, _, _ = split_matter(text)
        changed = set_values(front or "", {("start",): f"{value} {before.zone}"})
        write_file(path, text.replace(front or "", changed.rstrip("\n"), 1).encode())
    return path
