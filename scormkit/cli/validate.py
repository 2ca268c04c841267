"""Command line, checking: `validate` judges packages, `rules` explains what is looked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scormkit.cli._shared import FORMATS, refuse, write_text

if TYPE_CHECKING:
    from scormkit.diagnostics import Location, Report
    from scormkit.rules import Rule, Selection
    from scormkit.rules.baseline import Baseline
    from scormkit.rules.settings import CheckSettings

ROOMS = ("scormkit.validate", "scormkit.lint", "scormkit.sessions.rules")
_LONGEST_EXCERPT = 160
_FEW = 4  #: packages that are not worth starting processes for


@dataclass(frozen=True, slots=True)
class Job:
    """One package to check, in whatever process."""

    path: Path
    name: str
    profile: str
    selection: Selection


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one package came to: its report, the standard it follows, and the lines that findings are about."""

    name: str
    standard: str
    report: Report
    excerpts: dict[Location, str] = field(default_factory=dict)


@click.command(short_help="Check packages of any tool.")
@click.argument("packages", nargs=-1, required=True, metavar="PACKAGE...")
@click.option(
    "--profile", metavar="NAME", help="Whose eyes to use: default, strict-adl, moodle, openedx, chamilo, scormcloud."
)
@click.option(
    "--select", multiple=True, metavar="CODE", help="Only these rules; `ZIP-*` for a family. Can be repeated."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules. Can be repeated.")
@click.option("--severity", multiple=True, metavar="CODE=LEVEL", help="Judge a rule otherwise: error, warning or info.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Only what this file does not know.")
@click.option(
    "--write-baseline", type=click.Path(path_type=Path), metavar="FILE", help="Write what is found as a baseline."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="Output format.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there.")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Packages checked at once; by default one a core.")
def validate(
    packages: tuple[str, ...],
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
    style: str,
    output: Path | None,
    strict: bool,
    jobs: int | None,
) -> None:
    """Check packages of any tool: SCORM 1.2, SCORM 2004, cmi5, tincan.xml.

    PACKAGE is a zip, an unpacked folder, a bare cmi5.xml, or a pattern such as `dist/**/*.zip`. Nothing is unpacked,
    and nothing in a package is trusted. Exit code 0: nothing fails, 1: findings, 2: could not run. Settings come from
    `[tool.scormkit]` in pyproject.toml or from scormkit.toml; options win.
    """
    from scormkit.rules.settings import load_check_settings

    settings = load_check_settings(Path.cwd())
    selection = _selection(settings, select, ignore, severity)
    paths = _expand(packages)
    chosen = profile or settings.profile
    _refuse_unknown_profile(chosen, "" if profile else settings.source)
    _refuse_to_replace(paths, (output, write_baseline))
    known = _known_findings(settings, baseline)
    verdicts = _check_all([Job(path, name, chosen, selection) for path, name in paths], jobs)
    report = _without_waived(verdicts, settings)
    if write_baseline is not None:
        from scormkit.rules.baseline import render_baseline

        write_text(write_baseline, render_baseline(report))
    if known is not None:
        from scormkit.rules.baseline import without_baseline

        report = without_baseline(report, known)
    _show(report, verdicts, style, output)
    _exit(report, strict or settings.strict)


def _selection(
    settings: CheckSettings, select: tuple[str, ...], ignore: tuple[str, ...], severity: tuple[str, ...]
) -> Selection:
    from scormkit.rules import Selection
    from scormkit.rules.settings import read_severity

    levels = {}
    for each in severity:
        code, equals, word = each.partition("=")
        if not equals:
            refuse(f"--severity takes CODE=LEVEL, not `{each}`")
        levels[code.strip().upper()] = read_severity(word.strip())
    asked = Selection(tuple(each.upper() for each in select), tuple(each.upper() for each in ignore), levels)
    options = (("--select", asked.select), ("--ignore", asked.ignore), ("--severity", levels))
    _refuse_unknown_codes(
        [
            *((option, code) for option, codes in options for code in codes),
            *((f"{settings.source}: `{key}`", code) for key, code in settings.codes()),
        ]
    )
    return Selection(
        select=asked.select or settings.selection.select,
        ignore=(*settings.selection.ignore, *asked.ignore),
        severities={**settings.selection.severities, **levels},
    )


def _refuse_unknown_codes(named: list[tuple[str, str]]) -> None:
    """A misspelt code would silently change nothing; `named` are codes or patterns with what names them."""
    if not named:
        return
    from scormkit.rules import explain_unknown

    known = _all_codes()
    for where, code in named:
        problem = explain_unknown(code, known)
        if problem:
            refuse(f"{where}: {problem}")


def _refuse_unknown_profile(name: str, source: str) -> None:
    from scormkit.errors import ScormkitError
    from scormkit.validate.profiles import load_profile

    try:
        load_profile(name)
    except ScormkitError as failure:
        refuse(f"{source}: `profile`: {failure}" if source else str(failure))


def _refuse_to_replace(paths: Iterable[tuple[Path, str]], written: Iterable[Path | None]) -> None:
    """A report must not be written over the package that it is about."""
    for each in written:
        if each is not None and _exists(each) and any(each.samefile(path) for path, _ in paths):
            refuse(f"`{each}` is one of the packages: write the report to another file")


def _expand(packages: Iterable[str]) -> list[tuple[Path, str]]:
    """Each package once, with the name to show; patterns are resolved here, since not every shell does it."""
    found: dict[str, Path] = {}
    for each in packages:
        path = Path(each)
        if any(mark in each for mark in "*?[") and not _exists(path):
            from glob import glob

            matches = sorted(glob(each, recursive=True))  # noqa: PTH207 - patterns may be absolute
            if not matches:
                refuse(f"nothing matches `{each}`")
            found.update((Path(match).as_posix(), Path(match)) for match in matches)
            continue
        if not each or not _exists(path):
            refuse(f"there is no file `{each}`")
        found[path.as_posix()] = path
    return [(path, name) for name, path in found.items()]


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for names that no system can have


def _check_all(jobs: list[Job], workers: int | None) -> list[Verdict]:
    """The verdicts in the order of the jobs; several packages are checked by several processes."""
    most = min(workers or os.cpu_count() or 1, len(jobs))
    if most == 1 or (workers is None and len(jobs) < _FEW):
        return [check(job) for job in jobs]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(most, mp_context=get_context("spawn")) as pool:
        return list(pool.map(check, jobs, chunksize=max(1, min(16, len(jobs) // (most * 4)))))


def check(job: Job) -> Verdict:
    """Check one package and keep the lines that its findings are about."""
    from scormkit.package.reader import read_package
    from scormkit.validate.checking import check_read_package

    with read_package(job.path, job.name) as package:
        report = check_read_package(package, profile=job.profile, selection=job.selection)
        excerpts = {
            where: text for where in {each.location for each in report} if (text := _excerpt(package.line(where)))
        }
        return Verdict(job.name, package.standard.label, report, excerpts)


def _excerpt(line: str) -> str:
    text = line.strip()
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[:_LONGEST_EXCERPT]}…"


def _known_findings(settings: CheckSettings, option: Path | None) -> Baseline | None:
    """The baseline that was asked for, by the option or by the settings."""
    from scormkit.rules.baseline import read_baseline

    path = option or settings.baseline
    if path is None:
        return None
    if not path.is_file():
        refuse(f"there is no baseline `{path.as_posix()}`: write one with --write-baseline")
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError as failure:
        refuse(f"`{path.as_posix()}` cannot be read: {(failure.strerror or str(failure)).lower()}")
    return read_baseline(text, path.as_posix())


def _without_waived(verdicts: list[Verdict], settings: CheckSettings) -> Report:
    """All findings that no waiver covers."""
    from scormkit.diagnostics import Report

    report = Report.of(each for verdict in verdicts for each in verdict.report)
    if not settings.waivers:
        return report
    from datetime import date

    from scormkit.rules.waivers import apply_waivers

    return apply_waivers(report, settings.waivers, today=date.today(), settings=settings.source)


def _show(report: Report, verdicts: list[Verdict], style: str, output: Path | None) -> None:
    from scormkit.output import render_report

    excerpts = {where: text for verdict in verdicts for where, text in verdict.excerpts.items()}
    colour = style == "text" and output is None and sys.stdout.isatty()
    shown = render_report(
        report,
        style,
        colour=colour,
        excerpt=lambda where: excerpts.get(where, ""),
        describe=_manual if style in ("sarif", "html") else None,
        title=_title(verdicts),
        checked=tuple((each.name, each.standard) for each in verdicts),
    )
    if output is not None:
        write_text(output, shown)
        return
    if style == "text":
        for verdict in verdicts:
            click.echo(f"{verdict.name}: {verdict.standard}")
        click.echo()
    click.echo(shown, nl=False)


def _title(verdicts: list[Verdict]) -> str:
    return f"Check of {verdicts[0].name}" if len(verdicts) == 1 else f"Check of {len(verdicts)} packages"


def _manual(code: str) -> str:
    from scormkit.rules import find_rule

    _load_all()
    found = find_rule(code)
    return found.manual if found else ""


def _exit(report: Report, strict: bool) -> None:
    from scormkit.diagnostics import Severity

    sys.exit(report.exit_code(Severity.WARNING if strict else Severity.ERROR))


@click.command(short_help="List the rules, or explain one.")
@click.argument("code", required=False)
@click.option("--family", metavar="WORD", help="Only the rules whose code begins with this word.")
def rules(code: str | None, family: str | None) -> None:
    """List all rules, or explain one: what, why, who is affected, bad and good examples, and the source."""
    if code:
        _explain(code.upper())
        return
    wanted: Callable[[Rule], bool] = lambda each: family is None or each.family == family.upper()  # noqa: E731
    listed = [each for each in _load_all() if wanted(each)]
    if not listed:
        refuse(f"no rule begins with `{family}`")
    width = max(len(each.code) for each in listed)
    for each in listed:
        click.echo(f"{each.code:<{width}}  {each.severity.name.lower():<7}  {each.title}")


def _load_all() -> list[Rule]:
    """The rules of every room that has some."""
    from importlib.util import find_spec

    from scormkit.rules import load_rules

    return [each for room in ROOMS if find_spec(room) for each in load_rules(room)]


def _all_codes() -> list[str]:
    """Every code that a report can hold."""
    from scormkit.rules import RULE_FAILED
    from scormkit.rules.waivers import WAIVER_EXPIRED, WAIVER_UNUSED

    return [*(each.code for each in _load_all()), RULE_FAILED, WAIVER_EXPIRED, WAIVER_UNUSED]


def _explain(code: str) -> None:
    from scormkit.rules import explain_unknown, find_rule
    from scormkit.rules.manual import render_manual

    known = [each.code for each in _load_all()]
    found = find_rule(code)
    if found is None:
        refuse(explain_unknown(code, known))
    click.echo(render_manual(found), nl=False)


COMMANDS = (validate, rules)
