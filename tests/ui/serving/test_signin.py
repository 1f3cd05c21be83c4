from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from ui.serving.accounts import Accounts, add_person
from ui.serving.signin import COOKIE, PERSON, SignIn

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

RIGHT = {"username": "anna", "password": "correct horse"}
WRONG = {"username": "anna", "password": "wrong horse"}
BROWSER = {"Accept": "text/html,*/*"}


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(f"for {scope[PERSON]}")(scope, receive, send)


def client(app: SignIn, **options: str) -> TestClient:
    return TestClient(app, base_url=options.get("at", "http://localhost"), follow_redirects=False)


@pytest.fixture
def app(tmp_path: Path) -> SignIn:
    add_person(tmp_path / "people", "anna", RIGHT["password"])
    return SignIn(who, Accounts(tmp_path / "people"))


@pytest.fixture
def visitor(app: SignIn) -> TestClient:
    return client(app)


@pytest.mark.parametrize("path", ["/", "/config", "/assets/x.js", "/favicon.ico", "/mcp", "/gradio_api/info"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nothing_without_signing_in(visitor: TestClient, method: str, path: str) -> None:
    refused = visitor.request(method, path)
    assert (refused.status_code, refused.text) == (401, "sign in first")
    assert refused.headers["www-authenticate"] == 'Basic realm="Whosays", charset="UTF-8"'
    assert refused.headers["cache-control"] == "no-store"


def test_a_browser_is_led_to_the_form(visitor: TestClient) -> None:
    led = visitor.get("/", headers=BROWSER)
    assert (led.status_code, led.headers["location"]) == (303, "/login")
    form = visitor.get("/login", headers=BROWSER)
    assert form.status_code == 200
    assert 'action="/login"' in form.text
    # What a page fetches by itself must not open the browser's own dialog.
    fetched = visitor.get("/config", headers={"Sec-Fetch-Mode": "cors"})
    assert (fetched.status_code, fetched.headers["www-authenticate"]) == (401, "Form")


def test_signing_in_and_out(visitor: TestClient) -> None:
    entered = visitor.post("/login", data=RIGHT, headers=BROWSER)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert visitor.get("/config").text == "for anna"
    assert visitor.get("/login").headers["location"] == "/"

    token = visitor.cookies[COOKIE]
    assert visitor.post("/logout").headers["location"] == "/login"
    assert visitor.get("/config").status_code == 401
    visitor.cookies.set(COOKIE, token)
    assert visitor.get("/config").status_code == 401


def test_a_link_cannot_sign_anybody_out(visitor: TestClient) -> None:
    visitor.post("/login", data=RIGHT)
    visitor.get("/logout")
    assert visitor.get("/config").text == "for anna"


def test_programs_post_the_form_too(visitor: TestClient) -> None:
    assert visitor.post("/login", data=WRONG).status_code == 401
    assert visitor.post("/login", data=RIGHT).json() == {"success": True}
    assert visitor.get("/config").text == "for anna"


def test_programs_send_name_and_password(visitor: TestClient) -> None:
    assert visitor.get("/config", auth=("anna", RIGHT["password"])).text == "for anna"
    wrong = visitor.get("/config", auth=("anna", "wrong horse"))
    assert (wrong.status_code, wrong.text) == (401, "Name or password is wrong.")
    for header in ("Basic", "Basic !!!", "Basic YW5uYQ==", "Basic /w==", "Bearer x"):
        assert visitor.get("/config", headers={"Authorization": header}).status_code in {400, 401}


@pytest.mark.parametrize("cookie", ["", "x", f"{COOKIE}=", f"{COOKIE}=x; {COOKIE}=y", f'{COOKIE}="', "\x01=;;=\\"])
def test_odd_cookies(visitor: TestClient, cookie: str) -> None:
    assert visitor.get("/config", headers={"Cookie": cookie}).status_code == 401


def test_wrong_passwords_are_slowed_down(visitor: TestClient) -> None:
    for _ in range(5):
        assert visitor.post("/login", data=WRONG).status_code == 401
    late = visitor.post("/login", data=RIGHT)
    assert (late.status_code, late.headers["retry-after"]) == (429, "1")
    assert late.text == "too many wrong passwords; try again in 1 s"
    assert visitor.get("/config", auth=("anna", RIGHT["password"])).status_code == 429
    form = visitor.post("/login", data=WRONG, headers=BROWSER)
    assert form.status_code == 429
    assert "Try again in 1 s." in form.text


def test_what_was_typed_is_escaped(visitor: TestClient) -> None:
    name = '"><script>alert(1)</script>'
    form = visitor.post("/login", data={"username": name, "password": "x"}, headers=BROWSER)
    assert form.status_code == 401
    assert "Name or password is wrong." in form.text
    assert "<script>" not in form.text


def test_odd_forms(visitor: TestClient) -> None:
    assert visitor.post("/login").status_code == 401
    assert visitor.post("/login", content=b"\xff\xfe&=&=").status_code == 401
    assert visitor.post("/login", content=b"x" * 9000).status_code == 413
    assert visitor.post("/login", content=b"a=b&" * 20).status_code == 413


def test_behind_a_proxy(tmp_path: Path) -> None:
    add_person(tmp_path / "people", "anna", RIGHT["password"])
    app = SignIn(who, Accounts(tmp_path / "people"), prefix="/docs")
    visitor = client(app, at="https://docs.example.org")
    assert visitor.get("/", headers=BROWSER).headers["location"] == "/docs/login"
    assert 'action="/docs/login"' in visitor.get("/login").text
    entered = visitor.post("/login", data=RIGHT, headers=BROWSER)
    assert entered.headers["location"] == "/docs/"
    parts = {part.strip().lower() for part in entered.headers["set-cookie"].split(";")}
    assert {"path=/docs/", "secure"} <= parts
