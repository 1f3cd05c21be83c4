from __future__ import annotations

import pytest

from rag.reading.pieces import cut_pair, encode, join_pair, load_tokenizer


@pytest.mark.parametrize(
    ("first", "second", "cut"),
    [
        ("abc", "de", ("abc", "de")),
        ("abcdefgh", "xy", ("abcd", "xy")),  # the longer side gives
        ("xy", "abcdefgh", ("xy", "abcd")),
        ("abcdefgh", "stuvwxyz", ("abc", "stu")),
        ("abcdefghi", "stuvwxyz", ("abc", "stu")),
        ("", "abcdefgh", ("", "abcdef")),
    ],
)
def test_cut_pair(first: str, second: str, cut: tuple[str, str]) -> None:
    left, right = cut_pair([ord(c) for c in first], [ord(c) for c in second], 6)
    assert ("".join(map(chr, left)), "".join(map(chr, right))) == cut


def test_cut_pair_of_an_odd_length() -> None:
    assert sum(map(len, cut_pair([1] * 9, [2] * 9, 7))) == 7


@pytest.mark.model
def test_pieces_are_those_of_the_library() -> None:
    """What training reads through transformers, the reader reads too."""
    from transformers import AutoTokenizer

    from rag.embedding import packaged_model_folder

    theirs = AutoTokenizer.from_pretrained(packaged_model_folder())
    first, second = "Who was re-elected?", "Zoë Ångström, in 1,923 — unaffable 日本 😀."
    encoded = theirs(first, second)
    (one, other) = encode([first, second])
    ids, place = join_pair(one.ids, other.ids)
    assert ids == encoded["input_ids"]
    assert encoded["token_type_ids"] == [0] * place + [1] * (len(ids) - place)


@pytest.mark.model
def test_nothing_is_cut_and_offsets_count_code_points() -> None:
    (long,) = encode(["word " * 1000])
    assert len(long.ids) == 1000
    text = "😀 cafe\ud800 x\udfff Moor"
    (encoding,) = encode([text])
    start, end = encoding.offsets[-1]
    assert text[start:end] == "Moor"
    assert encode([]) == []
    assert load_tokenizer() is load_tokenizer()
