"""Source room, locales: which languages a course is there in, and what of it is translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scormkit.diagnostics import Diagnostic, Location, error, warning
from scormkit.source.files import COURSE_FILE, CourseFiles
from scormkit.source.schema import LocaleCourseFile, is_language
from scormkit.source.titles import check_title
from scormkit.source.validation import validate
from scormkit.source.values import did_you_mean
from scormkit.source.yaml import YamlDocument


@dataclass(frozen=True, slots=True)
class Locales:
    """The course's own language, and the one that it is read in."""

    files: CourseFiles
    own: str
    language: str
    report: Callable[[Diagnostic], None]

    def languages(self) -> tuple[str, ...]:
        """The course's own language, then those of locales/ that translate something: course.yaml or a unit."""
        found: dict[str, bool] = {}
        for path in sorted(self.files.paths):
            parts = path.split("/", 2)
            if parts[0] == "locales" and len(parts) == 3:
                translates = parts[2] == COURSE_FILE or (parts[2].endswith(".md") and parts[2] in self.files)
                found[parts[1]] = found.get(parts[1], False) or translates
        others = (name for name, translates in found.items() if translates and name != self.own)
        return (self.own, *filter(is_language, others))

    def check(self) -> None:
        """Files in locales/ that translate nothing are most often misspelt."""
        beside = {COURSE_FILE, "glossary.yaml", *self.files.paths}
        stray: set[str] = set()
        for path in sorted(self.files.paths):
            parts = path.split("/", 2)
            if parts[0] != "locales" or len(parts) < 3:
                continue
            folder = f"locales/{parts[1]}"
            if folder in stray:
                continue
            if not is_language(parts[1]):
                stray.add(folder)
                message = f"`{parts[1]}` is no language tag, so this folder is left out"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(folder), "name it `de`, `pt-BR` or the like"))
            elif parts[1] == self.own:
                stray.add(folder)
                message = f"the course itself is in `{self.own}`, so this folder is left out"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(folder), "remove it, or mend `language:`"))
            elif parts[2].endswith((".md", ".yaml")) and parts[2] not in beside:
                message = f"this file translates nothing: there is no `{parts[2]}` in the course"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(path), did_you_mean(parts[2], beside)))

    def localise(self, path: str) -> str:
        """A file's path → its translation's, where there is one."""
        translated = f"locales/{self.language}/{path}"
        return translated if self.language != self.own and translated in self.files else path

    def overlay(self) -> tuple[LocaleCourseFile, YamlDocument]:
        """The texts of course.yaml in the language, nothing in the course's own."""
        path = f"locales/{self.language}/{COURSE_FILE}"
        if self.language == self.own:
            return LocaleCourseFile(), YamlDocument(COURSE_FILE)
        if self.language not in self.languages():
            message = f"the course has no translation into `{self.language}`"
            self.report(
                error("SRC-NO-LOCALE", message, Location("locales"), f"add the folder `locales/{self.language}`")
            )
        if path not in self.files:
            return LocaleCourseFile(), YamlDocument(path)
        document = self.files.read_yaml(path)
        overlay, problems = validate(LocaleCourseFile, document)
        for problem in problems:
            self.report(problem)
        if overlay and overlay.title:
            check_title(overlay.title, document.at(("title",)), self.report)
        return overlay or LocaleCourseFile(), document
