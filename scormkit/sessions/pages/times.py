"""Sessions room, times: moments as pages show them, with UTC beside each, so that a script can tell them elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from scormkit.model.live import Cohort
from scormkit.sessions.dates import Moment, moment
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.strings import Words


def place_of(zone: str) -> str:
    """A zone as people call it: the city of `America/New_York`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def utc_text(when: Moment) -> str:
    return f"{when.utc:%Y-%m-%dT%H:%M:%SZ}"


def written(when: Moment, form: str, words: Words) -> str:
    """A moment in one of the forms that the script knows as well: `long`, `short`, `at` or `clock`."""
    if form == "clock":
        return f"{when.local:%H:%M}"
    if form == "at":
        return words.at(when.local)
    return words.long(when.day) if form == "long" else words.short(when.day)


def time_tag(when: Moment, form: str, words: Words, after: Moment | None = None) -> Markup:
    """A `time` element; a clock that ends what began at `after` on another day says its day, too."""
    told = "at" if form == "clock" and after is not None and after.day != when.day else form
    since = Markup(' data-after="{}"').format(utc_text(after)) if after is not None else ""
    return Markup('<time datetime="{}" data-form="{}"{}>{}</time>').format(
        utc_text(when), form, since, written(when, told, words)
    )


def published(lock: PlanLock, cohort: Cohort) -> Moment | None:
    """When the revision was published, in the cohort's zone."""
    if not lock.published:
        return None
    stamp = datetime.fromisoformat(lock.published).astimezone(UTC)
    return moment(stamp.replace(tzinfo=None), "UTC").in_zone(cohort.zone)
