"""scormkit: Markdown and YAML go in; LMS-ready packages and a clear verdict come out."""

from __future__ import annotations

__version__ = "0.1.0"
