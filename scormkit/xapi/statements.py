"""xAPI room, statements: what a course can send, as a catalogue that is known before the first learner starts.

A catalogue holds activities and templates. A template joined to an activity is a statement but for who, when and how it
went; `example_statements` fills these in, so that every statement a package can send is checked when it is built.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import tincan

from scormkit.model import Course, ScoScope, XapiProfile
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import (
    Activity,
    Interaction,
    Part,
    course_activities,
    course_iri,
    course_parts,
    unit_part,
)
from scormkit.xapi.templates import EXAMPLE_UUID, Template, templates_of
from scormkit.xapi.vocabulary import Concept

Json = dict[str, Any]

FORMAT = 1
EXAMPLE_TIME = "2026-01-01T09:00:00.000Z"
_EXAMPLE_HOME, _EXAMPLE_LEARNER = "https://lms.example.org", "learner-1"
#: Name space of ids that are made from what a statement says.
_IDS = uuid.UUID("4f1c1f0e-6d0e-5a55-9d43-0c2d7b6b8f10")


def statement_id(*parts: str) -> str:
    """A UUID that the same parts always give (version 5): for statements that must never be stored twice."""
    return str(uuid.uuid5(_IDS, "\n".join(parts)))


def account(home: str, name: str) -> Json:
    """An actor by account, the only way that needs no name and no address."""
    actor = tincan.Agent(account=tincan.AgentAccount(name=name, home_page=home))
    return _written(actor)


# --- the catalogue --------------------------------------------------------------------------------


def course_catalogue(
    course: Course, profile: XapiProfile, *, parts: Sequence[Part] | None = None, answers: bool = False
) -> Json:
    """What a package of the course can send, as JSON values: `statements.json`.

    `parts` are what is launched at once; without them those that the course's packaging and the profile make. `answers`
    adds the right answers to the definitions of questions: for analysts, not for packages, in which learners could read
    them. What the course's `xapi` leaves out is left out. Sorted throughout: the same course always gives the same
    catalogue. Raises `CourseError` when the course has no iri.
    """
    chosen = tuple(parts) if parts is not None else default_parts(course, profile)
    activities = course_activities(course, chosen)
    return {
        "format": FORMAT,
        "profile": str(profile),
        "course": {
            "iri": course_iri(course),
            "id": course.id,
            "title": course.title,
            "language": course.language,
            "version": course.version,
        },
        "filled": dict(sorted(FILLED.items())),
        "activities": {each.iri: _activity_entry(each, course, answers) for each in activities},
        "templates": {
            each.name: _template_entry(each, course, activities) for each in templates_of(profile, course.xapi)
        },
    }


def default_parts(course: Course, profile: XapiProfile) -> tuple[Part, ...]:
    """cmi5: an AU a unit. Alone with a store: the course itself. SCORM: SCOs as the course's packaging has them."""
    if profile is XapiProfile.CMI5:
        return tuple(unit_part(course, unit) for unit in course.units())
    if profile is XapiProfile.XAPI:
        (whole,) = course_parts(course, ScoScope.COURSE)
        return (Part(course_iri(course), course.title, whole.units, whole.mastery),)
    return course_parts(course, course.packaging.sco)


#: What running fills in, in every statement.
FILLED = {
    "id": "a random UUID, set before sending, so that nothing is stored twice",
    "actor": "the learner, as the actor policy has it",
    "timestamp": "UTC with milliseconds",
    "context.registration": "one for each enrolment, kept in the state",
}


def _activity_entry(activity: Activity, course: Course, answers: bool) -> Json:
    entry: Json = {"role": activity.role, "definition": _definition(activity, course, answers)}
    if activity.parents:
        entry["parent"] = list(activity.parents)
    if activity.groupings:
        entry["grouping"] = list(activity.groupings)
    if activity.judged:
        entry["judged"] = True
    if activity.mastery is not None:
        entry["mastery"] = activity.mastery
    if activity.interaction:
        entry["response"] = activity.interaction.example
        entry["points"] = activity.interaction.points
    return entry


