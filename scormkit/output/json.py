"""JSON output: for programs."""

from __future__ import annotations

import json
from typing import Any

from scormkit.diagnostics import Diagnostic, Report, Severity


def render(report: Report) -> str:
    """An object with `summary` (how many of each severity) and `findings` in the report's order."""
    summary = {severity.name.lower(): report.count(severity) for severity in sorted(Severity, reverse=True)}
    return json.dumps({"summary": summary, "findings": [_facts(each) for each in report]}, indent=2) + "\n"


def _facts(finding: Diagnostic) -> dict[str, Any]:
    where = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "hint": finding.hint,
        "file": where.file,
        "line": where.line,
        "pointer": where.pointer,
    }
