"""Signing in: nothing of the page, its API, its tools or its files is served to anybody else.

Browsers sign in at ``/login`` with a form and hold a session cookie; programs send HTTP Basic (RFC 7617) with each
request, or post the same form (gradio_client's ``auth=`` does) and send the cookie back.
"""

from __future__ import annotations

import base64
import binascii
import math
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from ui.serving.sessions import Sessions, Throttle
from ui.theme import COLOURS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ui.serving.accounts import Accounts

__all__ = ["COOKIE", "PERSON", "SignIn"]

#: Where the name of who is signed in stands in an ASGI scope.
PERSON = "whosays.person"
COOKIE = "whosays-session"
_WRONG = "Name or password is wrong."
_MOST_FORM = 8192
_MOST_FIELDS = 10


class SignIn:
    """ASGI middleware: passes on requests of people who are signed in, with :data:`PERSON` in their scope.

    Args:
        app: What is behind it.
        accounts: Who may sign in.
        prefix: The path under which a proxy serves the page: "" or "/…".
    """

    def __init__(self, app: ASGIApp, accounts: Accounts, *, prefix: str = "") -> None:
        self._app = app
        self._accounts = accounts
        self._prefix = prefix
        self._sessions = Sessions(accounts)
        self._throttle = Throttle()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        if path == "/login":
            response = await self._login(scope, receive)
        elif path == "/logout" and scope["method"] == "POST":
            response = self._logout(scope)
        else:
            person, refusal = await self._person(scope)
            if person is not None:
                await self._app({**scope, PERSON: person}, receive, send)
                return
            response = refusal or self._ask(scope)
        response.headers["Cache-Control"] = "no-store"
        await response(scope, receive, send)

    async def _person(self, scope: Scope) -> tuple[str | None, Response | None]:
        """Who asks, or what to refuse with where a name and a password were given and are wrong."""
        headers = Headers(scope=scope)
        scheme, _, coded = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return self._sessions.person(_token(headers)), None
        try:
            name, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            colon = ""
        if not colon:
            return None, PlainTextResponse("the Authorization header is not of the form Basic name:password", 400)
        if known := self._sessions.proved(name, password):
            return known, None
        wait = await self._check(scope, name, password)
        if wait is None:
            self._sessions.remember(name, password)
            return name, None
        return None, _later(wait) if wait else PlainTextResponse(_WRONG, 401, {"WWW-Authenticate": _challenge(headers)})

    async def _check(self, scope: Scope, name: str, password: str) -> float | None:
        """None where the password is right, 0 where it is wrong, else the seconds until it may be tried."""
        address = (scope.get("client") or ("",))[0]
        if wait := self._throttle.wait(address, name):
            return wait
        self._throttle.tries(address, name)
        if not await run_in_threadpool(self._accounts.check, name, password):
            return 0.0
        self._throttle.right(address, name)
        return None

    async def _login(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] != "POST":
            known = self._sessions.person(_token(Headers(scope=scope)))
            return RedirectResponse(self._home, 303) if known else self._form()
        fields = await _fields(receive)
        if fields is None:
            return PlainTextResponse("this is no name and password", 413)
        name, password = fields.get("username", [""])[0].strip(), fields.get("password", [""])[0]
        asked_by_page = "text/html" in Headers(scope=scope).get("accept", "")
        wait = await self._check(scope, name, password)
        token = self._sessions.begin(name) if wait is None else None
        if token is not None:
            done: Response = RedirectResponse(self._home, 303) if asked_by_page else JSONResponse({"success": True})
            done.set_cookie(
                COOKIE, token, path=self._home, httponly=True, samesite="lax", secure=scope.get("scheme") == "https"
            )
            return done
        if not asked_by_page:
            return _later(wait) if wait else PlainTextResponse(_WRONG, 401, {"WWW-Authenticate": "Basic"})
        if wait:
            return self._form(f"{_WRONG} Try again in {math.ceil(wait)} s.", name, 429)
        return self._form(_WRONG, name, 401)

    def _logout(self, scope: Scope) -> Response:
        self._sessions.end(_token(Headers(scope=scope)))
        response = RedirectResponse(f"{self._prefix}/login", 303)
        response.delete_cookie(COOKIE, path=self._home, httponly=True, samesite="lax")
        return response

    def _ask(self, scope: Scope) -> Response:
        """What somebody gets who is not signed in: the form where a page was opened, a refusal elsewhere."""
        headers = Headers(scope=scope)
        if scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", ""):
            return RedirectResponse(f"{self._prefix}/login", 303)
        return PlainTextResponse("sign in first", 401, {"WWW-Authenticate": _challenge(headers)})

    def _form(self, problem: str = "", name: str = "", status: int = 200) -> Response:
        said = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in to Whosays</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="icon" href="data:,"><style>{_style()}</style></head><body><main><h1>Whosays</h1>{said}'
            f'<form method="post" action="{escape(self._prefix)}/login">'
            f'<label>Name<input name="username" autocomplete="username" required value="{escape(name)}"'
            f"{'' if name else ' autofocus'}></label>"
            '<label>Password<input name="password" type="password" autocomplete="current-password" required'
            f"{' autofocus' if name else ''}></label><button>Sign in</button></form></main></body></html>"
        )
        return HTMLResponse(page, status)

    @property
    def _home(self) -> str:
        return f"{self._prefix}/"


async def _fields(receive: Receive) -> dict[str, list[str]] | None:
    """What a form holds; None where it is too long, or has too many fields, to be a name and a password."""
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if len(body) > _MOST_FORM:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            break
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None


def _later(wait: float) -> Response:
    seconds = math.ceil(wait)
    text = f"too many wrong passwords; try again in {seconds} s"
    return PlainTextResponse(text, 429, {"Retry-After": str(seconds)})


def _challenge(headers: Headers) -> str:
    """What to sign in with. A browser would open a dialog of its own over the page at the word Basic."""
    return "Form" if "sec-fetch-mode" in headers else 'Basic realm="Whosays", charset="UTF-8"'


def _token(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _style() -> str:
    light, dark = ("".join(f"--{name}:{pair[scheme]};" for name, pair in COLOURS.items()) for scheme in (0, 1))
    return (
        f":root{{color-scheme:light dark;{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
        "body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--ground);color:var(--text);"
        "font:16px/1.5 system-ui,sans-serif}main{width:min(20rem,calc(100vw - 4rem));padding:2rem;border-radius:12px;"
        "background:var(--surface);border:1px solid var(--line)}h1{margin:0 0 1rem;font-size:1.4rem}"
        "form,label{display:grid;gap:.35rem}form{gap:1rem}label{font-size:.9rem;color:var(--quiet)}"
        "input,button{font:inherit;padding:.6rem .75rem;border-radius:8px}"
        "input{color:var(--text);background:var(--surface);border:1px solid var(--quiet)}"
        "button{border:0;background:var(--accent);color:var(--on-accent);font-weight:600;cursor:pointer}"
        ":focus-visible{outline:2px solid var(--accent);outline-offset:2px}.problem{color:var(--problem)}"
    )
