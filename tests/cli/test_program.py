"""The program as a whole: how it ends when it cannot go on."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scormkit.cli import main
from scormkit.source import read_course
from scormkit.source.starter import write_starter
from tests.courses import TINY, write_course


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `scormkit ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["scormkit", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    shown = capsys.readouterr()
    return code if isinstance(code, int) else 0, shown.out, shown.err


INTERRUPTED = """
import os, signal, sys
import scormkit.build as build

write, left = build.write_package, [int(sys.argv.pop(1))]

def stop(*arguments):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGINT)
    left[0] -= 1
    write(*arguments)

build.write_package = stop
from scormkit.cli import main
main()
"""


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (0, "stopped; the old packages are untouched\n"),
        (1, "stopped; course_1.0.0_scorm12 is new\nall other packages are untouched\n"),
    ],
)
def test_ctrl_c_during_a_build_says_what_is_on_disk(tmp_path: Path, written: int, words: str) -> None:
    course = write_course(tmp_path / "course", TINY)
    targets = ["--target", "scorm12", "--target", "scorm2004-3rd"]
    command = [sys.executable, "-c", INTERRUPTED, str(written), "build", str(course), "--out", str(tmp_path), *targets]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", words)
    assert len(list(tmp_path.glob("course/*.zip"))) == written
    assert not list(tmp_path.glob("course/.*"))


@pytest.mark.parametrize(
    ("out", "reason"), [("file", "Not a directory"), ("file/deeper", "Not a directory"), ("course", "Is a directory")]
)
def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str, reason: str
) -> None:
    course = write_course(tmp_path / "course", {**TINY, "course/course_1.0.0_scorm12.zip/x": ""})
    (tmp_path / "file").write_text("")
    code, shown, _ = run(monkeypatch, capsys, "build", course, "--target", "scorm12", "--out", tmp_path / out)
    path = tmp_path / out / "course" / "course_1.0.0_scorm12.zip"
    assert f"error: cannot write `{path}`: {reason} [PKG-NOT-WRITTEN]" in shown
    assert code == 2


def test_a_full_disk_is_no_failure_of_scormkit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    course = write_course(tmp_path / "course", TINY)
    monkeypatch.setattr(os, "fsync", full)
    code, shown, _ = run(monkeypatch, capsys, "build", course, "--target", "scorm12", "--out", tmp_path / "dist")
    assert (code, "No space left on device [PKG-NOT-WRITTEN]" in shown) == (2, True)
    assert not list((tmp_path / "dist" / "course").iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("schema", "--out", "file"), "`file`: file exists"),
        (("schema", "--out", "file/deeper"), "`file/deeper`: not a directory"),
        (("ids", "locked", "--write"), "cannot write `locked/ids.lock`: Is a directory"),
        (("ids", "gone"), "there is no folder `gone`; name the folder that holds a course.yaml"),
        (("questions", "gone"), "there is no folder `gone`; name the folder that holds a course.yaml"),
        (("lint", "gone"), "there is no folder `gone`; name the folder that holds a course.yaml"),
        (("new", "file"), "`file` is there already; name a new folder"),
        (("new", "file/deeper"), "`file/deeper` cannot be made: Not a directory"),
        (("inspect", "gone.zip"), "gone.zip cannot be opened: No such file or directory"),
    ],
)
def test_what_the_system_refuses_ends_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    write_course(tmp_path / "locked", {**TINY, "ids.lock/x": ""})
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    code, _, told = run(monkeypatch, capsys, *arguments)
    assert (code, told) == (2, f"error: {words}\n")


def test_a_package_replaced_under_the_same_version_is_told_and_what_learners_would_lose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course = write_course(tmp_path / "course", TINY)
    arguments = ("build", course, "--target", "scorm12", "--target", "scorm2004-3rd", "--out", tmp_path / "dist")
    same = "\n2 packages replaced others of the same version; raise `version:` once learners have begun.\n"
    for _ in range(2):
        _, shown, _ = run(monkeypatch, capsys, *arguments)
        assert same not in shown
    for text in ("Hello again.", "Hello again.\n\n# Two\n\nx"):
        write_course(course, {"units/one.md": f"# One\n\n{text}\n"})
        _, shown, _ = run(monkeypatch, capsys, *arguments)
        assert (same in shown, "PKG-REPLACED" in shown) == (True, False)
    write_course(course, {"units/one.md": "# One\n\nHello again.\n\n# Three\n\nx\n"})
    code, shown, _ = run(monkeypatch, capsys, *arguments)
    assert (
        "note: learners who began in the package of version 1.0.0 that was here would lose something: "
        "the page `Two` is gone, and `Three` is in its place under another id, `two` → `three`, "
        "so that what learners did there is lost [PKG-REPLACED]"
    ) in shown
    assert (code, shown.count("PKG-REPLACED"), same in shown) == (0, 1, True)


@pytest.mark.parametrize(
    ("folder", "command", "identifier", "title"),
    [
        ("airway-basics", "airway-basics", "airway-basics", "Airway basics"),
        ("odd name 'x'", "'odd name '\"'\"'x'\"'\"''", "odd-name-x", "Odd name 'x'"),
        ("R&D $HOME", "'R&D $HOME'", "r-d-home", "R&D $HOME"),
        ("123", "123", "course-123", "123"),
        ("2nd_aid", "2nd_aid", "course-2nd-aid", "2nd aid"),
        ("Straße", "'Straße'", "strasse", "Straße"),
        ("-dash", "./-dash", "dash", "Dash"),
    ],
)
def test_the_next_command_can_be_copied_whatever_the_folder_is_called(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    command: str,
    identifier: str,
    title: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, shown, _ = run(monkeypatch, capsys, "new", "--", folder)
    assert (code, shown) == (0, f"A course is in {folder}. Build it with:\n\n    scormkit build {command}\n\n")
    course = read_course(tmp_path / folder).course
    assert course and (course.id, course.title) == (identifier, title)


def test_a_folder_whose_name_is_no_text_gets_what_is_text_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "caf\udce9 one"
    assert write_starter(folder, None) == "caf-one"
    course = read_course(folder).course
    assert course and (course.id, course.title) == ("caf-one", "Caf one")


def test_a_folder_without_latin_letters_is_told_to_choose_an_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, shown, _ = run(monkeypatch, capsys, "new", tmp_path / "日本語")
    course = read_course(tmp_path / "日本語").course
    assert course and (code, course.id, course.title) == (0, "course", "日本語")
    assert "write an `id:` of your own" in shown


def test_the_help_of_schema_names_every_schema() -> None:
    from scormkit.cli.course import schema
    from scormkit.source.schemas import json_schemas

    assert [name for name in json_schemas() if name not in (schema.help or "").replace("source files", "")] == []


def test_no_line_of_the_list_of_commands_is_cut() -> None:
    from scormkit.cli import scormkit

    _assert_uncut(scormkit, click.Context(scormkit))


def _assert_uncut(group: click.Group, context: click.Context) -> None:
    names = group.list_commands(context)
    assert names
    for name in names:
        command = group.get_command(context, name)
        assert command and not command.get_short_help_str(60).endswith("..."), name
        if isinstance(command, click.Group):
            _assert_uncut(command, click.Context(command, parent=context))
