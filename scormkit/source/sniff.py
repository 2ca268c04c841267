"""Source room, sniffing: whether a picture, sound or film holds what its name says, seen from its first bytes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

LOOKED_AT = 4096  #: bytes; an SVG may begin with a long comment

_Test = Callable[[bytes], bool]


def _starts(*marks: bytes) -> _Test:
    return lambda head: head.startswith(marks)


def _riff(kind: bytes) -> _Test:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == kind


def _iso(*brands: bytes) -> _Test:
    """ISO base media: a box `ftyp` with the major brand; QuickTime's older files begin with other boxes."""

    def test(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return not brands and head[4:8] in (b"moov", b"mdat", b"free", b"skip", b"wide")
        is_picture = head[8:12] in (b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix")
        return head[8:12] in brands if brands else not is_picture

    return test


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, or a frame's eleven bits of synchronisation with a layer that is not reserved (ISO/IEC 11172-3)."""
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6))


def _is_svg(head: bytes) -> bool:
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    return re.search(r"<(?:[a-zA-Z][\w.-]*:)?svg[\s>/]", text) is not None


#: What a file can hold, in the order in which it is asked; a later one may be less sure.
_KINDS: dict[str, _Test] = {
    "a PNG picture": _starts(b"\x89PNG\r\n\x1a\n"),
    "a JPEG picture": _starts(b"\xff\xd8\xff"),
    "a GIF picture": _starts(b"GIF87a", b"GIF89a"),
    "a WebP picture": _riff(b"WEBP"),
    "an AVIF picture": _iso(b"avif", b"avis", b"mif1", b"msf1"),
    "an MP4 file": _iso(),
    "a WebM film": _starts(b"\x1a\x45\xdf\xa3"),
    "an Ogg file": _starts(b"OggS"),
    "a WAV sound": _riff(b"WAVE"),
    "a FLAC sound": _starts(b"fLaC"),
    "a PDF": lambda head: b"%PDF-" in head[:1024],
    "an HTML page": lambda head: head.lstrip().lower().startswith((b"<!doctype html", b"<html")),
    "an SVG drawing": _is_svg,
    "captions in WebVTT": lambda head: head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"),
    "an MP3 sound": _is_mp3,
}
_BY_ENDING: dict[str, str] = {
    ".png": "a PNG picture",
    **dict.fromkeys((".jpg", ".jpeg"), "a JPEG picture"),
    ".gif": "a GIF picture",
    ".webp": "a WebP picture",
    ".avif": "an AVIF picture",
    **dict.fromkeys((".mp4", ".m4v", ".m4a", ".mov"), "an MP4 file"),
    ".webm": "a WebM film",
    **dict.fromkeys((".ogg", ".oga", ".ogv", ".opus"), "an Ogg file"),
    ".wav": "a WAV sound",
    ".flac": "a FLAC sound",
    ".mp3": "an MP3 sound",
    ".svg": "an SVG drawing",
    ".pdf": "a PDF",
    ".vtt": "captions in WebVTT",
}
_LFS = b"version https://git-lfs"


def content_problem(path: str, head: bytes) -> tuple[str, str] | None:
    """What is wrong with a file that begins with `head`, and a hint; None where it holds what its name says.

    Only endings of pictures, sounds, films, captions and PDF are judged.
    """
    expected = _BY_ENDING.get(posixpath.splitext(path)[1].lower())
    if expected is None or _KINDS[expected](head):
        return None
    name = posixpath.basename(path)
    if not head:
        return f"`{name}` is empty", "export or copy it again"
    if head.startswith(_LFS):
        return f"`{name}` is a pointer of Git LFS, not the file itself", "run `git lfs pull`"
    found = next((kind for kind, test in _KINDS.items() if test(head)), "")
    if found:
        return f"`{name}` is {found}, not {expected}", "give it the ending of what it is, or export it again"
    return f"`{name}` is not {expected}, so that learners see or hear nothing", "export it again, or take another file"
