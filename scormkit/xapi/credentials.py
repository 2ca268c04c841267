"""xAPI room, credentials: the key that a package is to carry, taken from the environment of the build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scormkit.diagnostics import Location, Report, error
from scormkit.errors import CourseError
from scormkit.model import Course, XapiCredentials

#: Other names than those of `scormkit xapi send`, so that a key that may do everything never gets into a package.
KEY, SECRET = "SCORMKIT_PACKAGE_KEY", "SCORMKIT_PACKAGE_SECRET"


def with_package_key(course: Course, environment: Mapping[str, str]) -> Course:
    """The course with key and secret where its packages are to carry them and course.yaml does not hold them.

    Raises `CourseError` when the environment does not hold them either.
    """
    xapi = course.xapi
    if xapi is None or xapi.credentials is not XapiCredentials.KEY or xapi.key:
        return course
    key, secret = environment.get(KEY, ""), environment.get(SECRET, "")
    if not key or not secret:
        message = f"the package is to carry a key, and `{KEY}` and `{SECRET}` are not set"
        hint = "set both in the environment of the build, or choose other `credentials`"
        raise CourseError(Report.of([error("XAPI-KEY-MISSING", message, Location("course.yaml", 0, "xapi"), hint)]))
    return replace(course, xapi=replace(xapi, key=key, secret=secret))
