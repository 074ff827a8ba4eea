"""Versions of an index on disk: `versions/<n>` and a pointer `current` to the one in use.

A version is written into a staging folder, renamed when complete, and only then pointed
at, so that a build that dies leaves the index of before in use.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from indexes.errors import IndexMissingError

POINTER = "current"
VERSIONS = "versions"
STAGING = "staging-"

# The one in use and the one before, for those who still read it.
KEPT = 2


class BuildRunningError(Exception):
    """Another process builds into the same folder."""


def current(directory: Path) -> Path:
    """The folder of the version in use. Raises IndexMissingError where there is none."""
    try:
        name = (directory / POINTER).read_text("utf-8").strip()
    except OSError as error:
        raise IndexMissingError(f"There is no index in {directory}") from error
    path = directory / VERSIONS / name
    if not name.isdigit() or not path.is_dir():
        raise IndexMissingError(f"The index {path} is gone")
    return path


def pointer_state(directory: Path) -> tuple[int, int] | None:
    """A value that differs once another version was put in use. Costs one `stat`."""
    try:
        state = (directory / POINTER).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino


def versions(directory: Path) -> list[Path]:
    """The folders of the versions on disk, oldest first."""
    folder = directory / VERSIONS
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if path.name.isdigit()), key=lambda p: int(p.name))


@contextmanager
def new_version(directory: Path) -> Iterator[Path]:
    """A staging folder that becomes the version in use when the block ends well.

    Where nothing was written into it, nothing changes. Raises BuildRunningError where
    another build is under way.
    """
    directory.mkdir(parents=True, exist_ok=True)
    lock = FileLock(directory / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BuildRunningError(
            f"Another `shopbot index build` is writing to {directory}: wait for it to end"
        ) from error
    staging = directory / f"{STAGING}{os.getpid()}"
    try:
        for left in directory.glob(f"{STAGING}*"):
            shutil.rmtree(left)
        staging.mkdir()
        yield staging
        if any(staging.iterdir()):
            _publish(directory, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def _publish(directory: Path, staging: Path) -> None:
    known = versions(directory)
    number = int(known[-1].name) + 1 if known else 1
    version = directory / VERSIONS / str(number)
    version.parent.mkdir(exist_ok=True)
    staging.rename(version)
    pointer = directory / f"{POINTER}.new"
    pointer.write_text(f"{number}\n", "utf-8")
    pointer.replace(directory / POINTER)
    for old in [*known, version][:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
