"""The support log: every call, on screen and in a file that a learner can send."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import TEA, Builder


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_the_log_lists_and_saves_every_call(target: str, learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = learner.open(enrolment)
    sitting.find("h1:visible").click()
    sitting.page.keyboard.press("Control+Alt+KeyL")
    panel = sitting.find("section.support-log")
    expect(panel.locator("h2")).to_be_focused()
    sitting.next()
    enrolment.weather = "failing"
    sitting.answer("q_leaves", "b")
    seen = [call for call in sitting.calls() if not call.method.endswith("GetLastError")]
    rows = panel.locator("tbody tr")
    expect(rows).to_have_count(len(seen))
    listed = [row.locator("td").all_text_contents() for row in rows.all()]
    assert [(row[1], row[2]) for row in listed] == [(str(call).split(" -> ")[0], str(call.answer)) for call in seen]
    expect(panel.locator("tr.log-failed td").nth(1)).to_contain_text("Commit")
    with sitting.page.expect_download() as saved:
        panel.get_by_role("button", name="Save").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert [row[1] for row in listed if row[1] not in text] == []
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_the_log_opens_by_the_address_and_closes_by_escape(learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(TEA, "web"))
    page = learner.context.new_page()
    page.goto(f"{server.origin}/content/{enrolment.token}/index.html?scormkit-log")
    panel = page.locator("section.support-log")
    expect(panel).to_be_visible()
    expect(panel.locator("tbody tr").first).to_contain_text("getItem")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert learner.problems == []
