"""Source room, directives: lines of a unit → a tree of text and `:::` blocks.

`::: name argument #id key=value` opens a directive, `:::` alone closes it; they nest. A line inside a code fence is
text, and so is one inside a comment; a fence whose language is `gift` is a directive of that name. Nothing is rendered
here.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field

from scormkit.diagnostics import Diagnostic, Location, error
from scormkit.source.values import SLUG, did_you_mean

CALLOUTS = ("note", "tip", "important", "warning", "caution", "example")
PARTED = ("tabs", "accordion", "flashcards", "columns")
#: Directives whose body is not scanned for further directives.
OPAQUE = ("question", "html")
#: Directives that take no body: a closing line is allowed but not needed.
BODYLESS = ("page", "include", "video", "audio", "embed", "recall")
#: Directives that hold or find questions.
ASSESSMENT = ("quiz", "scenario", "assignment", "checklist")
KNOWN = (*CALLOUTS, *PARTED, "details", "figure", "steps", *BODYLESS, *OPAQUE, *ASSESSMENT)
#: The language of a fence that holds questions in Moodle's GIFT format.
GIFT = "gift"

#: The options of directives that do not look after their own; `title=` is another way to write the argument.
OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*CALLOUTS, *PARTED, "details", "steps"), ("title",)),
    **dict.fromkeys(("video", "audio"), ("caption", "title")),
    **dict.fromkeys(("page", "include", "html", "figure"), ()),
    "embed": ("height", "title"),
}
DEEPEST = 20  # directives inside each other: far more than a reader can follow

_OPEN = re.compile(r" {0,3}:{3,}\s*([A-Za-z][\w-]*)\s*(.*?)\s*$")
_CLOSE = re.compile(r" {0,3}:{3,}\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_COMMENT = re.compile(r" {0,3}<!--")
_OPTION = re.compile(r"([a-z][a-z0-9-]*)=(.*)", re.DOTALL)


@dataclass(slots=True)
class Text:
    """Lines of Markdown; `line` is the number of the first one."""

    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(slots=True)
class Directive:
    """A `:::` block with what stands inside it."""

    name: str
    argument: str
    id: str
    options: dict[str, str]
    line: int
    children: list[Segment] = field(default_factory=list)

    def body(self) -> Text:
        """The text inside, for a directive whose body is not scanned."""
        for child in self.children:
            if isinstance(child, Text):
                return child
        return Text(self.line + 1)


Segment = Text | Directive
Report = Callable[[Diagnostic], None]


def scan(lines: list[str], first_line: int, file: str, report: Report) -> list[Segment]:
    """The tree of a unit's lines; what is wrong with a directive goes to `report`."""
    return _Scanner(file, report).scan(lines, first_line)


