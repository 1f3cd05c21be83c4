from __future__ import annotations

import pytest

from ui.serving.routes import is_open


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/theme.css", "/favicon.ico", "/assets/index-BQ7xGd2k.js", "/static/fonts/A/B.woff2",
     "/gradio_api/info", "/gradio_api/queue/data", "/gradio_api/heartbeat/abc", "/gradio_api/call/answer/0a1b"],
)  # fmt: skip
def test_what_the_page_reads(path: str) -> None:
    assert is_open("GET", path)
    assert is_open("HEAD", path)
    assert not is_open("POST", path)
    assert not is_open("PUT", path)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/queue/join",
        "/gradio_api/cancel",
        "/gradio_api/component_server",
        "/gradio_api/call/answer",
        "/gradio_api/run/_stop",
    ],
)
def test_what_the_page_asks(path: str) -> None:
    assert is_open("POST", path)
    assert not is_open("GET", path)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "/assets/", "/assets/../config.py", "/assets/..", "/assets/a/../../b", "/static//etc/passwd",
     "/assets/.env", "/assets/a\\..\\b", "/assets/a\n", "/config\n", "/gradio_api/file=/etc/passwd",
     "/gradio_api/file/etc/passwd", "/gradio_api/proxy=http://example.org", "/gradio_api/deep_link",
     "/gradio_api/api/answer", "/gradio_api/custom_component/a/client/b/c.js",
     "/gradio_api/stream/a/b/1/playlist.m3u8", "/gradio_api/upload", "/gradio_api/upload_progress",
     "/gradio_api/process_recording", "/gradio_api/vibe-edit", "/gradio_api/token", "/gradio_api/runs",
     "/gradio_api/dev/reload", "/monitoring", "/monitoring/x", "/pwa_icon", "/manifest.json", "/docs", "/redoc",
     "/openapi.json", "/login", "/logout", "/mcp"],
)  # fmt: skip
def test_everything_else_is_closed(path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert not is_open(method, path)


def test_uploads() -> None:
    assert is_open("POST", "/gradio_api/upload", uploads=True)
    assert is_open("GET", "/gradio_api/upload_progress", uploads=True)
    assert not is_open("GET", "/gradio_api/upload", uploads=True)
    assert not is_open("POST", "/gradio_api/process_recording", uploads=True)
