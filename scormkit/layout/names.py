"""Layout room, names: identifiers, keys and paths that stay the same from build to build."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterable

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST_SEGMENT = 80
_LONGEST_PATH = 150  # with the LMS's own folders in front, Windows stops at 260


def cmi_id(slug: str) -> str:
    """A slug in CMI's alphabet: `danger-signs` → `danger_signs`. Bijective, since a slug has no underscore."""
    return slug.replace("-", "_")


def short_hash(text: str, length: int = 8) -> str:
    """A few letters and digits that stand for `text`; the first is a letter, as an XML name needs it."""
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower().rstrip("=")
    return ("abcdefghijklmnopqrstuvwxyz"[ord(digest[0]) % 26] + digest[1:])[:length]


def state_keys(names: Iterable[str]) -> dict[str, str]:
    """Name → three characters of base64url: how the state speaks of pages and questions.

    A key depends on its name alone, so that inserting or moving a thing changes no other's; should two names of one SCO
    meet, the later one takes the next digest.
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        digest = hashlib.sha256(name.encode()).digest()
        while (key := base64.urlsafe_b64encode(digest[:3]).decode()[:3]) in taken:
            digest = hashlib.sha256(digest).digest()
        taken.add(key)
        keys[name] = key
    return keys


def package_paths(sources: Iterable[str]) -> dict[str, str]:
    """Course file → its path in the package: below `media/`, safe on every LMS, unique whatever the case."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for source in sorted(sources):
        inside = source.removeprefix("media/")
        path = "media/" + "/".join(_safe_segment(segment) for segment in inside.split("/"))
        if len(path) > _LONGEST_PATH:
            path = f"media/{short_hash(source, 12)}{_ending(path)}"
        stem, ending = posixpath.splitext(path)
        number = 2
        while path.casefold() in taken:
            path = f"{stem}-{number}{ending}"
            number += 1
        taken.add(path.casefold())
        paths[source] = path
    return paths


def is_safe_path(source: str) -> bool:
    """Whether every part of a path can stay as it is in a package."""
    return all(_safe_segment(segment) == segment for segment in source.split("/"))


def _safe_segment(segment: str) -> str:
    """ASCII letters, digits, `.`, `_` and `-` only: Moodle deletes `&` and `'` from names, others stumble over more."""
    if _SAFE.fullmatch(segment) and len(segment) <= _LONGEST_SEGMENT and not _RESERVED.fullmatch(segment):
        return segment.rstrip(".") or "file"
    stem = posixpath.splitext(segment)[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[: _LONGEST_SEGMENT - 20]
    return "-".join(part for part in (words, short_hash(segment, 6)) if part) + _ending(segment)


def _ending(name: str) -> str:
    ending = posixpath.splitext(name)[1]
    return ending if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", ending) else ""
