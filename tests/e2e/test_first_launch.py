"""From the first launch to completion: every call that the LMS sees, in order."""

from __future__ import annotations

import pytest

from tests.conftest import Golden
from tests.e2e.learner import Call, Learner, Sitting
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import TEA, Builder

GOLDEN = {"scorm12": "scorm12", "scorm2004-3rd": "scorm2004", "scorm2004-4th": "scorm2004"}


def learn(learner: Learner, sitting: Sitting) -> None:
    """Reads, fails, tries again, half knows the last one, passes."""
    learner.wait(12)
    sitting.next()
    learner.wait(8)
    sitting.answer("q_leaves", "a")
    learner.wait(21.5)
    sitting.answer("q_leaves", "b")
    learner.wait(4)
    sitting.next()
    learner.wait(6)
    sitting.answer("q_keeps", "a")
    learner.wait(3)


@pytest.mark.parametrize("target", GOLDEN)
def test_a_launch_to_completion_and_a_second_look_make_exactly_these_calls(
    target: str, learner: Learner, server: MiniLms, builder: Builder, golden: Golden
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    first = learner.open(enrolment)
    learn(learner, first)
    first.exit()
    first_calls = first.calls()
    enrolment.wait_for_end()
    second = learner.open(enrolment)
    learner.wait(30)
    second.exit()
    calls = [*first_calls, *second.calls()]
    assert [str(call) for call in calls if call.refused] == []
    assert learner.problems == []
    listings = _listing("first launch", first_calls) + _listing("second launch", second.calls())
    golden.file(f"{GOLDEN[target]}.txt", listings)


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_turning_pages_is_committed_every_15_seconds_at_most(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = learner.open(enrolment)
    for page in ["leaves", "patience", "water"] * 4:
        sitting.go_to(f"brewing--{page}")
        learner.wait(5)
    assert len(enrolment.commits) in range(4, 6)
    assert learner.problems == []


def _listing(title: str, calls: list[Call]) -> str:
    return "".join(f"{line}\n" for line in [f"# {title}", *calls])
