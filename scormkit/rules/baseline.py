"""Rules room, the baseline: findings known on a day, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter

from scormkit.diagnostics import Diagnostic, Report
from scormkit.errors import ScormkitError

_FORMAT = "scormkit-baseline-1"

Baseline = Counter[tuple[str, str, str, str]]


def _fingerprint(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    """What stays the same when lines move: code, file, pointer and message."""
    where = diagnostic.location
    return diagnostic.code, where.file, where.pointer, diagnostic.message


def render_baseline(report: Report) -> str:
    """The report as a baseline file: JSON, sorted, without line numbers, so that it changes only with the findings."""
    counted = sorted(Counter(_fingerprint(each) for each in report).items())
    known = [
        {"code": code, "file": file, "pointer": pointer, "message": message, "count": count}
        for (code, file, pointer, message), count in counted
    ]
    return json.dumps({"format": _FORMAT, "known": known}, indent=2, ensure_ascii=False) + "\n"


def read_baseline(text: str, where: str) -> Baseline:
    """A baseline from its file; raises `ScormkitError` when it is not one. `where` names the file."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise ValueError(data["format"])
        return Counter(
            {
                (each["code"], each["file"], each["pointer"], each["message"]): int(each["count"])
                for each in data["known"]
            }
        )
    except (ValueError, KeyError, TypeError):
        raise ScormkitError(f"{where} is not a baseline written by scormkit") from None


def without_baseline(report: Report, baseline: Baseline) -> Report:
    """Only what the baseline does not know; a finding that occurs more often than before counts as new."""
    left = Counter(baseline)
    new = []
    for each in report:
        key = _fingerprint(each)
        if left[key] > 0:
            left[key] -= 1
            continue
        new.append(each)
    return Report.of(new)
