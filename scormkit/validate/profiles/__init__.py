"""Validate room, profiles: what each consumer does differently, as data with sources, one file each."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from scormkit.diagnostics import Severity
from scormkit.errors import ScormkitError
from scormkit.rules import Change, Profile


@cache
def profile_names() -> tuple[str, ...]:
    """All profiles, `default` first."""
    names = sorted(each.name[:-5] for each in files(__name__).iterdir() if each.name.endswith(".toml"))
    return ("default", *(name for name in names if name != "default"))


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name; raises `ScormkitError` with the names there are for another word."""
    if name not in profile_names():
        near = get_close_matches(name, profile_names(), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"use {', '.join(profile_names())}"
        raise ScormkitError(f"there is no profile `{name}`: {hint}")
    table = tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
    return Profile(
        name=name,
        title=table["title"],
        changes=tuple(_change(each) for each in table.get("change", ())),
        takes=tuple(table.get("takes", ())),
        takes_source=table.get("takes_source", ""),
        upload_limit=int(table.get("upload_limit", 0)),
    )


def _change(table: dict[str, Any]) -> Change:
    return Change(tuple(table["codes"]), Severity.named(table["severity"]), table["why"], table["source"])
