"""The page as ``whosays-ui`` serves it, asked by somebody who means harm."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from base64 import b64encode
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError
from playwright.sync_api import expect

from rag import Settings, build_index
from tests.ui.conftest import ROOT, visiting
from ui.serving.accounts import add_person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.model

SECRET = "SECRET-" + secrets.token_hex(8)
FOUND = "Four boats call at Skarvik each day."
PASSWORD = "correct horse"
PATIENT: dict[str, Any] = {
    "verbose": False, "analytics_enabled": False, "download_files": False, "httpx_kwargs": {"timeout": 120}
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one file, and a file beside it that is none of anybody's business."""
    made = tmp_path_factory.mktemp("served")
    (made / "docs").mkdir()
    (made / "docs" / "ferry.txt").write_text(f"{FOUND}\nThe last one leaves at 21:40.\n")
    (made / "secret.txt").write_text(SECRET)
    add_person(made / "people", "anna", PASSWORD)
    build_index(settings=Settings(index=made / "index", documents=made / "docs"))
    return made


@contextmanager
def serving(log: Path, *flags: str) -> Iterator[str]:
    """Serve it; what it says goes to a file, since a pipe that nobody empties would hold it up."""
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "--port", "0", *flags], cwd=ROOT, stdout=said, stderr=said
        )
    try:
        while (found := re.search(r"(http://\S+) \(Ctrl", log.read_text())) is None:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
        yield found[1]
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def near(folder: Path) -> Iterator[str]:
    """A page that takes files, for whoever sits at this machine."""
    with serving(folder / "near.log", "--index", str(folder / "index")) as address:
        yield address


@pytest.fixture(scope="module")
def far(folder: Path) -> Iterator[str]:
    """A page that people sign in to, under a path, and that changes nothing."""
    flags = ["--index", str(folder / "index"), "--root-path", "/docs", "--mcp", "--read-only"]
    with serving(folder / "far.log", *flags, "--auth", str(folder / "people")) as address:
        yield address


