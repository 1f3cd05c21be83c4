from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from rag.errors import MissingDependency
from rag.types import Answer
from tests.ui.api.site import Asked
from ui.api.programs import Programs
from ui.api.tools import PATH, tools

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def talk(address: str, how: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(f"{address}{PATH}") as client:
            return await how(client)

    return asyncio.run(run())


def test_four_tools_and_nothing_else(asked: str) -> None:
    async def listed(client: Client) -> Any:
        return (await client.list_tools()).tools

    found = {tool.name: tool for tool in talk(asked, listed)}
    assert set(found) == {"answer", "search", "conflicts", "documents"}
    for tool in found.values():
        assert tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.output_schema is not None
    schema = found["answer"].input_schema
    assert schema["required"] == ["question"]
    assert set(schema["properties"]) == {"question", "sources", "history", "written"}
    assert all(value["description"] for value in schema["properties"].values())
    assert found["search"].input_schema["properties"]["k"]["maximum"] == 100


def test_calls(asked: str) -> None:
    async def called(client: Client) -> Any:
        return (
            await client.call_tool("answer", {"question": "How many?", "sources": ["a.txt"], "history": ["Who?"]}),
            await client.call_tool("search", {"query": "boats", "k": 1}),
            await client.call_tool("conflicts", {}),
            await client.call_tool("documents", {}),
        )

    told, found, audit, listed = talk(asked, called)
    answer = Answer.model_validate_json(told.content[0].text)
    assert answer == Answer.model_validate(told.structured_content)
    assert answer.short == "Four"
    assert answer.searched_for == "How many? after ['Who? = Four']"
    assert found.structured_content["result"][0]["matched_terms"] == ["boats"]
    assert audit.structured_content["files"] == 2
    assert [document["source"] for document in listed.structured_content["result"]] == ["a.txt", "b <b>.txt"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("answer", {"question": "broken"}, "the model <did> not answer; try again"),
        ("answer", {"question": "x", "sources": ["/etc/passwd"]}, "not in the index: /etc/passwd"),
        ("answer", {"question": ""}, "question"),
        ("search", {"query": "x", "k": 0}, "k"),
        ("view", {"link": "#quote/0-1-00000000/a.txt"}, "view"),
        ("answer", {"question": "a defect"}, "Error executing tool answer"),
    ],
)
def test_errors_say_what_is_wrong(asked: str, name: str, arguments: dict[str, Any], said: str) -> None:
    async def called(client: Client) -> str:
        try:
            result = await client.call_tool(name, arguments)
        except MCPError as error:
            return str(error)
        assert result.is_error
        return str(result.content[0])

    told = talk(asked, called)
    assert said in told
    assert "secret words" not in told


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(MissingDependency, match=r"pip install 'whosays\[mcp\]'"):
        tools(Programs(Asked()))
