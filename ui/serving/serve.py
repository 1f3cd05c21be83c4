"""Serving the page: one application, one socket, nothing that Gradio would start on its own."""

from __future__ import annotations

import ipaddress
import logging
import socket
from importlib.resources import files
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI

from rag.errors import SettingsError
from ui.serving.guard import Guard
from ui.serving.hosts import LOOPBACK_NAMES, Hosts, Root
from ui.serving.signin import PERSON, SignIn
from ui.theme import page_css, page_theme

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.types import ASGIApp

    from ui.serving.accounts import Accounts
    from ui.serving.beside import Beside

__all__ = ["application", "bind", "is_loopback", "server"]

_HEAD = '<link rel="icon" type="image/svg+xml" href="favicon.ico"><meta name="color-scheme" content="light dark">'


# Events that wait; whoever comes later is told to try again, and nobody waits for long in vain.
_MOST_WAITING = 200


def application(
    page: gr.Blocks,
    *,
    any_host: bool = False,
    root: Root | None = None,
    accounts: Accounts | None = None,
    max_upload_mb: int = 0,
    tools: Beside | None = None,
) -> ASGIApp:
    """Wrap the page as an ASGI application with its theme, its style sheet and the guard.

    ``Blocks.launch`` is not used: it may open a tunnel, look for proxies, fetch a newer frontend and print.

    Args:
        page: What :func:`ui.app.build` returned.
        any_host: Whether to answer under any host name.
        root: Where a proxy serves it, if one does.
        accounts: Who may sign in; where None, nobody has to.
        max_upload_mb: Larger files (MiB) are not taken; with 0, none is.
        tools: What is served beside the page, for programs.
    """
    root = root or Root()
    favicon = files("ui").joinpath("static", "favicon.svg")
    page.queue(max_size=_MOST_WAITING, api_open=False)
    outer = FastAPI(openapi_url=None, lifespan=None if tools is None else tools.lifespan)
    if tools is not None:
        outer.router.routes.append(tools.route)
    app: ASGIApp = gr.mount_gradio_app(
        outer,
        page,
        path="/",
        root_path=root.address or None,
        auth_dependency=None if accounts is None else _person,
        theme=page_theme(),
        css=page_css(),
        head=_HEAD,
        favicon_path=str(favicon),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        max_file_size=max_upload_mb * 1024 * 1024,
    )
    beside = [] if tools is None else [tools.path]
    if accounts is not None:
        app = SignIn(app, accounts, prefix=root.prefix)
        beside += ["/login", "/logout"]
    return Guard(app, Hosts(any_host=any_host, root=root), uploads=max_upload_mb > 0, beside=beside)


def _person(request: Request) -> str | None:
    """Tell Gradio who asks: it hands the name to what handles events, as ``gr.Request.username``."""
    name = request.scope.get(PERSON)
    return name if isinstance(name, str) else None


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is loaded.

    Args:
        host: A name or address of this machine.
        port: 0 for any free port.

    Raises:
        SettingsError: The port is taken or not allowed, or the host is no address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError, UnicodeError) as error:
        raise SettingsError(f"cannot listen on {host}:{port}: no such address; use --host 127.0.0.1") from error
    taken = socket.socket(family, kind, protocol)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        taken.listen()
    except OSError as error:
        taken.close()
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"cannot listen on {host}:{port}: {reason}; choose another with --port") from error
    return taken


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach a page on this host."""
    name = host.removeprefix("[").removesuffix("]").lower()
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def server(app: ASGIApp) -> uvicorn.Server:
    """Make a server that logs warnings only; run it with ``server.run(sockets=[bind(host, port)])``."""
    return _Server(
        uvicorn.Config(app, log_level="warning", ws="none", server_header=False, timeout_graceful_shutdown=1)
    )


class _Server(uvicorn.Server):
    """A server that stops quietly: every open page holds a connection, and cutting those off is no error."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
