from __future__ import annotations

import pytest

from rag.errors import SettingsError
from ui.serving.serve import bind, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1", "[::1]"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "localhost.example.org", ""])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_taken_port() -> None:
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(SettingsError) as error:
            bind("127.0.0.1", port)
    assert str(error.value) == (
        f"cannot listen on 127.0.0.1:{port}: address already in use; choose another with --port"
    )


def test_no_such_address() -> None:
    with pytest.raises(
        SettingsError, match=r"cannot listen on 300\.1\.1\.1:1: no such address; use --host 127\.0\.0\.1"
    ):
        bind("300.1.1.1", 1)
