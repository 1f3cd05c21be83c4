"""The four functions as named endpoints of the page, for gradio_client or plain HTTP (docs/programs.md)."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import gradio as gr
from gradio.events import api
from pydantic import BaseModel

from rag.errors import RagError
from rag.types import Answer, Audit, Hit
from ui.api.programs import Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.api.programs import Programs

__all__ = ["add_endpoints"]

# Apart from the questions of the page: programs wait for programs, and people do not wait for them.
_LIMITS: dict[str, dict[str, Any]] = {
    "answer": {"concurrency_limit": 2, "concurrency_id": "programs"},
    "search": {"concurrency_limit": 2, "concurrency_id": "programs"},
    "conflicts": {"concurrency_limit": 1, "concurrency_id": "audits"},
    "documents": {"concurrency_limit": 2, "concurrency_id": "lists"},
}
_RETURNS = {"answer": Answer, "search": list[Hit], "conflicts": Audit, "documents": list[Listed]}
_DEFECT = "the program failed in a way it was not prepared for; where it was started, it says more"


def add_endpoints(page: gr.Blocks, programs: Programs) -> None:
    """Give the page the endpoints ``/answer``, ``/search``, ``/conflicts`` and ``/documents``.

    Args:
        page: The page; its context is open.
        programs: What they call.
    """
    for name, limits in _LIMITS.items():
        method: Callable[..., Any] = getattr(programs, name)
        api(_told(method, _RETURNS[name]), api_name=name, api_description=_description(method), **limits)
        # Gradio names the parameters of its documentation "1st", "2nd", …: say what they are instead.
        added = page.fns[max(page.fns)]
        hints = get_type_hints(method, include_extras=True)
        for component, parameter in zip(added.inputs, inspect.signature(method).parameters, strict=True):
            setattr(component, "label", get_args(hints[parameter])[1].description)  # noqa: B010
        for component in added.outputs:
            setattr(component, "label", "result")  # noqa: B010


def _told(method: Callable[..., Any], returns: Any) -> Callable[..., Any]:
    """The method with JSON for its results, and with its errors as messages: others stay where the program runs."""
    signature = inspect.signature(method)

    def named(arguments: tuple[Any, ...]) -> dict[str, Any]:
        """Gradio hands them over in their order; by their names, what is wrong with one can be told."""
        return dict(zip(signature.parameters, arguments, strict=True))

    def errors(error: Exception) -> gr.Error:
        if isinstance(error, RagError):
            return gr.Error(str(error), print_exception=False)
        return gr.Error(_DEFECT)

    @wraps(method)
    def once(*args: Any) -> Any:
        try:
            return _json(method(**named(args)))
        except Exception as error:
            raise errors(error) from error

    @wraps(method)
    def bit_by_bit(*args: Any) -> Iterator[Any]:
        try:
            for part in method(**named(args)):
                yield _json(part)
        except Exception as error:
            raise errors(error) from error

    told: Any = bit_by_bit if returns is Answer else once
    # Gradio reads these: the types of the parameters, and that of the JSON which comes back.
    hints = get_type_hints(method)
    told.__annotations__ = {name: hints[name] for name in signature.parameters} | {"return": returns}
    told.__signature__ = signature.replace(return_annotation=returns)
    del told.__wrapped__
    return told  # type: ignore[no-any-return]


def _json(result: Any) -> Any:
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json")
    return [part.model_dump(mode="json") for part in result]


def _description(method: Callable[..., Any]) -> str:
    return " ".join((inspect.getdoc(method) or "").split())
