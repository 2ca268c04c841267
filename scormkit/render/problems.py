"""Render room, problems: what is wrong with a theme, said with file, line and hint."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from scormkit.diagnostics import Location, error
from scormkit.errors import ThemeError


def theme_error(code: str, message: str, file: str, line: int = 0, hint: str = "") -> ThemeError:
    return ThemeError(error(code, message, Location(file, line), hint))


def read_text(path: Path, file: str) -> str:
    """The text of a theme's file; raises `ThemeError` with the line that is no UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        message = f"this is not UTF-8 text (byte {data[problem.start]:#04x})"
        raise theme_error("SRC-ENCODING", message, file, line, "save the file as UTF-8") from None


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them when none is near."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return "use one of: " + ", ".join(f"`{name}`" for name in names) if names else ""


class HelperError(Exception):
    """A template asked a helper for something that does not exist; its file and line are added further out."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)
