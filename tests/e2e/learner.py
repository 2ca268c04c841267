"""A learner at a browser: opens a course in the LMS, reads, answers, leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from playwright.sync_api import BrowserContext, Error, Frame, Locator, Page, expect

from tests.e2e.mini_lms import Enrolment, MiniLms

START = datetime(2026, 11, 23, 10, 11, 12, tzinfo=UTC)

Window = Literal["frame", "popup"]


@dataclass(slots=True)
class Sitting:
    """One launch, as the learner sees it. `sco` is the frame or the popup with the course in it."""

    learner: Learner
    enrolment: Enrolment
    page: Page
    lms: Frame
    sco: Frame
    popup: Page | None = None

    def find(self, selector: str) -> Locator:
        return self.sco.locator(selector)

    @property
    def shown(self) -> str:
        """The id of the page before the learner's eyes."""
        section = self.find("section.page:not([hidden])")
        expect(section).to_have_count(1)
        return section.get_attribute("id") or ""

    def next(self) -> None:
        self.find("button[data-action=next]").click()

    def go_to(self, page: str) -> None:
        """By the table of contents, which may be behind its button."""
        link = self.find(f'nav[data-toc] a[data-goto="{page}"]')
        if not link.is_visible():
            self.find("button.menu[data-action=menu]").click()
        link.click()
        expect(self.find(f"section#{page}")).to_be_visible()

    def question(self, name: str) -> Locator:
        return self.find(f'form.question[data-question="{name}"]')

    def answer(self, name: str, *choices: str) -> None:
        """Chooses and checks; after a judged answer asks for another try first."""
        form = self.question(name)
        if form.get_attribute("data-state") != "open":
            self.learner.wait(2)  # a second click at once would be taken for a double click
            form.locator("button.check").click()
            expect(form).to_have_attribute("data-state", "open")
        for box in form.locator(".choice input").all():
            if box.get_attribute("value") in choices:
                box.check()
            elif box.get_attribute("type") == "checkbox":
                box.uncheck()
        form.locator("button.check").click()
        expect(form).not_to_have_attribute("data-state", "open")

    def exit(self) -> None:
        button = self.find("button[data-action=exit]")
        if self.popup is None:
            button.click()
            expect(self.find(".exit-panel h1")).to_be_focused()
            return
        with self.popup.expect_event("close"), suppress(Error):  # the window may be gone before the click has come back
            button.click()

    def calls(self) -> list[Call]:
        """All calls that the LMS page has seen, in order."""
        return [Call(**each) for each in self.lms.evaluate("window.calls")]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API as the LMS saw it; `error` is what GetLastError says after it."""

    method: str
    args: list[str]
    answer: object
    error: str

    def __str__(self) -> str:
        args = ", ".join(json.dumps(arg, ensure_ascii=False) for arg in self.args)
        return f"{self.method}({args}) -> {self.answer}" + (f"  [{self.error}]" if self.error != "0" else "")

    @property
    def refused(self) -> bool:
        """Whether this is an error, rather than the answer that an element has no value yet (2004: 403)."""
        return self.error not in ("0", "403") or (self.error == "403" and not self.method.endswith("GetValue"))


def written(calls: Iterable[Call]) -> list[str]:
    """The calls by which something is set."""
    return [str(call) for call in calls if re.fullmatch(r"(LMS)?(SetValue|Commit)", call.method)]


@dataclass(slots=True)
class Learner:
    context: BrowserContext
    server: MiniLms
    slowness: int = 1  #: how many times slower the processor is
    problems: list[str] = field(default_factory=list)  #: exceptions and console errors of all pages
    addresses: list[str] = field(default_factory=list)  #: of all requests

    def __post_init__(self) -> None:
        """Time stands still but for `wait`, so that what depends on it comes out the same each time."""
        self.context.clock.install(time=START)
        self.context.clock.pause_at(START)
        self.context.on("weberror", lambda each: self.problems.append(str(each.error)))
        self.context.on("console", lambda each: self.problems.append(each.text) if each.type == "error" else None)
        self.context.on("request", lambda each: self.addresses.append(each.url))

    def wait(self, seconds: float) -> None:
        """Lets that much time go by in all pages; timers fire."""
        self.context.clock.run_for(int(seconds * 1000))

    def open(self, enrolment: Enrolment, sco: str = "", window: Window = "frame", outer: bool = False) -> Sitting:
        """Opens the course and waits until it has come to life. `outer` puts a page of another site around the LMS."""
        page = self.context.new_page()
        if self.slowness > 1:
            self.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": self.slowness})
        origin, what = (self.server.elsewhere, "outer") if outer else (self.server.origin, "lms")
        page.goto(f"{origin}/{what}/{enrolment.token}?window={window}&sco={sco}")
        lms = _frame(page, "lms") if outer else page.main_frame
        if window == "frame":
            lms.wait_for_selector("iframe#sco")
            sitting = Sitting(self, enrolment, page, lms, _frame(page, "sco"))
        else:
            with page.expect_popup() as opened:
                lms.click("button#open")
            sitting = Sitting(self, enrolment, page, lms, opened.value.main_frame, opened.value)
        expect(sitting.find("html.js")).to_have_count(1)
        expect(sitting.find("section.page:not([hidden])")).to_have_count(1)
        return sitting


def _frame(page: Page, name: str) -> Frame:
    frame = page.frame(name=name)
    if frame is None:
        frame = page.wait_for_event("frameattached", lambda each: each.name == name)
    return frame


def begin(learner: Learner, enrolment: Enrolment, window: Window = "frame", outer: bool = False) -> Sitting:
    """90 seconds: two pages, a wrong answer with tries left."""
    sitting = learner.open(enrolment, window=window, outer=outer)
    learner.wait(10)
    sitting.next()
    learner.wait(20)
    sitting.answer("q_leaves", "a")
    learner.wait(60)
    return sitting
