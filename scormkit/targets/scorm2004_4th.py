"""SCORM 2004 4th Edition: completion threshold by attributes, completion in global objectives."""

from __future__ import annotations

from scormkit.targets._scorm2004 import Edition, target

TARGET = target(Edition("scorm2004-4th", "4th", completion_maps=True, threshold_attributes=True))
