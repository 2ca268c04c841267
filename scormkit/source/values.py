"""Source room, values: how people write durations, percentages, sizes and names, and what they mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

SLUG = re.compile(r"[a-z][a-z0-9-]*")
#: Latin letters that are no base letter with an accent, so that they would be lost.
_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_UNITS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "day": 86400, "week": 604800}
_ISO = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SIZES = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}


def read_duration(text: str) -> int:
    """Seconds in `90 min`, `1 hour 30 min`, `90 days` or ISO 8601 `PT1H30M`. Raises ValueError for anything else."""
    iso = _ISO.fullmatch(text.strip())
    if iso and any(iso.groups()):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)", text.lower())
    if not parts or re.sub(r"(\d+(?:\.\d+)?)\s*([a-z]+)|[\s,]|and", "", text.lower()):
        raise ValueError("write a duration such as `90 min`, `1 hour 30 min` or `2 days`")
    total = 0.0
    for number, word in parts:
        unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
        if unit is None:
            raise ValueError(f"`{word}` is no unit of time; use s, min, hours, days or weeks")
        total += float(number) * unit
    return round(total)


def read_share(text: str) -> float:
    """0–1 from `80%`, `80 %` or `0.8`. Raises ValueError outside 0–100 %, or for a bare number above 1."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", text)
    if not match:
        raise ValueError("write a percentage such as `80%`")
    value = float(match[1]) / (100 if match[2] else 1)
    if value > 1:
        raise ValueError("write a percentage from 0% to 100%, with its % sign")
    return value


def read_size(text: str) -> int:
    """Bytes in `250 MB` or `1 GiB`. Raises ValueError for anything else."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*", text)
    if not match or match[2].lower() not in _SIZES:
        raise ValueError("write a size such as `250 MB`")
    return int(float(match[1]) * _SIZES[match[2].lower()])


def split_address(text: str) -> SplitResult | None:
    """The parts of an address; None where brackets make it one that nobody can read."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def read_truth(text: str) -> bool:
    """True for yes, true, on; False for no, false, off. Raises ValueError otherwise."""
    word = text.strip().lower()
    if word in ("yes", "true", "on"):
        return True
    if word in ("no", "false", "off"):
        return False
    raise ValueError("write `yes` or `no`")


def hyphenated(text: str) -> str:
    """The Latin letters and digits of a text, small and without accents, with hyphens between its words."""
    spelt = unicodedata.normalize("NFKD", text).lower().translate(_SPELT)
    plain = spelt.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def slug_of(text: str, fallback: str = "", limit: int = 48) -> str:
    """A slug for a text: `R&D: the café` → `r-d-the-cafe`; `fallback` where no Latin letter or digit is left.

    Accents go, and an umlaut's dots with them: to write `ae` for `ä` would change the ids that courses have.
    """
    words = hyphenated(text)
    if len(words) > limit:
        words = words[:limit].rsplit("-", 1)[0]
    if words and not words[0].isalpha():
        words = f"n{words}"
    return words or fallback


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that looks most like `word`, or nothing when none is near. `likeness` 0–1, as difflib has it."""
    matches = difflib.get_close_matches(word, sorted(known), n=1, cutoff=likeness)
    return matches[0] if matches else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint: the nearest known word, else the list of all (when short), else nothing."""
    words = sorted(known)
    near = nearest(word, words)
    if near:
        return f"did you mean `{near}`?"
    return f"known here: {', '.join(words)}" if words and len(words) <= 40 else ""
