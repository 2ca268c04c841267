"""Ways of answering: the same deeds by mouse, by keyboard alone, by finger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Locator, expect

from tests.e2e.learner import Sitting

Way = Literal["mouse", "keyboard", "touch"]
MOST = 40  #: presses of a key until something counts as out of reach

HAS_FOCUS = "element => element === document.activeElement"
#: Where the element lies from what has the focus; 4: behind it.
DIRECTION = "element => document.activeElement.compareDocumentPosition(element)"


@dataclass(frozen=True, slots=True)
class Hand:
    """Does what is wanted to what a page shows. By keyboard nothing is clicked, focused or filled by the test."""

    sitting: Sitting
    way: Way

    def keys(self, *keys: str) -> None:
        for key in keys:
            (self.sitting.popup or self.sitting.page).keyboard.press(key)

    def type(self, text: str) -> None:
        (self.sitting.popup or self.sitting.page).keyboard.type(text)

    def reach(self, target: Locator) -> None:
        """By Tab alone."""
        for _ in range(MOST):
            if target.evaluate(HAS_FOCUS):
                return
            self.keys("Tab" if target.evaluate(DIRECTION) & 4 else "Shift+Tab")
        raise AssertionError(f"{target} was not reached by {MOST} times Tab")

    def press(self, button: Locator) -> None:
        if self.way == "keyboard":
            self.reach(button)
            self.keys("Enter")
        else:
            self._touch(button)

    def tick(self, box: Locator, on: bool = True) -> None:
        """A radio button or a checkbox; what stands there as wanted is left alone."""
        if box.is_checked() == on:
            return
        if self.way != "keyboard":
            self._touch(box.locator("xpath=.."))
        elif box.get_attribute("type") == "checkbox":
            self.reach(box)
            self.keys("Space")
        else:
            self._choose_radio(box)
        expect(box).to_be_checked(checked=on)

    def _choose_radio(self, box: Locator) -> None:
        """Tab leads to the chosen one of a group, or to its first or last; arrows go on from there."""
        for _ in range(MOST):
            if box.evaluate("box => document.activeElement.name === box.name"):
                break
            self.keys("Tab" if box.evaluate(DIRECTION) & 4 else "Shift+Tab")
        for _ in range(MOST):
            if box.evaluate(HAS_FOCUS):
                break
            self.keys("ArrowDown" if box.evaluate(DIRECTION) & 4 else "ArrowUp")
        if not box.is_checked():
            self.keys("Space")

    def write(self, field: Locator, text: str) -> None:
        if self.way == "keyboard":
            self.reach(field)
        else:
            self._touch(field)
        self.keys("ControlOrMeta+A")
        self.type(text)

    def choose(self, list_: Locator, label: str) -> None:
        """From a drop-down list, which the browser draws outside the page: a mouse cannot be shown to it."""
        if self.way != "keyboard":
            list_.select_option(label=label)
            return
        self.reach(list_)
        self.keys("Home")
        for _ in range(MOST):
            if list_.evaluate("list => list.selectedOptions[0]?.label") == label:
                return
            self.keys("ArrowDown")
        raise AssertionError(f"{label} was not found by arrow keys")

    def _touch(self, target: Locator) -> None:
        if self.way == "touch":
            target.tap()
        else:
            target.click()
