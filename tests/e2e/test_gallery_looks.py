"""Every kind of question in every state, in all looks: axe-core finds nothing, nothing is cut off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.mini_lms import ROOT, MiniLms
from tests.e2e.test_accessibility import AXE, Scheme
from tests.e2e.tiny_courses import TEA, Builder, changed

GALLERY = ROOT / "courses/question-gallery"
TURNS = 3  #: answers to each question; each takes other options, so that most end right or with no tries left
RUN = """() => axe.run('#content', { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`))"""
#: Answers every question of a page, otherwise in each turn, and starts its quizzes; turn -1 gives no answers.
PLAY = """([name, turn]) => {
  const page = document.getElementById(name);
  page.querySelectorAll('section.quiz [data-action=start]').forEach((start) => start.offsetParent && start.click());
  const forms = [...page.querySelectorAll('form.question, form.observation')].filter((form) => form.offsetParent);
  for (const form of forms) {
    const check = form.querySelector('button.check');
    if (!check.offsetParent) continue;
    if (turn < 0) { check.click(); continue; }
    Date.now = ((now) => () => now() + 1000)(Date.now); // a second click at once would be taken for a double click
    if (!['open', undefined].includes(form.dataset.state)) check.click();
    for (const name of new Set([...form.querySelectorAll('input[type=radio]')].map((radio) => radio.name))) {
      const radios = form.querySelectorAll(`input[name="${name}"]`);
      radios[turn % radios.length].click();
    }
    [...form.querySelectorAll('input[type=checkbox]')].forEach((box, place) => {
      if (box.checked !== (place % 3 === turn % 3)) box.click();
    });
    for (const input of form.querySelectorAll('input[type=text], textarea')) input.value = String(15 * turn + 15);
    for (const select of form.querySelectorAll('select')) select.selectedIndex = 1 + turn % (select.options.length - 1);
    check.click();
  }
  return forms.length;
}"""
HAND_IN = "name => document.querySelectorAll(`#${name} [data-action=hand-in]`).forEach((button) => button.click())"
#: Also waits until what follows sizes has followed.
SHOW_ALL = """() => {
  document.querySelectorAll('section.page').forEach((page) => (page.hidden = false));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""


@dataclass(frozen=True)
class Look:
    name: str
    width: int
    scheme: Scheme
    course: dict[str, str]  #: what is changed in course.yaml


LOOKS = (
    Look("light", 1280, "light", {}),
    Look("dark-phone", 390, "dark", {}),
    Look("right-to-left-320", 320, "light", {"language: en": "language: ar"}),
    Look("paper-dark", 768, "dark", {"name: default": "name: paper"}),
)


@pytest.fixture(params=LOOKS, ids=lambda look: look.name)
def page(
    request: pytest.FixtureRequest, browser: Browser, server: MiniLms, builder: Builder, tmp_path: Path
) -> Iterator[Page]:
    look: Look = request.param
    course = Path(shutil.copytree(GALLERY, tmp_path / "gallery"))
    text = (course / "course.yaml").read_text("utf-8")
    for old, new in look.course.items():
        assert old in text
        text = text.replace(old, new)
    (course / "course.yaml").write_text(text, "utf-8")
    context = browser.new_context(
        color_scheme=look.scheme, reduced_motion="reduce", viewport={"width": look.width, "height": 900}
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    enrolment = server.enrol(builder.upload(course, "web"))
    opened.goto(f"{server.origin}/content/{enrolment.token}/index.html")
    expect(opened.locator("html.js")).to_have_count(1)
    opened.evaluate(AXE)
    yield opened
    context.close()


def faults(page: Page, state: str) -> list[str]:
    """What axe-core finds, and whether anything is wider than the window."""
    found = [f"{state}: {each}" for each in page.evaluate(RUN)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{state}: scrolls sideways")
    return found


def turn_to(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = name }", name)
    expect(page.locator(f"section#{name}")).to_be_visible()


def states(page: Page) -> Iterator[str]:
    """Brings all questions into one state after the other, and all pages into view."""
    names = page.locator("section.page").evaluate_all("sections => sections.map(({ id }) => id)")
    for state, turns in {"asked for an answer": [-1], "answered": [0], "answered again and handed in": [1, 2]}.items():
        for name in names:
            turn_to(page, name)
            for turn in turns:
                page.evaluate(PLAY, [name, turn])
            if turn == TURNS - 1:
                page.evaluate(HAND_IN, name)
        page.evaluate(SHOW_ALL)
        yield state
    page.reload()
    page.evaluate(AXE)
    for name in names:
        turn_to(page, name)
    page.evaluate(SHOW_ALL)
    yield "taken up again"


def test_no_question_of_the_gallery_has_a_violation_in_any_state(page: Page) -> None:
    assert [fault for state in states(page) for fault in faults(page, state)] == []
    reached = page.locator("form.question").evaluate_all("forms => [...new Set(forms.map(form => form.dataset.state))]")
    assert {"right", "wrong", "partly", "spent", "noted"} <= set(reached)
    room = page.locator(".gap-text .blank").evaluate_all(
        "gaps => gaps.map(gap => gap.offsetWidth / gap.closest('.gap-text').offsetWidth).filter(share => share > 0)"
    )
    assert 0 < max(room) < 0.75


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_locked_page_the_end_and_a_wide_table_have_no_violation(
    scheme: Scheme, browser: Browser, server: MiniLms, builder: Builder
) -> None:
    table = "\n\n| " + " | ".join(f"A long heading {n}" for n in range(9)) + " |\n|" + " --- |" * 9 + "\n"
    course = {
        **changed(TEA, "course.yaml", ("id: tea", "id: tea\norder: in-order")),
        "units/serving.md": f"# Serving\n\nPour.{table}| " + " | ".join("wide" for _ in range(9)) + " |\n",
    }
    enrolment = server.enrol(builder.upload(course, "web"))
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce", viewport={"width": 320, "height": 700})
    page.goto(f"{server.origin}/content/{enrolment.token}/index.html#serving--serving")
    page.evaluate(AXE)
    barrier = page.locator(".barrier")
    expect(barrier.locator(".barrier-why")).to_have_text("Finish “Brewing” first. Then this page opens.")
    expect(page.locator("section.page:not([hidden])")).to_have_count(0)
    found = faults(page, "locked")
    barrier.locator("a.button").click()
    expect(page.locator("section.page:not([hidden])")).to_have_attribute("id", re.compile("water"))
    for name in ("leaves", "patience"):
        page.locator("button[data-action=next]").click()
        form = page.locator(f"#brewing--{name} form.question")
        for value in {"leaves": "b", "patience": "ab"}[name]:
            form.locator(f"input[value={value}]").check()
        form.locator("button.check").click()
    page.locator("button[data-action=next]").click()
    box = page.locator("section.page:not([hidden]) .table")
    expect(box).to_have_attribute("role", "region")
    expect(box).to_have_attribute("data-more", "end")
    box.focus()
    page.keyboard.press("End")
    expect(page.locator(".finish h2")).to_have_text("You have finished “Tea”")
    assert found + faults(page, "finished") == []
    page.context.close()
