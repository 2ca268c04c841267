"""Source room, estimate: how long a unit takes, from its words, questions and media."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scormkit.model import Block, Container, Embed, Media, Page, Prose, Question

#: Silent reading of English prose, words a minute (Brysbaert 2019, a meta-analysis of 190 studies).
ENGLISH_WORDS = 238
#: Words a minute of a language ÷ those of English: IReST 2012, read aloud, so only its ratios are used.
RATIO = {"en": 1.0, "de": 0.79, "fr": 0.86, "es": 0.96, "ar": 0.61, "it": 0.82, "nl": 0.89, "fi": 0.71, "pt": 0.79}
SECONDS_QUESTION = 45
SECONDS_MEDIUM = 120  # a film's length stands in the film; until it is read, a short one is assumed

_TAG = re.compile(r"<[^>]*>")


def estimate_minutes(pages: Iterable[Page], language: str) -> float:
    """Minutes to read, watch and answer, to one decimal, at least 0.5."""
    words, seconds = 0, 0.0
    for page in pages:
        more_words, more_seconds = _load(page.blocks)
        words += more_words
        seconds += more_seconds
    rate = ENGLISH_WORDS * RATIO.get(language.split("-")[0], 1.0)
    return max(0.5, round(words / rate + seconds / 60, 1))


def _load(blocks: Iterable[Block]) -> tuple[int, float]:
    words, seconds = 0, 0.0
    for block in blocks:
        if isinstance(block, Prose):
            words += _words(block.html)
        elif isinstance(block, Question):
            words += len(block.text.split()) + sum(len(choice.text.split()) for choice in block.choices)
            seconds += SECONDS_QUESTION
        elif isinstance(block, Media | Embed):
            seconds += SECONDS_MEDIUM
        elif isinstance(block, Container):
            more_words, more_seconds = _load(block.blocks)
            words += more_words
            seconds += more_seconds
    return words, seconds


def _words(html: str) -> int:
    return len(_TAG.sub(" ", html).split())
