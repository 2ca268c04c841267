"""Source room, near misses: what was most likely meant as a question or a directive, but is read as plain text.

Nothing here changes what is read. What an author would not miss (a word in brackets, a list of things to bring) is left
alone; code, formulas and comments are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.source import markdown
from scormkit.source.directives import GIFT, KNOWN
from scormkit.source.markdown import HEADINGS, Element, line_of, own_lines
from scormkit.source.questions.choice import ASKS, is_short
from scormkit.source.questions.items import BOX_HINT, STUCK, box_like, checkbox, no_box, no_space

Report = Callable[[Diagnostic], None]

#: A text without any of these has nothing to look at.
_SUSPECT = re.compile(r"\[[ \t]*\S?[ \t]*\]|\([ \t]*[xX]?[ \t]*\)|[☐☑☒]|[:：]{2}|\{\{|^[ \t]*[a-z]+:", re.MULTILINE)
_COLONS = re.compile(r"\s*([:：]{2,})\s*[{\[(]?\s*([A-Za-z][\w-]*)?[}\])]?")
_FIELD = re.compile(r"(answer|hint|explanation|right|wrong):\s")
_GAP = re.compile(r"\{\{[^{}\n]+\}\}")
_LATE_FRONT = re.compile(r"(\s*\n)---[ \t]*\n(?:[a-z][a-z-]*:.*\n|[ \t]+.*\n|-.*\n)+---[ \t]*(?:\n|$)")
_IN_BLOCK = "put all of it between `::: question` and `:::`"


def check_front(text: str, file: str, report: Report) -> bool:
    """Tells of front matter that is never closed (and returns True), or does not start on the first line."""
    first, _, rest = text.partition("\n")
    if first.rstrip() == "---" and not re.search(r"^(---|\.\.\.)\s*$", rest, re.MULTILINE):
        message = "the front matter that begins on line 1 is never closed"
        report(error("SRC-FRONT-OPEN", message, Location(file, 1), "add a line `---` below its last key"))
        return True
    if late := _LATE_FRONT.match(text):
        line = late[1].count("\n") + 1
        message = "this is read as text, since front matter stands on the first line of a file"
        report(error("SRC-FRONT-PLACE", message, Location(file, line), "remove the empty lines above"))
    return False


def check(root: Element, text: str, file: str, report: Report) -> None:
    """Tells of what looks like a question or directive in the elements of `text`, but is none."""
    if _SUSPECT.search(text):
        _Looker(root, file, report).look()


class _Looker:
    def __init__(self, root: Element, file: str, report: Report) -> None:
        self.root = root
        self.file = file
        self.report = report

    def look(self) -> None:
        for items in self.root.iter("ul", "ol"):
            self._list(items)
        for element in self.root.iter("p", "li", *HEADINGS):
            self._lines(element)

    def _at(self, line: int) -> Location:
        return Location(self.file, line)

    # --- lists ------------------------------------------------------------------------------------

    def _list(self, items: Element) -> None:
        before = _before(items)
        asks = before is not None and markdown.plain_text(before).endswith(ASKS)
        boxes = [checkbox(item) for item in items]
        if not all(box is not None for box in boxes):
            self._without_boxes(items, asks, any(box is not None for box in boxes))
        elif items.getparent() is not self.root or not _is_question(items):
            marked = sum(box is not None and box.get("checked") is not None for box in boxes)
            self._no_question(items, before, asks, 0 < marked < len(boxes))

    def _without_boxes(self, items: Element, asks: bool, mixed: bool) -> None:
        """Some or all items have no box: told where one was written in another way, or must be there."""
        like = [(item, box_like(item)) for item in items if checkbox(item) is None]
        square = sum(box.startswith("[") for _, box in like) > 1
        is_meant = mixed or (asks and all(box for _, box in like)) or square
        for item, box in like:
            where = self._at(line_of(item))
            if box and is_meant:
                say = error if asks or mixed else warning
                self.report(say("SRC-QUESTION-BOX", no_box(box), where, BOX_HINT))
            elif mixed and asks:
                self.report(error("SRC-QUESTION-BOX", "this option has no box", where, BOX_HINT))

    def _no_question(self, items: Element, before: Element | None, asks: bool, mixed: bool) -> None:
        """All items have boxes, but the list is no question."""
        where = self._at(line_of(items))
        if asks and items.getparent() is not self.root:
            message = "this question stands inside a list or a quotation, so it is not asked"
            self.report(warning("SRC-QUESTION-ALMOST", message, where, "put it at the start of the line"))
        elif asks and items.tag == "ol":
            message = "this list is numbered, so it is not read as the options of a question"
            self.report(warning("SRC-QUESTION-ALMOST", message, where, "write `- [ ]` and `- [x]`"))
        elif mixed:
            above = _before(before) if before is not None and before.tag == "p" else None
            words = " ".join(
                markdown.plain_text(each)
                for each in (above, before)
                if each is not None and each.tag in ("p", *HEADINGS)
            )
            # A list with some boxes ticked asks nothing where what stands above is a plain statement.
            say = warning if words.endswith((":", "：")) or any(mark in words for mark in ASKS) else info
            message = (
                "this task list is not read as a question, since no paragraph that ends in `?` stands right above it"
            )
            hint = f"ask above it, or {_IN_BLOCK}; leave all boxes empty where nothing is asked"
            self.report(say("SRC-QUESTION-ALMOST", message, where, hint))

    # --- lines ------------------------------------------------------------------------------------

    def _lines(self, element: Element) -> None:
        asked = self._is_after_question(element)
        for index, (line, text) in enumerate(own_lines(element)):
            where = self._at(line)
            if stuck := STUCK.match(text):
                self.report(error("SRC-QUESTION-BOX", no_space(stuck), where, BOX_HINT))
            elif colons := _COLONS.match(text):
                self._colons(colons, where)
            elif asked and (field := _FIELD.match(text)) and (index or element.tag == "p"):
                message = f"`{field[1]}:` is read as text, since the question above is not in a block"
                self.report(warning("SRC-QUESTION-FIELD", message, where, _IN_BLOCK))
            elif gap := _GAP.search(text):
                message = f"`{gap[0]}` is a gap only inside `::: question`, and read as text here"
                self.report(warning("SRC-QUESTION-ALMOST", message, where, _IN_BLOCK))

    def _colons(self, found: re.Match[str], where: Location) -> None:
        name = (found[2] or "").lower()
        known = name in KNOWN or name == GIFT
        if len(found[1]) < 3 and not known:
            return
        written = found[0].strip()
        is_directive = len(found[1]) > 2 and set(found[1]) == {":"} and not re.search(r"[{\[(]", written)
        why = "it stands inside a list or a quotation" if is_directive else "a directive begins with three colons"
        message = f"`{written}` is read as text, since {why}"
        hint = f"write `::: {name}` at the start of a line" if known else "write `::: NAME` at the start of a line"
        self.report(error("SRC-DIRECTIVE-ALMOST", message, where, hint))

    def _is_after_question(self, element: Element) -> bool:
        """Whether an element follows a question in its short form or a paragraph that asks, or is its last option."""
        if element.tag == "li":
            items = element.getparent()
            return items is not None and _is_question(items)
        before = _before(element)
        if before is None:
            return False
        return _is_question(before) or (before.tag == "p" and markdown.plain_text(before).endswith(ASKS))


def _is_question(items: Element) -> bool:
    before = _before(items)
    return before is not None and is_short(before, items)


def _before(element: Element) -> Element | None:
    """The element right above; None where another directive or nothing stands there."""
    previous = element.getprevious()
    return previous if previous is not None and isinstance(previous.tag, str) else None
