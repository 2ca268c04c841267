"""Source room, outline: which files are units and live sessions, and in what order they stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.source.files import CourseFiles
from scormkit.source.schema import ModuleFile, SessionEntry
from scormkit.source.titles import check_title
from scormkit.source.values import SLUG, did_you_mean, slug_of
from scormkit.source.yaml import Path, YamlDocument

Report = Callable[[Diagnostic], None]

_LATER_FILES = {"adapt.yaml": "the adaptation of older courses", "needs.yaml": "the gates of a course's making"}
_NO_UNITS = {"README.md", "CHANGELOG.md", "LICENSE.md", "LICENCE.md", "CONTRIBUTING.md"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: a module with its items, or (module None) a single unit or session."""

    module: str | None
    id: str
    items: tuple[str, ...]


class OutlineReader:
    """The outline an author wrote, held against the files that are there."""

    def __init__(self, files: CourseFiles, outline: list[Any] | None, document: YamlDocument, report: Report) -> None:
        self.files = files
        self.document = document
        self.report = report
        self._all_units = self._find("units") or self._find("")
        self.all_sessions = self._find("sessions")
        self._seen: dict[str, int] = {}
        self._check_namespace()
        self._check_later_files()
        self.entries = tuple(self._read(outline)) if outline is not None else tuple(self._default())
        used = {name for entry in self.entries for name in entry.items}
        self.unit_files = {name: path for name, path in self._all_units.items() if name in used}
        self.session_files = {name: path for name, path in self.all_sessions.items() if name in used}
        if not self._all_units:
            hint = "put Markdown files into the folder `units`"
            report(error("SRC-EMPTY-COURSE", "this course has no units", Location(document.file), hint))
        elif not self.unit_files:
            message = "the outline names no unit that is there"
            hint = f"there are: {', '.join(sorted(self._all_units))}"
            report(error("SRC-EMPTY-COURSE", message, document.at(("outline",)), hint))
        for name in sorted(set(self._all_units) - used):
            message = f"the unit `{name}` is not in the outline, so it is left out"
            report(info("SRC-UNIT-UNUSED", message, Location(self._all_units[name]), "add it to `outline:`"))

    def _find(self, folder: str) -> dict[str, str]:
        """Id → path of the Markdown files of a folder, in the order of their names; `name/index.md` counts too."""
        found: dict[str, str] = {}
        prefix = f"{folder}/" if folder else ""
        for path in sorted(self.files.paths):
            rest = path.removeprefix(prefix)
            if not path.startswith(prefix) or not path.endswith(".md"):
                continue
            if rest.count("/") == 1 and posixpath.basename(rest) == "index.md" and folder:
                name = posixpath.dirname(rest)
            elif "/" not in rest and rest not in _NO_UNITS and not self._is_transcript(path):
                name = rest.removesuffix(".md")
            else:
                continue
            identifier = name if SLUG.fullmatch(name) else _slug_of_file(name)
            if identifier in found:
                message = f"`{found[identifier]}` and `{path}` are both the unit `{identifier}`"
                self.report(error("SRC-DUPLICATE-ID", message, Location(path), "rename one of the files"))
            found.setdefault(identifier, path)
        return found

    def _is_transcript(self, path: str) -> bool:
        """A Markdown file beside a film or sound of the same name is its transcript."""
        stem = re.sub(r"(\.[A-Za-z]{2,3})?\.md$", "", path)
        return any(stem + ending in self.files for ending in (".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".wav"))

    def _check_later_files(self) -> None:
        """Files of features that do not exist yet: told plainly, never ignored."""
        for name, feature in _LATER_FILES.items():
            if name in self.files:
                message = f"`{name}` belongs to {feature}, which this version of scormkit does not do yet"
                self.report(warning("SRC-LATER-FILE", message, Location(name), "it changes nothing; keep it elsewhere"))

    def _check_namespace(self) -> None:
        for name in sorted(set(self._all_units) & set(self.all_sessions)):
            message = f"`{name}` is a unit and a live session"
            where = Location(self.all_sessions[name])
            self.report(error("SRC-DUPLICATE-ID", message, where, "units and sessions share one list of names"))

    def _default(self) -> Iterator[Entry]:
        for name in self._all_units:
            yield Entry(None, name, (name,))

    def _read(self, outline: list[Any]) -> Iterator[Entry]:
        modules: dict[str, int] = {}
        for index, entry in enumerate(outline):
            path: Path = ("outline", index)
            if not isinstance(entry, ModuleFile):
                name = self._name(entry, path)
                if name:
                    yield Entry(None, name, (name,))
                continue
            check_title(entry.module, self.document.at((*path, "module")), self.report)
            identifier = entry.id or slug_of(entry.module, f"module-{index + 1}")
            if identifier in modules:
                if entry.id:
                    message = f"the module id `{identifier}` is used twice, first on line {modules[identifier]}"
                    self.report(error("SRC-DUPLICATE-ID", message, self.document.at(path), "give each its own"))
                identifier = f"{identifier}-{index + 1}"
            modules[identifier] = self.document.line_of(path)
            names = [self._name(item, (*path, "items", number)) for number, item in enumerate(entry.items)]
            items = tuple(name for name in names if name)
            if items:
                yield Entry(entry.module, identifier, items)

    def _name(self, entry: str | SessionEntry, path: Path) -> str | None:
        is_session = isinstance(entry, SessionEntry)
        name = entry.session if isinstance(entry, SessionEntry) else entry
        where = self.document.at(path)
        if name in self._seen:
            message = f"`{name}` stands in the outline twice, first on line {self._seen[name]}"
            self.report(error("SRC-UNIT-TWICE", message, where, "keep one"))
            return None
        self._seen[name] = where.line
        known = self.all_sessions if is_session else {**self._all_units, **self.all_sessions}
        if name not in known:
            kind = "live session" if is_session else "unit"
            folder = "sessions" if is_session else "units"
            hint = did_you_mean(name, known) or f"add the file `{folder}/{name}.md`"
            self.report(error("SRC-UNIT-UNKNOWN", f"there is no {kind} `{name}`", where, hint))
            return None
        return name

    def module_titles(self, translated: list[Any] | None, document: YamlDocument) -> dict[str, str]:
        """Module id → title from a translated outline, which must have the same modules in the same order."""
        if translated is None:
            return {}
        theirs = [(index, entry) for index, entry in enumerate(translated) if isinstance(entry, ModuleFile)]
        ours = [entry for entry in self.entries if entry.module is not None]
        titles: dict[str, str] = {}
        for mine, (index, entry) in zip(ours, theirs, strict=False):
            names = tuple(item.session if isinstance(item, SessionEntry) else item for item in entry.items)
            if names != mine.items:
                message = f"the module `{entry.module}` has other items than the original's `{mine.module}`"
                where = document.at(("outline", index))
                self.report(error("SRC-LOCALE-OUTLINE", message, where, "keep the same slugs in the same order"))
            titles[mine.id] = entry.module
        if len(ours) != len(theirs):
            message = f"this outline has {len(theirs)} modules, the original {len(ours)}"
            self.report(error("SRC-LOCALE-OUTLINE", message, document.at(("outline",)), "translate each module"))
        return titles


def _slug_of_file(name: str) -> str:
    """`01-Danger signs` → `danger-signs`: a number in front only puts files in order."""
    return slug_of(re.sub(r"^\d+[-_. ]*", "", name), slug_of(name, "unit"))
