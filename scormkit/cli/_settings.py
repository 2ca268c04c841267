"""Options of commands that write tables for other systems: what a user sets, and in which zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Setting(click.ParamType):  # type: ignore[type-arg]  # generic for type checkers only
    """`NAME=VALUE`."""

    name = "setting"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, equals, text = value.partition("=")
        if not (name and equals):
            self.fail(f"`{value}` is not of the form NAME=VALUE", param, ctx)
        return name, text


class Zone(click.ParamType):  # type: ignore[type-arg]  # generic for type checkers only
    """A time zone by its IANA name."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from difflib import get_close_matches
        from zoneinfo import available_timezones

        known = available_timezones()
        if value not in known:
            near = get_close_matches(value, sorted(known), n=1)
            hint = f"did you mean `{near[0]}`?" if near else "write it as `Europe/Berlin`"
            self.fail(f"there is no time zone `{value}`; {hint}", param, ctx)
        return str(value)


def set_option(command: Command) -> Command:
    """`--set NAME=VALUE`, for what a mapping asks its user."""
    return click.option(
        "--set", "settings", type=Setting(), multiple=True, metavar="NAME=VALUE",
        help="What the mapping calls `param.NAME`; several times.",
    )(command)  # fmt: skip
