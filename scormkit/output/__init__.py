"""Output room: how a report is shown; one module a format."""

from __future__ import annotations

from importlib import import_module

from scormkit.diagnostics import Report

FORMATS = ("text", "json", "sarif", "junit", "github", "html")


def render_report(report: Report, style: str, *, colour: bool = False) -> str:
    """The report as text in one of `FORMATS`, ending in a line feed. `colour` matters to `text` only."""
    module = import_module(f"{__name__}.{style}")
    rendered: str = module.render(report, colour) if style == "text" else module.render(report)
    return rendered
