"""A model behind a server: every failure becomes an error that says what to do, and nothing is sent unasked."""

from __future__ import annotations

import itertools
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rag.answering.generators.generator import Message
from rag.answering.generators.server import ServerGenerator
from rag.errors import GeneratorError, MissingDependency
from tests.scripted_server import Reply, ScriptedServer, says

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("openai")
HELLO = [Message("user", "Hello?")]
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def asked(server: ScriptedServer, *, tokens: int = 100, **options: object) -> str:
    generator = ServerGenerator(server.url, "m", **{"retries": 0, **options})  # type: ignore[arg-type]
    try:
        return "".join(generator.stream(HELLO, tokens=tokens, schema=SCHEMA))
    finally:
        generator.close()


def test_text_comes_as_it_is_written() -> None:
    with ScriptedServer([says("One two three.")]) as server:
        assert asked(server) == "One two three."
    (call,) = server.calls
    assert call["model"] == "m"
    assert call["max_tokens"] == 100
    assert call["stream"] is True
    assert call["messages"] == [{"role": "user", "content": "Hello?"}]
    assert call["response_format"]["json_schema"]["schema"] == SCHEMA


def test_no_key_is_sent_unless_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "secret-of-another")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with ScriptedServer([says("Yes.")]) as server:
        asked(server)
        asked(server, key="my-key")
    assert "authorization" not in server.headers[0]
    assert server.headers[1]["authorization"] == "Bearer my-key"
    assert "secret-of-another" not in str(server.headers)


def test_a_server_on_this_machine_is_not_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with ScriptedServer([says("Yes.")]) as server:
        assert asked(server) == "Yes."


def test_a_redirect_is_not_followed() -> None:
    with ScriptedServer([says("Elsewhere.")]) as other:
        moved = Reply(status=307, headers={"Location": f"{other.url}/chat/completions"})
        with ScriptedServer([moved]) as server, pytest.raises(GeneratorError, match="307"):
            asked(server)
    assert not other.calls


@pytest.mark.parametrize(
    ("reply", "told", "retryable"),
    [
        (Reply(status=401, error="bad key"), "it wants a key; name the environment variable", False),
        (Reply(status=403, error="no"), "refused (403)", False),
        (Reply(status=404, error="no such model"), "does not know the model m", False),
        (Reply(status=429, error="slow down"), "has too many requests (429)", True),
        (Reply(status=500, error="oops"), "failed (500)", True),
        (Reply(status=503, error="loading"), "failed (503)", True),
        (Reply(status=400, error="what?"), "refused the call (400): ", False),
        (Reply(pieces=["Half a sen"], cut=True), "broke off", True),
        (Reply(raw=["data: {not json"]), "sent what cannot be read", True),
        (Reply(raw=['data: {"error": {"message": "out of memory"}}']), "out of memory", True),
        (Reply(before=1.5), "was silent for 0.5 seconds", True),
        (Reply(pieces=["One", "two"], between=1.5), "was silent for 0.5 seconds", True),
    ],
)
def test_each_failure_says_what_to_do(reply: Reply, told: str, retryable: bool) -> None:
    with ScriptedServer([reply]) as server, pytest.raises(GeneratorError) as caught:
        asked(server, wait=0.5)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.retryable is retryable
    assert not caught.value.overflow


def test_the_key_is_in_no_message() -> None:
    with ScriptedServer([Reply(status=401, error="bad")]) as server, pytest.raises(GeneratorError) as caught:
        asked(server, key="sk-very-secret")
    assert "sk-very-secret" not in str(caught.value)
    assert "did not accept the key" in str(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=400, error="This model's maximum context length is 4096 tokens.", code="context_length_exceeded"),
        Reply(status=400, error="request (9031 tokens) exceeds the available context size (4096 tokens)"),
        Reply(raw=['data: {"error": {"message": "the request exceeds the available context size"}}']),
    ],
)
def test_a_prompt_that_is_too_long_is_told_apart(reply: Reply) -> None:
    with ScriptedServer([reply]) as server, pytest.raises(GeneratorError) as caught:
        asked(server)
    assert caught.value.overflow
    assert not caught.value.retryable


def test_nobody_there() -> None:
    with ScriptedServer([says("Yes.")]) as server:
        url = server.url
    with (
        closing(ServerGenerator(url, "m", retries=0)) as generator,
        pytest.raises(GeneratorError, match=r"no language model can be reached at .*; start its server") as caught,
    ):
        list(generator.stream(HELLO, tokens=10))
    assert caught.value.retryable


