"""Source room, validation: pydantic's findings in the author's words, at the author's lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scormkit.diagnostics import Diagnostic, error
from scormkit.source.schema import LATER_KEYS
from scormkit.source.values import did_you_mean
from scormkit.source.yaml import Data, Path, YamlDocument

Model = TypeVar("Model", bound=BaseModel)

#: What pydantic appends to a location for the branch of a union it tried; no part of the author's file.
_KINDS = {"str": "a text", "list": "a list", "dict": "keys and values", "NoneType": "nothing"}


def validate(model: type[Model], document: YamlDocument) -> tuple[Model | None, list[Diagnostic]]:
    """The document as a `model`, or None with everything that is wrong with it."""
    made, problems = salvage(model, document)
    return None if problems else made, problems


def salvage(
    model: type[Model], document: YamlDocument, instead: dict[str, str] | None = None
) -> tuple[Model | None, list[Diagnostic]]:
    """As `validate`, but the model holds what is right, so that all the rest of a course can be judged by it.

    `instead` are values for keys that must be there; without them the model is None where one is missing or wrong.
    """
    if document.unreadable:
        return None, document.problems
    if document.problems and (document.data is None or any(each.code == "SRC-YAML-SIZE" for each in document.problems)):
        return None, document.problems
    data = _without_empty(document.data) if document.data is not None else {}
    if not isinstance(data, dict):
        what = _KINDS.get(type(document.data).__name__, "this")
        message, hint = f"expected keys and values, found {what}", "write lines such as `title: Airway basics`"
        problem = error("SRC-WRONG-TYPE", message, document.at(()), hint)
        return None, [*document.problems, problem]
    problems = [*document.problems, *_unknown_without_value(model, document)]
    try:
        return model.model_validate(data), problems
    except ValidationError as failure:
        problems += _explain(failure, model, document)
        wrong = {each["loc"][0] for each in failure.errors(include_url=False) if each["loc"]}
    right = {key: value for key, value in data.items() if key not in wrong}
    try:
        return model.model_validate({**(instead or {}), **right}), problems
    except ValidationError:
        return None, problems


def _without_empty(data: Data) -> Any:
    """A key without a value counts as not written."""
    if isinstance(data, dict):
        return {key: _without_empty(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_empty(value) for value in data]
    return data


def _empty_keys(data: Data, path: Path) -> Iterator[Path]:
    """The places of keys without a value; they are checked by their names alone."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if value is None and isinstance(data, dict):
            yield (*path, key)
        else:
            yield from _empty_keys(value, (*path, key))


def _unknown_without_value(model: type[BaseModel], document: YamlDocument) -> Iterator[Diagnostic]:
    """A key that nobody knows stays a mistake when it has no value, as in `{text: first, then second}`."""
    for path in _empty_keys(document.data, ()):
        known = _keys_at(model, path[:-1], document.data)
        if known and path[-1] not in known and str(path[-1]).replace("_", "-") not in known:
            yield _diagnose(path, {"type": "extra_forbidden"}, model, document)


def _explain(failure: ValidationError, model: type[BaseModel], document: YamlDocument) -> list[Diagnostic]:
    written = document.data if document.data is not None else {}  # an empty file has keys missing, not a nameless one
    errors = [(_author_path(each["loc"], written), each) for each in failure.errors(include_url=False)]
    found: dict[Path, Diagnostic] = {}
    # A union complains once for each branch, and about the parent of a bad part: the deepest place tells the most.
    for path, each in sorted(errors, key=lambda pair: (-len(pair[0]), _rank(str(pair[1]["type"])))):
        if any(longer[: len(path)] == path for longer in found):
            continue
        found[path] = _diagnose(path, dict(each), model, document)
    return list(found.values())


def _rank(kind: str) -> int:
    """Which branch of a union to believe: a message of our own before a bare type mismatch."""
    order = {"value_error": 0, "extra_forbidden": 1, "missing": 2}
    return order.get(kind, 3)


