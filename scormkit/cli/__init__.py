"""Command line: parse, call, print. A module here is a group of commands; none is listed anywhere.

Modules are cheap to import: what a command works with is imported inside it, so that `--help` comes at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from scormkit import __version__
from scormkit.cli._shared import INTERRUPTED
from scormkit.errors import ScormkitError


class Commands(click.Group):
    """Finds its commands in the modules of a folder, each of which names them in `COMMANDS`."""

    room = __name__

    def _found(self) -> dict[str, click.Command]:
        places = iter_modules(import_module(self.room).__path__)
        modules = (import_module(f"{self.room}.{each.name}") for each in places if each.name[0] != "_")
        return {str(command.name): command for module in modules for command in module.COMMANDS}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._found())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._found().get(cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nstopped", err=True)
            ctx.exit(INTERRUPTED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            program = ctx.command_path
            hint = f"did you mean `{program} {near[0]}`?" if near else f"`{program} --help` lists the commands"
            raise click.UsageError(f"there is no command `{args[0]}`: {hint}", ctx) from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scormkit")
def scormkit() -> None:
    """Turn Markdown and YAML into courses that an LMS plays, and check packages.

    Start with `scormkit new DIR`, then `scormkit build DIR`.
    """


def main() -> None:
    """The `scormkit` program. Exit codes: 0 fine, 1 findings, 2 could not run, 130 stopped by Ctrl-C."""
    try:
        scormkit(prog_name="scormkit")
    except ScormkitError as problem:
        click.echo(f"error: {problem}", err=True)
        sys.exit(2)
    except OSError as problem:
        if os.environ.get("SCORMKIT_DEBUG"):
            raise
        click.echo(f"error: {_told(problem)}", err=True)
        sys.exit(2)
    except Exception as problem:
        if os.environ.get("SCORMKIT_DEBUG"):
            raise
        click.echo(f"error: scormkit itself failed: {type(problem).__name__}: {problem}", err=True)
        click.echo("Nothing was changed. Run it again with SCORMKIT_DEBUG=1 and report what it prints.", err=True)
        sys.exit(2)


def _told(problem: OSError) -> str:
    """What the system refused, and where: no room, no permission, a file where a folder should be."""
    reason = (problem.strerror or str(problem)).lower()
    return f"`{problem.filename}`: {reason}" if problem.filename else f"the system refused: {reason}"
