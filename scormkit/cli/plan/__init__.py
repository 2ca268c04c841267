"""`scormkit plan`: units and live sessions on one calendar. A module here holds commands that belong together."""

from __future__ import annotations

import click

from scormkit.cli import Commands


class PlanCommands(Commands):
    room = __name__


@click.command(cls=PlanCommands, short_help="The session plan of a blended course.")
def plan() -> None:
    """Check, build, publish and move the session plan of a blended course."""


COMMANDS = (plan,)
