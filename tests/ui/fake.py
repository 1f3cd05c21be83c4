"""A small engine written by hand, for the page's tests: canned answers, no index, no model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.disagreeing import write_agreement, write_disagreements
from rag.documents.document import Document, Heading, Page
from rag.errors import GeneratorError, QuestionError, ReadError
from rag.types import Answer, Citation, Disagreement, Hit, Position, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.documents.pdf_drawing import DrawnPage
    from rag.types import FileState, History

__all__ = ["EXAMPLES", "FERRY", "HARBOUR", "HOSTILE", "HOSTILE_LINE", "FakeEngine"]

FERRY = "ferry-timetable-and-notices-for-the-northern-islands-winter-season.txt"
HARBOUR = "harbour.txt"
HOSTILE = "hostile <b>&.txt"
HOSTILE_LINE = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script> [x](javascript:window.hacked=3) '
    "![](http://example.org/x.png) &lt;b&gt; &#60; ${window.hacked=4} {{value}} `code` *stars* $$x^2$$ www.example.org"
)

EXAMPLES = ("How many boats call at Skarvik each day?", "Who runs the ferry?")

_TEXTS = {
    FERRY: "Winter notices\n\n"
    + "".join(
        f"Notice {n}: the jetty of island {n} is closed for repairs until the ice has gone.\n" for n in range(1, 90)
    )
    + "Four boats call at Skarvik each day.\nThe last one leaves at 21:40.\n"
    + "".join(f"Appendix {n}: prices of the year before.\n" for n in range(1, 40)),
    HARBOUR: "Skarvik harbour\nThe harbour master counts three calls a day.\nHe has done so since 2019.\n",
    HOSTILE: f"A file that means harm.\n{HOSTILE_LINE}\nThe end.\n",
}


@dataclass(frozen=True)
class FakeDocument:
    """A row of the list of documents."""

    source: str


class FakeEngine:
    """Answers by keyword: boats (disagree), last (agree), hostile, weather (refused), broken (fails); else as boats.

    A question that follows another is completed by it.
    """

    generator = "extractive"

    def __init__(self) -> None:
        self.calls: list[tuple[str, int, tuple[str, ...] | None]] = []

    def documents(self) -> Sequence[FakeDocument]:
        return [FakeDocument(source) for source in _TEXTS]

    def document(self, source: str) -> Document:
        if source not in _TEXTS:
            raise QuestionError(f"{source} is not indexed")
        text = _TEXTS[source]
        return Document(
            source=source,
            text=text,
            sha256="0" * 64,
            title="Northern Islands Ferry" if source == FERRY else None,
            pages=(Page(1, 0, 2000), Page(2, 2000, len(text))) if source == FERRY else (),
            headings=(Heading(0, 14, 1),) if source == FERRY else (),
        )

    def state_of(self, source: str) -> FileState:
        return "changed" if source == HARBOUR else "unknown"

    def draw_page(self, source: str, number: int, *, start: int = 0, end: int = 0) -> DrawnPage:
        raise ReadError(source, "only pages of PDFs can be drawn", "read its text instead")

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        yield self.answer(question, history=history, sources=sources)

    def answer(self, question: str, *, history: History | None = None, sources: Sequence[str] | None = None) -> Answer:
        self.calls.append((question, len(history or []), None if sources is None else tuple(sources)))
        if "broken" in question:
            raise GeneratorError("the model <did> not *answer*; try again", retryable=True)
        if "which files" in question:
            text = f"Asked: {_escaped(', '.join(sources or ['all']))}"
            return Answer(question=question, searched_for=question, text=text, refused=False)
        if "defect" in question:
            raise RuntimeError("a defect of the engine")
        if "hostile" in question:
            cited = (cite(1, HOSTILE, HOSTILE_LINE),)
            text = f"> {_escaped(HOSTILE_LINE)} [1]{_footnotes(cited)}"
            return Answer(question=question, searched_for=question, text=text, refused=False, citations=cited)
        if "weather" in question:
            return self._refusal(question)
        if "last" in question:
            return self._last(question)
        return self._boats(question, history or [])

    def _last(self, question: str) -> Answer:
        cited = (cite(1, FERRY, "The last one leaves at 21:40.", page=2, heading="Winter notices"),)
        text = (
            f"**21:40** [1]\n\n**{_escaped(FERRY)}**\n\n> The last one leaves at 21:40. [1]\n\n"
            f"{write_agreement('none_found', 2, files=2)}{_footnotes(cited)}"
        )
        aside = SetAside(
            first=cited[0], second=cite(2, HARBOUR, "He has done so since 2019."), reason="<not> one event"
        )
        return Answer(
            question=question, searched_for=question, text=text, short="21:40", refused=False, citations=cited,
            agreement="none_found", set_aside=(aside,),
        )  # fmt: skip

    def _refusal(self, question: str) -> Answer:
        passage = "Four boats call at Skarvik each day.\nThe last one leaves at 21:40."
        start = _TEXTS[FERRY].index(passage)
        hit = Hit(source=FERRY, start=start, end=start + len(passage), text=passage, score=0.5)
        text = "The files do not answer this. The nearest passages are listed; none of them answers the question."
        return Answer(question=question, searched_for=question, text=text, refused=True, hits=(hit,))

    def _boats(self, question: str, history: History) -> Answer:
        cited = (
            cite(1, FERRY, "Four boats call at Skarvik each day.", page=2, heading="Winter notices"),
            cite(2, HARBOUR, "The harbour master counts three calls a day."),
        )
        positions = (
            Position(value="four", normalized="4", sources=(FERRY,), citations=(1,)),
            Position(
                value="three",
                normalized="3",
                sources=(HARBOUR,),
                attributed_to="the harbour master",
                as_of="2019-01-01",
                citations=(2,),
            ),
        )
        disagreement = Disagreement(
            topic="boats that call at Skarvik each day",
            kind="number",
            explanation="Both count the calls of one day at the same place.",
            positions=positions,
        )
        text = (
            f"**Four, three** [1][2]\n\n{write_disagreements([disagreement], cited)}\n\n"
            f"**{_escaped(FERRY)}**\n\n> Four boats call at Skarvik each day. [1]\n\n"
            f"**{HARBOUR}**\n\n> The harbour master counts three calls a day. [2]{_footnotes(cited)}"
        )
        searched_for = f"{question} (about {history[-1][0]})" if history else question
        return Answer(
            question=question,
            searched_for=searched_for,
            text=text,
            short="four",
            refused=False,
            citations=cited,
            agreement="disagree",
            disagreements=(disagreement,),
        )


def cite(number: int, source: str, quote: str, *, page: int | None = None, heading: str | None = None) -> Citation:
    text = _TEXTS[source]
    start = text.index(quote)
    return Citation(
        number=number,
        source=source,
        quote=quote,
        start=start,
        end=start + len(quote),
        line=text.count("\n", 0, start) + 1,
        page=page,
        heading=heading,
    )


def _footnotes(citations: Sequence[Citation]) -> str:
    lines = (f"[{c.number}] {_escaped(c.source)}, line {c.line}" for c in citations)
    return "\n\n---\n\n" + "  \n".join(lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", text)
