"""Validate room, pages: what launch pages and their scripts say, read once and remembered by content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lxml import etree

from scormkit.package.hrefs import Reference, resolve, scheme_of
from scormkit.package.manifest import Item, Manifest, Resource
from scormkit.package.reader import Package
from scormkit.rules import Finding
from scormkit.validate.javascript import strip_comments
from scormkit.validate.memory import Memory

_PAGES = (".html", ".htm", ".xhtml")
_SCRIPTS = (".js", ".mjs")
_MOST_PAGES = 300
_MOST_SCRIPTS = 200  #: of one launch
_MOST_LAUNCHES = 500
_MOST_BYTES = 4 << 20
_MOST_TOTAL = 32 << 20  #: of pages, and of scripts
_MOST_MATCHES = 100
_MOST_SIZES = 100  #: of one picture
_MOST_REFERENCES = 200_000  #: of all pages and stylesheets

#: Element and attribute of each reference, and what kind of thing it brings.
_ATTRIBUTES = {
    "script": (("src", "script"),),
    "img": (("src", "image"), ("srcset", "image")),
    "source": (("src", "media"), ("srcset", "image")),
    "video": (("src", "media"), ("poster", "image")),
    "audio": (("src", "media"),),
    "track": (("src", "media"),),
    "iframe": (("src", "frame"),),
    "frame": (("src", "frame"),),
    "embed": (("src", "media"),),
    "object": (("data", "media"),),
    "input": (("src", "image"),),
    "a": (("href", "link"),),
    "area": (("href", "link"),),
}
_LOADED_LINKS = ("stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon")
# No name without quotes holds a parenthesis, and a comment that is not closed goes on to the end (CSS Syntax 4.3.2
# and 4.3.6): both keep a stylesheet made of openings from costing a scan of the rest for each.
_CSS_URL = re.compile(r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^"'()\s]++))\s*+\)|@import\s++["']([^"']++)["']""")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_SCRIPT_NAMES = re.compile(r"""["']([^"'\n<>{}()\s]{1,200}\.m?js)(?:\?[^"']*)?["']""")
_CHARSET = re.compile(rb"""<meta\s[^>]*charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_DOCTYPE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?><!--.*?-->\s*)*+<!doctype", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference of a page or stylesheet: `kind` is script, style, image, media, frame or link."""

    value: str
    kind: str
    line: int = 0
    integrity: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A script's text without comments, and the line of its file where it begins; `read` is False for one not read."""

    text: str
    line: int = 1
    read: bool = True
    _said: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    _found: dict[str, tuple[tuple[int, re.Match[str]], ...]] = field(default_factory=dict, compare=False, repr=False)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """The pattern matches somewhere; remembered."""
        if pattern.pattern not in self._said:
            self._said[pattern.pattern] = pattern.search(self.text) is not None
        return self._said[pattern.pattern]

    def matches(self, pattern: re.Pattern[str]) -> tuple[tuple[int, re.Match[str]], ...]:
        """The first matches, each with its line in the file; remembered."""
        if pattern.pattern not in self._found:
            found = islice(pattern.finditer(self.text), _MOST_MATCHES)
            self._found[pattern.pattern] = tuple(
                (self.line + self.text.count("\n", 0, each.start()), each) for each in found
            )
        return self._found[pattern.pattern]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What rules need to know of one page; depends on nothing but its bytes."""

    title: str | None = None
    lang: str = ""
    charset: str = ""
    decodes: bool = True
    doctype: bool = False
    viewport: bool = False
    base: str | None = None
    refresh: str = ""  #: where a meta refresh leads
    text: str = ""  #: the first words of the body
    refs: tuple[Ref, ...] = ()
    scripts: tuple[Script, ...] = ()
    without_alt: tuple[int, ...] = ()  #: lines
    duplicate_ids: tuple[tuple[str, int], ...] = ()
    modules: tuple[int, ...] = ()  #: lines


def read_page(data: bytes) -> PageFacts:
    """The facts of a page; remembered by content, so that unchanged pages cost nothing in a rebuild."""
    return _PAGE_FACTS.of(data)


def _read_page(data: bytes) -> PageFacts:
    declared = _CHARSET.search(data[:4096])
    bom = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    charset = declared.group(1).decode("ascii").lower() if declared else "bom" if bom else ""
    codec = charset if charset not in ("", "bom") else "utf-8"
    decodes = _decodes(data, codec)
    if codec.startswith(("utf-16", "utf-32")) and not bom:
        codec, decodes = "utf-8", False  # what was read as ASCII is in neither (HTML Standard, prescan a byte stream)
    facts = PageFacts(charset=charset, decodes=decodes, doctype=_DOCTYPE.match(data) is not None)
    root = _parse(data, codec)
    return facts if root is None else _with_elements(facts, root)


def _read_script(data: bytes) -> Script:
    return Script(strip_comments(data.decode("utf-8", "replace")))


_PAGE_FACTS = Memory(_read_page)
_SCRIPT_FACTS = Memory(_read_script)


def forget() -> None:
    """Forget all pages and scripts, as a new process has."""
    _PAGE_FACTS.clear()
    _SCRIPT_FACTS.clear()


def _decodes(data: bytes, codec: str) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _parse(data: bytes, codec: str) -> etree._Element | None:
    try:
        parser = etree.HTMLParser(encoding=codec, no_network=True, huge_tree=False)
    except LookupError:  # an encoding that nobody knows: browsers guess, too
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _with_elements(facts: PageFacts, root: etree._Element) -> PageFacts:
    gathered = _Gathering()
    for element in root.iter(etree.Element):
        gathered.take(element)
    return PageFacts(
        title=gathered.title,
        lang=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""),
        charset=facts.charset,
        decodes=facts.decodes,
        doctype=facts.doctype,
        viewport=gathered.viewport,
        base=gathered.base,
        refresh=gathered.refresh,
        text=" ".join(gathered.words)[:400],
        refs=tuple(gathered.refs),
        scripts=tuple(gathered.scripts),
        without_alt=tuple(gathered.without_alt),
        duplicate_ids=tuple(gathered.duplicates),
        modules=tuple(gathered.modules),
    )


@dataclass(slots=True)
class _Gathering:
    title: str | None = None
    viewport: bool = False
    base: str | None = None
    refresh: str = ""
    words: list[str] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    without_alt: list[int] = field(default_factory=list)
    duplicates: list[tuple[str, int]] = field(default_factory=list)
    modules: list[int] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def take(self, element: etree._Element) -> None:
        name, line = str(element.tag).lower(), element.sourceline or 0
        self._take_references(element, name, line)
        self._take_identity(element, line)
        if name == "script":
            self._take_script(element, line)
        elif name == "style":
            self.refs.extend(css_refs(element.text or "", line))
        elif name == "title" and self.title is None and not _inside_svg(element):
            self.title = element.text or ""
        elif name == "meta":
            self._take_meta(element)
        elif name == "base" and element.get("href"):
            self.base = element.get("href")
        elif name == "img" and element.get("alt") is None:
            self.without_alt.append(line)
        elif element.text and element.text.strip() and len(self.words) < 50:
            self.words.append(element.text.strip())

    def _take_references(self, element: etree._Element, name: str, line: int) -> None:
        for attribute, kind in _ATTRIBUTES.get(name, ()):
            value = element.get(attribute)
            if value is not None and value.strip():
                values = _srcset(value) if attribute == "srcset" else [value]
                integrity = element.get("integrity") is not None
                self.refs.extend(Ref(each, kind, line, integrity) for each in values)
        if name == "link" and element.get("href"):
            words = (element.get("rel") or "").lower().split()
            if any(word in _LOADED_LINKS for word in words):
                self.refs.append(Ref(element.get("href") or "", "style", line, element.get("integrity") is not None))
        if element.get("style"):
            self.refs.extend(css_refs(element.get("style") or "", line))

    def _take_identity(self, element: etree._Element, line: int) -> None:
        identity = element.get("id")
        if identity:
            if identity in self.ids:
                self.duplicates.append((identity, line))
            self.ids.add(identity)

    def _take_script(self, element: etree._Element, line: int) -> None:
        kind = (element.get("type") or "").lower()
        if kind == "module":
            self.modules.append(line)
        if element.get("src") is None and kind in ("", "module", "text/javascript", "application/javascript"):
            self.scripts.append(Script(strip_comments(element.text or ""), line))

    def _take_meta(self, element: etree._Element) -> None:
        if (element.get("name") or "").lower() == "viewport":
            self.viewport = True
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = re.search(r"url\s*=\s*['\"]?([^'\"]+)", element.get("content") or "", re.I)
            self.refresh = found.group(1).strip() if found else self.refresh


def _inside_svg(element: etree._Element) -> bool:
    return any(str(each.tag).lower() == "svg" for each in element.iterancestors())


def _srcset(value: str) -> list[str]:
    if value.strip().startswith("data:"):
        return []
    parts = (part.split() for part in value.split(",", _MOST_SIZES)[:_MOST_SIZES])
    return [words[0] for words in parts if words]


def css_refs(text: str, line: int = 1) -> list[Ref]:
    """What a stylesheet refers to by url() and @import."""
    if "url(" not in text and "@import" not in text:
        return []
    plain = _CSS_COMMENT.sub("", text)
    values = (next((part for part in found if part), "") for found in _CSS_URL.findall(plain))
    return [Ref(value, "image", line) for value in values if value]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the package with what is known of it: nothing, when it could not be read or is too large."""

    name: str
    facts: PageFacts
    read: bool = True


@dataclass(frozen=True, eq=False)
class Launch:
    """A launched page with everything that it loads, as far as that is in the package."""

    resource: Resource
    page: Page
    items: tuple[Item, ...]
    scripts: tuple[tuple[str, Script], ...]  #: each with the member it stands in
    whole: bool  #: all of it could be read; only then does what is not said mean anything

    def says(self, pattern: str | re.Pattern[str]) -> bool:
        """Some script matches."""
        wanted = re.compile(pattern)
        return any(script.says(wanted) for _, script in self.scripts)

    def lacks(self, pattern: str | re.Pattern[str]) -> bool:
        """No script matches, and all were read."""
        return self.whole and not self.says(pattern)


_Loaded = tuple[tuple[tuple[str, Script], ...], bool]  #: scripts, and whether nothing was left out


@dataclass(frozen=True, eq=False)
class Content:
    """Launch pages of a package, the pages they lead to, and their scripts."""

    package: Package
    manifest: Manifest

    def at(self, member: str, line: int, message: str, hint: str = "") -> Finding:
        return Finding(message, self.package.at(member, line), hint)

    @property
    def edition(self) -> str:
        return str(self.manifest.standard)

    @property
    def is_12(self) -> bool:
        return self.manifest.standard == "scorm12"

    def locate(self, page: str, value: str, base: str | None = None) -> Reference:
        """A reference of a page, counted from the root of the archive."""
        folder = page.rpartition("/")[0]
        start = f"{folder}/" if folder else ""
        if base is not None:
            based = resolve(base, start)
            start = based.scheme + ":" if based.scheme else f"{based.path.rpartition('/')[0]}/".lstrip("/")
        return resolve(value, start)

    def file_of(self, reference: Reference) -> str:
        """The member a reference names, "" for none."""
        for path in (reference.path, reference.raw_path):
            if path in self.package.files:
                return path
        return ""

    @cached_property
    def launched_names(self) -> tuple[tuple[Resource, str], ...]:
        """Resources that are started as pages, with the member they start."""
        started: dict[int, Resource] = {}
        for _, resource in self.manifest.launched:
            started.setdefault(id(resource), resource)
        found = ((each, self.package.find(each.launch)) for each in started.values())
        return tuple((each, name) for each, name in found if name.lower().endswith(_PAGES))

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Launch pages and the local pages they lead to, in the order they are met; at most 300."""
        found: dict[str, Page] = {}
        pending = list(dict.fromkeys(name for _, name in self.launched_names))[::-1]
        total = 0
        while pending and len(found) < _MOST_PAGES and total < _MOST_TOTAL:
            name = pending.pop()
            if name in found:
                continue
            found[name] = self._read(name)
            total += self.package.files[name].size if found[name].read else 0
            pending.extend(reversed(self._linked(found[name])))
        return found

    def _read(self, name: str) -> Page:
        content = self.package.content(name, _MOST_BYTES)
        return Page(name, PageFacts(), read=False) if content is None else Page(name, read_page(content))

    @property
    def read_pages(self) -> list[Page]:
        """The pages of which everything is known."""
        return [page for page in self.pages.values() if page.read]

    @property
    def too_large(self) -> list[str]:
        """Pages and scripts that are larger than what is looked into, in the order they are met."""
        names = [*self.pages, *(member for member, _ in self.scripts)]
        return [name for name in dict.fromkeys(names) if self.package.files[name].size > _MOST_BYTES]

    def _linked(self, page: Page) -> list[str]:
        values = [ref.value for ref in page.facts.refs if ref.kind in ("frame", "link")]
        if page.facts.refresh:
            values.append(page.facts.refresh)
        names = (self.file_of(self.locate(page.name, value, page.facts.base)) for value in values)
        return [name for name in names if name.lower().endswith(_PAGES)]

    @cached_property
    def stylesheets(self) -> dict[str, tuple[Ref, ...]]:
        """Local stylesheets that pages load, with what they refer to."""
        found: dict[str, tuple[Ref, ...]] = {}
        pending = [
            name
            for page in self.pages.values()
            for ref in page.facts.refs
            if (name := self.file_of(self.locate(page.name, ref.value, page.facts.base))).lower().endswith(".css")
        ]
        while pending and len(found) < _MOST_PAGES:
            name = pending.pop()
            if name not in found:
                text = self.package.peek(name, _MOST_BYTES).decode("utf-8", "replace")
                found[name] = tuple(css_refs(text))
                more = (self.file_of(self.locate(name, ref.value)) for ref in found[name])
                pending.extend(each for each in more if each.lower().endswith(".css"))
        return dict(sorted(found.items()))

    @cached_property
    def references(self) -> tuple[tuple[str, Ref, Reference], ...]:
        """Every reference of every page and stylesheet, with the member it stands in, resolved."""
        return tuple(islice(self._references(), _MOST_REFERENCES))

    @cached_property
    def lost(self) -> tuple[tuple[str, Ref, Reference], ...]:
        """References that name a file of the package which is not there under that name."""
        return tuple(
            (member, ref, reference)
            for member, ref, reference in self.references
            if reference.is_file and not reference.rooted and not reference.escapes and not self.file_of(reference)
        )

    @cached_property
    def elsewhere(self) -> tuple[tuple[str, Ref], ...]:
        """References that leave the package for another address, each with the member it stands in."""
        return tuple((member, ref) for member, ref, reference in self.references if reference.scheme)

    def _references(self) -> Iterator[tuple[str, Ref, Reference]]:
        for page in self.pages.values():
            for ref in page.facts.refs:
                yield page.name, ref, self.locate(page.name, ref.value, page.facts.base)
        for name, refs in self.stylesheets.items():
            for ref in refs:
                yield name, ref, self.locate(name, ref.value)

    @cached_property
    def launches(self) -> tuple[Launch, ...]:
        """Launched pages with the scripts that they or their frames load, directly or by name in another script."""
        items: dict[int, list[Item]] = {}
        for item, resource in self.manifest.launched:
            items.setdefault(id(resource), []).append(item)
        loaded: dict[str, _Loaded] = {}
        made = []
        for resource, name in self.launched_names:
            if name not in loaded and len(loaded) < _MOST_LAUNCHES:
                loaded[name] = self._load(name)
            if name in loaded:
                scripts, whole = loaded[name]
                made.append(Launch(resource, self._page(name), tuple(items[id(resource)]), scripts, whole))
        return tuple(made)

    @cached_property
    def scripts(self) -> tuple[tuple[str, Script], ...]:
        """Every script of every launch, once."""
        found = {
            (member, id(script)): (member, script) for launch in self.launches for member, script in launch.scripts
        }
        return tuple(found.values())

    def _page(self, name: str) -> Page:
        return self.pages.get(name) or self._read(name)

    def _load(self, name: str) -> _Loaded:
        reached: set[str] = set()
        found: list[tuple[str, Script]] = []
        pending, whole = [name], True
        while pending and len(reached) < _MOST_SCRIPTS:
            member = pending.pop()
            if member in reached:
                continue
            reached.add(member)
            if member.lower().endswith(_PAGES):
                page = self._page(member)
                whole = whole and page.read
                found.extend((member, each) for each in page.facts.scripts)
                pending.extend(self._loaded_by(page))
            else:
                script = self.script(member)
                whole = whole and script.read
                found.append((member, script))
                pending.extend(self._named_in(member, script, name))
        return tuple(found), whole and not set(pending) - reached

    def script(self, member: str) -> Script:
        """A script of the package, without its comments."""
        if member not in self._scripts:
            left = _MOST_TOTAL - sum(len(each.text) for each in self._scripts.values())
            content = self.package.content(member, max(0, min(_MOST_BYTES, left)))
            self._scripts[member] = Script("", read=False) if content is None else _SCRIPT_FACTS.of(content)
        return self._scripts[member]

    @cached_property
    def _scripts(self) -> dict[str, Script]:
        return {}

    def _loaded_by(self, page: Page) -> list[str]:
        names = [
            self.file_of(self.locate(page.name, ref.value, page.facts.base))
            for ref in page.facts.refs
            if ref.kind in ("script", "frame", "link")
        ]
        if page.facts.refresh:
            names.append(self.file_of(self.locate(page.name, page.facts.refresh, page.facts.base)))
        names += [name for script in page.facts.scripts for name in self._named_in(page.name, script, page.name)]
        return [each for each in names if each.lower().endswith((*_PAGES, *_SCRIPTS))]

    def _named_in(self, member: str, script: Script, page: str) -> list[str]:
        """Scripts whose names stand as strings in a script: relative to it, or to the page."""
        found = []
        for value in dict.fromkeys(_SCRIPT_NAMES.findall(script.text)):
            if not scheme_of(value):
                places = (self.file_of(self.locate(place, value)) for place in (member, page))
                found.append(next((each for each in places if each), ""))
        return [each for each in found if each]
