"""What is measured, by whom, how often and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.peers.detectors import DETECTORS, SETS
from tests.benchmarks.peers.peer import PEERS
from tests.benchmarks.peers.results import alternating

__all__ = ["COUNTS", "PARTS", "REPEATS", "Step", "steps"]

#: The parts, as they are chosen on the command line, and the work that each needs.
PARTS: dict[str, str] = {
    "a": "index",
    "b": "ask",
    "c": "rank",
    "d": "first",
    "e": "add",
    "f": "detect",
}
#: How many passages questions are asked over.
COUNTS = (5, 5_000, 100_000)
#: How often each is measured. Rankings and flags are the same every time; with a hundred thousand passages it is the
#: taking in that takes its time, and there are questions enough.
REPEATS = {"a": 2, "b": 3, "d": 5, "e": 2}


@dataclass(frozen=True)
class Step:
    """One measurement: see :class:`tests.benchmarks.peers.results.Measured` for the names."""

    task: str
    part: str
    peer: str
    repeat: int


def steps(only: str, counts: tuple[int, ...] = COUNTS, *, most: int | None = None) -> list[Step]:
    """All measurements in order.

    Args:
        only: The letters of the parts that are wanted.
        counts: How many passages questions are asked over.
        most: No part is repeated more often, if given.

    Returns:
        Round by round: first everything once, so that a run that is cut off has measured everything, then what is
        repeated. In every second round, the peers come in the opposite order.
    """
    times = {part: min(REPEATS.get(part, 1), most or REPEATS.get(part, 1)) for part in only}
    found: list[Step] = []
    for repeat in range(max(times.values(), default=0)):
        for part in (part for part in PARTS if part in only and repeat < times[part]):
            found += _round(part, repeat, counts)
    return found


def _round(part: str, repeat: int, counts: tuple[int, ...]) -> list[Step]:
    def order(names: list[str]) -> list[str]:
        return alternating(names, repeat + 1)[repeat]

    peers, floats, answer = list(PEERS), "whosays-float32", "whosays-answer"
    match part:
        case "a":
            found = [Step("index", "", peer, repeat) for peer in order([*peers, floats])]
            # How much is read is the same every time.
            return found + [Step("read", "", peer, repeat) for peer in peers if repeat == 0]
        case "b":
            wanted = [count for count in counts if repeat == 0 or count < max(COUNTS)]
            return [Step("ask", str(count), peer, repeat) for count in wanted for peer in order(peers)]
        case "c":
            return [Step("rank", "", peer, repeat) for peer in order(peers)]
        case "d":
            return [Step(task, "", peer, repeat) for task in ("start", "first") for peer in order([*peers, answer])]
        case "e":
            return [Step("add", "", peer, repeat) for peer in order(peers)]
        case _:
            return [Step("detect", name, who, repeat) for name in SETS for who in order(list(DETECTORS))]
