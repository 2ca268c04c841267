"""Validate room, memory: what was found out about a member's content, kept for when the same content comes again.

Targets of one build share most of their pages and scripts, and a rebuild by `preview` changes few of them. Nothing is
kept on disk: checking a course of 1,000 pages takes an eighth of building it, and a half of that is inflating and
judging, which no memory saves (benchmarks/run.py).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

Facts = TypeVar("Facts")
_MOST_BYTES = 32 << 20  #: of content whose facts are kept


@dataclass(slots=True)
class Memory(Generic[Facts]):
    """Facts by the digest of the content that they depend on, and on nothing else; the longest unused go first."""

    find_out: Callable[[bytes], Facts]
    most_bytes: int = _MOST_BYTES
    _known: OrderedDict[bytes, tuple[Facts, int]] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def of(self, content: bytes) -> Facts:
        """The facts of this content, found out only when it is new."""
        key = blake2b(content, digest_size=16).digest()
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key][0]
        facts = self.find_out(content)
        self._known[key] = (facts, len(content))
        self._bytes += len(content)
        while self._bytes > self.most_bytes:
            _, (_, size) = self._known.popitem(last=False)
            self._bytes -= size
        return facts

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._bytes = 0
