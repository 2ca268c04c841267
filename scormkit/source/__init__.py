"""Source room: an author's files → a `Course` that remembers where everything stands, or all that is wrong at once."""

from __future__ import annotations

from scormkit.source.course import LoadedCourse, read_course

__all__ = ["LoadedCourse", "read_course"]
