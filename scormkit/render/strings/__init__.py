"""Render room, strings: what learners read, a catalogue a language; a theme may override single texts.

`<language>.yaml` holds two parts: `page` for the templates, `player` for the scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, info
from scormkit.render.problems import nearest, theme_error
from scormkit.render.theme import LoadedTheme, read_yaml

FALLBACK = "en"
_FOLDER = Path(__file__).parent
#: Languages written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Strings:
    """Every text in one language. `language` is the catalogue's, which may be less than what the course asked for."""

    language: str
    page: Mapping[str, str]
    player: Mapping[str, str]

    def keys(self) -> list[str]:
        return [*self.page, *self.player]


def direction(language: str) -> str:
    """`rtl` or `ltr`, as `dir` wants it."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def load_strings(language: str, theme: LoadedTheme) -> tuple[Strings, tuple[Diagnostic, ...]]:
    """The texts for a course in `language`: its own catalogue, its language's without the region, or English's.

    The last is worth a remark (INFO). A theme that overrides a key which does not exist is refused with `ThemeError`.
    """
    tags = [language.lower(), language.lower().split("-")[0]]
    found = next((tag for tag in tags if (_FOLDER / f"{tag}.yaml").is_file()), None)
    strings = _with_overrides(_read(found or FALLBACK), theme, (*reversed(tags), language))
    return strings, () if found or any(tag in theme.strings for tag in tags) else (_missing(language),)


def _missing(language: str) -> Diagnostic:
    message = f"buttons and messages are in English: there is no catalogue for `{language}`"
    hint = "translate them in the theme's `strings:`, or use one of: " + ", ".join(languages())
    return info("STRINGS-LANGUAGE-UNKNOWN", message, Location("course.yaml"), hint)


@lru_cache(maxsize=8)
def _read(language: str) -> Strings:
    name = f"{language}.yaml"
    data, _ = read_yaml((_FOLDER / name).read_bytes(), f"strings/{name}")
    return Strings(language, data["page"], data["player"])


def _with_overrides(strings: Strings, theme: LoadedTheme, tags: tuple[str, ...]) -> Strings:
    page, player = dict(strings.page), dict(strings.player)
    for tag in dict.fromkeys(tags):
        for key, text in theme.strings.get(tag, {}).items():
            if key not in page and key not in player:
                file, hint = f"{theme.folders[0].label}/theme.yaml", nearest(key, strings.keys())
                raise theme_error("THEME-STRING-UNKNOWN", f"there is no text called `{key}`", file, 0, hint)
            (page if key in page else player)[key] = text
    return Strings(strings.language, page, player)
