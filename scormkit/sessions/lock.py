"""Sessions room, the lock: what calendars have been told, so that they can be told better.

`cohorts/<id>.lock.json` is committed and written by `scormkit plan publish` alone. It holds no secret and no address.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from scormkit.errors import ScormkitError

FORMAT = "scormkit-plan-lock-1"


@dataclass(frozen=True, slots=True)
class LockedObject:
    """What calendars know of one object. `sequence` never falls; `told` is the sequence that each recipient had last.

    `sig` changes with what endangers an acceptance (start, end, place, status), `all` with anything. `start` and
    `end` are local, ISO 8601. Recipients are `invite` and the facilitators' ids.
    """

    uid: str
    sequence: int
    dtstamp: str
    sig: str
    all: str
    title: str
    start: str
    end: str
    zone: str
    cancelled: bool = False
    told: tuple[tuple[str, int], ...] = ()
    invited: tuple[str, ...] = ()  #: who is invited now


@dataclass(frozen=True, slots=True)
class PlanLock:
    """Everything published so far for a cohort; revision 0 is nothing yet."""

    cohort: str
    revision: int = 0
    published: str = ""
    objects: dict[str, LockedObject] = field(default_factory=dict)


def write_lock(lock: PlanLock) -> str:
    """The lock as JSON: sorted, a line a fact, so that version control shows what changed."""
    objects = {key: {**asdict(each), "told": dict(each.told)} for key, each in sorted(lock.objects.items())}
    data = {
        "format": FORMAT,
        "cohort": lock.cohort,
        "revision": lock.revision,
        "published": lock.published,
        "objects": objects,
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def read_lock(text: str, where: str) -> PlanLock:
    """The lock from its file; raises `ScormkitError` when it is not one. `where` names the file."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        objects = {str(key): _object(each) for key, each in data["objects"].items()}
        return PlanLock(str(data["cohort"]), int(data["revision"]), str(data["published"]), objects)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ScormkitError(
            f"{where} is not a lock written by `scormkit plan publish`: take the last good one from version control"
        ) from None


def _object(data: dict[str, Any]) -> LockedObject:
    told = tuple(sorted((str(name), int(sequence)) for name, sequence in data["told"].items()))
    texts = {name: str(data[name]) for name in ("uid", "dtstamp", "sig", "all", "title", "start", "end", "zone")}
    return LockedObject(
        sequence=int(data["sequence"]),
        cancelled=bool(data["cancelled"]),
        told=told,
        invited=tuple(map(str, data["invited"])),
        **texts,
    )
