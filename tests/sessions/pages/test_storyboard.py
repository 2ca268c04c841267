"""Storyboards: every kind of block and question, with the right answers, and an anchor for each comment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from scormkit.model import Course
from scormkit.model.live import Cohort
from scormkit.sessions import resolve_plan
from scormkit.sessions.pages.material import readable
from scormkit.sessions.pages.storyboard import pictures, render_storyboard
from scormkit.source.live import read_plan
from tests.sessions.test_resolve import AIRWAY

GALLERY = AIRWAY.parent / "question-gallery"
COHORT = Cohort("c", "UTC", date(2026, 3, 2), date(2026, 4, 2))


@lru_cache
def course_of(folder: Path) -> Course:
    course = read_plan(folder).course
    assert course is not None
    return course


def board(folder: Path, unit: str) -> Any:
    plan = resolve_plan(course_of(folder), COHORT)
    found = plan.unit(unit)
    assert found is not None
    return html.document_fromstring(render_storyboard(plan, found).decode())


def every_board() -> Iterator[tuple[str, Any]]:
    for folder in (AIRWAY, GALLERY, AIRWAY.parent / "healthy-relations"):
        for unit in course_of(folder).units():
            yield unit.id, board(folder, unit.id)


def texts(part: Any, path: str) -> list[str]:
    return [" ".join(" ".join(each.itertext()).split()) for each in part.xpath(path)]


def question(page: Any, identifier: str) -> Any:
    (found,) = page.xpath(f"//div[contains(@class, 'question')][p/span[text()='#{identifier}']]")
    return found


@pytest.mark.parametrize(
    ("folder", "unit", "identifier", "right"),
    [
        (AIRWAY, "signs", "q-stridor", ["Stridor"]),
        (AIRWAY, "signs", "q-count", ["3"]),
        (GALLERY, "brew", "q-scale", ["The scale"]),
        (GALLERY, "brew", "q-dose", ["27 … 33 g"]),
        (GALLERY, "brew", "q-formula", ["CO2 · CO₂"]),
    ],
)
def test_the_right_answers_are_marked(folder: Path, unit: str, identifier: str, right: list[str]) -> None:
    assert texts(question(board(folder, unit), identifier), ".//li[@class='right']/div[@class='text']") == right


def test_a_question_is_told_with_options_hints_and_what_is_said_about_them() -> None:
    found = question(board(AIRWAY, "signs"), "q-stridor")

    assert texts(found, "p/span") == ["choice", "1 point", "tries as wanted", "#q-stridor", "objective: signs"]
    assert texts(found, ".//div[@class='feedback']") == [
        "Wheeze comes from the lower airways.",
        "Yes: high-pitched, on breathing in.",
        "Crackles come from fluid in the lungs.",
    ]
    assert texts(found, ".//dl/div") == ["Hint 1 listen at the neck"]


def test_steps_stand_in_their_order() -> None:
    assert texts(question(board(AIRWAY, "signs"), "q-order"), ".//li") == ["1. Look", "2. Listen", "3. Feel"]


def test_every_part_of_every_course_has_its_own_anchor_and_every_link_leads_somewhere() -> None:
    for unit, page in every_board():
        ids = page.xpath("//@id")
        assert (unit, len(ids)) == (unit, len(set(ids)))
        links = page.xpath("//a/@href[starts-with(., '#')]")
        assert links and {each.removeprefix("#") for each in links} <= set(ids)
        assert (
            page.xpath(
                "//@href[starts-with(., 'asset:') or starts-with(., 'page:')] | //@src[starts-with(., 'asset:')]"
            )
            == []
        )


def test_every_question_of_every_course_is_there() -> None:
    for folder in (AIRWAY, GALLERY, AIRWAY.parent / "healthy-relations"):
        for unit in course_of(folder).units():
            told = board(folder, unit.id).xpath("//div[contains(@class, 'question')]")
            assert (unit.id, len(told)) == (unit.id, sum(1 for _ in unit.questions()))


def test_pictures_are_shown_where_they_stand_beside_the_page() -> None:
    sources = board(GALLERY, "brew").xpath("//img/@src")

    assert sources == ["media/units/brew/pour-over.svg"]
    assert {each.removeprefix("media/") for each in sources} <= set(pictures(course_of(GALLERY)))


def test_elsewhere_a_picture_is_told_in_words_and_a_link_into_the_course_is_text() -> None:
    told = readable('<h2 id="a">A</h2><p><img src="asset:a%20b.png" alt="A cat"> <a href="page:u#p">see</a></p>', 4)

    assert told == '<h4>A</h4><p><span class="picture">A cat</span> see</p>'
