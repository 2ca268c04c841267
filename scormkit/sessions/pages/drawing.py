"""Sessions room, drawing: the templates of a plan's pages; style and scripts stand inside each page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"


def draw(template: str, **values: Any) -> bytes:
    """A page in UTF-8, the same bytes for the same values."""
    return _environment().get_template(template).render(values).encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["file"] = page_file
    environment.filters["minutes"] = lambda number: f"{max(1, round(number))}"
    environment.filters["web"] = web_address
    return environment


def page_file(name: str) -> Markup:
    """A style or script to stand inside a page."""
    return Markup((_TEMPLATES / name).read_text("utf-8"))


def web_address(url: str) -> str:
    """An address that a page may link to; empty for any other than http and https."""
    return url if urlsplit(url).scheme.lower() in ("http", "https") else ""


def data_url(kind: str, content: bytes) -> str:
    """A file as an address that needs no server."""
    return f"data:{kind};charset=utf-8," + quote(content, safe="-_.~!*()/:;,=@")
