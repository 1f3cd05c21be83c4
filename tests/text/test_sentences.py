from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from rag.text.sentences import paragraphs, sentences
from tests.text.odd import ODD_TEXTS, random_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.text.spans import Span

WRAPPED = (
    "The committee met on the second floor of the old mill and talked about\n"
    "the river for most of the afternoon, although nobody had asked them to.\n"
    "Rivers were not on the list."
)


def cut(cutter: Callable[[str], list[Span]], text: str) -> list[str]:
    return [text[start:end] for start, end in cutter(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n \n", []),
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \t\n\n  Two.\n", ["One.", "Two."]),
        # Short lines are titles, addresses, verse: each stands for itself.
        ("A Short Title\nThe text begins here.", ["A Short Title", "The text begins here."]),
        ("Roses are red,\nviolets are blue.", ["Roses are red,", "violets are blue."]),
        # Lists.
        ("- one\n- two", ["- one", "- two"]),
        ("1. one\n2) two\n(3) three\na. four", ["1. one", "2) two", "(3) three", "a. four"]),
        ("• one\n— two\n* three", ["• one", "— two", "* three"]),
        # Wrapped text is one paragraph, with its line breaks.
        (WRAPPED, [WRAPPED.rsplit("\n", 1)[0], "Rivers were not on the list."]),
        (
            "It was a long line that somebody had wrapped by hand, at sixty\nor so. It ends here.",
            ["It was a long line that somebody had wrapped by hand, at sixty\nor so. It ends here."],
        ),
        # A list item goes on in the next line if that is plainly its wrapped rest, and a new item never does.
        (
            "- an item whose text is long enough to have been wrapped by hand,\nlike this\n- the next",
            ["- an item whose text is long enough to have been wrapped by hand,\nlike this", "- the next"],
        ),
        # A paragraph a line, as many programs write: neither line is of a width at which people wrap.
        ("x" * 200 + "\n" + "y" * 200, ["x" * 200, "y" * 200]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert cut(paragraphs, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        # Abbreviations, initials, decimals.
        ("Dr. Vale met Mr. Orme. They spoke.", ["Dr. Vale met Mr. Orme.", "They spoke."]),
        ("J. R. Hale wrote it. She read it.", ["J. R. Hale wrote it.", "She read it."]),
        ("The U.S. economy grew. Nobody knew why.", ["The U.S. economy grew.", "Nobody knew why."]),
        ("It cost 3.5 million. Or 4.25.", ["It cost 3.5 million.", "Or 4.25."]),
        ("See Fig. 3 and No. 7 there. Then go.", ["See Fig. 3 and No. 7 there.", "Then go."]),
        ("Fruit, e.g. Apples, i.e. Round ones. Yes.", ["Fruit, e.g. Apples, i.e. Round ones.", "Yes."]),
        ("Hale v. Orme was heard. It ended.", ["Hale v. Orme was heard.", "It ended."]),
        ("It opens at 5 p.m. on Monday. Come.", ["It opens at 5 p.m. on Monday.", "Come."]),
        # Quotes stay with the sentence that they end.
        ("He said “Yes.” Then he left.", ["He said “Yes.”", "Then he left."]),
        ('"Stop!" she cried. He did.', ['"Stop!" she cried.', "He did."]),
        # Marks without a word go with what they follow.
        ("What?! No. . . Really.", ["What?!", "No. . .", "Really."]),
        # Other scripts, and characters outside the first plane: offsets count code points.
        ("最初の文。次の文！終わり", ["最初の文。", "次の文！", "終わり"]),
        ("Good 😀. Bad 👩‍👧 day. Fine.", ["Good 😀.", "Bad 👩‍👧 day.", "Fine."]),
        ("E\u0301cole. E\u0301tude.", ["E\u0301cole.", "E\u0301tude."]),
        # A title, which has no full stop, is not swallowed by the sentence under it.
        ("Annual Report\nThe year was good. Very.", ["Annual Report", "The year was good.", "Very."]),
        ("Annual Report\n\nThe year was good.", ["Annual Report", "The year was good."]),
        # A sentence keeps the line breaks that a PDF put into it.
        (
            "The treasurer told the meeting that the roof would have to be\nrepaired before winter. It was.",
            ["The treasurer told the meeting that the roof would have to be\nrepaired before winter.", "It was."],
        ),
        ("- First point. With more.\n- Second", ["- First point.", "With more.", "- Second"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(sentences, text) == expected


@pytest.mark.parametrize("cutter", [paragraphs, sentences])
def test_spans_hold_all_that_is_not_white_space_in_order(cutter: Callable[[str], list[Span]]) -> None:
    for text in (*ODD_TEXTS, *random_texts(1500, seed=1)):
        spans = cutter(text)
        assert all(before.end <= after.start for before, after in pairwise(spans)), text
        assert [text[start:end] for start, end in spans] == [text[start:end].strip() for start, end in spans], text
        assert all(start < end for start, end in spans), text
        between = [0, *(offset for span in spans for offset in span), len(text)]
        left = "".join(text[between[i] : between[i + 1]] for i in range(0, len(between), 2))
        assert left.strip() == "", text


def test_no_sentence_crosses_the_end_of_a_paragraph() -> None:
    for text in (*ODD_TEXTS, *random_texts(1500, seed=2)):
        ends = [span.end for span in paragraphs(text)]
        starts = [span.start for span in paragraphs(text)]
        for sentence in sentences(text):
            home = max(index for index, start in enumerate(starts) if start <= sentence.start)
            assert sentence.end <= ends[home], text


def test_cutting_does_not_depend_on_what_stands_around() -> None:
    parts = ["Dr. Vale spoke. Nobody heard.", "最初の文。次の文！", "A Title", "Good 😀. Bad."]
    alone = [cut(sentences, part) for part in parts]
    assert cut(sentences, "\n\n".join(parts)) == [sentence for part in alone for sentence in part]


def test_odd_spaces_before_a_full_stop() -> None:
    """Upstream breaks down on these as they are."""
    assert cut(sentences, "It ends at Z\u3000. Next\u00a0! Then\u202f? End") == [
        "It ends at Z\u3000.",
        "Next\u00a0!",
        "Then\u202f?",
        "End",
    ]
