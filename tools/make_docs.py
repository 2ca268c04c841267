"""Writes the parts of the documentation that come from the code: run it after changing a key or a command.

A page marks such a part by `<!-- made: NAME -->` and `<!-- /made -->`. `python tools/make_docs.py` writes them;
`tests/test_docs.py` asks that they are fresh.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from scormkit.cli import scormkit
from scormkit.model import XapiProfile
from scormkit.rules import load_rules
from scormkit.rules.manual import render_manual
from scormkit.sessions.attendance.writing import ATTENDANCE_SOURCES
from scormkit.sessions.exports.facts import SOURCES
from scormkit.sessions.judging import RULES
from scormkit.source import live_schema, schema
from scormkit.xapi.checking import RESULT
from scormkit.xapi.problems import PROBLEMS
from scormkit.xapi.templates import Template, templates_of
from scormkit.xapi.vocabulary import LANGUAGES, Concept, Sort, all_concepts

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "docs/reference/source-format.md",
    "docs/reference/session-plan.md",
    "docs/reference/commands.md",
    "docs/reference/course-rules.md",
    "docs/reference/plan-rules.md",
    "docs/reference/messages.md",
    "docs/reference/xapi-vocabulary.md",
    "docs/how-to/export-a-plan.md",
    "docs/how-to/record-attendance.md",
)
_SLUG = "^[a-z][a-z0-9-]*$"
_PART = re.compile(r"<!-- made: ([\w-]+) -->\n.*?<!-- /made -->", re.DOTALL)

#: Marker → the class whose keys stand there.
MODELS: dict[str, type[BaseModel]] = {
    "keys-course": schema.CourseFile,
    "keys-completion": schema.CompletionFile,
    "keys-packaging": schema.PackagingFile,
    "keys-theme": schema.ThemeFile,
    "keys-objective": schema.ObjectiveFile,
    "keys-module": schema.ModuleFile,
    "keys-session-entry": schema.SessionEntry,
    "keys-manager": schema.ManagerFile,
    "keys-xapi": schema.XapiFile,
    "keys-unit": schema.UnitMatter,
    "keys-session": schema.SessionMatter,
    "keys-teaches": live_schema.TeachesFile,
    "keys-relation": live_schema.RelationFile,
    "keys-agenda": live_schema.AgendaFile,
    "keys-after": live_schema.AfterFile,
    "keys-gap": live_schema.GapFile,
    "keys-needs": live_schema.NeedsFile,
    "keys-tile": live_schema.TileFile,
    "keys-attendance": live_schema.AttendanceFile,
    "keys-fallback": live_schema.FallbackFile,
    "keys-blend": live_schema.BlendFile,
    "keys-station": live_schema.StationFile,
    "keys-support": live_schema.SupportFile,
    "keys-trigger": live_schema.TriggerFile,
    "keys-milestone": live_schema.MilestoneFile,
    "keys-evaluation": live_schema.EvaluationFile,
    "keys-outcome": live_schema.OutcomeFile,
    "keys-lint": live_schema.LintFile,
    "keys-waiver": live_schema.WaiverFile,
    "keys-cohort": live_schema.CohortFile,
    "keys-holidays": live_schema.HolidaysFile,
    "keys-person": live_schema.PersonFile,
    "keys-venue": live_schema.VenueFile,
    "keys-booking": live_schema.BookingFile,
    "keys-window": live_schema.WindowFile,
    "keys-mailbox": live_schema.MailboxFile,
    "keys-pin": live_schema.PinFile,
    "keys-term": schema.TermFile,
    "keys-locale": schema.LocaleCourseFile,
}
#: Where the page explains a class that is the value of a key.
ANCHORS = {
    "CompletionFile": "completion",
    "PackagingFile": "packaging",
    "ThemeFile": "theme",
    "ObjectiveFile": "objectives",
    "ModuleFile": "outline",
    "SessionEntry": "outline",
    "ManagerFile": "manager",
    "XapiFile": "xapi",
    "TeachesFile": "session-plan.md#what-is-taught",
    "RelationFile": "session-plan.md#before-and-after",
    "AgendaFile": "session-plan.md#agenda",
    "AfterFile": "session-plan.md#order-and-gaps",
    "GapFile": "session-plan.md#order-and-gaps",
    "NeedsFile": "session-plan.md#needs",
    "TileFile": "session-plan.md#tile",
    "AttendanceFile": "session-plan.md#attendance",
    "FallbackFile": "session-plan.md#fallback",
    "BlendFile": "session-plan.md#blend",
    "StationFile": "session-plan.md#rotation",
    "SupportFile": "session-plan.md#flex",
    "TriggerFile": "session-plan.md#flex",
    "MilestoneFile": "session-plan.md#flex",
    "EvaluationFile": "session-plan.md#evaluation",
    "OutcomeFile": "session-plan.md#evaluation",
    "LintFile": "session-plan.md#lint",
    "WaiverFile": "session-plan.md#lint",
    "HolidaysFile": "session-plan.md#holidays",
    "PersonFile": "session-plan.md#people",
    "VenueFile": "session-plan.md#places",
    "BookingFile": "session-plan.md#dates",
    "WindowFile": "session-plan.md#dates-that-stay",
    "MailboxFile": "session-plan.md#invitations",
    "PinFile": "session-plan.md#content",
}


def made_parts() -> dict[str, Callable[[], str]]:
    """Marker → what stands there."""
    parts: dict[str, Callable[[], str]] = {name: _keys_of(model) for name, model in MODELS.items()}
    return {
        **parts,
        "later-keys": _later_keys,
        "commands": _commands,
        "course-rules": lambda: _rules_of("scormkit.lint", "what could be better"),
        "plan-rules": lambda: _rules_of(RULES, "what could be better"),
        "xapi-problems": _xapi_problems,
        "xapi-vocabulary": _xapi_vocabulary,
        "xapi-sent": _xapi_sent,
        "export-sources": lambda: _sources(SOURCES),
        "attendance-sources": lambda: _sources({"attendance": ATTENDANCE_SOURCES}),
    }


def fresh(text: str) -> str:
    """A page with its made parts as the code would have them now. Raises KeyError for a marker of no known name."""
    parts = made_parts()
    return _PART.sub(lambda match: f"<!-- made: {match[1]} -->\n{parts[match[1]]()}\n<!-- /made -->", text)


def _sources(kinds: Mapping[str, Mapping[str, str]]) -> str:
    """What each kind of rows of a mapping can tell, each source once."""
    rows: dict[str, tuple[str, ...]] = {}
    for sources in kinds.values():
        for name, meaning in sources.items():
            having = ", ".join(f"`{kind}`" for kind, its in kinds.items() if name in its)
            rows.setdefault(name, (f"`{name}`", having, meaning))
    return _table(("source", "rows", "meaning"), rows.values())


# --- keys -----------------------------------------------------------------------------------------


def _keys_of(model: type[BaseModel]) -> Callable[[], str]:
    return lambda: _table(("key", "value", "default", "meaning"), _key_rows(model))


def _key_rows(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    made = model.model_json_schema(by_alias=True)
    required = set(made.get("required", ()))
    for key, facts in made["properties"].items():
        default = "required" if key in required else _default(facts.get("default"), facts)
        yield f"`{key}`", _values(made, facts), default, _meaning(made, facts)


def _meaning(made: dict[str, Any], facts: dict[str, Any]) -> str:
    """A key's description; pydantic leaves it out where the class it refers to says the same."""
    return str(facts.get("description") or made["$defs"][facts["$ref"].rsplit("/", 1)[1]]["description"])


