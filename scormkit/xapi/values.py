"""xAPI room, values: whether a text is a UUID, a duration, … as xAPI 1.0.3 wants it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_LANGUAGE = re.compile(
    r"""(?xi)
    (?: (?:[a-z]{2,3}(?:-[a-z]{3}){0,3} | [a-z]{4} | [a-z]{5,8})   # language, extended language
        (?:-[a-z]{4})?                                              # script
        (?:-(?:[a-z]{2}|\d{3}))?                                    # region
        (?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*                       # variants
        (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*                         # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                                  # private use
      | x(?:-[a-z0-9]{1,8})+
      | en-GB-oed | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
      | sgn-(?:BE-FR|BE-NL|CH-DE) | art-lojban | cel-gaulish | no-(?:bok|nyn)
      | zh-(?:guoyu|hakka|min|min-nan|xiang)
    )"""
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?:(?P<weeks>{_NUMBER})W|(?=\d|T\d)"
    rf"(?:(?P<years>{_NUMBER})Y)?(?:(?P<months>{_NUMBER})M)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?=\d)(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?)"
)
_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))", re.ASCII
)
_MAILBOX = re.compile(r"mailto:[^\s@?]+@[^\s@?.]+(?:\.[^\s@?.]+)*", re.I)
_MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+*'%`|~-]+|\"(?:[^\"\\]|\\.)*\"))*", re.ASCII
)
_SHA2_LENGTHS = {56, 64, 96, 128}


def is_uuid(text: str) -> bool:
    """The canonical form of RFC 4122: no braces, no `urn:uuid:`, the variant of that RFC."""
    return bool(_UUID.fullmatch(text))


def is_language(text: str) -> bool:
    """A well-formed language tag (RFC 5646), in any capitals."""
    return bool(_LANGUAGE.fullmatch(text))


def is_duration(text: str) -> bool:
    """An ISO 8601 duration with at least one part; weeks stand alone, a fraction only in the last part."""
    found = _DURATION.fullmatch(text)
    if not found:
        return False
    given = [part for part in found.groups() if part]
    return not any("." in part or "," in part for part in given[:-1])


def is_plain_duration(text: str) -> bool:
    """A duration as every store takes it: fractions of seconds only, with a point, two digits at most."""
    found = _DURATION.fullmatch(text)
    if not found:
        return False
    whole = all(part.isdigit() for name, part in found.groupdict().items() if part and name != "seconds")
    return whole and bool(re.fullmatch(r"\d+(?:\.\d{1,2})?", found["seconds"] or "0"))


def read_timestamp(text: str) -> datetime | None:
    """The moment that an RFC 3339 timestamp with a zone names; None for anything else.

    `-00:00` is refused: RFC 3339 gives it the meaning "zone unknown".
    """
    found = _TIMESTAMP.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[number]) for number in range(1, 7))
    leap = second == 60
    micro = int((found[7] or "")[:6].ljust(6, "0"))
    zone = _zone(found[8], found[9], found[10], found[11])
    if zone is None:
        return None
    try:
        moment = datetime(year, month, day, hour, minute, 59 if leap else second, micro, zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None if leap and (moment.hour, moment.minute) != (23, 59) else moment


def _zone(utc: str | None, sign: str | None, hours: str | None, minutes: str | None) -> timezone | None:
    if utc or not hours or not minutes:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(hours) > 23 or int(minutes) > 59 or (sign == "-" and not offset):
        return None
    return timezone(-offset if sign == "-" else offset)


def is_mailbox(text: str) -> bool:
    """`mailto:` and one address, without anything behind it."""
    return bool(_MAILBOX.fullmatch(text))


def is_sha1(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{40}", text))


def is_sha2(text: str) -> bool:
    """The hexadecimal digest of any member of the SHA-2 family."""
    return len(text) in _SHA2_LENGTHS and bool(re.fullmatch(r"[0-9a-fA-F]+", text))


def is_media_type(text: str) -> bool:
    """`type/subtype`, perhaps with parameters (RFC 6838, RFC 2045)."""
    return bool(_MEDIA_TYPE.fullmatch(text))
