from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from ui.serving.guard import CONTENT_SECURITY_POLICY, MOST_BYTES, Guard, without_outside_links
from ui.serving.hosts import Hosts, Root

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

PAGE = (
    '<head><meta charset="utf-8"><meta property="og:image"\n content="https://example.org/x.jpg" />'
    '<meta name="twitter:card" content="y"/><link rel="manifest" href="/manifest.json" /></head>'
)
CLEAN = '<head><meta charset="utf-8"></head>'


class Served:
    """Asks a guarded application for one path and keeps what comes back."""

    def __init__(
        self,
        path: str,
        headers: dict[str, str] | None = None,
        *,
        method: str = "GET",
        body: tuple[bytes, ...] = (b"",),
        hosts: Hosts | None = None,
        uploads: bool = False,
        beside: tuple[str, ...] = (),
    ) -> None:
        self.seen: list[Scope] = []
        self.read = bytearray()
        self.messages: list[Any] = []
        self._body = list(body)
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "headers": [
                (name.lower().encode(), value.encode())
                for name, value in {"Host": "localhost", **(headers or {})}.items()
            ],
        }
        guard = Guard(self._app, hosts, uploads=uploads, beside=beside)
        asyncio.run(guard(scope, self._receive, self._send))
        self.status = self.messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in self.messages[1:]).decode()

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append(scope)
        while (message := await receive())["type"] == "http.request":
            self.read.extend(message["body"])
            if not message["more_body"]:
                break
        headers = [(b"content-length", str(len(PAGE)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:30].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[30:].encode()})

    async def _receive(self) -> Any:
        return {"type": "http.request", "body": self._body.pop(0), "more_body": bool(self._body)}

    async def _send(self, message: Any) -> None:
        self.messages.append(message)


def test_what_is_refused_never_arrives() -> None:
    served = Served("/config", {"Host": "example.org"})
    assert served.status == 403
    assert served.body.startswith("this page answers to 127.0.0.1 and localhost only")
    assert served.seen == []
    assert served.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_closed_routes_never_arrive() -> None:
    served = Served("/gradio_api/file=/etc/passwd")
    assert (served.status, served.body, served.seen) == (403, "this page has nothing to give or take here", [])


def test_routes_beside_the_page_are_open_where_they_are_told() -> None:
    assert Served("/mcp", method="DELETE").status == 403
    for path in ("/mcp", "/mcp/"):
        assert Served(path, method="DELETE", beside=("/mcp",)).seen[0]["path"] == "/mcp"
    assert Served("/mcp/x", beside=("/mcp",)).status == 403


def test_files_are_taken_only_where_that_is_told() -> None:
    assert Served("/gradio_api/upload", method="POST").status == 403
    assert Served("/gradio_api/upload", method="POST", uploads=True).status == 200


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1), "-1", "1e3", "²"])
def test_long_bodies_are_refused_by_their_header(length: str) -> None:
    served = Served("/gradio_api/queue/join", {"Content-Length": length}, method="POST")
    assert (served.status, served.seen) == (413, [])


def test_long_bodies_without_a_length_are_cut_off() -> None:
    part = b"x" * (MOST_BYTES // 2)
    assert len(Served("/gradio_api/queue/join", method="POST", body=(part, part)).read) == MOST_BYTES
    assert len(Served("/gradio_api/queue/join", method="POST", body=(part, part, b"x", part)).read) == MOST_BYTES
    uploaded = Served("/gradio_api/upload", method="POST", body=(part, part, b"x"), uploads=True)
    assert len(uploaded.read) == MOST_BYTES + 1


@pytest.mark.parametrize(
    ("asked", "arrives"),
    [("/docs/config", "/config"), ("/docs/", "/"), ("/docs/docs/", "/docs/"), ("/config", "/config")],
)
def test_the_prefix_of_a_proxy_is_taken_off(asked: str, arrives: str) -> None:
    served = Served(asked, hosts=Hosts(root=Root("/docs")), beside=("/docs",))
    assert [scope["path"] for scope in served.seen] == [arrives.removesuffix("/") or "/"]


def test_the_page_is_in_its_folder() -> None:
    served = Served("/docs", hosts=Hosts(root=Root("/docs")))
    assert (served.status, served.headers["location"], served.seen) == (307, "/docs/", [])


def test_a_prefix_opens_no_closed_route() -> None:
    assert Served("/docs/gradio_api/file=x", hosts=Hosts(root=Root("/docs"))).status == 403
    assert Served("/docsconfig", hosts=Hosts(root=Root("/docs"))).status == 403


def test_where_the_page_is_is_not_taken_from_the_request() -> None:
    told = {"X-Forwarded-Host": "example.org", "X-Forwarded-Prefix": "/x", "Forwarded": "host=example.org"}
    assert Served("/config", told).seen[0]["headers"] == [(b"host", b"localhost")]


def test_every_answer_carries_the_policy() -> None:
    for path in ("/", "/config"):
        headers = Served(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_only_assets_named_after_what_is_in_them_are_kept() -> None:
    kept = Served("/assets/index-BQ7xGd2k.js").headers
    assert kept["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/config", "/theme.css", "/static/img/logo.svg"):
        assert "cache-control" not in Served(path).headers


def test_start_page_is_rewritten_whole_and_uncompressed() -> None:
    served = Served("/", {"Accept-Encoding": "gzip"})
    assert served.body == CLEAN
    assert served.headers["content-length"] == str(len(CLEAN))
    assert served.seen[0]["headers"] == [(b"host", b"localhost")]


def test_other_paths_pass_unchanged() -> None:
    served = Served("/config", {"Accept-Encoding": "gzip"})
    assert served.body == PAGE
    assert served.seen[0]["headers"] == [(b"host", b"localhost"), (b"accept-encoding", b"gzip")]


def test_web_sockets_are_closed() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Guard(None)({"type": "websocket"}, None, send))  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_without_outside_links() -> None:
    assert without_outside_links(PAGE) == CLEAN
