"""Render room, blocks: each kind of block through its template, `blocks/<kind>.html`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from scormkit.layout.names import cmi_id
from scormkit.model import Block, Checklist, Container, Media, Page, Question, Quiz, Scenario, Unit
from scormkit.render.links import Links
from scormkit.render.questions import areas, clock, gaps, quiz_parts
from scormkit.render.templates import Templates

_PARAGRAPH = re.compile(r"\s*<p>(.*)</p>\s*", re.DOTALL)


def template_of(block: Block) -> str:
    """The template that draws `block`."""
    if isinstance(block, (Container, Media)):
        return f"blocks/{block.kind}.html"
    if isinstance(block, Question):
        return f"blocks/question-{block.form or block.kind}.html"
    return f"blocks/{type(block).__name__.lower()}.html"


def unwrapped(html: str) -> str:
    """The inside of a text that is one paragraph, for places where no paragraph may stand; else the text as it is."""
    match = _PARAGRAPH.fullmatch(html)
    return match[1] if match and "<p>" not in match[1] else html


class PageScope:
    """The helpers that a page's and its blocks' templates get, bound to where the page stands."""

    def __init__(self, templates: Templates, links: Links, media: Mapping[str, str], unit: Unit, page: Page) -> None:
        self._templates = templates
        self._links = links
        self._media = media
        self._values: dict[str, Any] = {
            "unit": unit,
            "page": page,
            "render": self.render,
            "html": self.html,
            "inline": self.inline,
            "url": links.url,
            "asset": links.asset,
            "media_key": self.media_key,
            "block_id": self.block_id,
            "gaps": self.gaps,
            "areas": areas,
            "quiz_parts": quiz_parts,
            "clock": clock,
        }

    @property
    def values(self) -> Mapping[str, Any]:
        return self._values

    def render(self, blocks: Block | Iterable[Block], **given: object) -> Markup:
        """One block or several, drawn one after another; `given` are further values for their templates."""
        several = (blocks,) if isinstance(blocks, Block) else blocks
        return Markup("\n".join(self._render(block, given) for block in several))

    def _render(self, block: Block, given: Mapping[str, object]) -> str:
        return self._templates.render(template_of(block), {**self._values, **given, "block": block})

    def html(self, text: str) -> Markup:
        """A text of the model that is HTML, with its references resolved."""
        return Markup(self._links.resolve(text))

    def inline(self, text: str) -> Markup:
        """The same without the paragraph around it, for a heading, a label or a legend."""
        return Markup(self._links.resolve(unwrapped(text)))

    def media_key(self, media: Media) -> str:
        return self._media[media.source]

    def block_id(self, block: Question | Quiz | Scenario | Checklist) -> str:
        return cmi_id(block.id)

    def gaps(self, question: Question) -> list[tuple[Markup, str]]:
        """The prompt in pieces, each with the id of the gap after it; empty where the gap stands below."""
        return [(Markup(html), blank) for html, blank in gaps(self._links.resolve(question.prompt))]
