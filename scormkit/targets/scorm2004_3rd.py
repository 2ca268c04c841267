"""SCORM 2004 3rd Edition: sequencing, and completion apart from success."""

from __future__ import annotations

from scormkit.targets._scorm2004 import Edition, target

TARGET = target(Edition("scorm2004-3rd", "3rd", completion_maps=False, threshold_attributes=False))
