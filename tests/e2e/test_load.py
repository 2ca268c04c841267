"""What a launch costs: calls, requests and, on a slow phone, patience."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import SAMPLE, TEA, Builder, long_course

CALLS = 15
REQUESTS = 4  # besides the author's media


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th"])
@pytest.mark.parametrize("course", [SAMPLE, TEA, long_course()], ids=["sample", "tiny", "long"])
def test_a_first_launch_on_a_slow_phone_takes_few_calls_and_few_requests(
    course: dict[str, str], target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    learner.slowness = 6
    enrolment = server.enrol(builder.upload(course, target))
    sitting = learner.open(enrolment)
    expect(sitting.find("button[data-action=next]")).to_be_enabled()
    assert len(sitting.calls()) <= CALLS
    assert len([name for name in enrolment.requests if PurePosixPath(name).parts[0] != "media"]) <= REQUESTS
    sitting.next()
    expect(sitting.find("section.page:not([hidden]) h1")).to_be_focused()
    assert [address for address in learner.addresses if not address.startswith(f"{server.origin}/")] == []
    assert learner.problems == []


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_a_later_launch_takes_few_calls_too(target: str, learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    first = learner.open(enrolment)
    first.next()
    first.answer("q_leaves", "b")
    first.next()
    first.answer("q_keeps", "a")
    first.exit()
    enrolment.wait_for_end()
    assert len(learner.open(enrolment).calls()) <= CALLS


def test_media_load_when_they_come_into_sight(learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(SAMPLE, "scorm12"))
    learner.open(enrolment)
    heavy = [name for name in enrolment.requests if name.endswith((".mp4", ".mp3"))]
    assert heavy == []
