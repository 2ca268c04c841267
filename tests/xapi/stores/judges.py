"""Two validators that others wrote, each run once over a list of statements."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.xapi.courses import ROOT

HERE = Path(__file__).resolve().parent
RALPH = ROOT / ".venv-ralph" / "bin" / "python"
COMMANDS = {
    "Ralph": [str(RALPH), str(HERE / "ralph_models.py")],
    "Learning Locker": ["node", str(HERE / "learning_locker.mjs")],
}


def judge(name: str, statements: Sequence[object]) -> list[str]:
    """What a validator says of each statement; empty where it finds nothing."""
    if name == "Ralph":
        assert RALPH.exists(), "Ralph is not installed: run `make setup-test`"
    run = subprocess.run(COMMANDS[name], input=json.dumps(statements).encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    verdicts: list[str] = json.loads(run.stdout)
    return verdicts
