"""Without an LMS: from a web server, from the disk, without JavaScript."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import SAMPLE, TEA, Builder, long_course

UNTRACKED = "No learning platform was found. You can go on, but nothing will be recorded."


def read_through(page: Page) -> None:
    expect(page.locator("#brewing--water")).to_be_visible()
    page.locator("button[data-action=next]").click()
    form = page.locator("form.question[data-question=q_leaves]")
    form.locator("input[value=b]").check()
    form.locator("button.check").click()
    expect(form).to_have_attribute("data-state", "right")


def test_a_web_folder_on_the_disk_remembers_without_any_notice(learner: Learner, builder: Builder) -> None:
    page = learner.context.new_page()
    address = (builder.paths(TEA, "web")[0] / "index.html").as_uri()
    page.goto(address)
    read_through(page)
    learner.wait(20)
    expect(page.locator("[data-status]")).to_be_empty()
    expect(page.locator("button[data-action=exit]")).to_be_hidden()
    page.close(run_before_unload=True)
    page = learner.context.new_page()
    page.goto(address)
    expect(page.locator("#brewing--leaves")).to_be_visible()
    expect(page.locator("form.question[data-question=q_leaves]")).to_have_attribute("data-state", "right")
    assert learner.problems == []


def test_a_browser_that_keeps_nothing_is_admitted(learner: Learner, builder: Builder) -> None:
    learner.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = learner.context.new_page()
    page.goto((builder.paths(TEA, "web")[0] / "index.html").as_uri())
    expect(page.locator("[data-status]")).to_contain_text("your progress will not be remembered")
    read_through(page)
    assert learner.problems == []


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_a_package_opened_without_an_lms_says_once_that_nothing_is_recorded_and_goes_on(
    target: str, learner: Learner, builder: Builder, tmp_path: Path
) -> None:
    with zipfile.ZipFile(builder.paths(TEA, target)[0]) as archive:
        archive.extractall(tmp_path)
    page = learner.context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("[data-status]")).to_have_text(UNTRACKED)
    read_through(page)
    expect(page.locator("button[data-action=exit]")).to_be_hidden()
    assert learner.problems == []


def test_on_the_disk_a_page_file_is_offered_as_a_link(learner: Learner, builder: Builder) -> None:
    page = learner.context.new_page()
    page.goto((builder.paths(long_course(), "web")[0] / "index.html").as_uri())
    page.locator('nav[data-toc] a[data-goto="cups--cup-9"]').click()
    section = page.locator("#cups--cup-9")
    expect(section.locator(".page-failed")).to_be_visible()
    with page.expect_popup() as opened:
        section.locator("a.page-open").click()
    expect(opened.value.locator("h1")).to_have_text("Cup 9")


@pytest.mark.parametrize("course", [TEA, SAMPLE], ids=["tiny", "sample"])
def test_without_javascript_every_page_can_be_read_in_order(
    course: dict[str, str], browser: Browser, server: MiniLms, builder: Builder
) -> None:
    context = browser.new_context(java_script_enabled=False)
    enrolment = server.enrol(builder.upload(course, "web"))
    page = context.new_page()
    page.goto(f"{server.origin}/content/{enrolment.token}/index.html")
    sections = page.locator("section.page")
    expect(page.locator("section.page:visible")).to_have_count(sections.count())
    expect(page.locator("nav[data-toc] a[data-goto]:visible")).to_have_count(sections.count())
    context.close()
