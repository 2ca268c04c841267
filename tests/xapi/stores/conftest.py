"""Ralph's store, once for all tests that need one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scormkit.xapi.transport import Store, basic
from tests.xapi.stores.judges import HERE, RALPH

USER, PASSWORD = "scormkit", "a good deal of salt"


@pytest.fixture(scope="session")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a store that is empty at first; statements of all tests of a session gather in it."""
    assert RALPH.exists(), "Ralph is not installed: run `make setup-test`"
    folder = tmp_path_factory.mktemp("ralph")
    command = [str(RALPH), str(HERE / "ralph_server.py"), str(folder / "store"), USER, PASSWORD]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with Path(folder / "log").open("wb") as log, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=log, env=own, text=True
    ) as server:  # fmt: skip
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        assert port, (folder / "log").read_text("utf-8")
        yield f"http://localhost:{port}/xAPI/"
        server.terminate()


@pytest.fixture
def store(ralph: str) -> Iterator[Store]:
    with Store(ralph, basic(USER, PASSWORD)) as opened:
        yield opened
