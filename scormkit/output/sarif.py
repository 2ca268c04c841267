"""SARIF output, version 2.1.0: for code scanning services and editors."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from scormkit import __version__
from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, look: Look) -> str:
    """A log with one run: the rules that spoke, and a result for each finding in the report's order."""
    codes = sorted({each.code for each in report})
    driver = {
        "name": "scormkit",
        "version": __version__,
        "rules": [_rule(code, look) for code in codes],
    }
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes, seen) for each in report],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, look: Look) -> dict[str, Any]:
    manual = look.describe(code)
    if not manual:
        return {"id": code}
    first = manual.split("\n\n")[0].replace("\n", " ")
    return {"id": code, "shortDescription": {"text": first}, "help": {"text": manual, "markdown": manual}}


def _result(finding: Diagnostic, codes: list[str], seen: Counter[str]) -> dict[str, Any]:
    hint = f" — {finding.hint}" if finding.hint else ""
    result = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [_location(finding)],
        "partialFingerprints": {"scormkit/v1": _fingerprint(finding, seen)},
    }
    return result | {"properties": {"evidence": asdict(finding.evidence)}} if finding.evidence else result


def _location(finding: Diagnostic) -> dict[str, Any]:
    where = finding.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(where.file, safe="/")}}
    if where.line:
        physical["region"] = {"startLine": where.line}
    found: dict[str, Any] = {"physicalLocation": physical}
    if where.pointer:
        found["logicalLocations"] = [{"fullyQualifiedName": where.pointer}]
    return found


def _fingerprint(finding: Diagnostic, seen: Counter[str]) -> str:
    """What stays when lines move; equal findings are numbered."""
    parts = (finding.code, finding.location.file, finding.location.pointer, finding.message)
    digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
