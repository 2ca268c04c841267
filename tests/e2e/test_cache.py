"""Back from the browser's back-forward cache, where a document wakes up as it fell asleep."""

from __future__ import annotations

from playwright.sync_api import Playwright, expect

from tests.e2e.conftest import PATIENCE, QUIET, browser_path
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import TEA, Builder

#: Playwright switches the cache off; the second one tells whether it was used.
CACHE_OFF = "--disable-back-forward-cache"
LISTEN = "addEventListener('pageshow', ({ persisted }) => { sessionStorage.woken = persisted })"


def test_a_course_that_comes_back_from_the_cache_begins_a_new_launch_and_goes_on_recording(
    playwright: Playwright, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, "web"))
    browser = playwright.chromium.launch(
        executable_path=browser_path(), args=list(QUIET), ignore_default_args=[CACHE_OFF]
    )
    try:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.origin}/content/{enrolment.token}/index.html")
        page.locator("button[data-action=next]").click()
        page.evaluate(LISTEN)
        page.goto(f"{server.origin}/blank")
        page.go_back()
        form = page.locator("form.question[data-question=q_leaves]")
        expect(page.locator("html.js")).to_have_count(1)
        assert page.evaluate("sessionStorage.woken") == "true"
        form.locator("input[value=b]").check()
        form.locator("button.check").click()
        page.reload()
        expect(form).to_have_attribute("data-state", "right")
    finally:
        browser.close()
