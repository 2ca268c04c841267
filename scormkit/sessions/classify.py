"""Sessions room, classifying: which blended model a course is nearest to, and what would make it the one it claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scormkit.model import Order
from scormkit.model.live import BlendModel
from scormkit.sessions.measures import (
    agenda_share,
    counted,
    introduced_in_units,
    per_cent,
    with_follow_up,
    with_prework,
)
from scormkit.sessions.subjects import BlendedCourse

_TOGETHER = ("mentoring", "collaboration", "activity", "discussion")


@dataclass(frozen=True, slots=True)
class Trait:
    """One mark of a model: how far the course is from it (0: has it, 1: not at all), what was seen, what to change."""

    distance: float
    seen: str
    edit: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a course is to one model: `distance` is the mean over its traits, 0–1."""

    model: BlendModel
    traits: tuple[Trait, ...]

    @property
    def distance(self) -> float:
        return sum(each.distance for each in self.traits) / len(self.traits)

    def edits(self, most: int = 3) -> tuple[str, ...]:
        """The smallest changes that bring the course nearer to the model, the most telling first."""
        lacking = sorted((each for each in self.traits if each.distance > 0), key=lambda each: -each.distance)
        return tuple(each.edit for each in lacking[:most])


def classify(blended: BlendedCourse) -> tuple[Likeness, ...]:
    """The five models, the nearest first; where two are equally near, in the order of their definition."""
    made = [Likeness(model, tuple(traits(blended))) for model, traits in _MODELS.items()]
    return tuple(sorted(made, key=lambda each: round(each.distance, 6)))


def _short_of(value: float, least: float) -> float:
    """How far a share is below what it should be, 0–1."""
    return max(0.0, (least - value) / least)


def _over(value: float, most: float) -> float:
    """How far a share is above what it should be, 0–1."""
    return max(0.0, (value - most) / (1 - most))


def _introduction(blended: BlendedCourse) -> float:
    """The share of concepts met first in units; where nobody says so, as prework and live share suggest."""
    share = introduced_in_units(blended)
    return with_prework(blended) if share is None else share


def _flipped(blended: BlendedCourse) -> list[Trait]:
    prework, introduced = with_prework(blended), _introduction(blended)
    has_live = bool(blended.required_sessions)
    return [
        Trait(
            _short_of(prework, 1.0),
            f"{per_cent(prework)} of the live sessions have required prework",
            "give each live session a required unit under `prework:`",
        ),
        Trait(
            _short_of(introduced, 0.8),
            f"{per_cent(introduced)} of the concepts are met first in units",
            "introduce concepts in units, not live",
        ),
        Trait(0.0 if has_live else 1.0, "live sessions are required" if has_live else "no live session is required",
              "make a live session required"),
    ]  # fmt: skip


def _face_to_face(blended: BlendedCourse) -> list[Trait]:
    share, live_first, follow_up = blended.share, 1 - _introduction(blended), with_follow_up(blended)
    return [
        Trait(
            _short_of(share, 0.5),
            f"{per_cent(share)} of the time is live",
            "let at least half of the required time be live",
        ),
        Trait(
            _short_of(live_first, 0.8),
            f"{per_cent(live_first)} of the concepts are met first live",
            "introduce concepts in live sessions, and practise them in units",
        ),
        Trait(
            _short_of(follow_up, 1.0),
            f"{per_cent(follow_up)} of the live sessions have a follow-up",
            "give each live session a unit under `follow-up:`",
        ),
    ]


def _rotation(blended: BlendedCourse) -> list[Trait]:
    rotation = blended.course.blend.rotation if blended.course.blend else None
    stations = rotation.stations if rotation else ()
    modalities = {each.modality for each in stations}
    cycle = bool(rotation and rotation.cycle)
    return [
        Trait(0.0 if len(stations) > 1 else 1.0, counted(len(stations), "station"), "list two or more `stations:`"),
        Trait(
            0.0 if len(modalities) > 1 else 1.0,
            f"{len(modalities)} modalit{'y' if len(modalities) == 1 else 'ies'}",
            "let the stations differ",
        ),
        Trait(0.0 if cycle else 1.0, "a fixed round" if cycle else "no round", "say `cycle: 1 week`"),
    ]


def _flex(blended: BlendedCourse) -> list[Trait]:
    blend, share = blended.course.blend, blended.share
    support = bool(blend and blend.support)
    choices = bool(blend and blend.choices) and blended.course.order is not Order.IN_ORDER
    return [
        Trait(_over(share, 0.1), f"{per_cent(share)} of the time is live", "make live sessions `required: no`"),
        Trait(0.0 if support else 1.0, "help can be booked" if support else "no help can be booked",
              "list help under `support:`"),
        Trait(0.0 if choices else 1.0, "learners choose" if choices else "learners have no choice",
              "name branches or test-outs under `choices:`"),
    ]  # fmt: skip


def _enriched_virtual(blended: BlendedCourse) -> list[Trait]:
    share, sessions = blended.share, blended.required_sessions
    agendas = [agenda_share(each, _TOGETHER) for each in sessions if each.agenda]
    together = sum(agendas) / len(agendas) if agendas else 0.0
    rhythm = bool(blended.course.blend and blended.course.blend.cadence) or len(sessions) > 2
    return [
        Trait(_over(share, 0.4), f"{per_cent(share)} of the time is live", "let at most 40 % of the time be live"),
        Trait(0.0 if rhythm else 1.0, counted(len(sessions), "live session"),
              "meet on a rhythm, and say `cadence: weekly`"),
        Trait(
            _short_of(together, 0.6),
            f"{per_cent(together)} of the meetings is mentoring and working together",
            "mentor and work together in live sessions",
        ),
        Trait(with_prework(blended), f"{per_cent(with_prework(blended))} of the live sessions wait for prework",
              "let units run between the live sessions, not towards them"),
    ]  # fmt: skip


_MODELS: dict[BlendModel, Callable[[BlendedCourse], list[Trait]]] = {
    BlendModel.FLIPPED: _flipped,
    BlendModel.FACE_TO_FACE: _face_to_face,
    BlendModel.ROTATION: _rotation,
    BlendModel.FLEX: _flex,
    BlendModel.ENRICHED_VIRTUAL: _enriched_virtual,
}