def _author_path(loc: tuple[int | str, ...], data: Data) -> Path:
    """The part of a pydantic location that exists in the author's file (or one step beyond, for what is missing)."""
    path: Path = ()
    for index, part in enumerate(loc):
        if isinstance(data, dict) and isinstance(part, str):
            if part in data:
                data = data[part]
                path = (*path, part)
                continue
            if index == len(loc) - 1 and not part.endswith("]") and part not in ("str", "list", "dict", "keys"):
                return (*path, part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
            path = (*path, part)
    return path


def _diagnose(path: Path, problem: dict[str, Any], model: type[BaseModel], document: YamlDocument) -> Diagnostic:
    key = str(path[-1]) if path else ""
    kind = str(problem["type"])
    where = document.at(path)
    if kind == "missing":
        return error("SRC-MISSING-KEY", f"`{key}` is missing", where, f"add a line `{key}: …`")
    if kind == "extra_forbidden":
        if key in LATER_KEYS:
            message = f"`{key}` belongs to {LATER_KEYS[key]}, which this version of scormkit does not build yet"
            return error("SRC-LATER-KEY", message, where, "remove the key")
        known = _keys_at(model, path[:-1], document.data)
        return error("SRC-UNKNOWN-KEY", f"`{key}` is not a key that is known here", where, did_you_mean(key, known))
    if kind == "module_in_module":
        message = f"the module `{problem['ctx']['title']}` stands inside another module"
        return error("SRC-MODULE-NESTED", message, where, "make it an entry of `outline:` of its own")
    shown = _shown(problem.get("input"))
    name = f"`{key}`" if isinstance(path[-1] if path else "", str) and key else "this entry"
    if kind == "value_error":
        return error("SRC-WRONG-VALUE", f"{name} cannot be {shown}", where, str(problem["ctx"]["error"]))
    if kind == "literal_error":
        hint = f"use one of: {problem['ctx']['expected']}".replace("'", "`").replace(" or ", ", ")
        return error("SRC-WRONG-VALUE", f"{name} cannot be {shown}", where, hint)
    return error("SRC-WRONG-TYPE", f"{name} cannot be {shown}", where, _expectation(kind, problem))


def _expectation(kind: str, problem: dict[str, Any]) -> str:
    texts = {
        "string_type": "write a text",
        "list_type": "write a list: a line for each entry, starting with `- `",
        "dict_type": "write keys and values",
        "model_type": "write keys and values",
        "string_too_short": "write something here",
        "too_short": "name at least one",
        "string_too_long": f"shorten it to {problem.get('ctx', {}).get('max_length', '')} characters",
        "string_pattern_mismatch": "use letters, digits and dots, such as `1.0.0`",
    }
    return texts.get(kind, str(problem.get("msg", "")).lower())


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"`{value if len(value) <= 60 else value[:57] + '…'}`" if value else "empty"
    return {"list": "a list", "dict": "keys and values", "NoneType": "empty"}.get(type(value).__name__, f"`{value}`")


def _keys_at(model: type[BaseModel], path: Path, data: Data) -> set[str]:
    """The keys that are known at a place, following the schema's own references."""
    schema = model.model_json_schema(by_alias=True)
    node: dict[str, Any] = schema
    for part in path:
        data = data[part] if isinstance(data, (dict, list)) and _has(data, part) else None  # type: ignore[index]
        node = _step(schema, node, part, data)
    return set(_resolve(schema, node, data).get("properties", {}))


def _has(data: Data, part: str | int) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def _step(schema: dict[str, Any], node: dict[str, Any], part: str | int, data: Data) -> dict[str, Any]:
    for branch in _branches(schema, node):
        if isinstance(part, int) and "items" in branch:
            return dict(branch["items"])
        if part in branch.get("properties", {}):
            return dict(branch["properties"][part])
        for values in (branch.get("additionalProperties"), *branch.get("patternProperties", {}).values()):
            if isinstance(values, dict):
                return dict(values)
    return {}


def _branches(schema: dict[str, Any], node: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _branches(schema, schema["$defs"][str(node["$ref"]).rsplit("/", 1)[1]])
    for union in ("anyOf", "oneOf"):
        if union in node:
            return [leaf for branch in node[union] for leaf in _branches(schema, branch)]
    return [node]


def _resolve(schema: dict[str, Any], node: dict[str, Any], data: Data) -> dict[str, Any]:
    """Of several branches, the one that shares most keys with what the author wrote."""
    written = set(data) if isinstance(data, dict) else set()
    branches = _branches(schema, node) or [{}]
    return max(branches, key=lambda branch: (len(written & set(branch.get("properties", {}))), "properties" in branch))
