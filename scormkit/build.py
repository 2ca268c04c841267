"""The whole way on one page: a course folder becomes packages, each of them checked like a stranger's."""

from __future__ import annotations

import filecmp
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, Report, error, info, warning
from scormkit.errors import CourseError, PackageError, ScormkitError, ThemeError
from scormkit.layout import (
    CATALOGUE,
    Copied,
    Feature,
    Generated,
    PackageLayout,
    Packing,
    PlannedFile,
    gate_remarks,
    layout_remarks,
    link_remarks,
    plan_layouts,
    split_remarks,
    tile_remarks,
)
from scormkit.model import Course, ScoScope, Split
from scormkit.package.replacing import write_file
from scormkit.package.writer import Member, write_folder, write_package
from scormkit.render import RenderContext, load_context, load_theme, render_file
from scormkit.source import read_course
from scormkit.source.values import SLUG, did_you_mean
from scormkit.source.written import written
from scormkit.targets import Target, all_targets, target_named
from scormkit.xapi.credentials import with_package_key


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line may override; None leaves the course's own setting."""

    out: Path = Path("dist")
    targets: tuple[str, ...] | None = None
    split: Split | None = None
    sco: ScoScope | None = None
    max_size: int | None = None  #: bytes
    theme: str | None = None
    languages: tuple[str, ...] | None = None  #: None builds every language of the course


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package on disk: a zip, or a folder for a target without a manifest. `size` in bytes."""

    course: str
    language: str
    target: str
    path: Path
    size: int
    scos: int
    replaced: bool = False  #: one of the same version with other content was there


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built, and all that was found on the way: in the sources, in the layout and in the finished packages."""

    packages: tuple[BuiltPackage, ...]
    report: Report


Progress = Callable[[str], None]


def build_course(root: Path, options: BuildOptions | None = None, progress: Progress | None = None) -> BuildResult:
    """Builds the course in folder `root` for every target and language asked for.

    Nothing is written while the sources have errors. Raises nothing for what an author wrote; `progress` is told the
    name of each package before it is made.
    """
    options = options or BuildOptions()
    first = read_course(root, options.languages[0] if options.languages else None)
    languages = options.languages or first.languages
    loaded = [first, *(read_course(root, language) for language in languages[1:])]
    report = Report.of((*(found for each in loaded for found in each.report), *_unknown_names(root, options)))
    courses = [each.course for each in loaded if each.course is not None]
    if report.exit_code() or len(courses) < len(loaded):
        return BuildResult((), report)
    packages: list[BuiltPackage] = []
    found: list[Diagnostic] = list(report)
    planned: list[tuple[PackageLayout, Target, RenderContext]] = []
    replaced: list[tuple[str, ...]] = []
    place = posixpath.normpath(f"{root.as_posix()}/course.yaml")
    try:
        for course in (with_package_key(each, os.environ) for each in courses):
            found += _iri_problems(course, options, place)
            context = load_context(course, options.theme or "")
            found += (_placed(each, root) for each in context.diagnostics)
            found += gate_remarks(course, place.removesuffix("course.yaml"))
            found += split_remarks(course, options.split or course.packaging.split, place)
            for target in _targets(course, options):
                for layout in plan_layouts(course, target.profile, _packing(course, target, context, options)):
                    found += layout_remarks(layout, place)
                    found += link_remarks(layout, place.removesuffix("course.yaml"))
                    found += _unheard_of(tile_remarks(layout, place.removesuffix("course.yaml")), found)
                    found += _map_info_remark(layout, target, place)
                    found += _catalogue_problems(layout, context, place)
                    planned.append((layout, target, context))
        if Report.of(found).exit_code():
            return BuildResult((), Report.of(found))
        for layout, target, context in planned:
            if progress:
                progress(layout.name)
            written = _write(layout, target, context, options)
            packages += written.packages
            found += _unheard(written.found, found)
            replaced += written.replaced
        found += _replaced_remark(courses[0], replaced, place)
    except ScormkitError as problem:
        found += _diagnostics_of(problem, root)
    return BuildResult(tuple(packages), Report.of(found))


def _targets(course: Course, options: BuildOptions) -> Iterator[Target]:
    for name in dict.fromkeys(options.targets or course.packaging.targets):
        yield target_named(name)


def _iri_problems(course: Course, options: BuildOptions, place: str) -> Iterator[Diagnostic]:
    """What is told to a store is about the course's own address, so there is none without it."""
    if not any(Feature.STORE in target.profile for target in _targets(course, options)):
        return
    from scormkit.xapi.activities import course_iri

    try:
        course_iri(course)
    except CourseError as problem:
        yield from (replace(each, location=Location(place, 0, "iri")) for each in problem.report)


