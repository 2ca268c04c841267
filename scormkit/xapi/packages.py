"""xAPI room, packages: what the activity of a package is called, where a course is cut into several."""

from __future__ import annotations

from scormkit.model import Course
from scormkit.xapi.activities import course_iri


def package_iri(course: Course, part: str) -> str:
    """The course's own id for a package that holds all of it, else `<course>/packages/<part>`.

    Raises `CourseError` as `course_iri` does.
    """
    return f"{course_iri(course)}/packages/{part}" if part else course_iri(course)
