"""Layout room, walking: every block of a page, however deep it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scormkit.model import Block, Checklist, Container, Quiz, Scenario, Tile


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block and then those inside it, in reading order; a quiz's pools and a scene's question come last in it."""
    for block in blocks:
        yield block
        if isinstance(block, Container | Quiz | Checklist):
            yield from walk(block.blocks)
        if isinstance(block, Quiz):
            yield from block.questions()
        elif isinstance(block, Checklist | Tile):
            yield block.question
        elif isinstance(block, Scenario):
            for scene in block.scenes:
                yield from walk(scene.blocks)
                if scene.question:
                    yield scene.question
