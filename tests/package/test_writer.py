"""Packages and folders as they are written: the bytes, the names that are refused, and what an interruption leaves."""

from __future__ import annotations

import hashlib
import os
import random
import stat
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.errors import PackageError
from scormkit.package import writer
from scormkit.package.writer import Member, write_folder, write_package

PAGE = b"<p class='page'>The same again.</p>\n" * 200
NOISE = random.Random(7).randbytes(5000)


def corpus() -> list[Member]:
    """Text of many kinds, made by rule."""
    chance = random.Random(11)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(700)]
    return [
        Member("imsmanifest.xml", b"<manifest/>"),
        *(Member(f"{length}.html", " ".join(chance.choices(words, k=length)).encode()) for length in (9, 999, 99999)),
        Member("zeros.svg", bytes(200_000)),
        Member("bits.js", bytes(chance.choices((0, 1), k=70_000))),
        Member("noise.css", chance.randbytes(60_000)),
        Member("media/film.mp4", PAGE),
        Member("média/日本語 🚀.txt", PAGE),
        Member("empty.txt", b""),
    ]


def made(tmp_path: Path, *members: Member) -> bytes:
    path = tmp_path / "made.zip"
    write_package(path, members)
    return path.read_bytes()


def listed(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        return archive.infolist()


def interrupted(*members: Member) -> Iterator[Member]:
    yield from members
    raise KeyboardInterrupt


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_fixed_corpus_gives_the_same_zip_on_every_machine(tmp_path: Path) -> None:
    digest = hashlib.sha256(made(tmp_path, *corpus())).hexdigest()
    assert digest == "c1648208006e0982f94ddc683920eb85ad39b785fd564d3d100d4fd30ed54d49"


def test_everything_in_the_zip_comes_from_names_and_content(tmp_path: Path) -> None:
    write_package(tmp_path / "a.zip", corpus())
    seen = [
        (each.filename, each.date_time, each.extra, each.create_system, each.external_attr, each.flag_bits)
        for each in listed(tmp_path / "a.zip")
    ]
    mode = (stat.S_IFREG | 0o644) << 16
    assert seen == [
        (member.name, (1980, 1, 1, 0, 0, 0), b"", 3, mode, 0 if member.name.isascii() else 0x800) for member in corpus()
    ]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.comment == b""
        assert {name: archive.read(name) for name in archive.namelist()} == {
            each.name: each.content for each in corpus()
        }


def test_the_first_member_stands_at_the_very_start_with_its_size_and_checksum(tmp_path: Path) -> None:
    data = made(tmp_path, Member("imsmanifest.xml", PAGE))
    signature, version, flags, method = struct.unpack_from("<4s3H", data)
    crc, packed, size, name_length, extra_length = struct.unpack_from("<3L2H", data, 14)
    assert (signature, version, flags, method) == (b"PK\3\4", 20, 0, 8)
    assert (size, name_length, extra_length) == (len(PAGE), len("imsmanifest.xml"), 0)
    assert crc == zlib.crc32(PAGE)
    assert zlib.decompress(data[30 + name_length :][:packed], wbits=-15) == PAGE


def test_a_file_and_the_same_bytes_give_the_same_zip(tmp_path: Path) -> None:
    files = []
    for number, member in enumerate(corpus()):
        source = tmp_path / str(number)
        source.write_bytes(member.content)  # type: ignore[arg-type]
        files.append(Member(member.name, source))
    assert made(tmp_path, *files) == made(tmp_path, *corpus())


def test_text_is_deflated_and_what_gains_nothing_is_stored(tmp_path: Path) -> None:
    write_package(
        tmp_path / "a.zip",
        [
            Member("a.html", PAGE),
            Member("b.PNG", PAGE),
            Member("c.woff2", PAGE),
            Member("noise.bin", NOISE),
            Member("e", b""),
        ],
    )
    methods = {each.filename: each.compress_type for each in listed(tmp_path / "a.zip")}
    assert methods == {"a.html": 8, "b.PNG": 0, "c.woff2": 0, "noise.bin": 0, "e": 0}


def test_a_long_file_is_stored_without_being_held_in_memory(tmp_path: Path) -> None:
    for name in ("film.mp4", "table.csv"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(80_000_000)
    tracemalloc.start()
    write_package(tmp_path / "a.zip", [Member(name, tmp_path / name) for name in ("film.mp4", "table.csv")])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(each.file_size, each.compress_type) for each in listed(tmp_path / "a.zip")] == [(80_000_000, 0)] * 2
    assert peak < 10_000_000


def test_zip64_is_used_where_a_size_needs_it_and_only_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(NOISE)
    monkeypatch.setattr(writer, "_ZIP64_FROM", 4000)
    members = [
        Member("a.txt", b"short"),
        Member("film.mp4", source),
        Member("b.bin", NOISE),
        Member("c.txt", b"behind"),
    ]
    write_package(tmp_path / "a.zip", members)
    entries = listed(tmp_path / "a.zip")
    length = len(NOISE)
    assert [(each.filename, each.extra, each.extract_version) for each in entries] == [
        ("a.txt", b"", 20),
        ("film.mp4", struct.pack("<2H2Q", 1, 16, length, length), 45),
        ("b.bin", struct.pack("<2H3Q", 1, 24, length, length, entries[2].header_offset), 45),
        ("c.txt", struct.pack("<2HQ", 1, 8, entries[3].header_offset), 45),
    ]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert [archive.read(name) for name in archive.namelist()] == [b"short", NOISE, NOISE, b"behind"]


@pytest.mark.parametrize(("count", "zip64"), [(65_534, False), (65_535, True)])
def test_zip64_is_used_where_the_count_needs_it_and_only_there(tmp_path: Path, count: int, zip64: bool) -> None:
    data = made(tmp_path, *(Member(f"{number}.txt", b"") for number in range(count)))
    assert (b"PK\6\6" in data[-200:], b"PK\6\7" in data[-200:]) == (zip64, zip64)
    assert len(listed(tmp_path / "made.zip")) == count


def test_a_file_that_grows_past_the_plain_format_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(NOISE)
    monkeypatch.setattr(writer, "_ZIP64_FROM", 5001)
    monkeypatch.setattr(writer, "_read", growing(source, writer._read))
    with pytest.raises(PackageError, match=r"cannot pack `film.mp4`: the file grew while it was read"):
        write_package(tmp_path / "a.zip", [Member("film.mp4", source)])
    assert names_in(tmp_path) == ["film.mp4"]


def growing(source: Path, read: Callable[[Member, BinaryIO, int], bytes]) -> Callable[[Member, BinaryIO, int], bytes]:
    """Reading that is followed, once, by somebody adding to the file."""
    grown: list[bool] = []

    def read_and_grow(member: Member, stream: BinaryIO, length: int) -> bytes:
        chunk = read(member, stream, length)
        if not grown:
            grown.append(True)
            with source.open("ab") as more:
                more.write(b"more")
        return chunk

    return read_and_grow


UNSAFE = {
    "/etc/passwd": "the name is absolute",
    "C:/x.html": "the name is absolute",
    "../x.html": "the name leaves the package",
    "a/../../x.html": "the name leaves the package",
    "a//b.html": "the name has an empty part",
    "folder/": "the name has an empty part",
    "./x.html": "the name has an empty part",
    "": "the name has an empty part",
    "a\\b.html": "the name has a backslash",
    "a\nb.html": "the name has a control character",
    "a\ud800.html": "the name has a control character",
    "a" * 65_536: "the name is too long",
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_names_are_refused_and_nothing_is_left(tmp_path: Path, name: str) -> None:
    for write in (write_package, write_folder):
        with pytest.raises(PackageError) as caught:
            write(tmp_path / "made", [Member("ok.txt", b""), Member(name, b"")])
        assert str(caught.value) == f"cannot pack `{name}`: {UNSAFE[name]}"
        assert names_in(tmp_path) == []


CLASHES = {
    ("a.html", "a.html"): "cannot pack `a.html` twice",
    ("a.html", "A.HTML"): "cannot pack `A.HTML` beside `a.html`, which differs only in case or accents",
    ("stra\u00dfe", "STRASSE"): "cannot pack `STRASSE` beside `stra\u00dfe`, which differs only in case or accents",
    ("\u00e9", "e\u0301"): "cannot pack `e\u0301` beside `\u00e9`, which differs only in case or accents",
    ("a", "a/b"): "cannot pack `a/b`: `a` is a file",
    ("A/b/c", "a"): "cannot pack `a`: `A/b/c` needs a folder of that name",
}


@pytest.mark.parametrize("names", CLASHES)
def test_names_that_some_file_system_confuses_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    for write in (write_package, write_folder):
        with pytest.raises(PackageError) as caught:
            write(tmp_path / "made", [Member(name, b"") for name in names])
        assert str(caught.value) == CLASHES[names]
        assert names_in(tmp_path) == []


def test_an_interrupted_build_leaves_the_old_package_and_no_litter(tmp_path: Path) -> None:
    old = made(tmp_path, Member("old.txt", b"old"))
    with pytest.raises(KeyboardInterrupt):
        write_package(tmp_path / "made.zip", interrupted(Member("new.txt", b"new")))
    assert (tmp_path / "made.zip").read_bytes() == old
    assert names_in(tmp_path) == ["made.zip"]


def test_a_missing_source_file_is_named_and_leaves_the_old_package(tmp_path: Path) -> None:
    old = made(tmp_path, Member("old.txt", b"old"))
    for name in ("film.mp4", "page.html"):
        with pytest.raises(PackageError) as caught:
            write_package(tmp_path / "made.zip", [Member(name, tmp_path / "gone")])
        assert (
            str(caught.value)
            == f"cannot pack `{name}`: `{tmp_path / 'gone'}` cannot be read (No such file or directory)"
        )
    assert (tmp_path / "made.zip").read_bytes() == old
    assert names_in(tmp_path) == ["made.zip"]


def test_a_package_is_written_into_a_new_folder_with_the_usual_rights(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_package(tmp_path / "dist" / "deep" / "a.zip", [Member("a", b"")])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "dist" / "deep" / "a.zip").stat().st_mode) == 0o640


def test_a_package_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PackageError, match=r"cannot write `.*a.zip`: (Not a directory|File exists)"):
        write_package(tmp_path / "file" / "a.zip", [])


NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="/\\:."), min_size=1, max_size=20)


@given(st.dictionaries(NAMES.map(str.upper), st.binary(max_size=300), max_size=8))
def test_any_zip_reader_finds_what_was_packed(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    apart = {writer._folded(name): name for name in files}
    path = tmp_path_factory.mktemp("any") / "a.zip"
    write_package(path, [Member(name, files[name]) for name in apart.values()])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: files[name] for name in apart.values()
        }


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_exactly_the_members_and_nothing_of_the_old_one(tmp_path: Path) -> None:
    source = tmp_path / "film"
    source.write_bytes(NOISE)
    write_folder(tmp_path / "web", [Member("old.html", b"old")])
    write_folder(tmp_path / "web", [Member("index.html", PAGE), Member("media/film.mp4", source)])
    assert contents(tmp_path / "web") == {"index.html": PAGE, "media/film.mp4": NOISE}
    assert names_in(tmp_path) == ["film", "web"]


def test_an_interrupted_build_leaves_the_old_folder_and_no_litter(tmp_path: Path) -> None:
    write_folder(tmp_path / "web", [Member("old.html", b"old")])
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "web", interrupted(Member("new.html", b"new")))
    assert contents(tmp_path / "web") == {"old.html": b"old"}
    assert names_in(tmp_path) == ["web"]


