"""xAPI room, profile: a course's own concepts, and scormkit's, as xAPI profiles in JSON-LD (ADL, xAPI Profiles 1.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scormkit.model import Course, XapiProfile
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import Part, course_iri
from scormkit.xapi.statements import course_catalogue

_CONTEXT = "https://w3id.org/xapi/profiles/context"
_ACTIVITY_CONTEXT = "https://w3id.org/xapi/profiles/activity-context"
#: A profile must say when it was generated; a build knows no time, so that it gives the same bytes.
NO_TIME = "1980-01-01T00:00:00Z"

_KINDS = {
    words.Sort.VERB: "Verb",
    words.Sort.CONTEXT_EXTENSION: "ContextExtension",
    words.Sort.RESULT_EXTENSION: "ResultExtension",
}
_MEANINGS = {
    words.ABSENT.iri: "The learner was registered for a live session and was not there.",
    words.TRY.iri: "Which try at a question this is, counted from 1.",
    words.HINTS.iri: "How many hints the learner had opened before answering.",
    words.CONFIDENCE.iri: "How sure the learner was before the answer was judged.",
}
_SCHEMAS = {
    words.TRY.iri: '{"type": "integer", "minimum": 1}',
    words.HINTS.iri: '{"type": "integer", "minimum": 0}',
    words.CONFIDENCE.iri: '{"enum": ["sure", "not-sure"]}',
}


def course_profile(
    course: Course, profile: XapiProfile, *, parts: tuple[Part, ...] | None = None, generated: str = NO_TIME
) -> dict[str, Any]:
    """The activities of a course as an xAPI profile, without right answers, for analysts to load.

    Follows the same course, profile and parts as `course_catalogue`. Raises `CourseError` when the course has no iri.
    """
    return catalogue_profile(course, course_catalogue(course, profile, parts=parts), generated)


def catalogue_profile(course: Course, catalogue: Mapping[str, Any], generated: str = NO_TIME) -> dict[str, Any]:
    """The activities of a catalogue of the course as an xAPI profile."""
    root = f"{course_iri(course)}/profile"
    version = f"{root}/{course.version}"
    concepts = [
        {
            "id": iri,
            "type": "Activity",
            "inScheme": version,
            "activityDefinition": {"@context": _ACTIVITY_CONTEXT, **entry["definition"]},
        }
        for iri, entry in catalogue["activities"].items()
    ]
    names = {course.language: course.title}
    about = {course.language: course.description or course.title}
    author = {
        "type": "Organization" if not course.authors else "Person",
        "name": ", ".join(course.authors) or course.title,
    }
    return _profile(root, version, names, about, author, concepts, generated)


def own_profile() -> dict[str, Any]:
    """scormkit's own concepts: those for which no published profile has a word."""
    root = f"{words.OWN}:profile"
    version = f"{root}:1"
    own = [each for each in words.all_concepts() if each.iri.startswith(f"{words.OWN}:")]
    names = {"en": "scormkit"}
    about = {"en": "What scormkit says beside the SCORM, cmi5, video and virtual classroom profiles."}
    author = {"type": "Organization", "name": "scormkit"}
    return _profile(root, version, names, about, author, [_concept(each, version) for each in own], NO_TIME)


def _concept(concept: words.Concept, version: str) -> dict[str, Any]:
    made = {
        "id": concept.iri,
        "type": _KINDS[concept.sort],
        "inScheme": version,
        "prefLabel": concept.displays(),
        "definition": {"en": _MEANINGS[concept.iri]},
    }
    if concept.iri in _SCHEMAS:
        made["inlineSchema"] = _SCHEMAS[concept.iri]
    return made


def _profile(
    root: str,
    version: str,
    names: dict[str, str],
    about: dict[str, str],
    author: dict[str, str],
    concepts: Iterable[dict[str, Any]],
    generated: str,
) -> dict[str, Any]:
    return {
        "@context": _CONTEXT,
        "id": root,
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": names,
        "definition": about,
        "author": author,
        "versions": [{"id": version, "generatedAtTime": generated}],
        "concepts": list(concepts),
        "templates": [],
        "patterns": [],
    }
