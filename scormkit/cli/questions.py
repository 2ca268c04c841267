"""`scormkit questions`: what a course asks, and its questions in other programs' formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import course_argument, exit_with, refuse, require_folder, show_report

if TYPE_CHECKING:
    from scormkit.source.questions.export import Exported
    from scormkit.source.questions.listing import Listed

STYLES = ("text", "json", "gift", "moodle-xml")


@click.command(short_help="List a course's questions, or export them.")
@course_argument
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help="Output format.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write instead of printing.")
def questions(course: Path, style: str, out: Path | None) -> None:
    """List every question of COURSE with its id, kind, objectives, points and where it is asked.

    As `gift` or `moodle-xml` the questions themselves are written, for import into Moodle and what reads its formats.
    """
    from scormkit.source import read_course
    from scormkit.source.questions.listing import list_questions

    require_folder(course)
    loaded = read_course(course)
    if loaded.course is None:
        show_report(loaded.report, "text")
        exit_with(loaded.report, False)
        return
    banks = tuple((bank.name, bank.questions) for bank in loaded.banks)
    listed = list_questions(loaded.course, banks, loaded.copies)
    if style in ("text", "json"):
        text = _table(listed) if style == "text" else _json(listed)
    else:
        exported = _exported(listed, style, course)
        text = exported.text
        for each in exported.left_out:
            click.echo(f"left out: {each.id}: {each.reason}", err=True)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, "utf-8", newline="\n")
    except OSError as problem:
        refuse(f"`{out}` cannot be written: {problem.strerror}")
    click.echo(f"written: {out}")


def _exported(listed: list[Listed], style: str, course: Path) -> Exported:
    from scormkit.source.questions.export import Exported, LeftOut, write_gift, write_moodle_xml

    found = [each.question for each in listed if not each.is_scene]
    made = write_gift(found) if style == "gift" else write_moodle_xml(found, lambda path: (course / path).read_bytes())
    scenes = [
        LeftOut(each.question.id, "a scene means nothing outside its scenario") for each in listed if each.is_scene
    ]
    return Exported(made.text, (*made.left_out, *scenes))


def _table(listed: list[Listed]) -> str:
    """A line for each question, columns as wide as they need to be."""
    rows = [("id", "kind", "points", "objectives", "tags", "where", "question")]
    for each in listed:
        asked = each.question
        where = [f"bank {each.bank}"] if each.bank else []
        where += map(str, each.uses)
        rows.append(
            (
                asked.id,
                asked.form or asked.kind,
                f"{asked.points:g}" if asked.graded else "–",
                ", ".join(asked.objectives),
                ", ".join(asked.tags),
                "; ".join(where),
                asked.text if len(asked.text) <= 60 else f"{asked.text[:59]}…",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def _json(listed: list[Listed]) -> str:
    rows = [
        {
            "id": each.question.id,
            "kind": each.question.kind,
            **({"form": each.question.form} if each.question.form else {}),
            "question": each.question.text,
            "objectives": list(each.question.objectives),
            "tags": list(each.question.tags),
            "points": each.question.points,
            "graded": each.question.graded,
            "bank": each.bank,
            "uses": [
                {"unit": use.unit, "page": use.page, **({"activity": use.activity} if use.activity else {})}
                for use in each.uses
            ],
        }
        for each in listed
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


COMMANDS = (questions,)
