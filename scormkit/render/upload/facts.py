"""Upload page, facts: what one package is, what completes it and what passes it, in words.

The words follow docs/reference/package-anatomy.md, "What completed and passed mean" and "The drivers".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scormkit.layout import Feature, Item, PackageLayout, Sco, TargetProfile
from scormkit.model import Block, Completion, Container, Embed, Order, Question, Require
from scormkit.xapi.packages import package_iri

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


@dataclass(frozen=True, slots=True)
class ScoFacts:
    """One launchable part. `completes` and `passes` are clauses: "completed when …", "passed with …"."""

    title: str
    identifier: str
    minutes: int
    pages: tuple[str, ...]
    open_pages: int  #: how many of them can be reached at once, before anything is completed
    graded: int
    completes: str
    passes: str
    mastery: str  #: "80%", or "" when nothing can be passed
    statuses: tuple[str, ...]  #: what the LMS has when all was seen and answered right


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the page says about a package, ready to be shown."""

    title: str
    version: str
    standard: str
    after_third: bool  #: it says what SCORM 2004 can say since the 4th Edition
    zip_name: str
    size: int
    size_text: str
    language: str
    minutes: int
    manifest: str  #: its identifier
    scos: tuple[ScoFacts, ...]
    rule: str  #: in one sentence, what completes it and what passes it
    mastery: str
    require: Require
    split_status: bool
    passable: bool
    scored: bool
    hosts: tuple[str, ...]  #: remote hosts that its pages show
    state_limit: int
    store: bool  #: records go to a Learning Record Store
    moves_on: bool  #: each part says what satisfies it, and all of them satisfy the whole

    @property
    def single(self) -> bool:
        return len(self.scos) == 1


def read_facts(layout: PackageLayout, zip_name: str, size: int) -> PackageFacts:
    """The facts of a package, all from its layout."""
    items = {item.resource: item for item in layout.organization.walk() if item.resource}
    hrefs = {resource.href: resource.identifier for resource in layout.resources if resource.is_sco}
    scos = tuple(_sco_facts(sco, items[hrefs[sco.document]], layout.profile) for sco in layout.scos)
    course = layout.course
    masteries = tuple(dict.fromkeys(sco.mastery for sco in scos if sco.mastery))
    return PackageFacts(
        title=layout.title,
        version=course.version,
        standard=layout.profile.title,
        after_third=Feature.THRESHOLD_ATTRIBUTES in layout.profile,
        zip_name=zip_name,
        size=size,
        size_text=size_text(size),
        language=_language(course.language),
        minutes=_minutes(layout.scos),
        manifest=package_iri(course, layout.part) if Feature.STORE in layout.profile else layout.identifier,
        scos=scos,
        rule=_rule(layout, scos),
        mastery=_percent(layout.organization.mastery) if masteries and layout.organization.mastery else _or(masteries),
        require=layout.organization.completion.require if len(scos) > 1 else layout.scos[0].completion.require,
        split_status=Feature.SPLIT_STATUS in layout.profile,
        passable=bool(masteries),
        scored=any(sco.graded for sco in scos),
        hosts=tuple(sorted(set(_hosts(layout)))),
        state_limit=layout.profile.state_limit,
        store=Feature.STORE in layout.profile,
        moves_on=Feature.MOVE_ON in layout.profile,
    )


def size_text(size: int) -> str:
    """A size as people read it: `395 kB`, `12.3 MB`."""
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _sco_facts(sco: Sco, item: Item, profile: TargetProfile) -> ScoFacts:
    if sco.tile:
        return _tile_facts(sco, item, profile)
    graded = [question for unit in sco.units for question in unit.questions() if question.graded]
    return ScoFacts(
        title=sco.title,
        identifier=item.identifier,
        minutes=_minutes((sco,)),
        pages=tuple(planned.page.title for planned in sco.pages),
        open_pages=sum(sco.order is Order.FREE or planned.unit == sco.units[0] for planned in sco.pages),
        graded=len(graded),
        completes=_completes(sco.completion, graded, len(sco.pages), sco.mastery),
        passes=_passes(sco.mastery),
        mastery="" if sco.mastery is None else _percent(sco.mastery),
        statuses=_statuses(sco, bool(graded), profile),
    )


def _tile_facts(sco: Sco, item: Item, profile: TargetProfile) -> ScoFacts:
    """A live session's page takes no time, and knows nothing but whether one was there."""
    split = Feature.SPLIT_STATUS in profile
    statuses = ("completion_status completed", "success_status passed") if split else ("lesson_status completed",)
    return ScoFacts(
        title=sco.title,
        identifier=item.identifier,
        minutes=0,
        pages=(sco.title,),
        open_pages=1,
        graded=0,
        completes="completed when the learner says there, or shows by a code, that they attended",
        passes="passed with that, without a score" if split else "neither passed nor failed",
        mastery="",
        statuses=(*statuses, "no score"),
    )


