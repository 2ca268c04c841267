"""`python -m scormkit` is the `scormkit` program."""

from __future__ import annotations

from scormkit.cli import main

main()
