"""A plain folder for any web server: no LMS, no manifest; the learner's state stays in the browser."""

from __future__ import annotations

from scormkit.layout import Feature, TargetProfile
from scormkit.model import ScoScope
from scormkit.targets._target import Target

TARGET = Target(
    TargetProfile(
        name="web",
        title="Web folder",
        driver="local",
        features=frozenset({Feature.SPLIT_STATUS}),
        scope=ScoScope.COURSE,
    ),
    spec="HTML Living Standard",
)
