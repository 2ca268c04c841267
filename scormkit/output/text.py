"""Text output: for people at a terminal. A finding is a line that says where and what, then what to do."""

from __future__ import annotations

from itertools import groupby

from scormkit.diagnostics import Diagnostic, Report, Severity

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, colour: bool) -> str:
    """Findings grouped by file, the gravest file first, and a last line that counts them."""
    worst_first = {each.location.file: number for number, each in reversed(list(enumerate(report)))}
    ordered = sorted(report, key=lambda each: worst_first[each.location.file])
    lines: list[str] = []
    for file, findings in groupby(ordered, key=lambda each: each.location.file):
        lines.append(_painted(file, "1", colour))
        for each in findings:
            lines += _finding(each, colour)
        lines.append("")
    lines.append(_count(report))
    return "\n".join(lines) + "\n"


def _finding(finding: Diagnostic, colour: bool) -> list[str]:
    word = _painted(_WORDS[finding.severity], _COLOURS[finding.severity], colour)
    where = f"line {finding.location.line}: " if finding.location.line else ""
    lines = [f"  {word}: {where}{finding.message} {_painted(f'[{finding.code}]', '2', colour)}"]
    if finding.hint:
        lines.append(f"    → {finding.hint}")
    return lines


def _count(report: Report) -> str:
    counts = [(report.count(severity), _WORDS[severity]) for severity in sorted(Severity, reverse=True)]
    said = [f"{count} {word}{'s' if count != 1 else ''}" for count, word in counts if count]
    return ", ".join(said) if said else "nothing found"


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
