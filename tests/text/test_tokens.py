from __future__ import annotations

import pytest

from rag.text.tokens import count_tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),  # the example of tiktoken's own cookbook
        ("antidisestablishmentarianism", 6),  # the same
        ("2 + 2 = 4", 7),  # the same
        ("お誕生日おめでとう", 9),  # the same
        ("<|endoftext|>", 7),  # a special token is counted as the text that it is
        ("Say <|endoftext|> now.", 9),
    ],
)
def test_exact_counts(text: str, count: int) -> None:
    assert count_tokens([text]) == [count]


def test_each_text_is_counted_on_its_own_and_in_order() -> None:
    assert count_tokens(["hello world", "", "hello"]) == [2, 0, 1]
    assert count_tokens([]) == []
