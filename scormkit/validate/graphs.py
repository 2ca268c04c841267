"""Validate room, graphs: circles found in linear time, however large or deep the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def find_in_circle(edges: Mapping[str, Iterable[str]]) -> str:
    """A node that leads back to itself, the same one on every run; "" when there is none."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path = {start}
        stack = [(start, iter(tuple(edges[start])))]
        while stack:
            node, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                path.discard(node)
                done.add(node)
            elif step in path:
                return step
            elif step in edges and step not in done:
                path.add(step)
                stack.append((step, iter(tuple(edges[step]))))
    return ""
