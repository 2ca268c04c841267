"""How long media are, from their own heads and captions."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

from scormkit.source.length import media_seconds

FILM = Path(__file__).resolve().parents[2] / "courses" / "healthy-relations" / "media"


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film(seconds: int) -> bytes:
    header = struct.pack(">B3xIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(100)) + box(b"moov", box(b"mvhd", header))


def test_a_film_says_how_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film(342))

    assert media_seconds(path) == 342.0


def test_a_sound_without_compression_says_how_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 3))

    assert media_seconds(path) == 3.0


def test_captions_tell_where_the_file_does_not(tmp_path: Path) -> None:
    path, captions = tmp_path / "film.webm", tmp_path / "film.vtt"
    path.write_bytes(b"\x1aE\xdf\xa3")
    captions.write_text("WEBVTT\n\n00:01.000 --> 00:04.500\nHello\n\n01:00:00.000 --> 01:00:02.250\nBye\n", "utf-8")

    assert media_seconds(path, [captions]) == 3602.25


def test_garbage_takes_no_time(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"\0" * 40, film(9)[:60], b"\xff" * 64, struct.pack(">I4s", 1, b"moov"))):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(content)
        assert media_seconds(path) == 0.0
