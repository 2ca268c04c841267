"""Every way in which a course goes away: what the LMS has afterwards, and how often it was told the time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Golden
from tests.e2e.learner import Learner, Sitting, Window, begin
from tests.e2e.mini_lms import Commit, MiniLms
from tests.e2e.tiny_courses import TEA, Builder

TARGETS = {"scorm12": "1.2", "scorm2004-4th": "2004"}


def exit_button(sitting: Sitting) -> None:
    sitting.exit()


def frame_swapped(sitting: Sitting) -> None:
    sitting.lms.evaluate("() => { document.getElementById('sco').src = '/blank' }")


def frame_removed(sitting: Sitting) -> None:
    sitting.lms.evaluate("() => document.getElementById('sco').remove()")


def lms_navigates(sitting: Sitting) -> None:
    sitting.lms.evaluate("() => { location.href = '/blank' }")


def outer_page_navigates(sitting: Sitting) -> None:
    sitting.page.goto(f"{sitting.learner.server.elsewhere}/blank")


def tab_closed(sitting: Sitting) -> None:
    sitting.page.close(run_before_unload=True)


def popup_closed(sitting: Sitting) -> None:
    assert sitting.popup
    sitting.popup.close(run_before_unload=True)


def popup_closed_by_the_lms(sitting: Sitting) -> None:
    sitting.lms.evaluate("() => popup.close()")


def kill_renderers(sitting: Sitting) -> None:
    """Ends all processes that show pages, as a phone does that needs memory: no event comes any more."""
    browser = sitting.learner.context.browser
    assert browser
    devtools = browser.new_browser_cdp_session()

    def renderers() -> set[int]:
        processes = devtools.send("SystemInfo.getProcessInfo")["processInfo"]
        return {process["id"] for process in processes if process["type"] == "renderer"}

    killed = renderers()
    with sitting.page.expect_event("crash"):
        # All stand still before the first one dies: nobody sees another one go and ends in good order.
        for fate in (signal.SIGSTOP, signal.SIGKILL):
            for process in killed:
                os.kill(process, fate)
    while killed & renderers():
        continue  # the browser notices one after the other


Way = Callable[[Sitting], None]
IN_FRAME: list[Way] = [exit_button, frame_swapped, frame_removed, lms_navigates, tab_closed]
IN_POPUP: list[Way] = [exit_button, popup_closed, popup_closed_by_the_lms]
WAYS: list[tuple[Way, Window, bool, bool]] = [
    *((way, "frame", False, denied) for denied in (False, True) for way in IN_FRAME),
    *((way, "frame", True, False) for way in [*IN_FRAME, outer_page_navigates]),
    *((way, "popup", False, denied) for denied in (False, True) for way in IN_POPUP),
]


def name_of(case: tuple[Way, Window, bool, bool]) -> str:
    way, window, outer, denied = case
    marks = [way.__name__, window, *(["within another site"] if outer else []), *(["unload denied"] if denied else [])]
    return ", ".join(marks).replace("_", " ")


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", WAYS, ids=map(name_of, WAYS))
def test_nothing_is_lost_and_the_session_ends_once(
    case: tuple[Way, Window, bool, bool],
    target: str,
    learner: Learner,
    server: MiniLms,
    builder: Builder,
    golden: Golden,
) -> None:
    leave, window, outer, denied = case
    enrolment = server.enrol(builder.upload(TEA, target))
    enrolment.unload_denied = denied
    sitting = begin(learner, enrolment, window, outer)
    leave(sitting)
    final = enrolment.wait_for_end()
    golden.file(f"left-{TARGETS[target]}.txt", _received(final))
    assert final.beacon
    assert [commit.final for commit in enrolment.commits].count(True) == 1
    assert enrolment.total_seconds() == 90
    assert learner.problems == []


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("outer", [False, True], ids=["", "within another site"])
def test_a_killed_browser_keeps_what_was_last_committed(
    outer: bool, target: str, learner: Learner, server: MiniLms, builder: Builder, golden: Golden
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = begin(learner, enrolment, outer=outer)
    kill_renderers(sitting)
    stored = (golden.folder / f"left-{TARGETS[target]}.txt").read_text().splitlines(keepends=True)
    timeless = "".join(line for line in stored if "_time = " not in line)
    assert _received(enrolment.commits[-1], times=False) == timeless
    again = learner.open(enrolment)
    assert again.shown == "brewing--leaves"
    expect(again.question("q_leaves")).to_have_attribute("data-state", "wrong")
    assert [commit.final for commit in enrolment.of_launch(1)] == [False] * len(enrolment.of_launch(1))
    assert enrolment.total_seconds() <= 90


@pytest.mark.parametrize("target", TARGETS)
def test_a_course_in_a_popup_outlives_the_window_of_its_lms(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = begin(learner, enrolment, window="popup")
    sitting.page.close(run_before_unload=True)
    sitting.next()
    expect(sitting.find("#brewing--patience")).to_be_visible()
    assert [problem for problem in learner.problems if "pageerror" in problem] == []
    assert enrolment.commits[-1].data["cmi.interactions.0.id"] == "q_leaves"


#: What an LMS says of itself.
ITS_OWN = ("preference", "mastery_score", "scaled_passing_score", "time_limit_action")


def _received(commit: Commit, times: bool = True) -> str:
    """What the course has told, an element a line."""
    return "".join(
        f"{name} = {text}\n"
        for name, text in sorted(commit.data.items())
        if not any(part in name for part in ITS_OWN) and (times or not name.endswith("_time"))
    )
