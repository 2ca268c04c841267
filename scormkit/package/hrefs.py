"""Package room, references: what an href means once its base, escapes and dots are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_SHORT = 300  #: hrefs up to here are remembered: pages name the same pictures and pages again and again
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class Reference:
    """One href, resolved. `path` is counted from the package's root, decoded once; "" when it is not local."""

    written: str
    scheme: str = ""  #: lower case; "//" for a reference that names only a host
    path: str = ""
    raw_path: str = ""  #: the same, not percent-decoded: some servers store names so
    query: str = ""
    fragment: str = ""
    rooted: bool = False  #: begins with "/"
    escapes: bool = False  #: ".." leaves the package's root
    dotted: bool = False  #: "." or ".." inside that could be left out

    @property
    def is_local(self) -> bool:
        return not self.scheme

    @property
    def is_file(self) -> bool:
        """Local and naming something: neither empty, nor only `#fragment` or `?query`."""
        return not self.scheme and bool(self.path)


def scheme_of(href: str) -> str:
    """The scheme in lower case, "//" for a host without one, "" for a local reference; `C:` counts as a scheme."""
    text = href.strip()
    if text.startswith(("//", "\\\\")):
        return "//"
    found = _SCHEME.match(text)
    return found.group()[:-1].lower() if found else ""


def resolve(href: str, base: str = "") -> Reference:
    """What `href` names when it stands in a document whose base is `base` (a folder ends in "/")."""
    return _resolve_again(href, base) if len(href) + len(base) <= _SHORT else _resolve(href, base)


def _resolve(href: str, base: str) -> Reference:
    text = href.strip()
    scheme = scheme_of(text)
    if scheme:
        return Reference(href, scheme)
    text, _, fragment = text.partition("#")
    text, _, query = text.partition("?")
    base_scheme = scheme_of(base)
    if base_scheme and not text.startswith("/"):
        return Reference(href, base_scheme)
    rooted = text.startswith("/")
    folder = base.replace("\\", "/").rpartition("/")[0]
    slashed = text.replace("\\", "/")
    joined = slashed.lstrip("/") if rooted or not folder else f"{folder}/{slashed}" if slashed else ""
    rooted = rooted or (bool(text) and base.startswith("/"))
    raw_path, escapes = _without_dots(joined)
    decoded = unquote(joined, errors="replace") if "%" in joined else joined
    path, escapes_decoded = _without_dots(decoded) if decoded != joined else (raw_path, escapes)
    segments = slashed.split("/")
    dotted = any(each == "." for each in segments) or ".." in segments
    return Reference(href, "", path, raw_path, query, fragment, rooted, escapes or escapes_decoded, dotted)


_resolve_again = lru_cache(maxsize=16384)(_resolve)


def join_bases(*bases: str) -> str:
    """`xml:base` values from the outside in, resolved in turn (RFC 3986: all after the last "/" is dropped)."""
    result = ""
    for base in bases:
        text = base.strip()
        if not text:
            continue
        if scheme_of(text) or text.startswith("/") or not result:
            result = text
            continue
        result = result.rpartition("/")[0] + "/" + text if "/" in result else text
    return result


def _without_dots(path: str) -> tuple[str, bool]:
    kept: list[str] = []
    escapes = False
    for segment in path.split("/"):
        if segment == "..":
            escapes = escapes or not kept
            if kept:
                kept.pop()
        elif segment not in ("", "."):
            kept.append(segment)
    return "/".join(kept) + ("/" if path.endswith("/") and kept else ""), escapes
