"""Packages that want to harm: each becomes a finding, quickly, in little memory, and nothing leaves the package."""

from __future__ import annotations

import os
import struct
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scormkit.rules.running import RULE_FAILED
from scormkit.validate.checking import check_package, package_rules
from tests.rules.building import Archive, Member, build, write_zip

SECONDS = 15.0  #: with every allocation traced, on two busy cores
MORE = [["</item>", "</item><!-- more -->"]]
BYTES = 120_000_000


@contextmanager
def bounded() -> Iterator[None]:
    """Within a few seconds and a hundred megabytes, on any machine that runs tests."""
    package_rules()
    tracemalloc.start()
    started = time.perf_counter()
    yield
    spent, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < SECONDS
    assert peak < BYTES


def codes(path: Path) -> set[str]:
    return {each.code for each in check_package(path)}


def zeros(size: int) -> bytes:
    """Deflated zeros, without ever holding them."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1 << 20)
    pieces = [deflater.compress(block) for _ in range(size >> 20)]
    return b"".join([*pieces, deflater.flush()])


def test_ten_gigabytes_of_zeros_are_stopped_early(tmp_path: Path) -> None:
    bomb = zeros(1 << 28)
    members = [Member(f"{n}.bin".encode(), packed=bomb, crc=0, size=1 << 28) for n in range(40)]
    path = tmp_path / "bomb.zip"
    path.write_bytes(write_zip(Archive([Member(b"cmi5.xml", b"<x/>"), *members])))
    with bounded():
        assert "ZIP-BOMB" in codes(path)


def test_entries_that_share_their_data_are_a_bomb(tmp_path: Path) -> None:
    shared = [Member(f"{n}.bin".encode(), bytes(1000), same_data=n > 0) for n in range(2000)]
    path = tmp_path / "overlap.zip"
    path.write_bytes(write_zip(Archive(shared)))
    with bounded():
        assert "ZIP-BOMB" in codes(path)


@pytest.mark.parametrize("declared", [0, 1, 0xFFFFFFF0])
def test_a_lying_size_is_found(tmp_path: Path, declared: int) -> None:
    path = tmp_path / "lie.zip"
    path.write_bytes(write_zip(Archive([Member(b"imsmanifest.xml", b"<manifest/>", size=declared)])))
    with bounded():
        assert "ZIP-CRC" in codes(path)


def test_a_billion_laughs_are_not_told(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE m [<!ENTITY l0 "ha">{levels}]><manifest a="&l9;">&l9;</manifest>'
    path = build({"base": "", "add": {"imsmanifest.xml": text}}, tmp_path)
    with bounded():
        assert codes(path) == {"XML-DOCTYPE"}


def test_a_manifest_of_a_million_items_is_refused_at_once(tmp_path: Path) -> None:
    item = ['<item identifier="J{}"/>', 1_000_000]
    path = build({"base": "scorm12", "edit": MORE, "repeat": {"<!-- more -->": item}}, tmp_path)
    with bounded():
        assert "XML-LIMIT" in codes(path)


@pytest.mark.parametrize("levels", [201, 100_000])
def test_a_manifest_nested_without_end_is_told_in_plain_words(tmp_path: Path, levels: int) -> None:
    path = tmp_path / "deep.zip"
    items = "<item>" * levels + "</item>" * levels
    manifest = Member(b"imsmanifest.xml", f"<manifest>{items}</manifest>".encode())
    path.write_bytes(write_zip(Archive([manifest])))
    said = "the manifest was not read: its elements are nested more than 200 deep"
    assert [(each.code, each.message) for each in check_package(path)] == [("XML-LIMIT", said)]


def test_fifty_thousand_items_are_judged_in_seconds(tmp_path: Path) -> None:
    item = ['<item identifier="J{}"/>', 50_000]
    path = build({"base": "scorm12", "edit": MORE, "repeat": {"<!-- more -->": item}}, tmp_path)
    started = time.perf_counter()
    found = codes(path)
    assert time.perf_counter() - started < 20
    assert RULE_FAILED not in found
    assert "ITEM-TITLE" in found


def test_a_hundred_thousand_missing_files_are_judged_in_seconds(tmp_path: Path) -> None:
    files = ['<file href="pictures/{}.png"/>', 100_000]
    edit = [["</resource>", "<!-- files --></resource>"]]
    path = build({"base": "scorm12", "edit": edit, "repeat": {"<!-- files -->": files}}, tmp_path)
    started = time.process_time()
    report = check_package(path)
    assert time.process_time() - started < 10
    missing = [each.message for each in report if each.code == "FILE-NOT-FOUND"]
    assert missing[-1] == "… and 99,950 more like these"


def test_a_file_of_the_server_cannot_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hush")
    text = f'<!DOCTYPE m [<!ENTITY x SYSTEM "{secret.as_uri()}">]><manifest><a>&x;</a></manifest>'
    path = build({"base": "", "add": {"imsmanifest.xml": text}}, tmp_path)
    assert "hush" not in str(list(check_package(path)))


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>hush")
    root = build({"base": "cmi5", "as": "folder"}, tmp_path)
    (root / "index.html").unlink()
    (root / "index.html").symlink_to(secret)
    report = check_package(root)
    assert "ZIP-SYMLINK" in {each.code for each in report}
    assert "hush" not in str(list(report))


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    root = build({"base": "cmi5", "as": "folder"}, tmp_path)
    (root / "index.html").unlink()
    os.mkfifo(root / "index.html")
    with bounded():
        assert codes(root) == {"ZIP-SYMLINK"}


@pytest.mark.parametrize("make", ["link", "pipe", "zip"])
def test_a_manifest_that_is_no_file_has_one_cause(tmp_path: Path, make: str) -> None:
    if make == "zip":
        path = tmp_path / "links.zip"
        path.write_bytes(write_zip(Archive([Member(b"imsmanifest.xml", b"/etc/passwd", mode=0o120777)])))
    else:
        path = build({"base": "scorm12", "as": "folder"}, tmp_path)
        (path / "imsmanifest.xml").unlink()
        os.mkfifo(path / "imsmanifest.xml") if make == "pipe" else (path / "imsmanifest.xml").symlink_to("/etc/passwd")
    with bounded():
        assert codes(path) == {"ZIP-SYMLINK"}


def test_twenty_thousand_long_names_end(tmp_path: Path) -> None:
    path = tmp_path / "names.zip"
    path.write_bytes(write_zip(Archive([Member(f"{number}/{'a' * 1000}".encode()) for number in range(20_000)])))
    started = time.process_time()
    assert "ZIP-PATH-LONG" in codes(path)
    assert time.process_time() - started < 8


def test_thousands_of_dependencies_in_a_circle_end(tmp_path: Path) -> None:
    resource = '<resource identifier="D{}" type="webcontent"><dependency identifierref="D0"/></resource>'
    edit = [["</resources>", "<!-- here --></resources>"]]
    path = build({"base": "scorm12", "edit": edit, "repeat": {"<!-- here -->": [resource, 5000]}}, tmp_path)
    with bounded():
        assert RULE_FAILED not in codes(path)


def test_a_chain_of_dependencies_that_lists_nothing_ends(tmp_path: Path) -> None:
    chain = "".join(
        f'<resource identifier="D{n}" href="index.html"><dependency identifierref="D{n + 1}"/></resource>'
        for n in range(20_000)
    )
    path = build({"base": "scorm12", "edit": [["</resources>", chain + "</resources>"]]}, tmp_path)
    started = time.perf_counter()
    assert RULE_FAILED not in codes(path)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    "evil",
    [
        "(/[" * 200_000,
        "x = '" + "\\\n" * 50_000,
        "`${" * 100_000,
        "top.location " * 60_000,
        "while(parent" * 60_000,
        "'a.js' " * 60_000,
    ],
)
def test_a_script_made_to_slow_patterns_down_ends(tmp_path: Path, evil: str) -> None:
    path = build({"base": "scorm12", "edit": {"sco.js": [['"use strict";', evil]]}}, tmp_path)
    started = time.perf_counter()
    assert RULE_FAILED not in codes(path)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "evil",
    [
        "<!--a-->" * 5000,
        "<p style='url(" * 20_000,
        "<div>" * 10_000,
        "<img srcset='a, ' id='x'>" * 20_000,
        "<a" * 50_000,
        "<style>" + "url(" * 500_000 + "</style>",
        "<style>" + "/* " * 500_000 + "</style>",
        f'<img alt="" srcset="{"a," * 1_000_000}">',
        '<a href="x">' * 250_000,
    ],
)
def test_a_page_made_to_slow_patterns_down_ends(tmp_path: Path, evil: str) -> None:
    path = build({"base": "scorm12", "edit": {"index.html": [["<!doctype html>", evil]]}}, tmp_path)
    started = time.perf_counter()
    assert RULE_FAILED not in codes(path)
    assert time.perf_counter() - started < 10


def test_names_of_thousands_of_folders_end(tmp_path: Path) -> None:
    members = [Member(f"{n}/{'a/' * 30_000}x".encode(), b"x") for n in range(60)]
    path = tmp_path / "deep.zip"
    path.write_bytes(write_zip(Archive([Member(b"cmi5.xml", b"<x/>"), *members])))
    with bounded():
        assert "ZIP-PATH-LONG" in codes(path)


def test_a_thousand_units_that_share_one_large_script_are_read_once(tmp_path: Path) -> None:
    resource = '<resource identifier="S{}" type="webcontent" adlcp:scormtype="sco" href="index.html?{}"/>'
    item = '<item identifier="J{}" identifierref="S{}"/>'
    script = ['"use strict";', '"use strict";\n' + "var a = 1;\n" * 80_000]
    edits = {"sco.js": [script], "imsmanifest.xml": [["</resources>", "<!-- here --></resources>"], *MORE]}
    repeat = {"<!-- here -->": [resource, 1000], "<!-- more -->": [item, 1000]}
    path = build({"base": "scorm12", "edit": edits, "repeat": repeat}, tmp_path)
    started = time.perf_counter()
    assert RULE_FAILED not in codes(path)
    assert time.perf_counter() - started < 10


def _seeds() -> list[bytes]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return [build({"base": base}, Path(folder)).read_bytes() for base in ("scorm12", "scorm2004-4th", "cmi5")]


SEEDS = _seeds()
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_report(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.zip"
    path.write_bytes(data)
    assert RULE_FAILED not in codes(path)


@quick
@given(seed=st.sampled_from(SEEDS), changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12))
def test_a_package_with_bytes_changed_gives_a_report(
    tmp_path: Path, seed: bytes, changes: list[tuple[float, int]]
) -> None:
    data = bytearray(seed)
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / "mutant.zip"
    path.write_bytes(data)
    assert RULE_FAILED not in codes(path)


@quick
@given(seed=st.sampled_from(SEEDS), at=st.floats(0, 1), fields=st.binary(min_size=22, max_size=22))
def test_a_package_with_its_end_overwritten_gives_a_report(
    tmp_path: Path, seed: bytes, at: float, fields: bytes
) -> None:
    cut = seed[: int(at * len(seed))]
    path = tmp_path / "cut.zip"
    path.write_bytes(cut + struct.pack("<4s18s", b"PK\x05\x06", fields[:18]))
    assert RULE_FAILED not in codes(path)


_words = st.sampled_from(
    ["manifest", "item", "resource", "title", "organization", "imsss:sequencing", "imsss:objectives", "imsss:mapInfo"]
)
_values = st.one_of(st.text(max_size=8), st.sampled_from(["", " ", "R1", "-1", "../x", "%00", "http://", "a:b", "\\"]))


@quick
@given(
    element=_words,
    attributes=st.dictionaries(
        st.sampled_from(["identifier", "identifierref", "href", "ID", "IDRef", "objectiveID", "parameters"]), _values
    ),
    text=_values,
)
def test_a_manifest_with_anything_put_in_gives_a_report(
    tmp_path: Path, element: str, attributes: dict[str, str], text: str
) -> None:
    from xml.sax.saxutils import escape, quoteattr

    shown = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    added = f"<{element}{shown}>{escape(text)}</{element}>"
    path = build({"base": "scorm2004-4th", "edit": [["<!-- item -->", added]]}, tmp_path)
    assert RULE_FAILED not in codes(path)
