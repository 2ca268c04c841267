"""Lint room: rules over a course that is sound, about what makes it better for learners."""

from __future__ import annotations

from scormkit.lint.linting import course_rules, lint_course

__all__ = ["course_rules", "lint_course"]
