"""Source room, front matter: a Markdown file cut into its YAML head and its body."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scormkit.diagnostics import Location, info
from scormkit.source import nearly
from scormkit.source.locales import Locales
from scormkit.source.schema import UnitMatter
from scormkit.source.titles import check_title
from scormkit.source.validation import salvage
from scormkit.source.yaml import YamlDocument, read_yaml


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A unit's file: its settings with the lines they stand on, its text, and the line that starts on."""

    matter: UnitMatter
    document: YamlDocument
    body: str
    first_line: int


def split_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter (None when there is none), body, and the body's first line."""
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "\n".join(lines[1:]), "", len(lines) + 1


def read_unit_file(path: str, locales: Locales) -> UnitFile:
    """The unit at `path`, which is its original's. A translated unit has the original's settings."""
    original = _read(path, locales)
    translated = locales.localise(path)
    if translated == path:
        if locales.language != locales.own:
            message = f"this unit is not translated into `{locales.language}`, so that learners read the original"
            hint = f"add `locales/{locales.language}/{path}`"
            locales.report(info("SRC-LOCALE-MISSING", message, Location(path), hint))
        return original
    other = _read(translated, locales)
    texts = {name: getattr(other.matter, name) for name in ("title", "goal")}
    return replace(other, matter=original.matter.model_copy(update=texts), document=original.document)


def _read(path: str, locales: Locales) -> UnitFile:
    text = locales.files.read_text(path) or ""
    if nearly.check_front(text, path, locales.report):
        return UnitFile(UnitMatter(), YamlDocument(path), "", 1)
    front, body, first_line = split_matter(text)
    document = read_yaml(front, path, 2) if front is not None else YamlDocument(path)
    matter, problems = salvage(UnitMatter, document)
    for problem in problems:
        locales.report(problem)
    if matter and matter.title:
        check_title(matter.title, document.at(("title",)), locales.report)
    return UnitFile(matter or UnitMatter(), document, body, first_line)
