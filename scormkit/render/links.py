"""Render room, links: references in a block's HTML become addresses that work from where the HTML will stand.

`asset:PATH` is a file of the course (percent-encoded), `page:UNIT#PAGE` another page (`page:UNIT#`: the unit's first).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from scormkit.layout import PlannedPage, Sco
from scormkit.render.problems import HelperError

# A tag with its attributes; a `>` inside a quoted value does not end it.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_REFERENCE = re.compile(r"""(\s)([a-z-]+)=(["'])(asset|page):(.*?)\3""")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one file of one SCO. `up` leads to the package's root: empty, or `../../`."""

    document: str
    assets: Mapping[str, str]  #: course file → path in the package
    pages: Mapping[tuple[str, str], PlannedPage]  #: unit and page → where it stands; page "" is the unit's first
    up: str = ""
    _done: dict[tuple[str, str, str], str] = field(default_factory=dict, compare=False, repr=False)  #: the same again

    def asset(self, path: str) -> str:
        """The URL of a file of the course; raises `HelperError` for one that the package does not carry."""
        if path not in self.assets:
            raise HelperError(f"the package carries no file `{path}`")
        return self.up + quote(self.assets[path], safe="/~")

    def url(self, reference: str) -> str:
        """The URL of what the model writes `asset:PATH`, perhaps with a fragment; others stay as they are."""
        if not reference.startswith("asset:"):
            return reference
        path, mark, fragment = reference.removeprefix("asset:").partition("#")
        return self.asset(unquote(path)) + mark + fragment

    def page(self, planned: PlannedPage) -> str:
        """The URL of a page of this SCO that works without the runtime."""
        if self.up:
            return self.up + (quote(planned.file) if planned.file else f"{quote(self.document)}#{planned.id}")
        return f"#{planned.id}"

    def resolve(self, text: str) -> str:
        """`text`, HTML, with every reference in its tags replaced.

        A page outside this SCO gets no link: only the LMS may change the SCO. To go to its document by a link would
        record the learner's work there under this SCO's name (SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1).
        """
        if "asset:" not in text and "page:" not in text:
            return text
        return _TAG.sub(self._resolve_tag, text)

    def _resolve_tag(self, match: re.Match[str]) -> str:
        tag = match[0]
        return _REFERENCE.sub(self._replace, tag) if "asset:" in tag or "page:" in tag else tag

    def _replace(self, match: re.Match[str]) -> str:
        space, name, _, kind, reference = match.groups()
        key = (name, kind, reference)
        if key not in self._done:
            self._done[key] = self._attribute(name, kind, html.unescape(reference))
        return space + self._done[key]

    def _attribute(self, name: str, kind: str, reference: str) -> str:
        if kind == "asset":
            return f'{name}="{html.escape(self.url(f"asset:{reference}"))}"'
        unit, _, page = reference.partition("#")
        planned = self.pages.get((unit, page))
        if planned is None:
            return 'class="elsewhere"'
        return f'{name}="{html.escape(self.page(planned))}" data-goto="{planned.id}"'


def pages_by_name(sco: Sco) -> dict[tuple[str, str], PlannedPage]:
    """The SCO's pages by unit and page id; the id "" stands for a unit's first page."""
    pages: dict[tuple[str, str], PlannedPage] = {}
    for planned in sco.pages:
        pages.setdefault((planned.unit.id, ""), planned)
        pages[planned.unit.id, planned.page.id] = planned
    return pages
