"""Render room, upload page: what the person at the LMS needs, as one printable page that stands beside a package.

The page is in English whatever the course's language: it speaks to administrators in the words of their LMS.
"""

from __future__ import annotations

from pathlib import Path

from scormkit.layout import Feature, PackageLayout
from scormkit.render.upload.facts import read_facts
from scormkit.render.upload.guides import guides
from scormkit.render.upload.store_guides import store_guides
from scormkit.render.upload.trial import trial_steps

_TEMPLATE = Path(__file__).parent / "upload.html"


def render_upload(layout: PackageLayout, *, zip_name: str, size: int) -> bytes:
    """UPLOAD.html for one package: UTF-8, self-contained, the same bytes for the same arguments.

    `zip_name` is the package's file name and `size` its length in bytes. Raises `ValueError` for a layout without a
    manifest, since no LMS takes it.
    """
    if Feature.MANIFEST not in layout.profile:
        raise ValueError(f"{layout.profile.title} is not uploaded to an LMS")
    import jinja2

    from scormkit.render.upload.markup import marked

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["marked"] = marked
    facts = read_facts(layout, zip_name, size)
    chosen = store_guides if facts.store else guides
    template = environment.from_string(_TEMPLATE.read_text("utf-8"))
    text = template.render(facts=facts, guides=chosen(facts), steps=trial_steps(facts))
    return text.encode("utf-8", "replace")
