"""Values of the model as text that people read in a golden file: what is at its default is left out."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from scormkit.model import Question


def shown(value: Any, indent: str = "") -> str:
    """A value as indented text, without what is at its default."""
    if isinstance(value, tuple) and any(dataclasses.is_dataclass(each) for each in value):
        return "".join(f"\n{indent}- {shown(each, indent + '  ')}" for each in value)
    if not dataclasses.is_dataclass(value):
        return repr(value.value if isinstance(value, Enum) else value)
    lines = [type(value).__name__]
    for each in dataclasses.fields(value):
        content = getattr(value, each.name)
        if content != each.default and content != () and each.name not in ("line", "place", "derived"):
            lines.append(f"{indent}{each.name}: {shown(content, indent + '  ')}")
    return "\n".join(lines)


def question_lines(question: Question) -> str:
    """A question without what is at its default."""
    plain = Question("", question.kind, "", "")
    values = [
        f"    {name} = {value!r}"
        for name in Question.__dataclass_fields__
        if (value := getattr(question, name)) != getattr(plain, name) and name not in ("id", "text", "line")
    ]
    return "\n".join([f"{question.id} {question.kind}", *values])
