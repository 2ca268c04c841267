"""Every kind of question and every form of assessment, played: the LMS refuses nothing, axe-core finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.learner import Learner
from tests.e2e.mini_lms import ROOT, MiniLms
from tests.e2e.test_accessibility import AXE, violations
from tests.e2e.tiny_courses import Builder

GALLERY = ROOT / "courses/question-gallery"
KINDS = {
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "sequencing",
    "numeric",
    "likert",
    "performance",
    "other",
}
SHOWN = "section.page:not([hidden])"
#: Answers whatever a form asks, right or wrong, in one go.
FILL = """form => {
  const all = selector => [...form.querySelectorAll(selector)].filter(each => !each.disabled && each.checkVisibility());
  const names = new Set(all('input[type=radio]').map(({ name }) => name));
  for (const name of names) all('input[type=radio]').find(each => each.name === name).click();
  for (const box of all('input[type=checkbox], button.spot').slice(0, 1)) box.click();
  for (const field of all('input[type=text]:not([readonly]), textarea:not([readonly])')) field.value = '15';
  for (const choice of all('select')) choice.selectedIndex = 1;
  form.dispatchEvent(new Event('change', { bubbles: true }));
}"""


def pages_of(contents: Locator) -> list[str]:
    found = contents.locator("a[data-goto]").evaluate_all("links => links.map(link => link.dataset.goto)")
    return [str(each) for each in found]


def start_quizzes(page: Locator) -> None:
    """Starting one may hide its button, so that the next one is the first."""
    starts = page.locator("section.quiz [data-action=start]:visible")
    while starts.count():
        starts.first.click()


def answer_page(page: Locator) -> set[str]:
    """Answers each single question of the page, starts and hands in its quizzes, takes a scenario's first way."""
    start_quizzes(page)
    played: set[str] = set()
    for _ in range(40):
        fresh = page.locator('form.question:visible:not([data-state]), form.question[data-state="open"]:visible')
        if fresh.count():
            form = fresh.first.element_handle()
            played.add(form.get_attribute("data-kind") or "")
            form.evaluate(FILL)
            form.query_selector("button.check").click()
            if form.get_attribute("data-state") != "open":
                continue
        onward = page.locator("section.quiz button:is([data-action=onward], [data-action=hand-in]):visible:enabled")
        if not onward.count():
            break
        onward.last.click()
    return played


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_no_answer_of_any_kind_is_refused(target: str, learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(GALLERY, target))
    sitting = learner.open(enrolment)
    played: set[str] = set()
    for page in pages_of(sitting.find("nav[data-toc]")):
        sitting.go_to(page)
        played |= answer_page(sitting.find(SHOWN))
        learner.wait(2)
    sitting.exit()
    calls = sitting.calls()
    assert [str(call) for call in calls if call.refused] == []
    assert learner.problems == []
    assert played == KINDS
    assert sum(".type" in str(call) and "interactions" in str(call) for call in calls) >= len(KINDS)


def test_no_page_of_the_gallery_has_a_violation_or_scrolls_sideways_on_a_narrow_screen_before_or_after_answering(
    browser: Browser, server: MiniLms, builder: Builder
) -> None:
    # The clock runs here: axe-core waits by timers.
    with browser.new_context(reduced_motion="reduce", viewport={"width": 320, "height": 900}) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        enrolment = server.enrol(builder.upload(GALLERY, "web"))
        page.goto(f"{server.origin}/content/{enrolment.token}/index.html")
        page.evaluate(AXE)
        for name in pages_of(page.locator("nav[data-toc]")):
            page.evaluate("name => { location.hash = name }", name)
            expect(page.locator(f"#{name}")).to_be_visible()
            start_quizzes(page.locator(SHOWN))
            found = violations(page, f"{name}, before")
            answer_page(page.locator(SHOWN))
            found += violations(page, f"{name}, after")
            assert found == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
