"""Source room, titles: what an LMS shows of them in its own pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from scormkit.diagnostics import Diagnostic, Location, warning

TITLE_LIMIT = 255  # what the narrowest LMS table holds; longer titles are cut in the manifest

_MARKUP = re.compile(r"[<>]|&(?:amp|lt|gt|quot|nbsp|#\d+);")


def check_title(title: str, where: Location, report: Callable[[Diagnostic], None]) -> None:
    """Warns of a title of a course, module or unit that LMSs would not show as it is meant."""
    check_length(title, where, report)
    if _MARKUP.search(title):
        message = f"the title `{title[:60]}` holds markup, which LMSs show as it stands, or leave out"
        report(warning("SRC-TITLE-MARKUP", message, where, "write plain text"))


def check_length(title: str, where: Location, report: Callable[[Diagnostic], None]) -> None:
    """Warns of a title that LMSs would cut."""
    if len(title) > TITLE_LIMIT:
        message = f"this title has {len(title)} characters, and many LMSs hold {TITLE_LIMIT}"
        report(warning("SRC-LONG-TITLE", message, where, "shorten it; it will be cut in the LMS's menu"))
