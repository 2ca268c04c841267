"""Source room, assessment: what quizzes draw from banks and earlier units, settled once every question is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from scormkit.diagnostics import Diagnostic, Location, error
from scormkit.model import Block, Container, Page, Pool, Purpose, Question, QuestionKind, Quiz
from scormkit.source.values import did_you_mean

Report = Callable[[Diagnostic], None]

#: Quizzes that never count.
UNCOUNTED = (Purpose.PRACTICE, Purpose.PRE_TEST, Purpose.RECALL)
#: Where a question stands that has no objective or tag to be sorted by.
OTHER = "other"
_ASSET = re.compile(r'asset:([^"#\s)]+)')


@dataclass(frozen=True, slots=True)
class Draw:
    """A wish: `count` questions (None: all) of banks, of earlier units (`recall`), or of the quiz's own."""

    where: Location
    count: int | None
    banks: tuple[str, ...] = ()
    recall: bool = False
    units: tuple[str, ...] = ()  #: for a recall: these; all earlier ones when empty
    tags: tuple[str, ...] = ()  #: one of them is enough
    objectives: tuple[str, ...] = ()  #: one of them is enough
    by: str = ""  #: `objective` or `tag`


@dataclass(slots=True)
class Drawing:
    """Draws settled unit by unit in outline order."""

    order: tuple[str, ...]  #: units
    banks: Mapping[str, Sequence[Question]]
    report: Report
    earlier: dict[str, list[Question]]
    copies: dict[str, str]  #: drawn question → the one it is a copy of
    broken: set[Draw]  #: those that name what does not exist

    def error(self, code: str, message: str, where: Location, hint: str = "") -> None:
        self.report(error(code, message, where, hint))


def resolve_draws(
    units: Mapping[str, Sequence[Page]],
    draws: Mapping[str, Mapping[str, tuple[Draw, ...]]],
    banks: Mapping[str, Sequence[Question]],
    report: Report,
) -> tuple[dict[str, list[Page]], dict[str, str]]:
    """The pages of each unit (in outline order) with the pools of their quizzes, and copy → original question id.

    `draws` says for each unit what its quizzes draw, by quiz id. Questions of quizzes that never count are ungraded.
    """
    drawing = Drawing(tuple(units), banks, report, {}, {}, set())
    result: dict[str, list[Page]] = {}
    for unit, pages in units.items():
        wishes = draws.get(unit, {})
        result[unit] = [replace(page, blocks=_settled(page, page.blocks, unit, wishes, drawing)) for page in pages]
        drawing.earlier[unit] = [each for page in result[unit] for each in _worth_recalling(page.blocks)]
    return result, drawing.copies


def _settled(
    page: Page, blocks: tuple[Block, ...], unit: str, wishes: Mapping[str, tuple[Draw, ...]], drawing: Drawing
) -> tuple[Block, ...]:
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Container):
            made.append(replace(block, blocks=_settled(page, block.blocks, unit, wishes, drawing)))
        elif isinstance(block, Quiz):
            quiz = _with_pools(block, wishes.get(block.id, ()), unit, drawing)
            _check(quiz, page, bool(wishes.get(block.id)), drawing)
            made.append(_uncounted(quiz) if quiz.purpose in UNCOUNTED else quiz)
        else:
            made.append(block)
    return tuple(made)


def _with_pools(quiz: Quiz, draws: tuple[Draw, ...], unit: str, drawing: Drawing) -> Quiz:
    taken: set[str] = set()
    pools: list[Pool] = []
    for draw in draws:
        if not draw.banks and not draw.recall:
            own = [block for block in quiz.blocks if isinstance(block, Question)]
            quiz = replace(quiz, blocks=tuple(block for block in quiz.blocks if not isinstance(block, Question)))
            pools += _pool(draw, own, drawing) if own else ()
            continue
        offered = _fitting(draw, list(_offered(draw, unit, drawing)), drawing)
        fitting = [each for each in offered if each.id not in taken]
        taken |= {each.id for each in fitting}
        copies = [replace(each, id=f"{quiz.id}-{each.id}") for each in fitting]
        drawing.copies |= {copy.id: each.id for copy, each in zip(copies, fitting, strict=True)}
        pools += _pool(draw, copies, drawing, len(offered) - len(copies))
    return replace(quiz, pools=tuple(pools))


def _offered(draw: Draw, unit: str, drawing: Drawing) -> Iterator[Question]:
    if draw.recall:
        yield from _earlier(draw, unit, drawing)
        return
    for name in draw.banks:
        if name in drawing.banks:
            yield from drawing.banks[name]
        else:
            drawing.broken.add(draw)
            hint = did_you_mean(name, drawing.banks) or f"add the file `banks/{name}.md`"
            drawing.error("SRC-BANK-UNKNOWN", f"there is no question bank `{name}`", draw.where, hint)


def _earlier(draw: Draw, unit: str, drawing: Drawing) -> Iterator[Question]:
    before = drawing.order[: drawing.order.index(unit)]
    if not set(draw.units) <= set(before):
        drawing.broken.add(draw)
    for name in draw.units:
        if name == unit:
            message = f"`{name}` cannot recall its own questions"
            drawing.error("SRC-RECALL-LATER", message, draw.where, "name units that come before")
        elif name in drawing.order and name not in before:
            message = f"the unit `{name}` comes later in the outline, so there is nothing to recall"
            drawing.error("SRC-RECALL-LATER", message, draw.where, "name units that come before")
        elif name not in drawing.order:
            hint = did_you_mean(name, before) or "name a unit that comes before"
            drawing.error("SRC-UNIT-UNKNOWN", f"there is no unit `{name}`", draw.where, hint)
    seen: set[Question] = set()
    for name in before:
        for each in drawing.earlier[name] if not draw.units or name in draw.units else ():
            # The same bank question may have been drawn by several quizzes.
            plain = replace(each, id="", graded=False)
            if plain not in seen:
                seen.add(plain)
                yield each


