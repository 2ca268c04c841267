"""xAPI room, templates: the kinds of statements of each profile, in the order in which a launch sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scormkit.model import XapiProfile, XapiSettings
from scormkit.xapi import vocabulary as words
from scormkit.xapi.vocabulary import Concept

EXAMPLE_UUID = "5c8f2b9e-3d41-4a6b-9c0d-7e1f2a3b4c5d"

_Values = dict[str, Any]
_Extensions = tuple[tuple[Concept, Any], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of statement: when it is sent, its verb, the roles of the activities it is about, and an example result.

    `judged`: only about what can be passed and failed; None: about all. What stands in `result`, but for `completion`
    and `success`, is filled in by running. `extensions` are those of the context.
    """

    name: str
    when: str
    verb: Concept
    roles: tuple[str, ...]
    result: Mapping[str, Any] | None = None
    judged: bool | None = None
    categories: tuple[Concept, ...] = ()
    extensions: _Extensions = ()
    attempt: bool = False  #: the attempt stands first in the grouping

    def fills(self) -> tuple[str, ...]:
        """The paths of the result that running fills in."""
        keys = (key for key in self.result or {} if key not in ("completion", "success"))
        asked = ("result.response", "result.success", "result.score") if "question" in self.roles else ()
        return tuple(sorted({*asked, *(f"result.{key}" for key in keys)}))


_PART = ("part",)
_DONE: _Values = {"completion": True}
_TIME: _Values = {"duration": "PT1M30.5S"}
_SCALED: _Values = {"score": {"scaled": 0.5}}
_FULL_SCORE: _Values = {"score": {"scaled": 1.0, "raw": 100.0, "min": 0.0, "max": 100.0}}
_PASSED: _Values = {"success": True, "score": {"scaled": 1.0}}
_FAILED: _Values = {"success": False, **_SCALED}
_PROGRESS: _Values = {"extensions": {words.CMI5_PROGRESS.iri: 50}}

_LAUNCHED = "a first launch"
_AGAIN = "a later launch"
_PAUSING = "the learner leaves, and may come back"
_LEAVING = "the learner leaves for good"
_ALL_DONE = "all that is required is done"
_MASTERED = "the mastery score is reached"
_SETTLED = "everything is settled below the mastery score"
_SEEN = "another page is seen"


def templates_of(profile: XapiProfile, settings: XapiSettings | None = None) -> tuple[Template, ...]:
    """Every kind of statement of a profile: those that the settings want, and what cmi5 demands (cmi5, 9.3)."""
    every = {XapiProfile.SCORM: _scorm, XapiProfile.CMI5: _cmi5, XapiProfile.XAPI: _xapi}[profile]()
    return tuple(each for each in every if settings is None or _is_sent(each, settings))


def _is_sent(template: Template, settings: XapiSettings) -> bool:
    if words.CMI5_DEFINED in template.categories:
        return True
    if not settings.video and {"video", "audio"} & set(template.roles):
        return False
    return settings.verbs is None or verb_word(template.verb) in settings.verbs


def verb_word(verb: Concept) -> str:
    """What an author calls a verb: one of `XAPI_VERBS`."""
    word = verb.iri.rpartition("/")[2]
    return "answered" if verb is words.RESPONDED else word


def _judgement(role: str, reached: str, settled: str, *roles: str) -> tuple[Template, Template]:
    """`passed` and `failed` about what can be passed."""
    about = roles or (role,)
    return (
        Template(f"{role}-passed", reached, words.PASSED, about, _PASSED, judged=True),
        Template(f"{role}-failed", settled, words.FAILED, about, _FAILED, judged=True),
    )


def _common(answer: Concept) -> tuple[Template, ...]:
    """What is sent whatever started the course."""
    groups = ("quiz", "scenario", "checklist")
    tried = {words.TRY.iri: 1, words.HINTS.iri: 0, words.CONFIDENCE.iri: "sure"}
    handed_in = "a quiz is handed in, a scenario comes to an end, a checklist is observed"
    return (
        Template("unit-completed", "a unit is completed", words.COMPLETED, ("unit",), _DONE),
        *_judgement("unit", "a unit's mastery score is reached", "a unit is settled below its mastery score"),
        Template("question", "a question is answered: each try", answer, ("question",), {**_TIME, "extensions": tried}),
        Template("objective-completed", "all of an objective is seen", words.COMPLETED, ("objective",), _DONE),
        *_judgement("objective", "an objective is reached", "an objective is settled and not reached"),
        Template("group-completed", handed_in, words.COMPLETED, groups, {**_DONE, **_SCALED, **_TIME}),
        *_judgement("group", "a quiz or checklist is passed", "a quiz or checklist is failed", "quiz", "checklist"),
        *_media("video", (words.VIDEO_PROFILE,)),
        *_media("audio", ()),
    )