def ask(
    address: str, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    """Ask with the path exactly as it is given, dots and all."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    coded = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **(headers or {})}
    try:
        connection.request(method, path, coded, sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        return response.status, text, {name.lower(): value for name, value in response.getheaders()}
    finally:
        connection.close()


def fire(address: str, number: int, data: list[Any], headers: dict[str, str] | None = None) -> str:
    """Trigger one event of the page in a session of its own; all that comes back."""
    session = secrets.token_hex(6)
    joined, said, _ = ask(
        address,
        "POST",
        "/gradio_api/queue/join",
        {"data": data, "fn_index": number, "session_hash": session, "trigger_id": None, "event_data": None},
        headers,
    )
    if joined != 200:
        return said
    request = urllib.request.Request(f"{address}/gradio_api/queue/data?session_hash={session}", headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=120) as stream:
            for line in stream:
                said += line.decode()
                if b"process_completed" in line or b"close_stream" in line or b"unexpected_error" in line:
                    break
    except TimeoutError:
        pytest.fail(f"event {number} says nothing when it is given {data}")
    return said


def forged(path: str) -> dict[str, Any]:
    return {"path": path, "orig_name": "x.txt", "url": f"/gradio_api/file={path}", "meta": {"_type": "gradio.FileData"}}


def test_no_path_leads_out(near: str, folder: Path) -> None:
    secret = str(folder / "secret.txt")
    up = "../" * 12
    for name in (secret, f"{up}{secret.lstrip('/')}", secret.replace("/", "%2f"), "pyproject.toml", "/etc/passwd"):
        for dots in (
            name,
            name.replace("..", "%2e%2e"),
            name.replace("..", "%252e%252e"),
            name.replace("../", "..%5c"),
        ):
            for route in (
                "/gradio_api/file=", "/gradio_api/file/", "/file=", "/assets/", "/static/", "/svelte/", "/assets/../",
                "/gradio_api/upload_progress?upload_id=", "/gradio_api/stream/", "/gradio_api/proxy=file://", "/",
                "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/custom_component/x/client/component/",
                "/gradio_api/call/answer/", "/?deep_link=", "/config?deep_link=", "//",
                "/gradio_api/heartbeat/../file=",
            ):  # fmt: skip
                if "upload_progress" in route and name != secret:
                    continue  # it waits for seconds
                status, text, _ = ask(near, "GET", f"{route}{dots}")
                assert SECRET not in text, (route, dots)
                assert "root:" not in text, (route, dots)
                assert "[build-system]" not in text, (route, dots)
                assert status in {200, 307, 403, 404, 422}, (route, dots, status)


def test_no_event_reads_a_forged_file(near: str, folder: Path) -> None:
    secret = str(folder / "secret.txt")
    _, text, _ = ask(near, "GET", "/config")
    config = json.loads(text)
    assert len(config["dependencies"]) > 10
    for dependency in config["dependencies"]:
        if not dependency["backend_fn"]:
            continue
        for value in (forged(secret), secret):
            assert SECRET not in fire(near, dependency["id"], [value] * len(dependency["inputs"])), dependency
    assert SECRET not in ask(near, "GET", "/gradio_api/info")[1]


def test_no_component_reads_a_path(near: str, folder: Path) -> None:
    secret = str(folder / "secret.txt")
    _, text, _ = ask(near, "GET", "/config")
    links = [
        secret,
        forged(secret),
        f"#quote/0-5-00000000/{secret.replace('/', '%2F')}",
        "#quote/0-5-00000000/..%2Fsecret.txt",
    ]
    offered = 0
    for component in json.loads(text)["components"]:
        known = component["props"].get("server_fns") or []
        offered += len(known)
        for name in {*known, "read", "view", "ls", "postprocess", "load", "__init__", "get_config"}:
            for link in links:
                body = {"data": link, "component_id": component["id"], "fn_name": name, "session_hash": "harm"}
                if name not in known and link != secret:
                    continue
                status, said, _ = ask(near, "POST", "/gradio_api/component_server", body)
                assert SECRET not in said, (component["type"], name)
                assert status == 404 or name in known, (component["type"], name, status)
    assert offered >= 1


def test_uploaded_names_lead_nowhere(near: str, folder: Path) -> None:
    before = {path for path in folder.rglob("*") if "index" not in path.parts and path.suffix != ".log"}
    for name in ("../../secret.txt", "/etc/x.txt", "..\\\\secret.txt", ".whosaysignore", "a\x00b.txt"):
        body = (
            f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\nmine\r\n--b--\r\n'
        ).encode()
        ask(near, "POST", "/gradio_api/upload", body, {"Content-Type": "multipart/form-data; boundary=b"})
    assert {path for path in folder.rglob("*") if "index" not in path.parts and path.suffix != ".log"} == before
    assert (folder / "secret.txt").read_text() == SECRET


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Host": "127.0.0.1.example.org:80"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_other_sites_are_refused(near: str, headers: dict[str, str]) -> None:
    asked = {"data": ["How many boats?"], "fn_index": 0, "session_hash": "x"}
    for method, path in (("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/call/answer"), ("GET", "/config")):
        assert ask(near, method, path, asked if method == "POST" else None, headers)[0] == 403
    upload = {**headers, "Content-Type": "multipart/form-data; boundary=b"}
    assert ask(near, "POST", "/gradio_api/upload", b"--b--", upload)[0] == 403
    _, _, answered = ask(
        near, "OPTIONS", "/gradio_api/queue/join", None, {**headers, "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in answered


def test_nothing_goes_past_the_queue(near: str) -> None:
    assert ask(near, "POST", "/gradio_api/run/answer", {"data": ["How many boats?", None, None, True]})[0] == 404


def test_real_answers_for_programs(near: str) -> None:
    client = Client(near, **PATIENT)
    try:
        answer = client.predict(question="How many boats call at Skarvik?", api_name="/answer")
        assert answer["citations"][0]["quote"] == FOUND
        assert client.predict(query="boats", k=1, api_name="/search")[0]["source"] == "ferry.txt"
        assert client.predict(api_name="/conflicts")["files"] == 1
        assert [document["source"] for document in client.predict(api_name="/documents")] == ["ferry.txt"]
    finally:
        client.close()


def test_nothing_without_signing_in(far: str) -> None:
    for prefix in ("", "/docs"):
        for method, path in (
            ("GET", "/"), ("GET", "/config"), ("GET", "/theme.css"), ("GET", "/favicon.ico"), ("GET", "/assets/x.js"),
            ("GET", "/gradio_api/info"), ("GET", "/gradio_api/queue/data?session_hash=x"), ("GET", "/gradio_api/user"),
            ("GET", "/gradio_api/heartbeat/x"), ("GET", "/gradio_api/app_id"), ("GET", "/gradio_api/startup-events"),
            ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/call/answer"), ("POST", "/gradio_api/cancel"),
            ("POST", "/gradio_api/component_server"), ("POST", "/gradio_api/reset"), ("POST", "/mcp"), ("GET", "/mcp"),
            ("DELETE", "/mcp/"), ("POST", "/gradio_api/upload"),
        ):  # fmt: skip
            status, text, _ = ask(far, method, prefix + path, {} if method == "POST" else None)
            assert status in {401, 403}, (prefix, path)
            assert "ferry" not in text


def test_programs_sign_in(far: str) -> None:
    with pytest.raises(AuthenticationError):
        Client(f"{far}/docs", auth=("anna", "wrong horse"), **PATIENT)
    client = Client(
        f"{far}/docs", auth=("anna", PASSWORD), verbose=False, analytics_enabled=False, download_files=False
    )
    try:
        answer = client.predict(question="How many boats call at Skarvik?", api_name="/answer")
        assert answer["citations"][0]["quote"] == FOUND
    finally:
        client.close()
    basic = {"Authorization": "Basic " + b64encode(f"anna:{PASSWORD}".encode()).decode()}
    status, text, _ = ask(far, "GET", "/docs/gradio_api/user", None, basic)
    assert (status, json.loads(text)) == (200, "anna")
    called = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "documents", "arguments": {}}}
    accept = {"Accept": "application/json, text/event-stream"}
    status, text, _ = ask(far, "POST", "/docs/mcp", called, {**basic, **accept})
    assert status == 200
    assert json.loads(text)["result"]["structuredContent"]["result"][0]["source"] == "ferry.txt"


def test_read_only_changes_nothing(far: str, folder: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".log"}

    before = state()
    basic = {"Authorization": "Basic " + b64encode(f"anna:{PASSWORD}".encode()).decode()}
    config = json.loads(ask(far, "GET", "/docs/config", None, basic)[1])
    for dependency in config["dependencies"]:
        if dependency["backend_fn"]:
            for value in ("How many boats call at Skarvik?", None, {"key": "x", "verdict": "not", "number": 0}):
                fire(far, dependency["id"], [value] * len(dependency["inputs"]), basic)
    assert ask(far, "POST", "/docs/gradio_api/upload", b"", basic)[0] == 403
    assert state() == before


@pytest.mark.browser
def test_people_sign_in(browser: Browser, far: str, folder: Path) -> None:
    with ExitStack() as stack:
        context = stack.enter_context(browser.new_context())
        page = context.new_page()
        page.goto(f"{far}/docs")
        page.get_by_label("Name").fill("anna")
        page.get_by_label("Password").fill("wrong horse")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.", use_inner_text=True)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#ws-question textarea")
        expect(page).to_have_url(f"{far}/docs/")
        page.get_by_text("Signed in as anna").wait_for()
        page.fill("#ws-question textarea", "How many boats call at Skarvik?")
        page.keyboard.press("Enter")
        page.get_by_text(FOUND).first.wait_for()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign in").wait_for()
        assert page.goto(f"{far}/docs/") is not None
        expect(page).to_have_url(f"{far}/docs/login")


@pytest.mark.browser
def test_nothing_outside_is_asked_for_on_any_page(browser: Browser, near: str) -> None:
    with visiting(browser, near, width=1280, height=900) as visit:
        tabs = visit.page.get_by_role("tab")
        tabs.nth(3).wait_for()
        for number in range(tabs.count()):
            tabs.nth(number).click()
            visit.page.locator("[role=tabpanel]:visible").first.wait_for()
            visit.settle()
            visit.page.wait_for_function(
                "() => performance.getEntriesByType('resource').every(entry => entry.responseEnd > 0)"
            )
