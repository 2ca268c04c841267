"""Render room, tiles: what a tile knows of its live session, all of it from the snapshot that the author saved."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from scormkit.layout import calendar_path
from scormkit.model import CohortSnapshot, Course, Tile


def tile_config(tile: Tile, course: Course) -> dict[str, Any]:
    """What the runtime needs to know of a tile: of every cohort the part of its public manifest that is about it."""
    session, snapshot = tile.session, course.snapshot
    return {
        "session": session.id,
        "saved": snapshot.saved if snapshot else "",
        "planUrl": course.blend.plan_url if course.blend else "",
        "code": session.tile is not None and session.tile.code,
        "makeup": bool(tile.makeup),
        "cohorts": [_cohort(each, session.id) for each in snapshot.cohorts] if snapshot else [],
    }


def _cohort(cohort: CohortSnapshot, session: str) -> dict[str, Any]:
    manifest = json.loads(cohort.manifest)
    found = manifest["cohort"]
    occurrences = [each for each in found.get("occurrences", ()) if each["liveSession"] == session]
    places = {each.get("place") for each in occurrences}
    code = cohort.code(session)
    return {
        "plan": manifest["plan"],
        "cohort": {
            **{name: found[name] for name in ("id", "title", "timezone") if name in found},
            "occurrences": occurrences,
            "windows": [each for each in found.get("windows", ()) if each["liveSession"] == session],
        },
        "places": [each for each in manifest.get("places", ()) if each["id"] in places],
        "calendar": calendar_path(session, cohort.id) if cohort.calendar(session) else "",
        "code": asdict(code) if code else None,
    }
