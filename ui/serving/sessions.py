"""Who is signed in, and who has tried too often."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.serving.accounts import Accounts

__all__ = ["Sessions", "Throttle"]

_LASTS = 12 * 3600.0  # seconds after the last request
_PROVED_LASTS = 300.0
_MOST = 10_000


@dataclass(slots=True)
class _Session:
    name: str
    seal: bytes
    until: float


class Sessions:
    """Sign-ins of this run of the program; a token is a random secret that only its browser has.

    Kept in memory on purpose: stopping the program, a sign-out and a changed password each end a session at once, which
    a signed cookie alone could not do. Safe to share between threads.

    Args:
        accounts: Who there is.
        clock: Seconds that only grow.
    """

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[bytes, _Session] = OrderedDict()
        self._secret = secrets.token_bytes(32)

    def begin(self, name: str) -> str | None:
        """Make a token for a person whose password was right; None if the person is gone by now."""
        token = secrets.token_urlsafe(32)
        return token if self._keep(_key(token), name, _LASTS) else None

    def person(self, token: str) -> str | None:
        """Who holds this token, if it is still good; that makes it good for longer."""
        return self._find(_key(token), _LASTS)

    def end(self, token: str) -> None:
        """Make a token worthless."""
        with self._lock:
            self._kept.pop(_key(token), None)

    def proved(self, name: str, password: str) -> str | None:
        """The person, where these were found right within the last minutes: a check costs too much for each request."""
        return self._find(self._pair(name, password), None)

    def remember(self, name: str, password: str) -> None:
        """Keep for some minutes that these are right (a keyed hash of them, and only in memory)."""
        self._keep(self._pair(name, password), name, _PROVED_LASTS)

    def _keep(self, key: bytes, name: str, seconds: float) -> bool:
        seal = self._accounts.seal(name)
        if seal is None:
            return False
        with self._lock:
            self._kept[key] = _Session(name, seal, self._clock() + seconds)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return True

    def _find(self, key: bytes, longer: float | None) -> str | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if found.until <= self._clock() or self._accounts.seal(found.name) != found.seal:
                del self._kept[key]
                return None
            if longer is not None:
                found.until = self._clock() + longer
                self._kept.move_to_end(key)
            return found.name

    def _pair(self, name: str, password: str) -> bytes:
        coded = f"{name}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, coded, hashlib.sha256)


class Throttle:
    """Counts wrong passwords, and says how long the next try has to wait. Safe to share between threads.

    A name from one address may be tried five times, an address twenty; then each further miss doubles the wait, from
    one second up to five minutes. Other addresses are not held up: nobody can lock another person out.

    Args:
        clock: Seconds that only grow.
    """

    _FREE_NAME, _FREE_ADDRESS, _LONGEST, _FORGOTTEN = 5, 20, 300.0, 900.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tried: OrderedDict[tuple[str, ...], tuple[int, float]] = OrderedDict()

    def wait(self, address: str, name: str) -> float:
        """Seconds until this name may be tried from this address; 0 where it may be now."""
        with self._lock:
            return max(
                self._left((address, name), self._FREE_NAME),
                self._left((address,), self._FREE_ADDRESS),
            )

    def tries(self, address: str, name: str) -> None:
        """Count a try before its password is checked, so that many at once are counted too."""
        with self._lock:
            for key in ((address, name), (address,)):
                count, last = self._tried.pop(key, (0, 0.0))
                now = self._clock()
                self._tried[key] = (1 if now - last > self._FORGOTTEN else count + 1, now)
            while len(self._tried) > _MOST:
                self._tried.popitem(last=False)

    def right(self, address: str, name: str) -> None:
        """Forget the tries of a person who got in. Those of others from the same address stay."""
        with self._lock:
            self._tried.pop((address, name), None)
            if address_too := self._tried.get((address,)):
                self._tried[address,] = (address_too[0] - 1, address_too[1])

    def _left(self, key: tuple[str, ...], free: int) -> float:
        count, last = self._tried.get(key, (0, 0.0))
        if count < free:
            return 0.0
        waits = min(2.0 ** (count - free), self._LONGEST)
        return max(0.0, last + waits - self._clock())


def _key(token: str) -> bytes:
    """Tokens are kept as their hashes: looking one up then tells nothing by how long it takes."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
