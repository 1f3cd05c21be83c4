from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from rag.types import Answer, Audit, Hit
from tests.ui.api.site import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def client(asked: str) -> Iterator[Client]:
    made = Client(asked, verbose=False, analytics_enabled=False, download_files=False, httpx_kwargs={"timeout": 120})
    yield made
    made.close()


def test_answer(client: Client) -> None:
    answer = Answer.model_validate(client.predict(question="How many?", api_name="/answer"))
    assert (answer.short, answer.generator) == ("Four", "some-model")
    assert TEXT[answer.citations[0].start : answer.citations[0].end] == answer.citations[0].quote


def test_answers_come_as_they_grow(client: Client) -> None:
    job = client.submit(question="How many?", sources=["a.txt"], history=["Who?"], written=False, api_name="/answer")
    told = [Answer.model_validate(part) for part in job]
    assert [answer.short for answer in told] == [None, "Four"]
    assert told[-1].searched_for == "How many? after ['Who? = Four']"
    assert told[-1].warnings == ("asked of ['a.txt']",)
    assert told[-1].generator == "extractive"


def test_search(client: Client) -> None:
    found = client.predict(query="boats", k=3, api_name="/search")
    assert [Hit.model_validate(hit).matched_terms for hit in found] == [("boats",)]


def test_conflicts(client: Client) -> None:
    assert Audit.model_validate(client.predict(api_name="/conflicts")) == Audit(files=2, statements=3, compared=1)


def test_documents(client: Client) -> None:
    assert [document["source"] for document in client.predict(api_name="/documents")] == ["a.txt", "b <b>.txt"]


@pytest.mark.parametrize(
    ("endpoint", "arguments", "said"),
    [
        ("/answer", {"question": ""}, "question: string should have at least 1 character"),
        ("/answer", {"question": "broken"}, "the model <did> not answer; try again"),
        (
            "/answer",
            {"question": "x", "sources": ["../x"]},
            "not in the index: ../x; the index holds: a.txt, b <b>.txt",
        ),
        ("/search", {"query": "x", "k": 1000}, "k: input should be less than or equal to 100"),
        ("/conflicts", {"sources": ["c.txt"]}, "not in the index: c.txt; the index holds: a.txt, b <b>.txt"),
        (
            "/answer",
            {"question": "a defect"},
            "the program failed in a way it was not prepared for; where it was started, it says more",
        ),
    ],
)
def test_errors_say_what_is_wrong(client: Client, endpoint: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(AppError) as error:
        client.predict(**arguments, api_name=endpoint)
    assert said in str(error.value)
    assert "secret words" not in str(error.value)


def test_plain_http(asked: str) -> None:
    body = json.dumps({"question": "How many?", "written": False}).encode()
    request = urllib.request.Request(f"{asked}/gradio_api/call/v2/answer", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{asked}/gradio_api/call/answer/{event}") as response:
        told = response.read().decode()
    assert told.count("event: generating") >= 1
    last = told.split("event: complete\ndata: ")[1].splitlines()[0]
    assert Answer.model_validate(json.loads(last)[0]).generator == "extractive"


def test_what_is_documented(asked: str) -> None:
    with urllib.request.urlopen(f"{asked}/gradio_api/info") as response:
        info = json.load(response)
    assert set(info["named_endpoints"]) == {"/answer", "/search", "/conflicts", "/documents"}
    assert info["unnamed_endpoints"] == {}
    asks = {
        parameter["parameter_name"]: (parameter["python_type"]["type"], parameter["parameter_has_default"])
        for parameter in info["named_endpoints"]["/answer"]["parameters"]
    }
    assert asks == {
        "question": ("str", False),
        "sources": ("None | list[str]", True),
        "history": ("None | list[str]", True),
        "written": ("bool", True),
    }
    for endpoint in info["named_endpoints"].values():
        assert endpoint["description"]
        assert all(len(parameter["label"]) > 8 for parameter in endpoint["parameters"])
    returned = info["named_endpoints"]["/answer"]["returns"][0]["type"]["properties"]
    assert set(returned) == set(Answer.model_fields)
