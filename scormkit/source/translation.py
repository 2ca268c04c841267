"""Source room, translations: a translated unit held against the original, whose ids it takes.

Records must mean the same in every language: the same questions, options in the same order, the same right answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.model import Block, Checklist, Container, Form, Page, Question, QuestionKind, Quiz, Scenario, Unit
from scormkit.source.banks import Bank

Report = Callable[[Diagnostic], None]

#: How a part of a question is called, of kinds whose parts are no options.
_PARTS = {
    QuestionKind.SEQUENCING: "step",
    QuestionKind.MATCHING: "pair",
    QuestionKind.LIKERT: "step",
    QuestionKind.PERFORMANCE: "step",
}


#: Options that decide what an answer is worth → where they stand in a question, quiz, scenario or checklist.
_SETTINGS = {
    "graded": "graded",
    "points": "points",
    "tries": "tries",
    "multiple": "multiple",
    "partial": "partial",
    "hint-cost": "hint_cost",
    "time-limit": "time_limit",
    "objectives": "objectives",
    "purpose": "purpose",
    "pass": "pass_mark",
    "wait": "wait",
    "observations": "observations",
    "others": "others",
}
_Assessed = Question | Quiz | Scenario | Checklist


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated unit, the unit it translates, and whether ids of it were made from texts."""

    unit: Unit
    original: Unit
    has_made_ids: bool


def share_ids(translation: Translation, file: str, report: Report) -> Unit:
    """The translated unit with the ids of the original; what is of another shape is told at the translation's line."""
    unit, original = translation.unit, translation.original
    if difference := _difference(unit, original, file):
        where, message = difference
        own = ", so ids are its own" if translation.has_made_ids else ""
        report(warning("SRC-LOCALE-SHAPE", f"{message}{own}", where, "keep the same pages and questions"))
        return unit
    mine, theirs = list(_identified(unit)), list(_identified(original))
    if mine != theirs and not translation.has_made_ids:
        wrong, right = next(pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1])
        message = f"`{wrong}` is called `{right}` in the original, so records do not mean the same"
        report(warning("SRC-LOCALE-SHAPE", message, Location(file), "give both the same ids"))
        return unit
    if mine != theirs:
        same = {new: old.rpartition("/")[2] for new, old in zip(mine, theirs, strict=True)}
        pages = (replace(page, id=old.id).renamed(same) for page, old in zip(unit.pages, original.pages, strict=True))
        unit = replace(unit, pages=tuple(pages))
    for page, old in zip(unit.pages, original.pages, strict=True):
        drawn = {each.id for each in _drawn(page.blocks)}  # they stand in a bank, which is compared by itself
        pairs = [each for each in zip(page.questions(), old.questions(), strict=True) if each[0].id not in drawn]
        compare_questions(pairs, page.place.file, old.place.file, report)
        _compare_activities(page, old, report)
    originals = {each.id: each for each in original.questions()}
    return replace(unit, pages=tuple(replace(page, blocks=_lettered(page.blocks, originals)) for page in unit.pages))


def compare_banks(banks: Mapping[str, Bank], originals: Sequence[Bank], report: Report) -> None:
    """Tells of questions of translated banks that are of another shape than the original's."""
    for original in originals:
        bank = banks.get(original.name)
        if bank is None or bank.file == original.file:
            continue
        if len(bank.questions) != len(original.questions):
            message = f"this bank has {_count(len(bank.questions), 'question')}, the original {len(original.questions)}"
            report(warning("SRC-LOCALE-SHAPE", message, Location(bank.file), "translate each question"))
            continue
        pairs = list(zip(bank.questions, original.questions, strict=True))
        compare_questions(pairs, bank.file, original.file, report)


def compare_questions(
    pairs: Sequence[tuple[Question, Question]], file: str, original_file: str, report: Report
) -> None:
    """Tells of translated questions that are of another shape; each comes with the question it translates."""
    if file == original_file:
        return
    for mine, theirs in pairs:
        for message in _unlike(mine, theirs):
            hint = f"make it as on line {theirs.line} of {original_file}"
            report(warning("SRC-LOCALE-SHAPE", message, Location(file, mine.line), hint))


def _compare_activities(page: Page, old: Page, report: Report) -> None:
    pairs = zip(_activities(page.blocks), _activities(old.blocks), strict=True)
    for mine, theirs in pairs if page.place.file != old.place.file else ():
        for message in _other_settings(mine, theirs):
            hint = f"make it as on line {theirs.line} of {old.place.file}"
            report(warning("SRC-LOCALE-SHAPE", message, Location(page.place.file, mine.line), hint))


def _difference(unit: Unit, original: Unit, file: str) -> tuple[Location, str] | None:
    """Where the pages and activities are others than the original's, and what is other; None where they are alike."""
    if len(unit.pages) != len(original.pages):
        return Location(
            file
        ), f"this translation has {_count(len(unit.pages), 'page')}, the original {len(original.pages)}"
    for page, old in zip(unit.pages, original.pages, strict=True):
        mine, theirs = list(page.questions()), list(old.questions())
        where = Location(page.place.file, page.place.line)
        if len(mine) != len(theirs):
            return where, f"this page has {_count(len(mine), 'question')}, the original {len(theirs)}"
        if [_name(each) for each in _activities(page.blocks)] != [_name(each) for each in _activities(old.blocks)]:
            return where, "this page has other quizzes, scenarios or checklists than the original"
    return None


