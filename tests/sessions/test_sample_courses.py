"""The blended sample courses as their authors use them: checked, classified, published, moved, cancelled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scormkit.cli import scormkit

COURSES = Path(__file__).resolve().parents[2] / "courses"
SAMPLES = {
    "airway-basics": ("flipped", "2026-02-10T12:00Z", "lab", "2026-03-12 10:00"),
    "leading-a-team": ("enriched-virtual", "2026-09-20T12:00Z", "meeting-two", "2026-10-15 14:00"),
}


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(scormkit, ["plan", *words])
    return result.exit_code, result.output


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_in_a_sample_plan(name: str) -> None:
    assert run("check", str(COURSES / name), "--strict", "--now", SAMPLES[name][1]) == (0, "nothing found\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_course_is_the_model_it_claims(name: str) -> None:
    assert run("classify", str(COURSES / name))[1].endswith(f"You said {SAMPLES[name][0]}, and it is.\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_plan_is_published_moved_and_cancelled(tmp_path: Path, name: str) -> None:
    _, now, session, time = SAMPLES[name]
    course, out = tmp_path / name, str(tmp_path / "dist")
    shutil.copytree(COURSES / name, course)
    (cohort,) = (course / "cohorts").glob("*.yaml")

    assert run("publish", str(course), "--now", now, "--out", out)[0] == 0
    assert run("move", str(course), session, "--to", time, "--now", now)[0] == 0
    code, moved = run("publish", str(course), "--now", now, "--out", out)
    assert code == 0 and "moved     " in moved
    text = cohort.read_text("utf-8")
    cohort.write_text(re.sub(rf"({session}: {{start: [^,]*,)", r"\1 status: cancelled,", text), "utf-8")
    code, cancelled = run("publish", str(course), "--now", now, "--out", out)

    assert code == 0 and "cancelled" in cancelled
    folder = tmp_path / "dist" / name / "messages" / cohort.stem / "r3"
    assert (folder / f"{session}.cancel.ics").is_file()
