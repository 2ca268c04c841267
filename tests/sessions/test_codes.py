"""Attendance codes: from a secret, the same after a move, and nothing of it leaves the house."""

from __future__ import annotations

import base64
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from scormkit.cli import scormkit
from scormkit.errors import ScormkitError
from scormkit.model import CodeDigest
from scormkit.sessions.codes import attendance_code, attendance_codes, digest_of, plain_code, read_secret
from scormkit.source.live import read_plan
from tests.sessions.test_resolve import AIRWAY, plan_of

SECRET = b"correct horse battery staple"
COURSE = plan_of(AIRWAY).course
CLINIC, LAB = COURSE.live_sessions


def test_a_code_depends_on_secret_course_cohort_and_live_session_alone() -> None:
    code = attendance_code(SECRET, COURSE, "2026a", CLINIC)
    assert code == "X65M-MT2C"
    assert attendance_code(SECRET, COURSE, "2026a", replace(CLINIC, title="Clinic", minutes=60)) == code
    others = {
        attendance_code(SECRET, COURSE, "2026b", CLINIC),
        attendance_code(SECRET, COURSE, "2026a", LAB),
        attendance_code(b"another secret of some length", COURSE, "2026a", CLINIC),
        attendance_code(SECRET, replace(COURSE, iri="https://learn.example.org/x"), "2026a", CLINIC),
    }
    assert len(others | {code}) == 5


def test_a_renamed_live_session_keeps_its_code() -> None:
    renamed = replace(CLINIC, id="case-clinic", was="clinic")
    assert attendance_code(SECRET, COURSE, "2026a", renamed) == attendance_code(SECRET, COURSE, "2026a", CLINIC)


@pytest.mark.parametrize("typed", ["7K2M-Q01D", "7k2mq01d", " 7K2M q0iD ", "7K2MQOLD", "7k2m – qoid"])
def test_case_gaps_and_look_alikes_do_not_matter(typed: str) -> None:
    assert plain_code(typed) == "7K2MQ01D"


def test_a_digest_is_salted_for_each_live_session() -> None:
    code = "7K2M-Q01D"
    digest = digest_of(code, COURSE, "2026a", CLINIC)
    salt = base64.b64decode(digest.salt)
    expected = hashlib.pbkdf2_hmac("sha256", b"7K2MQ01D", salt, 600_000)
    assert digest == CodeDigest(digest.salt, 600_000, base64.b64encode(expected).decode())
    assert len(salt) == 16
    assert digest_of(code, COURSE, "2026b", CLINIC).digest != digest.digest


def test_the_secret_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    assert read_secret({}, tmp_path) is None
    (tmp_path / ".attendance-secret").write_text("from the file, long enough\n", "utf-8")
    assert read_secret({}, tmp_path) == b"from the file, long enough"
    assert read_secret({"SCORMKIT_ATTENDANCE_SECRET": SECRET.decode()}, tmp_path) == SECRET


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScormkitError, match=r"^SCORMKIT_ATTENDANCE_SECRET has fewer than 16 characters"):
        read_secret({"SCORMKIT_ATTENDANCE_SECRET": "hush"}, tmp_path)


def test_the_code_stands_on_the_run_sheet_of_its_live_session_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "airway"
    shutil.copytree(AIRWAY, folder)
    clinic = folder / "sessions" / "clinic.md"
    clinic.write_text(clinic.read_text("utf-8").replace("tile: yes", "tile: {code: yes}"), "utf-8")
    (folder / ".attendance-secret").write_text(SECRET.decode(), "utf-8")
    loaded = read_plan(folder)
    assert loaded.course is not None
    (code,) = attendance_codes(SECRET, loaded.course, "2026a").values()
    done = CliRunner().invoke(scormkit, ["plan", "build", str(folder), "--out", str(tmp_path / "dist")])
    holding = [path.name for path in (tmp_path / "dist").rglob("*.*") if code.encode() in path.read_bytes()]

    assert done.exit_code == 0, done.output
    assert holding == ["runsheet-clinic.html"]
