"""Which language model writes, by the settings."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rag.answering.generators.file import FileGenerator
from rag.answering.generators.server import ServerGenerator
from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.answering.generators.generator import Generator
    from rag.settings import Settings

__all__ = ["generator_of"]

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


def generator_of(settings: Settings, environment: Mapping[str, str] | None = None) -> Generator | None:
    """The language model that the settings name; None where answers are made of quotes.

    Nothing is loaded or called yet.

    Args:
        settings: What is set.
        environment: Where the key is looked up; where None, the process's own.

    Raises:
        SettingsError: What the chosen kind of model needs is not set.
    """
    match settings.generator:
        case "extractive":
            return None
        case "file":
            if settings.llm_file is None:
                raise SettingsError("generator is 'file', but no file is named; set llm_file to a GGUF file")
            return FileGenerator(settings.llm_file, seconds=settings.llm_seconds, window=settings.llm_window)
        case "server":
            return ServerGenerator(
                _url(settings),
                _model(settings),
                key=_key(settings, os.environ if environment is None else environment),
                seconds=settings.llm_seconds,
                wait=settings.llm_wait,
                retries=settings.llm_retries,
                window=settings.llm_window,
            )


def _url(settings: Settings) -> str:
    if not settings.llm_url:
        raise SettingsError(
            "generator is 'server', but no server is named; set llm_url, such as http://127.0.0.1:11434/v1"
        )
    parts = urlsplit(settings.llm_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"llm_url is {settings.llm_url!r}; it begins with http:// or https://")
    if parts.username or parts.password:
        raise SettingsError("llm_url holds a user or password; put the key into a variable and name that as llm_key")
    return settings.llm_url


def _model(settings: Settings) -> str:
    if not settings.llm_model:
        raise SettingsError("generator is 'server', but no model is named; set llm_model")
    return settings.llm_model


def _key(settings: Settings, environment: Mapping[str, str]) -> str | None:
    if not settings.llm_key:
        return None
    key = environment.get(settings.llm_key, "").strip()
    if not key:
        # Somebody may have put the key itself here: what does not look like a variable is not shown.
        named = f" {settings.llm_key}" if _VARIABLE.fullmatch(settings.llm_key) else ""
        raise SettingsError(f"llm_key is the name of an environment variable, and there is none{named}; set it")
    return key
