"""Gradio's routes, each looked at: a new one has to be put on one of these lists before the tests pass."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from tests.ui.conftest import ROOT
from ui.serving.routes import is_open

OPEN = """
    GET / HEAD / GET /config GET /theme.css GET /favicon.ico GET /robots.txt
    GET /assets/{path:path} GET /static/{path:path} GET /svelte/{path:path}
    GET /gradio_api/app_id GET /gradio_api/info GET /gradio_api/openapi.json GET /gradio_api/startup-events
    GET /gradio_api/theme.css GET /gradio_api/user
    POST /gradio_api/queue/join GET /gradio_api/queue/data GET /gradio_api/heartbeat/{session_hash}
    POST /gradio_api/call/{api_name} GET /gradio_api/call/{api_name}/{event_id}
    POST /gradio_api/call/v2/{api_name} GET /gradio_api/call/v2/{api_name}/{event_id}
    POST /gradio_api/run/{api_name} POST /gradio_api/cancel POST /gradio_api/reset POST /gradio_api/component_server
"""
WITH_UPLOADS = "POST /gradio_api/upload GET /gradio_api/upload_progress"
CLOSED = """
    GET /openapi.json HEAD /openapi.json POST /login GET /logout GET /pwa_icon GET /pwa_icon/{size} GET /manifest.json
    GET /monitoring GET /monitoring/summary GET /monitoring/{key}
    GET /gradio_api/deep_link GET /gradio_api/login_check GET /gradio_api/token GET /gradio_api/dev/reload
    GET /gradio_api/runs GET /gradio_api/custom_component/{id}/{environment}/{type}/{file_name}
    GET /gradio_api/proxy={url_path:path} HEAD /gradio_api/proxy={url_path:path}
    GET /gradio_api/file={path_or_url:path} HEAD /gradio_api/file={path_or_url:path} GET /gradio_api/file/{path:path}
    POST /gradio_api/stream/{event_id} POST /gradio_api/stream/{event_id}/close
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file
    POST /gradio_api/api/{api_name} GET /gradio_api/queue/status
    POST /gradio_api/process_recording POST /gradio_api/vibe-edit POST /gradio_api/undo-vibe-edit
    GET /gradio_api/vibe-code POST /gradio_api/vibe-code POST /gradio_api/vibe-starter-queries
"""


def listed(text: str) -> set[tuple[str, str]]:
    words = text.split()
    return set(zip(words[::2], words[1::2], strict=True))


def opened(method: str, path: str, *, uploads: bool) -> bool:
    return is_open(method, re.sub(r"\{[^}]*\}", "x1", path), uploads=uploads)


def test_every_route_was_looked_at() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.ui.serving.listing"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    routes = {(method, path.rstrip("/") or "/") for method, path in json.loads(said.stdout.splitlines()[-1])}
    assert routes == listed(OPEN) | listed(WITH_UPLOADS) | listed(CLOSED)
    assert {route for route in routes if opened(*route, uploads=False)} == listed(OPEN)
    assert {route for route in routes if opened(*route, uploads=True)} == listed(OPEN) | listed(WITH_UPLOADS)
