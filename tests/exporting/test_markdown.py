from __future__ import annotations

import re

from rag.exporting.markdown import answer_body, answer_facts, to_markdown
from rag.types import Answer
from tests.exporting.examples import TEXTS, WHEN, answered, conversation
from tests.exporting.test_literal import shown

_NOTE = re.compile(r"^\[\^([\d-]+)\]: (.*(?:\n    .*)*)", re.MULTILINE)


def notes(markdown: str) -> dict[str, str]:
    """What a reader sees of each footnote, by its label."""
    return {match[1]: shown(re.sub(r"^    ", "", match[2], flags=re.MULTILINE)) for match in _NOTE.finditer(markdown)}


def quote_of(note: str) -> str:
    return note[note.index("“", note.index("”: ") if "under “" in note else 0) + 1 : -1]


def test_every_quote_is_the_slice_of_its_stored_text() -> None:
    markdown = to_markdown(conversation(), when=WHEN)
    found = notes(markdown)
    asked = [(n, c) for n, (_, answer) in enumerate(conversation(), 1) for c in answer.citations]
    assert list(found) == [f"{n}-{c.number}" for n, c in asked]
    for n, citation in asked:
        note = found[f"{n}-{citation.number}"]
        assert note.startswith(f"{citation.source}, ")
        assert f"line {citation.line}" in note
        assert quote_of(note) == citation.quote == TEXTS[citation.source][citation.start : citation.end]


def test_one_answer_reads_so() -> None:
    lines = to_markdown(answered(), when=WHEN).split("\n\n")
    assert lines[:8] == [
        r"# How many \<boats\>?",
        r"*Searched for:* How many \*boats\* call?",
        r"*Note:* the model \*failed\*: \<none\>",
        "**Four** [^1] or **three** [^2]",
        "**Sources disagree on boats that call.**",
        "Both count one day.",
        "- **four** (ferry.txt) [^1]\n"
        "- **three** according to the harbour master, as of May 2019 (harbour \\[1\\].txt) [^2]",
        "> Four boats call at Skarvik each day. [^1]",
    ]
    assert (
        "*3 quotes from 3 files; sources disagree; 1 pair of quotes compared and set aside; made of quotes.*" in lines
    )
    assert (
        "[^1]: ferry.txt, page 2, line 1, under “Winter \\<notices\\>”: “Four boats call at Skarvik each day.”" in lines
    )
    assert lines[-1].startswith("*Whosays")
    assert lines[-1].endswith(", exported 22 November 2026, 12:30 UTC.*\n")


def test_a_conversation_has_a_part_for_each_question() -> None:
    markdown = to_markdown(conversation(), title="Boats & more", when=WHEN)
    assert markdown.startswith("# Boats \\& more\n\n## How many \\<boats\\>?\n\n")
    assert [line for line in markdown.splitlines() if line.startswith("## ")][1:] == ["## And the last?", "## Why?"]
    assert "Four boats call [^2-1]. ~~Nine \\<b\\> sink~~ (not supported)" in markdown
    assert "written by qwen\\_3\\<8b\\>, checked against the quotes" in markdown
    assert "*Not answered: the files do not tell; made of quotes.*" in markdown


def test_disagreements_that_the_text_does_not_tell_are_added() -> None:
    first, second = (answer for _, answer in conversation()[:2])
    assert answer_body(first).count("**Sources disagree on") == 1
    assert answer_body(second).split("\n\n")[1] == "**Sources disagree on boats that call.**"
    # A citation that the answer does not have gets no marker.
    assert answer_body(second).endswith("as of May 2019 (harbour \\[1\\].txt)")


def test_only_markers_of_citations_become_footnotes() -> None:
    answer = Answer(question="Q", searched_for="Q ", text=r"a [1] \[1\] [7] www.e.org", refused=False)
    markdown = to_markdown(answer, when=WHEN)
    assert r"a [1] \[1\] [7] www\.e.org" in markdown
    assert "[^" not in markdown
    assert "Searched for" not in markdown


def test_facts_of_an_answer_without_quotes() -> None:
    answer = Answer(question="Q", searched_for="Q", text="a", refused=False)
    assert answer_facts(answer) == "Not checked for disagreement; made of quotes."
