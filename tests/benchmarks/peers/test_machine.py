from __future__ import annotations

from importlib.metadata import version

from tests.benchmarks.peers.machine import about, kept, versions


def test_a_package_that_is_not_there_is_named_all_the_same() -> None:
    assert versions(["numpy", "no-such-package"]) == {"numpy": version("numpy"), "no-such-package": "not installed"}


def test_the_machine_is_described() -> None:
    told = about(files=7)
    assert told["files"] == 7
    assert 1 <= told["cores"] <= told["cores of the machine"]
    assert told["processor"]
    assert told["versions"]["torch"] == version("torch")


def test_what_is_told_of_other_parts_is_kept() -> None:
    before = {"date": "2024-05-03", "timed": 500, "counts": [5], "bfloat16_indexes": True}
    assert kept(before, ["f"]) == {"timed": 500, "counts": [5], "bfloat16_indexes": True}
    assert kept(before, ["a", "d"]) == {"counts": [5]}
    assert kept({"timed": 7}, ["b"]) == {"timed": 7}
    assert kept({}, ["b"]) == {}
