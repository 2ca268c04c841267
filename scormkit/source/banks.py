"""Source room, banks: files of questions that quizzes draw from, in Markdown or GIFT."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.model import Question
from scormkit.source.assessment import resolve_draws
from scormkit.source.assessment.draws import assets_of
from scormkit.source.blocks import BlockReader, definitions_of
from scormkit.source.directives import Segment, Text, scan
from scormkit.source.files import CourseFiles
from scormkit.source.ids import Derived, IdLock, settle
from scormkit.source.parts import cut_all
from scormkit.source.questions import gift
from scormkit.source.reading import ParsedUnit, UnitSource
from scormkit.source.values import SLUG, slug_of

FOLDER = "banks/"
_HEADING = re.compile(r" {0,3}(#{1,6}\s+.*?)(?:\s+#+)?\s*$")
_GROUP_ID = re.compile(r"\s*\{#([^}\s]+)\}\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of a file, in its order; `derived` are those whose id comes from their text."""

    name: str
    file: str
    questions: tuple[Question, ...]
    derived: frozenset[str]

    def settled(self, lock: IdLock, ids: IdLock) -> Bank:
        """The same bank with the ids that the lock remembers; they are noted in `ids`."""
        key = f"{FOLDER}{self.name}"
        texts = [Derived(each.id, each.text) for each in self.questions if each.id in self.derived]
        given = {each.id for each in self.questions} - self.derived
        chosen = settle(texts, lock.of(key, "questions"), given)
        renamed = {old.id: new for old, new in zip(texts, chosen, strict=True)}
        ids.units[key] = {"questions": [Derived(new, old.label) for old, new in zip(texts, chosen, strict=True)]}
        questions = tuple(replace(each, id=renamed.get(each.id, each.id)) for each in self.questions)
        return replace(self, questions=questions, derived=frozenset(renamed.values()))


def find_banks(files: CourseFiles, report: Callable[[Diagnostic], None]) -> dict[str, str]:
    """Name → path of the banks, by name."""
    found: dict[str, str] = {}
    for path in sorted(files.paths):
        stem, ending = posixpath.splitext(path.removeprefix(FOLDER))
        if not path.startswith(FOLDER) or "/" in stem or ending not in (".md", ".gift") or stem == "README":
            continue
        name = stem if SLUG.fullmatch(stem) else slug_of(stem, "bank")
        if name in found:
            message = f"`{found[name]}` and `{path}` are both the bank `{name}`"
            report(error("SRC-DUPLICATE-ID", message, Location(path), "rename one of the files"))
        found.setdefault(name, path)
    return dict(sorted(found.items()))


def read_bank(text: str, source: UnitSource, report: Callable[[Diagnostic], None]) -> Bank:
    """The bank whose text this is; `source.id` is its name. All that is wrong with it goes to `report`."""
    if source.file.endswith(".gift"):
        questions, derived = _read_gift(text, source, report)
    else:
        questions, derived = _read_markdown(text, source, report)
    if not questions and source.file not in source.files.unreadable:
        message = f"the question bank `{source.id}` has no questions"
        report(warning("SRC-BANK-EMPTY", message, Location(source.file), "write some, or remove the file"))
    return Bank(source.id, source.file, tuple(questions), frozenset(derived))


def _read_gift(text: str, source: UnitSource, report: Callable[[Diagnostic], None]) -> tuple[list[Question], set[str]]:
    reader = BlockReader(source, report, ())
    items = gift.read(text.split("\n"), 1, source.file, report)
    return list(reader.gift_questions(items)), reader.result.derived_questions


def _read_markdown(
    text: str, source: UnitSource, report: Callable[[Diagnostic], None]
) -> tuple[list[Question], set[str]]:
    """Headings below the first level group questions: each is a tag of those that follow, and so are those above it."""
    lines = text.split("\n")
    segments = scan(lines, 1, source.file, report)
    first = BlockReader(source, report, definitions_of(lines, 1))
    questions: list[Question] = []
    for groups, part in _groups(segments):
        named = tuple(each for each in groups if each in source.objectives)[:1]
        reader = first.beside(replace(source, default_objectives=named))
        blocks = reader.inside(part)
        found = [block for block in blocks if isinstance(block, Question)]
        if len(found) < len(blocks) and (stray := _stray(part)):
            message = "this stands between the questions of a bank and is left out"
            hint = "put it into a question, or into a comment <!-- … -->"
            report(warning("SRC-BANK-TEXT", message, Location(source.file, stray), hint))
        questions += [replace(each, tags=tuple(dict.fromkeys((*each.tags, *groups)))) for each in found]
    return questions, first.result.derived_questions


def _groups(segments: list[Segment]) -> Iterator[tuple[tuple[str, ...], list[Segment]]]:
    """Each stretch under a heading, with the tags of the headings above it, innermost first."""
    open_groups: list[tuple[int, str]] = []
    part: list[Segment] = []
    for segment, heading in cut_all(segments, _HEADING):
        if heading is not None:
            if part:
                yield tuple(tag for _, tag in reversed(open_groups)), part
                part = []
            level = len(heading) - len(heading.lstrip("#"))
            open_groups = [each for each in open_groups if each[0] < level]
            if level > 1:
                open_groups.append((level, _tag(heading.lstrip("#").strip())))
        part.append(segment)
    if part:
        yield tuple(tag for _, tag in reversed(open_groups)), part


def _tag(heading: str) -> str:
    match = _GROUP_ID.search(heading)
    return match[1] if match else slug_of(heading, "group")


def _stray(part: list[Segment]) -> int:
    """The line where a stretch has something else than questions; 0 when only comments stand there."""
    for segment in part:
        if isinstance(segment, Text):
            for number, line in enumerate(segment.lines, segment.line):
                if _COMMENT.sub("", line).strip():
                    return number
        elif segment.name not in ("question", "gift"):
            return segment.line
    return part[0].line


def draw_from(
    banks: dict[str, Bank], parsed: dict[str, ParsedUnit], report: Callable[[Diagnostic], None]
) -> dict[str, str]:
    """Fills the pools of all quizzes; copy → original question id."""
    pages, copies = resolve_draws(
        {unit: result.pages for unit, result in parsed.items()},
        {unit: result.draws for unit, result in parsed.items()},
        {name: bank.questions for name, bank in banks.items()},
        report,
    )
    for unit, result in parsed.items():
        result.pages = pages[unit]
        drawn = [each for page in result.pages for each in page.questions() if each.id in copies]
        result.assets.update(path for each in drawn for path in assets_of(each))
    used = {name for result in parsed.values() for draws in result.draws.values() for draw in draws
            for name in draw.banks}  # fmt: skip
    for name in sorted(set(banks) - used):
        message = f"no quiz draws from the question bank `{name}`"
        report(info("SRC-BANK-UNUSED", message, Location(banks[name].file), f"say `from={name}` in a quiz"))
    return copies
