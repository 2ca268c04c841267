"""Source room, questions: GIFT, Moodle's text format for questions → `Question` values.

After Moodle's own reader (question/format/gift/format.php), whose ids and tags in comments (`// [id:…] [tag:…]`) are
understood as well. A tag `objective:NAME` names an objective. What cannot be meant here is said, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from scormkit.diagnostics import Diagnostic, Location, error, info
from scormkit.model import Blank, Choice, Question, QuestionKind, Range
from scormkit.source import markdown
from scormkit.source.markdown import GAP_IN_TEXT
from scormkit.source.questions.context import LETTERS, QuestionBody, QuestionContext, basics
from scormkit.source.questions.gaps import range_of
from scormkit.source.questions.items import check_text, too_many
from scormkit.source.questions.order import paired
from scormkit.source.values import SLUG, did_you_mean, slug_of

FORMATS = ("html", "markdown", "moodle", "plain")
OBJECTIVE = "objective:"
GAP_SHOWN = "_____"  # what Moodle shows where an answer stood in the middle of a text

#: A character behind a backslash is held by a noncharacter, which no text contains, until its text is cut out.
_HELD = {char: chr(0xFDD0 + number) for number, char in enumerate("\\~=#{}:")} | {"n": chr(0xFDD0 + 7)}
_FREED = {held: "\n" if char == "n" else char for char, held in _HELD.items()}
_GAP = chr(0xFDD0 + 8)
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_FORMAT = re.compile(r"\s*\[(\w+)\]")
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_NOTE_ID = re.compile(r"\[id:\s*((?:\\\]|[^\]])+)\]")
_NOTE_TAG = re.compile(r"\[tag:\s*((?:\\\]|[^\]<>`])+)\]")
_TAG = re.compile(r"</?[a-zA-Z!]")
_BLOCK = re.compile(r"<(p|div|ul|ol|table|pre|h[1-6]|blockquote|figure)\b", re.IGNORECASE)
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)

Report = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class GiftText:
    """A text as written, its escapes undone, and what it is written in."""

    text: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class GiftItem:
    """A question as it stands: its name, its text around the answer, and the answer, whose escapes are still held."""

    line: int
    title: str
    id: str
    tags: tuple[str, ...]
    group: str  #: the last part of its category
    before: str
    after: str
    format: str
    answer: str


@dataclass(slots=True)
class _Block:
    """The lines between two empty ones."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    note: str = ""


def read(lines: list[str], first_line: int, file: str, report: Report) -> Iterator[GiftItem]:
    """The questions of a GIFT text; what is wrong goes to `report`. Descriptions, which ask nothing, are left out."""
    group = ""
    block = _Block()
    for number, line in enumerate([*lines, ""], first_line):
        stripped = line.strip()
        if stripped.startswith("$CATEGORY:"):
            group = slug_of(stripped.removeprefix("$CATEGORY:").replace("//", "").rsplit("/", 1)[-1])
        elif stripped.startswith("//"):
            block.note += stripped
        elif stripped:
            block.line = block.line or number
            block.lines.append(line)
        elif block.lines:
            yield from _item(block, group, file, report)
            block = _Block()


def _item(block: _Block, group: str, file: str, report: Report) -> Iterator[GiftItem]:
    where = Location(file, block.line)
    text = _ESCAPE.sub(lambda match: _HELD[match[1]], "\n".join(block.lines)).strip()
    title = ""
    if named := re.match(r"::(.*?)::", text, re.DOTALL):
        title, text = _free(named[1]).strip(), text[named.end() :]
    form, text = _format(text, where, report)
    opened, closed = text.find("{"), text.find("}")
    if opened < 0 and closed < 0:
        message = "this text asks nothing, so it is left out"
        report(info("SRC-GIFT-DESCRIPTION", message, where, "put the answers between { and }"))
        return
    line = block.line + text[: max(opened, 0)].count("\n")
    if opened < 0 or closed < opened:
        report(error("SRC-GIFT", _brace(opened, closed), Location(file, line), _BRACES))
        return
    if "{" in text[opened + 1 :] or "}" in text[closed + 1 :]:
        message = "this question has more than one pair of braces"
        report(error("SRC-GIFT", message, Location(file, line), _BRACES))
        return
    note_id = _NOTE_ID.search(block.note)
    given = note_id[1].replace("\\]", "]").strip() if note_id else title
    tags = tuple(each.replace("\\]", "]").strip() for each in _NOTE_TAG.findall(block.note))
    yield GiftItem(
        block.line, title, given if SLUG.fullmatch(given) else "", tags, group, text[:opened], text[closed + 1 :],
        form, text[opened + 1 : closed],
    )  # fmt: skip


