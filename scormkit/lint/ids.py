"""Lint room, ids: what learners' records name must not move when a page or question is put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scormkit.diagnostics import Location, Severity
from scormkit.model import Course
from scormkit.rules import Finding, Findings, rule

_LOCK = "ids.lock"
_COUNTED_PAGE = re.compile(r"page-\d+")


@rule(
    "ID-COUNTED",
    severity=Severity.WARNING,
    spec="decisions on identifiers: docs/how-to/keep-ids-stable.md",
    hint="run `scormkit ids --write` and keep ids.lock with the course, or give them ids: `{#id}`, `#id`",
)
def counted_ids(course: Course) -> Findings:
    """Pages or questions have ids that only count them, and nothing remembers these ids.

    An id is made from the words of a heading or question. Texts without Latin letters or digits, and pages without a
    title, get `page-2` or `question-3` instead. Putting one in moves the ids of all behind it, and in a course that is
    running learners' answers then count for other questions.

    Bad: `# 気道` without an `ids.lock`
    Good: `# 気道 {#airway}`, or an `ids.lock` beside course.yaml
    """
    if (Path(course.root) / _LOCK).is_file():
        return
    found = list(_counted(course))
    if len(found) > 1:  # a single one has nothing behind it that could move
        what, where = found[0]
        yield Finding(f"{len(found)} pages and questions have ids that only count them, first {what}", where)


def _counted(course: Course) -> Iterator[tuple[str, Location]]:
    for unit in course.units():
        question_id = re.compile(rf"{re.escape(unit.id)}-question(-\d+)?")
        for page in unit.pages:
            if _COUNTED_PAGE.fullmatch(page.id) and page.id not in _latin(page.title):
                yield f"the page `{page.title}`", Location(page.place.file, page.place.line)
            for question in page.questions():
                if question_id.fullmatch(question.id) and not _latin(question.text):
                    yield f"the question `{question.text}`", Location(page.place.file, question.line)


def _latin(text: str) -> str:
    """The letters and digits that an id can be made from, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
