"""Sessions room, storyboards: a unit as screens to read, print and comment on, for those who know the subject.

Every part has a number and an anchor, so that a comment can say where it belongs. In English around the author's own
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from scormkit.model import Course, Page, Unit
from scormkit.model.blocks import (
    Block,
    Checklist,
    Choice,
    Container,
    Embed,
    Media,
    MediaKind,
    Pool,
    Prose,
    Question,
    QuestionKind,
    Quiz,
    Range,
    Scenario,
)
from scormkit.model.live import Teaches
from scormkit.sessions.exposures import HOWS
from scormkit.sessions.pages.drawing import draw
from scormkit.sessions.pages.material import readable
from scormkit.sessions.pages.strings import direction
from scormkit.sessions.plan import SessionPlan

_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_HOWS = {"introduce": "introduces", "practise": "practises", "retrieve": "calls back", "assess": "assesses"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A possible answer: how it counts (`right`, `wrong` or nothing), its text and what is said about it."""

    text: Markup
    mark: str = ""
    feedback: Markup = Markup()


@dataclass(frozen=True, slots=True)
class Part:
    """Something on a screen: its number such as `2.3`, what it is, facts about it, its text and what is inside it."""

    number: str
    kind: str
    title: Markup = Markup()
    facts: tuple[str, ...] = ()
    body: Markup = Markup()
    answers: tuple[Answer, ...] = ()
    said: tuple[tuple[str, Markup], ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def anchor(self) -> str:
        return "part-" + self.number.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of the unit with its number, from 1."""

    number: int
    id: str
    title: str
    parts: tuple[Part, ...]


def pictures(course: Course) -> tuple[str, ...]:
    """The pictures of the course's units, as paths in the course folder; storyboards show them as `media/PATH`."""
    found = {path for unit in course.units() for path in unit.assets if path.lower().endswith(_PICTURES)}
    return tuple(sorted(found))


def render_storyboard(plan: SessionPlan, unit: Unit) -> bytes:
    """`storyboard-<unit>.html`: the same bytes for the same unit. Pictures are looked for in `media/` beside it."""
    course = plan.course
    shown = {path: f"media/{quote(path)}" for path in unit.assets if path.lower().endswith(_PICTURES)}
    objectives = {each.id: each for each in course.objectives}
    others = [path for path in unit.assets if path not in shown]
    return draw(
        "storyboard.html",
        course=course,
        unit=unit,
        dir=direction(course.language),
        objectives=[objectives[each] for each in unit.objectives if each in objectives],
        teaches=_taught(unit.teaches),
        questions=sum(1 for _ in unit.questions()),
        screens=tuple(_screen(number, page, shown) for number, page in enumerate(unit.pages, 1)),
        files=others,
    )


def _taught(teaches: Teaches) -> list[tuple[str, str]]:
    return [(_HOWS[how], ", ".join(getattr(teaches, how))) for how in HOWS if getattr(teaches, how)]


def _screen(number: int, page: Page, shown: Mapping[str, str]) -> Screen:
    return Screen(number, page.id, page.title, tuple(_parts(page.blocks, str(number), shown)))


def _parts(blocks: Iterable[Block], number: str, shown: Mapping[str, str], first: int = 1) -> Iterator[Part]:
    for position, block in enumerate(blocks, first):
        yield _part(block, f"{number}.{position}", shown)


def _part(block: Block, number: str, shown: Mapping[str, str]) -> Part:
    html = partial(readable, level=4, pictures=shown)
    if isinstance(block, Prose):
        return Part(number, "Text", body=html(block.html))
    if isinstance(block, Container):
        inside = tuple(_parts(block.blocks, number, shown))
        return Part(number, block.kind.replace("-", " ").capitalize(), html(block.title), parts=inside)
    if isinstance(block, Media):
        return _medium(block, number, shown)
    if isinstance(block, Embed):
        return Part(number, "Embedded page", Markup("{}").format(block.title), (block.url, f"{block.height} pixels"))
    if isinstance(block, Question):
        return _question(block, number, shown)
    if isinstance(block, Quiz):
        return _quiz(block, number, shown)
    if isinstance(block, Scenario):
        return _scenario(block, number, shown)
    if isinstance(block, Checklist):
        facts = (f"{block.observations} × observed", f"{block.others} of the uncritical steps as well")
        inside = (
            *_parts(block.blocks, number, shown),
            _question(block.question, f"{number}.{len(block.blocks) + 1}", shown),
        )
        return Part(number, "Checklist", html(block.title), facts, parts=inside)
    return Part(number, type(block).__name__)


def _medium(block: Media, number: str, shown: Mapping[str, str]) -> Part:
    captions = ", ".join(each.language for each in block.captions)
    facts = [block.source, f"{block.seconds:.0f} s" if block.seconds else "length unknown"]
    facts += [f"captions: {captions}" if captions else "no captions"]
    facts += ["transcript" if block.transcript else "no transcript"]
    poster = shown.get(block.poster)
    picture = Markup('<img src="{}" alt="">').format(poster) if poster else Markup()
    said = [("Below it", block.caption), ("Transcript", block.transcript)]
    kind = "Film" if block.kind is MediaKind.VIDEO else "Sound"
    return Part(number, kind, Markup("{}").format(block.title), tuple(facts), picture, said=_said(said, shown))


def _said(texts: Iterable[tuple[str, str]], shown: Mapping[str, str]) -> tuple[tuple[str, Markup], ...]:
    return tuple((name, readable(html, 5, shown)) for name, html in texts if html)


def _question(question: Question, number: str, shown: Mapping[str, str]) -> Part:
    counts = (
        f"{question.points:g} {'point' if question.points == 1 else 'points'}" if question.graded else "for practice"
    )
    tries = f"{question.tries} {'try' if question.tries == 1 else 'tries'}" if question.tries else "tries as wanted"
    facts = [str(question.form or question.kind), counts, tries, f"#{question.id}"]
    if question.kind in (QuestionKind.PERFORMANCE, QuestionKind.LONG_FILL_IN, QuestionKind.LIKERT):
        facts.remove(tries)  # nothing judges these, so there is nothing to try again
    facts += [f"objective: {', '.join(question.objectives)}"] if question.objectives else []
    facts += ["several may be right"] if question.multiple and question.kind is QuestionKind.CHOICE else []
    said = [(f"Hint {position}", hint) for position, hint in enumerate(question.hints, 1)]
    said += [(f"After wrong try {position}", text) for position, text in enumerate(question.after_try, 1)]
    said += [("When right", question.right), ("When wrong", question.wrong), ("Explanation", question.explanation)]
    said += [("Model answer", question.model_answer)]
    said += [(f"Criterion {position}", text) for position, text in enumerate(question.rubric, 1)]
    body = readable(question.prompt, 5, shown) + readable(question.picture, 5, shown)
    answers = tuple(_answers(question, shown))
    return Part(number, "Question", facts=tuple(facts), body=body, answers=answers, said=_said(said, shown))


def _answers(question: Question, shown: Mapping[str, str]) -> Iterator[Answer]:
    """What a learner can choose or must write, with what is right."""
    pairs, targets = dict(question.pairs), {each.id: each for each in question.targets}
    judged = question.kind in (QuestionKind.CHOICE, QuestionKind.TRUE_FALSE) or bool(question.areas and not pairs)
    for choice in question.choices:
        text = readable(choice.html, 5, shown) or Markup("{}").format(choice.text)
        if choice.id in pairs and pairs[choice.id] in targets:
            yield Answer(text + Markup(" → ") + readable(targets[pairs[choice.id]].html, 5, shown), "right")
        elif judged:
            yield Answer(text, "right" if choice.correct else "wrong", readable(choice.feedback, 5, shown))
        else:
            yield _unjudged(question, choice, text)
    for blank in question.blanks:
        wanted = [*blank.accept, *(f"/{each}/" for each in blank.patterns)]
        yield Answer(Markup("{}").format(" · ".join(wanted)), "right")
    for each in question.ranges:
        yield Answer(Markup("{} {}").format(_range(each), question.unit), "right")


def _unjudged(question: Question, choice: Choice, text: Markup) -> Answer:
    """A step: sequencing lists them in the right order, an observer's critical ones must be done."""
    critical = question.kind is QuestionKind.PERFORMANCE and choice.correct
    return Answer(text + Markup(" <b>(critical)</b>") if critical else text, "", readable(choice.feedback))


def _range(each: Range) -> str:
    if each.low is not None and each.low == each.high:
        return f"{each.low:g}"
    low = "" if each.low is None else f"{each.low:g}"
    high = "" if each.high is None else f"{each.high:g}"
    return f"{low} … {high}".strip()


def _quiz(quiz: Quiz, number: str, shown: Mapping[str, str]) -> Part:
    facts = [quiz.purpose.value, f"{quiz.tries} tries" if quiz.tries else "tries as wanted"]
    facts += [f"passed from {quiz.pass_mark:.0%}"] if quiz.pass_mark is not None else []
    facts += [f"{quiz.time_limit / 60:g} min"] if quiz.time_limit else []
    inside = list(_parts(quiz.blocks, number, shown))
    for pool in quiz.pools:
        inside.append(_pool(pool, f"{number}.{len(inside) + 1}", shown))
    return Part(number, "Quiz", readable(quiz.title, 5, shown), tuple(facts), parts=tuple(inside))


def _pool(pool: Pool, number: str, shown: Mapping[str, str]) -> Part:
    facts = (f"{pool.count} of {len(pool.questions)} questions are drawn",)
    inside = tuple(_question(each, f"{number}.{place}", shown) for place, each in enumerate(pool.questions, 1))
    return Part(number, "Pool", facts=facts, parts=inside)


def _scenario(scenario: Scenario, number: str, shown: Mapping[str, str]) -> Part:
    titles = {scene.id: scene.title for scene in scenario.scenes}
    scenes: list[Part] = []
    for place, scene in enumerate(scenario.scenes, 1):
        here = f"{number}.{place}"
        inside = list(_parts(scene.blocks, here, shown))
        if scene.question:
            inside.append(_question(scene.question, f"{here}.{len(inside) + 1}", shown))
        texts = {each.id: each.text for each in scene.question.choices} if scene.question else {}
        moves = [
            (
                f"{texts.get(move.choice, move.choice)} leads to",
                f"{titles.get(move.scene, move.scene)} ({move.points:+g})",
            )
            for move in scene.moves
        ]
        kind = "Scene" if scene.question else "End"
        scenes.append(Part(here, kind, readable(scene.title, 5, shown), said=_said(moves, shown), parts=tuple(inside)))
    facts = (f"{scenario.points:g} points" if scenario.graded else "for practice",)
    return Part(number, "Scenario", readable(scenario.title, 5, shown), facts, parts=tuple(scenes))
