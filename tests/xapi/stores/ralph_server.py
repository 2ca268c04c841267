"""Runs in Ralph's environment: its store, on files in the folder that is named, at a free port that it prints."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

folder = Path(sys.argv[1])
user, password = sys.argv[2:4]
folder.joinpath("data").mkdir(parents=True)
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_AUTH_FILE": str(folder / "auth.json"),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "data"),
}

import bcrypt  # noqa: E402 - Ralph reads its settings when it is imported
import uvicorn  # noqa: E402
from ralph.api import app  # noqa: E402
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.lrs.fs import FSLRSBackend  # noqa: E402

secret = bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()
agent = {"objectType": "Agent", "mbox": "mailto:store@example.org"}
users = [{"agent": agent, "scopes": ["all"], "hash": secret, "username": user}]
folder.joinpath("auth.json").write_text(json.dumps(users), "utf-8")
# Its own choice answers 500 to the second write: it creates the file anew.
FSLRSBackend.default_operation_type = BaseOperationType.APPEND

listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen()
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
