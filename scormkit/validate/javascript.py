"""Validate room, JavaScript: as much reading of scripts as rules need, without running or fully parsing them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEXT = re.compile(r"""//[^\n]*|/\*|["'`/(){}\[\]]""")
#: As above without brackets, and with whole strings: what matters when only comments are looked for.
_NEXT_QUOTED = re.compile(r"""//[^\n]*|/\*|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|["'`/]""", re.S)
_STRING = {quote: re.compile(rf"(?:[^{quote}\\\n]|\\.)*+{quote}", re.S) for quote in "\"'"}
# Lengths are bounded: a script made of openings that never close must not cost a scan of the rest for each.
_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,300}+\]){1,1000}+/[a-z]*")
_BEFORE_REGEX = re.compile(r"(?:^|[(,=:\[!&|?{;}+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete))\s*$")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_IN_TEMPLATE = re.compile(r"\\.|`|\$\{", re.S)
_MOST = 1 << 20
_DEEPEST = 20  #: templates inside templates


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where a script certainly cannot be parsed."""

    message: str
    line: int


def strip_comments(text: str) -> str:
    """The script with comments replaced by spaces, so that positions and lines stay."""
    if "/" not in text or len(text) > _MOST:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in _comments(text):
        pieces.append(text[position:start])
        pieces.append(re.sub(r"[^\n]", " ", text[start:end]))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _comments(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = 0
    while (match := _NEXT_QUOTED.search(text, position)) is not None:
        token, start = match.group(), match.start()
        if len(token) > 1 and token[0] in "\"'":
            position = match.end()
        elif token.startswith("//") and not _in_regex(text, start):
            found.append((start, match.end()))
            position = match.end()
        elif token == "/*":
            end = text.find("*/", match.end())
            position = len(text) if end < 0 else end + 2
            found.append((start, position))
        else:
            position = _after(text, token, start)
    return found


def _in_regex(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] == "\\"


def _after(text: str, token: str, start: int) -> int:
    """The position after the string, template or regular expression that begins here; else after the token."""
    if token in _STRING:
        found = _STRING[token].match(text, start + 1)
        return found.end() if found else start + 1
    if token == "`":
        return _template_end(text, start) or start + 1
    if token == "/" and _BEFORE_REGEX.search(text, max(0, start - 40), start):
        found = _REGEX.match(text, start)
        return found.end() if found else start + 1
    return start + max(1, len(token))


def _template_end(text: str, start: int, depth: int = 0) -> int:
    """After the closing backtick of the template that begins here; 0 when there is none, or when it is too deep."""
    position = start + 1
    while depth < _DEEPEST and (match := _IN_TEMPLATE.search(text, position)) is not None:
        position = match.end()
        if match.group() == "`":
            return position
        if match.group() == "${":
            position = _placeholder_end(text, position, depth + 1)
            if not position:
                return 0
    return 0


def _placeholder_end(text: str, start: int, depth: int) -> int:
    """After the brace that closes `${`; strings, comments and templates inside are passed over."""
    position, open_braces = start, 1
    while (match := _NEXT.search(text, position)) is not None:
        token, at = match.group(), match.start()
        if token == "`":
            position = _template_end(text, at, depth)
            if not position:
                return 0
            continue
        position = (
            text.find("*/", at) + 2 if token == "/*" else match.end() if token in "{}" else _after(text, token, at)
        )
        if position < match.end():
            return 0
        open_braces += (token == "{") - (token == "}")
        if not open_braces:
            return position
    return 0


def find_syntax_problem(text: str) -> SyntaxProblem | None:
    """A bracket, string or comment that is not closed, where nothing about it is doubtful; else None.

    Scripts with templates, or with a slash that could begin a regular expression or divide, are passed over.
    """
    if len(text) > _MOST or "`" in text:
        return None
    stack: list[tuple[str, int]] = []
    position = 0
    while (match := _NEXT.search(text, position)) is not None:
        token, start = match.group(), match.start()
        position = match.end()
        if token == "/*":
            end = text.find("*/", position)
            if end < 0:
                return _problem("this comment is not closed", text, start)
            position = end + 2
        elif token == "/":
            if not _BEFORE_REGEX.search(text, max(0, start - 40), start):
                if re.search(r"[)}\]]\s*$", text[max(0, start - 40) : start]):
                    return None
                continue
            found = _REGEX.match(text, start)
            if found is None:
                return None
            position = found.end()
        elif token in _STRING:
            found = _STRING[token].match(text, start + 1)
            if found is None:
                return _problem("this string is not closed", text, start)
            position = found.end()
        elif token in "([{":
            stack.append((token, start))
        elif token in _PAIRS and (not stack or stack.pop()[0] != _PAIRS[token]):
            return _problem(f"`{token}` closes nothing", text, start)
    return _problem(f"`{stack[-1][0]}` is not closed", text, stack[-1][1]) if stack else None


def _problem(message: str, text: str, position: int) -> SyntaxProblem:
    return SyntaxProblem(message, text.count("\n", 0, position) + 1)
