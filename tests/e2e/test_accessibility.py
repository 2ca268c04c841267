"""axe-core finds nothing on any page in any state: light, dark, narrow, wide, from left to right and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import ROOT, MiniLms
from tests.e2e.tiny_courses import SAMPLE, Builder

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) => ({
  rules: passes.length,
  found: violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary])),
}))"""
WIDTHS = {"wide": 1280, "narrow": 320}

ARABIC = {
    "course.yaml": 'id: tea\ntitle: الشاي\nlanguage: ar\ntheme: {name: default, colour: "#0a6"}\n',
    "glossary.yaml": "إبريق:\n  definition: وعاء لتحضير الشاي.\n",
    "units/u.md": """\
---
title: تحضير الشاي
---
# الماء {#water}

ماء طازج في إبريق نظيف.

> [!NOTE]
> الماء المغلي يحرق الأوراق.

::: tabs

### أخضر

ثمانون درجة.

### أسود

مئة درجة.

:::

::: flashcards

### الأخضر

ثمانون درجة

### الأسود

مئة درجة

:::

# الأوراق {#leaves}

| النوع | الوقت |
| --- | --- |
| أخضر | دقيقتان |

::: question #q-leaves tries=2
كم من الشاي يكفي للكوب؟

- [ ] حفنة
  > سيكون مرًّا.
- [x] ملعقة
  > تمامًا.

hint: أقل مما تظن.
explanation: ملعقة واحدة تكفي.
:::
""",
}
Scheme = Literal["light", "dark"]


def violations(page: Page, state: str) -> list[tuple[str, ...]]:
    """What axe-core finds now, marked with the state; its own silence would not go unnoticed."""
    result = page.evaluate(RUN)
    assert result["rules"] > 15
    return [(state, *found) for found in result["found"]]


@pytest.fixture(params=[(scheme, width) for scheme in ("light", "dark") for width in WIDTHS], ids=" ".join)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": WIDTHS[width], "height": 900}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def open_course(page: Page, server: MiniLms, builder: Builder, course: object) -> None:
    enrolment = server.enrol(builder.upload(course, "web"))  # type: ignore[arg-type]
    page.goto(f"{server.origin}/content/{enrolment.token}/index.html")
    expect(page.locator("html.js")).to_have_count(1)
    page.evaluate(AXE)


def go_to(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = name }", name)
    expect(page.locator(f"#{name}")).to_be_visible()


def test_no_page_of_the_sample_course_has_a_violation_or_scrolls_sideways(
    page: Page, server: MiniLms, builder: Builder
) -> None:
    open_course(page, server, builder, SAMPLE)
    found: list[tuple[str, ...]] = []
    names = page.locator("section.page").evaluate_all("sections => sections.map(({ id }) => id)")
    assert len(names) > 25
    for name in names:
        go_to(page, name)
        found += violations(page, name)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((name, "scrolls sideways"))
    assert found == []


def test_no_state_of_the_sample_course_has_a_violation(page: Page, server: MiniLms, builder: Builder) -> None:
    open_course(page, server, builder, SAMPLE)
    assert [found for state in states(page) for found in violations(page, state)] == []


def states(page: Page) -> Iterator[str]:
    """Brings the page into one state after the other."""
    go_to(page, "conflict--check-conflict")
    first, second = (page.locator(f"form.question[data-question={name}]") for name in ("q_conflict_1", "q_conflict_2"))
    third = page.locator("form.question[data-question=q_conflict_3]")
    first.locator("button.check").click()
    yield "nothing chosen"
    first.locator("button.hint").click()
    choose(first, "a")
    yield "answered wrong, a try left, hint open"
    page.wait_for_timeout(500)  # a second click at once would be taken for a double click
    first.locator("button.check").click()
    yield "open again"
    choose(first, "b")
    choose(second, "b")
    choose(third, "a", "c")
    yield "tries used up, right, partly right"
    go_to(page, "conflict--i-messages")
    page.get_by_role("tab").nth(2).click()
    yield "another tab"
    go_to(page, "getting-help--warning-signs")
    for summary in page.locator("section.page:not([hidden]) summary").all():
        summary.click()
    yield "accordion open"
    term = page.locator("a.term").first
    go_to(page, term.evaluate("term => term.closest('section.page').id"))
    page.locator("section.page:not([hidden]) a.term").first.focus()
    expect(page.locator(".term-tip")).to_be_visible()
    yield "glossary tip"
    cards = page.locator(".flashcards").first
    if cards.count():
        go_to(page, cards.evaluate("cards => cards.closest('section.page').id"))
        page.locator("section.page:not([hidden]) .card-flip").first.click()
        yield "card turned"
    yield from panels(page)


