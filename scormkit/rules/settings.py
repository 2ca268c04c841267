"""Rules room, settings: `[tool.scormkit]` of pyproject.toml, or scormkit.toml, as far as checking goes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scormkit.diagnostics import Severity
from scormkit.errors import ScormkitError
from scormkit.rules.selection import Selection
from scormkit.rules.waivers import Waiver, read_waiver

CHECK_SETTINGS = ("profile", "select", "ignore", "severity", "baseline", "strict", "waivers")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How a project wants its packages and courses checked."""

    profile: str = "default"
    selection: Selection = Selection()
    waivers: tuple[Waiver, ...] = ()
    baseline: str = ""
    strict: bool = False
    source: str = "scormkit.toml"  #: the file they came from, as locations show it


def load_check_settings(folder: Path) -> CheckSettings:
    """Settings for work in `folder`: scormkit.toml, else pyproject.toml, there or in the nearest folder above.

    Raises `ScormkitError` for a file that is no TOML and for values that mean nothing.
    """
    for each in (folder, *folder.resolve().parents):
        for name in ("scormkit.toml", "pyproject.toml"):
            table = _read_table(each / name)
            if table is not None:
                return read_check_settings(table, name)
    return CheckSettings()


def _read_table(path: Path) -> Mapping[str, Any] | None:
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise ScormkitError(f"{path.name} is not TOML: {failure}") from None
    if path.name == "scormkit.toml":
        return data
    found = data.get("tool", {}).get("scormkit")
    return found if isinstance(found, dict) else None


def read_check_settings(table: Mapping[str, Any], source: str) -> CheckSettings:
    """The settings of one table; settings of other parts of scormkit are left alone."""
    try:
        return CheckSettings(
            profile=str(table.get("profile", "default")),
            selection=Selection(
                select=_words(table, "select", source),
                ignore=_words(table, "ignore", source),
                severities={code: read_severity(level) for code, level in dict(table.get("severity", {})).items()},
            ),
            waivers=tuple(read_waiver(each, source) for each in table.get("waivers", ())),
            baseline=str(table.get("baseline", "")),
            strict=bool(table.get("strict", False)),
            source=source,
        )
    except (TypeError, ValueError, AttributeError) as failure:
        raise ScormkitError(f"{source}: {failure}") from None


def read_severity(word: str) -> Severity:
    """`error`, `warning` or `info`, in any case; raises `ScormkitError` for another word."""
    try:
        return Severity.named(str(word))
    except KeyError:
        raise ScormkitError(f"`{word}` is no severity: use error, warning or info") from None


def _words(table: Mapping[str, Any], key: str, source: str) -> tuple[str, ...]:
    value = table.get(key, ())
    if isinstance(value, str):
        return (value,)
    if not all(isinstance(each, str) for each in value):
        raise ScormkitError(f"{source}: `{key}` must be a list of codes")
    return tuple(value)
