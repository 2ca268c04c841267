"""Render room, catalogue: what a package can tell a store, for analysts to read, and whether all of it is valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scormkit.diagnostics import Diagnostic, Location
from scormkit.layout import PackageLayout
from scormkit.render.statements import package_parts, statement_profile, tells
from scormkit.xapi.checking import Finding, check_statement, diagnostic
from scormkit.xapi.profile import catalogue_profile
from scormkit.xapi.statements import course_catalogue, render_json, specimens

if TYPE_CHECKING:
    from scormkit.render import RenderContext


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be told, and what the strict check finds in it: activity and finding."""

    entries: dict[str, Any]
    findings: tuple[tuple[str, Finding], ...]


def render_catalogue(layout: PackageLayout, context: RenderContext) -> bytes:
    """statements.json. `sent` says whether the package sends them, or would if the course said `xapi: on`."""
    entries = dict(_catalogue(layout, context).entries)
    head = {name: entries.pop(name) for name in ("format", "profile")}
    return render_json({**head, "sent": tells(layout), **entries}).encode()


def render_concepts(layout: PackageLayout, context: RenderContext) -> bytes:
    """The course's activities as an xAPI profile, in JSON-LD."""
    return render_json(catalogue_profile(layout.course, _catalogue(layout, context).entries)).encode()


def catalogue_problems(layout: PackageLayout, context: RenderContext, place: str) -> Iterator[Diagnostic]:
    """What the strict check finds in the statements that the package can send. `place` is the course's file."""
    for activity, finding in _catalogue(layout, context).findings:
        yield diagnostic(finding, Location(place, 0, activity))


def _catalogue(layout: PackageLayout, context: RenderContext) -> Catalogue:
    """Made once for all targets that tell the same about the same parts."""
    profile, parts = statement_profile(layout), package_parts(layout)
    key = (profile, tuple((part.iri, part.title, part.mastery) for part in parts))
    if key not in context.catalogues:
        entries = course_catalogue(layout.course, profile, parts=parts)
        context.catalogues[key] = Catalogue(entries, tuple(_findings(entries)))
    return context.catalogues[key]


def _findings(entries: dict[str, Any]) -> Iterator[tuple[str, Finding]]:
    for statement in specimens(entries):
        yield from ((statement["object"]["id"], finding) for finding in check_statement(statement))
