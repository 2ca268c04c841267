"""Stores for tests in a browser: the doubles of the runtime's tests behind HTTP, in any weather, or real ones."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scormkit.xapi.transport import basic
from tests.xapi.stores.real import PASSWORD, USER, RealStore

SERVER = Path(__file__).parent / "site" / "serve_stores.mjs"
PATIENCE = 10.0
AUTHORIZATION = basic(USER, PASSWORD)


@dataclass(frozen=True, slots=True)
class Stores:
    """The server with its rooms."""

    port: int

    def ask(self, **order: object) -> Any:
        address = f"http://127.0.0.1:{self.port}/control"
        with urllib.request.urlopen(address, json.dumps(order).encode(), timeout=PATIENCE) as answer:
            return json.load(answer)

    def room(self, kind: str = "store", real: RealStore | None = None) -> Room:
        """A new one; with `real`, statements go there."""
        to = {"endpoint": real.endpoint, "authorization": AUTHORIZATION} if real else None
        made = self.ask(op="room", kind=kind, forward=to)
        return Room(self, made["room"], made["origin"], real)


@dataclass(frozen=True, slots=True)
class Room:
    """One store, or one LMS with its store. `origin` is what its addresses begin with."""

    stores: Stores
    name: str
    origin: str
    real: RealStore | None = None

    def launch(self, **how: object) -> Any:
        """A launch of the cmi5 LMS: its `query` belongs to the address of the AU."""
        return self.stores.ask(op="launch", room=self.name, **how)

    def weather(self, kind: str, **more: object) -> None:
        self.stores.ask(op="weather", room=self.name, weather={"kind": kind, **more})

    def report(self) -> Any:
        return self.stores.ask(op="report", room=self.name)

    def statements(self) -> list[dict[str, Any]]:
        """What is stored, in the order of its coming; of a real store, which begins with the newest, by their times."""
        if self.real:
            return sorted(self._of_real(self.real.endpoint), key=lambda each: str(each["timestamp"]))
        found: list[dict[str, Any]] = self.report()["statements"]
        return found

    def _of_real(self, endpoint: str) -> list[dict[str, Any]]:
        request = urllib.request.Request(
            f"{endpoint}statements?limit=500",
            headers={"Authorization": AUTHORIZATION, "X-Experience-API-Version": "1.0.3"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            found: list[dict[str, Any]] = json.load(answer)["statements"]
        return found

    def wait(self, happened: Callable[[list[dict[str, Any]]], bool], what: str) -> list[dict[str, Any]]:
        """The statements, once they are so; real time goes by meanwhile."""
        end = time.monotonic() + PATIENCE
        while not happened(found := self.statements()):
            assert time.monotonic() < end, f"never stored: {what}; there is {[verb(each) for each in found]}"
            time.sleep(0.05)
        return found


def verb(statement: dict[str, Any]) -> str:
    return str(statement["verb"]["id"]).rpartition("/")[2]


def said(statements: list[dict[str, Any]], *verbs: str) -> list[str]:
    """The verbs in order; only those asked for, or all."""
    return [word for each in statements if (word := verb(each)) in verbs or not verbs]


@contextmanager
def serve_stores() -> Iterator[Stores]:
    with subprocess.Popen(["node", str(SERVER)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield Stores(int(server.stdout.readline()))
        finally:
            server.terminate()
