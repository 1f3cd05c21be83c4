"""Answers that are hard to write down: quotes made of everything that markup could trip over."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from rag.answering.disagreeing import write_disagreements
from rag.answering.markdown import RULE, block_quote, footnotes
from rag.types import Answer, Citation, Disagreement, Position, SetAside

__all__ = ["TEXTS", "WHEN", "answered", "conversation", "hostile_texts"]

WHEN = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="x()"> [a](javascript:x) ![](http://example.org/x.png) &lt;b&gt; '
    "&#60; `code` *stars* __under__ ~~struck~~ $$x$$ www.example.org a@example.org [1] [^1] [^1]: note {{x}} ${x} “q”"
)
TEXTS = {
    "ferry.txt": "Four boats call at Skarvik each day.\n",
    "harbour [1].txt": "Skarvik harbour\nThe harbour master counts\n\n\n  three *calls* a day.\n",
    "<b>&_x_.txt": f"{HOSTILE}\n",
}


def hostile_texts(count: int) -> list[str]:
    """Texts drawn from characters that begin, end or mean something in Markdown or HTML."""
    draw = random.Random(7)
    pieces = [
        *"\\`*_{}[]<>#|~$&^!()+-.:=@%\"'/;", "1.", "2)", "- ", "# ", "> ", "    ", "\t", " ", "\n", "\n\n",
        "\n===\n", "\n---\n", "```\n", "[1]", "[^1]: ", "&amp;", "&#10;", "<b>", "</blockquote>", "<!--", "http://e.org",
        "www.e.org", "a@e.org", "a", "Ü", "語", "\u202e", "\u200f", "\u00a0", "\u2028", "\x0b", "\x0c", "\x1c",
        "\x85", "😀", "\\\n", "  \n",
    ]  # fmt: skip
    return ["".join(draw.choices(pieces, k=draw.randint(1, 25))) for _ in range(count)]


def cite(number: int, source: str, quote: str, **more: object) -> Citation:
    start = TEXTS[source].index(quote)
    line = TEXTS[source].count("\n", 0, start) + 1
    place = {
        "number": number,
        "source": source,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "line": line,
    }
    return Citation.model_validate(place | more)


def answered() -> Answer:
    """Two positions, one of them over several lines, and a hostile quote."""
    cited = (
        cite(1, "ferry.txt", "Four boats call at Skarvik each day.", page=2, heading="Winter <notices>"),
        cite(2, "harbour [1].txt", "The harbour master counts\n\n\n  three *calls* a day."),
        cite(3, "<b>&_x_.txt", HOSTILE),
    )
    positions = (
        Position(value="four", normalized="4", sources=("ferry.txt",), citations=(1,)),
        Position(
            value="three",
            normalized="3",
            sources=("harbour [1].txt",),
            attributed_to="the harbour master",
            as_of="2019-05",
            citations=(2,),
        ),
    )
    disagreement = Disagreement(
        topic="boats that call", kind="number", explanation="Both count one day.", positions=positions
    )
    told = write_disagreements([disagreement], cited)
    quotes = "\n\n".join(block_quote(citation.quote, citation.number) for citation in cited)
    return Answer(
        question="How many <boats>?",
        searched_for="How many *boats* call?",
        text=f"**Four** [1] or **three** [2]\n\n{told}\n\n{quotes}{RULE}{footnotes(cited)}",
        short="four or three",
        refused=False,
        citations=cited,
        agreement="disagree",
        disagreements=(disagreement,),
        set_aside=(SetAside(first=cited[0], second=cited[2], reason="not one <day>"),),
        warnings=("the model *failed*: <none>",),
        timings={"total": 1.5},
    )


def conversation() -> list[tuple[str, Answer]]:
    """Three turns; the second was written by a model with a sentence struck, the third is a refusal."""
    first = answered()
    written = Answer(
        question="And the last?",
        searched_for="And the last?",
        text=f"Four boats call [1]. ~~Nine \\<b\\> sink~~ (not supported){RULE}[1] ferry.txt, line 1",
        refused=False,
        citations=first.citations[:1],
        disagreements=first.disagreements,
        agreement="disagree",
        generator="qwen_3<8b>",
    )
    refused = Answer(question="Why?", searched_for="Why?", text="The files do not answer this question.", refused=True)
    return [(one.question, one) for one in (first, written, refused)]