def _map_info_remark(layout: PackageLayout, target: Target, place: str) -> Iterator[Diagnostic]:
    """Moodle 3.3 to 4.5 stops importing at `imsss:mapInfo`; it is written only for what cannot be said without it."""
    if target.uses_map_info(layout) and "moodle" in (layout.course.lms or ("moodle",)):
        asked = "`prerequisites` and `gates-follow-up` need"
        message = f"{asked} global objectives in {target.title}, and Moodle's import crashes on them"
        hint = "use `order:` instead, or name your LMSs without Moodle under `lms:`"
        yield warning("PKG-MAP-INFO", message, Location(place), hint)


def _catalogue_problems(layout: PackageLayout, context: RenderContext, place: str) -> Iterator[Diagnostic]:
    if any(planned.path == CATALOGUE for planned in layout.files):
        from scormkit.render.catalogue import catalogue_problems

        yield from catalogue_problems(layout, context, place)


def _packing(course: Course, target: Target, context: RenderContext, options: BuildOptions) -> Packing:
    return Packing(
        split=options.split or course.packaging.split,
        sco=options.sco or course.packaging.sco,
        control_files=tuple(name for name, _ in _control_files(target)),
        theme_files=context.theme.assets,
    )


def _control_files(target: Target) -> tuple[tuple[str, bytes], ...]:
    if Feature.METADATA not in target.profile:
        return ()
    from scormkit.control import control_files

    return control_files(target.standard)


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of one layout.

    `replaced` has an entry where a package of the same name and other content was there: what learners who began in
    that one would lose.
    """

    packages: tuple[BuiltPackage, ...]
    found: tuple[Diagnostic, ...] = ()
    replaced: tuple[tuple[str, ...], ...] = ()


class _TooLarge(ScormkitError):
    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__()


def _write(layout: PackageLayout, target: Target, context: RenderContext, options: BuildOptions) -> _Written:
    """Renders, writes and judges one package; the old one stays until the new one is whole and not too large."""
    members = [Member(planned.path, content) for planned, content in _contents(layout, target, context)]
    course = layout.course
    folder = options.out / course.id
    if not target.has_manifest:
        path = folder / layout.name
        write_folder(path, members)
        size = sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
        return _Written((BuiltPackage(course.id, course.language, target.name, path, size, len(layout.scos)),))
    path = folder / f"{layout.name}.zip"
    limit = options.max_size if options.max_size is not None else course.packaging.max_size
    replaced: list[tuple[str, ...]] = []

    def accept(fresh: Path) -> None:
        if limit and fresh.stat().st_size > limit:
            raise _TooLarge(fresh.stat().st_size)
        if path.is_file() and not filecmp.cmp(path, fresh, shallow=False):
            replaced.append(_lost_records(path, fresh))

    try:
        write_package(path, members, accept)
    except _TooLarge as large:
        message = f"the package would have {large.size:,} bytes, more than the {limit:,} that `max-size` allows"
        hint = "use `split: unit` or `split: module`, or smaller media; the old package was left"
        return _Written((), (error("PKG-TOO-LARGE", message, Location(path.as_posix()), hint),))
    size = path.stat().st_size
    _write_upload(layout, path, size)
    built = BuiltPackage(course.id, course.language, target.name, path, size, len(layout.scos), bool(replaced))
    return _Written((built,), _judge(built), tuple(replaced))


def _lost_records(old: Path, new: Path) -> tuple[str, ...]:
    """What learners would lose, as far as can be told; nothing where the old file is no package."""
    from scormkit.package.compare import lost_records
    from scormkit.package.reader import read_package

    try:
        with read_package(old) as before, read_package(new) as after:  # Windows renames no file that is open
            return lost_records(before, after)
    except PackageError:
        return ()


def _replaced_remark(course: Course, replaced: list[tuple[str, ...]], place: str) -> Iterator[Diagnostic]:
    """One line for all packages, where the new ones would cost learners something."""
    losses = [loss for each in replaced for loss in each]
    if losses:
        message = f"learners who began in the package of version {course.version} that was here would lose something"
        hint = "where learners have begun, take that back or raise `version:`; `scormkit compare OLD NEW` says more"
        yield info("PKG-REPLACED", f"{message}: {losses[0]}", Location(place), hint)


def _write_upload(layout: PackageLayout, package: Path, size: int) -> None:
    """UPLOAD.html beside the package, for the person at the LMS."""
    from scormkit.render.upload import render_upload

    page = package.with_name(f"{layout.name}_UPLOAD.html")
    write_file(page, render_upload(layout, zip_name=package.name, size=size))


def _contents(
    layout: PackageLayout, target: Target, context: RenderContext
) -> Iterator[tuple[PlannedFile, bytes | Path]]:
    control = dict(_control_files(target))
    for planned in layout.files:
        origin = planned.origin
        if isinstance(origin, Copied):
            yield planned, Path(layout.course.root) / origin.source
        elif origin == Generated("manifest"):
            yield planned, target.write_manifest(layout)
        elif origin == Generated("metadata"):
            yield planned, target.write_metadata(layout)
        elif isinstance(origin, Generated) and origin.what == "control":
            yield planned, control[origin.name]
        else:
            yield planned, render_file(layout, planned, context)


def _judge(built: BuiltPackage) -> tuple[Diagnostic, ...]:
    """Our own package, judged like anybody's."""
    from scormkit.validate.checking import check_package

    return tuple(check_package(built.path, name=built.path.as_posix()))


