"""The snapshot: what packages know of dates, saved when the author says so."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from scormkit.build import BuildOptions, build_course
from scormkit.cli import scormkit
from scormkit.source import read_course
from tests.sessions.test_resolve import AIRWAY

SECRET = "correct horse battery staple"


@pytest.fixture
def airway(tmp_path: Path) -> Path:
    return Path(shutil.copytree(AIRWAY, tmp_path / "airway-basics"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def snapshot(folder: Path, now: str = "2026-02-01T10:00:00Z", secret: str = "") -> Result:
    env = {"SCORMKIT_ATTENDANCE_SECRET": secret}
    return CliRunner().invoke(scormkit, ["plan", "snapshot", str(folder), "--now", now], env=env)


def saved(folder: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((folder / "plan/snapshot.json").read_text("utf-8"))
    return data


def built(folder: Path, out: Path) -> dict[str, bytes]:
    result = build_course(folder, BuildOptions(out=out, targets=("scorm12", "scorm2004-4th")))
    assert not result.report.exit_code(), list(result.report)
    return {package.path.name: package.path.read_bytes() for package in result.packages}


def test_a_snapshot_holds_the_public_plan_of_every_cohort(airway: Path) -> None:
    shutil.copy(airway / "cohorts/2026a.yaml", airway / "cohorts/2026b.yaml")
    result = snapshot(airway)
    assert result.exit_code == 0, result.output
    assert "plan/snapshot.json: 2026a, 2026b as of 2026-02-01T10:00:00Z" in result.output
    text = (airway / "plan/snapshot.json").read_text("utf-8")
    assert "@" not in text.replace("@scormkit", "")
    found = read_course(airway).course
    assert found is not None and found.snapshot is not None
    assert [(each.id, [name for name, _ in each.calendars]) for each in found.snapshot.cohorts] == [
        ("2026a", ["clinic"]),
        ("2026b", ["clinic"]),
    ]
    assert found.snapshot.saved == "2026-02-01T10:00:00Z"


def test_a_change_of_dates_leaves_the_package_bytes_alone_until_the_author_saves_anew(
    airway: Path, tmp_path: Path
) -> None:
    snapshot(airway)
    before = built(airway, tmp_path / "one")
    edit(airway / "cohorts/2026a.yaml", "2026-03-09 13:00", "2026-03-10 14:00")
    assert built(airway, tmp_path / "two") == before

    snapshot(airway, "2026-02-02T10:00:00Z")
    after = built(airway, tmp_path / "three")
    assert sorted(name for name in after if after[name] != before[name]) == [
        "airway-basics-01-before-clinic_2.1.0_scorm12.zip",
        "airway-basics-01-before-clinic_2.1.0_scorm2004-4th.zip",
    ]


def test_saving_again_without_a_change_writes_nothing(airway: Path) -> None:
    snapshot(airway)
    before = (airway / "plan/snapshot.json").read_bytes()
    assert "nothing changed" in snapshot(airway, "2026-02-09T10:00:00Z").output
    assert (airway / "plan/snapshot.json").read_bytes() == before


def test_codes_are_saved_as_digests_and_the_secret_is_nowhere(airway: Path, tmp_path: Path) -> None:
    edit(airway / "sessions/clinic.md", "tile: yes", "tile: {code: yes}")
    assert snapshot(airway, secret=SECRET).exit_code == 0
    (cohort,) = saved(airway)["cohorts"]  # type: ignore[misc]
    assert {name: sorted(code) for name, code in cohort["codes"].items()} == {"clinic": ["digest", "rounds", "salt"]}

    build_course(airway, BuildOptions(out=tmp_path / "out", targets=("scorm12",)))
    CliRunner().invoke(scormkit, ["plan", "build", str(airway), "--out", str(tmp_path / "out")])
    CliRunner().invoke(scormkit, ["plan", "publish", str(airway), "--now", "2026-02-02T10:00:00Z", "--force"])
    texts = [path.read_bytes() for path in (*airway.rglob("*"), *tmp_path.joinpath("out").rglob("*")) if path.is_file()]
    for path in tmp_path.joinpath("out").rglob("*.zip"):
        with ZipFile(path) as archive:
            texts += [archive.read(name) for name in archive.namelist()]
    assert [text for text in texts if SECRET.encode() in text or b"X65M" in text] == []
    assert any(b'"digest"' in text for text in texts)


def test_codes_without_a_secret_are_refused(airway: Path) -> None:
    edit(airway / "sessions/clinic.md", "tile: yes", "tile: {code: yes}")
    result = snapshot(airway)
    assert result.exit_code == 2
    assert "`clinic` asks for attendance codes" in result.output
    assert not (airway / "plan").exists()


def test_check_says_when_more_was_published_than_tiles_know(airway: Path) -> None:
    def told() -> list[str]:
        command = ["plan", "check", str(airway), "--now", "2026-02-03T10:00:00Z"]
        output = CliRunner().invoke(scormkit, command).output
        return [line.strip() for line in output.splitlines() if "PLAN-SNAPSHOT-OLD" in line]

    snapshot(airway)
    assert told() == []
    publish = ["plan", "publish", str(airway), "--now", "2026-02-02T10:00:00Z", "--out", str(airway / "dist")]
    assert CliRunner().invoke(scormkit, publish).exit_code == 0
    assert told() == ["note: tiles know revision 0 of `2026a`, and revision 1 was published [PLAN-SNAPSHOT-OLD]"]
    snapshot(airway, datetime(2026, 2, 3, tzinfo=UTC).isoformat())
    assert told() == []


@pytest.mark.parametrize("text", ["", "[]", '{"format": "else"}', '{"format": "scormkit.plan-snapshot", "saved": ""}'])
def test_a_file_that_is_no_snapshot_is_named(airway: Path, text: str) -> None:
    (airway / "plan").mkdir()
    (airway / "plan/snapshot.json").write_text(text, "utf-8")
    assert [(each.code, each.location.file.rpartition("airway-basics/")[2]) for each in read_course(airway).report] == [
        ("SRC-SNAPSHOT", "plan/snapshot.json")
    ]
