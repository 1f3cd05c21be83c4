from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from rag.errors import SettingsError
from ui.serving.accounts import LONGEST_PASSWORD, Accounts, add_person, hash_password

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "correct horse"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "people"
    assert not add_person(made, "anna", PASSWORD)
    return made


def test_a_password_opens_for_its_person_only(file: Path) -> None:
    add_person(file, "Tomás Lind", "battery staple")
    accounts = Accounts(file)
    assert accounts.check("anna", PASSWORD)
    assert accounts.check("Tomás Lind", "battery staple")
    assert not accounts.check("anna", "battery staple")
    assert not accounts.check("anna", "")
    assert not accounts.check("anna", PASSWORD + "x" * LONGEST_PASSWORD)
    assert not accounts.check("nobody", PASSWORD)


def test_letters_written_in_two_ways_are_the_same(file: Path) -> None:
    add_person(file, "Zoe\u0308", "cafe\u0301 au lait")
    assert Accounts(file).check("Zo\u00eb", "caf\u00e9 au lait")


def test_the_file_holds_no_password_and_each_hash_is_salted(file: Path) -> None:
    assert PASSWORD not in file.read_text()
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions elsewhere")
def test_only_the_owner_can_read_the_file(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Accounts(file).warning is None
    file.chmod(0o644)
    assert Accounts(file).warning == (f"{file} can be read or changed by others on this machine; run: chmod 600 {file}")


def test_a_new_password_takes_the_place_of_the_old(file: Path) -> None:
    accounts = Accounts(file)
    before = accounts.seal("anna")
    file.write_text("# who may read\n" + file.read_text())
    assert add_person(file, "anna", "another one")
    assert accounts.check("anna", "another one")
    assert not accounts.check("anna", PASSWORD)
    assert accounts.seal("anna") not in {before, None}
    assert file.read_text().startswith("# who may read\n")
    assert file.read_text().count("anna:") == 1


def test_a_broken_file_lets_nobody_in(file: Path) -> None:
    accounts = Accounts(file)
    file.write_text("anna:plain\n")
    assert not accounts.check("anna", PASSWORD)
    assert accounts.seal("anna") is None
    file.unlink()
    assert not accounts.check("anna", PASSWORD)
    add_person(file, "anna", PASSWORD)
    assert accounts.check("anna", PASSWORD)


@pytest.mark.parametrize(
    "line",
    ["anna", "anna:", "anna:secret", "anna:scrypt$3$8$1$c2FsdHNhbHQ$" + "A" * 43, "anna:scrypt$16$8$1$!$!",
     "anna:scrypt$1048576$64$1$c2FsdHNhbHQ$" + "A" * 43, "anna:scrypt$16$0$1$c2FsdHNhbHQ$" + "A" * 43,
     "anna:md5$16384$8$1$c2FsdHNhbHQ$" + "A" * 43],
)  # fmt: skip
def test_a_broken_line_is_named(file: Path, line: str) -> None:
    file.write_text(f"# people\n\n{line}\n")
    with pytest.raises(SettingsError) as error:
        Accounts(file)
    assert str(error.value) == (
        f"{file}, line 3: not of the form name:scrypt$…; write it with: whosays-ui --add-user NAME {file}"
    )


def test_a_name_that_stands_there_twice(file: Path) -> None:
    file.write_text(file.read_text() * 2)
    with pytest.raises(SettingsError, match="line 4: this name stands there twice"):
        Accounts(file)


def test_files_that_do_not_do(tmp_path: Path) -> None:
    file = tmp_path / "people"
    with pytest.raises(SettingsError, match=r"cannot read .*: no such file.*; make it with: whosays-ui --add-user"):
        Accounts(file)
    file.write_text("# nobody yet\n")
    with pytest.raises(SettingsError, match="names nobody"):
        Accounts(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="it is not UTF-8"):
        Accounts(file)


@pytest.mark.parametrize("name", ["", "a:b", "#a", "a\nb", "x" * 65, "a\u202eb"])
def test_names_that_do_not_do(file: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="a name has"):
        add_person(file, name, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * (LONGEST_PASSWORD + 1)])
def test_passwords_that_do_not_do(file: Path, password: str) -> None:
    with pytest.raises(SettingsError, match="a password has 8 to 1000 characters"):
        add_person(file, "anna", password)
