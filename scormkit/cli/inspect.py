"""`scormkit inspect`: a package as a tree."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import megabytes

if TYPE_CHECKING:
    from scormkit.package.tree import FileNode, ItemNode, PackageTree, ResourceNode


@click.command(short_help="Show a package as a tree.")
@click.argument("package", type=click.Path(path_type=Path), metavar="ZIP|FOLDER")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it is shown."
)
def inspect(package: Path, style: str) -> None:
    """Show a package as a tree: organizations, items, resources, files, and what it asks of an LMS.

    Reads SCORM 1.2, SCORM 2004, cmi5 and Tin Can packages from any tool. Exits with 1 when the manifest is missing or
    cannot be read, with 2 when there is no package at all.
    """
    from scormkit.package.reader import read_package
    from scormkit.package.tree import read_tree

    tree = read_tree(read_package(package))
    if style == "json":
        click.echo(json.dumps(tree.to_json(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(tree)))
    sys.exit(1 if tree.problem else 0)


def _lines(tree: PackageTree) -> Iterator[str]:
    yield f"{tree.name}  {tree.edition}, {megabytes(tree.size)}, {tree.files} files"
    if tree.problem:
        yield f"problem: {tree.problem}"
    if tree.identifier:
        yield f"manifest {tree.manifest}, identifier {tree.identifier}"
    for organization in tree.organizations:
        yield ""
        default = " (default)" if organization.default and len(tree.organizations) > 1 else ""
        yield f"{organization.title or '(no title)'}  [{organization.identifier}]{default}"
        yield from (f"│  · {phrase}" for phrase in organization.sequencing)
        yield from _branches(organization.items, "")
    if tree.resources:
        yield ""
        yield "Resources"
        for resource in tree.resources:
            yield from _resource(resource)
    if tree.unlisted:
        yield ""
        yield "Files that no resource lists"
        schemas = [each for each in tree.unlisted if each.path.endswith((".xsd", ".dtd"))]
        yield from _files(tuple(each for each in tree.unlisted if each not in schemas))
        if schemas:
            yield f"  and {len(schemas)} control documents (.xsd, .dtd), which need not be listed"
    yield ""
    yield "Files by type"
    yield from (f"  {total.type:<10} {total.files:>5}  {megabytes(total.size):>9}" for total in tree.totals)
    if tree.asks:
        yield ""
        yield "What it asks of the LMS"
        yield from (f"  - {sentence}" for sentence in tree.asks)


def _branches(items: tuple[ItemNode, ...], indent: str) -> Iterator[str]:
    for item in items:
        last = item is items[-1]
        yield f"{indent}{'└─' if last else '├─'} {item.title or '(no title)'}  [{item.identifier}]"
        below = f"{indent}{'   ' if last else '│  '}"
        yield from (f"{below}  · {fact}" for fact in _item_facts(item))
        yield from _branches(item.children, below)


def _item_facts(item: ItemNode) -> Iterator[str]:
    if item.launch:
        yield f"launches {item.launch}{item.parameters}"
    elif item.resource:
        yield f"names {item.resource}, which is not there or has no address"
    if not item.visible:
        yield "hidden"
    if item.mastery:
        yield f"mastery {item.mastery}"
    if item.prerequisites:
        yield f"after {item.prerequisites}"
    if item.launch_data:
        yield f"launch data {item.launch_data}"
    yield from item.limits
    yield from item.sequencing


def _resource(resource: ResourceNode) -> Iterator[str]:
    needs = f", needs {', '.join(resource.dependencies)}" if resource.dependencies else ""
    launch = f" {resource.launch}" if resource.launch else ""
    yield f"  {resource.identifier}  {resource.kind or 'no type'}{launch}{needs}"
    yield from _files(resource.files, "    ")


def _files(files: tuple[FileNode, ...], indent: str = "  ") -> Iterator[str]:
    width = min(60, max((len(each.path) for each in files), default=0))
    for each in files:
        yield f"{indent}{each.path:<{width}}  {'missing' if each.size is None else megabytes(each.size):>9}"


COMMANDS = (inspect,)
