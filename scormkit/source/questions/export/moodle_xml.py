"""Source room, export, Moodle XML: questions as Moodle's importer takes them, pictures included.

After Moodle's own writer (question/format/xml/format.php).
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, unquote

from lxml import etree

from scormkit.model import Blank, Question, QuestionKind
from scormkit.source.questions.export.rules import (
    GAP,
    Exported,
    LeftOut,
    mapped,
    number_text,
    portable,
    rows_of,
    share,
    with_texts,
)
from scormkit.source.questions.gift import GAP_SHOWN, OBJECTIVE

ReadFile = Callable[[str], bytes]  #: a path in the course → what the file holds

_REFERENCE = re.compile(r'\b(src|href)="asset:([^"]*)"')
_NAME_LIMIT = 80
_UNTIL_RIGHT = "0.3333333"  # Moodle's default penalty for each further try
#: What has a meaning inside a gap of Moodle's `cloze`, by the entity or the backslash that takes it away.
_CLOZE = re.compile(r"([}#~/\"\\])")


def write_moodle_xml(questions: Iterable[Question], read_file: ReadFile) -> Exported:
    """The questions as Moodle XML; what Moodle has no kind for is named."""
    root = etree.Element("quiz")
    left_out: list[LeftOut] = []
    for question in questions:
        made = as_moodle(question)
        if isinstance(made, LeftOut):
            left_out.append(made)
        else:
            root.append(_Writer(made, read_file).write())
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return Exported(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', tuple(left_out))


def as_moodle(question: Question) -> Question | LeftOut:
    """What Moodle keeps of a question, beside what `mapped` says.

    Tries, time limits, confidence, costs of hints and what is said after single tries are Moodle's own settings.
    """
    known = mapped(question)
    if isinstance(known, LeftOut):
        return known
    return replace(
        with_texts(known, portable), tries=0, time_limit=0, confidence=False, hint_cost=0.0, after_try=(),
        blanks=tuple(replace(each, patterns=()) for each in known.blanks),
    )  # fmt: skip


class _Writer:
    def __init__(self, question: Question, read_file: ReadFile) -> None:
        self.question = question
        self.read_file = read_file
        self.element = etree.Element("question")

    def write(self) -> etree._Element:
        question = self.question
        several = len(question.blanks) > 1
        write = {
            QuestionKind.CHOICE: self._choice,
            QuestionKind.TRUE_FALSE: self._true_false,
            QuestionKind.FILL_IN: self._cloze if several else self._short_answer,
            QuestionKind.NUMERIC: self._numerical,
            QuestionKind.MATCHING: self._matching,
            QuestionKind.LONG_FILL_IN: self._essay,
        }[question.kind]
        self._value("name", question.text[:_NAME_LIMIT].strip(), wrapped=True)
        self._html("questiontext", self._prompt())
        self._html("generalfeedback", question.explanation)
        if not several:
            self._value("defaultgrade", number_text(question.points))
        self._value("penalty", _UNTIL_RIGHT)
        self._value("hidden", "0")
        self._value("idnumber", question.id)
        write()
        for hint in question.hints:
            self._html("hint", hint)
        self._tags()
        return self.element

    def _prompt(self) -> str:
        blanks = {blank.id: blank for blank in self.question.blanks}
        if len(blanks) < 2:
            return GAP.sub(GAP_SHOWN, self.question.prompt)
        return GAP.sub(lambda match: _cloze(blanks[match[1]]), self.question.prompt)

    # --- kinds ------------------------------------------------------------------------------------

    def _choice(self) -> None:
        question = self.question
        self.element.set("type", "multichoice")
        self._value("single", "false" if question.multiple else "true")
        self._value("shuffleanswers", "true" if question.shuffle else "false")
        self._value("answernumbering", "abc")
        self._said()
        right = sum(each.correct for each in question.choices)
        wrong = len(question.choices) - right
        for each in question.choices:
            if question.multiple:
                fraction = share(right) if each.correct else f"-{share(wrong)}"
            else:
                fraction = "100" if each.correct else "0"
            self._answer(fraction, each.html, each.feedback, html=True)

    def _true_false(self) -> None:
        self.element.set("type", "truefalse")
        for each in self.question.choices:
            said = each.feedback + (self.question.right if each.correct else self.question.wrong)
            self._answer("100" if each.correct else "0", each.id, said)

    def _short_answer(self) -> None:
        self.element.set("type", "shortanswer")
        blank = self.question.blanks[0]
        self._value("usecase", "1" if blank.exact else "0")
        for each in blank.accept:
            self._answer("100", each.replace("*", "\\*"), self.question.right)
        if self.question.wrong:
            self._answer("0", "*", self.question.wrong)

    def _cloze(self) -> None:
        self.element.set("type", "cloze")

    def _numerical(self) -> None:
        self.element.set("type", "numerical")
        for each in self.question.ranges:
            assert each.low is not None and each.high is not None
            answer = self._answer("100", number_text((each.low + each.high) / 2), self.question.right)
            etree.SubElement(answer, "tolerance").text = number_text((each.high - each.low) / 2)
        if self.question.wrong:
            etree.SubElement(self._answer("0", "*", self.question.wrong), "tolerance").text = "0"

    def _matching(self) -> None:
        self.element.set("type", "matching")
        self._value("shuffleanswers", "true")
        self._said()
        for left, right in rows_of(self.question):
            part = self._html("subquestion", left[0])
            answer = etree.SubElement(part, "answer")
            etree.SubElement(answer, "text").text = right[1]

    def _essay(self) -> None:
        question = self.question
        self.element.set("type", "essay")
        for name, value in (
            ("responseformat", "editor"),
            ("responserequired", "1"),
            ("responsefieldlines", "10"),
            ("attachments", "0"),
            ("attachmentsrequired", "0"),
        ):
            self._value(name, value)
        points = "".join(f"<li>{each}</li>" for each in question.rubric)
        self._html("graderinfo", question.model_answer + (f"<ul>{points}</ul>" if points else ""))

    # --- parts ------------------------------------------------------------------------------------

    def _value(self, name: str, text: str, wrapped: bool = False) -> None:
        element = etree.SubElement(self.element, name)
        (etree.SubElement(element, "text") if wrapped else element).text = text

    def _html(self, name: str, html: str, parent: etree._Element | None = None) -> etree._Element:
        """A text in HTML, followed by the files it shows."""
        element = etree.SubElement(self.element if parent is None else parent, name, format="html")
        files: dict[str, str] = {}

        def local(match: re.Match[str]) -> str:
            path = unquote(match[2])
            name = _free_name(path, files)
            files[name] = path
            return f'{match[1]}="@@PLUGINFILE@@/{quote(name)}"'

        etree.SubElement(element, "text").text = _REFERENCE.sub(local, html)
        for file_name, path in files.items():
            file = etree.SubElement(element, "file", name=file_name, path="/", encoding="base64")
            file.text = base64.b64encode(self.read_file(path)).decode()
        return element

    def _answer(self, fraction: str, text: str, feedback: str, html: bool = False) -> etree._Element:
        if html:
            answer = self._html("answer", text)
            answer.set("fraction", fraction)
        else:
            answer = etree.SubElement(self.element, "answer", fraction=fraction, format="moodle_auto_format")
            etree.SubElement(answer, "text").text = text
        self._html("feedback", feedback, answer)
        return answer

    def _said(self) -> None:
        self._html("correctfeedback", self.question.right)
        self._html("partiallycorrectfeedback", "")
        self._html("incorrectfeedback", self.question.wrong)

    def _tags(self) -> None:
        names = [*self.question.tags, *(f"{OBJECTIVE}{each}" for each in self.question.objectives)]
        tags = etree.SubElement(self.element, "tags") if names else None
        for each in names:
            assert tags is not None
            etree.SubElement(etree.SubElement(tags, "tag"), "text").text = each


def _cloze(blank: Blank) -> str:
    """A gap as `{1:SHORTANSWER:=right~=right too}`."""
    kind = "SHORTANSWER_C" if blank.exact else "SHORTANSWER"
    answers = "~".join(f"={_CLOZE.sub(_backslashed, each)}" for each in blank.accept)
    return "{" + f"1:{kind}:{answers}" + "}"


def _backslashed(match: re.Match[str]) -> str:
    return f"\\{match[1]}"


def _free_name(path: str, taken: dict[str, str]) -> str:
    """The file's name, or with a number where another file of that name is there."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    name, number = f"{stem}{ending}", 2
    while taken.get(name, path) != path:
        name, number = f"{stem}-{number}{ending}", number + 1
    return name