def _template_entry(template: Template, course: Course, activities: Iterable[Activity]) -> Json:
    entry: Json = {
        "when": template.when,
        "verb": _written(tincan.Verb(id=template.verb.iri, display=template.verb.display(course.language))),
        "about": [each.iri for each in activities if _is_about(template, each)],
        "fills": sorted((*FILLED, *template.fills())),
    }
    if template.result:
        entry["result"] = json.loads(json.dumps(template.result))
    if template.categories:
        entry["category"] = [_category(each) for each in template.categories]
    if template.extensions:
        entry["extensions"] = {extension.iri: value for extension, value in template.extensions}
    if template.attempt:
        entry["attempt"] = True
    return entry


def _is_about(template: Template, activity: Activity) -> bool:
    return activity.role in template.roles and (template.judged is None or activity.judged == template.judged)


def _category(profile: Concept) -> Json:
    typed = profile is not words.CMI5_DEFINED and profile is not words.CMI5_MOVE_ON
    return _reference(profile.iri, words.PROFILE.iri if typed else "")


def _reference(iri: str, kind: str = "") -> Json:
    """An activity by its id, perhaps with its type, as others refer to it."""
    return dict(_known_reference(iri, kind))


@lru_cache(maxsize=4096)  # the same few stand in the context of every statement
def _known_reference(iri: str, kind: str) -> Json:
    definition = tincan.ActivityDefinition(type=kind) if kind else None
    return _written(tincan.Activity(id=iri, definition=definition))


def _definition(activity: Activity, course: Course, answers: bool) -> Json:
    language = course.language
    facts: Json = {"type": activity.type.iri, "name": {language: activity.name or activity.iri}}
    if activity.description:
        facts["description"] = {language: activity.description}
    if activity.interaction:
        facts |= _interaction(activity.interaction, language, answers)
    return dict(sorted(_written(tincan.ActivityDefinition(**facts)).items()))


def _interaction(interaction: Interaction, language: str, answers: bool) -> Json:
    facts: Json = {"interaction_type": interaction.kind}
    for name, components in interaction.components:
        facts[name] = [_component(each, text, language) for each, text in components]
    if answers and interaction.correct:
        facts["correct_responses_pattern"] = list(interaction.correct)
    return facts


def _component(identifier: str, text: str, language: str) -> tincan.InteractionComponent:
    return tincan.InteractionComponent(id=identifier, description={language: text or identifier})


def _written(value: Any) -> Json:
    """A tincan object as JSON values. Without a version: tincan would set one, which is the store's business."""
    made: Json = value.as_version(None)
    return {name: inner for name, inner in made.items() if inner != {}}


# --- whole statements -----------------------------------------------------------------------------


def make_statement(
    catalogue: Mapping[str, Any],
    template: str,
    activity: str,
    *,
    actor: Mapping[str, Any],
    timestamp: str,
    registration: str,
    result: Mapping[str, Any] | None = None,
    identifier: str = "",
) -> Json:
    """A statement of a catalogue: `template` about `activity`, by `actor`. `result` None takes the template's example.

    Durations and the timestamp are texts that are written as they come. Without `identifier` the id is made from all
    the rest, so that the same statement is stored once however often it is made.
    Raises `KeyError` for a template or activity that the catalogue does not have.
    """
    kind, about = catalogue["templates"][template], catalogue["activities"][activity]
    made = tincan.Statement(
        actor=tincan.Agent(**_snaked(actor)),
        verb=tincan.Verb(**kind["verb"]),
        object=tincan.Activity(id=activity),
        context=tincan.Context(registration=registration, language=catalogue["course"]["language"]),
        version=None,
    )
    statement = _written(made)
    # tincan rewrites timestamps, durations and numbers, and leaves out empty values: these are joined as they are.
    statement["object"]["definition"] = about["definition"]
    outcome = dict(result) if result is not None else _example_result(kind, about)
    if outcome:
        statement["result"] = outcome
    statement["context"] = _context(catalogue, kind, activity, about, statement["context"], registration)
    statement["timestamp"] = timestamp
    statement["id"] = identifier or statement_id(json.dumps(statement, sort_keys=True))
    return dict(sorted(statement.items()))


