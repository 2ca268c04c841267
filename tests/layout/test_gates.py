"""Learners who used up their tries must not wait for ever unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.layout import gate_remarks
from tests.courses import load

LIMITED = "# A\n\n::: question tries=2\nIs it?\n\n- [ ] no\n- [x] yes\n:::\n"
QUIZ = "# A\n\n::: quiz tries=3\n\nIs it?\n\n- [ ] no\n- [x] yes\n\n:::\n"
FREE = LIMITED.replace(" tries=2", "")
#: One point of ten can be lost, which the default of 80% allows.
MOSTLY_FREE = FREE.replace("::: question", "::: question points=9") + LIMITED.split("\n\n", 1)[1].replace("Is", "Was")
NEXT = "# B\n\nx\n"


def told(folder: Path, settings: str, text: str, after: str = NEXT) -> list[str]:
    course = load(folder, {"course.yaml": f"title: T\n{settings}\n", "units/a.md": text, "units/b.md": after})
    return [f"{each.location} {each.code} {each.message.split('`')[1]}" for each in gate_remarks(course, "c/")]


@pytest.mark.parametrize(
    ("settings", "text", "why"),
    [
        ("order: mastery", LIMITED, "order: mastery"),
        ("order: mastery", QUIZ, "order: mastery"),
        ("order: in-order\ncompletion: {require: passed}", LIMITED, "require: passed"),
    ],
)
def test_a_unit_that_may_become_impossible_to_pass_is_told_where_others_wait_for_it(
    tmp_path: Path, settings: str, text: str, why: str
) -> None:
    assert told(tmp_path, settings, text) == [f"c/units/a.md:3 PKG-TRIES-GATE {why}"]


def test_a_prerequisite_is_a_gate_too(tmp_path: Path) -> None:
    waiting = f"---\nprerequisites: [a]\n---\n{NEXT}"
    assert told(tmp_path, "completion: {require: passed}", LIMITED, waiting) == [
        "c/units/a.md:3 PKG-TRIES-GATE require: passed"
    ]


@pytest.mark.parametrize(
    ("settings", "text", "after"),
    [
        ("order: in-order", LIMITED, NEXT),
        ("order: free", LIMITED, NEXT),
        ("order: mastery", FREE, NEXT),
        ("order: mastery", MOSTLY_FREE, NEXT),
        ("order: mastery\ncompletion: {mastery: none}", LIMITED, NEXT),
        ("order: mastery", NEXT.replace("# B", "# A"), LIMITED.replace("# A", "# B")),
    ],
)
def test_nobody_waits_where_nothing_can_be_lost_or_nothing_is_behind(
    tmp_path: Path, settings: str, text: str, after: str
) -> None:
    assert told(tmp_path, settings, text, after) == []
