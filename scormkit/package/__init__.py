"""Package room: packages as they travel, written reproducibly and read from anybody."""

from __future__ import annotations