def panels(page: Page) -> Iterator[str]:
    text = page.locator("button[data-action=text]")
    if text.is_visible():  # the narrowest screens have no room for it
        text.click()
        text.click()
        yield "larger text"
    menu = page.locator("button.menu[data-action=menu]")
    if menu.is_visible():
        menu.click()
        yield "menu open"
        page.keyboard.press("Escape")
    glossary = page.locator("details.glossary summary")
    if glossary.count() and glossary.is_visible():
        glossary.click()
        yield "glossary open"
    page.locator("button[data-action=search]").click()
    page.locator("input[type=search]").fill("xyzzy")
    expect(page.locator(".search-status")).not_to_be_empty()
    yield "search without a result"
    page.locator("input[type=search]").fill(page.locator("h1").first.inner_text().split()[0])
    expect(page.locator("[data-results] li").first).to_be_visible()
    yield "search with results"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Alt+KeyL")
    expect(page.locator(".support-log")).to_be_visible()
    yield "support log open"


def choose(form: Locator, *values: str) -> None:
    for value in values:
        form.locator(f"input[value={value}]").check()
    form.locator("button.check").click()
    expect(form.locator(".verdict")).to_be_visible()


def test_no_state_of_a_course_from_right_to_left_has_a_violation_or_scrolls_sideways(
    page: Page, server: MiniLms, builder: Builder
) -> None:
    open_course(page, server, builder, ARABIC)
    expect(page.locator("html[dir=rtl][lang=ar]")).to_have_count(1)
    found = [each for state in states_from_right_to_left(page) for each in violations(page, state)]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def states_from_right_to_left(page: Page) -> Iterator[str]:
    yield "first page"
    page.get_by_role("tab").nth(1).click()
    page.locator(".card-flip").click()
    page.locator("a.term").first.focus()
    expect(page.locator(".term-tip")).to_be_visible()
    yield "tab, card, glossary tip"
    page.locator("button[data-action=next]").click()
    form = page.locator("form.question")
    form.locator("button.hint").click()
    choose(form, "a")
    yield "answered wrong"
    page.wait_for_timeout(500)  # a second click at once would be taken for a double click
    form.locator("button.check").click()
    choose(form, "b")
    yield "answered right"
    yield from panels(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notices_of_an_lms_and_the_farewell_have_no_violation(
    scheme: Scheme, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(SAMPLE, "scorm12"))
    sitting = learner.open(enrolment, window="popup")
    page = sitting.popup
    assert page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(AXE)
    enrolment.weather = "failing"
    sitting.next()
    learner.wait(20)
    expect(sitting.find("[data-status]")).to_have_attribute("data-kind", "warning")
    learner.context.clock.resume()  # axe-core waits by timers
    found = violations(page, "not saved")
    enrolment.weather = "fine"
    learner.context.clock.fast_forward(10_000)
    expect(sitting.find("[data-status]")).to_have_attribute("data-kind", "done")
    found += violations(page, "saved")
    page.evaluate("() => { window.close = () => {} }")  # so that there is something left to look at
    sitting.find("button[data-action=exit]").click()
    expect(sitting.find(".exit-panel h1")).to_be_focused()
    assert found + violations(page, "after Exit") == []
