"""Layout room, splits: what cutting a course into packages and SCOs does to it that its author may not expect."""

from __future__ import annotations

from collections.abc import Iterator

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.layout.types import PackageLayout
from scormkit.model import Course, LiveSession, Module, PageLink, Split, Unit


def split_remarks(course: Course, split: Split, place: str) -> Iterator[Diagnostic]:
    """A warning where a course has nothing to be split at; `place` is its course.yaml."""
    modules = [entry for entry in course.outline if isinstance(entry, Module)]
    items = [*course.outline, *(item for module in modules for item in module.items)]
    if split is Split.SESSION and not any(isinstance(each, LiveSession) for each in items):
        message = "`split: session` finds no live session in the course, so all of it is one package"
        hint = "put live sessions into `outline:`, or use `split: module` or `split: unit`"
        yield warning("PKG-SPLIT-NOTHING", message, Location(place), hint)
    if split is Split.MODULE and not modules and len(course.units()) > 1:
        message = "`split: module` finds no module in the course, so each unit is a package"
        hint = "put units into modules in `outline:`, or use `split: unit`"
        yield warning("PKG-SPLIT-NOTHING", message, Location(place), hint)


def link_remarks(layout: PackageLayout, folder: str) -> Iterator[Diagnostic]:
    """A warning for each link that leads out of its SCO; `folder` is the course's, as the user types it.

    Only an LMS may open another SCO (SCORM 1.2 RTE 3.2, SCORM 2004 RTE 2.1), and where another package lies nobody
    knows at the time of the build.
    """
    present = {unit.id for sco in layout.scos for unit in sco.units}
    titles = {unit.id: unit.title for unit in layout.course.units()}
    for sco in layout.scos:
        here = {unit.id for unit in sco.units}
        for unit in sco.units:
            for link in _leading_out(unit, here):
                what = "SCO" if link.unit in present else "package"
                target = f"the page `{link.page}` of" if link.page else ""
                message = (
                    f"this link leads to {f'{target} '.lstrip()}the unit `{link.unit}`, which is in another {what}: "
                    "learners see its words without a link"
                )
                hint = f"tell them where to look, such as “see the unit {titles.get(link.unit, link.unit)}”"
                yield warning("PKG-LINK-APART", message, Location(f"{folder}{link.place.file}", link.place.line), hint)


def _leading_out(unit: Unit, here: set[str]) -> Iterator[PageLink]:
    return (link for link in unit.links if link.unit not in here)
