from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from ui.serving.guard import CONTENT_SECURITY_POLICY, Guard, without_outside_links

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

PAGE = (
    '<head><meta charset="utf-8"><meta property="og:image"\n content="https://example.org/x.jpg" />'
    '<meta name="twitter:card" content="y"/><link rel="manifest" href="/manifest.json" /></head>'
)
CLEAN = '<head><meta charset="utf-8"></head>'


class Served:
    """Asks a guarded application for one path and keeps what comes back."""

    def __init__(self, path: str, headers: dict[str, str], *, any_host: bool = False) -> None:
        self.seen: list[Scope] = []
        self.messages: list[Any] = []
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        asyncio.run(Guard(self._app, any_host=any_host)(scope, self._receive, self._send))
        self.status = self.messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in self.messages[1:]).decode()

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append(scope)
        headers = [(b"content-length", str(len(PAGE)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:30].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[30:].encode()})

    async def _receive(self) -> Any:
        return {"type": "http.request"}

    async def _send(self, message: Any) -> None:
        self.messages.append(message)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert Served("/x", {"Host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:7860", "127.0.0.1.example.org", "localhost@example.org", ""]
)
def test_other_names_are_refused(host: str) -> None:
    served = Served("/x", {"Host": host})
    assert (served.status, served.body) == (403, "this page answers to 127.0.0.1 and localhost only")
    assert served.seen == []


def test_any_name_is_answered_where_the_page_is_public() -> None:
    assert Served("/x", {"Host": "example.org"}, any_host=True).status == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://localhost:7860", 200), ("http://localhost:80", 403), ("http://example.org", 403), ("null", 403)],
)
def test_only_the_page_itself_may_ask(origin: str, status: int) -> None:
    assert Served("/x", {"Host": "localhost:7860", "Origin": origin}).status == status


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/proxy=http://x"])
def test_nothing_is_uploaded_or_fetched(path: str) -> None:
    assert Served(path, {"Host": "localhost"}).status == 403


def test_every_answer_carries_the_policy() -> None:
    for path in ("/", "/x"):
        headers = Served(path, {"Host": "localhost"}).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"


def test_start_page_is_rewritten_whole_and_uncompressed() -> None:
    served = Served("/", {"Host": "localhost", "Accept-Encoding": "gzip"})
    assert served.body == CLEAN
    assert served.headers["content-length"] == str(len(CLEAN))
    assert served.seen[0]["headers"] == [(b"host", b"localhost")]


def test_other_paths_pass_unchanged() -> None:
    served = Served("/x", {"Host": "localhost", "Accept-Encoding": "gzip"})
    assert served.body == PAGE
    assert served.seen[0]["headers"] == [(b"host", b"localhost"), (b"accept-encoding", b"gzip")]


def test_without_outside_links() -> None:
    assert without_outside_links(PAGE) == CLEAN
