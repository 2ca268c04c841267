"""The snapshot: the public plans of all cohorts as the author saved them, which is all that packages know of dates."""

from __future__ import annotations

from dataclasses import dataclass

SNAPSHOT_FILE = "plan/snapshot.json"  #: in the course folder
SNAPSHOT_FORMAT = "scormkit.plan-snapshot"


@dataclass(frozen=True, slots=True)
class CodeDigest:
    """What tells whether a code is the right one without saying it: PBKDF2 with SHA-256; bytes in base64."""

    salt: str
    rounds: int
    digest: str


@dataclass(frozen=True, slots=True)
class CohortSnapshot:
    """One cohort: its public manifest as JSON text, and what belongs to its live sessions, by slug."""

    id: str
    manifest: str
    calendars: tuple[tuple[str, str], ...] = ()  #: iCalendar texts
    codes: tuple[tuple[str, CodeDigest], ...] = ()

    def calendar(self, session: str) -> str:
        return dict(self.calendars).get(session, "")

    def code(self, session: str) -> CodeDigest | None:
        return dict(self.codes).get(session)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every cohort that was saved. `saved` is when, in ISO 8601."""

    saved: str
    cohorts: tuple[CohortSnapshot, ...] = ()
