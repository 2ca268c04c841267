"""`scormkit plan build`: the plan as files: a manifest, calendars, pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import course_argument, refuse, show_report
from scormkit.cli.plan._shared import cohort_option, plan_folder, read_lock_of, read_plans, refuse_addresses

if TYPE_CHECKING:
    from scormkit.model import Cohort, Course
    from scormkit.package.writer import Member


@click.command(short_help="Write manifest, calendars and pages.")
@course_argument
@cohort_option
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to.")
def build(course: Path, cohort: str | None, out: Path) -> None:
    """Write each cohort's plan of COURSE: manifest, calendar feeds and pages.

    Learners get schedule.html and timeline.svg; manager.html leads to run-sheets, coverage and storyboards.
    The same sources and lock give the same bytes. Nothing is told to anybody: `scormkit plan publish` does that.
    """
    from scormkit.package.writer import write_folder

    found, cohorts, report = read_plans(course, cohort, "text")
    show_report(report, "text")
    if not cohorts:
        refuse("this course has no cohort: add a file to `cohorts/`, or give a live session its `start`")
    refuse_addresses(course, found, cohorts)
    for each in cohorts:
        place = plan_folder(out, found, each)
        write_folder(place, _members(course, found, each))
        click.echo(f"{each.id}: {place}")


def _members(folder: Path, course: Course, cohort: Cohort) -> Iterator[Member]:
    import os

    from scormkit.package.writer import Member
    from scormkit.sessions import resolve_plan
    from scormkit.sessions.calendar import feeds
    from scormkit.sessions.codes import attendance_codes, read_secret
    from scormkit.sessions.manifest import PlanProfile, plan_manifest, write_manifest
    from scormkit.sessions.pages import pictures, plan_pages

    plan, lock = resolve_plan(course, cohort), read_lock_of(folder, cohort.id)
    codes = attendance_codes(read_secret(os.environ, folder), course, cohort.id)
    for name, profile in (("session-plan.json", PlanProfile.PUBLIC), ("session-plan.ops.json", PlanProfile.OPS)):
        yield Member(name, write_manifest(plan_manifest(plan, lock, profile)).encode())
    for name, content in feeds(plan, lock):
        yield Member(f"calendars/{name}", content)
    for name, content in plan_pages(plan, lock, codes):
        yield Member(name, content)
    for path in pictures(course):
        yield Member(f"media/{path}", folder / path)


COMMANDS = (build,)
