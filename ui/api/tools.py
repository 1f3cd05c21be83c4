"""The four functions as tools of the Model Context Protocol, over its streamable HTTP transport (docs/programs.md).

The protocol's own package serves them. Gradio could serve its endpoints as tools too, but it calls itself over the
network to do so, at an address that it takes from the request, and asks for versions of other packages that are no
longer those in use.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

from rag.errors import MissingDependency, RagError
from rag.types import Answer, Audit, Hit
from ui.api.programs import Listed
from ui.serving.beside import Beside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from ui.api.programs import Programs

__all__ = ["PATH", "tools"]

PATH = "/mcp"
_RETURNS = {"answer": Answer, "search": list[Hit], "conflicts": Audit, "documents": list[Listed]}
_AT_ONCE = 2
_INSTRUCTIONS = (
    "Answers questions from one set of documents with exact quotes, and says where the documents disagree. Quote the "
    "citations word for word and name their source; where an answer is refused, the documents do not tell."
)


def tools(programs: Programs) -> Beside:
    """Serve the tools ``answer``, ``search``, ``conflicts`` and ``documents`` at :data:`PATH`.

    Args:
        programs: What they call. Nothing else is offered, and none of them changes anything.

    Raises:
        MissingDependency: The package ``mcp`` is not installed.
    """
    try:
        from mcp.server import MCPServer  # noqa: PLC0415  (an extra)
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415
        from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415
        from mcp.types import ToolAnnotations  # noqa: PLC0415
    except ImportError as error:
        raise MissingDependency("mcp", "mcp") from error
    from rag import program_version  # noqa: PLC0415  (only where tools are served)

    server = MCPServer("Whosays", instructions=_INSTRUCTIONS, version=program_version(), log_level="WARNING")
    slots = anyio.CapacityLimiter(_AT_ONCE)
    for name, returns in _RETURNS.items():
        method = getattr(programs, name)
        server.add_tool(
            _tool(method, returns, slots, ToolError),
            name=name,
            description=inspect.getdoc(method),
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
    # One request, one answer: no session of one caller could be taken over by another. Who may ask is the guard's.
    served = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    (route,) = served.routes
    return Beside(PATH, route, lifespan)


def _tool(
    method: Callable[..., Any], returns: Any, slots: anyio.CapacityLimiter, failed: type[Exception]
) -> Callable[..., Awaitable[Any]]:
    """The method, run beside the server's loop; its results are of type ``returns``, its errors ``failed``."""

    def whole(**arguments: Any) -> Any:
        try:
            result = method(**arguments)
            if isinstance(result, Iterator):
                *_, result = result
        except RagError as error:
            raise failed(str(error)) from error
        return result

    async def call(**arguments: Any) -> Any:
        return await anyio.to_thread.run_sync(partial(whole, **arguments), limiter=slots)

    described: Any = call
    described.__name__ = method.__name__
    described.__signature__ = inspect.signature(method, eval_str=True).replace(return_annotation=returns)
    described.__annotations__ = {"return": returns}
    return call
