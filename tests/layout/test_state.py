"""The longest state is computed as the runtime computes it, and an author hears of it in time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import scormkit
from scormkit.layout import Packing, TargetProfile, plan_layouts
from scormkit.layout.remarks import layout_remarks
from scormkit.layout.state import longest_state
from scormkit.layout.types import PlannedPage, Sco
from scormkit.model import (
    Block,
    Checklist,
    Choice,
    Completion,
    Course,
    Form,
    Interactions,
    Media,
    MediaKind,
    Move,
    Page,
    Pool,
    Question,
    QuestionKind,
    Quiz,
    Scenario,
    Scene,
    ScoScope,
    Split,
    Unit,
)
from tests.courses import load

CASES = json.loads((Path(scormkit.__file__).parent / "runtime/test/state-worst-case.json").read_text("utf-8"))
UNIT = Unit("u", "U", ())


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), "", "") for n in range(count))


class Blocks:
    """The blocks that a case describes, each question under an id of its own."""

    def __init__(self) -> None:
        self.count = 0

    def questions(self, told: Mapping[str, Any]) -> Iterator[Question]:
        for _ in range(told.get("times", 1)):
            self.count += 1
            yield Question(
                f"q{self.count}",
                QuestionKind(told["kind"]),
                "",
                "",
                choices(told.get("choices", 0)),
                choices(told.get("targets", 0)),
                form=Form(told["form"]) if "form" in told else None,
                rubric=("x",) * told.get("rubric", 0),
                shuffle=told.get("shuffle", False),
            )

    def of(self, case: Mapping[str, Any]) -> Iterator[Block]:
        for told in case.get("questions", ()):
            for question in self.questions(told):
                observed = told.get("observations", 0)
                yield Checklist(f"list-{question.id}", "", (), question, observed) if observed else question
        yield from (Quiz(f"z{n}", "", ()) for n in range(case.get("quizzes", 0)))
        pools = tuple(
            Pool(pool["count"], tuple(question for told in pool["questions"] for question in self.questions(told)))
            for pool in case.get("pools", ())
        )
        if pools:
            yield Quiz("pooled", "", (), pools)
        for n, moves in enumerate(case.get("ways", ())):
            yield Scenario(f"s{n}", "", (*self.scenes(moves), Scene("end", "", ())))
        for n in range(case.get("media", 0)):
            yield Media(MediaKind.VIDEO, f"media/{n}.mp4", "")

    def scenes(self, moves: Mapping[str, list[str]]) -> Iterator[Scene]:
        for name, on in moves.items():
            (asked,) = self.questions({"kind": "choice", "choices": len(on)})
            yield Scene(name, "", (), asked, tuple(Move(str(n), scene) for n, scene in enumerate(on)))


def sco_of(case: Mapping[str, Any]) -> Sco:
    blocks = tuple(Blocks().of(case))
    count = case.get("pages", 0)
    pages = [PlannedPage(f"p{n}", f"p{n:02}", UNIT, Page(f"p{n}", "", ())) for n in range(count)]
    # Where there is no page the formula is asked about blocks alone.
    holder = (
        replace(pages[0], page=Page("p0", "", blocks))
        if pages
        else PlannedPage("p", "ppp", UNIT, Page("p", "", blocks))
    )
    completion = Completion(record=Interactions(case.get("record", "each-try")))
    return Sco("course", "C", "index.html", (UNIT,), (), (holder, *pages[1:]), (), completion, None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_build_and_runtime_agree_on_the_longest_state(case: Mapping[str, Any]) -> None:
    # The holder of a case without pages is one page: bookmark, frame and key.
    page = 0 if case.get("pages", 0) else 11 + 8 + 3
    assert longest_state(sco_of(case)).length == case["length"] + page


def test_a_unit_of_sixty_pages_and_a_hundred_closed_questions_stays_under_what_every_lms_holds() -> None:
    kinds = [
        {"kind": "true-false", "choices": 2}, {"kind": "choice", "choices": 6}, {"kind": "fill-in"},
        {"kind": "matching", "choices": 5, "targets": 6}, {"kind": "sequencing", "choices": 6}, {"kind": "numeric"},
        {"kind": "likert", "choices": 5}, {"kind": "performance", "choices": 8},
        {"kind": "other", "form": "hotspot", "choices": 6},
        {"kind": "other", "form": "label", "choices": 5, "targets": 6},
    ]  # fmt: skip
    cost = longest_state(sco_of({"pages": 60, "questions": [kind | {"times": 10} for kind in kinds]}))
    assert (cost.length, cost.within(4096)) == (2168, 3192)


def test_a_film_shown_twice_has_one_place() -> None:
    film = Media(MediaKind.VIDEO, "media/a.mp4", "")
    page = PlannedPage("p", "ppp", UNIT, Page("p", "", (film, film)))
    sco = replace(sco_of({}), pages=(page,))
    assert (
        longest_state(sco).length
        == longest_state(replace(sco, pages=(replace(page, page=Page("p", "", (film,))),))).length
    )


# --- what an author is told ------------------------------------------------------------------------------------------


def units(folder: Path, *counts: int) -> Course:
    """A course whose units hold so many questions of three choices each."""
    course = load(folder, {"course.yaml": "title: T\n", "units/u.md": "# U\n\nText.\n"})
    asked = Question("q", QuestionKind.CHOICE, "", "", choices(3))
    outline = tuple(
        Unit(f"u{n}", "U", (Page("p", "P", tuple(replace(asked, id=f"u{n}-q{i}") for i in range(count))),))
        for n, count in enumerate(counts)
    )
    return replace(course, outline=outline)


def remarks(course: Course, limit: int, scope: ScoScope = ScoScope.COURSE) -> list[tuple[str, str, str]]:
    profile = TargetProfile("plain", "SCORM 1.2", "local", state_limit=limit)
    (layout,) = plan_layouts(course, profile, Packing(Split.COURSE, scope))
    return [
        (each.code, each.message, each.hint)
        for each in layout_remarks(layout, "course.yaml")
        if each.code == "PKG-STATE-LONG"
    ]


def test_an_author_is_warned_before_the_limit_with_the_questions_that_cost_most(tmp_path: Path) -> None:
    course = units(tmp_path, 30)
    length = 15 + 11 + 8 + 3 + 8 * 2 + 30 * (8 + 1 + 2 + 3)
    assert remarks(course, 4096) == []
    assert remarks(course, int(length / 0.85) + 1) == []
    assert remarks(course, int(length / 0.85) - 1) == [
        (
            "PKG-STATE-LONG",
            f"what `T` remembers can take {length} of the {int(length / 0.85) - 1} characters that are kept"
            " under SCORM 1.2 (1 pages, 30 questions; most for `u0-q0`, `u0-q1`, `u0-q10`)",
            "divide the unit `u0`, or let its quizzes draw fewer questions",
        )
    ]


def test_the_hint_says_which_split_mends_it(tmp_path: Path) -> None:
    assert [hint for _, _, hint in remarks(units(tmp_path / "a", 20, 20), 600)] == ["use `sco: unit` or `split: unit`"]
    assert [hint for _, _, hint in remarks(units(tmp_path / "b", 5, 60), 600)] == [
        "divide the unit `u1`, or let its quizzes draw fewer questions"
    ]


def test_free_text_takes_its_share_of_the_limit(tmp_path: Path) -> None:
    sco = sco_of({"questions": [{"kind": "fill-in"}]})
    assert (longest_state(sco).has_free_text, longest_state(sco).within(4096) - longest_state(sco).length) == (
        True,
        1024,
    )


def test_the_runtime_keeps_less_than_scorm_2004_allows(tmp_path: Path) -> None:
    (_, message, _), *_ = remarks(units(tmp_path, 3100), 64000)
    assert message.split(" (")[0] == (
        "what `T` remembers can take 44989 of the 48000 characters that are kept under SCORM 1.2"
    )
