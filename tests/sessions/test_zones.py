"""VTIMEZONE: what we write means the same as the zone itself, half-hour by half-hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scormkit.sessions.zones import timezone
from tests.sessions.test_dates import ZONES

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def onsets_of(text: str) -> list[tuple[datetime, timedelta]]:
    """Each onset of the VTIMEZONE's text in UTC with the offset from then on (RFC 5545, 3.6.5), in order."""
    found = []
    for part in text.split("BEGIN:")[2:]:
        facts = dict(line.split(":", 1) for line in part.splitlines() if ":" in line)
        onset = datetime.strptime(facts["DTSTART"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        found.append((onset - _offset(facts["TZOFFSETFROM"]), _offset(facts["TZOFFSETTO"])))
    return sorted(found)


def _offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]), seconds=int(text[5:7] or 0))


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_of_two_years_has_the_offset_of_the_zone(zone: str) -> None:
    onsets = onsets_of(timezone(zone, FIRST, LAST).to_ical().decode())
    info = ZoneInfo(zone)
    wrong = []
    offset = timedelta()
    for number in range(2 * 365 * 48):
        moment = FIRST + timedelta(minutes=30 * number)
        while onsets and onsets[0][0] <= moment:
            offset = onsets.pop(0)[1]
        if offset != moment.astimezone(info).utcoffset():
            wrong.append(moment)

    assert wrong == []
