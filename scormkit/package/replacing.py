"""Package room, replacing: a new file or folder takes its place whole, and what a killed build left is cleared away."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scormkit.errors import PackageError

if sys.platform != "win32":
    import fcntl

_DAY = 86_400  # seconds


@contextmanager
def replacing(path: Path, create: Callable[[Path], object]) -> Iterator[Path]:
    """A file or folder beside `path`, made by `create`, for the caller to fill and to rename; it is gone afterwards.

    Leftovers of builds of the same `path` that were killed are removed before. A build that still runs holds a lock on
    its own, so it is never taken for a leftover. Errors of the file system come out as `PackageError`.
    """
    lock = -1
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        while lock < 0:
            temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.tmp")
            create(temporary)
            lock = _hold(temporary)
        assert temporary is not None
        yield temporary
    except OSError as error:
        raise PackageError(f"cannot write `{path}`: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            _remove(temporary)
        _let_go(lock)


def write_file(path: Path, content: bytes) -> None:
    """Write a file that holds either what it held before or the whole of `content`. Raises `PackageError`."""
    with replacing(path, new_file) as temporary:
        temporary.write_bytes(content)
        temporary.replace(path)


def new_file(path: Path) -> None:
    """Make an empty file. Raises `FileExistsError`."""
    path.open("xb").close()


def sync_folder(path: Path) -> None:
    """Make a rename last through a power cut; Windows offers no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(path: Path) -> None:
    """Removes what earlier builds of `path` left behind. What is held or cannot be removed stays."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{12}}\.tmp")
    for each in sorted(path.parent.iterdir()):
        if name.fullmatch(each.name) and not each.is_symlink() and (each.is_file() or each.is_dir()):
            try:
                _remove_left(each)
            except OSError:
                continue


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


if sys.platform == "win32":

    def _hold(path: Path) -> int:
        """Windows keeps an open file from being removed; nothing else is needed."""
        return os.open(os.devnull, os.O_RDONLY)

    def _remove_left(path: Path) -> None:
        """Of a folder nothing tells whether it is still being filled, so it must be old."""
        if path.is_file() or time.time() - path.stat().st_mtime > _DAY:
            _remove(path)

else:

    def _hold(path: Path) -> int:
        """A lock on `path` for as long as the descriptor is open; -1 where another build has just cleared it away."""
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return -1
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            return descriptor  # a file system without locks
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
        os.close(descriptor)
        return -1

    def _remove_left(path: Path) -> None:
        """Removes `path` unless somebody holds it: a lock ends with its process, in whatever way that ends."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(path)
        finally:
            os.close(descriptor)


def _let_go(lock: int) -> None:
    if lock >= 0:
        os.close(lock)
