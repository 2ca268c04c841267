"""Validate room, size: what uploads and learners' connections bear."""

from __future__ import annotations

from scormkit.diagnostics import Severity
from scormkit.package.reader import Package
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.pages import Content
from scormkit.validate.subjects import SCORM, Consumer, Scorm, quoted

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
    large = [entry for entry in package.entries if entry.size > _HARD]
    for entry in large:
        yield Finding(f"`{entry.name}` has {_mb(entry.size)}", package.at(entry.name))
    if package.archive.size > _HARD and not large:
        yield Finding(f"the package has {_mb(package.archive.size)}", package.at())


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
    "SIZE-UNREAD",
    severity=Severity.INFO,
    spec="practice: what this checker reads",
    hint="move pictures, data and libraries out of the page, so that it can be looked into",
)
def too_large_to_look_into(content: Content) -> Findings:
    """A page or script that the content starts with is larger than 4 MB, and was not looked into.

    Rules that ask what is missing in it are silent, since it may be there. Of one package the first 300 pages that
    its launch pages lead to are read, 200 pages and scripts for each launch page, and 32 MB of each kind.

    Bad: `index.html` of 6 MB, most of it pictures as data: addresses
    Good: a page of 100 kB, with pictures beside it
    """
    names = content.too_large
    if names:
        yield content.at(names[0], 0, f"too large to look into: {quoted(names)}")


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