def _context(
    catalogue: Mapping[str, Any],
    kind: Mapping[str, Any],
    activity: str,
    about: Mapping[str, Any],
    made: Json,
    registration: str,
) -> Json:
    context: Json = {**made, "revision": catalogue["course"]["version"]}
    grouping = [_reference(each) for each in about.get("grouping", ())]
    if kind.get("attempt"):
        part = about.get("parent", [activity])[0]
        grouping.insert(0, _reference(f"{part}?attemptId={registration}", words.ATTEMPT.iri))
    related = {
        "parent": [_reference(each) for each in about.get("parent", ())],
        "grouping": grouping,
        "category": list(kind.get("category", ())),
    }
    related = {name: each for name, each in related.items() if each}
    if related:
        context["contextActivities"] = related
    if "extensions" in kind:
        context["extensions"] = dict(kind["extensions"])
        if words.CMI5_MASTERY.iri in context["extensions"] and "mastery" in about:
            context["extensions"][words.CMI5_MASTERY.iri] = about["mastery"]
    return dict(sorted(context.items()))


def _example_result(kind: Mapping[str, Any], about: Mapping[str, Any]) -> Json:
    result = dict(kind.get("result", {}))
    if about.get("response"):
        result["response"] = about["response"]
        if about.get("judged"):
            result["success"] = False
    return dict(sorted(result.items()))


def _snaked(actor: Mapping[str, Any]) -> Json:
    """An actor as tincan takes it."""
    found = {"object_type": "Agent", **{name: value for name, value in actor.items() if name != "objectType"}}
    if "account" in found:
        found["account"] = tincan.AgentAccount(name=found["account"]["name"], home_page=found["account"]["homePage"])
    return found


def example_statements(catalogue: Mapping[str, Any], *, home: str = "") -> Iterator[Json]:
    """Every statement that the catalogue's package can send, once, with an example learner, time and result."""
    actor = account(home or _EXAMPLE_HOME, _EXAMPLE_LEARNER)
    for name, template in catalogue["templates"].items():
        for activity in template["about"]:
            yield make_statement(
                catalogue, name, activity, actor=actor, timestamp=EXAMPLE_TIME, registration=EXAMPLE_UUID
            )


def specimens(catalogue: Mapping[str, Any]) -> Iterator[Json]:
    """Few of these statements in which all stands that the check looks at: each template, each definition once."""
    actor = account(_EXAMPLE_HOME, _EXAMPLE_LEARNER)
    seen: set[str] = set()
    for name, template in catalogue["templates"].items():
        for number, activity in enumerate(template["about"]):
            if number == 0:
                frame = make_statement(
                    catalogue, name, activity, actor=actor, timestamp=EXAMPLE_TIME, registration=EXAMPLE_UUID
                )
                yield frame
            elif activity not in seen:
                about = catalogue["activities"][activity]
                target = {**frame["object"], "id": activity, "definition": about["definition"]}
                short = {key: frame[key] for key in ("id", "actor", "verb", "timestamp")}
                result = _example_result(template, about)
                yield {**short, "object": target, **({"result": result} if result else {})}
            seen.add(activity)


def render_json(value: Mapping[str, Any]) -> str:
    """JSON as it is written to a file: an entry of a list or an object inside stands on a line of its own."""
    rows = ",\n".join(f'"{name}": {_row(inner)}' for name, inner in value.items())
    return f"{{\n{rows}\n}}\n"


def _row(value: object) -> str:
    if isinstance(value, dict) and value:
        inner = ",\n".join(f" {_compact(name)}: {_compact(each)}" for name, each in value.items())
        return f"{{\n{inner}\n}}"
    if isinstance(value, list) and value:
        inner = ",\n".join(f" {_compact(each)}" for each in value)
        return f"[\n{inner}\n]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
