"""The reader takes anybody's package, keeps what others hide, and never trusts a size."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest

from scormkit.errors import PackageError
from scormkit.package.archive import Limits
from scormkit.package.hrefs import join_bases, resolve
from scormkit.package.manifest import Standard
from scormkit.package.reader import Package, read_package

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M1" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xml:base="content/">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="O1">
    <organization identifier="O1"><title>Course</title>
      <item identifier="I1"><title>Module</title>
        <item identifier="I2" identifierref="R1" parameters="?a=b"><title>Unit</title>
          <imsss:sequencing/>
          <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exit</adlnav:hideLMSUI>
          </adlnav:navigationInterface></adlnav:presentation>
        </item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="a%20b.html?x=1#top" xml:base="one/">
      <file href="a%20b.html"/><dependency identifierref="R2"/>
    </resource>
    <resource identifier="R2" type="webcontent" adlcp:scormType="asset">
      <file href="shared.js"/><dependency identifierref="R1"/>
    </resource>
  </resources>
</manifest>
"""


def zip_of(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return read_package(
        zip_of(tmp_path / "course.zip", {"imsmanifest.xml": MANIFEST, "content/one/a b.html": "<p>", "x.css": ""})
    )


def test_a_manifest_becomes_neutral_values(package: Package) -> None:
    manifest = package.manifest
    assert manifest is not None
    assert (package.standard, manifest.identifier, manifest.default) == (Standard.SCORM2004_3RD, "M1", "O1")
    assert [(each.identifier, each.title, each.ref, each.parameters) for each in manifest.items] == [
        ("I1", "Module", None, None),
        ("I2", "Unit", "R1", "?a=b"),
    ]
    assert manifest.items[1].hidden_controls == ("exit",)
    resource = manifest.resources[0]
    assert (resource.is_sco, resource.base, resource.launch.path) == (True, "content/one/", "content/one/a b.html")
    assert [each.identifier for each in manifest.closure(resource)] == ["R1", "R2"]
    assert package.find(resource.launch) == "content/one/a b.html"


def test_every_entry_is_read_once_and_its_checksum_compared(package: Package) -> None:
    assert [(each.size, each.problem) for each in package.scans] == [(len(MANIFEST.encode()), ""), (3, ""), (0, "")]


def test_a_folder_reads_like_its_zip(tmp_path: Path) -> None:
    (tmp_path / "course" / "content").mkdir(parents=True)
    (tmp_path / "course" / "imsmanifest.xml").write_text(MANIFEST)
    (tmp_path / "course" / "content" / "a.html").write_text("<p>")
    package = read_package(tmp_path / "course")
    assert list(package.files) == ["content/a.html", "imsmanifest.xml"]
    assert package.standard is Standard.SCORM2004_3RD


def test_duplicates_and_raw_names_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a\\b.txt", "one")
        archive.writestr("a\\b.txt", "two")
    package = read_package(path)
    assert [each.raw_name for each in package.entries] == [b"a\\b.txt", b"a\\b.txt"]
    assert list(package.files) == ["a/b.txt"]
    assert package.read("a/b.txt") == b"one"


def test_a_size_that_lies_is_found_while_inflating(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "lie.zip", {"a.txt": "x" * 1000})
    data = bytearray(path.read_bytes())
    central = data.rfind(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    package = read_package(path)
    assert package.scans[0].problem == "long"
    with pytest.raises(PackageError, match=r"a\.txt cannot be read: long"):
        package.read("a.txt")


def test_a_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", {"a.bin": bytes(60_000_000)})
    scan = read_package(path).scans[0]
    assert scan.problem == "bomb"
    assert scan.size < 12_000_000


def test_many_small_bombs_are_stopped_by_their_sum(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bombs.zip", {f"{number}.bin": bytes(9_000_000) for number in range(4)})
    scans = read_package(path, limits=Limits(total_ratio_from=10_000_000)).scans
    assert [each.problem for each in scans] == ["", "bomb", "bomb", "bomb"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_film_larger_than_what_is_read_is_no_bomb(tmp_path: Path, method: int) -> None:
    path = tmp_path / "film.zip"
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("film.mp4", random.Random(1).randbytes(300_000))
        package.writestr("next.txt", "x")
    scans = read_package(path, limits=Limits(entry_bytes=200_000)).scans
    assert [each.problem for each in scans] == ["large", ""]
    scans = read_package(path, limits=Limits(total_bytes=200_000)).scans
    assert [each.problem for each in scans] == ["", "large"]


def test_what_inflates_tenfold_and_beyond_the_limit_is_a_bomb(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", {"a.bin": bytes(1_000_000)})
    assert read_package(path, limits=Limits(entry_bytes=200_000)).scans[0].problem == "bomb"


def test_pipes_and_devices_cannot_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    for path in (tmp_path / "pipe.zip", Path("/dev/zero")):
        with pytest.raises(PackageError, match="is neither a file nor a folder"):
            read_package(path)


def test_data_before_and_after_the_zip_is_counted(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "odd.zip", {"a.txt": "x"})
    path.write_bytes(b"MZ" * 8 + path.read_bytes() + b"tail")
    package = read_package(path)
    assert (package.archive.prefix, package.archive.trailing) == (16, 4)
    assert package.read("a.txt") == b"x"


def test_a_zip64_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"x")
    package = read_package(path)
    assert package.read("a.txt") == b"x"


@pytest.mark.parametrize("content", [b"", b"PK", b"Rar!\x1a\x07", b"<html>404</html>", b"\0" * 100, b"PK\x05\x06" * 40])
def test_bytes_that_are_no_zip_give_a_reason_and_no_entries(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(content)
    package = read_package(path)
    assert package.entries == ()
    assert package.manifest is None


def test_a_missing_path_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="cannot be opened"):
        read_package(tmp_path / "nothing.zip")


def test_entities_are_never_expanded_nor_files_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush")
    evil = f'<!DOCTYPE manifest [<!ENTITY x SYSTEM "{secret.as_uri()}">]><manifest>&x;</manifest>'
    package = read_package(zip_of(tmp_path / "xxe.zip", {"imsmanifest.xml": evil}))
    assert package.document is not None
    assert package.document.root is None
    assert package.document.problem is not None
    assert package.document.problem.kind == "doctype"


def test_a_manifest_of_a_million_items_is_refused_at_once(tmp_path: Path) -> None:
    huge = '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">' + "<item/>" * 1_000_000 + "</manifest>"
    document = read_package(zip_of(tmp_path / "huge.zip", {"imsmanifest.xml": huge})).document
    assert document is not None
    assert document.problem is not None
    assert (document.problem.kind, document.problem.message) == ("limit", "it has 1,000,002 tags")


def test_a_manifest_nested_a_thousand_deep_is_refused(tmp_path: Path) -> None:
    deep = "<manifest>" + "<item>" * 1000 + "</item>" * 1000 + "</manifest>"
    document = read_package(zip_of(tmp_path / "deep.zip", {"imsmanifest.xml": deep})).document
    assert document is not None
    assert document.problem is not None
    assert document.problem.kind == "limit"


@pytest.mark.parametrize(
    ("bases", "expected"),
    [(("a/", "b/"), "a/b/"), (("a", "b/"), "b/"), (("a/b", "c/"), "a/c/"), (("", "x/"), "x/"), (("a/", "/b/"), "/b/")],
)
def test_bases_resolve_in_turn(bases: tuple[str, ...], expected: str) -> None:
    assert join_bases(*bases) == expected


@pytest.mark.parametrize(
    ("href", "base", "path", "escapes"),
    [
        ("a.html?x#y", "c/", "c/a.html", False),
        ("../a.html", "c/", "a.html", False),
        ("../../a.html", "c/", "a.html", True),
        ("%2e%2e/a.html", "", "a.html", True),
        ("a\\b.html", "", "a/b.html", False),
        ("", "c/", "", False),
        ("https://x/y", "c/", "", False),
        ("/a.html", "c/", "a.html", False),
    ],
)
def test_references_resolve_to_a_path_from_the_root(href: str, base: str, path: str, escapes: bool) -> None:
    found = resolve(href, base)
    assert (found.path, found.escapes) == (path, escapes)


def test_course_structures_of_cmi5_and_tincan_are_manifests_too(tmp_path: Path) -> None:
    cmi5 = io.StringIO()
    cmi5.write(
        '<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">'
        '<course id="urn:c"><title><langstring lang="en">C</langstring></title></course>'
        '<block id="urn:b"><title><langstring>B</langstring></title>'
        '<au id="urn:a" masteryScore="0.8"><title><langstring>A</langstring></title><url>a.html?x=1</url></au>'
        "</block></courseStructure>"
    )
    package = read_package(zip_of(tmp_path / "c.zip", {"cmi5.xml": cmi5.getvalue(), "a.html": ""}))
    manifest = package.manifest
    assert manifest is not None
    assert [(each.identifier, each.title, each.mastery_score) for each in manifest.items] == [
        ("urn:b", "B", None),
        ("urn:a", "A", "0.8"),
    ]
    assert [(each.identifier, each.launch.path) for each in manifest.resources] == [("urn:a", "a.html")]
    tincan = (
        '<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities><activity id="urn:x" type="t">'
        "<name>N</name><description>D</description><launch>i.html</launch></activity></activities></tincan>"
    )
    other = read_package(zip_of(tmp_path / "t.zip", {"tincan.xml": tincan}))
    assert other.standard is Standard.TINCAN
    assert other.manifest is not None
    assert [each.title for each in other.manifest.items] == ["N"]