#: What a package's rule finds and the sources told already, with file and line.
_ECHOES = {
    "ITEM-TITLE-MARKUP": "SRC-TITLE-MARKUP",
    "HTML-HTTP": "SRC-REMOTE",
    "HTML-IMG-ALT": "SRC-ALT-MISSING",
    "HTML-REMOTE": "SRC-REMOTE",
    "HTML-REMOTE-SCRIPT-NO-SRI": "SRC-REMOTE",
}


def _unheard_of(remarks: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Remarks that another package of the course has not called forth already."""
    known = set(told)
    return [each for each in remarks if each not in known]


def _unheard(judged: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What judging a package found, without that whose every title or address the author has heard of."""
    heard: dict[str, set[str]] = {}
    for each in told:
        heard.setdefault(each.code, set()).update(_quoted(each))
    for each in judged:
        source = heard.get(_ECHOES.get(each.code, ""), set())
        # a package's title may hold those of its units
        titles = source if each.code == "ITEM-TITLE-MARKUP" else set()
        if not source or not all(word in source or any(one in word for one in titles) for word in _quoted(each)):
            yield each


def _quoted(diagnostic: Diagnostic) -> list[str]:
    """What stands between backticks."""
    return diagnostic.message.split("`")[1::2]


def _diagnostics_of(problem: ScormkitError, root: Path) -> tuple[Diagnostic, ...]:
    place = Location(posixpath.normpath(f"{root.as_posix()}/course.yaml"))
    if isinstance(problem, CourseError):
        return tuple(replace(each, location=replace(each.location, file=place.file)) for each in problem.report)
    found = getattr(problem, "diagnostic", None)
    if isinstance(found, Diagnostic):
        return (_placed(found, root),)
    if isinstance(problem, PackageError):
        return (error("PKG-NOT-WRITTEN", str(problem), place, "mend that, or choose another place by `--out`"),)
    return (error("BUILD-STOPPED", str(problem), place),)


def _unknown_names(root: Path, options: BuildOptions) -> Iterator[Diagnostic]:
    """Targets and themes that course.yaml names and nobody knows, told together with all other mistakes."""
    targets, _ = written(root, ("packaging", "targets"))
    known = [target.name for target in all_targets()]
    for index, name in enumerate(targets if isinstance(targets, list) and options.targets is None else ()):
        if isinstance(name, str) and SLUG.fullmatch(name) and name not in known:
            _, where = written(root, ("packaging", "targets", index))
            yield error("SRC-TARGET-UNKNOWN", f"there is no target `{name}`", where, did_you_mean(name, known))
    theme, _ = written(root, ("theme",))
    name = options.theme or (theme.get("name") if isinstance(theme, dict) else theme)
    if isinstance(name, str):
        try:
            load_theme(name, root)
        except ThemeError as problem:
            found = _placed(problem.diagnostic, root)
            asked = options.theme and problem.diagnostic.location.file == "course.yaml"
            yield replace(found, message=f"{found.message}, which `--theme` asks for") if asked else found


def _placed(found: Diagnostic, root: Path) -> Diagnostic:
    """What the render room found, with its place as the user would type it: it knows files of themes only."""
    file, line = found.location.file, found.location.line
    if file == "course.yaml":
        _, key = written(root, ("language",) if found.code.startswith("STRINGS") else ("theme", "name"))
        return replace(found, location=replace(found.location, file=key.file, line=line or key.line))
    if (root / posixpath.join(*file.split("/")[:2])).is_dir():
        return replace(found, location=replace(found.location, file=posixpath.normpath(f"{root.as_posix()}/{file}")))
    return found