def _media(role: str, categories: tuple[Concept, ...]) -> tuple[Template, ...]:
    """The video profile, once for each moment; a sound speaks the same words without claiming the profile."""
    length = ((words.VIDEO_LENGTH, 60.0),)
    whole = (*length, (words.VIDEO_THRESHOLD, 1.0))
    start = {words.VIDEO_TIME.iri: 0.0}
    jump = {words.VIDEO_FROM.iri: 10.0, words.VIDEO_TO.iri: 40.0}
    end = {**_DONE, **_TIME, "extensions": _watched(60.0, 1.0)}
    half: _Values = {"extensions": _watched(30.0, 0.5)}

    def moment(name: str, when: str, verb: Concept, result: _Values | None, extensions: _Extensions = ()) -> Template:
        session = ((words.VIDEO_SESSION, EXAMPLE_UUID), *extensions)
        return Template(f"{role}-{name}", when, verb, (role,), result, None, categories, session)

    return (
        moment("initialized", "a film or sound is ready", words.INITIALIZED, None, length),
        moment("played", "it starts to play", words.PLAYED, {"extensions": start}),
        moment("paused", "it stops playing", words.PAUSED, half, length),
        moment("seeked", "the learner jumps", words.SEEKED, {"extensions": jump}),
        moment("completed", "as much as is needed was played", words.COMPLETED, end, whole),
        moment("terminated", "the page with it is left", words.TERMINATED, half, length),
    )


def _watched(time: float, share: float) -> _Values:
    return {
        words.VIDEO_TIME.iri: time,
        words.VIDEO_PROGRESS.iri: share,
        words.VIDEO_SEGMENTS.iri: f"0[.]{time:.0f}",
    }


def _scorm() -> tuple[Template, ...]:
    """ADL SCORM profile: the full status stands in `terminated` and `suspended`, the attempt in the grouping."""
    status = {**_DONE, "success": True, **_FULL_SCORE, **_TIME}
    passed = {"success": True, **_FULL_SCORE}
    failed = {"success": False, "score": {"scaled": 0.5, "raw": 50.0, "min": 0.0, "max": 100.0}}
    own = (
        Template("initialized", _LAUNCHED, words.INITIALIZED, _PART),
        Template("resumed", _AGAIN, words.RESUMED, _PART),
        Template("suspended", _PAUSING, words.SUSPENDED, _PART, status),
        Template("terminated", _LEAVING, words.TERMINATED, _PART, status),
        Template("completed", _ALL_DONE, words.COMPLETED, _PART, _DONE),
        Template("passed", _MASTERED, words.PASSED, _PART, passed, judged=True),
        Template("failed", _SETTLED, words.FAILED, _PART, failed, judged=True),
        Template("scored", "a score is reported", words.SCORED, _PART, _FULL_SCORE, judged=True),
        Template("progressed", _SEEN, words.PROGRESSED, _PART, _PROGRESS),
    )
    return tuple(
        replace(each, categories=(*each.categories, words.SCORM_PROFILE), attempt=True)
        for each in (*own, *_common(words.RESPONDED))
    )


def _cmi5() -> tuple[Template, ...]:
    """cmi5-defined statements about the AU, then what cmi5 allows beside them (cmi5, 9.3 to 9.6)."""
    defined = (words.CMI5_DEFINED,)
    moves = (*defined, words.CMI5_MOVE_ON)
    session = ((words.CMI5_SESSION, "example-session"),)
    mastery = (*session, (words.CMI5_MASTERY, 0.8))
    passed, failed = {**_PASSED, **_TIME}, {**_FAILED, **_TIME}
    own = (
        Template("initialized", "a launch", words.INITIALIZED, _PART, None, None, defined, session),
        Template("completed", _ALL_DONE, words.COMPLETED, _PART, {**_DONE, **_TIME}, None, moves, session),
        Template("passed", _MASTERED, words.PASSED, _PART, passed, True, moves, mastery),
        Template("failed", _SETTLED, words.FAILED, _PART, failed, True, moves, mastery),
        Template("terminated", "the learner leaves", words.TERMINATED, _PART, _TIME, None, defined, session),
    )
    allowed = (replace(each, extensions=(*each.extensions, *session)) for each in _common(words.ANSWERED))
    return (*own, *allowed)


def _xapi() -> tuple[Template, ...]:
    """No profile but the video's: ADL's verbs about the course itself."""
    return (
        Template("initialized", _LAUNCHED, words.INITIALIZED, _PART),
        Template("resumed", _AGAIN, words.RESUMED, _PART),
        Template("suspended", _PAUSING, words.SUSPENDED, _PART, _TIME),
        Template("terminated", _LEAVING, words.TERMINATED, _PART, _TIME),
        Template("completed", _ALL_DONE, words.COMPLETED, _PART, _DONE),
        Template("passed", _MASTERED, words.PASSED, _PART, _PASSED, judged=True),
        Template("failed", _SETTLED, words.FAILED, _PART, _FAILED, judged=True),
        Template("progressed", _SEEN, words.PROGRESSED, _PART, _PROGRESS),
        *_common(words.ANSWERED),
    )