def _minutes(scos: tuple[Sco, ...]) -> int:
    return max(1, round(sum(unit.minutes for sco in scos for unit in sco.units)))


def _completes(completion: Completion, graded: list[Question], pages: int, mastery: float | None) -> str:
    if completion.require is Require.PASSED:
        return "completed once it is passed" if mastery is not None else "never completed: only passing would do that"
    seen = _pages(completion.share, pages)
    if completion.require is Require.PAGES or not graded:
        return f"completed when {seen} been seen"
    return f"completed when {seen} been seen and {_settled(graded)}"


def _pages(share: float, pages: int) -> str:
    if pages == 1:
        return "its page has"
    return f"all {pages} pages have" if share >= 1 else f"{_percent(share)} of its {pages} pages have"


def _settled(graded: list[Question]) -> str:
    """When a question is done: right, or without tries left; with unlimited tries any answer settles it."""
    which = "the graded question is" if len(graded) == 1 else f"all {len(graded)} graded questions are"
    if all(question.tries == 0 for question in graded):
        return f"{which} answered"
    if all(question.tries > 0 for question in graded):
        return f"{which} answered right or out of tries"
    return f"{which} settled (answered right, or no tries left)"


def _passes(mastery: float | None) -> str:
    if mastery is None:
        return "neither passed nor failed, since no score is asked for"
    return f"passed with {_percent(mastery)} of the points or more"


def _statuses(sco: Sco, scored: bool, profile: TargetProfile) -> tuple[str, ...]:
    """What is stored when every page was seen and every question answered right."""
    passed = sco.mastery is not None
    done = passed or sco.completion.require is not Require.PASSED
    score = ("score 100 of 100",) if scored else ("no score",)
    if Feature.STORE in profile:
        return (*(("a statement `completed`",) if done else ()), *(("a statement `passed`",) if passed else ()), *score)
    if Feature.SPLIT_STATUS in profile:
        completion = "completed" if done else "incomplete"
        return (f"completion_status {completion}", f"success_status {'passed' if passed else 'unknown'}", *score)
    return (f"lesson_status {('passed' if passed else 'completed') if done else 'incomplete'}", *score)


def _rule(layout: PackageLayout, scos: tuple[ScoFacts, ...]) -> str:
    if len(scos) == 1:
        return f"It is {scos[0].completes}; it is {scos[0].passes}."
    same = len({(sco.completes, sco.passes) for sco in scos}) == 1
    called = "AUs" if Feature.MOVE_ON in layout.profile else "SCOs"
    parts = f"each of its {len(scos)} parts ({called}) is " + (
        f"{scos[0].completes}, and {scos[0].passes}" if same else "completed and passed as the table below says"
    )
    if Feature.MOVE_ON in layout.profile:
        return f"The whole is satisfied when all {len(scos)} parts are; {parts}."
    if Feature.SEQUENCING not in layout.profile:
        return f"{parts[0].upper()}{parts[1:]}; {layout.profile.title} has no rule for the whole, so the LMS decides."
    counting = sum(item.counts for item in layout.organization.walk() if item.resource)
    return f"The whole is {_whole(layout, len(scos), counting)}; {parts}."


def _whole(layout: PackageLayout, scos: int, counting: int) -> str:
    tree = layout.organization
    if tree.completion.require is Require.PASSED:
        completes = "completed when all graded parts are completed"
    elif tree.completion.require is Require.PAGES and tree.completion.share < 1 and _flat(layout):
        completes = f"completed when {_percent(tree.completion.share)} of its parts are completed"
    else:
        which = f"all {scos} parts are" if counting == scos else f"its {counting} parts without tiles are"
        completes = f"completed when {'its one part without a tile is' if counting == 1 else which} completed"
    if tree.mastery is None:
        return completes
    return f"{completes} and passed with a weighted score of {_percent(tree.mastery)} or more"


def _flat(layout: PackageLayout) -> bool:
    return not any(item.children for item in layout.organization.items)


def _percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def _or(texts: tuple[str, ...]) -> str:
    return " or ".join(texts)


def _language(tag: str) -> str:
    name = _LANGUAGES.get(tag.split("-")[0].lower())
    return f"{name} ({tag})" if name else tag


def _hosts(layout: PackageLayout) -> Iterator[str]:
    for sco in layout.scos:
        for planned in sco.pages:
            for embed in _embeds(planned.page.blocks):
                if host := urlsplit(embed.url).hostname:
                    yield host


def _embeds(blocks: Iterable[Block]) -> Iterator[Embed]:
    for block in blocks:
        if isinstance(block, Embed):
            yield block
        elif isinstance(block, Container):
            yield from _embeds(block.blocks)
