from __future__ import annotations

import pytest

from tests.benchmarks.peers.running import reason_in, run


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("", ""),
        ("Traceback (most recent call last):\n  File x, line 1\nOSError: no network\n", "OSError: no network"),
        ("working\nValueError: bad\n\n", "ValueError: bad"),
        ("E: " + "x" * 400, "E: " + "x" * 297),
    ],
)
def test_the_reason_is_the_last_line(log: str, expected: str) -> None:
    assert reason_in(log) == expected


def test_a_job_that_fails_says_why() -> None:
    pytest.importorskip("psutil")
    ran = run({"task": "index", "peer": "nobody", "store": "none"})
    assert ran.failure == "KeyError: 'nobody'"
    assert ran.values == {}


def test_a_job_that_takes_too_long_is_given_up() -> None:
    pytest.importorskip("psutil")
    assert run({"task": "index", "peer": "nobody"}, patience=0).failure == "it was given up after 0 s"