_BRACES = "an answer stands between { and }, without an empty line; write \\{ and \\} for braces that are text"


def _brace(opened: int, closed: int) -> str:
    return "`{` is never closed" if closed < 0 else "`}` closes an answer, but none is open"


def _format(text: str, where: Location, report: Report) -> tuple[str, str]:
    """The format a text names, and the text behind it."""
    match = _FORMAT.match(text)
    if not match:
        return "", text
    name = match[1].lower()
    if name not in FORMATS:
        # Moodle takes it as part of the text as well.
        return "", text
    return name, text[match.end() :]


def _free(text: str) -> str:
    return "".join(_FREED.get(char, char) for char in text)


def question_of(item: GiftItem, context: QuestionContext) -> Question | None:
    """What a question of a GIFT text means; None when it is too broken (reported)."""
    return _Meaning(item, context).question()


@dataclass(frozen=True, slots=True)
class _Option:
    """An answer: whether it is marked `=`, its weight in percent, its text, what is said about it."""

    marked: bool
    weight: float | None
    text: GiftText
    feedback: GiftText

    @property
    def full(self) -> bool:
        return (self.weight is None and self.marked) or self.weight == 100


class _Meaning:
    def __init__(self, item: GiftItem, context: QuestionContext) -> None:
        self.item = item
        self.context = context

    def error(self, message: str, hint: str) -> None:
        self.context.error("SRC-GIFT", message, hint)

    def info(self, message: str, hint: str = "") -> None:
        where = self.context.where
        self.context.report(info("SRC-GIFT-WEIGHT", message, where, hint))

    def question(self) -> Question | None:
        answer, general = self._cut_general(self.item.answer)
        stripped = answer.strip()
        if not stripped:
            return replace(self._basics(QuestionKind.LONG_FILL_IN, ""), model_answer=general, graded=False)
        if stripped.startswith("#"):
            made = self._numeric(stripped[1:])
        elif truth := _TRUTH.match(stripped):
            made = self._true_false(truth[1].upper().startswith("T"), stripped[truth.end() :])
        elif "~" in answer:
            made = self._choice(answer)
        elif re.search(r"=[^=]*->", answer):
            made = self._matching(answer)
        elif "=" in answer:
            made = self._fill_in(answer)
        else:
            hint = "write right answers as `=…`, wrong ones as `~…`; or T, F, or `#` and a number"
            self.error(f"`{_free(stripped)}` is no answer", hint)
            return None
        return replace(made, explanation=general)

    # --- texts ------------------------------------------------------------------------------------

    def _cut_general(self, answer: str) -> tuple[str, str]:
        before, mark, after = answer.rpartition("####")
        return (before, self._html(self._text(after))) if mark else (answer, "")

    def _text(self, raw: str, default: str = "") -> GiftText:
        form, rest = _format(raw, self.context.where, self.context.report)
        return GiftText(_free(rest).strip(), form or default or self.item.format)

    def _element(self, text: GiftText) -> markdown.Element:
        """The text as the children of one element."""
        written = text.text
        if text.format == "markdown":
            root = self.context.tree(written, self.context.where.line)
            return root[0] if len(root) == 1 and root[0].tag == "p" else root
        if text.format == "plain":
            written = escape(written, quote=False)
        elif not _TAG.search(written):
            written = written.replace("<", "&lt;").replace(">", "&gt;")
        # Moodle breaks lines of a text that is not said to be HTML; a reference keeps a line of HTML together.
        breaks = text.format != "html" and not _BLOCK.search(written)
        written = written.replace("\n", "<br>" if breaks else "&#10;")
        return self.context.tree(f"<div>{written}</div>", self.context.where.line)[0]

    def _html(self, text: GiftText) -> str:
        return markdown.inner_html(self._element(text)) if text.text else ""

    def _basics(self, kind: QuestionKind, gap: str) -> Question:
        """The question without its answer; `gap` stands where the answer stood, when text follows."""
        between = gap if self.item.after.strip() else ""
        written = _free(f"{self.item.before}{between}{self.item.after}").strip()
        element = self._element(GiftText(written, self.item.format))
        objectives = tuple(tag.removeprefix(OBJECTIVE) for tag in self.item.tags if tag.startswith(OBJECTIVE))
        for each in objectives:
            if each not in self.context.objectives:
                hint = did_you_mean(each, self.context.objectives) or "declare it under `objectives:` in course.yaml"
                self.context.error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", hint)
        tags = [tag for tag in self.item.tags if not tag.startswith(OBJECTIVE)]
        if self.item.group:
            tags.append(self.item.group)
        group = (self.item.group,) if self.item.group in self.context.objectives else ()
        made = basics(kind, [element], QuestionBody([element]), self.context)
        return replace(
            made,
            objectives=objectives or group or made.objectives,
            tags=tuple(dict.fromkeys(slug_of(tag, "tag") for tag in tags)),
        )

    # --- answers ----------------------------------------------------------------------------------

    def _options(self, answer: str, starts: str) -> list[_Option]:
        """The answers, each of which starts with one of `starts`."""
        found: list[_Option] = []
        pieces = re.split(rf"([{starts}])", answer)
        if pieces[0].strip():
            self.error(f"`{_free(pieces[0].strip())}` stands before the first answer", "write `=` or `~` before it")
        for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            weight = _WEIGHT.match(piece)
            written, _, feedback = piece[weight.end() if weight else 0 :].partition("#")
            value = float(weight[1]) if weight else None
            if value is not None and not -100 <= value <= 100:
                self.error(f"`%{value:g}%` is no weight", "write -100 to 100 percent")
            found.append(_Option(mark == "=", value, self._text(written), self._text(feedback)))
        return found

    def _choice(self, answer: str) -> Question:
        options = self._options(answer, "=~")
        multiple = not any(option.marked for option in options)
        choices: list[Choice] = []
        seen: dict[str, int] = {}
        for option in options[: len(LETTERS)]:
            element = self._element(option.text)
            text = markdown.plain_text(element)
            check_text(text, seen, self.context.where.line, self.context)
            correct = (option.weight or 0) > 0 if multiple else option.full
            if not correct and not multiple and option.weight:
                self.info(f"the part marks of `{text}` are left out", "only several right options give part marks")
            letter = LETTERS[len(choices)]
            choices.append(Choice(letter, markdown.inner_html(element), text, correct, self._html(option.feedback)))
        if len(options) > len(LETTERS):
            too_many(self.context.where.line, self.context)
        if len(options) < 2:
            self.context.error("SRC-QUESTION-NO-OPTIONS", "this question has only one option", "add another")
        if not any(choice.correct for choice in choices):
            hint = "start it with `=`, or give it a weight such as `%100%`"
            self.context.error("SRC-QUESTION-NO-RIGHT", "no option is marked as right", hint)
        made = self._basics(QuestionKind.CHOICE, GAP_SHOWN)
        return replace(made, choices=tuple(choices), multiple=multiple, partial=multiple)

    def _true_false(self, is_true: bool, rest: str) -> Question:
        wrong, _, right = rest.removeprefix("#").partition("#")
        return replace(
            self._basics(QuestionKind.TRUE_FALSE, GAP_SHOWN),
            choices=(Choice("true", "", "", is_true), Choice("false", "", "", not is_true)),
            wrong=self._html(self._text(wrong)),
            right=self._html(self._text(right)),
        )

    def _fill_in(self, answer: str) -> Question:
        accept: list[str] = []
        patterns: list[str] = []
        said: list[str] = []
        wrong = ""
        for option in self._options(answer, "="):
            written = option.text.text
            if not option.full:
                if written == "*":
                    wrong = self._html(option.feedback)
                elif not option.weight:
                    self.info(f"what is said of `{written}` is left out", "say it of any wrong answer: `=%0%*#…`")
                else:
                    self.info(f"the part marks of `{written}` are left out", "name only what is wholly right")
                continue
            said.append(self._html(option.feedback))
            if re.search(r"(?<!\\)\*", written):
                parts = re.split(r"(?<!\\)\*", written)
                patterns.append(".*".join(re.escape(part.replace("\\*", "*")) for part in parts))
            elif written:
                accept.append(written.replace("\\*", "*"))
            else:
                self.context.error("SRC-QUESTION-BLANK", "this gap has no answer", "write what is right behind `=`")
        made = self._basics(QuestionKind.FILL_IN, _GAP)
        gap = '<span data-blank="b1"></span>'
        return replace(
            made,
            prompt=made.prompt.replace(_GAP, gap),
            text=made.text.replace(_GAP, GAP_IN_TEXT),
            blanks=(Blank("b1", tuple(dict.fromkeys(accept)), tuple(dict.fromkeys(patterns))),),
            right=next((each for each in said if each), ""),
            wrong=wrong,
        )

    def _numeric(self, answer: str) -> Question:
        options = self._options(answer if "=" in answer else f"={answer}", "=~")
        ranges: list[Range] = []
        right = wrong = ""
        for option in options:
            feedback = self._html(option.feedback)
            if not option.marked or not option.full:
                if option.marked and option.text.text != "*":
                    self.info(f"the part marks of `{option.text.text}` are left out", "name only what is wholly right")
                wrong = wrong or feedback
                continue
            right = right or feedback
            ranges += self._range(option.text.text)
        if not any(option.marked and option.full and option.text.text for option in options):
            self.context.error(
                "SRC-QUESTION-NO-RIGHT", "this question has no answer", "write `{#10..12}` or `{#42:0.5}`"
            )
        return replace(self._basics(QuestionKind.NUMERIC, GAP_SHOWN), ranges=tuple(ranges), right=right, wrong=wrong)

    def _range(self, text: str) -> list[Range]:
        if not text:
            return []
        value, _, tolerance = text.partition(":")
        written = f"{value.strip()} +/- {tolerance.strip()}" if tolerance.strip() else text.strip()
        found = range_of(written)
        if found is None:
            hint = "write a number, `10..12`, or `42:0.5`"
            self.context.error("SRC-QUESTION-RANGE", f"`{text}` is no number", hint)
        elif found.low is not None and found.high is not None and found.low > found.high:
            message = f"no number is in `{text}`: it ends before it starts"
            self.context.error("SRC-QUESTION-RANGE", message, "write the smaller number first")
        else:
            return [found]
        return []

    def _matching(self, answer: str) -> Question:
        rows: list[tuple[tuple[str, str], tuple[str, str]]] = []
        for piece in answer.split("=")[1:]:
            left, arrow, right = piece.partition("->")
            if not arrow or not right.strip():
                self.error(f"`{_free(piece.strip())}` is no pair", "write `=left -> right`")
                continue
            element = self._element(self._text(left))
            target = " ".join(_free(right).split())
            side = (markdown.inner_html(element), markdown.plain_text(element))
            rows.append((side if side[1] else ("", ""), (escape(target, quote=False), target)))
        if sum(bool(left[1]) for left, _ in rows) < 2:
            message = "this question has fewer than two pairs"
            self.context.error("SRC-QUESTION-NO-OPTIONS", message, "add a line `=left -> right` for each pair")
        made = self._basics(QuestionKind.MATCHING, GAP_SHOWN)
        sources, targets, pairs = paired(rows[: len(LETTERS)], made.text)
        # Moodle gives a part of the marks for each pair.
        return replace(made, choices=sources, targets=targets, pairs=pairs, partial=True)
