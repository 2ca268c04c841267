"""`scormkit validate` and `scormkit rules` as a person and a CI meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scormkit.cli import scormkit
from tests.rules.building import build

TITLE = ["        <title>Unit 1</title>\n", ""]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(name: str, **fixture: Any) -> str:
    Path("making").mkdir(exist_ok=True)
    build(fixture, Path("making")).rename(name)
    return name


def run(*arguments: str) -> Result:
    return CliRunner().invoke(scormkit, list(arguments))


def test_a_clean_package_says_its_standard_and_passes() -> None:
    result = run("validate", make("good.zip", base="scorm2004-3rd"))
    assert (result.exit_code, result.output) == (0, "good.zip: SCORM 2004 3rd Edition\n\nnothing found\n")


def test_an_error_fails_and_shows_the_offending_line() -> None:
    result = run("validate", make("bad.zip", base="scorm12", edit=[TITLE]))
    assert result.exit_code == 1
    assert result.output == (
        "bad.zip: SCORM 1.2\n\n"
        "bad.zip/imsmanifest.xml\n"
        "  error: line 15: item `I1` has no title [ITEM-TITLE]\n"
        '    15 | <item identifier="I1" identifierref="R1">\n'
        "    → add a title\n\n"
        "1 error\n"
    )


def test_a_bare_document_is_named_once_and_its_line_is_shown() -> None:
    result = run("validate", make("cmi5.xml", base="cmi5", **{"as": "document"}))
    assert result.output.startswith("cmi5.xml: cmi5\n\ncmi5.xml\n  error: line 13: `index.html` is relative")
    assert "    13 | <url>index.html</url>\n" in result.output


def test_a_warning_fails_only_when_strict() -> None:
    make("warn.zip", base="scorm12", remove=["adlcp_rootv1p2.xsd"])
    assert run("validate", "warn.zip").exit_code == 0
    assert run("validate", "warn.zip", "--strict").exit_code == 1
    assert run("validate", "warn.zip", "--profile", "strict-adl").exit_code == 1


def test_what_cannot_run_says_so() -> None:
    make("good.zip", base="cmi5")
    for arguments, words in (
        (["nothing.zip"], "there is no file `nothing.zip`"),
        (["*.rar"], "nothing matches `*.rar`"),
        (["good.zip", "--severity", "ZIP-SPACE"], "--severity takes CODE=LEVEL"),
        (["good.zip", "--baseline", "none.json"], "there is no baseline `none.json`"),
    ):
        result = run("validate", *arguments)
        assert (result.exit_code, words in result.output) == (2, True), result.output


def test_an_unknown_profile_or_severity_ends_the_program_with_2() -> None:
    make("good.zip", base="cmi5")
    os.mkfifo("pipe.zip")
    for options in (
        ["--profile", "blackbird"],
        ["--severity", "ZIP-SPACE=grave"],
        ["--baseline", "good.zip"],
        ["pipe.zip"],
        ["/dev/zero"],
    ):
        command = [sys.executable, "-m", "scormkit", "validate", "good.zip", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--select", "QQQQ"], "--select: there is no rule `QQQQ`: `scormkit rules` lists all"),
        (["--ignore", "item-titel"], "--ignore: there is no rule `ITEM-TITEL`: did you mean ITEM-TITLE or"),
        (["--ignore", "ZIP"], "--ignore: there is no rule `ZIP`: write `ZIP-*` for the family"),
        (["--select", "FOO-*"], "--select: no rule's code matches `FOO-*`"),
        (["--severity", "ITEM-TITEL=error"], "--severity: there is no rule `ITEM-TITEL`"),
        (["--profile", "modle"], "there is no profile `modle`: did you mean `moodle`?"),
        (["--output", "none/report.txt"], "`none/report.txt` cannot be written: no such file or directory"),
        (["--output", "making"], "`making` cannot be written: is a directory"),
        (["--output", "x" * 300], "cannot be written: file name too long"),
        (["--output", "good.zip"], "`good.zip` is one of the packages"),
        (["--write-baseline", "none/known.json"], "`none/known.json` cannot be written: no such file or directory"),
        (["--baseline", "making"], "there is no baseline `making`"),
        ([""], "there is no file ``"),
        (["x" * 5000], "there is no file `xxx"),
    ],
)
def test_what_means_nothing_is_refused(options: list[str], words: str) -> None:
    before = Path(make("good.zip", base="scorm12")).read_bytes()
    result = run("validate", "good.zip", *options)
    assert (result.exit_code, result.output.startswith("error: "), words in result.output) == (2, True, True), result
    assert Path("good.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ignore = ["ITEM-TITEL"]', "scormkit.toml: `ignore`: there is no rule `ITEM-TITEL`: did you mean ITEM-TITLE"),
        ('severity = {NOPE = "error"}', "scormkit.toml: `severity`: there is no rule `NOPE`"),
        ('severity = {"ITEM-TITLE" = "grave"}', "scormkit.toml: `severity`: `grave` is no severity"),
        ('[[waivers]]\ncode = "NOPE"\nreason = "x"', "scormkit.toml: `waivers`: there is no rule `NOPE`"),
        ('profile = "modle"', "scormkit.toml: `profile`: there is no profile `modle`: did you mean `moodle`?"),
        ("ignroe = []", "scormkit.toml: there is no setting `ignroe`: did you mean `ignore`?"),
        ('strict = "no"', "scormkit.toml: `strict` must be true or false"),
        ("baseline = 3", "scormkit.toml: `baseline` must be the name of a file"),
        ("waivers = 3", "scormkit.toml: `waivers` must be tables"),
        ("waivers = [3]", "scormkit.toml: `waivers` must be tables"),
        ("select = [1]", "scormkit.toml: `select` must be a list of codes"),
    ],
)
def test_settings_that_mean_nothing_are_refused_by_file_and_key(folder: Path, text: str, words: str) -> None:
    make("good.zip", base="scorm12")
    (folder / "scormkit.toml").write_text(text)
    command = [sys.executable, "-m", "scormkit", "validate", "good.zip"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.startswith(f"error: {words}")) == (2, True), done.stderr


def test_codes_in_settings_may_be_families_and_of_any_case(folder: Path) -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    (folder / "scormkit.toml").write_text('ignore = ["item-title", "RULE-FAILED", "ZIP-*"]')
    assert run("validate", "bad.zip").exit_code == 0


def test_a_baseline_of_the_settings_is_counted_from_their_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    run("validate", "bad.zip", "--write-baseline", "known.json")
    (folder / "scormkit.toml").write_text('baseline = "known.json"')
    (folder / "inner").mkdir()
    Path("bad.zip").rename("inner/bad.zip")
    monkeypatch.chdir(folder / "inner")
    assert run("validate", "bad.zip").exit_code == 0


def test_patterns_folders_and_bare_files_are_checked_together() -> None:
    make("a.zip", base="scorm12")
    make("b.zip", base="cmi5")
    make("folder", base="tincan", **{"as": "folder"})
    result = run("validate", "*.zip", "folder")
    assert result.output == "a.zip: SCORM 1.2\nb.zip: cmi5\nfolder: Tin Can (xAPI)\n\nnothing found\n"


def test_several_processes_find_what_one_finds() -> None:
    names = [make(f"{n}.zip", base="scorm12", edit=[TITLE] if n % 2 else []) for n in range(6)]
    assert run("validate", *names, "--jobs", "2").output == run("validate", *names, "--jobs", "1").output


def test_select_ignore_and_severity_change_what_is_shown() -> None:
    make("bad.zip", base="scorm12", edit=[TITLE], remove=["adlcp_rootv1p2.xsd"])

    def codes(*options: str) -> list[str]:
        found = json.loads(run("validate", "bad.zip", "--format", "json", *options).output)["findings"]
        return [f"{each['code']}={each['severity']}" for each in found]

    assert codes() == ["ITEM-TITLE=error", "XML-XSD-MISSING=warning"]
    assert codes("--select", "XML-*") == ["XML-XSD-MISSING=warning"]
    assert codes("--ignore", "item-title") == ["XML-XSD-MISSING=warning"]
    assert codes("--severity", "item-title=info") == ["XML-XSD-MISSING=warning", "ITEM-TITLE=info"]


def test_a_baseline_lets_only_new_findings_fail() -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    assert run("validate", "bad.zip", "--write-baseline", "known.json").exit_code == 1
    assert run("validate", "bad.zip", "--baseline", "known.json").exit_code == 0
    make("bad.zip", base="scorm12", edit=[TITLE, ['default="O1"', 'default="O9"']])
    result = run("validate", "bad.zip", "--baseline", "known.json")
    assert (result.exit_code, "ORG-DEFAULT-UNRESOLVED" in result.output, "ITEM-TITLE" in result.output) == (
        1,
        True,
        False,
    )


def test_a_baseline_written_anew_keeps_what_it_knew() -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    run("validate", "bad.zip", "--write-baseline", "known.json")
    before = Path("known.json").read_text("utf-8")
    assert run("validate", "bad.zip", "--baseline", "known.json", "--write-baseline", "known.json").exit_code == 0
    assert Path("known.json").read_text("utf-8") == before


def test_settings_of_the_project_apply(folder: Path) -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    (folder / "scormkit.toml").write_text('[[waivers]]\ncode = "ITEM-TITLE"\nreason = "fixed in the next release"\n')
    assert run("validate", "bad.zip").exit_code == 0
    (folder / "scormkit.toml").write_text('ignore = ["ITEM-*"]\n')
    assert run("validate", "bad.zip").exit_code == 0
    (folder / "scormkit.toml").write_text("strict = true\n")
    make("warn.zip", base="scorm12", remove=["adlcp_rootv1p2.xsd"])
    assert run("validate", "warn.zip").exit_code == 1


@pytest.mark.parametrize("style", ["json", "sarif", "junit", "github", "html"])
def test_a_report_can_be_written_to_a_file(folder: Path, style: str) -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    result = run("validate", "bad.zip", "--format", style, "--output", "report.out")
    assert (result.exit_code, result.output) == (1, "")
    assert "ITEM-TITLE" in (folder / "report.out").read_text("utf-8")


def test_no_report_names_a_path_of_this_machine(folder: Path) -> None:
    make("bad.zip", base="scorm12", edit=[TITLE])
    for style in ("text", "json", "sarif", "junit", "github", "html"):
        assert str(folder) not in run("validate", "bad.zip", "--format", style).output


def test_rules_lists_a_family_and_explains_one() -> None:
    listed = run("rules", "--family", "org").output.splitlines()
    assert listed[0] == "ORG-DEFAULT-MISSING       warning  `<organizations>` of a SCORM 1.2 manifest has no `default`"
    assert len(listed) == 8
    explained = run("rules", "item-title").output
    assert explained.startswith("# ITEM-TITLE\n\nAn item has no `<title>`.\n")
    assert "- Bad: " in explained
    assert "- Good: " in explained


def test_an_unknown_rule_has_neighbours() -> None:
    result = run("rules", "ITEM-TITEL")
    assert result.exit_code == 2
    assert "did you mean ITEM-TITLE" in result.output


def test_a_thousand_small_packages_take_seconds(folder: Path) -> None:
    data = Path(make("one.zip", base="scorm12")).read_bytes()
    for number in range(1000):
        (folder / f"p{number}.zip").write_bytes(data)
    started = time.perf_counter()
    result = run("validate", "p*.zip", "--jobs", "2")
    assert result.exit_code == 0
    assert time.perf_counter() - started < 20


def test_help_needs_nothing_heavy() -> None:
    probe = (
        "import sys; import scormkit.cli.validate; print([m for m in ('lxml', 'yaml', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
