"""Validate room, size: what uploads and learners' connections bear."""

from __future__ import annotations

from scormkit.diagnostics import Severity
from scormkit.package.reader import Package
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.subjects import SCORM, Consumer, Scorm

_MB = 1_000_000
_DEFAULT_LIMIT = 100 * _MB
_HARD = 2 << 30
_LARGE_FILE = 50 * _MB
_LARGE_IMAGE = 2 * _MB
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".avif")
_MOST_ITEMS = 500
_MOST_FILES = 5000


def _mb(size: int) -> str:
    return f"{size / _MB:,.1f} MB"


@rule(
    "SIZE-TOTAL",
    severity=Severity.WARNING,
    spec="practice: upload limits, 100 MB in SCORM Cloud's free plan and other services",
    hint="compress films and images, or stream films from elsewhere",
)
def large_package(consumer: Consumer) -> Findings:
    """The package is larger than the upload limit of the profile, 100 MB by default.

    The upload is refused.

    Bad: a package of 400 MB, most of it film
    Good: films compressed, or streamed
    """
    limit = consumer.profile.upload_limit or _DEFAULT_LIMIT
    size = consumer.package.archive.size
    if limit < size <= _HARD:
        yield Finding(f"the package has {_mb(size)}, more than {_mb(limit)}", consumer.package.at())


@rule(
    "SIZE-HARD",
    severity=Severity.ERROR,
    spec="practice: 32-bit readers and PHP's upload limits",
    hint="stream films from elsewhere",
    silences=("SIZE-FILE",),
)
def beyond_two_gigabytes(package: Package) -> Findings:
    """The package, or a file in it, is larger than 2 GiB.

    32-bit readers and many servers cannot take it.

    Bad: an uncut film of 3 GB
    Good: the film compressed, or streamed
    """
    if package.archive.size > _HARD:
        yield Finding(f"the package has {_mb(package.archive.size)}", package.at())
    for entry in package.entries:
        if entry.size > _HARD:
            yield Finding(f"`{entry.name}` has {_mb(entry.size)}", package.at(entry.name))


@rule(
    "SIZE-FILE",
    severity=Severity.WARNING,
    spec="practice: learners' connections and servers' time limits",
    hint="compress it, or stream it from elsewhere",
)
def large_file(package: Package) -> Findings:
    """A file is larger than 50 MB.

    Learners wait, and some servers stop the download.

    Bad: a film of 200 MB
    Good: the film in several parts, or streamed
    """
    for entry in package.entries:
        if entry.size > _LARGE_FILE:
            yield Finding(f"`{entry.name}` has {_mb(entry.size)}", package.at(entry.name))


@rule(
    "SIZE-IMAGE",
    severity=Severity.INFO,
    spec="practice: loading time",
    hint="scale it down and compress it",
)
def large_image(package: Package) -> Findings:
    """An image is larger than 2 MB.

    It loads slowly; a photograph as wide as a screen needs a tenth.

    Bad: a photograph as the camera made it
    Good: 1600 pixels wide, compressed
    """
    for entry in package.entries:
        if entry.name.lower().endswith(_IMAGES) and _LARGE_IMAGE < entry.size <= _LARGE_FILE:
            yield Finding(f"`{entry.name}` has {_mb(entry.size)}", package.at(entry.name))


@rule(
    "SIZE-MANIFEST-ITEMS",
    severity=Severity.INFO,
    spec="practice: import time",
    editions=SCORM,
    hint="split the course into several packages",
)
def many_items(scorm: Scorm) -> Findings:
    """The manifest has more than 500 items or 5000 file elements.

    Importing is slow.

    Bad: an item for every paragraph
    Good: an item for every unit
    """
    files = sum(len(each.files) for each in scorm.resources)
    if len(scorm.items) > _MOST_ITEMS:
        yield scorm.flag(scorm.root, f"the manifest has {len(scorm.items):,} items")
    if files > _MOST_FILES:
        yield scorm.flag(scorm.root, f"the manifest lists {files:,} files")
