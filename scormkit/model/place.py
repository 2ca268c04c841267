"""Where in the sources a thing stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sources a thing stands: file relative to the course folder, and line."""

    file: str
    line: int = 0