def test_an_interruption_between_the_two_renames_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "web", [Member("old.html", b"old")])
    rename = Path.rename

    def interrupted_rename(self: Path, target: Path) -> Path:
        if self.suffix == ".tmp":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted_rename)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "web", [Member("new.html", b"new")])
    assert contents(tmp_path / "web") == {"old.html": b"old"}
    assert names_in(tmp_path) == ["web"]


def test_what_a_killed_build_put_aside_comes_back(tmp_path: Path) -> None:
    write_folder(tmp_path / ".web.previous", [Member("old.html", b"old")])
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "web", interrupted())
    assert contents(tmp_path / "web") == {"old.html": b"old"}
    assert names_in(tmp_path) == ["web"]


def test_a_folder_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "web").write_bytes(b"mine")
    with pytest.raises(PackageError, match=r"cannot write the folder `.*web`: a file has that name"):
        write_folder(tmp_path / "web", [Member("index.html", PAGE)])
    assert (tmp_path / "web").read_bytes() == b"mine"


KILLED = """
import os, signal, sys
from pathlib import Path
from scormkit.package.writer import Member, write_folder, write_package

def members():
    yield Member("a.txt", b"a")
    if sys.argv[2] == "wait":
        print("ready", flush=True)
        sys.stdin.read()
    else:
        os.kill(os.getpid(), signal.SIGKILL)

write = write_package if sys.argv[1].endswith(".zip") else write_folder
write(Path(sys.argv[1]), members())
"""


@pytest.mark.parametrize("name", ["made.zip", "web"])
def test_the_next_build_removes_what_a_killed_one_left_and_nothing_else(tmp_path: Path, name: str) -> None:
    write = write_package if name.endswith(".zip") else write_folder
    write(tmp_path / name, [Member("old.txt", b"old")])
    other = [f".other.{name}.0123456789ab.tmp", f".{name}.tmp", f"{name}.0123456789ab.tmp"]
    for each in other:
        (tmp_path / each).write_bytes(b"mine")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / name), "die"], check=False)
    assert len(names_in(tmp_path)) == len(other) + 2
    write(tmp_path / name, [Member("new.txt", b"new")])
    assert names_in(tmp_path) == sorted([*other, name])


@pytest.mark.parametrize("name", ["made.zip", "web"])
def test_what_a_build_at_work_has_written_is_not_taken_away(tmp_path: Path, name: str) -> None:
    write = write_package if name.endswith(".zip") else write_folder
    command = [sys.executable, "-c", KILLED, str(tmp_path / name), "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as slow:
        assert slow.stdout and slow.stdout.readline() == b"ready\n"
        write(tmp_path / name, [Member("new.txt", b"new")])
        assert len(names_in(tmp_path)) == 2
        slow.communicate(b"")
    assert (slow.returncode, names_in(tmp_path)) == (0, [name])
    if name == "web":
        assert names_in(tmp_path / name) == ["a.txt"]


def test_a_package_that_is_not_accepted_leaves_the_old_one(tmp_path: Path) -> None:
    def refuse(fresh: Path) -> None:
        assert [each.filename for each in listed(fresh)] == ["new.txt"]
        raise PackageError("too large")

    before = made(tmp_path, Member("old.txt", b"old"))
    with pytest.raises(PackageError, match="too large"):
        write_package(tmp_path / "made.zip", [Member("new.txt", b"new")], refuse)
    assert (names_in(tmp_path), (tmp_path / "made.zip").read_bytes()) == (["made.zip"], before)
