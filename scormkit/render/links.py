"""Render room, links: references in a block's HTML become addresses that work from where the HTML will stand.

`asset:PATH` is a file of the course, `page:UNIT#PAGE` another page (`page:UNIT`: the unit's first).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from scormkit.layout import Feature, PackageLayout, PlannedPage, Sco

# A tag with its attributes; a `>` inside a quoted value does not end it.
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_REFERENCE = re.compile(r"""(\s)([a-z-]+)=(["'])(asset|page):(.*?)\3""")
_TERM = 'href="#term-'


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """Where everything of one package ended up; made once for a layout."""

    assets: Mapping[str, str]
    pages: Mapping[tuple[str, str], tuple[Sco, PlannedPage]]
    crosses_scos: bool

    @classmethod
    def of(cls, layout: PackageLayout) -> LinkTargets:
        pages: dict[tuple[str, str], tuple[Sco, PlannedPage]] = {}
        for sco in layout.scos:
            for planned in sco.pages:
                pages.setdefault((planned.unit.id, ""), (sco, planned))
                pages[planned.unit.id, planned.page.id] = (sco, planned)
        # In an LMS, going from one SCO's document to another's would record the second under the first's name:
        # the LMS alone may change the SCO (SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1).
        return cls(dict(layout.asset_paths), pages, Feature.MANIFEST not in layout.profile)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one file of one SCO. `up` leads to the package's root: empty, or `../../`."""

    targets: LinkTargets
    sco: Sco
    up: str = ""

    def asset(self, path: str) -> str:
        """The URL of a file of the course; raises `KeyError` for one that the package does not carry."""
        return self.up + quote(self.targets.assets[path], safe="/~")

    def url(self, reference: str) -> str:
        """The URL of what the model writes `asset:PATH` (percent-encoded, perhaps with a fragment); others stay."""
        if not reference.startswith("asset:"):
            return reference
        path, mark, fragment = reference.removeprefix("asset:").partition("#")
        return self.asset(unquote(path)) + mark + fragment

    def page(self, reference: str) -> tuple[str, str]:
        """URL and `data-goto` of `UNIT#PAGE`; the latter is empty outside this SCO, both where no link can lead."""
        unit, _, page = reference.partition("#")
        found = self.targets.pages.get((unit, page))
        if found is None:
            return "", ""
        sco, planned = found
        if sco.id == self.sco.id:
            return self.to(planned), planned.id
        return (f"{self.up}{quote(sco.document)}#{planned.id}", "") if self.targets.crosses_scos else ("", "")

    def to(self, planned: PlannedPage) -> str:
        """The URL of a page of this SCO that works without the runtime."""
        if planned.file and self.up:
            return self.up + quote(planned.file)
        return f"{self.up}{quote(self.sco.document) if self.up else ''}#{planned.id}"

    def resolve(self, text: str) -> str:
        """`text`, HTML, with every reference in its tags replaced."""
        if self.up and "#term-" in text:
            text = text.replace(_TERM, f'href="{self.up}{quote(self.sco.document)}#term-')
        if "asset:" not in text and "page:" not in text:
            return text
        return _TAG.sub(self._resolve_tag, text)

    def _resolve_tag(self, match: re.Match[str]) -> str:
        tag = match[0]
        return _REFERENCE.sub(self._replace, tag) if "asset:" in tag or "page:" in tag else tag

    def _replace(self, match: re.Match[str]) -> str:
        space, name, _, kind, reference = match.groups()
        reference = html.unescape(reference)
        if kind == "asset":
            return f'{space}{name}="{html.escape(self.url("asset:" + reference))}"'
        url, goto = self.page(reference)
        if not url:
            return f'{space}class="elsewhere"'
        return f'{space}{name}="{html.escape(url)}"' + (f' data-goto="{goto}"' if goto else "")
