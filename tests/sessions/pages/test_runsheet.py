"""Run-sheets: the clock of the room, who can stand in, what is agreed when something fails."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from lxml import html

from scormkit.model.live import AgendaStep, Fallback
from scormkit.sessions import Occurrence, SessionPlan, moment
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.runsheet import render_runsheet, stretches
from tests.sessions.test_resolve import AIRWAY, plan_of


def occurrence(plan: SessionPlan, name: str) -> Occurrence:
    found = plan.occurrence(name)
    assert found is not None
    return found


def sheet(plan: SessionPlan, name: str) -> Any:
    return html.document_fromstring(render_runsheet(plan, PlanLock("2026a"), occurrence(plan, name)).decode())


def text_of(page: Any, path: str) -> list[str]:
    return [told_by(each) for each in page.xpath(path)]


def told_by(element: Any) -> str:
    """Its text as it is read, a space where an element begins a line."""
    return re.sub(r" (?=[:,.)–])|(?<=[(–]) ", "", " ".join(" ".join(element.itertext()).split()))


def clocks(held: Occurrence) -> list[str]:
    return [f"{each.start.local:%H:%M}–{each.end.local:%H:%M}" for each in stretches(held, 12)]


def test_the_agenda_is_told_on_the_clock() -> None:
    assert text_of(sheet(plan_of(AIRWAY), "clinic"), "//table[@class='minute']/tbody/tr/*[position() < 4]")[:6] == [
        "13:00–13:10",
        "10 min",
        "Questions: What the quiz showed have at hand: quiz results",
        "13:10–13:40",
        "30 min",
        "Activity: Three cases groups of 4: 3 groups when everybody is there",
    ]


def test_minutes_stay_minutes_in_the_night_in_which_the_clocks_change() -> None:
    held = occurrence(plan_of(AIRWAY), "clinic")
    start = moment(datetime(2026, 3, 8, 1, 30), "America/New_York")
    night = replace(held, start=start, end=start.plus(90 * 60))

    assert clocks(night) == ["01:30–01:40", "01:40–03:10", "03:10–03:20", "03:20–03:50", "03:50–04:00"]


def test_without_an_agenda_the_whole_length_is_one_stretch() -> None:
    held = occurrence(plan_of(AIRWAY), "clinic")

    assert clocks(replace(held, live_session=replace(held.live_session, agenda=()))) == ["13:00–14:30"]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(60, "The agenda leaves 30 minutes unplanned."), (95, "The agenda is 5 minutes longer than the live session.")],
)
def test_an_agenda_that_does_not_fill_the_length_is_told(minutes: int, said: str) -> None:
    plan = plan_of(AIRWAY)
    held = occurrence(plan, "clinic")
    short = replace(held, live_session=replace(held.live_session, agenda=(AgendaStep(minutes, "lecture"),)))
    page = html.document_fromstring(render_runsheet(plan, PlanLock("2026a"), short).decode())

    assert text_of(page, "//p[contains(@class, 'warn')]") == [said]


def test_learners_elsewhere_are_told_their_clock() -> None:
    facts = text_of(sheet(plan_of(AIRWAY), "clinic"), "//dl[@class='facts']/div")

    assert [each for each in facts if "time" in each] == ["New York time 13:00–14:30", "Chicago time 12:00–13:30"]


def test_whoever_is_free_and_able_can_stand_in() -> None:
    fallback = text_of(sheet(plan_of(AIRWAY), "clinic"), "//section[@aria-labelledby='fallback']//dd")

    assert fallback == [
        "any who is qualified Free then: Raj Iyer raj@example.org",
        "dial in by telephone +1 555 0100",
        "case set as PDF",
        "Dana Reyes dana@example.org In their place: Lee Osei",
    ]
    assert "Free then" not in text_of(sheet(plan_of(AIRWAY), "lab"), "//main")[0]


def test_what_the_live_session_does_not_say_comes_from_the_blend() -> None:
    plan = plan_of(AIRWAY)
    assert plan.course.blend is not None
    blend = replace(plan.course.blend, fallback=Fallback(equipment="the big hall"))
    held = occurrence(plan, "clinic")
    session = replace(held.live_session, fallback=Fallback(materials="paper"))
    page = html.document_fromstring(
        render_runsheet(
            replace(plan, course=replace(plan.course, blend=blend)),
            PlanLock("2026a"),
            replace(held, live_session=session),
        ).decode()
    )

    assert text_of(page, "//section[@aria-labelledby='fallback']//dd/span") == [
        "nothing is agreed",
        "the big hall",
        "paper",
    ]


def test_the_checklist_names_needs_and_what_the_place_has() -> None:
    ready = text_of(sheet(plan_of(AIRWAY), "lab"), "//section[@aria-labelledby='ready']//li")

    assert ready == [
        "Place: skills lab (Skills lab 2, 14 seats)",
        "4 × manikin (the place has 5)",
        "2 facilitators with bvm assessor",
        "Looked who finished Bag and mask (due Wed 11 Mar, 18:00)",
        "This sheet and the roster are printed or open",
    ]


def test_the_roster_has_a_line_for_each_learner_and_says_what_present_means() -> None:
    page = sheet(plan_of(AIRWAY), "lab")

    assert len(page.xpath("//table[@class='roster']/tbody/tr")) == 12
    assert "Late from 09:05. Present: 162 of 180 minutes." in text_of(page, "//section[@aria-labelledby='roster']")[0]


def test_a_live_session_without_a_date_has_no_sheet() -> None:
    plan = plan_of(AIRWAY)

    with pytest.raises(ValueError, match="clinic has no date"):
        render_runsheet(plan, PlanLock("2026a"), replace(occurrence(plan, "clinic"), start=None))
