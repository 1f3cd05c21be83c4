"""What was measured: kept as JSON, gathered over repeats, and put side by side."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Measured", "Results", "alternating", "percentile_95"]


@dataclass(frozen=True)
class Measured:
    """One measurement.

    Attributes:
        task: What was done: a name in :data:`tests.benchmarks.peers.working.WORK`.
        part: Which part of it, where there are several: how many passages, which set.
        peer: Who did it.
        repeat: Which time, from 0.
        values: Figures by name.
        peak_bytes: The most memory held at once.
        load: How many processes wanted the processor when it began and when it ended, over a minute each.
        failure: Why there are no values, if there are none.
    """

    task: str
    part: str
    peer: str
    repeat: int
    values: dict[str, list[float]] = field(default_factory=dict)
    peak_bytes: int = 0
    load: tuple[float, float] = (0.0, 0.0)
    failure: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What it is a measurement of: a later one takes the place of an earlier."""
        return (self.task, self.part, self.peer, self.repeat)


class Results:
    """Measurements in the order in which they were made, and what is known about how they were.

    Args:
        about: Date, machine, versions and data.
        measured: Measurements to begin with.
    """

    def __init__(self, about: dict[str, Any] | None = None, measured: Iterable[Measured] = ()) -> None:
        self.about: dict[str, Any] = about or {}
        self._measured = {one.key: one for one in measured}

    @classmethod
    def load(cls, file: Path) -> Results:
        """What :meth:`save` wrote; nothing where there is no file."""
        if not file.exists():
            return cls()
        content = json.loads(file.read_text(encoding="utf-8"))
        return cls(content["about"], (Measured(**{**row, "load": tuple(row["load"])}) for row in content["measured"]))

    def save(self, file: Path) -> None:
        """Write everything to a file, one measurement a line."""
        rows = ",\n".join("  " + json.dumps(_rounded(asdict(one)), ensure_ascii=False) for one in self)
        about = json.dumps(self.about, ensure_ascii=False, indent=1).replace("\n", "\n ")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'{{\n "about": {about},\n "measured": [\n{rows}\n ]\n}}\n', encoding="utf-8")

    def put(self, one: Measured) -> None:
        """Take a measurement in, in the place of an earlier one of the same."""
        self._measured.pop(one.key, None)
        self._measured[one.key] = one

    def __iter__(self) -> Iterator[Measured]:
        return iter(self._measured.values())

    def of(self, task: str, peer: str, part: str = "") -> list[Measured]:
        """Measurements of one thing that did not fail, by repeat."""
        found = [one for one in self if (one.task, one.part, one.peer) == (task, part, peer) and not one.failure]
        return sorted(found, key=lambda one: one.repeat)

    def failure(self, task: str, peer: str, part: str = "") -> str:
        """Why there is no measurement of one thing, if every try failed."""
        tries = [one for one in self if (one.task, one.part, one.peer) == (task, part, peer)]
        return tries[-1].failure if tries and all(one.failure for one in tries) else ""

    def values(self, name: str, task: str, peer: str, part: str = "") -> list[float]:
        """All values of that name over all repeats; empty if there are none."""
        return [value for one in self.of(task, peer, part) for value in one.values.get(name, [])]

    def median(self, name: str, task: str, peer: str, part: str = "") -> float | None:
        """The median over all repeats, if anything was measured."""
        values = self.values(name, task, peer, part)
        return median(values) if values else None

    def peak_bytes(self, task: str, peer: str, part: str = "") -> float | None:
        """The median of the most memory held, if anything was measured."""
        peaks = [one.peak_bytes for one in self.of(task, peer, part)]
        return median(peaks) if peaks else None


def percentile_95(values: Sequence[float]) -> float:
    """The value that one in twenty lies above, interpolated; the only one where there is one."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def alternating(names: Sequence[str], repeats: int) -> list[list[str]]:
    """The order of each round: forwards, backwards and so on, so that a machine that slows down slows all alike."""
    return [list(names) if number % 2 == 0 else list(reversed(names)) for number in range(repeats)]


def _rounded(value: Any) -> Any:
    """Floats with five significant digits: what lies below is noise."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
