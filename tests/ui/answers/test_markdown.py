from __future__ import annotations

import pytest

from rag.answering.disagreeing import write_disagreements
from rag.types import Answer, Citation, Disagreement, Position
from rag.verdicts import Verdicts, judge
from ui.answers.markdown import answer_message, error_message, escape_markdown, location
from ui.answers.positions import positions_html
from ui.sources.places import Place

CITED = (
    Citation(number=1, source="a_b.txt", quote="Four *boats*.", start=10, end=23, line=2),
    Citation(number=2, source="b.pdf", quote="Three\ncalls.", start=0, end=12, line=1, page=3, heading="Calls"),
)
LINKS = tuple(Place.of(c.source, c.start, c.end, c.quote).link for c in CITED)


def answered(text: str, **more: object) -> Answer:
    return Answer.model_validate(
        {"question": "How many?", "searched_for": "How many?", "text": text, "refused": False, "citations": CITED}
        | more
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain, text; 100% “so”", "plain, text; 100% “so”"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("![](http://e.org/x.png)", r"\!\[\]\(http\://e\.org/x\.png\)"),
        ("a@e.org `x` $y$ *z* _w_ ~v~ |u|", r"a\@e\.org \`x\` \$y\$ \*z\* \_w\_ \~v\~ \|u\|"),
        ("# 1. + - = {x} \\", r"\# 1\. \+ \- \= \{x\} \\"),
    ],
)
def test_escape(text: str, markdown: str) -> None:
    assert escape_markdown(text) == markdown


def test_location() -> None:
    assert [location(c) for c in CITED] == ["line 2", "line 1, page 3, Calls"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Four [1][2].", rf"Four [\[1\]]({LINKS[0]})[\[2\]]({LINKS[1]})."),
        ("unknown [3]", "unknown [3]"),
        (r"escaped \[1\]", r"escaped \[1\]"),
        ("a link [1](x)", "a link [1](x)"),
        ("see http://e.org, WWW.e.org, a@e.org", r"see http\://e.org, WWW\.e.org, a\@e.org"),
        (r"at http\://e.org", r"at http\://e.org"),
        ("at 21:40", "at 21:40"),
    ],
)
def test_message_links_markers_and_nothing_else(text: str, message: str) -> None:
    assert answer_message(answered(text)) == message


def test_message_warns() -> None:
    message = answer_message(answered("Four.", warnings=("*a file* is gone",)))
    assert message == "*Note:* \\*a file\\* is gone\n\nFour."


def disagreement(topic: str, other: str = "b.pdf", explanation: str = "Not *both*.") -> Disagreement:
    positions = (
        Position(value="**4**", normalized="4", sources=("a_b.txt",), citations=(1,)),
        Position(value="- 3", normalized="3", sources=(other,), attributed_to="X", as_of="2026-02", citations=(2,)),
    )
    return Disagreement(topic=topic, kind="number", explanation=explanation, positions=positions)


ONE, TWO = disagreement("boats [1]"), disagreement("calls", "a_b.txt", "")


@pytest.mark.parametrize("found", [(ONE,), (TWO,), (ONE, TWO)], ids=["two sources", "one source", "both"])
def test_tables_stand_in_place_of_the_lists(found: tuple[Disagreement, ...]) -> None:
    text = f"**Four** [1]\n\n{write_disagreements(found, CITED)}\n\n**b.pdf**\n\n> Three calls. [2]"
    tables = "\n\n".join(positions_html(one, CITED) for one in found)
    assert answer_message(answered(text, short="Four", disagreements=found)) == (
        rf"**Four** [\[1\]]({LINKS[0]})"
        + f"\n\n{tables}\n\n"
        + "**b.pdf**"
        + "\n\n"
        + rf"> Three calls. [\[2\]]({LINKS[1]})"
    )


@pytest.mark.parametrize(
    ("short", "text", "before", "after"),
    [
        ("Four", "**Four**\n\nSo it is.", "**Four**\n\n", "\n\nSo it is."),
        (None, "**a.txt**\n\nSo it is.", "", "\n\n**a.txt**\n\nSo it is."),
        ("Four", "**Four**", "**Four**\n\n", ""),
    ],
)
def test_tables_follow_the_value_where_none_is_listed(short: str | None, text: str, before: str, after: str) -> None:
    tables = positions_html(ONE, CITED) + positions_html(TWO, CITED)
    message = answer_message(answered(text, short=short, disagreements=(ONE, TWO)))
    assert message == f"{before}{tables}{after}"


def test_a_list_of_other_positions_stays() -> None:
    text = f"**Four**\n\n{write_disagreements([ONE], ())}"
    assert answer_message(answered(text, short="Four", disagreements=(ONE, TWO))) == text


def test_error_message_is_escaped() -> None:
    assert error_message("no <b>") == r"**That could not be answered.** no \<b\>"


def test_what_people_made_of_a_disagreement_is_told_with_it() -> None:
    found = Disagreement(
        topic="boats",
        kind="number",
        explanation="Both count them.",
        positions=(
            Position(value="four", normalized="4", sources=("a_b.txt",), citations=(1,)),
            Position(value="three", normalized="3", sources=("b.pdf",), citations=(2,)),
        ),
    )
    answer = answered("**Four** [1]", short="four", agreement="disagree", disagreements=(found,))
    plain = answer_message(answer)
    assert answer_message(answer, Verdicts()) == plain
    none = answer_message(answer, Verdicts([judge(found, CITED, reason="<b>two</b> days")]))
    assert "You marked this as not a disagreement on" in none
    assert "&lt;b&gt;two&lt;/b&gt; days" in none
    preferred = answer_message(answer, Verdicts([judge(found, CITED, prefer=1)]))
    assert preferred.count("ws-preferred") == 1
    assert preferred.index("four") < preferred.index("ws-preferred")
    for told in (none, preferred):  # no quote is hidden by it
        assert told.count("<blockquote") == plain.count("<blockquote") > 1
