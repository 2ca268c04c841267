"""Source room, schemas: the JSON Schemas of the files that authors write, for their editors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from scormkit.source.live_schema import CohortFile
from scormkit.source.schema import CourseFile, LocaleCourseFile, SessionMatter, TermFile, UnitMatter


def json_schemas() -> dict[str, dict[str, Any]]:
    """Name → JSON Schema (draft 2020-12)."""
    models: dict[str, type[BaseModel]] = {
        "course": CourseFile,
        "unit": UnitMatter,
        "session": SessionMatter,
        "locale": LocaleCourseFile,
        "cohort": CohortFile,
    }
    schemas = {name: model.model_json_schema(by_alias=True) for name, model in models.items()}
    term = TermFile.model_json_schema(by_alias=True)
    schemas["glossary"] = {
        "title": "glossary.yaml",
        "description": "Words that are explained where they first stand on a page.",
        "type": "object",
        "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/TermFile"}]},
        "$defs": {"TermFile": term},
    }
    for name, schema in schemas.items():
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["$id"] = f"urn:scormkit:schema:{name}"
    return dict(sorted(schemas.items()))
