"""Source room, keys: the kinds of values that keys of author files take, and what all these files share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

from scormkit.model.iri import is_iri
from scormkit.source.values import SLUG, read_duration, read_share, read_size, read_truth


def text_reader(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def _read_slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("use small letters, digits and hyphens, starting with a letter, such as `danger-signs`")
    return text


def is_language(text: str) -> bool:
    """Whether a text looks like a BCP 47 language tag."""
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) is not None


def _read_language(text: str) -> str:
    if not is_language(text):
        raise ValueError("use a language tag such as `en`, `de` or `pt-BR`")
    return text


def _read_colour(text: str) -> str:
    if not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        raise ValueError('use a colour such as "#0a6" or "#00aa66", in quotes')
    return text.lower()


def _read_iri(text: str) -> str:
    if not is_iri(text):
        raise ValueError("use an absolute address such as `https://learn.example.org/courses/airway`")
    return text


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def string_schema(pattern: str = "", examples: tuple[str, ...] = ()) -> WithJsonSchema:
    schema: dict[str, Any] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    if examples:
        schema["examples"] = list(examples)
    return WithJsonSchema(schema)


Slug = Annotated[str, text_reader(_read_slug), string_schema("^[a-z][a-z0-9-]*$", ("danger-signs",))]
Language = Annotated[
    str, text_reader(_read_language), string_schema("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ("en", "de"))
]
Duration = Annotated[int, text_reader(read_duration), string_schema(examples=("90 min", "2 hours"))]
Share = Annotated[float, text_reader(read_share), string_schema(examples=("80%",))]
Size = Annotated[int, text_reader(read_size), string_schema(examples=("250 MB",))]
Truth = Annotated[bool, text_reader(read_truth), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Colour = Annotated[str, text_reader(_read_colour), string_schema("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", ("#0a6",))]
Iri = Annotated[str, text_reader(_read_iri), string_schema(examples=("https://learn.example.org/courses/airway",))]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Strings = Annotated[list[str], BeforeValidator(_one_or_many)]
Slugs = Annotated[list[Slug], BeforeValidator(_one_or_many)]


class Strict(BaseModel):
    """What all author files share: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _hyphen(name: str) -> str:
    return name.replace("_", "-")


class Hyphened(Strict):
    model_config = ConfigDict(alias_generator=_hyphen)
