"""Lint room, content: pages that can be read, found and understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scormkit.diagnostics import Location, Severity
from scormkit.model import Block, Container, Course, Page, Prose
from scormkit.rules import Finding, Findings, rule

_LONG_PAGE = 700  # words: about three minutes of reading, several screens on a phone
_LONG_UNIT = 20  # minutes
_EMPTY_WORDS = frozenset(
    "here; click here; this; link; this link; more; read more; hier; hier klicken; mehr; link hier; ici; cliquez ici; "
    "en savoir plus; aquí; haga clic aquí; más; هنا; اضغط هنا".split("; ")
)
_LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])[ >]")
_TAG = re.compile(r"<[^>]*>")


def _pages(course: Course) -> Iterator[Page]:
    for unit in course.units():
        yield from unit.pages


def _html(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block.html
        elif isinstance(block, Container):
            yield from _html(block.blocks)


def _at(page: Page) -> Location:
    return Location(page.place.file, page.place.line)


@rule(
    "PAGE-LONG",
    severity=Severity.INFO,
    spec="practice: about three minutes of reading a page; Brysbaert 2019, 238 words a minute",
    hint="split it where a new thought starts, with a heading `# …`",
)
def long_page(course: Course) -> Findings:
    """A page has more words than learners read at one go.

    Bad: a page of 1,500 words
    Good: three pages with a heading each
    """
    for page in _pages(course):
        words = sum(len(_TAG.sub(" ", html).split()) for html in _html(page.blocks))
        if words > _LONG_PAGE:
            yield Finding(f"the page `{page.title}` has {words} words", _at(page))


@rule(
    "PAGE-SAME-TITLE",
    severity=Severity.INFO,
    spec="WCAG 2.2, 2.4.6 Headings and Labels",
    hint="give each page a heading of its own",
)
def same_title(course: Course) -> Findings:
    """Two pages of a unit have the same title.

    In the table of contents they cannot be told apart.

    Bad: two pages called “Summary”
    Good: “Summary: signs” and “Summary: adjuncts”
    """
    for unit in course.units():
        seen: set[str] = set()
        for page in unit.pages:
            if page.title in seen:
                yield Finding(f"the unit `{unit.id}` has several pages called `{page.title}`", _at(page))
            seen.add(page.title)


@rule(
    "LINK-TEXT",
    severity=Severity.INFO,
    spec="WCAG 2.2, 2.4.4 Link Purpose",
    hint="write where the link leads, such as `[the helpline's hours](…)`",
)
def empty_link_words(course: Course) -> Findings:
    """The words of a link do not say where it leads.

    Screen readers list the links of a page by their words alone.

    Bad: `[here](signs.md)`
    Good: `[the danger signs](signs.md)`
    """
    for page in _pages(course):
        for html in _html(page.blocks):
            for words in _LINK.findall(html):
                if _TAG.sub("", words).strip(" .:!").casefold() in _EMPTY_WORDS:
                    yield Finding(f"the link `{_TAG.sub('', words)}` does not say where it leads", _at(page))


@rule(
    "HEADING-SKIP",
    severity=Severity.INFO,
    spec="WCAG 2.2, 1.3.1 Info and Relationships",
    hint="use the next level: `##` below the page's title, `###` below that",
)
def skipped_heading(course: Course) -> Findings:
    """A heading skips a level.

    Those who move by headings think that something is missing.

    Bad: `####` right below the page's title
    Good: `##`, then `###`
    """
    for page in _pages(course):
        level = 1
        for found in _HEADING.findall("".join(_html(page.blocks))):
            if int(found) > level + 1:
                yield Finding(f"on the page `{page.title}` a heading skips a level", _at(page))
                break
            level = int(found)


@rule(
    "UNIT-LONG",
    severity=Severity.INFO,
    spec="practice: learning units of up to 20 minutes",
    hint="make two units of it",
)
def long_unit(course: Course) -> Findings:
    """A unit takes longer than most learners have at one go.

    Bad: a unit of 50 minutes
    Good: three units with a goal each
    """
    for unit in course.units():
        if unit.minutes > _LONG_UNIT:
            yield Finding(f"the unit `{unit.id}` takes about {unit.minutes:.0f} minutes", Location(unit.place.file, 1))


@rule(
    "UNIT-NO-GOAL",
    severity=Severity.INFO,
    spec="practice: backward design; only where other units of the course have goals",
    hint="add `goal: …` to its front matter",
)
def unit_without_goal(course: Course) -> Findings:
    """A unit says no goal, though others do.

    Bad: no `goal:` in one of six units
    Good: `goal: Learners can name six danger signs`
    """
    units = course.units()
    if any(unit.goal for unit in units):
        for unit in units:
            if not unit.goal:
                yield Finding(f"the unit `{unit.id}` has no goal", Location(unit.place.file, 1))


@rule(
    "OBJECTIVE-UNUSED",
    severity=Severity.INFO,
    spec="practice: constructive alignment (Biggs 1996)",
    hint="name it under `objectives:` of a unit, or take it away",
)
def unused_objective(course: Course) -> Findings:
    """No unit and no question serves an objective of the course.

    Bad: an objective in course.yaml that no unit names
    Good: `objectives: [signs]` in a unit's front matter
    """
    used = {each for unit in course.units() for each in unit.objectives}
    used |= {each for unit in course.units() for question in unit.questions() for each in question.objectives}
    for objective in course.objectives:
        if objective.id not in used:
            yield Finding(f"nothing serves the objective `{objective.id}`", Location("course.yaml"))


@rule(
    "OBJECTIVE-UNTESTED",
    severity=Severity.INFO,
    spec="practice: constructive alignment (Biggs 1996)",
    hint="add a question with `objective=…`",
)
def untested_objective(course: Course) -> Findings:
    """An objective is taught, but no question asks whether it was reached.

    Bad: a unit that names the objective and asks nothing
    Good: at least one question for each objective
    """
    asked = {each for unit in course.units() for question in unit.questions() for each in question.objectives}
    taught = {each for unit in course.units() for each in unit.objectives}
    if asked:
        for objective in course.objectives:
            if objective.id in taught - asked:
                yield Finding(f"no question asks about the objective `{objective.id}`", Location("course.yaml"))
