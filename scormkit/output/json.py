"""JSON output: for programs. The form is published in `report.schema.json` beside this module."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look

FORMAT = "scormkit-report-1"


def render(report: Report, look: Look) -> str:
    """An object with `format`, `summary` (how many of each severity) and `findings` in the report's order."""
    summary = {severity.name.lower(): report.count(severity) for severity in sorted(Severity, reverse=True)}
    found = {"format": FORMAT, "summary": summary, "findings": [_facts(each, look) for each in report]}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _facts(finding: Diagnostic, look: Look) -> dict[str, Any]:
    where = finding.location
    facts = {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "hint": finding.hint,
        "file": where.file,
        "line": where.line,
        "pointer": where.pointer,
        "excerpt": look.excerpt(where),
    }
    return facts | {"evidence": asdict(finding.evidence)} if finding.evidence else facts