class _Scanner:
    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.root: list[Segment] = []
        self.open: list[Directive] = []

    def scan(self, lines: list[str], first_line: int) -> list[Segment]:
        fence, opened, comment = "", first_line, False
        for number, line in enumerate(lines, first_line):
            mark = _FENCE.match(line)
            if comment or (not fence and _COMMENT.match(line)):
                opened = opened if comment else number
                comment = "-->" not in line
                self._add(number, line)
            elif fence:
                closes = mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence)
                ends = bool(closes) and not line.strip().strip(fence[0])
                fence = "" if ends else fence
                if ends and self._inside_gift():
                    self.open.pop()
                else:
                    self._add(number, line)
            elif mark:
                fence, opened = mark[1], number
                if line.strip().strip(fence[0]).strip().lower() == GIFT and not self._inside_opaque():
                    self._start(GIFT, "", number)
                else:
                    self._add(number, line)
            elif _CLOSE.match(line):
                self._close(number)
            elif opening := _OPEN.match(line):
                start = self._start_in_opaque if self._inside_opaque() else self._start
                start(opening[1], opening[2], number)
            else:
                self._add(number, line)
        if comment or (fence and not self._inside_gift()):  # which also holds back what closes the others
            marks = f"a line of {len(fence)} {'backticks' if '`' in fence else 'tildes'}"
            self._tell_open("comment" if comment else "block of code", "`-->`" if comment else marks, opened)
        else:
            self._tell_directives()
        return self.root

    def _tell_open(self, what: str, end: str, line: int) -> None:
        message = f"this {what} is never closed, so that all that follows is part of it"
        self.report(error("SRC-BLOCK-OPEN", message, Location(self.file, line), f"write {end} where it ends"))

    def _tell_directives(self) -> None:
        for directive in self.open:
            where = Location(self.file, directive.line)
            gift = directive.name == GIFT
            message = f"{'this block of GIFT' if gift else f'`::: {directive.name}`'} is never closed"
            hint = f"add a line {'of three backticks' if gift else '`:::`'} where it ends"
            self.report(error("SRC-DIRECTIVE-OPEN", message, where, hint))

    def _inside_gift(self) -> bool:
        return bool(self.open) and self.open[-1].name == GIFT

    def _inside_opaque(self) -> bool:
        return bool(self.open) and self.open[-1].name in OPAQUE

    def _siblings(self) -> list[Segment]:
        return self.open[-1].children if self.open else self.root

    def _add(self, number: int, line: str) -> None:
        siblings = self._siblings()
        if not siblings or not isinstance(siblings[-1], Text):
            siblings.append(Text(number))
        last = siblings[-1]
        assert isinstance(last, Text)
        last.lines += [""] * (number - last.line - len(last.lines))  # where a refused directive stood
        last.lines.append(line)

    def _close(self, number: int) -> None:
        if self.open:
            self.open.pop()
            return
        siblings = self._siblings()
        last = siblings[-1] if siblings else None
        if isinstance(last, Text) and len(siblings) > 1 and not last.text.strip():
            last = siblings[-2]
        if isinstance(last, Directive) and last.name in BODYLESS:
            return
        message = "`:::` closes a directive, but none is open here"
        self.report(error("SRC-DIRECTIVE-CLOSE", message, Location(self.file, number), "remove the line"))

    def _start(self, name: str, rest: str, number: int) -> None:
        where = Location(self.file, number)
        if name not in (*KNOWN, GIFT):
            message = f"there is no directive `{name}`"
            self.report(error("SRC-DIRECTIVE-UNKNOWN", message, where, did_you_mean(name, KNOWN)))
        argument, identifier, options = self._arguments(name, rest, where)
        directive = Directive(name, argument, identifier, options, number)
        for option in options:
            if option not in OPTIONS.get(name, (option,)):
                message = f"`{option}=` is no option of `::: {name}`"
                self.report(error("SRC-DIRECTIVE-OPTION", message, where, did_you_mean(option, OPTIONS[name])))
        if len(self.open) < DEEPEST:
            self._siblings().append(directive)
        elif len(self.open) == DEEPEST:
            message = f"directives stand in each other more than {DEEPEST} deep"
            self.report(error("SRC-DIRECTIVE-DEEP", message, where, "close some of them first"))
        if name not in BODYLESS:
            self.open.append(directive)

    def _start_in_opaque(self, name: str, rest: str, number: int) -> None:
        """A directive where only text may stand: most often the one around it was not closed."""
        outer = self.open[-1]
        if name in (*OPAQUE, *ASSESSMENT, "page", "recall"):
            message = f"`::: {outer.name}` is not closed before `::: {name}` on line {number}"
            hint = f"add a line `:::` above line {number}"
            self.report(error("SRC-DIRECTIVE-OPEN", message, Location(self.file, outer.line), hint))
            self.open.pop()
            self._start(name, rest, number)
            return
        message = f"`::: {name}` cannot stand inside `::: {outer.name}`, which opened on line {outer.line}"
        hint = "close that first, by a line `:::`"
        self.report(error("SRC-DIRECTIVE-PLACE", message, Location(self.file, number), hint))
        if name not in BODYLESS:
            self.open.append(Directive(name, "", "", {}, number))

    def _arguments(self, name: str, rest: str, where: Location) -> tuple[str, str, dict[str, str]]:
        """What stands behind the name: free words, `#id`, `key=value` (a value with spaces in quotes)."""
        words: list[str] = []
        identifier = ""
        options: dict[str, str] = {}
        for word in _split(rest):
            option = _OPTION.fullmatch(word)
            if word.startswith("#") and len(word) > 1:
                identifier = word[1:]
                if not SLUG.fullmatch(identifier):
                    hint = "use small letters, digits and hyphens, starting with a letter"
                    self.report(error("SRC-BAD-ID", f"`{word}` cannot be an id", where, hint))
            elif option:
                if option[1] in options:
                    message = f"`{option[1]}=` stands twice on `::: {name}`"
                    self.report(error("SRC-DIRECTIVE-OPTION", message, where, "keep one"))
                options[option[1]] = option[2]
            else:
                words.append(word)
        return " ".join(words), identifier, options


def _split(rest: str) -> list[str]:
    """Words, where quotes hold a value together; an apostrophe in a title is just an apostrophe."""
    lexer = shlex.shlex(rest, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    lexer.quotes = '"'
    lexer.escape = ""
    try:
        return list(lexer)
    except ValueError:
        return rest.split()
