"""Output room: how a report is shown; one module a format, each with a function `render`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from scormkit.diagnostics import Location, Report

FORMATS = ("text", "json", "sarif", "junit", "github", "html")


def _nothing(_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a format may use besides the report.

    `colour` matters to text only. `excerpt` gives the offending line of a place, `describe` the manual of a code; both
    give "" for what they do not know. `title` is the heading of formats that have one, `checked` are the names and
    standards of the packages that the report is about.
    """

    colour: bool = False
    excerpt: Callable[[Location], str] = _nothing
    describe: Callable[[str], str] = _nothing
    title: str = "scormkit report"
    checked: tuple[tuple[str, str], ...] = ()


def render_report(
    report: Report,
    style: str,
    *,
    colour: bool = False,
    excerpt: Callable[[Location], str] | None = None,
    describe: Callable[[str], str] | None = None,
    title: str = "scormkit report",
    checked: tuple[tuple[str, str], ...] = (),
) -> str:
    """The report as text in one of `FORMATS`, ending in a line feed; the same report always gives the same text.

    See `Look` for the options. Raises `ModuleNotFoundError` for a format that does not exist.
    """
    look = Look(colour, excerpt or _nothing, describe or _nothing, title, checked)
    rendered: str = import_module(f"{__name__}.{style}").render(report, look)
    return rendered
