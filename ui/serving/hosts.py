"""Under which names the page answers, and whose requests it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.errors import SettingsError

if TYPE_CHECKING:
    from starlette.datastructures import Headers

__all__ = ["LOOPBACK_NAMES", "Hosts", "Root"]

LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Root:
    """Where a proxy serves the page.

    Attributes:
        prefix: The path before all others: "" or "/…", without a slash at its end.
        origin: Scheme and host, such as ``https://example.org``; "" where only the path is known.
    """

    prefix: str = ""
    origin: str = ""

    @classmethod
    def parse(cls, text: str) -> Root:
        """Read ``/path`` or ``https://host/path``.

        Raises:
            SettingsError: It is neither.
        """
        try:
            parts = urlsplit(text)
            _ = parts.port
        except ValueError:
            parts = urlsplit("?")
        whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
        plain = all(part not in {".", ".."} for part in parts.path.split("/")) and "//" not in parts.path
        odd = set(parts.path) - set("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        bare = not parts.scheme and not parts.netloc and text.startswith("/")
        if not (whole or bare) or parts.query or parts.fragment or "?" in text or odd or not plain:
            raise SettingsError(
                f"{text!r} is no place for the page: give a path such as /whosays, or the whole address under which a "
                "proxy serves it, such as https://example.org/whosays"
            )
        return cls(parts.path.rstrip("/"), f"{parts.scheme}://{parts.netloc.lower()}" if whole else "")

    @property
    def address(self) -> str:
        """Both together: what Gradio calls the root path."""
        return f"{self.origin}{self.prefix}"

    @property
    def name(self) -> str:
        """The host's name, or "" where it is not known."""
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Who is answered.

    Attributes:
        any_host: Whether to answer under any name, for a page that is reached by others on purpose.
        root: Where a proxy serves it, if one does.
    """

    any_host: bool = False
    root: Root = Root()

    def refusal(self, method: str, path: str, headers: Headers) -> str | None:
        """Why this request is refused, or None.

        A hostile site may point its own name at this machine (DNS rebinding): the name is not one of ours. It may
        also let a visitor's browser ask here: what it then says of the asking page is another origin or another site.
        """
        host = headers.get("host", "").lower()
        if not self.any_host and _name(host) not in LOOPBACK_NAMES | {self.root.name or "localhost"}:
            return (
                "this page answers to 127.0.0.1 and localhost only; behind a proxy, start it with --root-path ADDRESS"
            )
        origin = headers.get("origin")
        known = origin is None or (origin != "" and origin == self.root.origin) or _same(origin, host)
        if not known:
            return "requests from other sites are refused"
        site = headers.get("sec-fetch-site", "none")
        opened = method == "GET" and path in {"/", "/login"} and headers.get("sec-fetch-mode", "navigate") == "navigate"
        if site not in {"none", "same-origin"} and not opened:
            return "requests from other sites are refused"
        return None


def _name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return None
    # A host header has no user, no path and nothing else: "localhost@example.org" is no name of ours.
    return parts.hostname if parts.netloc == host and "@" not in host else None


def _same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host != ""