def _worth_recalling(blocks: Iterable[Block]) -> Iterator[Question]:
    """Questions with an answer to know; not those of scenarios, checklists, pre-tests and recalls."""
    for block in blocks:
        if isinstance(block, Question):
            if block.kind not in (QuestionKind.LIKERT, QuestionKind.PERFORMANCE):
                yield block
        elif isinstance(block, Container):
            yield from _worth_recalling(block.blocks)
        elif isinstance(block, Quiz) and block.purpose not in (Purpose.PRE_TEST, Purpose.RECALL):
            yield from _worth_recalling((*block.blocks, *block.questions()))


def _fitting(draw: Draw, questions: list[Question], drawing: Drawing) -> list[Question]:
    known = {tag for each in questions for tag in each.tags}
    for tag in draw.tags:
        if tag not in known and questions:
            message = f"no question to draw from has the tag `{tag}`"
            drawing.error("SRC-DRAW-TAG", message, draw.where, did_you_mean(tag, known))
    return [
        each
        for each in questions
        if (not draw.tags or set(draw.tags) & set(each.tags))
        and (not draw.objectives or set(draw.objectives) & set(each.objectives))
    ]


def _pool(draw: Draw, questions: list[Question], drawing: Drawing, taken: int = 0) -> Iterator[Pool]:
    """The pool of a draw; `taken` questions that fit are in an earlier pool of the quiz."""
    count = len(questions) if draw.count is None else draw.count
    if count > len(questions) or not questions:
        if draw not in drawing.broken:
            fit = "1 fits" if len(questions) == 1 else f"{len(questions)} fit"
            message = f"{count} questions are to be drawn, but {fit}" if questions else "no question fits this draw"
            hint = "write more questions, or draw fewer"
            if taken:
                hint = "an earlier draw of this quiz takes those that fit"
            drawing.error("SRC-DRAW-LARGE", message, draw.where, hint)
        return
    strata = strata_of(questions, draw.by, draw.tags if draw.by == "tag" else draw.objectives) if draw.by else ()
    if draw.by and len(strata) < 2:
        message = f"the questions cannot be drawn by {draw.by}: they have no different {draw.by}s"
        drawing.error("SRC-DRAW-STRATA", message, draw.where, f"give them {draw.by}s, or take `by {draw.by}` away")
    elif count < len(strata):
        message = f"a draw of {count} cannot come from {len(strata)} {draw.by}s"
        hint = f"draw at least {len(strata)}, or take `by {draw.by}` away"
        drawing.error("SRC-DRAW-STRATA", message, draw.where, hint)
    yield Pool(count, tuple(questions), strata)


def strata_of(
    questions: Iterable[Question], by: str, preferred: tuple[str, ...] = ()
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Objective or tag → ids of its questions, sorted by name; each question is in exactly one.

    It is the first one the question names, of the `preferred` ones where there are any; `other` when it names none.
    """
    groups: dict[str, list[str]] = {}
    for each in questions:
        names = each.tags if by == "tag" else each.objectives
        names = tuple(name for name in names if name in preferred) if preferred else names
        groups.setdefault(names[0] if names else OTHER, []).append(each.id)
    return tuple((name, tuple(ids)) for name, ids in sorted(groups.items()))


def _check(quiz: Quiz, page: Page, draws: bool, drawing: Drawing) -> None:
    where = Location(page.place.file, quiz.line)
    questions = [*_inside(quiz.blocks), *quiz.questions()]
    if not questions and not draws:
        hint = "write questions inside, or `draw: 5 from` a bank"
        drawing.error("SRC-QUIZ-EMPTY", "this quiz has no questions", where, hint)
    if quiz.purpose is Purpose.PRE_TEST:
        for each in questions:
            if not each.objectives:
                asked = drawing.copies.get(each.id, each.id)
                message = f"the pre-test asks `{asked}` without saying which objective it tests"
                hint = "add `objective=` to the question: a pre-test exempts by objective"
                drawing.error("SRC-PRETEST-OBJECTIVE", message, where, hint)


def _inside(blocks: Iterable[Block]) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Question):
            yield block
        elif isinstance(block, Container):
            yield from _inside(block.blocks)


def _uncounted(quiz: Quiz) -> Quiz:
    def plain(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            replace(block, graded=False)
            if isinstance(block, Question)
            else replace(block, blocks=plain(block.blocks))
            if isinstance(block, Container)
            else block
            for block in blocks
        )

    pools = tuple(
        replace(pool, questions=tuple(replace(each, graded=False) for each in pool.questions)) for pool in quiz.pools
    )
    return replace(quiz, blocks=plain(quiz.blocks), pools=pools)


def assets_of(question: Question) -> frozenset[str]:
    """The course files that a question's texts use."""
    choices = (*question.choices, *question.targets)
    texts = (
        question.prompt, question.picture, question.model_answer, question.right, question.wrong, question.explanation,
        *question.rubric, *question.hints, *question.after_try, *(each.html for each in choices),
        *(each.feedback for each in choices),
    )  # fmt: skip
    return frozenset(unquote(path) for text in texts for path in _ASSET.findall(text))