def _values(made: dict[str, Any], facts: dict[str, Any]) -> str:
    """What may be written there, in words."""
    if "$ref" in facts:
        name = facts["$ref"].rsplit("/", 1)[1]
        anchor = ANCHORS[name]
        return f"[keys]({anchor if '#' in anchor else f'#{anchor}'})"
    for union in ("anyOf", "oneOf"):
        if union in facts:
            words = [_values(made, each) for each in facts[union] if each.get("type") != "null"]
            return " or ".join(dict.fromkeys(words))
    if "enum" in facts or "const" in facts:
        choices = [each for each in facts.get("enum", [facts.get("const")]) if isinstance(each, str)]
        return ", ".join(f"`{each}`" for each in choices)
    if facts.get("type") == "array":
        return f"list of: {_values(made, facts['items'])}"
    if facts.get("type") == "object":
        values: dict[str, Any] = facts.get("additionalProperties") or next(
            iter(facts.get("patternProperties", {}).values()), {}
        )
        return f"slugs, each with {_values(made, values)}"
    if facts.get("type") in ("number", "integer") and "minimum" in facts:
        return "number" if facts["type"] == "number" else "whole number"
    if facts.get("type") == "number":
        return "a percentage, such as `80%`"
    if facts.get("pattern") == _SLUG:
        return "slug"
    examples = facts.get("examples")
    return f"such as `{examples[0]}`" if examples else "text"


def _default(value: Any, facts: dict[str, Any]) -> str:
    if value in (None, "", [], {}, 0) and not isinstance(value, bool):
        return "–"
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    if isinstance(value, list):
        names = facts.get("items", {}).get("enum", ())
        return ", ".join(f"`{_written(names[each] if names and isinstance(each, int) else each)}`" for each in value)
    if isinstance(value, int) and facts.get("examples", [""])[0] == "90 min":
        return f"`{value // 60} min`"
    return "as below" if isinstance(value, dict) else f"`{_written(value)}`"


def _written(value: Any) -> str:
    """A value as an author writes it: a time of day without seconds."""
    return re.sub(r"^(\d\d:\d\d):00$", r"\1", str(value))


def _later_keys() -> str:
    return _table(("key", "belongs to"), ((f"`{key}`", what) for key, what in sorted(schema.LATER_KEYS.items())))


