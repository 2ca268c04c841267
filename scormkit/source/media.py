"""Source room, media: a film or a sound, and the captions, transcript and poster that lie beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.model import Media, MediaKind, Track
from scormkit.source.files import CourseFiles
from scormkit.source.length import media_seconds

VIDEO = (".mp4", ".webm", ".m4v", ".ogv")
AUDIO = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")
POSTERS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".svg")


def is_media(path: str) -> bool:
    return path.lower().endswith(VIDEO + AUDIO)


def find_media(
    path: str,
    files: CourseFiles,
    language: str,
    own_language: str,
    where: Location,
    report: Callable[[Diagnostic], None],
) -> Media:
    """The medium at `path` with what lies beside it; `transcript` is still a path here."""
    stem = posixpath.splitext(path)[0]
    kind = MediaKind.VIDEO if path.lower().endswith(VIDEO) else MediaKind.AUDIO
    captions = _captions(stem, files, language, own_language)
    transcript = next((each for each in (f"{stem}.{language}.md", f"{stem}.md") if each in files), "")
    poster = next((stem + ending for ending in POSTERS if stem + ending in files), "")
    name = posixpath.basename(path)
    if kind is MediaKind.VIDEO and not captions:
        hint = f"add `{posixpath.basename(stem)}.vtt` beside it"
        report(warning("SRC-CAPTIONS-MISSING", f"the video `{name}` has no captions", where, hint))
    if not transcript:
        hint = f"add `{posixpath.basename(stem)}.md` beside it"
        report(warning("SRC-TRANSCRIPT-MISSING", f"`{name}` has no transcript", where, hint))
    seconds = media_seconds(files.root / path, [files.root / track.source for track in captions])
    return Media(kind, path, "", captions, transcript, poster if kind is MediaKind.VIDEO else "", seconds=seconds)


def _captions(stem: str, files: CourseFiles, language: str, own_language: str) -> tuple[Track, ...]:
    """Captions in `language` first; a file that names no language is in the course's own."""
    tracks: dict[str, str] = {}
    pattern = re.compile(re.escape(stem) + r"(?:\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.vtt")
    for path in sorted(files.paths):
        match = pattern.fullmatch(path)
        if match:
            tracks.setdefault(match[1] or own_language, path)
    ordered = sorted(tracks, key=lambda each: (each != language, each))
    return tuple(Track(tracks[each], each) for each in ordered)
