"""Source room, length: how long a film or a sound is, from its own head or from its captions."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_BOXES = (".mp4", ".m4v", ".m4a", ".mov")
_MOST_BOXES = 200  # far above any film; a broken one must not be walked for ever
_CUE_END = re.compile(r"-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})")


def media_seconds(path: Path, captions: Iterable[Path] = ()) -> float:
    """Seconds of a medium: as an MP4 or WAV file says itself, else up to the end of its last caption; else 0."""
    try:
        with path.open("rb") as stream:
            found = _mp4(stream) if path.suffix.lower() in _BOXES else _wav(stream)
    except (OSError, struct.error):
        found = 0.0
    return found or max((_last_cue(each) for each in captions), default=0.0)


def _mp4(stream: BinaryIO) -> float:
    """The movie header's duration (ISO/IEC 14496-12, 8.2.2)."""
    end = stream.seek(0, 2)
    for kind, start, stop in _boxes(stream, 0, end):
        if kind == b"moov":
            for inner, begin, _ in _boxes(stream, start, stop):
                if inner == b"mvhd":
                    stream.seek(begin)
                    return _movie_header(stream.read(32))
    return 0.0


def _movie_header(data: bytes) -> float:
    if data[0] == 1:
        scale, duration = struct.unpack_from(">IQ", data, 20)
    else:
        scale, duration = struct.unpack_from(">II", data, 12)
    return float(duration / scale) if scale and duration < 2**32 - 1 else 0.0


def _boxes(stream: BinaryIO, start: int, stop: int) -> Iterable[tuple[bytes, int, int]]:
    """Each box between two places: its kind, and where its content begins and ends."""
    for _ in range(_MOST_BOXES):
        if start + 8 > stop:
            return
        stream.seek(start)
        size, kind = struct.unpack(">I4s", stream.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", stream.read(8))[0], 16
        end = stop if size == 0 else start + size
        if end < start + head:
            return
        yield kind, start + head, min(end, stop)
        start = end


def _wav(stream: BinaryIO) -> float:
    """Data bytes by bytes a second, where both stand at the beginning."""
    head = stream.read(4096)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return 0.0
    rate = head.find(b"fmt ")
    data = head.find(b"data")
    if rate < 0 or data < 0:
        return 0.0
    (bytes_a_second,) = struct.unpack_from("<I", head, rate + 16)
    (size,) = struct.unpack_from("<I", head, data + 4)
    return float(size / bytes_a_second) if bytes_a_second else 0.0


def _last_cue(path: Path) -> float:
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return 0.0
    ends = [
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000
        for hours, minutes, seconds, part in _CUE_END.findall(text)
    ]
    return max(ends, default=0.0)
