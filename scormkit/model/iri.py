"""What an IRI is: the form of every identifier that learning records hold."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# RFC 3987 leaves these out of every part; brackets belong to the host alone, `#` starts the only fragment.
_NEVER_IN_IRI = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f\ue000-\uf8ff]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(
    r"(?:[^@/?#\[\]]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|\[v[0-9A-Fa-f]+\.[^\]\s]+\]|[^:@/?#\[\]]*)(?::\d*)?"
)


def is_iri(text: str) -> bool:
    """An absolute IRI (RFC 3987): scheme, then something; http and https also have a host."""
    scheme = _SCHEME.match(text)
    if not scheme or scheme.end() == len(text) or _NEVER_IN_IRI.search(text) or _BAD_ESCAPE.search(text):
        return False
    rest = text[scheme.end() :]
    if rest.count("#") > 1:
        return False
    if rest.startswith("//"):
        authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
        host = _AUTHORITY.fullmatch(authority)
        rest = rest[2 + len(authority) :]
        if host is None or (text[:4].lower() == "http" and not host["host"]):
            return False
    elif scheme[0].lower() in ("http:", "https:"):
        return False
    return not set(rest) & {"[", "]"}


def can_grow(iri: str) -> bool:
    """Whether ids can grow from it: an IRI without query and fragment, which end one."""
    return is_iri(iri) and not set(iri) & {"?", "#"}


def home_of(iri: str) -> str:
    """Scheme and host of an IRI, `https://learn.example.org`; the IRI itself where it has no host."""
    scheme, _, rest = iri.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}://{host}" if host else iri
