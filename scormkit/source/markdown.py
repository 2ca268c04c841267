"""Source room, Markdown: text → a tree of HTML elements that know their lines.

CommonMark with GitHub's tables, task lists, footnotes, call-outs and dollar math, by comrak. Raw HTML is sanitised
unless the course trusts it. Math becomes MathML and code is highlighted here, so that a package needs no library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import cast

import comrak
from lxml import etree

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.source.values import split_address

Element = etree._Element
Report = Callable[[Diagnostic], None]

GAP_IN_TEXT = "___"  # where something is to be filled in
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Of addresses that may stand in a text; all others are told and left out.
SCHEMES = ("http", "https", "mailto", "tel")
_LINE = "data-sourcepos"
_RAW = re.compile(r"<[a-zA-Z/!?]")
#: Where a text holds no tags: comments and code.
_NO_TAGS = re.compile(
    r"<!--.*?-->|^[ >]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*\1|\Z)|(`+)[^`](?:.(?!\n[ \t]*\n))*?(?<!`)\2(?!`)", re.M | re.S
)
_PARSER = etree.HTMLParser(remove_blank_text=False, recover=True, no_network=True, huge_tree=True)

#: What raw HTML may hold in a course that does not say `trust: html`.
SAFE_TAGS = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark ol p picture pre q rp rt ruby "
    "s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_SAFE_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", _LINE, "aria-label", "aria-hidden", "aria-describedby"},
    "a": {"href", "data-footnote-ref", "data-footnote-backref", "data-footnote-backref-idx"},
    "img": {"src", "alt", "width", "height", "srcset"},
    "source": {"src", "srcset", "type", "media"},
    "input": {"type", "checked", "disabled"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "span": {"data-math-style"},
    "section": {"data-footnotes"},
    "time": {"datetime"},
}


@lru_cache(maxsize=1)
def _options() -> tuple[comrak.ExtensionOptions, comrak.ParseOptions, comrak.RenderOptions]:
    extension = comrak.ExtensionOptions()
    for name in ("table", "strikethrough", "tasklist", "footnotes", "alerts", "math_dollars", "autolink"):
        setattr(extension, name, True)
    extension.description_lists = True
    extension.cjk_friendly_emphasis = True
    render = comrak.RenderOptions()
    render.sourcepos = True
    render.unsafe_ = True  # raw HTML is judged below, where its line is still known
    return extension, comrak.ParseOptions(), render


def render(
    text: str, file: str, first_line: int, trusted: bool, report: Report, further: Sequence[int] = ()
) -> Element:
    """The text as children of one `div`; the line of each is asked with `line_of`.

    `further` are the lines in `file` of as many lines at the end of the text, where those come from elsewhere.
    """
    own = text.count("\n") + 1 - len(further)

    def line_in_file(line: int) -> int:
        return further[line - own - 1] if further and line > own else line + first_line - 1

    extension, parsing, rendering = _options()
    html = comrak.render_markdown(text, extension, parsing, rendering)
    has_raw = _RAW.search(text) is not None
    if has_raw and not trusted:
        html = _sanitise(html, text, file, line_in_file, report)
    root = parse(html)
    if has_raw:
        _place_raw(root, text)
    for element in root.iter(etree.Element):
        position = element.get(_LINE)
        if position:
            element.set("line", str(line_in_file(int(position.split(":", 1)[0]))))
            del element.attrib[_LINE]
    return root


def parse(html: str) -> Element:
    """HTML text as children of one `div`."""
    if not html.strip():
        return etree.Element("div")
    document = etree.fromstring(f"<html><body><div>{html}</div></body></html>", _PARSER)
    root = document.find("body/div")
    assert root is not None
    return root


def _place_raw(root: Element, text: str) -> None:
    """Gives elements of raw HTML the lines they stand on, which the parser does not tell."""
    masked = _NO_TAGS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    starts = [0, *(found.end() for found in re.finditer("\n", masked))]
    here = 0
    ends = [(root, len(masked))]  # the elements around the current one, and where each ends
    for element in root.iterdescendants(etree.Element):
        while ends[-1][0] is not element.getparent() and len(ends) > 1:
            ends.pop()
        end = ends[-1][1]
        if position := element.get(_LINE):
            first, last = (int(each.split(":")[0]) for each in position.split("-"))
            here = max(here, starts[min(first, len(starts)) - 1])
            end = starts[last] if last < len(starts) else len(masked)
        elif found := re.compile(rf"<{re.escape(str(element.tag))}(?![\w-])", re.IGNORECASE).search(masked, here, end):
            here = found.end()
            line = bisect_right(starts, found.start())
            element.set(_LINE, f"{line}:1-{line}:1")
        ends.append((element, end))


def _sanitise(html: str, text: str, file: str, line_in_file: Callable[[int], int], report: Report) -> str:
    import nh3

    line = 1
    written = parse(html)
    _place_raw(written, text)
    for element in written.iter(etree.Element):
        position = element.get(_LINE)
        line = int(position.split(":", 1)[0]) if position else line
        for attribute in ("href", "src"):
            problem = scheme_problem(element.get(attribute, ""), Location(file, line_in_file(line)))
            if problem is not None:
                report(problem)
        handlers = [name for name in map(str, element.attrib) if name.lower().startswith("on") or name == "style"]
        tag = str(element.tag)
        dropped = f"<{tag}>" if tag not in SAFE_TAGS else f"{handlers[0]}=" if handlers else ""
        if dropped:
            message = f"`{dropped}` is left out: raw HTML is limited to harmless elements"
            report(
                warning(
                    "SRC-HTML",
                    message,
                    Location(file, line_in_file(line)),
                    "use a directive, or say `trust: html` in course.yaml",
                )
            )
    return nh3.clean(
        html,
        tags=set(SAFE_TAGS),
        clean_content_tags={"script", "style"},
        attributes=_SAFE_ATTRIBUTES,
        strip_comments=False,
        link_rel=None,
        url_schemes={*SCHEMES, *ascii_lowercase},  # a letter and a colon are told where paths are read
    )


def scheme_problem(address: str, where: Location) -> Diagnostic | None:
    """What is to be told of an address that is neither a path nor of the web."""
    parts = split_address(address)
    if parts is None:
        return error("SRC-SCHEME", f"`{address}` is no address", where, "check the brackets in it")
    if len(parts.scheme) < 2 or parts.scheme in SCHEMES:
        return None
    message = f"`{parts.scheme}:` addresses are not allowed here"
    return error("SRC-SCHEME", message, where, "use a file of the course or an https address")


def keep_to_the_web(root: Element, file: str, report: Report) -> None:
    """For a text that carries no files: tells of each link and picture that does not lead to the web."""
    for element in root.iter("a", "img", "source"):
        for attribute in ("href", "src"):
            address = element.get(attribute)
            if address is None:
                continue
            where = Location(file, line_of(element))
            parts = split_address(address)
            if attribute == "href" and parts is not None and parts.scheme in SCHEMES:
                if parts.scheme.startswith("http"):
                    element.set("target", "_blank")
                    element.set("rel", "noopener")
                continue
            del element.attrib[attribute]
            problem = scheme_problem(address, where) if attribute == "href" else None
            message = f"`{address}` cannot be reached from here" if attribute == "href" else "no picture can stand here"
            hint = "write an https address, or say it in a unit"
            report(problem or error("SRC-SCHEME", message, where, hint))


def line_of(element: Element, default: int = 0) -> int:
    """The line of an element, or of the nearest one around it that knows its own."""
    node: Element | None = element
    while node is not None:
        line = node.get("line")
        if line:
            return int(line)
        node = node.getparent()
    return default


def to_html(elements: Iterable[Element]) -> str:
    """Elements as HTML text, without the marks of this room."""
    parts: list[str] = []
    for element in elements:
        for node in element.iter(etree.Element):
            node.attrib.pop("line", None)
        parts.append(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
    return "\n".join(part for part in parts if part.strip())


def inner_html(element: Element) -> str:
    """What stands inside an element, as HTML text."""
    from html import escape

    for node in element.iter(etree.Element):
        node.attrib.pop("line", None)
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts).strip()


def plain_text(element: Element) -> str:
    """The words of an element on one line: of formulas the source, of pictures the alternative text, of gaps `___`."""
    words: list[str] = []
    _collect_text(element, words)
    return " ".join("".join(words).split())


def _collect_text(element: Element, words: list[str]) -> None:
    if isinstance(element.tag, str):
        if element.tag == "math":
            words.append(element.get("alttext", ""))
        elif element.tag == "img":
            words.append(element.get("alt", ""))
        elif "data-blank" in element.attrib:
            words.append(GAP_IN_TEXT)
        else:
            words.append(element.text or "")
            for child in element:
                _collect_text(child, words)
                words.append(child.tail or "")


def own_lines(element: Element) -> Iterator[tuple[int, str]]:
    """Number and text of each line of a paragraph or item; what is marked up in it is blotted out."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in ("p", "ul", "ol", "blockquote", "pre", "div", "table"):
            break
        inside = "".join(map(str, child.itertext())) if isinstance(child.tag, str) else child.text or ""
        pieces += [re.sub(r"[^\n]", "\0", inside), child.tail or ""]
    yield from enumerate("".join(pieces).split("\n"), line_of(element))


