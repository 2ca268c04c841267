"""Sessions room, attendance codes: what a facilitator reads out, so that learners can show that they were there.

A code follows from a secret and the calendar UID of the live session, so that nothing has to be kept: the same secret
gives the same code to the run-sheet, today and after a move. What leaves the organisation is a digest of the code.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path

from scormkit.errors import ScormkitError
from scormkit.model import CodeDigest, Course
from scormkit.model.live import LiveSession
from scormkit.sessions.plan import calendar_uid, occurrence_key

SECRET_VARIABLE = "SCORMKIT_ATTENDANCE_SECRET"
SECRET_FILE = ".attendance-secret"  #: in the course folder; to be kept out of version control
SHORTEST_SECRET = 16
#: OWASP's count for PBKDF2 with SHA-256 (2023): about half a second in a browser, and years on a graphics card for all
#: 2^40 codes. A code is worth one attendance and no more.
ROUNDS = 600_000
#: Crockford's base32: five bits a letter, none that can be taken for another.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 8  # 40 bits


def read_secret(environ: Mapping[str, str], root: Path) -> bytes | None:
    """The secret of the environment, or of the file in the course folder; None where there is neither.

    Raises `ScormkitError` where it is too short to be one.
    """
    text, place = environ.get(SECRET_VARIABLE, ""), SECRET_VARIABLE
    if not text and (root / SECRET_FILE).is_file():
        text, place = (root / SECRET_FILE).read_text("utf-8", "replace"), SECRET_FILE
    text = text.strip()
    if not text:
        return None
    if len(text) < SHORTEST_SECRET:
        raise ScormkitError(f"{place} has fewer than {SHORTEST_SECRET} characters: take a random text")
    return text.encode()


def attendance_code(secret: bytes, course: Course, cohort: str, session: LiveSession) -> str:
    """The code of one live session of one cohort, as it is read out: `7K2M-Q9XD`. 40 bits; moving changes nothing."""
    uid = calendar_uid(course, cohort, occurrence_key(session))
    number = int.from_bytes(hmac.new(secret, f"attendance {uid}".encode(), sha256).digest()[:5], "big")
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return f"{letters[:4]}-{letters[4:]}"


def attendance_codes(secret: bytes | None, course: Course, cohort: str) -> dict[str, str]:
    """Live session → its code, of those that ask for one; nothing without a secret."""
    if secret is None:
        return {}
    asking = [each for each in course.live_sessions if each.tile and each.tile.code]
    return {each.id: attendance_code(secret, course, cohort, each) for each in asking}


def plain_code(code: str) -> str:
    """A code as it is compared: capitals without anything between them, letters that look like digits as digits."""
    return re.sub(r"[^0-9A-Z]", "", code.upper()).replace("O", "0").replace("I", "1").replace("L", "1")


def digest_of(code: str, course: Course, cohort: str, session: LiveSession) -> CodeDigest:
    """What a package may hold of a code: salted with the live session's UID, since the same input must give the same
    bytes, and different for every live session and cohort.
    """
    uid = calendar_uid(course, cohort, occurrence_key(session))
    salt = sha256(f"attendance salt {uid}".encode()).digest()[:16]
    digest = pbkdf2_hmac("sha256", plain_code(code).encode(), salt, ROUNDS)
    return CodeDigest(base64.b64encode(salt).decode(), ROUNDS, base64.b64encode(digest).decode())
