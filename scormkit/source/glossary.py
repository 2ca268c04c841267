"""Source room, glossary: the words that are explained, and where they first stand on a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from scormkit.diagnostics import Diagnostic, error
from scormkit.model import Term
from scormkit.source import markdown
from scormkit.source.files import CourseFiles
from scormkit.source.markdown import HEADINGS, Element
from scormkit.source.schema import TermFile
from scormkit.source.validation import validate
from scormkit.source.values import slug_of
from scormkit.source.yaml import YamlDocument

_UNTOUCHED = {"a", "button", "code", "pre", "math", "figcaption", "th", "script", "style", "summary", *HEADINGS}


class Glossary:
    """Finds the terms of a course in its text."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        # An empty form would be found everywhere, for ever.
        self._by_form = {form.casefold(): term.id for term in terms for form in (term.term, *term.also) if form.strip()}
        forms = sorted(self._by_form, key=lambda form: (-len(form), form))
        choices = "|".join(re.escape(form) for form in forms)
        self._pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE) if forms else None

    def mark(self, elements: Iterable[Element], seen: set[str]) -> None:
        """Makes a link of the first mention of each term that is not in `seen` yet."""
        if self._pattern is None:
            return
        for element in elements:
            for node in list(_readable(element)):
                self._mark_text(node, seen)

    def _mark_text(self, element: Element, seen: set[str]) -> None:
        self._mark_one(element, None, seen)
        for child in list(element):
            if child.tail:
                self._mark_one(element, child, seen)

    def _mark_one(self, parent: Element, before: Element | None, seen: set[str]) -> None:
        """Looks through the text at the start of `parent`, or the text after its child `before`."""
        assert self._pattern is not None
        text = (parent.text if before is None else before.tail) or ""
        position = 0
        while match := self._pattern.search(text, position):
            term = self._by_form.get(match[0].casefold())
            if term is None or term in seen:
                position = match.end()
                continue
            seen.add(term)
            link = etree.Element("a")
            link.set("class", "term")
            link.set("href", f"#term-{term}")
            link.set("data-term", term)
            link.text = match[0]
            if before is None:
                parent.text = text[: match.start()]
                parent.insert(0, link)
            else:
                before.tail = text[: match.start()]
                parent.insert(parent.index(before) + 1, link)
            text, position, before = text[match.end() :], 0, link
            link.tail = text


def _readable(element: Element) -> Iterator[Element]:
    """Elements whose own text is running text."""
    if not isinstance(element.tag, str) or element.tag in _UNTOUCHED:
        return
    yield element
    for child in element:
        yield from _readable(child)


def read_terms(path: str, files: CourseFiles, report: Callable[[Diagnostic], None]) -> tuple[Term, ...]:
    """The terms of the glossary at `path`, if there is one."""
    if path not in files:
        return ()
    document = files.read_yaml(path)
    for problem in document.problems:
        report(problem)
    if not isinstance(document.data, dict):
        if document.data is not None:
            report(error("SRC-WRONG-TYPE", "expected lines `word: what it means`", document.at(())))
        return ()
    terms: list[Term] = []
    for word, value in document.data.items():
        if not word.strip():
            where = document.at((word,))
            report(error("SRC-EMPTY-TERM", "this glossary entry has no word", where, "write the word"))
            continue
        entry = _entry(word, document)
        if isinstance(value, list):
            where = document.at((word,))
            report(error("SRC-WRONG-TYPE", f"`{word}` cannot be a list", where, "write what it means, in one text"))
            continue
        read, problems = validate(TermFile, entry)
        for problem in problems:
            report(problem)
        if read is not None:
            root = markdown.render(read.definition, path, entry.line_of(("definition",)), False, report)
            markdown.draw_math(root, path, report)
            markdown.keep_to_the_web(root, path, report)
            identifier = slug_of(word, f"term-{len(terms) + 1}")
            while any(term.id == identifier for term in terms):
                identifier += "-2"
            terms.append(Term(identifier, word, markdown.to_html(root), tuple(read.also)))
    return tuple(terms)


def _entry(word: str, document: YamlDocument) -> YamlDocument:
    """One word's part of the glossary as a document of its own, with the lines of the file."""
    value = document.data[word] if isinstance(document.data, dict) else None
    lines = {path[1:]: line for path, line in document.lines.items() if path[:1] == (word,)}
    return YamlDocument(document.file, {"definition": value} if isinstance(value, str) else value, lines)
