"""Source room, export: questions → formats of other programs, and a word on what such a format cannot hold."""

from __future__ import annotations

from scormkit.source.questions.export.gift import as_gift, write_gift
from scormkit.source.questions.export.moodle_xml import as_moodle, write_moodle_xml
from scormkit.source.questions.export.rules import Exported, LeftOut

__all__ = ["Exported", "LeftOut", "as_gift", "as_moodle", "write_gift", "write_moodle_xml"]
