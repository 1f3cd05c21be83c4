"""A server that speaks OpenAI's protocol on 127.0.0.1 and does what a test tells it, failures included."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Reply", "ScriptedServer", "says", "sentence", "written"]


@dataclass
class Reply:
    """What the server does with one call.

    Attributes:
        status: Of the response; anything but 200 sends ``error`` as JSON.
        headers: More headers.
        pieces: The text, piece by piece, as server-sent events.
        error: The message of a refusal.
        code: Its code, as OpenAI gives them.
        before: Seconds of silence before anything is sent.
        between: Seconds of silence between pieces.
        cut: Whether the connection ends after the pieces, without an end of the answer.
        raw: Lines sent as they are in place of events.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Iterator[str] | list[str] = field(default_factory=list)
    error: str = ""
    code: str | None = None
    before: float = 0
    between: float = 0
    cut: bool = False
    raw: list[str] | None = None


def says(text: str, size: int = 7) -> Reply:
    """A reply that says a text, a few characters at a time."""
    return Reply(pieces=[text[i : i + size] for i in range(0, len(text), size)])


def sentence(text: str, *cites: tuple[int, str]) -> dict[str, Any]:
    """A sentence as the model is asked to write it."""
    return {"citations": [{"passage": number, "quote": quote} for number, quote in cites], "text": text}


def written(*sentences: dict[str, Any], accounts: list[dict[str, Any]] | None = None, refusal: str = "") -> Reply:
    """A reply in the form that is asked for."""
    return says(json.dumps({"sentences": sentences, "accounts": accounts or [], "refusal": refusal}))


class ScriptedServer:
    """The server; use it in a ``with``.

    Args:
        script: From the body of a call to what is done with it. Given a list, one entry a call, the last for all
            calls that follow.

    ``calls`` lists the bodies of all chat calls, ``headers`` their headers.
    """

    def __init__(
        self, script: Callable[[dict[str, Any]], Reply] | list[Reply], models: tuple[str, ...] = ("m",)
    ) -> None:
        self.calls: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._script = script
        self.models = models
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def reply(self, call: dict[str, Any]) -> Reply:
        """What is done with a call."""
        if callable(self._script):
            return self._script(call)
        return self._script[min(len(self.calls), len(self._script)) - 1]

    @property
    def url(self) -> str:
        """The base of its addresses."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"

    def __init__(self, script: ScriptedServer, *arguments: Any) -> None:
        self._script = script
        super().__init__(*arguments)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        body = json.dumps({"object": "list", "data": [{"id": name, "object": "model"} for name in self._script.models]})
        self._send(200, body, {})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        call = json.loads(self.rfile.read(length))
        self._script.calls.append(call)
        self._script.headers.append({name.lower(): value for name, value in self.headers.items()})
        reply = self._script.reply(call)
        time.sleep(reply.before)
        if reply.status != 200:
            error = {"error": {"message": reply.error, "type": "invalid_request_error", "code": reply.code}}
            self._send(reply.status, json.dumps(error), reply.headers)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):
            self._stream(reply)

    def _stream(self, reply: Reply) -> None:
        if reply.raw is not None:
            for line in reply.raw:
                self._line(line)
            return
        for piece in reply.pieces:
            self._event({"content": piece}, None)
            time.sleep(reply.between)
        if not reply.cut:
            self._event({}, "stop")
            self._line("data: [DONE]")

    def _event(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
        self._line(f"data: {json.dumps(chunk)}")

    def _line(self, line: str) -> None:
        self.wfile.write(f"{line}\n\n".encode())
        self.wfile.flush()

    def _send(self, status: int, body: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body.encode())))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())