def _count(number: float, name: str) -> str:
    return f"{number:g} {name}{'' if number == 1 else 's'}"


def _activities(blocks: tuple[Block, ...]) -> Iterator[Quiz | Scenario | Checklist]:
    """What records name beside questions, in reading order."""
    for block in blocks:
        if isinstance(block, Container):
            yield from _activities(block.blocks)
        elif isinstance(block, Quiz | Scenario | Checklist):
            yield block


def _name(activity: Quiz | Scenario | Checklist) -> str:
    """An activity by its kind; a scenario with the number of its scenes, which have ids too."""
    return f"{type(activity).__name__} {len(activity.scenes) if isinstance(activity, Scenario) else ''}"


def _unlike(mine: Question, theirs: Question) -> Iterator[str]:
    """What a translated question has in another way than the original."""
    kinds = [str(each.form or each.kind) for each in (mine, theirs)]
    if kinds[0] != kinds[1]:
        yield f"this question is of the kind `{kinds[0]}`, the original `{kinds[1]}`"
        return
    for name, count in _counts(mine).items():
        if count != _counts(theirs)[name]:
            yield f"this question has {_count(count, name)}, the original {_counts(theirs)[name]}"
            return
    if _right(mine) != _right(theirs):
        yield "another answer is right here than in the original"
        mine = replace(mine, multiple=theirs.multiple)  # follows from what is right
    yield from _other_settings(mine, theirs)


def _other_settings(mine: _Assessed, theirs: _Assessed) -> Iterator[str]:
    """Options that decide what an answer is worth, where they are others than in the original."""
    for option, attribute in _SETTINGS.items():
        here, there = getattr(mine, attribute, None), getattr(theirs, attribute, None)
        if here != there:
            yield f"`{option}=` is {_shown(here)} here, and {_shown(there)} in the original"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return f"`{','.join(value)}`" if value else "nothing"
    return "nothing" if value is None else f"`{value:g}`" if isinstance(value, int | float) else f"`{value}`"


def _counts(question: Question) -> dict[str, int]:
    if question.form is Form.HOTSPOT:
        return {"spot": len(question.choices)}
    if question.form is Form.LABEL:
        return {"place": len(question.choices), "label": len(question.targets)}
    name = _PARTS.get(question.kind, "option")
    return {name: len(question.choices), "target": len(question.targets), "gap": len(question.blanks)}


def _right(question: Question) -> object:
    """What is right, in a way that does not depend on the language."""
    targets = dict(question.pairs)
    firsts: dict[str, int] = {}
    grouped = [firsts.setdefault(targets.get(each.id, ""), index) for index, each in enumerate(question.choices)]
    marked = [index for index, each in enumerate(question.choices) if each.correct]
    return (grouped if question.pairs else [], marked, question.ranges)


def _lettered(blocks: tuple[Block, ...], originals: Mapping[str, Question]) -> tuple[Block, ...]:
    """The blocks, with letters for steps and targets as in the original: they are dealt by the text, so they differ."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Question):
            made.append(_with_letters(block, originals))
        elif isinstance(block, Container):
            made.append(replace(block, blocks=_lettered(block.blocks, originals)))
        elif isinstance(block, Quiz):
            pools = tuple(
                replace(pool, questions=tuple(_with_letters(each, originals) for each in pool.questions))
                for pool in block.pools
            )
            made.append(replace(block, blocks=_lettered(block.blocks, originals), pools=pools))
        else:
            made.append(block)
    return tuple(made)


def _with_letters(question: Question, originals: Mapping[str, Question]) -> Question:
    original = originals.get(question.id)
    if original is None or next(_unlike(question, original), None) is not None:
        return question
    if question.kind is QuestionKind.SEQUENCING:
        choices = (replace(each, id=old.id) for each, old in zip(question.choices, original.choices, strict=True))
        return replace(question, choices=tuple(choices))
    theirs = dict(original.pairs)
    letters = {target: theirs[source] for source, target in question.pairs}
    free = [each.id for each in original.targets if each.id not in letters.values()]
    letters |= dict(zip((each.id for each in question.targets if each.id not in letters), free, strict=True))
    order = [each.id for each in original.targets]
    renamed = (replace(each, id=letters[each.id]) for each in question.targets)
    targets = sorted(renamed, key=lambda each: order.index(each.id))
    pairs = tuple((source, letters[target]) for source, target in question.pairs)
    return replace(question, targets=tuple(targets), pairs=pairs)


def _drawn(blocks: tuple[Block, ...]) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Container):
            yield from _drawn(block.blocks)
        elif isinstance(block, Quiz):
            yield from block.questions()


def _identified(unit: Unit) -> Iterator[str]:
    for page in unit.pages:
        yield page.id
        yield from page.identified()
