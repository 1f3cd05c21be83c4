from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.cli import main
from ui.serving.serve import bind

if TYPE_CHECKING:
    from pathlib import Path


def test_public_host_must_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2
    assert capsys.readouterr() == (
        "",
        "whosays-ui: 0.0.0.0 can be reached from other machines, and whoever reaches the page can read every indexed "
        "file; add --public if that is meant\n",
    )


def test_taken_port(capsys: pytest.CaptureFixture[str]) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"whosays-ui: cannot listen on 127.0.0.1:{port}: address already in use; choose another with --port\n"
    )


def test_missing_settings_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--settings", str(tmp_path / "none.toml")]) == 2
    assert capsys.readouterr().err == f"whosays-ui: there is no settings file {tmp_path / 'none.toml'}\n"


def test_missing_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", "--index", str(tmp_path / "none")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("whosays-ui: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "-1", "65536", "1.5", "²"])
def test_no_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([f"--port={port}"])
    assert stopped.value.code == 2
    assert f"{port!r} is no port: give a whole number from 0 to 65535" in capsys.readouterr().err
