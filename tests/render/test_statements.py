"""What the runtime is given to make statements of; the node tests of the runtime read the same golden files."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scormkit.build import BuildOptions, build_course
from tests.conftest import Golden
from tests.courses import TINY, write_course
from tests.told import FILES, TIDES


def configs(tmp_path: Path, files: dict[str, Any], target: str) -> dict[str, dict[str, Any]]:
    """The configuration in each document of the package, by name."""
    course = write_course(tmp_path / "course", files)
    result = build_course(course, BuildOptions(out=tmp_path / "dist", targets=(target,)))
    (package,) = result.packages
    with zipfile.ZipFile(package.path) as archive:
        documents = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")}
        documents["driver"] = archive.read("assets/driver.js").decode()
    found = {}
    for name, text in documents.items():
        if config := re.search(r'id="scormkit-sco">(.*?)</script>', text, re.DOTALL):
            found[name] = json.loads(config[1])
    found["driver"] = {"scripts": re.findall(r"made from runtime/src/([\w-]+)\.js", documents["driver"])}
    return found


@pytest.mark.parametrize("target", ["cmi5", "scorm12", "xapi"])
def test_the_runtime_is_given_exactly_this(tmp_path: Path, golden: Golden, target: str) -> None:
    found = configs(tmp_path, FILES, target)
    del found["driver"]
    for config in found.values():
        config["strings"] = {}
    golden.file(f"statements/{target}.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def test_a_package_that_tells_no_store_holds_nothing_for_it(tmp_path: Path) -> None:
    quiet = {**FILES, "course.yaml": re.sub(r"xapi: .*\n", "", TIDES["course.yaml"])}
    for target in ("scorm12", "scorm2004-4th"):
        found = configs(tmp_path / target, quiet, target)
        assert "xapi" not in found["index.html"]
        assert found["driver"] == {"scripts": [f"driver-{target.split('-')[0]}"]}


@pytest.mark.parametrize(
    ("target", "scripts"),
    [
        ("scorm12", ["statements", "driver-scorm12"]),
        ("scorm2004-3rd", ["statements", "driver-scorm2004"]),
        ("xapi", ["driver-xapi"]),
        ("cmi5", ["driver-cmi5"]),
    ],
)
def test_what_tells_a_store_stands_before_the_driver_or_in_it(tmp_path: Path, target: str, scripts: list[str]) -> None:
    assert configs(tmp_path, FILES, target)["driver"] == {"scripts": scripts}


def test_only_what_the_author_wants_and_the_standard_demands_is_sent(tmp_path: Path) -> None:
    less = TIDES["course.yaml"].replace("xapi: {", "xapi: {verbs: [answered], video: no, ")
    files = {**FILES, "course.yaml": less}
    assert list(configs(tmp_path / "a", files, "scorm12")["index.html"]["xapi"]["templates"]) == ["question"]
    sent = configs(tmp_path / "b", files, "cmi5")["moon.html"]["xapi"]["templates"]
    assert list(sent) == ["initialized", "completed", "passed", "failed", "terminated", "question"]


def test_a_cmi5_package_holds_neither_key_nor_salt_since_its_launch_says_who_and_where(tmp_path: Path) -> None:
    asked = TIDES["course.yaml"].replace(
        "credentials: launch",
        "credentials: key-in-package, endpoint: 'https://lrs.example.org/', key: writer, secret: open, salt: pepper",
    )
    course = write_course(tmp_path / "course", {**FILES, "course.yaml": asked})
    packages = build_course(course, BuildOptions(out=tmp_path, targets=("cmi5", "xapi"))).packages
    key = base64.b64encode(b"writer:open")
    for path, held in ((packages[0].path, False), (packages[1].path, True)):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
        assert [each in content for each in (key, b"lrs.example.org", b"pepper")] == [held] * 3, path.name


def test_a_key_is_in_the_package_only_where_it_was_asked_for(tmp_path: Path) -> None:
    asked = TIDES["course.yaml"].replace(
        "credentials: launch",
        "credentials: key-in-package, endpoint: 'https://lrs.example.org/xapi', key: writer, secret: open",
    )
    settings = configs(tmp_path, {**FILES, "course.yaml": asked}, "scorm12")["index.html"]["xapi"]["settings"]
    assert settings == {
        "endpoint": "https://lrs.example.org/xapi/",
        "authorization": "Basic d3JpdGVyOm9wZW4=",
        "broker": "",
        "actor": "account",
        "home": "https://learn.example.org",
        "salt": "https://learn.example.org",
    }


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
def test_a_course_without_an_iri_is_named_and_nothing_is_built(tmp_path: Path, target: str) -> None:
    course = write_course(tmp_path / "course", TINY)
    result = build_course(course, BuildOptions(out=tmp_path / "dist", targets=("scorm12", target)))
    assert ([each.code for each in result.report], result.packages) == (["XAPI-COURSE-IRI"], ())


def test_the_parts_of_a_split_course_have_ids_of_their_own(tmp_path: Path) -> None:
    from scormkit.model import ScoScope, Split

    course = write_course(tmp_path / "course", FILES)
    found = {}
    for sco, split in ((ScoScope.COURSE, Split.COURSE), (ScoScope.UNIT, Split.COURSE), (ScoScope.COURSE, Split.UNIT)):
        out = tmp_path / f"{sco}-{split}"
        built = build_course(course, BuildOptions(out=out, targets=("scorm12",), sco=sco, split=split)).packages
        for package in built:
            with zipfile.ZipFile(package.path) as archive:
                for name in archive.namelist():
                    if name.endswith(".html"):
                        part = re.search(
                            r'"part":"https://learn.example.org/courses/tides/(.*?)"', archive.read(name).decode()
                        )
                        found[f"{sco}/{split}/{package.path.stem.split('_')[0]}/{name}"] = part and part[1]
    assert found == {
        "course/course/tides/index.html": "scos/tides",
        "unit/course/tides/harbour.html": "units/harbour",
        "unit/course/tides/moon.html": "units/moon",
        "course/unit/tides-harbour/index.html": "scos/harbour",
        "course/unit/tides-moon/index.html": "scos/moon",
    }
