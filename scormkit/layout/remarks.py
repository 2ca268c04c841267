"""Layout room, remarks: what an author asked for that a package of this shape cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.layout.names import is_safe_path
from scormkit.layout.state import MOST_KEPT, longest_state
from scormkit.layout.types import Feature, PackageLayout, Sco
from scormkit.model import Order, Require, XapiCredentials, XapiProfile

NEAR = 0.85  #: of the limit: from here on an author is warned


def layout_remarks(layout: PackageLayout, course_place: str) -> Iterator[Diagnostic]:
    """Warnings about one package; `course_place` is the course.yaml to point at."""
    where = Location(course_place)
    target = layout.profile.title
    for sco in layout.scos:
        if len(sco.units) > 1:
            yield from _lost_in_one_sco(layout, course_place)
            break
    several = len(layout.scos) > 1
    rolls_up = {Feature.SEQUENCING, Feature.MOVE_ON} & layout.profile.features
    if several and layout.organization.completion.require is Require.ALL and not rolls_up:
        message = f"{target} has no roll-up: an LMS may call the course completed after one of {len(layout.scos)} SCOs"
        by_tiles = sum(sco.tile is None for sco in layout.scos) == 1
        change = "leave the tiles of live sessions out" if by_tiles else "use `sco: course`"
        yield warning("PKG-NO-ROLLUP", message, where, f"{change}, or tell the LMS to require all SCOs")
    yield from _order_remark(layout, where)
    yield from _store_remark(layout, where)
    present = {unit.id for sco in layout.scos for unit in sco.units}
    for sco in layout.scos:
        for unit in sco.units:
            for needed in unit.prerequisites:
                if needed not in present:
                    message = f"`{unit.id}` waits for `{needed}`, which is in another package where no LMS can see it"
                    yield warning("PKG-PREREQUISITE-APART", message, where, "restrict access in the LMS's course page")
    for sco in layout.scos:
        if sco.completion.require is Require.PASSED and sco.mastery is None:
            message = f"`{sco.title}` is completed by passing, but nothing in it can be passed"
            hint = "add graded questions and a mastery score, or use `require: all`"
            yield error("PKG-NEVER-COMPLETE", message, where, hint)
        yield from _state_remark(sco, layout, where)
    for source, path in layout.asset_paths:
        if not is_safe_path(source):
            message = f"this file name is not safe in every LMS, so it is packed as `{path}`"
            yield info("PKG-FILE-NAME", message, Location(_beside(course_place, source)))


def _order_remark(layout: PackageLayout, where: Location) -> Iterator[Diagnostic]:
    """cmi5 has parts and what satisfies them, but nothing to say which comes first (cmi5, 13.1)."""
    items = tuple(layout.organization.walk())
    ordered = any(item.gate is not Order.FREE or item.prerequisites for item in items)
    if Feature.MOVE_ON in layout.profile and ordered:
        message = f"{layout.profile.title} has no order among units: learners may open each of them from the start"
        yield info("PKG-NO-ORDER", message, where, "restrict access in the LMS, where it can")


def _store_remark(layout: PackageLayout, where: Location) -> Iterator[Diagnostic]:
    """SCORM has no word for a store: its launch hands over neither an address nor a right to write."""
    xapi, profile = layout.course.xapi, layout.profile
    by_scorm = profile.statements is XapiProfile.SCORM
    if by_scorm and xapi and xapi.credentials is XapiCredentials.LAUNCH:
        message = f"a launch by {profile.title} names no store, so statements are sent only where an LMS adds one to it"
        yield info("PKG-NO-STORE", message, where, "name a `broker` under `xapi`, or build for `cmi5` or `xapi`")


def _state_remark(sco: Sco, layout: PackageLayout, where: Location) -> Iterator[Diagnostic]:
    """Says so before a limit is near: what does not fit is forgotten, oldest detail first."""
    limit, cost = min(layout.profile.state_limit, MOST_KEPT), longest_state(sco)
    length = cost.within(limit)
    if not limit or length <= limit * NEAR:
        return
    costliest = ", ".join(f"`{name}`" for _, name in sorted(cost.answers, key=lambda one: (-one[0], one[1]))[:3])
    made_of = f"{len(sco.pages)} pages, {len(cost.answers)} questions{f'; most for {costliest}' if costliest else ''}"
    message = (
        f"what `{sco.title}` remembers can take {length} of the {limit} characters that are kept"
        f" under {layout.profile.title} ({made_of})"
    )
    yield warning("PKG-STATE-LONG", message, where, _what_mends(sco, limit))


def _what_mends(sco: Sco, limit: int) -> str:
    """The split after which each part fits, or the unit that is too long by itself."""
    alone = {
        unit.id: longest_state(
            replace(sco, units=(unit,), pages=tuple(page for page in sco.pages if page.unit.id == unit.id))
        ).within(limit)
        for unit in sco.units
    }
    largest = max(alone, key=lambda name: alone[name])
    if alone[largest] <= limit * NEAR:
        return "use `sco: unit` or `split: unit`"
    return f"divide the unit `{largest}`, or let its quizzes draw fewer questions"


def _lost_in_one_sco(layout: PackageLayout, course_place: str) -> Iterator[Diagnostic]:
    for sco in layout.scos:
        if len(sco.units) < 2:
            continue
        for unit in sco.units:
            lost = [
                name
                for name, value in (
                    ("time-limit", unit.time_limit),
                    ("launch-data", unit.launch_data),
                    ("hidden", unit.hidden),
                    ("completion", unit.completion),
                )
                if value
            ]
            if lost:
                keys = ", ".join(f"`{name}`" for name in lost)
                message = f"{keys} of the unit `{unit.id}` has no effect while several units share one SCO"
                where = Location(_beside(course_place, unit.place.file), 1)
                yield warning("PKG-SCO-KEYS", message, where, "use `sco: unit`, or take the key away")


def _beside(course_place: str, path: str) -> str:
    folder = course_place.rsplit("/", 1)[0] if "/" in course_place else ""
    return f"{folder}/{path}" if folder else path
