"""What models write, read as it comes: as asked for, nearly so, and not at all."""

from __future__ import annotations

import json

import pytest

from rag.answering.gate.parts import Cited, Drafted
from rag.answering.writing.parsing import Account, AnswerParser, Part, Refused, Viewed
from rag.answering.writing.prompt import REFUSAL

WHOLE = json.dumps(
    {
        "sentences": [
            {"citations": [{"passage": 1, "quote": 'a {brace} and a "quote"'}], "text": "One."},
            {"citations": [{"passage": 2, "quote": "b"}, {"passage": 3, "quote": "c"}], "text": "Two."},
        ],
        "accounts": [
            {
                "kind": "cause",
                "topic": "t",
                "positions": [{"value": "v", "passage": 1, "quote": "q"}, {"value": "w", "passage": 2, "quote": "r"}],
            }
        ],
        "refusal": "",
    }
)
PARTS: list[Part] = [
    Drafted("One.", (Cited(1, 'a {brace} and a "quote"'),)),
    Drafted("Two.", (Cited(2, "b"), Cited(3, "c"))),
    Account("cause", "t", (Viewed("v", 1, "q"), Viewed("w", 2, "r"))),
]
BOTH = [Drafted("Forty-one came.", (Cited(1),)), Drafted("Rain fell.", (Cited(2),))]


def read(text: str, size: int = 1) -> list[Part]:
    parser = AnswerParser()
    parts = [part for i in range(0, len(text), size) for part in parser.feed(text[i : i + size])]
    return parts + parser.close()


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_an_answer_as_asked_for(size: int) -> None:
    assert read(WHOLE, size) == PARTS


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{WHOLE}\n```",
        f"  \n{WHOLE}",
        f"{WHOLE} I hope this helps!",
        json.dumps(json.loads(WHOLE), indent=4),
    ],
)
def test_what_stands_around_it_is_passed_over(text: str) -> None:
    assert read(text, 3) == PARTS


def test_words_before_it_cite_nothing() -> None:
    assert read(f"Here is the answer:\n{WHOLE}") == [Drafted("Here is the answer:"), *PARTS]


def test_each_part_comes_as_soon_as_it_is_whole() -> None:
    parser = AnswerParser()
    cut = WHOLE.index('"Two.')
    assert parser.feed(WHOLE[:cut]) == PARTS[:1]
    assert parser.feed(WHOLE[cut : cut + 7]) == PARTS[1:2]


@pytest.mark.parametrize("cut", [10, 40, 90, 130])
def test_half_a_sentence_is_no_sentence(cut: int) -> None:
    parts = read(WHOLE[:cut])
    assert parts == PARTS[: len(parts)]
    assert len(parts) <= 2


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ('{"text": "S.", "citations": [1, 2]}', (Cited(1), Cited(2))),
        ('{"text": "S.", "citations": ["[1]", "passage 2"]}', (Cited(1), Cited(2))),
        ('{"text": "S.", "citations": {"id": 4, "quote": "q"}}', (Cited(4, "q"),)),
        ('{"sentence": "S.", "sources": [{"passage_id": "3", "text": "q"}]}', (Cited(3, "q"),)),
        ('{"text": "S.", "passage": 2, "quote": "q"}', (Cited(2, "q"),)),
        ('{"text": "S. [2]"}', (Cited(2),)),
        ('{"text": "S. [2]", "citations": []}', (Cited(2),)),
        ('{"text": "S.", "citations": [{"passage": 1, "quote": ""}]}', (Cited(1),)),
        ('{"text": "S.", "citations": [{"passage": 1, "quote": ["q", "r"]}]}', (Cited(1, "q"), Cited(1, "r"))),
        ('{"text": "S.", "citations": [{"passage": "none", "quote": "q"}]}', (Cited(0, "q"),)),
        ('{"text": "S.", "citations": [{"passage": null, "quote": "q"}]}', (Cited(0, "q"),)),
        ('{"text": "S.", "citations": [{"passage": -3, "quote": "q"}]}', (Cited(-3, "q"),)),
        ('{"text": "S.", "citations": [{"passage": 99999999999999, "quote": "q"}]}', (Cited(999999999, "q"),)),
        ('{"text": "S.", "citations": null}', ()),
        ('{"text": "S."}', ()),
        ('{"text": "S.\nT.", "citations": [1]}', (Cited(1),)),
    ],
)
def test_forms_that_come_close(text: str, cites: tuple[Cited, ...]) -> None:
    (part,) = read(text)
    assert isinstance(part, Drafted)
    # A number that JSON takes for a whole one is left as it is.
    assert [c.quote for c in part.cites] == [c.quote for c in cites]
    assert [min(c.passage, 999999999) for c in part.cites] == [c.passage for c in cites]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Forty-one came [1]. Rain fell [2].", BOTH),
        ("Forty-one came. [1] Rain fell. [2]", BOTH),
        ("Forty-one came [1][3] at noon.", [Drafted("Forty-one came at noon.", (Cited(1), Cited(3)))]),
        ("Forty-one came [1, 3].", [Drafted("Forty-one came.", (Cited(1), Cited(3)))]),
        ("Forty-one came 【2】.", [Drafted("Forty-one came.", (Cited(2),))]),
        ("Forty-one came [passage 2].", [Drafted("Forty-one came.", (Cited(2),))]),
        ("Forty-one came [0].", [Drafted("Forty-one came.", (Cited(0),))]),
        ("- Forty-one came [1]\n- Rain fell [2]", [Drafted(part.text[:-1], part.cites) for part in BOTH]),
        ("Nobody knows.", [Drafted("Nobody knows.")]),
        ("", []),
        ("   \n", []),
        ("```", []),
        ("{", []),
        ("[]", []),
        ('{"a": 1}', []),
        ("null", [Drafted("null")]),
    ],
)  # fmt: skip
def test_plain_text(text: str, parts: list[Part]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        REFUSAL,
        f" {REFUSAL.lower()}. ",
        json.dumps({"sentences": [], "accounts": [], "refusal": REFUSAL}),
        json.dumps({"sentences": [{"text": REFUSAL, "citations": []}]}),
    ],
)
def test_a_refusal(text: str) -> None:
    assert Refused() in read(text)
    assert not [part for part in read(text) if not isinstance(part, Refused)]


def test_broken_json_leaves_the_sentences_that_are_marked() -> None:
    broken = '{"sentences": [{"text": "Forty-one came [1]." "citations" [}'
    assert [part.cites for part in read(broken) if isinstance(part, Drafted)] == [(Cited(1),)]


def test_deep_nesting_is_passed_over() -> None:
    assert read('{"a":' * 3000 + "1" + "}" * 3000) == []
