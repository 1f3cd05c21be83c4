"""What is served beside the page, under a path of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from starlette.routing import BaseRoute

__all__ = ["Beside"]


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of the served application that is not Gradio's; the guard and the sign-in stand before it too.

    Attributes:
        path: Where it is, without a slash at its end.
        route: Serves that path.
        lifespan: What has to run as long as it is served.
    """

    path: str
    route: BaseRoute
    lifespan: Callable[[Any], AbstractAsyncContextManager[None]]
