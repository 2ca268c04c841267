"""Validate room, the container: what zip readers and servers make of the archive and of the names in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from scormkit.diagnostics import Severity
from scormkit.package.archive import DEFLATED, DESCRIPTOR, STORED, UTF8_NAME, Entry
from scormkit.package.reader import MANIFEST_NAMES, Package, plain_name
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.subjects import SCORM, quoted

_MOST_ENTRIES = 10_000
_STRONG_ENCRYPTION = 0x40 | 0x2000
_WINDOWS_RESERVED = re.compile(r"(?i)(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(\.[^/]*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\|/")


def _names(package: Package, wanted: Callable[[str], object], message: str) -> Iterator[Finding]:
    """One finding for every entry whose name is wanted; `{}` in the message becomes the name."""
    for entry in package.entries:
        if wanted(entry.name):
            yield Finding(message.format(f"`{entry.name}`"), package.at(entry.name))


def _together(package: Package, wanted: Callable[[str], object], message: str) -> Iterator[Finding]:
    """One finding for all entries whose names are wanted, for advice that would flood a report."""
    found = [entry.name for entry in package.entries if wanted(entry.name)]
    if found:
        yield Finding(f"{message}: {quoted(found)}", package.at(found[0]))


def _unreadable(package: Package, entries: Iterable[Entry], words: str) -> Iterator[Finding]:
    """One finding for all entries that nothing can read, at the manifest when it is among them: one way of zipping."""
    names = [entry.name for entry in entries]
    if names:
        where = package.manifest_name if package.manifest_name in names else names[0]
        verb = "is" if len(names) == 1 else "are"
        yield Finding(f"{quoted(names)} {verb} {words}", package.at(where))


def _segments(name: str) -> list[str]:
    return name.replace("\\", "/").rstrip("/").split("/")


@rule(
    "ZIP-NOT-ZIP",
    severity=Severity.ERROR,
    spec="APPNOTE 4.3.16; IMS Content Packaging 1.1.4, Package Interchange File",
    hint="zip the course again and copy the whole file",
    silences=("^*",),
)
def not_a_zip(package: Package) -> Findings:
    """The file is not a zip archive, or its directory is damaged.

    Nothing can open it. Usual causes: an upload that was cut off, a RAR or 7z archive with another name, the error
    page of a download, or a Git LFS pointer.

    Bad: `course.zip` that begins with `<!doctype html>`
    Good: a zip archive written to its end
    """
    if package.archive.kind == "none":
        yield Finding(f"this is not a zip archive: {package.archive.problem}", package.at())
    elif package.archive.broken:
        yield Finding(f"this zip cannot be read: {package.archive.broken}", package.at())


@rule(
    "ZIP-EMPTY",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, Package Interchange File; Moodle 4.5 mod/scorm (nomanifest)",
    hint="zip the files of the course",
)
def empty(package: Package) -> Findings:
    """The archive holds no file.

    There is nothing to import; Moodle says that the manifest is missing.

    Bad: a zip without entries
    Good: a zip with imsmanifest.xml and the files it lists
    """
    if package.archive.kind in ("zip", "folder") and not package.files:
        yield Finding("the package holds no file", package.at())


def _is_double(package: Package) -> bool:
    return not package.manifest_name and any(name.lower().endswith((".zip", ".pif")) for name in package.files)


@rule(
    "ZIP-NO-MANIFEST",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2; cmi5 14.1",
    hint="put imsmanifest.xml (SCORM), cmi5.xml or tincan.xml beside the content",
)
def no_manifest(package: Package) -> Findings:
    """The package has no imsmanifest.xml, cmi5.xml or tincan.xml, at its root or deeper.

    Without a manifest it is no package of any standard, and every LMS refuses it.

    Bad: a zip with only `index.html`
    Good: `imsmanifest.xml` at the root
    """
    if package.files and not package.manifest_name and package.standard != "aicc" and not _is_double(package):
        yield Finding("the package has no manifest", package.at())


@rule(
    "ZIP-MANIFEST-NESTED",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (manifest at the root); Moodle 4.5 mod/scorm (badimsmanifestlocation)",
    hint="zip the contents of the folder, not the folder",
)
def manifest_nested(package: Package) -> Findings:
    """The manifest lies in a folder: the folder was zipped, not its contents.

    Moodle and the ADL test suite refuse the package; Open edX and Chamilo take the shortest path and accept it, so
    "it works for me" is common.

    Bad: `my-course/imsmanifest.xml`
    Good: `imsmanifest.xml`
    """
    if "/" in package.manifest_name:
        folder = package.root.rstrip("/")
        yield Finding(f"the manifest is in the folder `{folder}`, not at the root", package.at(package.manifest_name))


@rule(
    "ZIP-MANIFEST-CASE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (the name is imsmanifest.xml); Moodle 4.5 mod/scorm",
    hint="rename it, all in lower case",
)
def manifest_in_other_case(package: Package) -> Findings:
    """The manifest's name differs from the standard's in upper and lower case.

    Names are compared exactly by Moodle, by Open edX and by the ADL test suite.

    Bad: `IMSManifest.xml`
    Good: `imsmanifest.xml`
    """
    base = package.manifest_name.rpartition("/")[2]
    if package.archive.kind != "document" and base and base not in MANIFEST_NAMES:
        yield Finding(f"`{base}` must be written `{base.lower()}`", package.at(package.manifest_name))


@rule(
    "ZIP-MANIFEST-DOTSLASH",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.17; practice: six of eight zip readers keep the prefix",
    hint="zip with names that do not begin with ./",
)
def names_with_dot_slash(package: Package) -> Findings:
    """Entry names begin with `./`.

    Most readers keep the prefix as part of the name, so a test for `imsmanifest.xml` misses `./imsmanifest.xml`.

    Bad: `./imsmanifest.xml`
    Good: `imsmanifest.xml`
    """
    if package.archive.kind == "zip":
        yield from _together(package, lambda name: name.startswith("./"), "names begin with ./")


@rule(
    "ZIP-MIXED-STANDARDS",
    severity=Severity.INFO,
    spec="practice: SCORM Cloud and others choose one of the manifests",
    hint="deliver one package for each standard",
)
def mixed_standards(package: Package) -> Findings:
    """More than one manifest of different standards lies at the root.

    Which one is used depends on the LMS; a stray cmi5.xml made SCORM Cloud refuse SCORM packages.

    Bad: `imsmanifest.xml` and `cmi5.xml` side by side
    Good: one of them
    """
    found = [name for name in MANIFEST_NAMES if name in package.files]
    if len(found) > 1:
        yield Finding(f"the root holds {quoted(found)}", package.at())


@rule(
    "ZIP-MANIFEST-SEVERAL",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3; practice: Chamilo and Open edX choose by path length",
    editions=SCORM,
    hint="remove the other manifests, or deliver them as packages of their own",
)
def several_manifests(package: Package) -> Findings:
    """A further imsmanifest.xml lies below the root.

    Nested packages are not imported, and a reader that searches by path may pick the wrong one.

    Bad: `imsmanifest.xml` and `old/imsmanifest.xml`
    Good: `imsmanifest.xml`
    """
    others = (each for each in package.files if each != package.manifest_name and "__MACOSX" not in each)
    for name in others:
        if name.rpartition("/")[2].lower() == "imsmanifest.xml":
            yield Finding(f"`{name}` is a second manifest", package.at(name))


@rule(
    "ZIP-IN-ZIP",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, Package Interchange File; practice",
    hint="upload the inner file",
)
def zip_in_zip(package: Package) -> Findings:
    """The archive holds another archive, and no manifest beside it.

    A package that was zipped twice, as mail programs and file shares do; no LMS looks inside.

    Bad: `delivery.zip` with only `course.zip` in it
    Good: `course.zip` itself
    """
    if _is_double(package):
        inner = [name for name in package.files if name.lower().endswith((".zip", ".pif"))]
        yield Finding(f"the package lies inside this archive: {quoted(inner)}", package.at(inner[0]))


@rule(
    "ZIP-BACKSLASH",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.17.1 (forward slashes only)",
    hint="zip with a tool that writes /, such as the one of your operating system",
)
def backslash_in_names(package: Package) -> Findings:
    r"""Entry names hold a backslash where a slash should stand.

    Java, Python, jszip, adm-zip and unzip on Linux make one flat file of it; Moodle and yauzl convert it. Courses
    arrive flattened, without folders.

    Bad: `img\logo.png`
    Good: `img/logo.png`
    """
    if package.archive.kind == "zip":
        found = [each.name for each in package.entries if b"\\" in each.raw_name]
        if found:
            yield Finding(f"names are written with a backslash: {quoted(found)}", package.at(plain_name(found[0])))


@rule(
    "ZIP-ABSOLUTE",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.17.1 (no drive or device letter, no leading slash)",
    hint="store names counted from the course's folder",
    silences=("ZIP-WINDOWS-NAME",),
)
def absolute_name(package: Package) -> Findings:
    r"""An entry name is an absolute path.

    It points out of the course's folder ("zip slip"). yauzl refuses the archive, Moodle cuts the name.

    Bad: `/etc/course.html`, `C:\course\index.html`
    Good: `course.html`
    """
    if package.archive.kind == "zip":
        yield from _names(package, _DRIVE.match, "{} is an absolute path")


@rule(
    "ZIP-DOTDOT",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.17.1; practice: zip slip",
    hint="store names counted from the course's folder",
)
def climbing_name(package: Package) -> Findings:
    """An entry name climbs out of its folder with `..`.

    Extracted without care it overwrites files of the server ("zip slip"). yauzl refuses the whole archive; Moodle,
    jszip and unzip drop the entry silently.

    Bad: `../outside.html`
    Good: `inside.html`
    """
    yield from _names(package, lambda name: ".." in _segments(name), "{} climbs out of the package")


@rule(
    "ZIP-CONTROL-CHAR",
    severity=Severity.ERROR,
    spec="practice: Moodle 4.5 PARAM_FILE removes control characters",
    hint="rename the file",
    silences=("ZIP-WINDOWS-NAME",),
)
def control_character(package: Package) -> Findings:
    """An entry name holds a control character.

    The name is cut off or changed on extraction, so references to it fail.

    Bad: a line break in a file name
    Good: `page-1.html`
    """
    for entry in package.entries:
        if _CONTROL.search(entry.name):
            shown = entry.name.encode("unicode_escape").decode("ascii")
            yield Finding(f"`{shown}` holds a control character", package.at(shown))


def _unfit_for_windows(name: str) -> bool:
    return any(
        set(segment) & set(':*?"<>|') or segment.endswith((".", " ")) or _WINDOWS_RESERVED.fullmatch(segment)
        for segment in _segments(name)
        if segment not in (".", "..")
    )


@rule(
    "ZIP-WINDOWS-NAME",
    severity=Severity.ERROR,
    spec="practice: Windows file names; Moodle 4.5 clean_param PARAM_FILE; yauzl",
    hint='rename it without : * ? " < > | and without a dot or space at the end',
)
def name_unfit_for_windows(package: Package) -> Findings:
    """An entry name cannot exist on Windows.

    An LMS on Windows cannot extract it. Moodle deletes `" < > | :` from names wherever it runs, so references to the
    file answer 404, and yauzl refuses `a:b`.

    Bad: `what?.html`, `aux.js`
    Good: `what.html`
    """
    yield from _names(package, _unfit_for_windows, "{} is no name that Windows can store")


@rule(
    "ZIP-MOODLE-STRIPPED-CHAR",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 lib/classes/param.php, clean_param_value_file",
    hint="rename it without & ' `",
)
def name_that_moodle_changes(package: Package) -> Findings:
    """An entry name holds a character that Moodle deletes while extracting.

    `Q&A.txt` becomes `QA.txt` and `it's.txt` becomes `its.txt`; pages that use them answer 404, silently.

    Bad: `Q&A.html`
    Good: `questions.html`
    """
    yield from _names(package, lambda name: set(name) & set("&'`"), "{} loses characters in Moodle")


@rule(
    "ZIP-URL-CHAR",
    severity=Severity.WARNING,
    spec="RFC 3986, 2.2 and 2.4",
    hint="rename it with letters, digits, - and _",
)
def name_with_url_character(package: Package) -> Findings:
    """An entry name holds a character that means something in a URL.

    `#`, `%`, `+`, `;`, `[` and `]` must be percent-encoded in every reference, and some servers decode twice.

    Bad: `100%.html`
    Good: `100-percent.html`
    """
    yield from _names(package, lambda name: set(name) & set("#%+;[]"), "{} must be encoded in every reference")


@rule("ZIP-SPACE", severity=Severity.INFO, spec="RFC 3986, 2.1; practice", hint="use - instead of a space")
def name_with_space(package: Package) -> Findings:
    """Entry names contain spaces.

    That is legal, but every href must say `%20`, and several LMSs had trouble with it.

    Bad: `my page.html`
    Good: `my-page.html`
    """
    yield from _together(package, lambda name: " " in name.rstrip(), "names contain spaces")


def _needs_charset(entry: Entry) -> bool:
    return not entry.raw_name.isascii() and not entry.flags & UTF8_NAME and not entry.unicode_extra


@rule(
    "ZIP-NONASCII-NO-FLAG",
    severity=Severity.ERROR,
    spec="APPNOTE Appendix D.1 (general purpose bit 11)",
    hint="zip with a tool that marks names as UTF-8, or use ASCII names",
    silences=("ZIP-NONASCII", "ZIP-NOT-NFC"),
)
def name_without_charset(package: Package) -> Findings:
    """An entry name is not ASCII and does not say in which character set it is.

    Readers guess: Java may refuse the archive, Python and yauzl take CP437, Moodle the site's code page, jszip UTF-8.
    The same file gets different names, and references to it fail.

    Bad: `übung.html` without the UTF-8 flag
    Good: `uebung.html`, or the flag set
    """
    for entry in package.entries:
        if package.archive.kind == "zip" and _needs_charset(entry):
            yield Finding(f"the name `{entry.name}` does not say its character set", package.at(entry.name))


def _is_nfc(name: str) -> bool:
    return unicodedata.is_normalized("NFC", name)


@rule("ZIP-NONASCII", severity=Severity.INFO, spec="APPNOTE Appendix D.1; RFC 3986, 2.5", hint="prefer ASCII names")
def name_not_ascii(package: Package) -> Findings:
    """Entry names hold characters outside ASCII, correctly marked.

    All zip readers tried take them, but servers encode them in URLs in different ways.

    Bad: `übung.html`
    Good: `uebung.html`
    """
    marked = {each.name for each in package.entries if not each.raw_name.isascii() and not _needs_charset(each)}
    yield from _together(package, lambda name: name in marked and _is_nfc(name), "names hold characters outside ASCII")


@rule(
    "ZIP-NOT-NFC",
    severity=Severity.WARNING,
    spec="Unicode Standard Annex 15; practice: macOS zips, Moodle 4.5 normalizer_normalize",
    hint="rename it with precomposed letters, or use ASCII",
)
def name_not_composed(package: Package) -> Findings:
    """An entry name is not in Unicode's composed form (NFC).

    macOS writes `u` and a combining `¨` for `ü`. Moodle composes such names while others keep them, so one href works
    in one LMS and not in another.

    Bad: `u\u0308bung.html`
    Good: `\u00fcbung.html`
    """
    yield from _names(package, lambda name: not _is_nfc(name), "{} is written with combining characters")


@rule(
    "ZIP-DUPLICATE",
    severity=Severity.ERROR,
    spec="practice: zip readers disagree on which entry counts",
    hint="zip the course again, into a new file",
)
def duplicate_entry(package: Package) -> Findings:
    """The same entry name occurs more than once.

    Moodle keeps the first, jszip the last, adm-zip refuses the archive: what a learner sees is a matter of luck.

    Bad: `index.html` twice
    Good: every name once
    """
    seen: dict[str, int] = {}
    for entry in package.entries:
        seen[entry.name] = seen.get(entry.name, 0) + 1
    for name, count in seen.items():
        if count > 1:
            yield Finding(f"`{name}` is stored {count} times", package.at(name))


@rule(
    "ZIP-CASE-COLLISION",
    severity=Severity.WARNING,
    spec="practice: Windows and macOS file systems ignore case",
    hint="rename one of them",
)
def names_equal_but_for_case(package: Package) -> Findings:
    """Two entry names differ only in upper and lower case.

    On servers with Windows or macOS the second file overwrites the first.

    Bad: `Logo.png` and `logo.png`
    Good: `logo.png` and `logo-large.png`
    """
    seen: dict[str, str] = {}
    for entry in package.entries:
        first = seen.setdefault(entry.name.casefold(), entry.name)
        if first != entry.name:
            yield Finding(f"`{entry.name}` and `{first}` differ only in case", package.at(entry.name))


@rule(
    "ZIP-FILE-DIR-CLASH",
    severity=Severity.ERROR,
    spec="practice: unzip cannot create the folder",
    hint="rename the file or the folder",
)
def file_and_folder_of_one_name(package: Package) -> Findings:
    """A name is used both for a file and for a folder.

    A file system holds only one of them: the files below are lost.

    Bad: `media` and `media/film.mp4`
    Good: `media.html` and `media/film.mp4`
    """
    for name in package.files:
        if name in package.folders:
            yield Finding(f"`{name}` is a file and a folder", package.at(name))


@rule(
    "ZIP-SYMLINK",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.15; practice: links leave the content folder",
    hint="store the file itself",
    silences=("XML-*",),
)
def link_entry(package: Package) -> Findings:
    """An entry is a symbolic link or another special file.

    unzip makes a link that can point anywhere on the server; other readers make a small text file.

    Bad: `logo.png` as a link to `/srv/logo.png`
    Good: the file itself
    """
    for entry in package.entries:
        if entry.is_link:
            yield Finding(f"`{entry.name}` is a link or special file", package.at(entry.name))


@rule(
    "ZIP-ENCRYPTED",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.4 (bits 0, 6 and 13)",
    hint="zip without a password",
    silences=("^HTML-*", "^ZIP-CRC", "XML-*"),
)
def encrypted_entry(package: Package) -> Findings:
    """Entries are encrypted.

    No LMS can ask for a password; all readers fail.

    Bad: a zip made with a password
    Good: a zip without
    """
    if package.archive.kind == "zip":
        encrypted = [entry for entry in package.entries if entry.flags & (1 | _STRONG_ENCRYPTION)]
        yield from _unreadable(package, encrypted, "encrypted")


@rule(
    "ZIP-METHOD",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.5; practice: Java, jszip and Moodle read only stored and deflated entries",
    hint="zip with the ordinary method, deflate",
    silences=("^HTML-*", "XML-*"),
)
def unusual_method(package: Package) -> Findings:
    """Entries are compressed with another method than "stored" or "deflate".

    Java and jszip refuse the whole archive; Moodle leaves such a file out without a word.

    Bad: an entry compressed with LZMA or Deflate64
    Good: deflate
    """
    for method in sorted({entry.method for entry in package.entries} - {STORED, DEFLATED}):
        entries = (entry for entry in package.entries if entry.method == method)
        yield from _unreadable(package, entries, f"compressed with method {method}")


@rule(
    "ZIP64",
    severity=Severity.WARNING,
    spec="APPNOTE 4.3.14; practice: Moodle 4.5 and older readers",
    editions=SCORM,
    hint="make the package smaller: fewer than 65,535 files and less than 4 GiB",
    silences=("ZIP-TOO-MANY",),
)
def zip64_needed(package: Package) -> Findings:
    """The archive is so large that it needs the Zip64 extension.

    Current readers take it; older PHP and Java readers do not, and Moodle stops repairing names. cmi5 allows it.

    Bad: 70,000 files in one package
    Good: a package of ordinary size
    """
    if package.archive.zip64 and package.archive.zip64_needed:
        yield Finding("the archive needs the Zip64 extension", package.at())


@rule(
    "ZIP64-NEEDLESS",
    severity=Severity.INFO,
    spec="APPNOTE 4.5.3",
    editions=SCORM,
    hint="write the zip to a file, not to a stream, so that sizes are known",
)
def zip64_not_needed(package: Package) -> Findings:
    """The archive uses Zip64 fields that nothing requires.

    Harmless today; old unzip programs refuse it.

    Bad: Zip64 fields around a file of 1 kB
    Good: plain zip headers
    """
    if package.archive.zip64 and not package.archive.zip64_needed:
        yield Finding("the archive uses Zip64 without need", package.at())


@rule(
    "ZIP-SPLIT",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.11 and 4.4.19",
    hint="join the parts into one zip",
)
def split_archive(package: Package) -> Findings:
    """The archive is one part of several.

    Parts cannot be imported one by one.

    Bad: `course.z01` and `course.zip`
    Good: one `course.zip`
    """
    if package.archive.disks or any(each.disk for each in package.entries):
        yield Finding("the archive is one part of a split zip", package.at())


_BROKEN = {
    "corrupt": "its compressed data is damaged",
    "short": "it is shorter than declared",
    "long": "it is longer than declared",
    "crc": "its checksum is wrong",
    "outside": "its data does not lie where the directory says",
}


@rule(
    "ZIP-CRC",
    severity=Severity.ERROR,
    spec="APPNOTE 4.4.7 to 4.4.9",
    hint="zip the course again and copy the whole file",
    silences=("HTML-*", "XML-*", "FILE-*"),
)
def damaged_data(package: Package) -> Findings:
    """An entry's data does not match its declared size or checksum.

    Some readers fail; ZipFile, jszip, yauzl and Moodle pass the damaged data on.

    Bad: a byte changed inside `film.mp4`
    Good: data as it was zipped
    """
    for entry, scan in zip(package.entries, package.scans, strict=True):
        if scan.problem in _BROKEN and not entry.is_link:
            yield Finding(f"`{entry.name}` is damaged: {_BROKEN[scan.problem]}", package.at(entry.name))


@rule(
    "ZIP-LOCAL-CENTRAL",
    severity=Severity.ERROR,
    spec="APPNOTE 4.3.6, 4.3.7 and 4.3.12",
    hint="zip the course again with another tool",
)
def headers_disagree(package: Package) -> Findings:
    """An entry's own header differs from the directory at the end, in name or method.

    Python refuses it, streaming readers see the other name: a way around scanners.

    Bad: `a.html` in the directory and `b.html` before the data
    Good: the same name in both
    """
    for entry in package.entries:
        local = entry.local
        if local is not None and (local.name != entry.raw_name or local.method != entry.method):
            yield Finding(f"`{entry.name}` has two headers that disagree", package.at(entry.name))


@rule(
    "ZIP-STORED-DESCRIPTOR",
    severity=Severity.WARNING,
    spec="APPNOTE 4.4.4 (bit 3); practice: java.util.zip.ZipInputStream",
    hint="write the zip to a file, not to a stream",
)
def stored_with_descriptor(package: Package) -> Findings:
    """An entry is stored without compression, and its size stands only after the data.

    Java's streaming reader stops: "only DEFLATED entries can have EXT descriptor".

    Bad: method 0 with general purpose bit 3
    Good: method 0 with the size in the header
    """
    for entry in package.entries:
        if entry.method == STORED and entry.flags & DESCRIPTOR:
            yield Finding(f"`{entry.name}` is stored with its size after the data", package.at(entry.name))


@rule(
    "ZIP-PREFIX-DATA",
    severity=Severity.ERROR,
    spec="APPNOTE 4.3.6; practice: PHP, adm-zip and yauzl",
    hint="deliver the plain zip, not a self-extractor",
)
def data_before_the_zip(package: Package) -> Findings:
    """Bytes stand before the first entry: a self-extractor, a mail header, a byte order mark.

    Moodle says "not a zip archive"; adm-zip and yauzl fail; streaming readers find no entry.

    Bad: a self-extracting `course.exe` renamed to `course.zip`
    Good: a file that begins with `PK`
    """
    if package.archive.prefix:
        yield Finding(f"{package.archive.prefix:,} bytes stand before the zip", package.at())


@rule(
    "ZIP-TRAILING-DATA",
    severity=Severity.WARNING,
    spec="APPNOTE 4.3.16; practice: yauzl",
    hint="zip the course again",
)
def data_after_the_zip(package: Package) -> Findings:
    """Bytes stand after the end of the archive.

    yauzl, which many Node.js services use, refuses the file.

    Bad: a zip with text appended
    Good: a file that ends with the zip's end record
    """
    if package.archive.trailing > 0:
        yield Finding(f"{package.archive.trailing:,} bytes stand after the zip", package.at())


@rule(
    "ZIP-BOMB",
    severity=Severity.ERROR,
    spec="practice: denial of service by decompression",
    hint="zip real files only",
    silences=("^ZIP-CRC", "^HTML-*", "^ZIP-TOO-MANY", "^ZIP-LOCAL-CENTRAL", "^FILE-*", "^RES-*"),
)
def decompression_bomb(package: Package) -> Findings:
    """The archive inflates beyond all reason, its entries share data, or there are too many of them.

    Extracting it would fill the server's disk. The content was read only as far as was safe. Many bytes alone are no
    bomb: see SIZE-HARD.

    Bad: 10 GB of zeros in a zip of 10 MB
    Good: content that is what it seems, however much of it
    """
    limits = package.archive.limits
    if package.archive.truncated:
        yield Finding(f"the package has more than {limits.entries:,} entries", package.at())
    for before, after in package.archive.overlaps[:3]:
        yield Finding(f"`{before.name}` and `{after.name}` share the same data", package.at(after.name))
    if package.archive.overlaps:
        return
    for entry, scan in zip(package.entries, package.scans, strict=True):
        if scan.problem == "bomb":
            yield Finding(f"`{entry.name}` inflates beyond all reason", package.at(entry.name))
            return


@rule(
    "ZIP-TOO-MANY",
    severity=Severity.WARNING,
    spec="practice: Moodle keeps a database row for every file",
    hint="leave out what the course does not use, or bundle small files",
)
def too_many_entries(package: Package) -> Findings:
    """The package has more than 10,000 entries.

    Imports become slow or run into time limits; the largest real package seen has 10,507.

    Bad: a package with a whole `node_modules`
    Good: a few hundred files
    """
    if len(package.entries) > _MOST_ENTRIES:
        yield Finding(f"the package has {len(package.entries):,} entries", package.at())


def _too_long(name: str) -> bool:
    folder, _, base = name.rstrip("/").rpartition("/")
    return len(name) > 180 or len(folder) > 255 or any(len(each.encode()) > 255 for each in (*name.split("/"), base))


@rule(
    "ZIP-PATH-LONG",
    severity=Severity.WARNING,
    spec="practice: Windows MAX_PATH; Moodle 4.5 lib/db/install.xml (255 characters)",
    hint="use shorter names and fewer folders",
)
def path_too_long(package: Package) -> Findings:
    """A path is longer than 180 characters, or one name in it longer than 255 bytes.

    Windows allows 260 characters for the whole path, with the LMS's own folders in front; Moodle's columns hold 255.

    Bad: a path with ten long folder names
    Good: `media/intro.mp4`
    """
    for entry in package.entries:
        if _too_long(entry.name):
            shown = f"{entry.name[:40]}…"
            yield Finding(f"the path `{shown}` has {len(entry.name)} characters", package.at(entry.name))


_JUNK = re.compile(r"(?i)(^|/)(__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|[^/]*\.bak$)")
_LEAKS = re.compile(r"(^|/)(\.git|\.svn|\.hg|node_modules|\.env|\.npmrc)(/|$)")
_SERVER = re.compile(r"(?i)(\.(php\d?|phtml|phar|aspx?|jsp|cgi|pl|py|rb|sh|htaccess)|(^|/)web\.config)$")
_PROGRAM = re.compile(r"(?i)\.(exe|dll|bat|cmd|ps1|msi|scr|jar|apk|dmg)$")
_PLUGIN = re.compile(r"(?i)\.(swf|flv|class|xap|dcr)$")


def is_junk(name: str) -> bool:
    """Left behind by an operating system or an editor."""
    return bool(_JUNK.search(name))


@rule(
    "ZIP-OS-JUNK",
    severity=Severity.INFO,
    spec="practice; ADL test suite (files that no resource lists)",
    hint="delete them before zipping",
)
def system_files(package: Package) -> Findings:
    """Files of an operating system or an editor were zipped too.

    Ballast: `__MACOSX`, `.DS_Store`, `Thumbs.db`, `desktop.ini`, `~$…` and `*.bak`. Moodle drops only the first three.

    Bad: `__MACOSX/._index.html`
    Good: only the files of the course
    """
    yield from _together(package, is_junk, "files of an operating system or editor are in the package")


@rule(
    "ZIP-VCS-DIR",
    severity=Severity.WARNING,
    spec="practice: leaks of source and credentials",
    hint="leave them out of the package",
)
def version_control_files(package: Package) -> Findings:
    """Version control data, dependencies or secrets were zipped too.

    `.git`, `.svn`, `.hg`, `node_modules`, `.env` and `.npmrc` make a package large, and every learner can read them.

    Bad: `.git/config`
    Good: only the files of the course
    """
    yield from _together(package, _LEAKS.search, "the package holds a project's inner files")


@rule(
    "ZIP-SERVER-SCRIPT",
    severity=Severity.WARNING,
    spec="practice: Chamilo refuses php and phtml; no LMS runs them",
    hint="remove them, or do the work in the browser",
)
def server_scripts(package: Package) -> Findings:
    """The package holds programs for a web server.

    An LMS never runs them, often refuses them, and they would be a hole if it did.

    Bad: `quiz.php`
    Good: `quiz.js`
    """
    yield from _together(package, _SERVER.search, "the package holds server programs")


@rule("ZIP-EXECUTABLE", severity=Severity.WARNING, spec="practice: virus filters", hint="offer a link instead")
def programs(package: Package) -> Findings:
    """The package holds a program for a desktop or a phone.

    Virus filters refuse the upload, or the learner's browser refuses the download.

    Bad: `setup.exe`
    Good: a page that says where to get it
    """
    yield from _together(package, _PROGRAM.search, "the package holds programs")


@rule(
    "ZIP-PLUGIN-CONTENT",
    severity=Severity.WARNING,
    spec="practice: browsers ended Flash on 2020-12-31, Java applets and Silverlight before",
    hint="replace it by HTML, video or images",
)
def plugin_content(package: Package) -> Findings:
    """The package holds content for browser plug-ins that no longer exist.

    No browser plays `.swf`, `.flv`, `.class`, `.xap` or `.dcr` any more: the learner sees an empty frame.

    Bad: `intro.swf`
    Good: `intro.mp4`
    """
    yield from _together(package, _PLUGIN.search, "the package holds content for vanished plug-ins")
