"""JUnit output: for CI servers that show test results."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, look: Look) -> str:
    """A test suite a file, a test case a finding; errors and warnings fail, notes pass. Nothing found is one pass."""
    by_file = sorted(report, key=lambda each: each.location.file)
    suites = [_suite(file, list(found)) for file, found in groupby(by_file, key=lambda each: each.location.file)]
    if not suites:
        suites = [
            '  <testsuite name="scormkit" tests="1" failures="0">\n    <testcase name="nothing found"/>\n  </testsuite>'
        ]
    total, failed = max(1, len(report)), sum(_fails(each) for each in report)
    head = f'<testsuites name={_quoted(look.title)} tests="{total}" failures="{failed}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _fails(finding: Diagnostic) -> bool:
    return finding.severity >= Severity.WARNING


def _suite(file: str, findings: list[Diagnostic]) -> str:
    failed = sum(_fails(each) for each in findings)
    head = f'  <testsuite name={_quoted(file)} tests="{len(findings)}" failures="{failed}">'
    return "\n".join([head, *(_case(each) for each in findings), "  </testsuite>"])


def _case(finding: Diagnostic) -> str:
    where = finding.location
    name = f"{finding.code} line {where.line}" if where.line else finding.code
    more = (finding.hint, finding.evidence.in_words() if finding.evidence else "")
    body = _text("\n".join([f"{where}: {finding.message}", *(each for each in more if each)]))
    if _fails(finding):
        kind = finding.severity.name.lower()
        inner = f'<failure type="{kind}" message={_quoted(finding.message)}>{body}</failure>'
    else:
        inner = f"<system-out>{body}</system-out>"
    return f"    <testcase name={_quoted(name)} classname={_quoted(where.file)}>{inner}</testcase>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
