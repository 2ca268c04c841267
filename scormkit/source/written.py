"""Source room, written: what a key of course.yaml says, and on which line, for those who find fault with it later."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path

from scormkit.diagnostics import Location
from scormkit.source import yaml
from scormkit.source.yaml import Data


def written(root: Path, path: yaml.Path) -> tuple[Data, Location]:
    """The value at `path`, None where there is none, and its place as the user would type it, or the nearest one's."""
    file = root / "course.yaml"
    try:
        document = yaml.read_yaml(file.read_text("utf-8-sig"), file.name)
    except (OSError, UnicodeDecodeError):
        document = yaml.YamlDocument(file.name)
    data = document.data
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            data = None
    return data, replace(document.at(path), file=posixpath.normpath(file.as_posix()))
