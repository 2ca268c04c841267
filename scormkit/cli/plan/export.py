"""`scormkit plan export`: the plan as the files that learning management systems import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._settings import Zone, set_option
from scormkit.cli._shared import course_argument, refuse, show_report
from scormkit.cli.plan._shared import cohort_option, read_plans

if TYPE_CHECKING:
    from scormkit.model import Cohort
    from scormkit.sessions.exports.exporting import PlanExport

IDMAP = "idmap.csv"


@click.command(short_help="Write files that an LMS imports.")
@click.argument("layout", metavar="FORMAT")
@course_argument
@cohort_option
@click.option("--site-zone", type=Zone(), metavar="ZONE", help="The LMS's own time zone; the cohort's when absent.")
@set_option
@click.option(
    "--idmap", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="FILE",
    help="Ids that the LMS gave; the idmap.csv of the last export when absent.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to.")
def export(
    layout: str,
    course: Path,
    cohort: str | None,
    site_zone: str | None,
    settings: tuple[tuple[str, str], ...],
    idmap: Path | None,
    out: Path,
) -> None:
    """Write each cohort's plan of COURSE as FORMAT: files that an LMS imports.

    FORMAT is moodle-booking, moodle-attendance, docebo, cornerstone, generic, or a mapping file of your own (YAML).
    Times are converted as the system wants them, which is said. The files can hold addresses of facilitators.
    """
    from scormkit.package.writer import Member, write_folder
    from scormkit.sessions import resolve_plan
    from scormkit.sessions.exports.exporting import export_plan, layout_of, layouts, read_idmap

    if layout not in layouts() and not Path(layout).is_file():
        refuse(f"there is no format `{layout}`; there are: {', '.join(layouts())}, or a mapping file of yours")
    chosen = layout_of(layout)
    found, cohorts, report = read_plans(course, cohort, "text")
    show_report(report, "text")
    if not cohorts:
        refuse("this course has no cohort: add a file to `cohorts/`, or give a live session its `start`")
    for each in cohorts:
        place = out / found.id / "exports" / each.id / chosen.name
        last = place / IDMAP
        known = idmap or (last if last.is_file() else None)
        made = export_plan(
            resolve_plan(found, each),
            chosen,
            site_zone=site_zone or "",
            params=dict(settings),
            idmap=read_idmap(known.read_bytes(), str(known)) if known else {},
        )
        write_folder(place, [Member(file.name, file.content) for file in made.files])
        _tell(each, place, made)


def _tell(cohort: Cohort, place: Path, made: PlanExport) -> None:
    for file in made.files:
        times = f"; times in {' and '.join(file.zones)}" if file.zones else ""
        click.echo(f"{cohort.id}: {place / file.name}, {file.rows} row{'' if file.rows == 1 else 's'}{times}")
    for name, need in made.waiting:
        click.echo(f"{cohort.id}: {name} waits for {need}")
    if made.left_out:
        click.echo(f"{cohort.id}: without a date, so left out: {', '.join(made.left_out)}")
    for note in made.notes:
        click.echo(f"note: {note}")


COMMANDS = (export,)
