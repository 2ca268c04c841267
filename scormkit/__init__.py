"""scormkit: Markdown and YAML go in; LMS-ready packages and a clear verdict come out.

The public API, each imported when it is first used:

- `load_course(path)` → `Course`
- `build_course(path, options)` → `BuildResult`
- `check_package(path)` → `Report`

>>> import scormkit
>>> report = scormkit.check_package("course.zip")  # doctest: +SKIP
>>> report.exit_code()  # doctest: +SKIP
0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scormkit.build import BuildOptions, build_course
    from scormkit.diagnostics import Diagnostic, Location, Report, Severity
    from scormkit.source.course import load_course
    from scormkit.validate.checking import check_package

__version__ = "0.1.0"

__all__ = [
    "BuildOptions",
    "Diagnostic",
    "Location",
    "Report",
    "Severity",
    "__version__",
    "build_course",
    "check_package",
    "load_course",
]

_HOMES = {
    "BuildOptions": "scormkit.build",
    "build_course": "scormkit.build",
    "check_package": "scormkit.validate.checking",
    "load_course": "scormkit.source.course",
    **dict.fromkeys(("Diagnostic", "Location", "Report", "Severity"), "scormkit.diagnostics"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'scormkit' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
