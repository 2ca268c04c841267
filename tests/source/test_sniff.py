"""Pictures, sounds and films whose content is not what their names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.source.sniff import content_problem
from tests.courses import problems, sound

KINDS = "avif flac gif jpg m4a mov mp3 mp4 ogv pdf png svg vtt wav webm webp".split()
ROOT = Path(__file__).resolve().parents[2]

ALSO = {
    "b.JPG": sound("a.jpg"),
    "b.svg": b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "c.svg": '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'.encode("utf-16"),
    "b.mp3": b"\xff\xfb\x90\x64",
    "b.vtt": b"\xef\xbb\xbfWEBVTT\n",
    "a.zip": b"whatever",
}
PLAIN = {f"a.{ending}": sound(f"a.{ending}") for ending in KINDS}


@pytest.mark.parametrize("name", [*PLAIN, *ALSO])
def test_what_a_name_says_passes(name: str) -> None:
    assert content_problem(f"media/{name}", {**PLAIN, **ALSO}[name]) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_no_kind_is_taken_for_another(kind: str, other: str) -> None:
    same = kind == other or {kind, other} == {"mp4", "m4a"} or {kind, other} <= {"mp4", "m4a", "mov"}
    assert (content_problem(f"a.{kind}", sound(f"a.{other}")) is None) == same


AGAIN = "export or copy it again"
OTHER = "give it the ending of what it is, or export it again"
NOTHING = "export it again, or take another file"


@pytest.mark.parametrize(
    ("name", "head", "message", "hint"),
    [
        ("a.mp4", b"", "`a.mp4` is empty", AGAIN),
        ("a.vtt", b"", "`a.vtt` is empty", AGAIN),
        ("a.png", b"version https://git-lfs.github.com/spec/v1", "`a.png` is a pointer of Git LFS, not the file itself",
         "run `git lfs pull`"),
        ("a.png", sound("a.jpg"), "`a.png` is a JPEG picture, not a PNG picture", OTHER),
        ("a.mp4", sound("a.webm"), "`a.mp4` is a WebM film, not an MP4 file", OTHER),
        ("a.mp4", sound("a.avif"), "`a.mp4` is an AVIF picture, not an MP4 file", OTHER),
        ("a.pdf", b" <!DOCTYPE html><title>404", "`a.pdf` is an HTML page, not a PDF", OTHER),
        ("a.png", b"\x01\x02\x03", "`a.png` is not a PNG picture, so that learners see or hear nothing", NOTHING),
        ("a.svg", b"<html><p>svg", "`a.svg` is an HTML page, not an SVG drawing", OTHER),
    ],
)  # fmt: skip
def test_what_is_empty_or_something_else_is_named(name: str, head: bytes, message: str, hint: str) -> None:
    assert content_problem(f"media/{name}", head) == (message, hint)


def test_each_file_is_told_once_where_it_is_first_used(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\ntheme: {logo: media/logo.svg}\n",
        "media/logo.svg": b"",
        "media/a.png": b"",
        "media/film.mp4": sound("a.mp4"),
        "media/film.vtt": b"no captions",
        "media/film.jpg": b"",
        "media/film.md": "Words.\n",
        "units/one.md": '# A\n\n![a](../media/a.png) ![a](../media/a.png)\n\n::: video ../media/film.mp4 title="F"\n',
    }
    found = [line.split(" | ")[0] for line in problems(tmp_path, files)]
    assert [line for line in found if "SRC-MEDIA-CONTENT" in line] == [
        "course.yaml SRC-MEDIA-CONTENT `logo.svg` is empty",
        "units/one.md:3 SRC-MEDIA-CONTENT `a.png` is empty",
        "units/one.md:5 SRC-MEDIA-CONTENT `film.jpg` is empty",
        "units/one.md:5 SRC-MEDIA-CONTENT `film.vtt` is not captions in WebVTT, so that learners see or hear nothing",
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "courses").rglob("media/*")), ids=lambda path: path.name)
def test_the_sample_courses_hold_what_they_say(path: Path) -> None:
    assert content_problem(path.name, path.read_bytes()[:4096]) is None
