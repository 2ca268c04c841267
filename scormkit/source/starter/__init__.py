"""Source room, starter: the small course that `scormkit new` makes."""

from __future__ import annotations

import uuid
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from scormkit.source.values import SLUG, slug_of

FALLBACK_ID = "course"  #: where a folder's name has no Latin letters


def write_starter(folder: Path, title: str | None) -> str:
    """Makes the course in `folder`, which must not hold anything yet, and returns its id.

    Its iri is random, made this once: it stays the course's own however often the course is renamed or moved.
    Raises OSError when it cannot be written.
    """
    name = folder.resolve().name.encode("utf-8", "ignore").decode()  # a system may take names that are no text
    identifier = (
        name if SLUG.fullmatch(name) else slug_of(f"course {name}" if name[:1].isdigit() else name, FALLBACK_ID)
    )
    heading = title or _title_of(name) or "Course"
    values = {"{{id}}": identifier, "{{title}}": _quoted(heading), "{{iri}}": f"urn:uuid:{uuid.uuid4()}"}
    _copy(files(__package__) / "course", folder, values)
    return identifier


def _title_of(name: str) -> str:
    """A folder's name as a title: `airway-basics` → `Airway basics`."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            _copy(entry, target / entry.name, values)
            continue
        text = entry.read_text("utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        (target / entry.name).write_text(text, "utf-8")
