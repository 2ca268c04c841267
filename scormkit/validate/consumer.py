"""Validate room, the consumer: what one LMS takes at all."""

from __future__ import annotations

from scormkit.diagnostics import Severity
from scormkit.package.manifest import Standard
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.subjects import Consumer


@rule(
    "LMS-STANDARD",
    severity=Severity.ERROR,
    spec="the profile's own source",
    hint="build the course for a standard that this LMS takes",
)
def standard_not_taken(consumer: Consumer) -> Findings:
    """The LMS of the profile does not take packages of this standard.

    Only profiles that name the standards of their LMS can say so.

    Bad: SCORM 2004 for Chamilo
    Good: SCORM 1.2
    """
    profile, standard = consumer.profile, consumer.package.standard
    if profile.takes and standard is not Standard.UNKNOWN and standard not in profile.takes:
        yield Finding(f"{profile.title} does not take {standard.label}", consumer.package.at())
