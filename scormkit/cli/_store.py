"""What commands share that send statements: where the store is, with what right, and what became of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scormkit.cli._shared import refuse

if TYPE_CHECKING:
    from scormkit.xapi.sending import Journal, Sent
    from scormkit.xapi.transport import Store

Command = TypeVar("Command", bound=Callable[..., Any])

KEY, SECRET, TOKEN, ENDPOINT = "SCORMKIT_LRS_KEY", "SCORMKIT_LRS_SECRET", "SCORMKIT_LRS_TOKEN", "SCORMKIT_LRS_ENDPOINT"


def endpoint_option(*, required: bool) -> Callable[[Command], Command]:
    """`--endpoint`, also from the environment."""
    return click.option(
        "--endpoint", required=required, envvar=ENDPOINT, metavar="URL", help=f"The store's address; or set {ENDPOINT}."
    )


def batch_option(command: Command) -> Command:
    """`--batch`: how many statements go at once."""
    return click.option(
        "--batch", type=click.IntRange(1, 10_000), default=100, show_default=True, help="Statements a request."
    )(command)


def journal_option(command: Command) -> Command:
    """`--journal`: where is noted what the store has."""
    return click.option(
        "--journal", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="Where to note what the store has; FILE.sent beside the statements when absent.",
    )(command)  # fmt: skip


def store_options(command: Command) -> Command:
    """How a store is spoken to: without credentials, whose certificates, which version, how patiently."""
    options = (
        click.option("--no-credentials", is_flag=True, help="The store asks for none."),
        click.option(
            "--trust", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
            help="Certificates to trust, as PEM.",
        ),
        click.option("--xapi-version", default="1.0.3", show_default=True, help="What the version header says."),
        click.option(
            "--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS",
            help="How long one answer may take.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def open_store(
    endpoint: str, no_credentials: bool, trust: Path | None, version: str, timeout: float, tries: int = 6
) -> Store:
    """The store, with credentials from the environment or asked for at a terminal."""
    from scormkit.xapi.transport import Patience, Store, checked_endpoint

    checked_endpoint(endpoint)  # before anybody types a secret
    return Store(
        endpoint,
        "" if no_credentials else _authorization(),
        version=version,
        patience=Patience(tries, timeout=timeout),
        trusted=str(trust) if trust else "",
        notice=lambda text: click.echo(text, err=True),
    )


def _authorization() -> str:
    """From the environment, or asked for at a terminal; never from the command line, which others can see."""
    from scormkit.xapi.transport import basic, bearer

    key, secret, token = (os.environ.get(name, "") for name in (KEY, SECRET, TOKEN))
    if token:
        return bearer(token)
    if not (key and secret) and not sys.stdin.isatty():
        refuse(f"no credentials: set {KEY} and {SECRET}, or {TOKEN}; or say --no-credentials")
    key = key or click.prompt("key", err=True)
    secret = secret or click.prompt("secret", hide_input=True, err=True)
    return basic(key, secret)


def show_progress(sent: Sent) -> None:
    """How far it is, at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r{sent.stored + sent.there:,} in the store", nl=False, err=True)


def show_kept(journal: Journal) -> None:
    """How far it came before it broke off, and that nothing of it is done again; without a journal nothing is known."""
    if journal.path and journal.ids:
        line = chr(10) if sys.stderr.isatty() else ""
        click.echo(f"{line}{len(journal.ids):,} are in the store; the same command goes on from there", err=True)


def show_sent(sent: Sent) -> None:
    """What became of the statements, in one line."""
    counts = (
        (sent.stored, "stored"),
        (sent.there, "already there"),
        (sent.before, "sent before"),
        (len(sent.refused), "refused"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number or what == "stored")
    click.echo(f"{chr(13) if sys.stderr.isatty() else ''}{told}", err=True)
