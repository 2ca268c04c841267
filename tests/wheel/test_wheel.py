"""The built wheel, tried in an empty place: nothing of the checkout is needed to use it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def run(wheel: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Runs Python where the installed wheel comes before the checkout."""
    site = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True)
    empty = tmp_path_factory.mktemp("empty")
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def python(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=environment, cwd=empty, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return python


def test_the_wheel_is_what_runs(run) -> None:  # type: ignore[no-untyped-def]
    assert not run("-c", "import scormkit; print(scormkit.__file__)").startswith(str(ROOT))


def test_a_first_course_is_made_and_built_for_every_target(run) -> None:  # type: ignore[no-untyped-def]
    run("-m", "scormkit", "new", "first")
    shown = run("-m", "scormkit", "build", "first", "--target", "all")
    assert "dist/first/first_1.0.0_scorm12.zip" in shown and "dist/first/first_1.0.0_web" in shown


def test_it_carries_what_it_needs_and_no_sources_of_the_runtime(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for needed in (
        "scormkit/_themes/default/theme.yaml",
        "scormkit/runtime/built/player.js",
        "scormkit/control/scorm12/imscp_rootv1p1p2.xsd",
        "scormkit/source/starter/course/course.yaml",
        "scormkit/render/strings/ar.yaml",
        "scormkit/py.typed",
    ):
        assert needed in names
    assert not [
        name for name in names if name.startswith(("tests/", "courses/", "scormkit/runtime/src", "node_modules"))
    ]
    assert not [name for name in names if "__pycache__" in name]
