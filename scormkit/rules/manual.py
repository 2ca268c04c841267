"""Rules room, the manual: a rule explained as Markdown, from its docstring and its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scormkit.rules.registry import Rule

GRADES = {
    "A": "A, meta-analysis or systematic review",
    "B": "B, a single large or controlled study",
    "C": "C, professional practice",
    "D": "D, definition of the blended model",
    "E": "E, our own convention, to be tuned",
}
_EXAMPLE = re.compile(r"^(Bad|Good): (.*)$", re.M)


def render_manual(rule: Rule, level: int = 1) -> str:
    """The rule as Markdown: what, why, examples, what to do, editions and source; `level` is the heading's."""
    prose = "\n\n".join(part for part in rule.manual.split("\n\n") if not _EXAMPLE.match(part))
    parts = [f"{'#' * level} {rule.code}", prose]
    examples = [(kind, text.strip()) for kind, text in _examples(rule.manual)]
    if examples:
        parts.append("\n".join(f"- {kind}: {text}" for kind, text in examples))
    if rule.hint:
        parts.append(f"What to do: {rule.hint}.")
    facts = [f"severity {rule.severity.name.lower()}", f"editions {', '.join(sorted(rule.editions)) or 'all'}"]
    if rule.full is not None and rule.full is not rule.severity:
        facts.append(f"in the profile `full` {rule.full.name.lower()}")
    parts.append(f"{'; '.join(facts).capitalize()}. Source: {rule.spec}.")
    if rule.grade:
        against = f" Contrary: {rule.contrary}." if rule.contrary else ""
        parts.append(f"Evidence: {GRADES[rule.grade]}.{against}")
    if rule.limits:
        parts.append(
            "Limits: " + ", ".join(f"`{name.replace('_', '-')}: {value:g}`" for name, value in rule.limits) + "."
        )
    return "\n\n".join(parts) + "\n"


def _examples(manual: str) -> Iterable[tuple[str, str]]:
    """Bad and good examples; a long one may go on in the next lines."""
    for part in manual.split("\n\n"):
        if not _EXAMPLE.match(part):
            continue
        joined = re.sub(r"\n(?!Bad: |Good: )", " ", part)
        yield from _EXAMPLE.findall(joined)


def render_family(family: str, title: str, rules: Iterable[Rule]) -> str:
    """A page with all rules of a family, as the documentation shows it."""
    listed = list(rules)
    head = f"# {family}: {title}\n\nGenerated from the rules themselves; `scormkit rules CODE` prints the same.\n\n"
    rows = "".join(
        f"| [{each.code}](#{each.code.lower()}) | {each.severity.name.lower()} | {each.title} |\n" for each in listed
    )
    table = f"| rule | severity | what is wrong |\n| --- | --- | --- |\n{rows}\n"
    return head + table + "\n".join(render_manual(each, level=2) for each in listed)
