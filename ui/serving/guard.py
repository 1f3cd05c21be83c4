"""What stands between the network and Gradio: who may ask, and what the browser may fetch.

Gradio alone would answer to any host name (so a hostile site could point its own name at this machine and read the
documents) and leaves it to the page what to load. The guard closes both, and drops the page's links to other sites.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CONTENT_SECURITY_POLICY", "LOOPBACK_NAMES", "Guard", "without_outside_links"]

LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})

# Nothing from any other host, ever. Gradio compiles templates in the browser (hence 'unsafe-eval') and starts from
# inline scripts; `script-src-attr 'none'` still refuses every onclick= or onerror= attribute.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# Gradio's cards for social networks (they name its own site) and the manifest of an app that this page is not.
_OUTSIDE = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|<link rel=\"manifest\"[^>]*>", re.IGNORECASE)


def without_outside_links(page: str) -> str:
    """Return the start page without what Gradio's template says about other sites."""
    return _OUTSIDE.sub("", page)


class Guard:
    """ASGI middleware around the page.

    Args:
        app: The application to guard.
        any_host: Whether to answer under any host name, for a page that is public on purpose. Otherwise only the
            names of this machine itself are answered.
    """

    def __init__(self, app: ASGIApp, *, any_host: bool = False) -> None:
        self._app = app
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
        elif scope["path"] == "/":
            await self._start_page(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._any_host and urlsplit(f"//{host}").hostname not in LOOPBACK_NAMES:
            return "this page answers to 127.0.0.1 and localhost only"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "requests from other sites are refused"
        if scope["path"].startswith(("/gradio_api/upload", "/gradio_api/proxy=")):
            return "this page takes no files and fetches none"
        return None

    async def _start_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the start page, rewritten; it is small, so it is held back until whole."""
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                page = without_outside_links(body.decode()).encode()
                MutableHeaders(scope=start)["content-length"] = str(len(page))
                guarded = _with_headers(send)
                await guarded(start)
                await guarded({"type": "http.response.body", "body": page})

        await self._app({**scope, "headers": plain}, receive, collect)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
