"""The schedule: everything learners need, nothing they must not see, and moments that are right everywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import icalendar
import pytest
from lxml import html

from scormkit.model.live import Blend, BlendModel, Rotation, Station, Support
from scormkit.sessions import SessionPlan
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages import plan_pages, render_schedule
from scormkit.sessions.publish import publish_plan
from tests.conftest import Golden
from tests.sessions.test_conversation import CANCEL, INVITE, MOVE, plan_of
from tests.sessions.test_resolve import AIRWAY
from tests.sessions.test_resolve import plan_of as plan_in

NOTHING = PlanLock("2026a")
CALENDAR = "data:text/calendar;charset=utf-8,"


def published(folder: Path) -> PlanLock:
    return publish_plan(plan_of(folder, INVITE), NOTHING, datetime(2026, 2, 20, 18, tzinfo=UTC)).lock


def page_of(plan: SessionPlan, lock: PlanLock = NOTHING) -> Any:
    return html.document_fromstring(render_schedule(plan, lock).decode())


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def linked_data(page: Any) -> Any:
    return json.loads(page.xpath("string(//script[@type='application/ld+json'])"))


def test_the_pages_of_the_sample_course_are_known_word_by_word(golden: Golden) -> None:
    pages = dict(plan_pages(plan_in(AIRWAY), NOTHING))

    assert pages == dict(plan_pages(plan_in(AIRWAY), NOTHING))
    boards = [name for name in pages if name.startswith("storyboard-") and name != "storyboard-signs.html"]
    golden.tree("airway-basics", {name: content for name, content in pages.items() if name not in boards})


def test_no_address_of_a_person_and_no_hidden_name_is_on_a_public_page(tmp_path: Path) -> None:
    sample = render_schedule(plan_in(AIRWAY), NOTHING).decode()
    hidden = render_schedule(plan_of(tmp_path, INVITE), NOTHING).decode()

    assert "Ann Kovacs" in sample and "Dana Reyes" not in sample
    assert "Ann Kovacs" not in hidden
    assert re.findall(r"[\w.-]+@(?!media|page|context|type|id\b)[\w-]+\.\w+", sample + hidden) == []


def test_each_live_session_stands_between_what_comes_before_and_after() -> None:
    stops = page_of(plan_in(AIRWAY)).xpath("//article")

    assert [[text_of(each) for each in stop.xpath(".//h3 | .//*[@class='leg']//b")] for stop in stops] == [
        ["Case clinic", "Adjuncts", "Danger signs"],
        ["Skills lab", "Bag and mask", "Observed", "Two weeks later", "Before the ward"],
    ]
    assert text_of(stops[0].xpath(".//*[@class='when']")[0]) == "Monday 9 March 2026, 13:00–14:30 New York time"


def test_moments_follow_the_clocks_of_the_cohort_into_summer_time() -> None:
    # New York goes from UTC−5 to UTC−4 on 8 March 2026: due the Friday before, live the Monday after
    found = page_of(plan_in(AIRWAY)).xpath("//article[1]//time[@data-form='at' or @data-form='clock']")

    assert [(each.get("datetime"), each.text) for each in found][:3] == [
        ("2026-03-09T17:00:00Z", "13:00"),
        ("2026-03-09T18:30:00Z", "14:30"),
        ("2026-03-06T23:00:00Z", "Fri 6 Mar, 18:00"),
    ]


def test_what_changed_since_the_last_revision_is_told_with_before_and_after(tmp_path: Path) -> None:
    lock = published(tmp_path)
    page = page_of(plan_of(tmp_path, MOVE), lock)

    assert [text_of(each) for each in page.xpath("//ul[@class='changes']/li")] == [
        "Moved Case clinic Mon 9 Mar, 13:00 Tue 10 Mar, 13:00",
        "Moved Danger signs (due) Fri 6 Mar, 18:00 Mon 9 Mar, 18:00",
    ]
    assert "Revision 1, as of Fri 20 Feb, 13:00" in text_of(page.find(".//header"))
    assert text_of(page.xpath("//*[contains(@class, 'was')]")[0]) == "before: Mon 9 Mar, 13:00"


def test_what_was_withdrawn_is_told_by_the_title_it_had(tmp_path: Path) -> None:
    page = page_of(plan_of(tmp_path, CANCEL), published(tmp_path))

    assert [text_of(each) for each in page.xpath("//ul[@class='changes']/li")] == [
        "Cancelled Case clinic Mon 9 Mar, 13:00",
        "Cancelled Danger signs (due) Fri 6 Mar, 18:00",
    ]


def test_nothing_is_told_as_changed_before_the_first_revision_or_right_after_one(tmp_path: Path) -> None:
    for page in (page_of(plan_of(tmp_path, INVITE)), page_of(plan_of(tmp_path, INVITE), published(tmp_path))):
        assert page.xpath("//ul[@class='changes'] | //*[contains(@class, 'badge')]") == []


def test_around_a_cancelled_live_session_nothing_is_due(tmp_path: Path) -> None:
    sessions = INVITE.replace("clinic: {", "clinic: {status: cancelled, ")
    clinic = page_of(plan_of(tmp_path, sessions)).get_element_by_id("session-clinic")

    assert "Cancelled" in text_of(clinic)
    assert clinic.xpath(".//*[@data-entry='due'] | .//a[@download]") == []


def test_a_live_session_without_a_date_is_announced(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, INVITE.replace("start: 2026-03-09 13:00, ", ""))

    assert "The date will be announced" in text_of(page_of(plan).get_element_by_id("session-clinic"))


def test_calendars_stand_inside_the_page_and_are_read_by_another_make() -> None:
    links = page_of(plan_in(AIRWAY)).xpath("//a[@download]/@href")
    texts = [unquote(each.removeprefix(CALENDAR)) for each in links]
    events = [icalendar.Calendar.from_ical(each).walk("VEVENT") for each in texts]

    assert [len(each) for each in events] == [8, 1, 1]
    assert [str(each[0]["SUMMARY"]) for each in events[1:]] == [
        "Airway basics: Case clinic",
        "Airway basics: Skills lab",
    ]


def test_search_engines_are_told_in_the_words_of_schema_org() -> None:
    course = linked_data(page_of(plan_in(AIRWAY)))
    instance = course["hasCourseInstance"]

    assert [course["@type"], instance["@type"], instance["courseSchedule"]["@type"]] == [
        "Course",
        "CourseInstance",
        "Schedule",
    ]
    assert [(each["@type"], each["name"], each["startDate"], each["endDate"]) for each in instance["subEvent"]] == [
        ("EducationEvent", "Case clinic", "2026-03-09T13:00:00-04:00", "2026-03-09T14:30:00-04:00"),
        ("EducationEvent", "Skills lab", "2026-03-12T09:00:00-04:00", "2026-03-12T12:00:00-04:00"),
    ]
    assert [each["location"]["@type"] for each in instance["subEvent"]] == ["VirtualLocation", "Place"]


@pytest.mark.parametrize(("language", "word"), [("de", "Zeitplan"), ("ar", "الجدول الزمني"), ("nl", "Schedule")])
def test_a_course_is_told_in_its_language_and_direction(language: str, word: str) -> None:
    plan = plan_in(AIRWAY)
    page = page_of(replace(plan, course=replace(plan.course, language=language)))

    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert text_of(page.find(".//header")).startswith(word)


def test_a_title_with_markup_stays_text_and_a_link_that_runs_something_is_none() -> None:
    plan = plan_in(AIRWAY)
    title = "</script><script>alert(1)</script>"
    venues = tuple(replace(each, url="javascript:alert(1)", title=title) for each in plan.cohort.venues)
    page = page_of(replace(plan, course=replace(plan.course, title=title), cohort=replace(plan.cohort, venues=venues)))

    assert len(page.xpath("//script")) == 3
    assert [text_of(each) for each in page.xpath("//h1")] == [title]
    assert linked_data(page)["name"] == title
    assert page.xpath("//a[starts-with(@href, 'javascript:')]") == []


def test_units_of_no_live_session_are_listed_as_free(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "  clinic: {start: 2026-03-09 13:00}\n")

    assert [text_of(each) for each in page_of(plan).xpath("//section[@aria-labelledby='others']//li")] == [
        "Recall 1 min"
    ]


def test_stations_and_help_that_can_be_booked_are_told_without_who_owns_them() -> None:
    plan = plan_in(AIRWAY)
    stations = (Station("a", "online-individual", 20, uses="signs"), Station("hands-on", "group", 30, required=False))
    support = (Support("Video desk", 15, 1.5, owner="dana"),)
    blend = Blend(BlendModel.ROTATION, rotation=Rotation(stations, ("red", "blue")), support=support)
    page = page_of(replace(plan, course=replace(plan.course, blend=blend)))

    assert [text_of(each) for each in page.xpath("//section[@aria-labelledby='stations']//*[self::p or self::li]")] == [
        "in groups: red, blue",
        "Danger signs online individual · 20 min",
        "hands on group · 30 min optional",
    ]
    assert [text_of(each) for each in page.xpath("//section[@aria-labelledby='help']//li")] == [
        "Video desk 15 min a weekAnswers come within this many working days: 1.5"
    ]