# --- rules over courses ---------------------------------------------------------------------------


def _rules_of(room: str, heading: str) -> str:
    rules = load_rules(room)
    rows = ((f"[{each.code}](#{each.code.lower()})", each.severity.name.lower(), each.title) for each in rules)
    head = _table(("rule", "severity", heading), rows)
    return "\n\n".join([head, *(render_manual(each, level=2).strip() for each in rules)])


# --- xAPI -----------------------------------------------------------------------------------------


def _xapi_problems() -> str:
    """Every code of the check of statements, with its section of xAPI 1.0.3, part two."""
    head = ("code", "meaning", "what to do", "severity, source")
    rows = (
        (f"`{code}`", f"{each.meaning}.", _sentence(each.hint), f"{each.severity.name.lower()}, {each.spec}")
        for code, each in sorted(PROBLEMS.items())
    )
    return _table(head, rows)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else "Correct it as the message says."


def _xapi_vocabulary() -> str:
    """A table for each sort of concept, with names in every language where they are shown to people."""
    parts: list[str] = []
    for sort in Sort:
        found = [each for each in all_concepts() if each.sort is sort]
        rows = ((f"`{each.iri}`", each.source, *_names(each, sort)) for each in found)
        names = LANGUAGES if sort in (Sort.VERB, Sort.ACTIVITY_TYPE) else ("meaning",)
        parts.append(f"## {_plural(sort)}\n\n{_table(('IRI', 'from', *names), rows)}")
    return "\n\n".join(parts)


def _names(concept: Concept, sort: Sort) -> tuple[str, ...]:
    return concept.names if sort in (Sort.VERB, Sort.ACTIVITY_TYPE) else concept.names[:1]


def _plural(sort: Sort) -> str:
    word = str(sort)
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _xapi_sent() -> str:
    """What is sent and when, by profile."""
    parts: list[str] = []
    for profile in XapiProfile:
        head = ("statement", "sent when", "verb", "about", "result")
        rows = (
            (f"`{each.name}`", each.when, _last(each.verb.iri), ", ".join(each.roles), _told(each))
            for each in templates_of(profile)
        )
        parts.append(f"### {profile}\n\n{_table(head, rows)}")
    return "\n\n".join(parts)


def _told(template: Template) -> str:
    """The keys of its result, in the order of the specification."""
    found = {*(template.result or ()), *(path.removeprefix("result.") for path in template.fills())}
    return ", ".join(key for key in RESULT if key in found) or "–"


def _last(iri: str) -> str:
    return f"`{re.split('[/:]', iri)[-1]}`"


# --- commands -------------------------------------------------------------------------------------


def _commands() -> str:
    context = click.Context(scormkit, info_name="scormkit")
    names = scormkit.list_commands(context)
    return "\n\n".join(_command(scormkit.get_command(context, name), f"scormkit {name}", context) for name in names)


def _command(command: click.Command | None, name: str, parent: click.Context) -> str:
    """A command's section: how to call it, what it does, its options; then its own commands, if it has any."""
    assert command is not None
    context = click.Context(command, info_name=name.rsplit(" ", 1)[1], parent=parent)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    pieces = [f"## {name}", f"```text\n{usage}\n```", _plain(command.help or "")]
    rows = list(_option_rows(command, context))
    if rows:
        pieces.append(_table(("option", "meaning", "default"), rows))
    if isinstance(command, click.Group):
        pieces += [
            _command(command.get_command(context, each), f"{name} {each}", context)
            for each in command.list_commands(context)
        ]
    return "\n\n".join(pieces)


def _plain(text: str) -> str:
    r"""A docstring as Markdown: `\b` marks lines that click must not wrap."""
    text = textwrap.dedent(text).split("\f")[0].strip()
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return "\n\n".join(
        "```text\n" + block.split("\n", 1)[1].rstrip() + "\n```" if block.startswith("\b") else " ".join(block.split())
        for block in blocks
    )


def _option_rows(command: click.Command, context: click.Context) -> Iterator[tuple[str, ...]]:
    for option in command.params:
        if not isinstance(option, click.Option) or option.hidden or "--help" in option.opts:
            continue
        names = ", ".join(f"`{each}`" for each in (*option.opts, *option.secondary_opts))
        if isinstance(option.type, click.Choice):
            value = ": " + ", ".join(f"`{each}`" for each in option.type.choices)
        else:
            value = "" if option.is_flag else f" `{option.make_metavar(context)}`"
        default = "" if option.is_flag or not isinstance(option.default, (str, Path, int)) else f"`{option.default}`"
        yield names + value, option.help or "", default or "–"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def main() -> None:
    for name in PAGES:
        path = ROOT / name
        text = path.read_text("utf-8")
        if fresh(text) != text:
            path.write_text(fresh(text), "utf-8")
            print(f"written: {name}")


if __name__ == "__main__":
    main()
