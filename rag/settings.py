"""Settings: put together once, at the edge, from flags, environment, file and defaults, in this order."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_FILE", "Settings", "load_settings"]

DEFAULT_FILE = Path("whosays.toml")
_PREFIX = "WHOSAYS_"
# Variables that begin like a setting and are not one: they steer the tests.
_NOT_SETTINGS = {"WHOSAYS_CHROMIUM", "WHOSAYS_REQUIRE_BROWSER"}


class Settings(BaseModel):
    """All settings. Each can be set as ``WHOSAYS_NAME`` in the environment or ``name = …`` in whosays.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    index: Path = Field(default=Path("index"), description="folder of the index")
    documents: Path = Field(default=Path("seeds"), description="what is indexed where no path is given")

    embedder: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="the packaged model, a folder, or a name on the model hub (then it may be downloaded)",
    )
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto", description="of the embedding model; auto takes bfloat16 where the processor has it"
    )
    # Chosen on the train claims of SciFact, as is the weight of meaning against words in rag.retrieval.fusion.
    chunk_tokens: int = Field(default=180, ge=16, le=8192, description="most tokens (cl100k_base) of a passage")

    max_file_mb: float = Field(default=50, gt=0, description="larger files are reported, not read (MiB)")
    max_characters: int = Field(default=20_000_000, gt=0, description="longer texts are reported, not read")

    hits: int = Field(default=10, ge=1, le=100, description="passages that a question is answered from")
    quotes: int = Field(default=6, ge=1, le=30, description="most quotes in an answer")
    refuse_below: float = Field(
        default=0.4, ge=0, le=1, description="a question is refused where an answer is less likely than this"
    )
    value_above: float = Field(default=0.3, ge=0, le=1, description="a value less likely to be right is not put first")
    disagree_above: float = Field(
        default=0.5, ge=0, le=1, description="a disagreement less likely than this is not told"
    )
    max_question_characters: int = Field(default=2000, ge=10, description="longer questions are turned away")

    generator: Literal["extractive", "server", "file"] = Field(
        default="extractive",
        description="who writes answers: nobody (they are quotes), a language model behind a server, or one in a file",
    )
    llm_url: str = Field(
        default="",
        description="base address of a server that speaks OpenAI's protocol; questions and passages go there",
    )
    llm_model: str = Field(default="", description="the model's name, as that server knows it")
    llm_key: str = Field(default="", description="environment variable that holds the server's key, if it wants one")
    llm_file: Path | None = Field(default=None, description="language model in a GGUF file, run in this process")
    llm_window: int = Field(
        default=8192, ge=1024, description="tokens of the model's context, prompt and answer together"
    )
    llm_tokens: int = Field(default=800, ge=64, description="most tokens that the model writes")
    llm_seconds: float = Field(default=120, gt=0, description="most seconds that a written answer may take")
    llm_wait: float = Field(default=30, gt=0, description="most seconds that the server may be silent")
    llm_retries: int = Field(
        default=2, ge=0, le=10, description="how often a call is made again after a passing failure"
    )
    unsupported: Literal["remove", "strike"] = Field(
        default="remove", description="what becomes of written sentences that their quotes do not carry"
    )


def load_settings(
    file: Path | None = None, *, environment: Mapping[str, str] | None = None, **flags: object
) -> Settings:
    """Put the settings together.

    Args:
        file: A TOML file; where None, ``whosays.toml`` in the working folder if it is there.
        environment: Where None, the process's own.
        **flags: Values that go before everything else; those that are None count as not given.

    Raises:
        SettingsError: A name is unknown, or a value is malformed or out of range. The message says where it
            came from and what is allowed.
    """
    values: dict[str, tuple[object, str]] = {}
    for name, value in _from_file(file).items():
        values[name] = (value, str(file or DEFAULT_FILE))
    for name, value in (os.environ if environment is None else environment).items():
        if name.startswith(_PREFIX) and name not in _NOT_SETTINGS:
            values[name.removeprefix(_PREFIX).lower()] = (value, f"the environment ({name})")
    for name, flag in flags.items():
        if flag is not None:
            values[name] = (flag, f"--{name.replace('_', '-')}")
    try:
        return Settings.model_validate({name: value for name, (value, _) in values.items()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        value, origin = values[name]
        if first["type"] == "extra_forbidden":
            message = f"{origin} sets {name!r}, which is no setting; settings are: {', '.join(Settings.model_fields)}"
        else:
            message = f"{origin} sets {name} to {value!r}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        raise SettingsError(message) from error


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or DEFAULT_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if file is None:
            return {}
        raise SettingsError(f"there is no settings file {file}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the settings file {path} is not valid TOML: {error}") from error
