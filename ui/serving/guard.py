"""What stands between the network and Gradio: who may ask, for what, and what the browser may fetch.

Gradio alone would answer to any host name (so a hostile site could point its own name at this machine and read the
documents) and leaves it to the page what to load. The guard closes both, opens of Gradio's routes only those that the
page needs, and drops the page's links to other sites.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

from ui.serving.hosts import Hosts
from ui.serving.routes import is_open

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CONTENT_SECURITY_POLICY", "MOST_BYTES", "Guard", "without_outside_links"]

#: Of a request's body, unless it uploads files: test questions (10 MiB, coded) are the largest thing that is sent.
MOST_BYTES = 16 * 1024 * 1024

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
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not "no-referrer": a form's own request would then name no origin, and be refused as another site's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Gradio would build addresses of the page from these, whoever sends them; --root-path says where the page is.
_DROPPED = {b"x-forwarded-host", b"x-forwarded-prefix", b"x-forwarded-port", b"forwarded", b"x-gradio-server"}
# Of Gradio's front end; their names hold a hash of what is in them.
_HASHED = re.compile(r"/assets/.*[.-][A-Za-z0-9_-]{8,}\.(?:js|css|woff2?|wasm|svg|png)")

# Gradio's cards for social networks (they name its own site) and the manifest of an app that this page is not.
_OUTSIDE = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|<link rel=\"manifest\"[^>]*>", re.IGNORECASE)


def without_outside_links(page: str) -> str:
    """Return the start page without what Gradio's template says about other sites."""
    return _OUTSIDE.sub("", page)


class Guard:
    """ASGI middleware around the page.

    Args:
        app: The application to guard.
        hosts: Under which names it answers.
        uploads: Whether the page takes files.
        beside: Paths, without a slash at their end, of what stands beside Gradio; open for every method.
    """

    def __init__(
        self, app: ASGIApp, hosts: Hosts | None = None, *, uploads: bool = False, beside: Collection[str] = ()
    ) -> None:
        self._app = app
        self._hosts = hosts or Hosts()
        self._uploads = uploads
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        prefix = self._hosts.root.prefix
        bare = prefix != "" and scope["path"] == prefix
        scope = self._within(scope)
        headers = Headers(scope=scope)
        guarded = _with_headers(send, scope["path"])
        if refusal := self._hosts.refusal(scope["method"], scope["path"], headers):
            await PlainTextResponse(refusal, 403)(scope, receive, guarded)
        elif bare:  # what the page loads is named as seen from the folder that it is in
            await RedirectResponse(f"{prefix}/", 307)(scope, receive, guarded)
        elif not self._is_open(scope):
            await PlainTextResponse("this page has nothing to give or take here", 403)(scope, receive, guarded)
        elif _length(headers) > MOST_BYTES and not self._is_upload(scope):
            await PlainTextResponse("this is too long", 413)(scope, receive, guarded)
        else:
            limited = receive if self._is_upload(scope) else _limited(receive)
            if scope["path"] == "/":
                await self._start_page(scope, limited, guarded)
            else:
                await self._app(scope, limited, guarded)

    def _within(self, scope: Scope) -> Scope:
        """The connection as the application sees it: without a proxy's prefix and what only a proxy may say."""
        path, prefix = scope["path"], self._hosts.root.prefix
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            path = path[len(prefix) :] or "/"
        if (plain := path.removesuffix("/")) in self._beside:
            path = plain
        headers = [(name, value) for name, value in scope["headers"] if name not in _DROPPED]
        return {**scope, "path": path, "raw_path": path.encode(), "headers": headers}

    def _is_open(self, scope: Scope) -> bool:
        path: str = scope["path"]
        return path in self._beside or is_open(scope["method"], path, uploads=self._uploads)

    def _is_upload(self, scope: Scope) -> bool:
        """Gradio itself counts what comes in as a file."""
        return self._uploads and scope["method"] == "POST" and scope["path"] == "/gradio_api/upload"

    async def _start_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the start page, rewritten; it is small, so it is held back until whole."""
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                page = without_outside_links(body.decode()).encode()
                MutableHeaders(scope=start)["content-length"] = str(len(page))
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self._app({**scope, "headers": plain}, receive, collect)


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else MOST_BYTES + 1


def _limited(receive: Receive) -> Receive:
    """Break off a body that is longer than its header says or that has none, as if the sender had hung up."""
    left = MOST_BYTES

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return receiving


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if message["status"] == 200 and _HASHED.fullmatch(path):
                headers["Cache-Control"] = "public, max-age=31536000, immutable"
        await send(message)

    return sending
