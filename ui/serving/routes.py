"""Which of Gradio's routes are open. What is not named here is closed, in versions of Gradio to come as well.

Gradio serves much that this page has no use for: files by their path, a proxy, recordings, links that keep what a
session shows, a page of runs. Each would be one more thing that must hold. ``run`` is open: what the page does not
queue, such as a button that stops something, comes that way, and Gradio refuses there what it should queue.
"""

from __future__ import annotations

import re

__all__ = ["is_open"]

_API = "/gradio_api"
_NAME = r"[A-Za-z0-9_-]{1,128}"
# Folders of Gradio's own front end. Its server joins the rest safely; none of these names begins with a dot.
_ASSET = r"/(?:assets|static|svelte)(?:/(?!\.)[A-Za-z0-9_.@+-]+)+"

_READ = re.compile(
    rf"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|{_ASSET}"
    rf"|{_API}/(?:theme\.css|app_id/?|info/?|openapi\.json|startup-events|queue/data|heartbeat/{_NAME}|user/?)"
    rf"|{_API}/call/(?:v2/)?{_NAME}/{_NAME}"
)
_WRITE = re.compile(rf"{_API}/(?:queue/join|cancel|reset/?|component_server/?)|{_API}/(?:call|call/v2|run)/{_NAME}/?")
_UPLOAD = {"GET": f"{_API}/upload_progress", "POST": f"{_API}/upload"}


def is_open(method: str, path: str, *, uploads: bool = False) -> bool:
    """Whether a request may be passed on.

    Args:
        method: In capitals.
        path: Decoded, as in an ASGI scope.
        uploads: Whether the page takes files.
    """
    if method in {"GET", "HEAD"}:
        return _READ.fullmatch(path) is not None or (uploads and path == _UPLOAD["GET"])
    return method == "POST" and (_WRITE.fullmatch(path) is not None or (uploads and path == _UPLOAD["POST"]))
