from __future__ import annotations

from tests.benchmarks.peers.detectors import DETECTORS, SETS
from tests.benchmarks.peers.peer import PEERS
from tests.benchmarks.peers.plan import COUNTS, PARTS, REPEATS, Step, steps


def test_everything_is_measured_once_before_anything_is_repeated() -> None:
    repeats = [step.repeat for step in steps("abcdef")]
    assert repeats == sorted(repeats)
    assert {step.task for step in steps("abcdef", most=1)} == {*PARTS.values(), "read", "start"}


def test_nothing_is_measured_twice() -> None:
    planned = steps("abcdef")
    assert len(planned) == len(set(planned))


def test_everyone_is_asked_over_every_count() -> None:
    planned = steps("b", most=1)
    assert {(step.part, step.peer) for step in planned} == {(str(count), peer) for count in COUNTS for peer in PEERS}


def test_the_largest_count_is_not_repeated() -> None:
    largest = [step for step in steps("b") if step.part == str(max(COUNTS))]
    assert len(largest) == len(PEERS)
    assert len([step for step in steps("b") if step.part == "5"]) == REPEATS["b"] * len(PEERS)


def test_every_second_round_goes_the_other_way() -> None:
    first, second = ([step.peer for step in steps("e") if step.repeat == repeat] for repeat in (0, 1))
    assert first == list(PEERS)
    assert second == list(reversed(PEERS))


def test_whole_answers_are_timed_from_nothing_only() -> None:
    assert {step.task for step in steps("abcde") if step.peer == "whosays-answer"} == {"start", "first"}
    assert {step.task for step in steps("abcde") if step.peer == "whosays-float32"} == {"index"}


def test_how_much_is_read_is_counted_once() -> None:
    assert [step.peer for step in steps("a") if step.task == "read"] == list(PEERS)


def test_every_detector_looks_at_every_set_once() -> None:
    assert steps("f") == [Step("detect", name, who, 0) for name in SETS for who in DETECTORS]


def test_nothing_wanted_is_nothing_planned() -> None:
    assert steps("") == []
