"""Source room, YAML: text → plain data that remembers its lines.

Every scalar stays text (`no`, `1.10` and `18:00` mean what they say, whatever a YAML reader makes of them); the schema
decides what a text must be. Duplicate keys are errors; an alias may not blow the document up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from scormkit.diagnostics import Diagnostic, Location, error

Data = dict[str, "Data"] | list["Data"] | str | None
Path = tuple[str | int, ...]

MAX_NODES = 200_000  # far above any course, far below what a "billion laughs" expands to
MAX_DEPTH = 60
_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset(_TAG + each for each in "map seq str bool int float null timestamp merge value".split())


@dataclass(slots=True)
class YamlDocument:
    """Data, the line of each part of it, and what was wrong. `data` is None for an empty or unreadable document."""

    file: str
    data: Data = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    unreadable: bool = False  #: the file is no text, which is told already

    def line_of(self, path: Path) -> int:
        """The line of the deepest known part of `path`; 0 when nothing is known."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def at(self, path: Path) -> Location:
        return Location(self.file, self.line_of(path), pointer_of(path))


def pointer_of(path: Path) -> str:
    """`("outline", 2, "items")` → `outline[2].items`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Reads one YAML document; `first_line` is where it starts in its file (front matter does not start at 1)."""
    document = YamlDocument(file)
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = first_line + mark.line if mark else 0
        said = f"this is not YAML: {problem.problem}"
        if "another document" in str(problem.problem):
            said = "a second document begins here, and a file holds one"
        document.problems.append(error("SRC-YAML", said, Location(file, line), _hint(problem, text)))
        return document
    except yaml.YAMLError as problem:
        document.problems.append(error("SRC-YAML", f"this is not YAML: {problem}", Location(file, first_line)))
        return document
    finally:
        loader.dispose()
    if node is not None:
        document.data = _Walker(document, first_line).data_of(node, ())
    return document


def _hint(problem: yaml.MarkedYAMLError, text: str) -> str:
    mark = problem.problem_mark
    line = text.split("\n")[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in str(problem.problem):
        return 'put a text that contains ": " in quotes, and check the indentation'
    if "another document" in str(problem.problem):
        return "remove the line `---`"
    return "check quotes, colons and indentation on this line and the one before"


class _Walker:
    """One pass over a node tree."""

    def __init__(self, document: YamlDocument, first_line: int) -> None:
        self.document = document
        self.first_line = first_line
        self.nodes = 0

    def data_of(self, node: yaml.Node, path: Path) -> Data:
        line = self.first_line + node.start_mark.line
        self.document.lines.setdefault(path, line)
        self.nodes += 1
        if self.nodes > MAX_NODES or len(path) > MAX_DEPTH:
            if not any(each.code == "SRC-YAML-SIZE" for each in self.document.problems):
                where = Location(self.document.file, line, pointer_of(path))
                self.document.problems.append(
                    error("SRC-YAML-SIZE", "this YAML is too large or too deep", where, "write it without aliases")
                )
            return None
        if node.tag not in _TAGS:
            tag = node.tag.replace(_TAG, "!!")
            where = Location(self.document.file, line, pointer_of(path))
            message = f"the tag `{tag}` means nothing here"
            self.document.problems.append(error("SRC-YAML", message, where, "write the value without it"))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.data_of(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Data:
        result: dict[str, Data] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            where = Location(self.document.file, line, pointer_of(path))
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.problems.append(error("SRC-YAML", "a key must be a plain word", where))
                continue
            key = str(key_node.value)
            if key in result:
                first = self.document.lines[(*path, key)]
                self.document.problems.append(
                    error("SRC-DUPLICATE-KEY", f"`{key}` stands here twice, first on line {first}", where, "keep one")
                )
                continue
            result[key] = self.data_of(value_node, (*path, key))
            self.document.lines[(*path, key)] = line
        return result

    def _scalar(self, node: yaml.Node) -> str | None:
        return None if node.tag.endswith(":null") else str(node.value)
