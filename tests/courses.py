"""Small courses for tests, written as a mapping of file names to texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scormkit.diagnostics import Report
from scormkit.model import Course
from scormkit.source import read_course

#: How a file of each kind begins.
_BEGINNINGS = {
    "avif": b"\0\0\0\x20ftypavif",
    "flac": b"fLaC",
    "gif": b"GIF89a",
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "m4a": b"\0\0\0\x18ftypM4A ",
    "mov": b"\0\0\0\x08wide",
    "mp3": b"ID3\x04",
    "mp4": b"\0\0\0\x18ftypmp42",
    "ogv": b"OggS",
    "pdf": b"%PDF-1.7",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "vtt": b"WEBVTT\n",
    "wav": b"RIFF\0\0\0\0WAVEfmt ",
    "webm": b"\x1a\x45\xdf\xa3",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
}
TINY = {"course.yaml": "title: Tiny\n", "units/one.md": "# One\n\nHello.\n"}


def sound(name: str) -> bytes:
    """The beginning of a file that holds what its name says; empty for other kinds than pictures, sounds and films."""
    return _BEGINNINGS.get(name.rpartition(".")[2].lower(), b"")


def write_course(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files below `folder` and returns it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(folder: Path, files: Mapping[str, str | bytes]) -> Course:
    """The course these files make; fails when they have errors."""
    loaded = read_course(write_course(folder, files))
    assert loaded.course is not None, lines_of(loaded.report, folder)
    return loaded.course


def problems(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """What is wrong with these files, a line each: `file:line CODE message | hint`."""
    return lines_of(read_course(write_course(folder, files)).report, folder)


def lines_of(report: Report, folder: Path) -> list[str]:
    """The findings with their places relative to `folder`, which itself is called `.`."""

    def place(text: str) -> str:
        return "." if text == folder.as_posix() else text.removeprefix(f"{folder.as_posix()}/")

    return [f"{place(str(each.location))} {each.code} {each.message} | {each.hint}".rstrip(" |") for each in report]
