"""GitHub output: workflow commands, which become annotations of the changed files."""

from __future__ import annotations

from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, look: Look) -> str:
    """One command a finding; nothing found gives an empty line."""
    return "\n".join(_command(each) for each in report) + "\n"


def _command(finding: Diagnostic) -> str:
    where = finding.location
    properties = {"file": where.file, "line": str(where.line) if where.line else "", "title": finding.code}
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    hint = f" ({finding.hint})" if finding.hint else ""
    hint += f" [{finding.evidence.in_words()}]" if finding.evidence else ""
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(finding.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
