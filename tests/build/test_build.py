"""The whole way: a folder of sources becomes packages, or nothing at all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.diagnostics import Report, Severity
from scormkit.layout import Feature
from scormkit.targets import all_targets, target_named
from tests.conftest import Golden
from tests.courses import TINY, lines_of, write_course

ROOT = Path(__file__).resolve().parents[2]
EVERY_TARGET = tuple(target.name for target in all_targets())

SMALL = {
    "course.yaml": """id: small
iri: https://learn.example.org/courses/small
title: R&D "x" 日本語 🚀 it's
version: 1.2.3
authors: [Dana Reyes]
licence: CC-BY-4.0
objectives: {signs: Recognise a compromised airway}
outline:
  - module: Recognise
    items: [signs]
  - more
completion: {mastery: 75%}
""",
    "glossary.yaml": "stridor: A high sound on breathing in.\n",
    "units/signs.md": """---
goal: Learners name the signs
objectives: [signs]
---
# What to look for

Stridor is a sign.

![Lungs](<../media/R&D it's 🚀.svg>)

Which sound points to an obstruction?

- [ ] R&D \\<b>"x"\\</b> 日本語 🚀 it's
  > Lower airways.
- [x] Stridor
""",
    "units/more.md": "# More\n\nSee [the signs](signs.md#what-to-look-for).\n",
    "media/R&D it's 🚀.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
}


def build(tmp_path: Path, files: dict[str, str], **options: object) -> dict[str, bytes]:
    """Builds one package and returns what is in it, name by name."""
    course = write_course(tmp_path / "course", files)
    result = build_course(course, BuildOptions(out=tmp_path / "dist", **options))  # type: ignore[arg-type]
    judged = [each for each in result.report if not each.code.startswith("PKG-")]
    assert Report.of(judged).worst() in (None, Severity.INFO), lines_of(result.report, tmp_path)
    (package,) = result.packages
    if package.path.is_dir():
        return {
            path.relative_to(package.path).as_posix(): path.read_bytes()
            for path in sorted(package.path.rglob("*"))
            if path.is_file()
        }
    with zipfile.ZipFile(package.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("sco", ["course", "unit"])
@pytest.mark.parametrize("target", EVERY_TARGET)
def test_a_small_course_is_packed_exactly_so(tmp_path: Path, golden: Golden, target: str, sco: str) -> None:
    from scormkit.model import ScoScope

    members = build(tmp_path, SMALL, targets=(target,), sco=ScoScope(sco))
    shown = {
        name: content
        for name, content in members.items()
        if name.endswith((".html", "imsmanifest.xml", "cmi5.xml", "tincan.xml"))
    }
    shown["names.txt"] = "".join(f"{name}\n" for name in members).encode()
    golden.tree(f"small/{target}/{sco}", shown)


@pytest.mark.parametrize("target", EVERY_TARGET)
def test_the_smallest_course_builds_without_a_finding(tmp_path: Path, target: str) -> None:
    files = {**TINY, "course.yaml": f"{TINY['course.yaml']}iri: https://learn.example.org/tiny\n"}
    course = write_course(tmp_path / "course", files if needs_iri(target) else TINY)
    result = build_course(course, BuildOptions(out=tmp_path / "dist", targets=(target,)))
    assert lines_of(result.report, tmp_path) == []
    assert len(result.packages) == 1


def needs_iri(target: str) -> bool:
    return Feature.STORE in target_named(target).profile


def test_an_error_in_the_sources_leaves_what_was_built_before(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course", TINY)
    options = BuildOptions(out=tmp_path / "dist", targets=("scorm12",))
    (package,) = build_course(course, options).packages
    before = package.path.read_bytes()
    write_course(course, {"units/one.md": "# One\n\n![](missing.png)\n"})
    result = build_course(course, options)
    assert (result.packages, result.report.worst()) == ((), Severity.ERROR)
    assert sorted(each.name for each in (tmp_path / "dist" / "course").iterdir() if each.suffix == ".zip") == [
        package.path.name
    ]
    assert package.path.read_bytes() == before


def test_a_theme_that_fails_is_named_with_its_line(tmp_path: Path) -> None:
    files = {
        **TINY,
        "course.yaml": "title: T\ntheme: mine\n",
        "themes/mine/theme.yaml": "extends: default\n",
        "themes/mine/templates/sco.html": "<p>\n{{ nothing.here }}\n</p>\n",
    }
    result = build_course(write_course(tmp_path / "course", files), BuildOptions(out=tmp_path / "dist"))
    (found,) = result.report
    assert (found.severity, found.location.line) == (Severity.ERROR, 2)
    assert found.location.file.endswith("mine/templates/sco.html")
    assert not result.packages


def test_an_unknown_theme_target_or_language_is_named(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course", TINY)
    for options, words in (
        (BuildOptions(out=tmp_path, theme="defualt"), "defualt"),
        (BuildOptions(out=tmp_path, targets=("scorm13",)), "scorm13"),
        (BuildOptions(out=tmp_path, languages=("xx",)), "xx"),
    ):
        (found, *_) = build_course(course, options).report
        assert found.severity is Severity.ERROR and words in found.message


def test_names_that_nobody_knows_are_told_with_their_line_and_all_other_mistakes(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\npackaging:\n  targets: [scorm12, scorm2004, wbe]\ntheme:\n  name: defualt\n",
        "units/one.md": "# One\n\n![x](x.png)\n",
    }
    result = build_course(write_course(tmp_path, files), BuildOptions(out=tmp_path / "dist"))
    assert lines_of(result.report, tmp_path) == [
        "course.yaml:3 SRC-TARGET-UNKNOWN there is no target `scorm2004` | did you mean `scorm2004-4th`?",
        "course.yaml:3 SRC-TARGET-UNKNOWN there is no target `wbe` | did you mean `web`?",
        "course.yaml:5 THEME-UNKNOWN there is no theme `defualt` | did you mean `default`?",
        "units/one.md:3 SRC-MISSING-FILE there is no file `x.png` | check the name, or add the file",
    ]


def test_what_is_wrong_with_a_theme_or_asked_of_one_has_the_course_in_its_place(tmp_path: Path) -> None:
    files = {
        **TINY,
        "course.yaml": "title: T\nlanguage: xx\ntheme: mine\n",
        "themes/mine/theme.yaml": "extends: default\ncolor: red\n",
    }
    course = write_course(tmp_path, files)
    options = BuildOptions(out=tmp_path / "dist", targets=("web",))

    def told(options: BuildOptions) -> list[str]:
        return [line.split(" | ")[0] for line in lines_of(build_course(course, options).report, tmp_path)]

    assert told(options) == ["themes/mine/theme.yaml:2 THEME-KEY-UNKNOWN `color` is not a key of a theme"]
    write_course(course, {"themes/mine/theme.yaml": "extends: default\n"})
    assert told(options) == [
        "course.yaml:2 STRINGS-LANGUAGE-UNKNOWN buttons and messages are in English: there is no catalogue for `xx`"
    ]
    assert told(replace(options, theme="nope")) == [
        "course.yaml:3 THEME-UNKNOWN there is no theme `nope`, which `--theme` asks for"
    ]


def test_a_package_over_the_limit_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course", TINY)
    options = BuildOptions(out=tmp_path / "dist", targets=("scorm12",))
    (package,) = build_course(course, options).packages
    before = package.path.read_bytes()
    result = build_course(course, replace(options, max_size=1000))
    assert ([each.code for each in result.report], result.packages) == (["PKG-TOO-LARGE"], ())
    assert package.path.read_bytes() == before
    assert sorted(each.name for each in package.path.parent.iterdir()) == [
        "course_1.0.0_scorm12.zip",
        "course_1.0.0_scorm12_UPLOAD.html",
    ]


@pytest.mark.parametrize("text", ["# A\n\nx\n", "# A\n\nIs it?\n\n- [ ] no\n- [x] yes\n"])
def test_a_course_that_can_never_be_completed_is_not_built(tmp_path: Path, text: str) -> None:
    mastery = "none" if "[x]" in text else "80%"
    settings = f"title: T\ncompletion: {{require: passed, mastery: {mastery}}}\n"
    course = write_course(tmp_path / "course", {"course.yaml": settings, "units/a.md": text})
    result = build_course(course, BuildOptions(out=tmp_path / "dist"))
    assert {each.code for each in result.report} == {"PKG-NEVER-COMPLETE"}
    assert not (tmp_path / "dist").exists()


def test_one_package_a_language(tmp_path: Path) -> None:
    files = {
        **TINY,
        "locales/de/course.yaml": "title: Winzig\n",
        "locales/de/units/one.md": "# Eins\n\nHallo.\n",
    }
    result = build_course(write_course(tmp_path / "course", files), BuildOptions(out=tmp_path, targets=("scorm12",)))
    assert [(each.language, each.path.name) for each in result.packages] == [
        ("en", "course_1.0.0_scorm12.zip"),
        ("de", "course-de_1.0.0_scorm12.zip"),
    ]
    with zipfile.ZipFile(result.packages[1].path) as archive:
        document = archive.read("index.html").decode()
    assert '<html class="no-js" lang="de"' in document and 'id="one--one"' in document


def test_what_the_sources_told_with_a_line_is_not_told_again_for_each_package(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: A <b>course</b>\ntheme: mine\n",
        "units/a.md": '# A\n\n![](https://a.example/x.png) ![h](http://a.example/h.png)\n\n::: html\n<script src="https://a.example/s.js"></script>\n:::\n',
        "themes/mine/theme.yaml": "extends: default\n",
    }
    course = write_course(tmp_path / "course", files)
    options = BuildOptions(out=tmp_path / "dist", targets=("scorm12", "scorm2004-3rd"))

    def told() -> list[str]:
        return [line.split()[1] for line in lines_of(build_course(course, options).report, tmp_path)]

    assert told() == [
        "SRC-TITLE-MARKUP",
        "SRC-ALT-MISSING",
        "SRC-REMOTE",
        "SRC-REMOTE",
        "SRC-REMOTE",
        "SRC-RAW-HTML",
    ]
    pages = (ROOT / "themes/default/templates/sco.html").read_text("utf-8")
    other = pages.replace("</head>", '<link rel="stylesheet" href="https://b.example/b.css"></head>')
    write_course(course, {"themes/mine/templates/sco.html": other})
    assert told().count("HTML-REMOTE") == 2


def test_prerequisites_in_2004_warn_that_moodle_crashes(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\npackaging: {targets: [scorm2004-4th], sco: unit}\n",
        "units/a.md": "# A\n\nIs it?\n\n- [ ] no\n- [x] yes\n",
        "units/b.md": "---\nprerequisites: [a]\n---\n# B\n\nx\n",
    }
    course = write_course(tmp_path / "course", files)
    codes = [each.code for each in build_course(course, BuildOptions(out=tmp_path / "dist")).report]
    assert "PKG-MAP-INFO" in codes
    write_course(course, {"course.yaml": files["course.yaml"] + "lms: [scormcloud]\n"})
    codes = [each.code for each in build_course(course, BuildOptions(out=tmp_path / "dist")).report]
    assert "PKG-MAP-INFO" not in codes


SCRIPT = """
import sys
from pathlib import Path
from scormkit.build import BuildOptions, build_course
result = build_course(Path(sys.argv[1]), BuildOptions(out=Path(sys.argv[2])))
assert not result.report.exit_code(), result.report
"""


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_zone_locale_umask_path_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    files = {**SMALL, "course.yaml": SMALL["course.yaml"] + f"packaging: {{targets: [{', '.join(EVERY_TARGET)}]}}\n"}
    found = []
    for name, seed, zone, locale, umask in (
        ("a", "1", "UTC", "C.UTF-8", 0o022),
        ("other place", "2", "Pacific/Auckland", "tr_TR.UTF-8", 0o077),
    ):
        course = write_course(tmp_path / name / "course", files)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-c", SCRIPT, str(course), str(tmp_path / name / "dist")]
        subprocess.run(command, check=True, env=environment, umask=umask, cwd=tmp_path / name)
        found.append(digests(tmp_path / name / "dist"))
    assert found[0] == found[1]
    assert len(found[0]) > len(EVERY_TARGET)


def test_these_sources_give_these_bytes_on_every_machine(tmp_path: Path, golden: Golden) -> None:
    """The digests were written on one machine and hold on all: for this scormkit and its pinned dependencies."""
    course = write_course(tmp_path / "course", SMALL)
    build_course(course, BuildOptions(out=tmp_path / "dist", targets=EVERY_TARGET))
    lines = [f"{digest}  {name}\n" for name, digest in digests(tmp_path / "dist").items() if name.endswith(".zip")]
    golden.file("digests.txt", "".join(lines))
