"""Source room, files: what lies in a course folder, and what a reference in a text means."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from scormkit.diagnostics import Diagnostic, Location, Report, error, warning
from scormkit.source.sniff import LOOKED_AT, content_problem
from scormkit.source.values import nearest
from scormkit.source.yaml import YamlDocument, read_yaml

Say = Callable[[Diagnostic], None]

COURSE_FILE = "course.yaml"
_SKIPPED = {"dist", "node_modules", "plan", "__pycache__"}
_TOO_MANY = 50_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # how such a file begins, in either order of bytes


class CourseFiles:
    """The files of a course folder by their path relative to it, with forward slashes."""

    def __init__(self, root: Path, report: Say) -> None:
        self.root = root
        self.report = report
        self.paths: frozenset[str] = frozenset(self._walk())
        self.unreadable: set[str] = set()  #: files whose text could not be read (reported)
        self._seen: set[str] = set()  #: files that were looked into
        self._folded = {path.casefold(): path for path in sorted(self.paths)}

    def _walk(self) -> list[str]:
        found: list[str] = []
        real_root = self.root.resolve()
        for folder, names, files in os.walk(self.root):
            base = Path(folder).relative_to(self.root).as_posix()
            names[:] = sorted(name for name in names if not name.startswith(".") and name not in _SKIPPED)
            for name in names:
                if (Path(folder) / name).is_symlink():
                    message = f"`{name}` is a link to a folder, and links to folders are not followed"
                    self.report(error("SRC-LINK", message, Location(_join(base, name)), "put the files there instead"))
            for name in sorted(files):
                path = Path(folder) / name
                if name.startswith(".") or (path.is_symlink() and not self._link_is_fine(path, real_root, base)):
                    continue
                if not path.is_file():  # a pipe or a socket: reading it may never end
                    message = f"`{name}` is no ordinary file"
                    self.report(error("SRC-UNREADABLE", message, Location(_join(base, name)), "take it out"))
                    continue
                found.append(_join(base, name))
            if len(found) > _TOO_MANY:
                message = f"there are more than {_TOO_MANY:,} files in this folder"
                self.report(error("SRC-TOO-MANY-FILES", message, Location("."), "name the folder of one course"))
                break
        return found

    def _link_is_fine(self, path: Path, real_root: Path, base: str) -> bool:
        where = Location(_join(base, path.name))
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            message = f"`{path.name}` is a link that leads nowhere or in a circle"
            self.report(error("SRC-LINK", message, where, "put the file itself there"))
            return False
        if not target.is_relative_to(real_root):
            message = f"`{path.name}` is a link out of the course folder"
            self.report(error("SRC-OUTSIDE", message, where, "copy the file into the course folder"))
            return False
        return True

    def __contains__(self, path: str) -> bool:
        return path in self.paths

    def read_text(self, path: str) -> str | None:
        """The text of a file, or None (reported) when it is no UTF-8 text."""
        try:
            data = (self.root / path).read_bytes()
        except OSError as problem:
            self.unreadable.add(path)
            self.report(error("SRC-UNREADABLE", f"`{path}` cannot be read: {problem.strerror}", Location(path)))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = data[: problem.start].count(b"\n") + 1
            message = f"this is not UTF-8 text (byte {data[problem.start]:#04x})"
            if data.startswith(_UTF16):
                message = "this is UTF-16 text, which some editors call Unicode"
            self.unreadable.add(path)
            self.report(error("SRC-ENCODING", message, Location(path, line), "save the file as UTF-8"))
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def read_yaml(self, path: str) -> YamlDocument:
        """The data of a YAML file; empty (reported) when it is no text."""
        text = self.read_text(path)
        return YamlDocument(path, unreadable=True) if text is None else read_yaml(text, path)

    def resolve(self, reference: str, base: str, where: Location) -> str | None:
        """The path that `reference`, written in a file of folder `base`, means; None (reported) when there is none."""
        plain = unquote(reference.split("#", 1)[0].split("?", 1)[0]).replace("\\", "/")
        if plain.startswith("/") or plain[1:2] == ":":
            message = f"`{reference}` is an absolute path"
            self.report(error("SRC-OUTSIDE", message, where, "write the path from this file's folder"))
            return None
        path = posixpath.normpath(posixpath.join(base, plain))
        if path.startswith("../") or path == "..":
            message = f"`{reference}` leads out of the course folder"
            self.report(error("SRC-OUTSIDE", message, where, "copy the file into the course folder"))
            return None
        if path in self.paths:
            self.look_into(path, where)
            return path
        if path.casefold() in self._folded:
            actual = posixpath.relpath(self._folded[path.casefold()], base or ".")
            message = f"`{reference}` is written in another case than the file"
            self.report(error("SRC-FILE-CASE", message, where, f"write `{actual}`"))
            return None
        self.report(error("SRC-MISSING-FILE", f"there is no file `{reference}`", where, self._nearest(path, base)))
        return None

    def look_into(self, path: str, where: Location) -> None:
        """Reports once where a picture, sound or film does not hold what its name says."""
        if path in self._seen:
            return
        self._seen.add(path)
        try:
            with (self.root / path).open("rb") as file:
                problem = content_problem(path, file.read(LOOKED_AT))
        except OSError as failure:
            self.report(error("SRC-UNREADABLE", f"`{path}` cannot be read: {failure.strerror}", where))
            return
        if problem is not None:
            self.report(warning("SRC-MEDIA-CONTENT", problem[0], where, problem[1]))

    def _nearest(self, path: str, base: str) -> str:
        """A file of the same kind with this name or one much like it; folder and ending say nothing."""
        name, ending = posixpath.splitext(posixpath.basename(path))
        alike = sorted(
            (each for each in self.paths if posixpath.splitext(each)[1].lower() == ending.lower()), reverse=True
        )
        by_name = {posixpath.splitext(posixpath.basename(each))[0]: each for each in alike}
        near = by_name.get(name) or by_name.get(nearest(name, by_name), "")
        return f"did you mean `{posixpath.relpath(near, base or '.')}`?" if near else "check the name, or add the file"


def _join(base: str, name: str) -> str:
    return name if base == "." else f"{base}/{name}"


def placed(problems: Iterable[Diagnostic], root: Path) -> Report:
    """A report with its places as the user would type them: relative to where they stand, not to the course."""
    prefix = root.as_posix()
    return Report.of(
        replace(each, location=replace(each.location, file=posixpath.normpath(f"{prefix}/{each.location.file}")))
        for each in problems
    )
