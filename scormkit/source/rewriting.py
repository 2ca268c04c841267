"""Source room, rewriting: one value of a YAML file changed, and every other character left as the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

Value = str | Sequence[str]
_PLAIN = re.compile(r"[A-Za-z0-9][\w./:+-]*( [\w./:+-]+)*")


def set_values(text: str, values: Mapping[tuple[str, ...], Value]) -> str:
    """The YAML text with values put at their paths, in order; missing keys are added where their mapping is.

    Comments, order and style of everything else stay. Raises ValueError where a path leads through what is no mapping.
    """
    for path, value in values.items():
        text = _set(text, path, value)
    return text


def _set(text: str, path: tuple[str, ...], value: Value) -> str:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        return text.rstrip("\n") + ("\n" if text.strip() else "") + _block(path, value) + "\n"
    for depth, key in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            raise ValueError(f"`{'.'.join(path[:depth])}` holds no keys")
        found = next((pair for pair in node.value if pair[0].value == key), None)
        if found is None:
            return _added(text, node, path[depth:], value)
        if depth == len(path) - 1:
            return _replaced(text, found[1], _flow(value))
        node = found[1]
        if isinstance(node, yaml.ScalarNode) and node.value in ("", "auto"):  # `auto`: all keys are still to be chosen
            return _replaced(text, node, f"{{{_nested(path[depth + 1 :], value)}}}")
    raise ValueError("a path is needed")


def _replaced(text: str, node: yaml.Node, written: str) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:  # a key without a value
        return f"{text[:start]} {written}{text[end:]}"
    old = text[start:end]
    tail = old[len(old.rstrip()) :] if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) else ""
    return text[:start] + written + tail + text[end:]


def _added(text: str, node: yaml.MappingNode, path: tuple[str, ...], value: Value) -> str:
    """The text with a key more in a mapping: before the brace that closes it, or on a line below the last."""
    if node.flow_style:
        end = node.end_mark.index - 1
        comma = ", " if node.value else ""
        return f"{text[:end].rstrip()}{comma}{_nested(path, value)}{text[end:]}"
    last_end = node.value[-1][1].end_mark.index
    line_end = text.find("\n", max(last_end - 1, 0))
    stop = len(text) if line_end < 0 else line_end
    indent = " " * node.start_mark.column
    return f"{text[:stop]}\n{indent}{_block(path, value)}{text[stop:]}"


def _block(path: tuple[str, ...], value: Value) -> str:
    inner = _flow(value) if len(path) == 1 else f"{{{_nested(path[1:], value)}}}"
    return f"{_scalar(path[0])}: {inner}"


def _nested(path: tuple[str, ...], value: Value) -> str:
    return _block(path, value)


def _flow(value: Value) -> str:
    return _scalar(value) if isinstance(value, str) else f"[{', '.join(_scalar(each) for each in value)}]"


def _scalar(text: str) -> str:
    """A text as YAML reads it back as the same text, in quotes only where it must be."""
    if _PLAIN.fullmatch(text) and ": " not in text and not text.endswith(":") and text.lower() != "null":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
