"""Validate room, the way in: one package, all rules, one report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scormkit.diagnostics import Report
from scormkit.package.manifest import Standard
from scormkit.package.reader import Package, read_package
from scormkit.rules import Profile, Rule, Selection, apply_selection, load_rules, run_rules
from scormkit.validate.pages import Content
from scormkit.validate.profiles import load_profile
from scormkit.validate.subjects import Consumer, CourseStructure, ManifestFile, Scorm, Tincan

ROOM = "scormkit.validate"


@cache
def package_rules() -> tuple[Rule, ...]:
    """All rules over packages, sorted by code."""
    return load_rules(ROOM)


def check_package(
    path: Path | str, *, profile: str = "default", selection: Selection | None = None, name: str | None = None
) -> Report:
    """Judge a package: a zip, an unpacked folder, or a bare cmi5.xml.

    `profile` says whose eyes are used (`default`, `strict-adl`, `moodle`, …), `selection` which rules are shown and
    how severe they are; `name` is what locations begin with, by default the file's own name. The package is never
    unpacked and never trusted: bombs, broken zips and hostile XML are findings. Raises `PackageError` when the path
    cannot be opened, and `ScormkitError` for an unknown profile.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from zipfile import ZipFile
    >>> path = Path(mkdtemp()) / "course.zip"
    >>> with ZipFile(path, "w") as package:
    ...     package.writestr("course/imsmanifest.xml", "<manifest>")
    >>> report = check_package(path)
    >>> [(finding.code, str(finding.location)) for finding in report]  # doctest: +NORMALIZE_WHITESPACE
    [('ZIP-MANIFEST-NESTED', 'course.zip/course/imsmanifest.xml'),
     ('XML-WELLFORMED', 'course.zip/course/imsmanifest.xml:1')]
    >>> report.exit_code()
    1
    """
    with read_package(Path(path), name) as package:
        return check_read_package(package, profile=profile, selection=selection)


def check_read_package(package: Package, *, profile: str = "default", selection: Selection | None = None) -> Report:
    """`check_package` for a package that is already open."""
    consumer = load_profile(profile)
    found = run_rules(package_rules(), _subjects(package, consumer), edition=str(package.standard), whole=package.at())
    return apply_selection(found, (selection or Selection()).over(consumer))


def _subjects(package: Package, profile: Profile) -> Iterator[object]:
    yield package
    yield Consumer(package, profile)
    if package.document is not None:
        yield ManifestFile(package, package.document)
    if package.manifest is None:
        return
    if package.standard.is_scorm:
        yield Scorm(package, package.manifest)
    elif package.standard is Standard.CMI5:
        yield CourseStructure(package, package.manifest)
    else:
        yield Tincan(package, package.manifest)
    yield Content(package, package.manifest)
