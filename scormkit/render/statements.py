"""Render room, statements: what a package may tell a Learning Record Store, and what the runtime needs for it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from scormkit.layout import Feature, PackageLayout, Sco
from scormkit.model import ScoScope
from scormkit.model.xapi import XapiProfile, XapiSettings
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import (
    Part,
    course_activities,
    course_iri,
    home_page,
    media_iri,
    module_iri,
    unit_iri,
)
from scormkit.xapi.packages import package_iri
from scormkit.xapi.statements import course_catalogue

#: How the runtime calls the concepts that it fills in itself.
TERMS = {
    "attempt": words.ATTEMPT,
    "try": words.TRY,
    "hints": words.HINTS,
    "confidence": words.CONFIDENCE,
    "progress": words.CMI5_PROGRESS,
    "session": words.CMI5_SESSION,
    "mastery": words.CMI5_MASTERY,
    "videoSession": words.VIDEO_SESSION,
    "videoLength": words.VIDEO_LENGTH,
    "videoThreshold": words.VIDEO_THRESHOLD,
    "videoTime": words.VIDEO_TIME,
    "videoFrom": words.VIDEO_FROM,
    "videoTo": words.VIDEO_TO,
    "videoProgress": words.VIDEO_PROGRESS,
    "videoSegments": words.VIDEO_SEGMENTS,
}
#: The document in the State API that holds what a learner has done.
STATE_ID = f"{words.OWN}:state"
#: What a template needs to be filled in; when it is sent, and about what, the runtime knows.
_KEPT = ("verb", "result", "category", "attempt", "extensions")


def tells(layout: PackageLayout) -> bool:
    """Whether the package tells a store: by its standard, or because the course asks for it."""
    profile = layout.profile
    return Feature.STORE in profile or (profile.statements is not None and layout.course.xapi is not None)


def statement_profile(layout: PackageLayout) -> XapiProfile:
    """Whose rules the package's statements follow. Raises `ValueError` where the target tells no store."""
    target, settings = layout.profile.statements, layout.course.xapi
    if target is None:
        raise ValueError(f"{layout.profile.title} tells no store")
    free = Feature.STORE not in layout.profile
    return settings.profile if free and settings and settings.profile else target


def package_parts(layout: PackageLayout) -> tuple[Part, ...]:
    """What the package launches at once, with the ids of the activities."""
    return tuple(_part(layout, sco) for sco in layout.scos)


def statement_config(layout: PackageLayout, sco: Sco, media: Mapping[str, str]) -> dict[str, Any]:
    """What the runtime makes statements of, for one SCO. `media` is key by source, as in the configuration."""
    course = layout.course
    part = _part(layout, sco)
    catalogue = course_catalogue(course, statement_profile(layout), parts=(part,))
    known = {each.iri for each in course_activities(course, (part,))}
    return {
        "profile": catalogue["profile"],
        "course": course_iri(course),
        "part": part.iri,
        "state": STATE_ID,
        "terms": {name: concept.iri for name, concept in TERMS.items()},
        "activities": {
            iri: {name: entry[name] for name in ("role", "definition", "parent", "grouping") if name in entry}
            for iri, entry in catalogue["activities"].items()
        },
        "templates": {
            name: {key: entry[key] for key in _KEPT if key in entry}
            for name, entry in catalogue["templates"].items()
            if entry["about"]
        },
        "media": {key: iri for source, key in media.items() if (iri := media_iri(course, source)) in known},
        "settings": _settings(layout),
    }


def _part(layout: PackageLayout, sco: Sco) -> Part:
    course, slug = layout.course, sco.id.replace("_", "-")
    if statement_profile(layout) is XapiProfile.XAPI and Feature.STORE in layout.profile:
        iri = package_iri(course, layout.part)
    elif sco.scope is ScoScope.UNIT:
        iri = unit_iri(course, slug)
    elif sco.scope is ScoScope.MODULE:
        iri = module_iri(course, slug.removeprefix("module-"))
    else:
        iri = f"{course_iri(course)}/scos/{layout.part or course.id}"
    return Part(iri, sco.title, sco.units, sco.mastery)


def _settings(layout: PackageLayout) -> dict[str, str]:
    """Who, where to and with what right. A launch by cmi5 says all three: the package holds nothing of it."""
    home = home_page(layout.course)
    by_launch = statement_profile(layout) is XapiProfile.CMI5
    settings = (None if by_launch else layout.course.xapi) or XapiSettings(home_page=home, salt=home)
    return {
        "endpoint": settings.endpoint,
        "authorization": _authorization(settings),
        "broker": settings.broker,
        "actor": str(settings.actor),
        "home": settings.home_page,
        "salt": settings.salt,
    }


def _authorization(settings: XapiSettings) -> str:
    """A key that the author has put into the package on purpose."""
    if not settings.key:
        return ""
    return f"Basic {base64.b64encode(f'{settings.key}:{settings.secret}'.encode()).decode()}"
