"""Classifying: the model that was built, and the way to the one that was claimed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scormkit.cli import scormkit
from scormkit.sessions.classify import classify
from scormkit.sessions.subjects import BlendedCourse
from scormkit.source.live import read_plan
from tests.courses import write_course
from tests.sessions.rule_cases import ENRICHED, F2F, FLEX, FLIPPED, ROTATION, course
from tests.sessions.test_resolve import AIRWAY


@pytest.mark.parametrize(
    ("files", "model"),
    [
        (FLIPPED, "flipped"),
        (F2F, "face-to-face-driver"),
        (ROTATION, "rotation"),
        (FLEX, "flex"),
        (ENRICHED, "enriched-virtual"),
    ],
)
def test_each_model_is_nearest_to_itself(tmp_path: Path, files: dict[str, str], model: str) -> None:
    loaded = read_plan(write_course(tmp_path, files))
    assert loaded.course is not None
    found = classify(BlendedCourse(loaded.course, loaded.cohorts))

    assert (str(found[0].model), found[0].distance) == (model, 0.0)


def test_the_smallest_edits_lead_to_the_claim(tmp_path: Path) -> None:
    folder = write_course(tmp_path, F2F | course("model: flipped", outline="clinic, signs"))
    said = CliRunner().invoke(scormkit, ["plan", "classify", str(folder)]).output

    assert said.endswith(
        "You said flipped; you built face-to-face-driver. To make it flipped:\n"
        "- give each live session a required unit under `prework:`\n"
        "- introduce concepts in units, not live\n"
    )


def test_the_sample_course_is_what_it_says() -> None:
    said = CliRunner().invoke(scormkit, ["plan", "classify", str(AIRWAY)]).output

    assert said.endswith("You said flipped, and it is.\n")
