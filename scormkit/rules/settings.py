"""Rules room, settings: `[tool.scormkit]` of pyproject.toml, or scormkit.toml, as far as checking goes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from scormkit.diagnostics import Severity
from scormkit.errors import ScormkitError
from scormkit.rules.selection import Selection
from scormkit.rules.waivers import Waiver, read_waiver

Kind = TypeVar("Kind")

CHECK_SETTINGS = ("profile", "select", "ignore", "severity", "baseline", "strict", "waivers")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How a project wants its packages and courses checked."""

    profile: str = "default"
    selection: Selection = Selection()
    waivers: tuple[Waiver, ...] = ()
    baseline: Path | None = None  #: counted from the folder of the file, wherever one works
    strict: bool = False
    source: str = "scormkit.toml"  #: the file they came from, as locations show it

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every code or pattern that is named, each with the key that names it."""
        for key, named in (
            ("select", self.selection.select),
            ("ignore", self.selection.ignore),
            ("severity", self.selection.severities),
            ("waivers", [each.code for each in self.waivers]),
        ):
            yield from ((key, code) for code in named)


def load_check_settings(folder: Path) -> CheckSettings:
    """Settings for work in `folder`: scormkit.toml, else pyproject.toml, there or in the nearest folder above.

    Raises `ScormkitError` for a file that is no TOML, for keys that do not exist and for values that mean nothing.
    Whether the codes exist is not known here: see `CheckSettings.codes`.
    """
    for each in (folder, *folder.resolve().parents):
        for name in ("scormkit.toml", "pyproject.toml"):
            table = _read_table(each / name)
            if table is not None:
                return read_check_settings(table, name, each)
    return CheckSettings()


def _read_table(path: Path) -> Mapping[str, Any] | None:
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise ScormkitError(f"{path.name} is not TOML: {failure}") from None
    except OSError as failure:
        raise ScormkitError(f"{path.name} cannot be read: {failure.strerror}") from None
    if path.name == "scormkit.toml":
        return data
    tools = data.get("tool")
    found = tools.get("scormkit") if isinstance(tools, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ScormkitError(f"{path.name}: `tool.scormkit` must be a table")
    return found


def read_check_settings(table: Mapping[str, Any], source: str, folder: Path) -> CheckSettings:
    """The settings of one table of the file `source` in `folder`."""
    for key in table:
        if key not in CHECK_SETTINGS:
            near = get_close_matches(key, CHECK_SETTINGS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"use {', '.join(CHECK_SETTINGS)}"
            raise ScormkitError(f"{source}: there is no setting `{key}`: {hint}")
    baseline = _typed(table, "baseline", str, "the name of a file", source)
    return CheckSettings(
        profile=_typed(table, "profile", str, "the name of a profile", source) or "default",
        selection=Selection(
            select=_words(table, "select", source),
            ignore=_words(table, "ignore", source),
            severities=_severities(table, source),
        ),
        waivers=tuple(read_waiver(each, source) for each in _waivers(table, source)),
        baseline=folder / baseline if baseline else None,
        strict=_typed(table, "strict", bool, "true or false", source) or False,
        source=source,
    )


def read_severity(word: str) -> Severity:
    """`error`, `warning` or `info`, in any case; raises `ScormkitError` for another word."""
    try:
        return Severity.named(str(word))
    except KeyError:
        raise ScormkitError(f"`{word}` is no severity: use error, warning or info") from None


def _severities(table: Mapping[str, Any], source: str) -> dict[str, Severity]:
    levels = _typed(table, "severity", dict, 'a table such as {"HTML-REMOTE" = "error"}', source) or {}
    try:
        return {str(code).upper(): read_severity(level) for code, level in levels.items()}
    except ScormkitError as failure:
        raise ScormkitError(f"{source}: `severity`: {failure}") from None


def _waivers(table: Mapping[str, Any], source: str) -> list[Mapping[str, Any]]:
    found = _typed(table, "waivers", list, "tables, each begun by [[waivers]]", source) or []
    if not all(isinstance(each, dict) for each in found):
        raise ScormkitError(f"{source}: `waivers` must be tables, each begun by [[waivers]]")
    return found


def _typed(table: Mapping[str, Any], key: str, kind: type[Kind], words: str, source: str) -> Kind | None:
    value = table.get(key)
    if value is not None and not isinstance(value, kind):
        raise ScormkitError(f"{source}: `{key}` must be {words}")
    return value


def _words(table: Mapping[str, Any], key: str, source: str) -> tuple[str, ...]:
    value = table.get(key, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise ScormkitError(f"{source}: `{key}` must be a list of codes")
    return tuple(each.upper() for each in listed)
