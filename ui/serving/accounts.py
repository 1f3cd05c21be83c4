"""Who may sign in: a file of names and password hashes, one person a line.

A line is ``name:scrypt$N$r$p$salt$hash`` (salt and hash in base64); blank lines and lines that begin with ``#`` are
passed over. Hashes are those of :func:`hashlib.scrypt` (RFC 7914) at a cost that OWASP's Password Storage Cheat Sheet
names. The cost stands in each line, so that it can be raised without making old lines useless.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock

from rag.errors import SettingsError

__all__ = ["LONGEST_PASSWORD", "Accounts", "add_person", "hash_password"]

LONGEST_PASSWORD = 1000
_SHORTEST_PASSWORD = 8
_LONGEST_NAME = 64
_N, _R, _P = 2**15, 8, 3
_MOST_MEMORY = 256 * 1024 * 1024
# A check takes a tenth of a second of one core and 32 MiB: somebody who only tries must not take all of them.
_CHECKING = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class _Hash:
    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> _Hash:
        salt = secrets.token_bytes(16)
        return cls(_N, _R, _P, salt, _scrypt(password, salt, _N, _R, _P))

    @classmethod
    def parse(cls, text: str) -> _Hash:
        """Raises ``ValueError`` for anything that :attr:`text` did not write, or that would take too much memory."""
        scheme, n, r, p, salt, digest = text.split("$")
        made = cls(int(n), int(r), int(p), _decode(salt), _decode(digest))
        power_of_two = made.n > 1 and made.n & (made.n - 1) == 0
        fits = made.r > 0 and 0 < made.p <= 64 and 128 * made.r * (made.n + made.p) < _MOST_MEMORY
        if scheme != "scrypt" or not power_of_two or not fits or len(made.salt) < 8 or len(made.digest) != 32:
            raise ValueError(text)
        return made

    @property
    def text(self) -> str:
        return f"scrypt${self.n}${self.r}${self.p}${_encode(self.salt)}${_encode(self.digest)}"

    def matches(self, password: str) -> bool:
        with _CHECKING:
            return hmac.compare_digest(_scrypt(password, self.salt, self.n, self.r, self.p), self.digest)


class Accounts:
    """The people of one file; a change of the file counts from the next check on. Safe to share between threads.

    Args:
        file: Where the names and hashes are.

    Raises:
        SettingsError: The file cannot be read, names nobody, or has a broken line (which is named).
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._stamp = _stamp(file)
        self._people = _read(file)
        self._nobody = _Hash.of(secrets.token_hex())

    @property
    def warning(self) -> str | None:
        """What is unsafe about the file, if anything: one sentence."""
        if os.name == "posix" and self._file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return f"{self._file} can be read or changed by others on this machine; run: chmod 600 {self._file}"
        return None

    def check(self, name: str, password: str) -> bool:
        """Whether this is the person's password. Takes as long for a name that is not in the file."""
        with self._lock:
            self._refresh()
            kept = self._people.get(_normal(name))
        if len(password) > LONGEST_PASSWORD:
            return False
        return (kept or self._nobody).matches(_normal(password)) and kept is not None

    def seal(self, name: str) -> bytes | None:
        """What changes with the person's password, or None for a person who is no longer there."""
        with self._lock:
            self._refresh()
            kept = self._people.get(_normal(name))
        return None if kept is None else kept.digest

    def _refresh(self) -> None:
        """Read a file that has changed. While it is broken or gone, nobody gets in: a mistake opens no door."""
        if (stamp := _stamp(self._file)) == self._stamp:
            return
        self._stamp = stamp
        try:
            self._people = _read(self._file)
        except SettingsError:
            self._people = {}


def hash_password(password: str) -> str:
    """The hash of a password as it stands in a line of the file."""
    return _Hash.of(_normal(password)).text


def add_person(file: Path, name: str, password: str) -> bool:
    """Write a person's line, in place of an earlier one of the same name; the file is then readable by its owner only.

    Args:
        file: Made if it is not there.
        name: 1 to 64 characters, without a colon.
        password: At least 8 characters.

    Returns:
        Whether the name was there before.

    Raises:
        SettingsError: Name or password do not do, or the file is broken or cannot be written.
    """
    name = _normal(name)
    if problem := _name_problem(name):
        raise SettingsError(problem)
    if not _SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(f"a password has {_SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    people = {}
    if file.exists():
        people = _read(file, empty=True)
        lines = file.read_text(encoding="utf-8").splitlines()
    else:
        lines = [f"# Who may sign in to Whosays; add a person with: whosays-ui --add-user NAME {file}"]
    known = name in people
    kept = [line for line in lines if line.lstrip().startswith("#") or _normal(line.partition(":")[0].strip()) != name]
    _write(file, "\n".join([*kept, f"{name}:{hash_password(password)}", ""]))
    return known


def _read(file: Path, *, empty: bool = False) -> dict[str, _Hash]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or "").lower() if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"cannot read {file}: {reason}; make it with: whosays-ui --add-user NAME {file}") from error
    people: dict[str, _Hash] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, coded = line.strip().partition(":")
        name = _normal(name)
        try:
            kept = _Hash.parse(coded)
        except ValueError:
            raise SettingsError(
                f"{file}, line {number}: not of the form name:scrypt$…; write it with: "
                f"whosays-ui --add-user NAME {file}"
            ) from None
        if (problem := _name_problem(name)) or name in people:
            raise SettingsError(f"{file}, line {number}: {problem or 'this name stands there twice'}")
        people[name] = kept
    if not people and not empty:
        raise SettingsError(f"{file} names nobody; add a person with: whosays-ui --add-user NAME {file}")
    return people


def _write(file: Path, text: str) -> None:
    """Put the whole file in its place at once, so that no moment sees half of it or one that others can read."""
    try:
        handle, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            Path(made).replace(file)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingsError(f"cannot write {file}: {(error.strerror or str(error)).lower()}") from error


def _name_problem(name: str) -> str | None:
    if not 0 < len(name) <= _LONGEST_NAME:
        return f"a name has 1 to {_LONGEST_NAME} characters"
    if ":" in name or name != name.strip() or name.startswith("#") or not name.isprintable():
        return "a name has no colon, no # before it, and nothing that cannot be seen"
    return None


def _normal(text: str) -> str:
    """One form for what keyboards write in several (RFC 8265 asks for NFC)."""
    return unicodedata.normalize("NFC", text)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    coded = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(coded, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32)


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
