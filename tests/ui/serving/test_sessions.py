from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.serving.accounts import Accounts, add_person
from ui.serving.sessions import Sessions, Throttle

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "people"
    add_person(made, "anna", "correct horse")
    return made


def test_a_token_is_one_persons(file: Path, clock: Clock) -> None:
    sessions = Sessions(Accounts(file), clock)
    token = sessions.begin("anna")
    assert token is not None
    assert token != sessions.begin("anna")
    assert sessions.person(token) == "anna"
    assert sessions.person("") is None
    assert sessions.person(token + "x") is None
    assert sessions.begin("nobody") is None


def test_a_session_lasts_while_it_is_used(file: Path, clock: Clock) -> None:
    sessions = Sessions(Accounts(file), clock)
    token = sessions.begin("anna") or ""
    for _ in range(3):
        clock.now += 11 * 3600
        assert sessions.person(token) == "anna"
    clock.now += 12 * 3600
    assert sessions.person(token) is None


def test_signing_out_ends_it(file: Path, clock: Clock) -> None:
    sessions = Sessions(Accounts(file), clock)
    token, other = sessions.begin("anna") or "", sessions.begin("anna") or ""
    sessions.end(token)
    assert sessions.person(token) is None
    assert sessions.person(other) == "anna"


def test_a_new_password_ends_all_of_them(file: Path, clock: Clock) -> None:
    sessions = Sessions(Accounts(file), clock)
    token = sessions.begin("anna") or ""
    sessions.remember("anna", "correct horse")
    add_person(file, "anna", "another one")
    assert sessions.person(token) is None
    assert sessions.proved("anna", "correct horse") is None


def test_a_right_password_is_remembered_for_minutes(file: Path, clock: Clock) -> None:
    sessions = Sessions(Accounts(file), clock)
    sessions.remember("anna", "correct horse")
    assert sessions.proved("anna", "correct horse") == "anna"
    assert sessions.proved("anna", "wrong horse") is None
    clock.now += 300
    assert sessions.proved("anna", "correct horse") is None


def tried(throttle: Throttle, times: int, address: str = "10.0.0.1", name: str = "anna") -> float:
    for _ in range(times):
        throttle.tries(address, name)
    return throttle.wait(address, name)


def test_waits_grow_and_end(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert tried(throttle, 4) == 0
    assert [tried(throttle, 1) for _ in range(4)] == [1, 2, 4, 8]
    clock.now += 7.5
    assert throttle.wait("10.0.0.1", "anna") == 0.5
    clock.now += 0.5
    assert throttle.wait("10.0.0.1", "anna") == 0
    assert tried(throttle, 10) == 300


def test_nobody_is_locked_out_from_elsewhere(clock: Clock) -> None:
    throttle = Throttle(clock)
    tried(throttle, 12)
    assert throttle.wait("10.0.0.2", "anna") == 0
    assert throttle.wait("10.0.0.1", "tomas") == 0


def test_an_address_that_tries_many_names_waits(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(20):
        throttle.tries("10.0.0.1", f"name {number}")
    assert throttle.wait("10.0.0.1", "anna") == 1


def test_getting_in_is_no_try(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(100):
        throttle.tries("10.0.0.1", "anna")
        throttle.right("10.0.0.1", "anna")
    assert throttle.wait("10.0.0.1", "anna") == 0


def test_old_tries_are_forgotten(clock: Clock) -> None:
    throttle = Throttle(clock)
    tried(throttle, 12)
    clock.now += 901
    assert tried(throttle, 1) == 0
