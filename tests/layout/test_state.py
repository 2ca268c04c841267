"""The longest state is computed as the runtime computes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import scormkit
from scormkit.layout.state import answer_length, state_length
from scormkit.model import Choice, Interactions, Question, QuestionKind

CASES = json.loads((Path(scormkit.__file__).parent / "runtime/test/state-worst-case.json").read_text("utf-8"))


def choice_question(count: int) -> Question:
    return Question("q", QuestionKind.CHOICE, "", "", tuple(Choice(str(n), "", "", False) for n in range(count)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_build_and_runtime_agree_on_the_longest_state(case: dict[str, object]) -> None:
    record = Interactions(str(case["record"]))
    choices = case["choices"]
    assert isinstance(choices, list)
    answers = [answer_length(choice_question(count), record) for count in choices]
    assert state_length(int(str(case["pages"])), int(str(case["media"])), answers) == case["length"]


def test_sixty_pages_and_a_hundred_questions_fit_what_scorm_12_guarantees() -> None:
    answers = [answer_length(choice_question(6), Interactions.EACH_TRY)] * 100
    assert state_length(60, 0, answers) == 1178
