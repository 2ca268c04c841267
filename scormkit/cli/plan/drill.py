"""`scormkit plan drill` and `scormkit plan diff`: what could fail, and what changed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scormkit.cli._shared import course_argument, refuse
from scormkit.cli.plan._changing import the_cohort
from scormkit.cli.plan._shared import cohort_option, now_option, read_plans, the_time

_style = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)


@click.command(short_help="Knock everything out once: what mends it?")
@course_argument
@cohort_option
@now_option
@_style
def drill(course: Path, cohort: str | None, now: datetime | None, style: str) -> None:
    """Knock out each facilitator, place and unit of COURSE on each day it is needed, and see what mends it.

    Reports the share that can be mended, and the single points of failure.
    """
    from scormkit.sessions.drilling import drill as knock_out

    found, cohorts, _ = read_plans(course, None, "text")
    chosen = the_cohort(cohorts, cohort)
    done = knock_out(found, chosen, cohorts, the_time(now))
    if style == "json":
        rows = [
            {
                "kind": each.kind,
                "name": each.name,
                "day": each.day.isoformat(),
                "hit": each.hit,
                "mended": each.mended,
                "moved": each.moved,
                "substituted": each.substituted,
                "why": each.why,
            }
            for each in done.blows
        ]
        points = [{"kind": kind, "name": name} for kind, name in done.single_points()]
        weak = [{"kind": kind, "name": name} for kind, name in done.weak_points()]
        click.echo(
            json.dumps(
                {"resilience": done.resilience(), "singlePoints": points, "weakPoints": weak, "blows": rows}, indent=2
            )
        )
        return
    for each in done.blows:
        how = "nothing mends it" if not each.mended else _how(each.moved, each.substituted)
        why = f" ({', '.join(each.why)})" if each.why else ""
        click.echo(f"{each.day}  {each.kind:<11} {each.name:<14} hits {', '.join(each.hit)}: {how}{why}")
    click.echo(f"\n{done.resilience() * 100:.0f} % of {len(done.blows)} blows can be mended.")
    for kind, name in done.single_points():
        click.echo(f"single point of failure: {kind} `{name}`")
    for kind, name in done.weak_points():
        click.echo(f"only another date helps: {kind} `{name}`")


def _how(moved: tuple[str, ...], substituted: tuple[str, ...]) -> str:
    parts = [
        f"moves {', '.join(moved)}" if moved else "",
        f"replaced in {', '.join(substituted)}" if substituted else "",
    ]
    return "; ".join(part for part in parts if part) or "a fallback is there"


@click.command(short_help="Say what changed between two plans.")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@_style
def diff(old: Path, new: Path, style: str) -> None:
    """Say what changed from one session-plan.json to another, and what of it learners see.

    Exit 0 when nothing did, else 1.
    """
    from scormkit.sessions.differing import differences

    try:
        found = differences(_manifest(old), _manifest(new))
    except (KeyError, TypeError, AttributeError):
        refuse("one of the files is no whole session plan")
    if style == "json":
        rows = [
            {"kind": each.kind, "name": each.name, "was": each.was, "now": each.now, "visible": each.visible}
            for each in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for each in found:
            times = " → ".join(part for part in (each.was, each.now) if part)
            click.echo(f"{'learners' if each.visible else 'internal'}  {each.kind:<20} {each.name}  {times}".rstrip())
        click.echo("nothing changed" if not found else f"{len(found)} changes")
    raise SystemExit(1 if found else 0)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        refuse(f"cannot read {path}: {problem}")
    except ValueError:
        refuse(f"{path} is not JSON; name a session-plan.json of `scormkit plan build`")
    if not isinstance(data, dict) or data.get("format") != "scormkit.session-plan":
        refuse(f"{path} is no session plan; name a session-plan.json of `scormkit plan build`")
    return data


COMMANDS = (drill, diff)
