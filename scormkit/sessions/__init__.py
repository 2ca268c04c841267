"""Sessions room: the live side resolved: dates that follow from dates, calendars, moves, attendance."""

from __future__ import annotations

from scormkit.sessions.dates import Moment, apply_rule, moment
from scormkit.sessions.plan import Occurrence, SessionPlan, Window
from scormkit.sessions.resolve import resolve_plan

__all__ = ["Moment", "Occurrence", "SessionPlan", "Window", "apply_rule", "moment", "resolve_plan"]
