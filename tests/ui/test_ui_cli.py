from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from ui.cli import main
from ui.serving.accounts import Accounts, add_person
from ui.serving.serve import bind

if TYPE_CHECKING:
    from pathlib import Path


def test_public_host_must_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2
    assert capsys.readouterr() == (
        "",
        "whosays-ui: 0.0.0.0 can be reached from other machines, and whoever reaches the page can read every indexed "
        "file; add --auth FILE to let people sign in, or --public if everybody is meant\n",
    )


def test_public_proxy_must_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root-path", "https://docs.example.org/whosays"]) == 2
    assert "https://docs.example.org can be reached from other machines" in capsys.readouterr().err


def test_a_public_page_without_people_is_read_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0", "--port", "0", "--public", "--index", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.startswith(
        "whosays-ui: nobody signs in, so the page changes and keeps nothing (--read-only)\n"
    )


def test_missing_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--auth", str(tmp_path / "people")]) == 2
    assert "make it with: whosays-ui --add-user NAME" in capsys.readouterr().err


def test_people_that_others_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "people"
    add_person(people, "anna", "correct horse")
    people.chmod(0o644)
    assert main(["--auth", str(people), "--port", "0", "--index", str(tmp_path / "none")]) == 2
    assert f"{people} can be read or changed by others" in capsys.readouterr().err


def test_add_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "people"
    for password in ("correct horse", "another one"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        assert main(["--add-user", "anna", str(people)]) == 0
        assert Accounts(people).check("anna", password)
    assert capsys.readouterr().out == f"anna may sign in: {people}\nanna has a new password in {people}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["--add-user", "anna", str(people)]) == 2
    assert capsys.readouterr().err == "whosays-ui: a password has 8 to 1000 characters\n"


def test_passwords_typed_differently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["correct horse", "corect horse"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert main(["--add-user", "anna", str(tmp_path / "people")]) == 2
    assert capsys.readouterr().err == "whosays-ui: the two passwords differ; nothing was written\n"
    assert not (tmp_path / "people").exists()


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


@pytest.mark.parametrize("size", ["x", "-1", "1.5", "10001"])
def test_no_size(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([f"--max-upload={size}"])
    assert stopped.value.code == 2
    assert f"{size!r} is no size: give a whole number of MiB, 0 for no uploads" in capsys.readouterr().err
