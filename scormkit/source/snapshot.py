"""Source room, the snapshot: plan/snapshot.json, which `scormkit plan snapshot` wrote and the author committed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scormkit.diagnostics import Diagnostic, Location, error
from scormkit.model import SNAPSHOT_FILE, SNAPSHOT_FORMAT, CodeDigest, CohortSnapshot, Snapshot


def read_snapshot(root: Path, say: Callable[[Diagnostic], None]) -> Snapshot | None:
    """What the author saved; None where nothing was, or (reported) where the file is none of ours."""
    try:
        text = (root / SNAPSHOT_FILE).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        text = ""
    try:
        data = json.loads(text)
        if data["format"] != SNAPSHOT_FORMAT:
            raise ValueError(data["format"])
        return Snapshot(str(data["saved"]), tuple(_cohort(each) for each in data["cohorts"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "this is no snapshot of a plan"
        hint = "write it anew by `scormkit plan snapshot`, or take it out"
        say(error("SRC-SNAPSHOT", message, Location(SNAPSHOT_FILE), hint))
        return None


def _cohort(data: dict[str, Any]) -> CohortSnapshot:
    manifest = data["manifest"]
    return CohortSnapshot(
        id=str(manifest["cohort"]["id"]),
        manifest=json.dumps(manifest, ensure_ascii=False, separators=(",", ":")),
        calendars=tuple(sorted((str(name), str(text)) for name, text in data["calendars"].items())),
        codes=tuple(sorted((str(name), _code(each)) for name, each in data["codes"].items())),
    )


def _code(data: dict[str, Any]) -> CodeDigest:
    return CodeDigest(str(data["salt"]), int(data["rounds"]), str(data["digest"]))
