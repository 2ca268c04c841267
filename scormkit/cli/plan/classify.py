"""`scormkit plan classify`: which blended model a course is, whatever it says."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scormkit.cli._shared import course_argument
from scormkit.cli.plan._shared import read_plans


@click.command(short_help="Show which blended model it really is.")
@course_argument
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def classify(course: Path, style: str) -> None:
    """Show how near COURSE is to each blended model, and the smallest edits that make its claim true.

    0 is exactly the model, 1 nothing of it.
    """
    from scormkit.sessions.classify import classify as compare
    from scormkit.sessions.subjects import BlendedCourse

    found, cohorts, _ = read_plans(course, None, "text")
    blended = BlendedCourse(found, cohorts)
    likenesses = compare(blended)
    claimed = next((each for each in likenesses if each.model is blended.model), None)
    if style == "json":
        data = {
            "claimed": str(blended.model) if blended.model else None,
            "nearest": str(likenesses[0].model),
            "distances": {str(each.model): round(each.distance, 3) for each in likenesses},
            "traits": {str(each.model): [trait.seen for trait in each.traits] for each in likenesses},
            "edits": list(claimed.edits()) if claimed else [],
        }
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for each in likenesses:
        mark = "  ← claimed" if each is claimed else ""
        click.echo(f"{each.distance:4.2f}  {each.model:<20} {'; '.join(trait.seen for trait in each.traits)}{mark}")
    if claimed is None:
        click.echo(f"\nThe course claims no model; the nearest is {likenesses[0].model}.")
    elif claimed.distance <= likenesses[0].distance:
        click.echo(f"\nYou said {claimed.model}, and it is.")
    else:
        click.echo(f"\nYou said {claimed.model}; you built {likenesses[0].model}. To make it {claimed.model}:")
        for edit in claimed.edits():
            click.echo(f"- {edit}")


COMMANDS = (classify,)
