"""Package room, states: whether what a SCO remembers of a learner still means the same in a new package.

A state names pages, questions and activities by key, and an answer by choices and a digit made from the words of each
(docs/reference/state-format.md). So a thing under another key is forgotten, and one that took over another's key, or
choices that took the place of others, are taken for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from scormkit.package.config import Keyed, ScoConfig

#: Ids that tell a place and no text: what a text without Latin letters gets.
_COUNTED = re.compile(r"(--page-|_question(_|$))\d*$")
_ALIKE = 0.5  # of two texts; below that they are hardly one reworded
_LONG_WORD = 5  # letters: in a shorter word one letter makes another word


@dataclass(frozen=True, slots=True)
class StateFate:
    """What becomes of the state of a kept SCO. Pages, questions and activities are named by id.

    `known` is false where one of the two documents is not scormkit's and they differ: nobody can tell from outside.
    """

    item: str
    known: bool
    readable: bool = True  #: the new runtime reads what the old one wrote
    kept: int = 0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()  #: to all appearance still there, but learners' marks do not find them
    swapped: tuple[str, ...] = ()  #: ids that belong to something else now, which gets the marks
    reworded: tuple[str, ...] = ()  #: questions whose choices differ, so that a stored answer means another one
    losses: tuple[str, ...] = ()  #: each loss in the author's words


def state_fate(item: str, was: ScoConfig, now: ScoConfig) -> StateFate:
    """What becomes of the state of the SCO that `item` launches."""
    same_language = was.language == now.language
    found = [
        _match(word, olds, news, same_language)
        for word, olds, news in (
            ("page", was.pages, now.pages),
            ("question", was.questions, now.questions),
            ("activity", was.activities, now.activities),
        )
    ]
    swapped = tuple(name for each in found for name in each.swapped)
    reworded = tuple(_reworded(was.questions, now.questions, set(swapped), same_language))
    kept = sum(each.kept for each in found)
    losses = [loss for each in found for loss in each.losses] + [loss for _, loss in reworded]
    if not kept and any((was.pages, was.questions)):
        losses = [f"nothing of `{was.title}` is as it was, so that learners begin again there"]
    if was.format != now.format:
        losses = [f"what `{was.title}` remembers is written in another format, which the new package does not read"]
    return StateFate(
        item=item,
        known=True,
        readable=was.format == now.format,
        kept=kept,
        dropped=tuple(name for each in found for name in each.dropped),
        added=tuple(name for each in found for name in each.added),
        rekeyed=tuple(name for each in found for name in each.rekeyed),
        swapped=swapped,
        reworded=tuple(name for name, _ in reworded),
        losses=tuple(losses),
    )


# --- things -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Matched:
    """One sort of thing, old and new."""

    kept: int
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    rekeyed: tuple[str, ...]
    swapped: tuple[str, ...]
    losses: tuple[str, ...]


def _match(word: str, was: Sequence[Keyed], now: Sequence[Keyed], same_language: bool) -> _Matched:
    """A state finds things by key; what only looks like the same under another key is lost to it."""
    old_keys, new_keys = {each.key for each in was}, {each.key for each in now}
    gone = [each for each in was if each.key not in new_keys]
    come = [each for each in now if each.key not in old_keys]
    twins = dict(_twins(was, now, gone, come))
    heirs = {heir.key for heir in twins.values()}
    swapped = list(_swapped(was, now)) if same_language else []
    return _Matched(
        kept=len(was) - len(gone),
        dropped=tuple(each.id for each in gone if each not in twins),
        added=tuple(each.id for each in come if each.key not in heirs),
        rekeyed=tuple(each.id for each in twins),
        swapped=tuple(old.id for old, _ in swapped),
        losses=(
            *(_taken_over(word, old, new) for old, new in swapped),
            *(_lost(word, old, new) for old, new in twins.items()),
        ),
    )


def _twins(
    was: Sequence[Keyed], now: Sequence[Keyed], gone: Iterable[Keyed], come: Iterable[Keyed]
) -> Iterator[tuple[Keyed, Keyed]]:
    """What is gone, with what seems to be the same: of that id or title, with those choices, or in that place."""
    left = list(come)
    places = _places(was, now)
    unmatched = []
    for each in gone:
        twin = next((other for other in left if each.id == other.id or each.title == other.title), None)
        twin = twin or next((other for other in left if len(each.choices) > 2 and each.choices == other.choices), None)
        if twin is None:
            unmatched.append(each)
        else:
            left.remove(twin)
            yield each, twin
    for each in unmatched:
        twin = next((other for other in left if other.key in places.get(each.key, ())), None)
        if twin is not None:
            left.remove(twin)
            yield each, twin


def _places(was: Sequence[Keyed], now: Sequence[Keyed]) -> dict[str, list[str]]:
    """Old key → the new keys that stand between the same neighbours; none where no neighbour is the same."""
    old, new = [each.key for each in was], [each.key for each in now]
    if not set(old) & set(new):
        return {}
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        key: new[new_from:new_to]
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        if kind == "replace"
        for key in old[old_from:old_to]
    }


def _swapped(was: Sequence[Keyed], now: Sequence[Keyed]) -> Iterator[tuple[Keyed, Keyed]]:
    """Things whose key is another thing's now: one that had a key of its own, or any where ids are counted off."""
    by_key = {each.key: each for each in now}
    for each in was:
        heir = by_key.get(each.key)
        if heir is None or heir.title == each.title:
            continue
        others = [other for other in was if other.title == heir.title]
        moved = all(other.key not in by_key or by_key[other.key].title != other.title for other in others)
        alike = SequenceMatcher(None, each.title, heir.title, autojunk=False).ratio()
        if (others and moved) or (_COUNTED.search(each.id) and alike < _ALIKE):
            yield each, heir


