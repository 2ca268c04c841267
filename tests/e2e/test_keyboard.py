"""By keyboard alone: everything can be reached, the focus is seen and lands where the learner goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.learner import Learner, Sitting
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import SAMPLE, TEA, Builder, changed

COURSE = {
    **changed(TEA, "units/brewing.md", ("Fresh water", "Fresh water in a teapot")),
    "glossary.yaml": "teapot:\n  definition: A vessel for tea.\n",
}
MOST = 80  # stops of the Tab key until something counts as out of reach

LOOK = """() => {
  const element = document.activeElement;
  if (element === document.body) return null; // the browser's own controls come next
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    name: element.id || element.textContent.trim().slice(0, 40) || element.outerHTML.slice(0, 80),
    marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.matches('label *, .choice *'),
    covered: !hit || !(element.contains(hit) || hit.contains(element) || hit.closest('label')?.contains(element)),
  };
}"""


@dataclass(frozen=True)
class Keyboard:
    """Keys go to the course; the focus is looked at."""

    sitting: Sitting

    def press(self, *keys: str) -> None:
        for key in keys:
            (self.sitting.popup or self.sitting.page).keyboard.press(key)

    def tab_to(self, selector: str, key: str = "Tab") -> Locator:
        """Presses Tab until the element has the focus."""
        target = self.sitting.find(selector).first
        for _ in range(MOST):
            self.press(key)
            if target.evaluate("element => element === document.activeElement"):
                return target
        raise AssertionError(f"{selector} was not reached by {MOST} times {key}")

    def look(self) -> dict[str, object] | None:
        """At what has the focus, if anything has: whether it can be seen."""
        seen: dict[str, object] | None = self.sitting.sco.evaluate(LOOK)
        return seen


def start(learner: Learner, server: MiniLms, builder: Builder, source: dict[str, str] | Path = COURSE) -> Keyboard:
    enrolment = server.enrol(builder.upload(source, "scorm2004-4th"))
    return Keyboard(learner.open(enrolment, window="popup"))


def test_a_unit_can_be_worked_through_and_left(learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder)
    sitting = keyboard.sitting
    skip = keyboard.tab_to("a.skip")
    expect(skip).to_be_in_viewport()
    keyboard.press("Enter")
    expect(sitting.find("#content")).to_be_focused()

    keyboard.press("Alt+PageDown")
    expect(sitting.find("#brewing--leaves h1")).to_be_focused()
    form = sitting.question("q_leaves")
    keyboard.tab_to("form.question input")
    keyboard.press("Space")
    keyboard.tab_to("form.question button.check")
    keyboard.press("Enter")
    expect(form).to_have_attribute("data-state", "wrong")
    expect(form.locator("button.check")).to_be_focused()

    learner.wait(2)
    keyboard.press("Enter")
    expect(form).to_have_attribute("data-state", "open")
    expect(form.locator("input[value=a]")).to_be_focused()
    keyboard.press("ArrowDown", "Enter")
    expect(form).to_have_attribute("data-state", "right")
    expect(form.locator("button.check")).to_be_hidden()
    expect(form.locator(".feedback")).to_be_focused()

    keyboard.tab_to("button[data-action=next]")
    keyboard.press("Enter")
    expect(sitting.find("#brewing--patience h1")).to_be_focused()
    keyboard.tab_to("form[data-question=q_keeps] input[value=a]")
    keyboard.press("Space")
    keyboard.tab_to("form[data-question=q_keeps] input[value=b]")
    keyboard.press("Space", "Enter")
    expect(sitting.question("q_keeps")).to_have_attribute("data-state", "right")

    keyboard.tab_to("button[data-action=exit]", "Shift+Tab")
    sitting.sco.evaluate("() => { window.close = () => {} }")  # so that there is something left to look at
    keyboard.press("Enter")
    expect(sitting.find(".exit-panel h1")).to_be_focused()
    final = sitting.enrolment.wait_for_end()
    assert (final.data["cmi.completion_status"], final.data["cmi.success_status"]) == ("completed", "passed")
    assert learner.problems == []


def test_a_hint_is_read_where_it_appears(learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder)
    keyboard.press("Alt+PageDown")
    keyboard.tab_to("form.question button.hint")
    keyboard.press("Enter")
    hints = keyboard.sitting.find("form.question .hints")
    expect(hints).to_contain_text("Less than you think.")
    expect(hints).to_be_focused()


def test_search_opens_finds_and_leads_to_the_page(learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder)
    sitting = keyboard.sitting
    opener = keyboard.tab_to("button[data-action=search]")
    keyboard.press("Enter")
    expect(sitting.find("input[type=search]")).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(sitting.find("[data-search]")).to_be_hidden()

    keyboard.press("Enter", *"wait three")
    learner.wait(1)
    expect(sitting.find("[data-results] li")).to_have_count(1)
    keyboard.tab_to("[data-results] a")
    keyboard.press("Enter")
    expect(sitting.find("#brewing--patience h1")).to_be_focused()
    expect(sitting.find("[data-search]")).to_be_hidden()


def test_the_menu_opens_closes_and_leads_to_a_page(learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder)
    sitting = keyboard.sitting
    assert sitting.popup
    sitting.popup.set_viewport_size({"width": 320, "height": 700})
    opener = keyboard.tab_to("button.menu[data-action=menu]")
    keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(sitting.find("nav[data-toc]")).to_be_in_viewport()
    keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(sitting.find("nav[data-toc]")).not_to_be_visible()

    keyboard.press("Enter")
    keyboard.tab_to('nav[data-toc] a[data-goto="brewing--patience"]')
    keyboard.press("Enter")
    expect(sitting.find("#brewing--patience h1")).to_be_focused()
    expect(sitting.find("nav[data-toc]")).not_to_be_visible()


def test_a_glossary_tip_comes_with_the_focus_and_goes_with_escape(
    learner: Learner, server: MiniLms, builder: Builder
) -> None:
    keyboard = start(learner, server, builder)
    tip = keyboard.sitting.find(".term-tip")
    term = keyboard.tab_to("a.term")
    expect(tip).to_have_text("A vessel for tea.")
    expect(tip).to_be_in_viewport(ratio=1)
    expect(term).to_have_attribute("aria-describedby", tip.get_attribute("id") or "")
    keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(term).to_be_focused()


def test_page_keys_stay_with_a_form_field(learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder)
    keyboard.tab_to("button[data-action=search]")
    keyboard.press("Enter", "Alt+PageDown")
    assert keyboard.sitting.shown == "brewing--water"


@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_of_the_focus_can_be_seen(width: int, learner: Learner, server: MiniLms, builder: Builder) -> None:
    keyboard = start(learner, server, builder, SAMPLE)
    assert keyboard.sitting.popup
    keyboard.sitting.popup.set_viewport_size({"width": width, "height": 700})
    keyboard.sitting.popup.emulate_media(reduced_motion="reduce")
    keyboard.sitting.sco.evaluate("() => { location.hash = 'conflict--check-conflict' }")
    expect(keyboard.sitting.find("#conflict--check-conflict")).to_be_visible()
    stops = []
    for _ in range(MOST):
        keyboard.press("Tab")
        stops.append(keyboard.look())
    seen = [stop for stop in stops if stop]
    assert len({str(stop) for stop in seen}) >= 8
    assert [stop for stop in seen if stop["covered"] or not stop["marked"]] == []
