"""`scormkit plan check`: is the blend what it claims, and can the plan hold?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scormkit.cli._shared import course_argument, exit_with, report_options, tell
from scormkit.cli.plan._shared import cohort_option, now_option, read_lock_of, read_plans, the_time


@click.command(short_help="Judge the blend and the plan, with evidence.")
@course_argument
@cohort_option
@now_option
@report_options
def check(course: Path, cohort: str | None, now: datetime | None, style: str, strict: bool) -> None:
    """Judge the session plan of COURSE: its blended model, learning science, quality, assessment, operations.

    Every finding names what was measured, the threshold, where that comes from and how strong the evidence is.
    Levels, limits and waivers stand under `lint:` in course.yaml.
    """
    from scormkit.sessions.judging import check_plan
    from scormkit.sessions.snapshot import snapshot_remarks
    from scormkit.source.files import placed

    found, cohorts, report = read_plans(course, cohort, style)
    moment = the_time(now)
    locks = {each.id: read_lock_of(course, each.id) for each in cohorts}
    report += placed(check_plan(found, cohorts, now=moment, today=moment.date(), locks=locks), course)
    report += placed(snapshot_remarks(found, locks), course)
    tell(report, style)
    exit_with(report, strict)


COMMANDS = (check,)