def replace(old: Element, new: Element) -> None:
    """Puts `new` where `old` is, with the text that follows."""
    parent = old.getparent()
    assert parent is not None
    new.tail = old.tail
    parent.replace(old, new)


def draw_math(root: Element, file: str, report: Report) -> None:
    """Replaces formulas by MathML, which every current browser shows and screen readers speak."""
    for span in root.xpath(".//*[@data-math-style]"):
        element = cast(Element, span)
        latex = (element.text or "").strip()
        display = element.get("data-math-style") == "display"
        markup = _mathml(latex, display)
        if markup is None:
            where = Location(file, line_of(element))
            report(error("SRC-MATH", f"the formula `{latex[:60]}` cannot be read", where, "check braces and commands"))
            continue
        replace(element, etree.fromstring(markup))


_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]+")  # the library shows it as a letter
#: How many parts an element of MathML Core must have.
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


def _balanced(latex: str) -> bool:
    depth = 0
    for found in re.finditer(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            return False
    return depth == 0


@lru_cache(maxsize=4096)
def _mathml(latex: str, display: bool) -> str | None:
    from latex2mathml.converter import convert

    if not _balanced(latex):  # the library closes and drops braces as it likes
        return None
    try:
        markup = convert(latex, display="block" if display else "inline")
        element = etree.fromstring(markup)
    except Exception:  # the library raises its own and others' errors for a formula it cannot read
        return None
    for node in element.iter(etree.Element):
        node.tag = etree.QName(node).localname
    for node in element.iter(*_PARTS, "mi"):
        if len(node) != _PARTS.get(str(node.tag), len(node)) or _UNKNOWN_COMMAND.fullmatch(node.text or ""):
            return None
    etree.cleanup_namespaces(element)
    element.set("alttext", latex)
    return etree.tostring(element, encoding="unicode")


def highlight_code(root: Element, file: str, report: Report) -> None:
    """Marks up the code blocks whose language is known."""
    for found in root.xpath(".//pre/code[starts-with(@class, 'language-')]"):
        code = cast(Element, found)
        language = code.get("class", "").split()[0].removeprefix("language-")
        markup = _highlighted(code.text or "", language)
        if markup is None:
            message = f"the language `{language}` is not known, so the code is not coloured"
            report(info("SRC-CODE-LANGUAGE", message, Location(file, line_of(code)), "check the word after the ```"))
            continue
        pre = code.getparent()
        assert pre is not None
        fragment = etree.fromstring(f'<pre class="highlight"><code class="language-{language}">{markup}</code></pre>')
        fragment.set("line", pre.get("line", ""))
        replace(pre, fragment)


@lru_cache(maxsize=4096)
def _highlighted(code: str, language: str) -> str | None:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if not re.fullmatch(r"[A-Za-z0-9+#._-]+", language):
        return None
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
    markup: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return "".join(char for char in markup if char >= " " or char in "\n\t")
