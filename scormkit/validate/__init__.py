"""Validate room: rules over a package, whoever built it; knows nothing of sources, layouts or targets."""

from __future__ import annotations
