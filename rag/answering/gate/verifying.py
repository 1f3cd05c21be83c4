"""How far quotes carry a sentence: its numbers, dates, names, what it denies, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answering.gate.figures import figures_of, is_given
from rag.answering.gate.locating import folded
from rag.answering.gate.naming import addresses_of, is_named, names_of
from rag.answering.gate.parts import Missing, Verification
from rag.answering.gate.polarity import clashes, sides_of
from rag.answering.gate.times import is_told, time_spans, times_of, times_told, year_of
from rag.reading.meanings import same_word
from rag.reading.parser import parse
from rag.text.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from rag.text.spans import Span

__all__ = ["WORDS_CARRIED", "verify"]

#: The part of a sentence's content words that its quotes must hold, in whatever form. Chosen on the odd articles of
#: the questions that `python -m tests.benchmarks.bench_gate` reads.
WORDS_CARRIED = 0.34


def verify(sentence: str, quotes: Sequence[str], dates: Sequence[datetime.date | None] = ()) -> Verification:
    """Measure how far quotes carry a sentence.

    Args:
        sentence: One sentence, without citation markers.
        quotes: What it cites; whole sentences.
        dates: Of each quote the day that its file bears, if known: it tells what "on Thursday" means there.

    Returns:
        The scores, and what is missing. A sentence that stands in a quote word for word is carried whole.
    """
    plain = folded(sentence)
    told = [folded(quote) for quote in quotes]
    if any(_bare(plain) in _bare(quote) and len(plain) > 2 and _starts(plain, quote) for quote in told):
        return Verification(1.0, 1.0, 1.0, 1.0, 1.0)
    doc, docs = parse(plain), [parse(quote) for quote in told]
    days = [*dates, *[None] * (len(told) - len(dates))]
    figures = figures_of(doc)
    given = [figure for quote in docs for figure in figures_of(quote)]
    times = times_of(doc)
    known = [time for quote, day in zip(told, days, strict=True) for time in times_told(quote, day)]
    lost_figures = [
        figure.words
        for figure in figures
        if not is_given(figure, told, given) and not ((year := year_of(figure.words)) and is_told(year, told, known))
    ]
    lost_times = [time.words for time in times if not is_told(time, told, known)]
    taken = [*time_spans(doc), *(figure.span for figure in figures)]
    names = names_of(doc, taken)
    addresses = addresses_of(plain)
    lost_names = [" ".join(name) for name in names if not is_named(name, told)]
    lost_names += [address for address in addresses if not any(address in quote for quote in told)]
    sides = sides_of(doc)
    lost_sides = clashes(sides, [sides_of(quote) for quote in docs])
    words = _words_told(doc, docs, taken)
    missing = [
        *(Missing("number", lost) for lost in lost_figures),
        *(Missing("date", lost) for lost in lost_times),
        *(Missing("name", lost) for lost in lost_names),
        *(Missing("negation", lost) for lost in lost_sides),
    ]
    if words < WORDS_CARRIED:
        missing.append(Missing("words", plain))
    return Verification(
        numbers=_part(len(figures), len(lost_figures)),
        dates=_part(len(times), len(lost_times)),
        names=_part(len(names) + len(addresses), len(lost_names)),
        negations=_part(max(1, sum(side.cued for side in sides)), len(lost_sides)),
        words=words,
        missing=tuple(missing),
    )


def _part(all_of_them: int, lost: int) -> float:
    return 1.0 if not lost else max(0.0, 1 - lost / max(all_of_them, lost))


def _bare(sentence: str) -> str:
    return sentence.rstrip(" .!?;:\"'")


def _starts(sentence: str, quote: str) -> bool:
    """Whether a sentence is the whole of a quote's sentence: a part of one may leave out what denies it."""
    return _bare(quote).startswith(_bare(sentence)) and quote[len(_bare(sentence)) :].lstrip("\"'")[:1] in {
        "", ".", "!", "?",
    }  # fmt: skip


def _words_told(doc: Doc, quotes: Sequence[Doc], taken: Sequence[Span]) -> float:
    """The part of a sentence's content words, numbers, dates and names left out, that the quotes have in some form."""
    told = {fold(token.lemma_) for quote in quotes for token in quote} | {
        fold(token.text) for quote in quotes for token in quote
    }
    stems = {stem(word) for word in told}
    own = [
        fold(token.lemma_)
        for token in doc
        if token.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}
        and token.is_alpha
        and fold(token.text) not in STOP_WORDS
        and not any(span.start <= token.idx < span.end for span in taken)
    ]
    if not own:
        return 1.0
    return sum(stem(word) in stems or any(same_word(word, other) for other in told) for word in own) / len(own)
