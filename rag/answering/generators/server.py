"""A language model behind any server that speaks OpenAI's protocol: Ollama, llama.cpp, vLLM, LM Studio, a cloud.

Nothing is read from the environment but the one variable that the settings name, no redirect is followed, and a server
on this machine is never reached through a proxy: what is sent goes where the settings say, and nowhere else.
"""

from __future__ import annotations

import email.utils
import json
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rag.answering.generators.limits import Deadline, bounded
from rag.errors import GeneratorError, MissingDependency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import openai

    from rag.answering.generators.generator import Message, Schema, Written

__all__ = ["ServerGenerator"]

_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 8.0  # seconds; doubled from one try to the next
_CONNECT = 5.0  # seconds until a server that is there has taken the call
_OVERFLOW = re.compile(
    r"context.{0,20}(?:length|size|window)|maximum context|too many tokens|exceeds? the available|prompt is too long",
    re.IGNORECASE,
)
# Arguments that not every server takes, and how its refusal speaks of them.
_OPTIONAL = {
    "max_tokens": re.compile(r"max_tokens", re.IGNORECASE),
    "temperature": re.compile(r"temperature", re.IGNORECASE),
    "response_format": re.compile(r"response_format|json_schema|schema|structured output|grammar", re.IGNORECASE),
}


