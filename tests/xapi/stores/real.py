"""Real stores that others wrote, each started for as long as it is needed, empty at first."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.xapi.courses import ROOT
from tests.xapi.stores.judges import HERE, RALPH

USER, PASSWORD = "scormkit", "a good deal of salt"
LEARNING_LOCKER = ROOT / "requirements/learning-locker/node_modules/@learninglocker/xapi-statements/dist/server.js"
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class RealStore:
    """Where it is, and whether it looks at credentials."""

    name: str
    endpoint: str
    asks_who: bool = True


@contextmanager
def ralph(folder: Path) -> Iterator[RealStore]:
    """Ralph, on files below `folder`."""
    assert RALPH.exists(), "Ralph is not installed: run `make setup-test`"
    command = [str(RALPH), str(HERE / "ralph_server.py"), str(folder / "store"), USER, PASSWORD]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (folder / "log").open("wb") as log, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=log, env=own, text=True
    ) as server:  # fmt: skip
        assert server.stdout is not None
        try:
            port = server.stdout.readline().strip()
            assert port, (folder / "log").read_text("utf-8")
            yield RealStore("Ralph", f"http://localhost:{port}/xAPI/")
        finally:
            server.terminate()


@contextmanager
def learning_locker(folder: Path) -> Iterator[RealStore]:
    """Learning Locker's store of statements, in memory. As it is started here, it takes any credentials."""
    assert LEARNING_LOCKER.exists(), "Learning Locker is not installed: run `make setup-test`"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = os.environ | {
        "EVENTS_REPO": "test",
        "AUTH_REPO": "test",
        "MODELS_REPO": "memory",
        "STORAGE_REPO": "memory",
        "EXPRESS_PORT": str(port),
        "SERVICE_AWAIT_UPDATES": "true",
    }
    with (folder / "log").open("wb") as log, subprocess.Popen(
        ["node", str(LEARNING_LOCKER)], cwd=folder, stdout=log, stderr=log, env=own
    ) as server:  # fmt: skip
        try:
            _wait_for(port, server, folder / "log")
            yield RealStore("Learning Locker", f"http://localhost:{port}/xAPI/", asks_who=False)
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))


REAL_STORES: dict[str, Callable[[Path], AbstractContextManager[RealStore]]] = {
    "Ralph": ralph,
    "Learning Locker": learning_locker,
}
