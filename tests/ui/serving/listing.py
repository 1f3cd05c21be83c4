"""Print the routes of Gradio, as JSON, in a process of its own: ``python -m tests.ui.serving.listing``."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

__all__: list[str] = []


def below(routes: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Every method and path, parameters as Gradio names them."""
    found: list[tuple[str, str]] = []
    for route in routes:
        path = prefix + getattr(route, "path", "")
        if isinstance(route, Mount):
            found += below(route.routes, path)
        elif (within := getattr(route, "original_router", None)) is not None:
            found += below(within.routes, prefix + route.include_context.prefix)
        else:
            found += [(method, path) for method in sorted(route.methods)]
    return found


if __name__ == "__main__":
    with gr.Blocks() as page:
        pass
    mounted = gr.mount_gradio_app(FastAPI(openapi_url=None), page, path="/", run_history=False)
    print(json.dumps(below(mounted.routes)))
