"""HTML output: one file to open, print or send, for people who do not live in a terminal."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from scormkit.diagnostics import Diagnostic, Report, Severity
from scormkit.output import Look
from scormkit.output.text import count

_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
_STYLE = """
:root { color-scheme: light dark; --page: #fff; --text: #1b1f24; --line: #d0d4da; --soft: #f4f5f7 }
:root { --error: #b00020; --warning: #8a5300; --info: #0b5cad }
@media (prefers-color-scheme: dark) {
  :root { --page: #14171b; --text: #e6e8eb; --line: #444a52; --soft: #23272e }
  :root { --error: #ff8a8a; --warning: #f0b45c; --info: #8ec5ff }
}
body { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem }
h2 { font-size: 1.15rem; margin-top: 2rem; overflow-wrap: anywhere }
ol { list-style: none; padding: 0 }
li { border: 1px solid var(--line); border-left-width: .4rem; border-radius: .3rem }
li { padding: .6rem .9rem; margin: .6rem 0 }
li.error { border-left-color: var(--error) }
li.warning { border-left-color: var(--warning) }
li.info { border-left-color: var(--info) }
li p { margin: .2rem 0; overflow-wrap: anywhere }
.severity { font-weight: 700 }
.error .severity { color: var(--error) }
.warning .severity { color: var(--warning) }
.info .severity { color: var(--info) }
pre { background: var(--soft); padding: .5rem .7rem; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .9rem .3rem 0; text-align: start; vertical-align: top }
td { overflow-wrap: anywhere }
code { font-size: .9em }
summary { cursor: pointer }
@media print { details:not([open]) { display: none } }
"""


def render(report: Report, look: Look) -> str:
    """A page without scripts and without anything from elsewhere: a summary, then the findings of each file."""
    worst_first = {each.location.file: number for number, each in reversed(list(enumerate(report)))}
    ordered = sorted(report, key=lambda each: worst_first[each.location.file])
    groups = [_group(file, list(found), look) for file, found in groupby(ordered, key=lambda each: each.location.file)]
    title = escape(look.title)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head>",
            f"<body><main><h1>{title}</h1>",
            f"<p>{_sentence(count(report))}</p>",
            _table(report, look),
            *groups,
            "</main></body></html>",
            "",
        ]
    )


def _sentence(words: str) -> str:
    return escape(f"{words[:1].upper()}{words[1:]}.")


def _marked(text: str) -> str:
    """Text with `code` between backticks."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(text))


def _table(report: Report, look: Look) -> str:
    """What was checked, each package with its standard and what came out: a clean one is named nowhere else."""
    if not look.checked:
        return ""
    rows = [
        f"<tr><td>{escape(name)}</td><td>{escape(standard)}</td><td>{escape(count(_about(name, report)))}</td></tr>"
        for name, standard in look.checked
    ]
    head = "<thead><tr><th>Package</th><th>Standard</th><th>Result</th></tr></thead>"
    return "\n".join([f"<table>{head}", "<tbody>", *rows, "</tbody></table>"])


def _about(name: str, report: Report) -> Report:
    return Report.of(each for each in report if f"{each.location.file}/".startswith(f"{name}/"))


def _group(file: str, findings: list[Diagnostic], look: Look) -> str:
    items = "\n".join(_item(each, look) for each in findings)
    return f"<section><h2>{escape(file)}</h2>\n<ol>\n{items}\n</ol></section>"


def _item(finding: Diagnostic, look: Look) -> str:
    where = finding.location
    place = f"line {where.line}" if where.line else ""
    place = " · ".join(
        part for part in (place, f"<code>{escape(where.pointer)}</code>" if where.pointer else "") if part
    )
    excerpt, manual = look.excerpt(where), look.describe(finding.code)
    parts = [
        f'<p><span class="severity">{_WORDS[finding.severity]}</span> <code>{escape(finding.code)}</code>'
        f"{f' · {place}' if place else ''}</p>",
        f"<p>{_marked(finding.message)}</p>",
        f"<pre>{escape(excerpt)}</pre>" if excerpt else "",
        f"<p>→ {_marked(finding.hint)}</p>" if finding.hint else "",
        f"<p><small>{escape(finding.evidence.in_words())}</small></p>" if finding.evidence else "",
        f"<details><summary>What this rule is about</summary>{_prose(manual)}</details>" if manual else "",
    ]
    return f'<li class="{finding.severity.name.lower()}">{"".join(parts)}</li>'


def _prose(manual: str) -> str:
    """The manual's paragraphs; examples begin lines of their own."""
    parts = (re.sub(r"\n(?=(?:Bad|Good): )", "<br>", _marked(part)) for part in manual.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in parts)
