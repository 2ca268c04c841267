"""`scormkit new`, `ids`, `schema` and `targets`: around a course's sources."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scormkit.cli._shared import course_argument, exit_with, refuse, require_folder, shell_word, show_report


@click.command(short_help="Make a small course, ready to build.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", help="The course's title; made from the folder's name when absent.")
def new(folder: Path, title: str | None) -> None:
    """Make a small, complete course in DIR, ready to build and to change."""
    from scormkit.source.starter import FALLBACK_ID, write_starter

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse(f"`{folder}` is there already; name a new folder")
    try:
        identifier = write_starter(folder, title)
    except OSError as problem:
        refuse(f"`{folder}` cannot be made: {problem.strerror}")
    click.echo(f"A course is in {folder}. Build it with:\n\n    scormkit build {shell_word(str(folder))}\n")
    if identifier == FALLBACK_ID != folder.resolve().name:
        click.echo(
            "The folder's name has no Latin letters, so the course is called `course`: write an `id:` of your own"
        )
        click.echo("into course.yaml before learners begin.")


@click.command(short_help="Show ids made from texts, and remember them.")
@course_argument
@click.option("--write", is_flag=True, help="Write ids.lock, to be committed with the course.")
def ids(course: Path, write: bool) -> None:
    """Show the ids that COURSE's pages and questions get from their texts.

    `--write` remembers them in ids.lock, so that rewording a heading or a question keeps learners' records.
    """
    from scormkit.package.replacing import write_file
    from scormkit.source import read_course
    from scormkit.source.ids import LOCK_FILE

    require_folder(course)
    loaded = read_course(course)
    if loaded.course is None:
        show_report(loaded.report, "text")
        exit_with(loaded.report, False)
    for unit, kinds in loaded.ids.units.items():
        for kind, entries in kinds.items():
            for entry in entries:
                click.echo(f"{unit:<20} {kind.removesuffix('s'):<9} {entry.id:<44} {entry.label[:60]}")
    if write:
        write_file(course / LOCK_FILE, loaded.ids.to_text().encode())
        click.echo(f"written: {course / LOCK_FILE}")


@click.command(short_help="Print JSON Schemas of the source files.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--out", type=click.Path(path_type=Path), help="A folder to write all schemas into.")
def schema(name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a source file: course, unit, session, cohort, glossary or locale; or of a session plan.

    Editors complete and check YAML with it while you type.
    """
    from scormkit.sessions.manifest import plan_schema
    from scormkit.source.schemas import json_schemas

    schemas = {**json_schemas(), "session-plan": plan_schema()}
    if name is not None and name not in schemas:
        refuse(f"there is no schema `{name}`; there are {', '.join(schemas)}")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for each, text in schemas.items():
            (out / f"{each}.schema.json").write_text(json.dumps(text, indent=2) + "\n", "utf-8")
        click.echo(f"written: {len(schemas)} schemas in {out}")
        return
    click.echo(json.dumps(schemas[name] if name else schemas, indent=2))


@click.command(short_help="List the standards to build for.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
def targets(style: str) -> None:
    """List the delivery standards that courses can be built for."""
    from scormkit.targets import all_targets

    if style == "json":
        rows = [{"name": each.name, "title": each.title, "spec": each.spec} for each in all_targets()]
        click.echo(json.dumps(rows, indent=2))
        return
    for target in all_targets():
        click.echo(f"{target.name:<15} {target.title:<30} {target.spec}")


COMMANDS = (new, ids, schema, targets)
