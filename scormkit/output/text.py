"""Text output: for people at a terminal. A finding is a line that says where and what, then what to do."""

from __future__ import annotations

from itertools import groupby

from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, look: Look) -> str:
    """Findings grouped by file, the gravest file first, and a last line that counts them."""
    worst_first = {each.location.file: number for number, each in reversed(list(enumerate(report)))}
    ordered = sorted(report, key=lambda each: worst_first[each.location.file])
    lines: list[str] = []
    for file, findings in groupby(ordered, key=lambda each: each.location.file):
        lines.append(_painted(_printable(file), "1", look.colour))
        for each in findings:
            lines += _finding(each, look)
        lines.append("")
    lines.append(count(report))
    return "\n".join(lines) + "\n"


def _finding(finding: Diagnostic, look: Look) -> list[str]:
    word = _painted(_WORDS[finding.severity], _COLOURS[finding.severity], look.colour)
    number = finding.location.line
    where = f"line {number}: " if number else ""
    lines = [f"  {word}: {where}{_printable(finding.message)} {_painted(f'[{finding.code}]', '2', look.colour)}"]
    excerpt = look.excerpt(finding.location)
    if excerpt:
        lines.append(f"    {_painted(f'{number} |', '2', look.colour)} {_printable(excerpt)}")
    if finding.hint:
        lines.append(f"    → {finding.hint}")
    if finding.evidence:
        lines.append(_painted(f"    {finding.evidence.in_words()}", "2", look.colour))
    return lines


def count(report: Report) -> str:
    """How many findings there are: `2 errors, 1 note`."""
    counts = [(report.count(severity), _WORDS[severity]) for severity in sorted(Severity, reverse=True)]
    said = [f"{number} {word}{'s' if number != 1 else ''}" for number, word in counts if number]
    return ", ".join(said) if said else "nothing found"


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _printable(text: str) -> str:
    """Without control characters: text from a stranger's package must not steer the terminal."""
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)
