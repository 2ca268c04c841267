"""`scormkit plan move`, `sub`, `away`, `solve`: a cohort changes, and everything that follows from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scormkit.cli._shared import course_argument, refuse
from scormkit.cli.plan._changing import carry_out, the_cohort, whole
from scormkit.cli.plan._shared import cohort_option, now_option, read_plans, the_time

_what_if = click.option("--what-if", is_flag=True, help="Show what would happen, and write nothing.")


@click.command(short_help="Move a live session, and what follows.")
@course_argument
@click.argument("live_session", metavar="SESSION")
@click.option("--to", "to", required=True, metavar="TIME", help="Local date and time, such as `2026-03-10 13:00`.")
@cohort_option
@now_option
@click.option("--keep-dues", is_flag=True, help="Let units be due when they were.")
@click.option("--push-followers", is_flag=True, help="Move what must follow it, where its gap would break.")
@_what_if
def move(
    course: Path,
    live_session: str,
    to: str,
    cohort: str | None,
    now: datetime | None,
    keep_dues: bool,
    push_followers: bool,
    what_if: bool,
) -> None:
    """Move SESSION of COURSE to another time; release and due dates move along.

    Shows first what it does: dates, findings that come and go, how repetition is spaced, who must be told. What is
    over stays as it was.
    """
    from scormkit.sessions import moving
    from scormkit.source.dates import clock_trouble, read_local

    found, cohorts, _ = read_plans(course, None, "text")
    chosen = the_cohort(cohorts, cohort)
    try:
        start = read_local(to)
    except ValueError as problem:
        refuse(f"--to cannot be `{to}`: {problem}")
    if trouble := clock_trouble(start, chosen.zone):
        refuse(f"{start:%Y-%m-%d %H:%M} {trouble} in {chosen.zone}: the clocks change that night")
    moment = the_time(now)
    after = moving.move(found, chosen, live_session, start, now=moment, keep_dues=keep_dues)
    if push_followers:
        after = whole(moving.push_followers(found, after, others=cohorts, now=moment))
    carry_out(course, found, chosen, after, cohorts, moment, what_if)


@click.command(short_help="Let somebody else lead a live session.")
@course_argument
@click.argument("live_session", metavar="SESSION")
@click.option("--from", "gone", required=True, metavar="PERSON", help="Who cannot.")
@click.option("--to", "instead", metavar="PERSON", help="Who steps in; those who can are named when absent.")
@cohort_option
@now_option
@_what_if
def sub(
    course: Path,
    live_session: str,
    gone: str,
    instead: str | None,
    cohort: str | None,
    now: datetime | None,
    what_if: bool,
) -> None:
    """Let somebody else lead SESSION of COURSE on the same date. Nobody's acceptance is asked anew."""
    from scormkit.sessions import moving

    found, cohorts, _ = read_plans(course, None, "text")
    chosen = the_cohort(cohorts, cohort)
    others = tuple(each for each in cohorts if each.id != chosen.id)
    if instead is None:
        able = moving.candidates(found, chosen, live_session, gone, others)
        if not able:
            refuse(f"nobody else can lead `{live_session}` then; `scormkit plan away` looks for another date")
        click.echo(f"who can lead `{live_session}`: {', '.join(able)}")
        return
    after = moving.substitute(chosen, live_session, gone, instead)
    carry_out(course, found, chosen, after, cohorts, the_time(now), what_if)


@click.command(short_help="Note an absence, and mend what it breaks.")
@course_argument
@click.argument("person", metavar="PERSON")
@click.argument("days", metavar="DAYS")
@cohort_option
@now_option
@_what_if
def away(course: Path, person: str, days: str, cohort: str | None, now: datetime | None, what_if: bool) -> None:
    """Note that PERSON is away on DAYS (`2026-03-09` or `2026-03-09..2026-03-11`), and mend what that breaks.

    Somebody else steps in where that is possible; else the live session moves, as little as can be.
    """
    from scormkit.sessions import moving
    from scormkit.source.dates import read_days

    found, cohorts, _ = read_plans(course, None, "text")
    chosen = the_cohort(cohorts, cohort)
    try:
        span = read_days(days)
    except ValueError as problem:
        refuse(f"DAYS cannot be `{days}`: {problem}")
    moment = the_time(now)
    after = whole(moving.away(found, chosen, person, span, others=cohorts, now=moment))
    carry_out(course, found, chosen, after, cohorts, moment, what_if)


@click.command(short_help="Choose dates, facilitators and places.")
@course_argument
@cohort_option
@now_option
@click.option("--optimal", is_flag=True, help="Prove that no better plan exists (needs `scormkit[solve]`).")
@_what_if
def solve(course: Path, cohort: str | None, now: datetime | None, optimal: bool, what_if: bool) -> None:
    """Choose dates, facilitators and places for the live sessions of COURSE that have none (`sessions: auto`).

    Where there is no plan, the rules that forbid it are named.
    """
    from scormkit.sessions import optimal as proved
    from scormkit.sessions.scheduling import fill, taken_by

    found, cohorts, _ = read_plans(course, None, "text")
    chosen = the_cohort(cohorts, cohort)
    others = tuple(each for each in cohorts if each.id != chosen.id)
    moment = the_time(now)
    choose = proved.solve if optimal else fill
    after = whole(choose(found, chosen, taken=taken_by(found, others), not_before=moment))
    carry_out(course, found, chosen, after, cohorts, moment, what_if)


COMMANDS = (move, sub, away, solve)
