"""xAPI room, sending: statements of a file to a store, in batches, each once however often it is tried."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scormkit.diagnostics import Diagnostic, Location
from scormkit.errors import ScormkitError
from scormkit.xapi.checking import Finding, diagnostic
from scormkit.xapi.reading import Read
from scormkit.xapi.statements import statement_id
from scormkit.xapi.transport import RefusedError, Store, StoreError, encode
from scormkit.xapi.values import read_timestamp

Json = dict[str, Any]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How much goes into one request. Web servers in front of stores often refuse a body of more than 1 MB."""

    statements: int = 100
    size: int = 500_000  #: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A statement on its way, with its id, and where it stands in its file."""

    statement: Json
    line: int
    pointer: str = ""

    @property
    def id(self) -> str:
        """In small letters: a UUID is the same in any."""
        return str(self.statement["id"]).lower()


@dataclass(slots=True)
class Sent:
    """What became of them. `before`: the journal knew; `there`: the store had them; `refused` says where and why."""

    stored: int = 0
    before: int = 0
    there: int = 0
    refused: list[Diagnostic] = field(default_factory=list)


class JournalError(ScormkitError):
    """A journal cannot be used: of another store, of another kind, or not writable."""


class Journal:
    """The ids that a store has, in a file beside the statements, so that sending can go on where it stopped.

    A line is written, and on disk, before the next batch is sent; a last line that was cut off is left out. A journal
    without ids belongs to no store yet. Raises `JournalError` for a file that is of another store or no journal.
    """

    def __init__(self, path: Path | None, endpoint: str) -> None:
        self.path = path
        self.ids: set[str] = set()
        self._lines: list[str] = []
        try:
            self._file = path.open("a+", encoding="utf-8", newline="\n") if path else None
            if self._file:
                self._read(endpoint)
        except OSError as failure:
            raise JournalError(f"`{path}` cannot be written: {failure.strerror}") from None
        except UnicodeDecodeError:
            raise JournalError(f"`{path}` is no journal of sent statements") from None

    def _read(self, endpoint: str) -> None:
        assert self._file is not None
        self._file.seek(0)
        text = self._file.read()
        head = f"{json.dumps({'format': FORMAT, 'endpoint': endpoint})}\n"
        whole, _, cut = text.rpartition("\n")
        first, *rest = (_parsed(line) for line in whole.split("\n"))
        if not head.startswith(text) and first.get("format") != FORMAT:
            raise JournalError(f"`{self.path}` is no journal of sent statements")
        ids = {str(each["id"]) for each in rest if "id" in each}
        if not ids:  # new, cut off in its first line, or of an endpoint that never took anything
            self._file.truncate(0)
            self._write(head)
            return
        if first.get("endpoint") != endpoint:
            raise JournalError(
                f"`{self.path}` tells what was sent to `{first.get('endpoint')}`; name another file with --journal"
            )
        self.ids = ids
        if cut:  # a line that was cut off must not run into the next
            self._write("\n")

    def add(self, batch: Iterable[Outgoing]) -> None:
        """Notes that the store has these."""
        fresh = list(batch)
        self.ids.update(each.id for each in fresh)
        if self._file:
            self._write("".join(f"{json.dumps({'id': each.id, 'line': each.line})}\n" for each in fresh))

    def _write(self, text: str) -> None:
        assert self._file is not None
        self._file.write(text)
        self._file.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()


def _parsed(line: str) -> Json:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def outgoing(reads: Iterable[Read]) -> Iterator[Outgoing]:
    """Statements that passed the check, ready to go.

    One without an id gets one that is made from all it says and from how many equal ones came before, so that the same
    file gives the same ids each time.
    """
    equal: dict[str, int] = {}
    for each in reads:
        statement = each.value
        if "id" not in statement:
            said = json.dumps(statement, sort_keys=True)
            number = equal[said] = equal.get(said, 0) + 1
            statement = {"id": statement_id(said, *([str(number)] if number > 1 else ())), **statement}
        yield Outgoing(statement, each.line, each.pointer)


def send(
    store: Store,
    statements: Iterable[Outgoing],
    journal: Journal,
    name: str,
    *,
    limits: Limits = Limits(),
    progress: Callable[[Sent], None] | None = None,
) -> Sent:
    """Sends them in their order; `name` is how locations call the file, `progress` is told after each batch.

    What the store refuses is split until it is known which statement it is; the others are stored. Raises `StoreError`
    when the store cannot be used (any longer): the journal then knows how far it came.
    """
    sent = Sent()
    for batch in _batches(statements, journal, limits, sent):
        _send_batch(store, batch, journal, name, sent)
        if progress:
            progress(sent)
    return sent


def _batches(statements: Iterable[Outgoing], journal: Journal, limits: Limits, sent: Sent) -> Iterator[list[Outgoing]]:
    batch: list[Outgoing] = []
    size = 0
    for each in statements:
        if each.id in journal.ids:
            sent.before += 1
            continue
        more = len(encode(each.statement)) + 1
        if batch and (len(batch) == limits.statements or size + more > limits.size):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += more
    if batch:
        yield batch


def _send_batch(store: Store, batch: list[Outgoing], journal: Journal, name: str, sent: Sent) -> None:
    try:
        store.add([each.statement for each in batch])
    except RefusedError as refusal:
        if refusal.status in (403, 404):
            what = "these credentials may not write" if refusal.status == 403 else "there is no store at this endpoint"
            raise StoreError(f"{what} ({refusal.status})", refusal.told) from None
        if len(batch) > 1:
            middle = len(batch) // 2
            _send_batch(store, batch[:middle], journal, name, sent)
            _send_batch(store, batch[middle:], journal, name, sent)
        elif refusal.status == 409 and _is_there(store, batch[0]):
            journal.add(batch)
            sent.there += 1
        else:
            sent.refused.append(_refused(batch[0], refusal, name))
    else:
        journal.add(batch)
        sent.stored += len(batch)


def _is_there(store: Store, each: Outgoing) -> bool:
    """Whether the store has this very statement. A key that may not read leaves it open: the id is taken for it."""
    try:
        found = store.statement(each.id)
    except RefusedError:
        return True
    if found is None:  # it was voided, and is handed out no more (xAPI 1.0.3, 2.1.3)
        return True
    moment = each.statement.get("timestamp")
    same_time = not moment or read_timestamp(moment) == read_timestamp(str(found.get("timestamp")))
    return same_time and _said(found) == _said(each.statement)


def _said(statement: Mapping[str, Any]) -> object:
    """Who did what, and how it went: a store may add definitions and names, and write durations in another way."""
    actor = _without(statement.get("actor"), "name", "objectType")
    verb, target = _without(statement.get("verb"), "display"), _without(statement.get("object"), "definition")
    return actor, verb, _without(target, "objectType"), _without(statement.get("result"), "duration")


def _without(value: object, *keys: str) -> Json:
    return {name: inner for name, inner in value.items() if name not in keys} if isinstance(value, dict) else {}


def _refused(each: Outgoing, refusal: RefusedError, name: str) -> Diagnostic:
    if refusal.status == 409:
        found = Finding("XAPI-CONFLICT", "id", f"the store has another statement with the id {each.id}")
    else:
        told = f": {refusal.told}" if refusal.told else ""
        found = Finding("XAPI-REFUSED", "", f"the store refuses the statement ({refusal.status}){told}")
    return diagnostic(found, Location(name, each.line, each.pointer))