def _taken_over(word: str, old: Keyed, new: Keyed) -> str:
    return (
        f"the id `{_authors(old)}` belonged to the {word} `{old.title}` and now belongs to `{new.title}`, "
        "so that what learners did in the one counts for the other"
    )


def _lost(word: str, old: Keyed, new: Keyed) -> str:
    end = "so that what learners did there is lost"
    if old.title == new.title:
        return f"the {word} `{old.title}` has another id, `{_authors(old)}` → `{_authors(new)}`, {end}"
    return (
        f"the {word} `{old.title}` is gone, and `{new.title}` is in its place under another id, "
        f"`{_authors(old)}` → `{_authors(new)}`, {end}"
    )


def _authors(thing: Keyed) -> str:
    """An id as the author writes it: a page's without its unit, a question's with hyphens."""
    return thing.id.rpartition("--")[2].replace("_", "-")


# --- choices ----------------------------------------------------------------------------------------


def _reworded(
    was: Sequence[Keyed], now: Sequence[Keyed], passed_over: set[str], same_language: bool
) -> Iterator[tuple[str, str]]:
    """Questions, and why a stored answer to each would mean something else."""
    by_key = {each.key: each for each in now}
    for old in was:
        new = by_key.get(old.key)
        if new is None or old.id in passed_over:
            continue
        why = _difference(old, new, same_language)
        if why:
            yield old.id, f"the question `{old.title}` {why}, so that a stored answer would mean something else"


def _difference(old: Keyed, new: Keyed, same_language: bool) -> str:
    if old.kind != new.kind:
        return f"is now of the kind {new.kind}, not {old.kind}"
    for what, before, after in (("choices", old.choices, new.choices), ("right sides", old.targets, new.targets)):
        if not same_language and len(before) != len(after):
            return f"has other {what} than before, {len(before)} → {len(after)}"
        # What was added, taken away or moved is told by its words; what was written anew, by its place.
        if not same_language or len(before) != len(after) or sorted(before) == sorted(after):
            continue
        for one, other in zip(before, after, strict=True):
            if one not in after and not _same_choice(one, other):
                return f"has other {what} than before, `{one}` → `{other}`"
    return f"has other gaps than before, {old.gaps} → {new.gaps}" if old.gaps != new.gaps else ""


def _same_choice(one: str, other: str) -> bool:
    """Whether two texts say the same but for case, punctuation and a slip of one letter in a long word."""
    pairs = list(zip_longest(_words(one), _words(other), fillvalue=""))
    return bool(pairs) and all(before == after or _is_slip(before, after) for before, after in pairs)


def _words(text: str) -> list[str]:
    """Words and numbers; a text of signs alone stands for itself."""
    return re.findall(r"-?\d+(?:[.,]\d+)*|\w+|[^\w\s.,;:!?'\"()–-]+", text.casefold()) or [text]


def _is_slip(one: str, other: str) -> bool:
    """One letter too many, too few, wrong or swapped with its neighbour; only in scripts that have words of letters."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _LONG_WORD or len(longer) - len(shorter) > 1 or shorter.upper() == shorter.lower():
        return False
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    if shorter[start + 1 :] == longer[start + 1 :]:
        return True
    return shorter[start : start + 2] == longer[start : start + 2][::-1] and shorter[start + 2 :] == longer[start + 2 :]
