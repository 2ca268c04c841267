"""Source room, estimate: how long a unit takes, from its words, questions and media."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scormkit.model import Block, Checklist, Container, Media, Page, Pool, Prose, Question, Quiz, Scenario

#: Silent reading of English prose, words a minute (Brysbaert 2019, a meta-analysis of 190 studies).
ENGLISH_WORDS = 238
#: Words a minute of a language ÷ those of English: IReST 2012, read aloud, so only its ratios are used.
RATIO = {"en": 1.0, "de": 0.79, "fr": 0.86, "es": 0.96, "ar": 0.61, "it": 0.82, "nl": 0.89, "fi": 0.71, "pt": 0.79}
SECONDS_QUESTION = 45
SECONDS_MEDIUM = 120  # what is assumed of a film that does not say how long it is, and of an embedded page

_TAG = re.compile(r"<[^>]*>")


Load = tuple[float, float]  #: words to read, seconds on top


def estimate_minutes(pages: Iterable[Page], language: str) -> float:
    """Minutes to read, watch and answer, to one decimal, at least 0.5."""
    words, seconds = _sum(_load(page.blocks) for page in pages)
    rate = ENGLISH_WORDS * RATIO.get(language.split("-")[0], 1.0)
    return max(0.5, round(words / rate + seconds / 60, 1))


def _load(blocks: Iterable[Block]) -> Load:
    return _sum(map(_of_block, blocks))


def _of_block(block: Block) -> Load:
    if isinstance(block, Prose):
        return _words(block.html), 0.0
    if isinstance(block, Question):
        return _of_question(block)
    if isinstance(block, Container):
        return _load(block.blocks)
    if isinstance(block, Quiz):
        return _sum([_load(block.blocks), *map(_of_pool, block.pools)])
    if isinstance(block, Scenario):
        return _of_scenario(block)
    if isinstance(block, Checklist):
        return _sum([_load(block.blocks), _of_question(block.question)])
    if isinstance(block, Media) and block.seconds:
        return 0.0, block.seconds
    return 0.0, float(SECONDS_MEDIUM)


def _of_question(question: Question) -> Load:
    words = len(question.text.split()) + sum(len(choice.text.split()) for choice in question.choices)
    return words, float(SECONDS_QUESTION)


def _of_pool(pool: Pool) -> Load:
    """One draw, as long as it is on average."""
    words, seconds = _sum(map(_of_question, pool.questions))
    share = pool.count / len(pool.questions)
    return words * share, seconds * share


def _of_scenario(scenario: Scenario) -> Load:
    """The shortest way from the start to an end, with scenes as long as they are on average."""
    words, seconds = _sum(
        _sum([_load(scene.blocks), _of_question(scene.question) if scene.question else (0, 0.0)])
        for scene in scenario.scenes
    )
    share = _shortest(scenario) / max(1, len(scenario.scenes))
    return words * share, seconds * share


def _shortest(scenario: Scenario) -> int:
    """How many scenes the shortest way has; all, when none leads to an end."""
    scenes = {scene.id: scene for scene in scenario.scenes}
    level = [scene.id for scene in scenario.scenes[:1]]
    seen = set(level)
    for length in range(1, len(scenes) + 1):
        if any(scenes[name].question is None for name in level):
            return length
        following = dict.fromkeys(move.scene for name in level for move in scenes[name].moves)
        level = [name for name in following if name in scenes and name not in seen]
        seen.update(level)
    return len(scenes)


def _sum(loads: Iterable[Load]) -> Load:
    words, seconds = 0.0, 0.0
    for more_words, more_seconds in loads:
        words += more_words
        seconds += more_seconds
    return words, seconds


def _words(html: str) -> int:
    return len(_TAG.sub(" ", html).split())
