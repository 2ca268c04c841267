"""`scormkit compare`: may a new package take an old one's place?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scormkit.package.compare import Comparison, ItemFate
    from scormkit.package.states import StateFate

_MOST_LOSSES = 8


@click.command(short_help="Will a new package keep learners' records?")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option(
    "--lms",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only this LMS; may be repeated: moodle, cornerstone, successfactors, canvas, scorm-cloud, open-edx.",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it is shown."
)
def compare(old: Path, new: Path, names: tuple[str, ...], style: str) -> None:
    """Say whether uploading NEW in the place of OLD keeps learners' records, for each LMS.

    Exits with 0 when replacing is safe in every LMS asked about, with 1 when it is not in one of them, with 2 when a
    package cannot be read.
    """
    from scormkit.package.compare import compare_packages
    from scormkit.package.reader import read_package

    found = compare_packages(read_package(old), read_package(new), names)
    if style == "json":
        click.echo(json.dumps(found.to_json(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))
    sys.exit(found.exit_code())


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{found.old} → {found.new}"
    yield ""
    yield from (f"  {change}" for change in found.changes)
    yield from (f"  {_item(item)}" for item in found.items if item.fate.value != "kept")
    kept = sum(item.fate.value == "kept" for item in found.items)
    yield f"  items kept: {kept} of {sum(bool(item.old) for item in found.items)}"
    for state in found.states:
        yield f"  state of {state.item}: {_state(state)}"
        yield from (f"    {loss}" for loss in state.losses[:_MOST_LOSSES])
        if len(state.losses) > _MOST_LOSSES:
            yield f"    and {len(state.losses) - _MOST_LOSSES} more; `--format json` lists them all"
    yield ""
    names = max(len(each.name) for each in found.judgements)
    verdicts = max(len(each.verdict) for each in found.judgements)
    yield from (f"{each.name:<{names}}  {each.verdict:<{verdicts}}  {each.reason}" for each in found.judgements)
    if any(state.kept and (state.rekeyed or state.swapped) for state in found.states):
        yield ""
        yield "Give pages and questions the ids they had, by `{#id}`, `#id` or the ids.lock of then, and build again."


def _item(item: ItemFate) -> str:
    names = " → ".join(filter(None, (item.old, item.new)))
    return f"item {item.fate}: {names} ({item.title or 'no title'})"


def _state(state: StateFate) -> str:
    if not state.known:
        return "unknown, since scormkit did not make both"
    if not state.readable:
        return "written in another format"
    parts = [
        f"{len(names)} {word} ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"
        for word, names in (
            ("dropped", state.dropped),
            ("added", state.added),
            ("under other ids", state.rekeyed),
            ("taken for others", state.swapped),
            ("with other choices", state.reworded),
        )
        if names
    ]
    return ", ".join([f"{state.kept} pages and questions kept" if state.kept else "readable", *parts])


COMMANDS = (compare,)
