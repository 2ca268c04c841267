"""`scormkit build`: courses become packages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from scormkit.cli._shared import INTERRUPTED, exit_with, megabytes, report_options, require_folder, show_report, verdict

if TYPE_CHECKING:
    from scormkit.build import BuildOptions, BuildResult, BuiltPackage


@click.command(short_help="Build packages of courses and check them.")
@click.argument("courses", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="COURSE…")
@click.option("--target", "targets", multiple=True, metavar="NAME", help="A delivery standard; repeatable; or `all`.")
@click.option("--split", type=click.Choice(["course", "session", "module", "unit"]), help="How many zips.")
@click.option("--sco", type=click.Choice(["course", "module", "unit"]), help="How much one SCO holds.")
@click.option("--max-size", metavar="SIZE", help="The largest zip the LMS takes, such as `250MB`.")
@click.option("--theme", metavar="NAME", help="Another theme than the course's.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Only this language; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to.")
@report_options
def build(
    courses: tuple[Path, ...],
    targets: tuple[str, ...],
    split: str | None,
    sco: str | None,
    max_size: str | None,
    theme: str | None,
    languages: tuple[str, ...],
    out: Path,
    style: str,
    strict: bool,
) -> None:
    """Build packages of each COURSE (a folder with a course.yaml) and check them.

    Without options, the course's own `packaging:` decides.
    """
    from scormkit.build import BuildOptions
    from scormkit.diagnostics import Report
    from scormkit.model import ScoScope, Split

    options = BuildOptions(
        out=out,
        targets=_targets(targets),
        split=Split(split) if split else None,
        sco=ScoScope(sco) if sco else None,
        max_size=_size(max_size),
        theme=theme,
        languages=languages or None,
    )
    report = Report()
    packages: list[BuiltPackage] = []
    begun: list[str] = []
    for course in courses:
        require_folder(course)
        result = _build_one(course, options, style, begun)
        report += result.report
        packages += result.packages
    _show(packages, report, style)
    if any(each.code == "PKG-NOT-WRITTEN" for each in report):
        sys.exit(2)
    exit_with(report, strict)


def _targets(names: tuple[str, ...]) -> tuple[str, ...] | None:
    from scormkit.targets import all_targets, target_named

    if "all" in names:
        return tuple(target.name for target in all_targets())
    return tuple(target_named(name).name for name in names) or None


def _size(text: str | None) -> int | None:
    from scormkit.source.values import read_size

    if text is None:
        return None
    try:
        return read_size(text)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--max-size") from None


def _build_one(course: Path, options: BuildOptions, style: str, begun: list[str]) -> BuildResult:
    """Builds, with a line of progress that is there only while somebody watches; `begun` gets each package's name."""
    from scormkit.build import build_course

    watched = style == "text" and sys.stderr.isatty()

    def tell(name: str) -> None:
        begun.append(name)
        if watched:
            click.echo(f"\r\x1b[K  building {name} …", nl=False, err=True)

    try:
        return build_course(course, options, tell)
    except KeyboardInterrupt:
        done = begun[:-1]
    finally:
        if watched:
            click.echo("\r\x1b[K", nl=False, err=True)
    _stop(done)


def _stop(done: list[str]) -> NoReturn:
    """Ctrl-C: says what is on disk now."""
    if done:
        click.echo(f"stopped; {', '.join(done)} {'is' if len(done) == 1 else 'are'} new", err=True)
    click.echo(f"{'all other' if done else 'stopped; the old'} packages are untouched", err=True)
    sys.exit(INTERRUPTED)


def _show(packages: list[BuiltPackage], report: Any, style: str) -> None:
    if style == "json":
        from scormkit.output import render_report

        found = json.loads(render_report(report, "json"))
        click.echo(json.dumps({"packages": [_facts(each) for each in packages], **found}, indent=2))
        return
    show_report(report, style)
    if style == "text" and packages:
        click.echo(_table(packages))
        told = verdict(report) if not report.exit_code() else f"{verdict(report)} in all"
        click.echo(f"\nEach package was checked: {told}.")
        replaced = sum(each.replaced for each in packages)
        if replaced:
            what = "1 package replaced another" if replaced == 1 else f"{replaced} packages replaced others"
            click.echo(f"{what} of the same version; raise `version:` once learners have begun.")


def _facts(package: BuiltPackage) -> dict[str, Any]:
    return {
        "course": package.course,
        "language": package.language,
        "target": package.target,
        "path": package.path.as_posix(),
        "size": package.size,
        "scos": package.scos,
        "replaced": package.replaced,
    }


def _table(packages: list[BuiltPackage]) -> str:
    rows = [("target", "SCOs", "size", "package")]
    rows += [(each.target, str(each.scos), megabytes(each.size), each.path.as_posix()) for each in packages]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]}" for row in rows]
    return "\n".join(lines)


COMMANDS = (build,)
