"""Source room, assessment: `::: scenario`: scenes under headings, each with links to the scenes that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scormkit.model import Choice, Move, Question, QuestionKind, Scenario, Scene
from scormkit.source import markdown
from scormkit.source.assessment.context import (
    AssessmentContext,
    check_nesting,
    check_options,
    cut_list,
    item_lines,
    slug_of_heading,
    take_heading_id,
)
from scormkit.source.directives import Directive, Segment, Text
from scormkit.source.markdown import Element, line_of
from scormkit.source.parts import parts_by_heading
from scormkit.source.questions.choice import ASKS
from scormkit.source.questions.context import QuestionBody, basics, number, truth
from scormkit.source.questions.items import read_items
from scormkit.source.values import did_you_mean

OPTIONS = ("graded", "objective", "objectives", "points")
_LINKED = re.compile(r"[-*+]\s+\[.+\]\(#")
_CHOICE = re.compile(
    r"[-*+]\s+\[(?P<text>.+)\]\(#(?P<scene>[^)\s]*)\)\s*(?:\((?P<points>[-+−]?\d{1,3}(?:[.,]\d{1,2})?)[^)\d]*\))?\s*"
)
_NO_PARAGRAPH = re.compile(r"\s{0,3}(#|>|[-*+]\s|\d+[.)]\s|\||```|~~~|<)")


@dataclass(slots=True)
class _Draft:
    """A scene on its way: what it leads to is known by name only."""

    scene: Scene
    line: int
    lines: list[int]  #: of its moves


def read_scenario(directive: Directive, context: AssessmentContext) -> Scenario | None:
    check_options(directive, OPTIONS, context)
    title = context.title(directive)
    identifier = context.identify(directive.id, markdown.plain_text(context.question.tree(title, directive.line)))
    parts, stray = parts_by_heading(directive)
    if stray or not parts:
        hint = "start each scene with a heading such as `### At the door {#door}`"
        context.error(
            "SRC-PARTS",
            "this scenario has text before its first scene" if stray else "this scenario has no scenes",
            hint,
        )
    drafts: list[_Draft] = []
    for words, line, segments in parts:
        drafts.append(_scene(directive, identifier, (words, line - 1, segments), len(drafts) + 1, context))
    _check_names(drafts, context)
    scenario = Scenario(
        id=identifier,
        title=context.html(title),
        scenes=tuple(draft.scene for draft in drafts),
        points=number(directive.options, "points", 1.0, context.question, least=0.01),
        line=directive.line,
    )
    if drafts:
        _check_ways(scenario, drafts, context)
    scored = any(move.points for scene in scenario.scenes for move in scene.moves)
    graded = truth(directive.options, "graded", scored, context.question)
    if graded and drafts and scenario.best() <= 0:
        message = "the best way through this scenario makes no points, so it cannot be graded"
        context.error("SRC-SCENARIO-POINTS", message, "give good choices points: `- [Ask her](#ask) (+1)`")
    return _marked(replace(scenario, graded=graded))


def _scene(
    directive: Directive,
    scenario: str,
    part: tuple[str, int, list[Segment]],
    place: int,
    context: AssessmentContext,
) -> _Draft:
    heading, line, segments = part
    words, given = take_heading_id(heading, line, context)
    name = given or slug_of_heading(words, f"scene-{place}")
    found = cut_list(segments, _LINKED)
    question: Question | None = None
    moves: tuple[Move, ...] = ()
    lines: list[int] = []
    if found:
        before, items, after = found
        asked, before = _take_question(before)
        segments = [*before, *after]
        question, moves, lines = _choices(directive, items, words, asked, context)
        question = replace(question, id=context.part(scenario, name))
    blocks = context.blocks(segments)
    check_nesting(directive, blocks, context, questions=False)
    if not blocks and question is None:
        message = f"the scene `{name}` is a dead end: it says nothing and leads nowhere"
        context.error("SRC-SCENARIO-END", message, "tell how it ends, or add choices: `- [Go on](#scene)`", line)
    return _Draft(Scene(name, context.html(words, line), blocks, question, moves), line, lines)


def _take_question(segments: list[Segment]) -> tuple[Text | None, list[Segment]]:
    """Cuts off the paragraph right above the choices when it asks."""
    last = segments[-1]
    assert isinstance(last, Text)
    end = len(last.lines)
    while end and not last.lines[end - 1].strip():
        end -= 1
    start = end
    while start and last.lines[start - 1].strip():
        start -= 1
    paragraph = last.lines[start:end]
    asks = bool(paragraph) and paragraph[-1].rstrip(" *_").endswith(ASKS)
    if not asks or any(_NO_PARAGRAPH.match(line) for line in paragraph):
        return None, segments
    return Text(last.line + start, paragraph), [*segments[:-1], Text(last.line, last.lines[:start])]


def _choices(
    directive: Directive, items: Text, title: str, asked: Text | None, context: AssessmentContext
) -> tuple[Question, tuple[Move, ...], list[int]]:
    """The choices of a scene as a question, and where each leads."""
    lines = list(items.lines)
    moves: list[tuple[str, float]] = []
    numbers: list[int] = []
    for line, text in item_lines(items):
        match = _CHOICE.fullmatch(text)
        if not match:
            hint = "write the whole choice as a link: `- [What to do](#scene) (+1)`"
            context.error("SRC-SCENARIO-CHOICE", "this choice leads nowhere", hint, line)
        moves.append((match["scene"], _points(match["points"])) if match else ("", 0.0))
        numbers.append(line)
        lines[line - items.line] = f"- {match['text']}" if match else text
    root = context.question.tree("\n".join(lines), items.line)
    tree = next(child for child in root if isinstance(child.tag, str))
    choices = read_items(tree, context.question, boxes=False, least=1)
    prompt = _prompt(asked, title, context, line_of(tree))
    keys = ("objective", "objectives")
    options = {name: value for name, value in directive.options.items() if name in keys}
    body = QuestionBody([*prompt, tree], options=options, line=items.line)
    made = basics(QuestionKind.CHOICE, prompt, body, context.question, graded=False)
    plain = markdown.plain_text(context.question.tree(title, items.line))
    made = replace(made, choices=tuple(choices), text=f"{plain}: {made.text}" if asked else made.text)
    targets = tuple(Move(choice.id, *move) for choice, move in zip(choices, moves, strict=False))
    return replace(made, line=items.line), targets, numbers


def _prompt(asked: Text | None, title: str, context: AssessmentContext, line: int) -> list[Element]:
    root = context.question.tree(asked.text if asked else title, asked.line if asked else line)
    return [child for child in root if isinstance(child.tag, str)]


def _points(text: str | None) -> float:
    return float(text.replace("−", "-").replace(",", ".")) if text else 0.0


def _check_names(drafts: list[_Draft], context: AssessmentContext) -> None:
    """Two scenes may not have one name, and every choice must lead to one."""
    first: dict[str, int] = {}
    for draft in drafts:
        name = draft.scene.id
        if name in first:
            message = f"the scene `{name}` stands here twice, first on line {first[name]}"
            context.error("SRC-DUPLICATE-ID", message, "give each scene its own `{#id}`", draft.line)
        first.setdefault(name, draft.line)
    for draft in drafts:
        for move, line in zip(draft.scene.moves, draft.lines, strict=False):
            if move.scene and move.scene not in first:
                hint = did_you_mean(move.scene, first)
                context.error("SRC-SCENARIO-TARGET", f"there is no scene `{move.scene}`", hint, line)


def _check_ways(scenario: Scenario, drafts: list[_Draft], context: AssessmentContext) -> None:
    """Every scene should be reached, must lead to an end, and no circle may gain points."""
    moves = {scene.id: [move.scene for move in scene.moves] for scene in scenario.scenes}
    reached = set(_reached(scenario.scenes[0].id, moves))
    for draft in drafts:
        if draft.scene.id not in reached:
            message = f"no choice leads to the scene `{draft.scene.id}`"
            context.warning("SRC-SCENARIO-UNREACHED", message, "link to it, or take it out", draft.line)
    best = scenario.best_from()
    for draft in drafts:
        known = all(move.scene in moves for move in draft.scene.moves)
        if draft.scene.id not in best and known:
            message = f"from the scene `{draft.scene.id}` no choice ever leads to an end"
            hint = "add a choice that leads to a scene without choices"
            context.error("SRC-SCENARIO-LOOP", message, hint, draft.line)
    if gaining := _gaining(scenario, best):
        line = next(draft.line for draft in drafts if draft.scene.id == gaining)
        message = f"going round through the scene `{gaining}` gains points without end"
        context.error("SRC-SCENARIO-GAIN", message, "give no points for a choice that leads back", line)


def _gaining(scenario: Scenario, best: dict[str, float]) -> str:
    """A scene of a circle that gains points, or one that leads into it; empty when there is none.

    With such a circle the best sums still grow, and the choices that make them grow lead to it.
    """
    onward: dict[str, str] = {}
    growing: list[str] = []
    for scene in scenario.scenes:
        ways = [(move.points + best[move.scene], move.scene) for move in scene.moves if move.scene in best]
        if ways:
            top, onward[scene.id] = max(ways, key=lambda way: way[0])
            growing += [scene.id] if top > best[scene.id] else []
    if not growing:
        return ""
    here = growing[0]
    for _ in scenario.scenes:
        here = onward.get(here, here)
    return here


def _reached(start: str, moves: dict[str, list[str]]) -> Iterator[str]:
    waiting, seen = [start], {start}
    while waiting:
        scene = waiting.pop()
        yield scene
        for target in moves.get(scene, ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def _marked(scenario: Scenario) -> Scenario:
    """The choices that keep the best sum within reach are right, unless all do."""
    best = scenario.best_from()

    def marked(scene: Scene) -> Scene:
        sums = {move.choice: move.points + best[move.scene] for move in scene.moves if move.scene in best}
        if scene.question is None or len(set(sums.values())) < 2:
            return scene
        top = max(sums.values())
        choices: tuple[Choice, ...] = tuple(
            replace(choice, correct=sums.get(choice.id) == top) for choice in scene.question.choices
        )
        return replace(scene, question=replace(scene.question, choices=choices))

    return replace(scenario, scenes=tuple(marked(scene) for scene in scenario.scenes))
