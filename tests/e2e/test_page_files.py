"""Pages in files of their own: fetched when wanted, missed politely, found again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import Builder, long_course

LAST = "cups--cup-9"


def test_a_page_is_fetched_when_the_learner_comes_to_it(learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(long_course(), "scorm12"))
    sitting = learner.open(enrolment)
    assert [name for name in enrolment.requests if name.startswith("pages/")] == []
    sitting.go_to(LAST)
    expect(sitting.find(f"#{LAST}")).to_contain_text("This is cup number 9.")
    expect(sitting.find(f"#{LAST} h1")).to_be_focused()
    assert [name for name in enrolment.requests if name.startswith("pages/")] == [f"pages/course/{LAST}.html"]
    learner.wait(20)
    sitting.page.close(run_before_unload=True)
    enrolment.wait_for_end()
    again = learner.open(enrolment)
    expect(again.find(f"#{LAST}")).to_contain_text("This is cup number 9.")
    assert learner.problems == []


def test_a_page_that_cannot_be_fetched_says_so_and_is_there_once_the_server_is_back(
    learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(long_course(), "scorm12"))
    sitting = learner.open(enrolment)
    enrolment.weather = "down"
    sitting.go_to(LAST)
    section = sitting.find(f"#{LAST}")
    expect(section.locator(".page-failed")).to_have_text("This page could not be loaded.")
    expect(section.locator(".page-failed")).to_be_focused()
    expect(section.locator("h1")).to_have_text("Cup 9")
    expect(sitting.find(f'nav[data-toc] a[data-goto="{LAST}"]')).to_contain_text("not seen yet")
    sitting.find("button[data-action=previous]").click()
    sitting.go_to("cups--cup-1")
    expect(sitting.find("#cups--cup-1")).to_contain_text("This is cup number 1.")
    enrolment.weather = "fine"
    sitting.go_to(LAST)
    expect(section).to_contain_text("This is cup number 9.")


def test_trying_again_by_the_button_is_enough(learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(long_course(), "scorm2004-4th"))
    sitting = learner.open(enrolment)
    enrolment.weather = "down"
    sitting.go_to(LAST)
    section = sitting.find(f"#{LAST}")
    section.locator("button.page-retry").click()
    expect(section.locator(".page-failed")).to_be_focused()
    enrolment.weather = "fine"
    section.locator("button.page-retry").click()
    expect(section).to_contain_text("This is cup number 9.")
    expect(section.locator("h1")).to_be_focused()


def test_search_looks_into_page_files_and_says_when_some_were_out_of_reach(
    learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(long_course(), "scorm12"))
    sitting = learner.open(enrolment)
    enrolment.weather = "down"
    sitting.find("button[data-action=search]").click()
    sitting.find("input[type=search]").fill("cup number")
    learner.wait(1)
    expect(sitting.find(".search-status")).to_contain_text("Some pages could not be searched.")
    inline = sitting.find("[data-results] li").count()
    assert 0 < inline < 9
    enrolment.weather = "fine"
    sitting.find("input[type=search]").fill("m9m")
    learner.wait(1)
    expect(sitting.find("[data-results] li")).to_have_count(1)
    sitting.find("[data-results] a").click()
    expect(sitting.find(f"#{LAST}")).to_contain_text("This is cup number 9.")


def test_a_page_file_can_be_read_by_itself(learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(long_course(), "scorm12"))
    page = learner.context.new_page()
    page.goto(f"{server.origin}/content/{enrolment.token}/pages/course/{LAST}.html")
    expect(page.locator("h1")).to_have_text("Cup 9")
    page.get_by_role("link", name=re.compile("Back.*Cup 8")).click()
    expect(page.locator("h1")).to_have_text("Cup 8")
    assert learner.problems == []