def test_passing_failures_are_tried_again() -> None:
    busy = Reply(status=429, error="slow down", headers={"Retry-After": "0.2"})
    with ScriptedServer([busy, Reply(status=500, error="oops", headers={"Retry-After": "0"}), says("Yes.")]) as server:
        began = time.monotonic()
        assert asked(server, retries=2) == "Yes."
        assert time.monotonic() - began >= 0.2
    assert len(server.calls) == 3


def test_nobody_waits_longer_than_an_answer_may_take() -> None:
    busy = Reply(status=429, error="slow down", headers={"Retry-After": "60"})
    with ScriptedServer([busy]) as server:
        began = time.monotonic()
        with pytest.raises(GeneratorError, match="too many requests"):
            asked(server, retries=5, seconds=2)
        assert time.monotonic() - began < 2
    assert len(server.calls) == 1


def test_what_was_refused_for_good_is_not_tried_again() -> None:
    with ScriptedServer([Reply(status=401, error="bad key")]) as server, pytest.raises(GeneratorError):
        asked(server, retries=5)
    assert len(server.calls) == 1


def test_a_server_that_takes_no_schema_is_asked_without_one() -> None:
    refused = Reply(status=400, error="response_format is not supported")
    with ScriptedServer([refused, says("One."), says("Two.")]) as server:
        generator = ServerGenerator(server.url, "m", retries=0)
        assert "".join(generator.stream(HELLO, tokens=10, schema=SCHEMA)) == "One."
        assert "".join(generator.stream(HELLO, tokens=10, schema=SCHEMA)) == "Two."
        generator.close()
    assert ["response_format" in call for call in server.calls] == [True, False, False]


def test_a_server_with_other_names_for_its_arguments() -> None:
    other = Reply(status=400, error="Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    warm = Reply(status=400, error="Unsupported value: 'temperature' does not support 0 with this model.")
    with ScriptedServer([other, warm, says("One.")]) as server:
        assert asked(server, tokens=77) == "One."
    assert server.calls[-1]["max_completion_tokens"] == 77
    assert "max_tokens" not in server.calls[-1]
    assert "temperature" not in server.calls[-1]


def test_an_endless_answer_is_stopped() -> None:
    with ScriptedServer([Reply(pieces=itertools.repeat("and so on "))]) as server:
        pieces: list[str] = []
        generator = ServerGenerator(server.url, "m", retries=0)
        with pytest.raises(GeneratorError, match="wrote on beyond 50 tokens"):
            pieces.extend(generator.stream(HELLO, tokens=50))
        generator.close()


def test_an_answer_that_takes_too_long_is_stopped() -> None:
    with ScriptedServer([Reply(pieces=itertools.repeat("."), between=0.05)]) as server:
        began = time.monotonic()
        with pytest.raises(GeneratorError, match=r"not done after 0\.5 seconds"):
            asked(server, seconds=0.5, tokens=1000)
        assert time.monotonic() - began < 5


def test_who_has_enough_stops_the_model() -> None:
    with ScriptedServer([Reply(pieces=itertools.repeat("and so on "), between=0.01)]) as server:
        generator = ServerGenerator(server.url, "m", retries=0)
        stream = generator.stream(HELLO, tokens=10_000)
        assert next(stream) == "and so on "
        stream.close()
        generator.close()


def test_the_check_names_the_models_that_are_there() -> None:
    with ScriptedServer([], models=("small", "large:latest")) as server:
        with closing(ServerGenerator(server.url, "large")) as large:
            assert large.check().endswith("on this machine")
        with (
            closing(ServerGenerator(server.url, "m")) as none,
            pytest.raises(GeneratorError, match="has no model m; set llm_model to one of: small, large:latest"),
        ):
            none.check()
    assert not server.calls


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(MissingDependency, match=r"pip install 'whosays\[llm\]'"):
        next(iter(ServerGenerator("http://127.0.0.1:9/v1", "m").stream(HELLO, tokens=10)))


def test_the_package_is_imported_only_when_it_is_used() -> None:
    assert "openai" not in _modules_after("import rag.engine, rag.answering.generators.choosing")


def _modules_after(statement: str) -> Iterator[str]:
    import subprocess

    code = f"import sys; {statement}; print(*sys.modules)"
    return iter(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())