class ServerGenerator:
    """A model behind a server. Safe to share between threads.

    Args:
        url: The base of the server's addresses, with ``/v1`` where it has one.
        model: The model's name as the server knows it.
        key: Sent as its bearer token, if given.
        seconds: What one answer may take at most, tries included.
        wait: How long the server may be silent, in seconds.
        retries: How often a call that failed for a passing reason is made again, before anything was written.
        window: Tokens of the model's context.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str | None = None,
        seconds: float = 120,
        wait: float = 30,
        retries: int = 2,
        window: int = 8192,
    ) -> None:
        self._url = url.rstrip("/")
        self._model = model
        self._key = key
        self._seconds = seconds
        self._wait = wait
        self._retries = retries
        self._window = window
        self._client_made: openai.OpenAI | None = None
        self._not_taken: set[str] = set()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    @property
    def window(self) -> int:
        """Tokens of the model's context."""
        return self._window

    def stream(self, messages: Sequence[Message], *, tokens: int, schema: Schema | None = None) -> Written:
        """What the model writes; see :class:`rag.answering.generators.generator.Generator`."""
        deadline = Deadline(self._seconds)
        yield from bounded(self._pieces(messages, tokens, schema, deadline), deadline, tokens)

    def _pieces(
        self, messages: Sequence[Message], tokens: int, schema: Schema | None, deadline: Deadline
    ) -> Iterator[str]:
        call: dict[str, Any] = {
            "model": self._model,
            "messages": [message.as_dict() for message in messages],
            "max_tokens": tokens,
            "temperature": 0,
            "stream": True,
        }
        with self._called(call, schema, deadline) as stream, self._faults():
            ended = False
            for chunk in stream:
                for choice in getattr(chunk, "choices", None) or ():
                    text = getattr(choice.delta, "content", None)
                    if isinstance(text, str) and text:
                        yield text
                    ended = ended or choice.finish_reason is not None
        if not ended:
            raise GeneratorError(f"the answer of {self._model} at {self._url} broke off; ask again", retryable=True)

    @contextmanager
    def _called(self, call: dict[str, Any], schema: Schema | None, deadline: Deadline) -> Iterator[Any]:
        """The opened stream of a call: tried again for passing reasons, and without what the server does not take."""
        if schema is not None:
            form = {"name": "answer", "strict": True, "schema": schema}
            call["response_format"] = {"type": "json_schema", "json_schema": form}
        tried = 0
        while True:
            try:
                with self._faults():
                    create: Any = self._client().chat.completions.create
                    stream = create(
                        **self._adapted(call), timeout=self._timeout(deadline), extra_headers=self._headers()
                    )
                break
            except _Failed as failed:
                if self._adapts(failed, call):
                    continue
                delay = failed.delay if failed.delay is not None else min(_LONGEST_DELAY, _FIRST_DELAY * 2**tried)
                tried += 1
                if not failed.retryable or tried > self._retries or delay > deadline.left:
                    raise
                time.sleep(delay)
        try:
            yield stream
        finally:
            stream.close()

    def _adapted(self, call: dict[str, Any]) -> dict[str, Any]:
        """The call in the form that this server is known to take."""
        adapted = {name: value for name, value in call.items() if name not in self._not_taken}
        if "max_tokens" in self._not_taken:
            adapted["max_completion_tokens"] = call["max_tokens"]
        return adapted

    def _adapts(self, failed: _Failed, call: Mapping[str, Any]) -> bool:
        """Whether a refused call can be made in another form: some servers know fewer arguments, or other ones."""
        if failed.status not in {400, 422} or failed.overflow:
            return False
        for name, pattern in _OPTIONAL.items():
            if name in call and name not in self._not_taken and pattern.search(str(failed)):
                self._not_taken.add(name)
                return True
        return False

    def check(self) -> str:
        """Say that the server is there and knows the model."""
        with self._faults():
            listed = self._client().models.list(timeout=min(self._wait, 10), extra_headers=self._headers())
            known = [model.id for model in listed.data or []]
        if known and self._model not in known and f"{self._model}:latest" not in known:
            raise GeneratorError(
                f"the server at {self._url} has no model {self._model}; set llm_model to one of: "
                f"{', '.join(known[:10])}",
                retryable=False,
            )
        where = "on this machine" if self._is_local else "on another machine: questions and passages are sent there"
        return f"{self._model} at {self._url}, {where}"

    def close(self) -> None:
        """Close the connections."""
        if self._client_made is not None:
            self._client_made.close()

    @property
    def _is_local(self) -> bool:
        return _LOOPBACK.fullmatch(urlsplit(self._url).hostname or "") is not None

    def _timeout(self, deadline: Deadline) -> Any:
        import httpx2  # noqa: PLC0415  (comes with openai)

        read = max(0.1, min(self._wait, deadline.left))
        return httpx2.Timeout(read, connect=min(_CONNECT, read))

    def _headers(self) -> dict[str, Any]:
        """What the client would send of its own accord, left out: whatever it finds in the environment."""
        import openai  # noqa: PLC0415

        nothing = openai.Omit()
        headers: dict[str, Any] = {"OpenAI-Organization": nothing, "OpenAI-Project": nothing}
        return headers if self._key else {**headers, "Authorization": nothing}

    def _client(self) -> openai.OpenAI:
        if self._client_made is None:
            try:
                import openai  # noqa: PLC0415  (an extra, and slow to import)
            except ImportError as error:
                raise MissingDependency("openai", "llm") from error
            self._client_made = openai.OpenAI(
                base_url=self._url,
                api_key=self._key or "none",
                max_retries=0,
                http_client=openai.DefaultHttpxClient(follow_redirects=False, trust_env=not self._is_local),
            )
        return self._client_made

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Every error of the client as one of ours, which says what to do."""
        self._client()
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        try:
            yield
        except openai.APITimeoutError as error:
            raise _Failed(
                f"the language model at {self._url} was silent for {self._wait:g} seconds; see whether it is busy, or "
                "raise llm_wait",
                retryable=True,
            ) from error
        except openai.APIConnectionError as error:
            raise _Failed(
                f"no language model can be reached at {self._url}; start its server, or set llm_url", retryable=True
            ) from error
        except openai.APIStatusError as error:
            raise self._refused(error) from error
        except (openai.APIError, json.JSONDecodeError, UnicodeDecodeError, ValueError, httpx2.HTTPError) as error:
            said = _one_line(str(error))
            overflow = bool(_OVERFLOW.search(said))
            raise _Failed(
                f"the language model at {self._url} sent what cannot be read ({said}); see its own messages",
                retryable=not overflow,
                overflow=overflow,
            ) from error

    def _refused(self, error: openai.APIStatusError) -> _Failed:
        """What a status code of the server means."""
        status, said = error.status_code, _one_line(error.message)
        if status in {401, 403}:
            key = "it did not accept the key" if self._key else "it wants a key"
            return _Failed(
                f"the language model at {self._url} refused ({status}): {key}; name the environment variable that "
                "holds it as llm_key",
                retryable=False,
                status=status,
            )
        if status == 404:
            return _Failed(
                f"the server at {self._url} does not know the model {self._model} (404); check llm_model and llm_url",
                retryable=False,
                status=status,
            )
        if status in {400, 413, 422} and _OVERFLOW.search(said):
            return _Failed(
                f"the passages are too long for {self._model}; set llm_window to the tokens of its context",
                retryable=False,
                status=status,
                overflow=True,
            )
        busy = status == 429
        if busy or status in {408, 409, 425} or status >= 500:
            what = "has too many requests" if busy else "failed"
            return _Failed(
                f"the language model at {self._url} {what} ({status}); ask again later",
                retryable=True,
                status=status,
                delay=_retry_after(error.response.headers),
            )
        return _Failed(
            f"the language model at {self._url} refused the call ({status}): {said}", retryable=False, status=status
        )


class _Failed(GeneratorError):
    """A failed call, with what the next try needs to know."""

    def __init__(
        self,
        message: str,
        *,
        retryable: bool,
        status: int | None = None,
        overflow: bool = False,
        delay: float | None = None,
    ) -> None:
        super().__init__(message, retryable=retryable, overflow=overflow)
        self.status = status
        self.delay = delay


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, by the server's word (RFC 9110, section 10.2.3: a number of seconds or a date)."""
    value = headers.get("retry-after")
    if value is None:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", value.strip()):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _one_line(text: str, most: int = 200) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
