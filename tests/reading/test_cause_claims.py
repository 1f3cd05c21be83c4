"""How a sentence gives a cause, and which causes it rejects."""

from __future__ import annotations

import pytest

from rag.reading.cause_claims import CauseClaim, read_cause
from rag.text.spans import Span

pytestmark = pytest.mark.model

# The words that give the cause stand between bars; what is read of them.
WORDS = [
    ("The fair closed |because of rain|.", "rain"),
    ("The fair closed |due entirely to the strike| of the drivers.", "the strike of the drivers"),
    ("The fair closed |as a result of a flood| that came in May.", "a flood"),
    ("The fair closed |partly because nobody came|.", "nobody came"),
    ("The fair moved there |for the lower rents|.", "the lower rents"),
    ("The fair closed because |a pipe| in the cellar had burst.", "a pipe in the cellar"),
    ("The pump stops |when it overheats|, and then starts again.", "it overheats"),
    ("It was |a strike at the depot| that closed the fair.", "a strike at the depot"),
    ("|The rain| closed the fair.", "The rain"),
]
SOLE = [
    ("The fair closed solely |because of rain|.", True),
    ("The fair closed not solely |because of rain|.", False),
    ("The fair closed only |because it rained|.", True),
    ("The only fair in the town closed |because it rained|.", False),
    ("The fair had one cause to close, |the rain|.", True),
    ("One cause of it was |the rain|.", False),
    ("The fair closed for one reason: |rain|.", True),
    ("The fair closed for one reason or another, among them |rain|.", False),
    ("The only reason that the fair closed was |the rain|.", True),
    ("The main reason that the fair closed was |the rain|.", False),
    ("The fair closed because of |rain|, and nothing else.", True),
    ("The fair closed because of |rain|, and little else was open.", False),
    ("The fair closed because of |the rain| alone.", True),
    ("The fair closed because |the keeper was alone|.", False),
    ("|The rain| alone did not close the fair.", False),
    ("The fair closed because of |rain|; there was no other reason.", True),
    ("Prices rose entirely due to |the tax|.", True),
    ("Prices in an entirely new shop rose because of |the tax|.", False),
    ("It was nothing but |greed|.", True),
]
PARTIAL = [
    ("The fair closed partly because of |rain|.", True),
    ("It closed for |health reasons|.", False),
    ("Of the reasons that were given one is |health|.", True),
    ("The fair in the northern part of town closed because of |rain|.", False),
    ("|Rain| contributed to the end of the fair.", True),
    ("|Rain| led to the end of the fair.", False),
    ("Among the reasons was |rain|.", True),
    ("The fair closed because of |unrest among the traders|.", False),
    ("What also closed the fair was |the rain|.", True),
    ("What closed the fair was |the rain|.", False),
    ("One of the causes was |rain|.", True),
    ("The fair closed because |one of the tents fell|.", False),
    ("|Rain| was a factor as well.", True),
    ("|Rain| was the reason.", False),
    ("The fair closed because of |rain|, along with high rents.", True),
    ("Not just |rain| closed the fair.", True),
    ("Another reason was |the rain|.", True),
    ("It closed for several reasons, of which |rain| is best known.", True),
]
DENIES = [
    ("It was not a strike but |rain| that closed it.", "", ("a strike",)),
    ("It was not only a strike but |rain| that closed it.", "", ()),
    ("It closed because of |rain|, not because of the strike.", "", ("the strike",)),
    ("It closed because of |rain|, not until May.", "", ()),
    ("It closed because of |rain| rather than the strike.", "", ("the strike",)),
    ("It closed because of |rain|; that has nothing to do with the strike.", "", ("the strike",)),
    ("It closed because of |rain|; that had much to do with the strike.", "", ()),
    ("No tent fell: it closed because of |rain|.", "", ("tent fell",)),
    ("One tent fell: it closed because of |rain|.", "", ()),
    ("It closed because of |rain|; of plague the doctor found no trace.", "", ("plague",)),
    ("It closed because of |rain|; of plague the doctor found a trace.", "", ()),
    ("It closed because of |rain|.", "The strike was not to blame.", ("The strike",)),
    ("It closed because of |rain|.", "The strike was to blame.", ()),
    ("It closed because of |rain|.", "Arson has been ruled out.", ("Arson",)),
    ("It closed because of |rain|.", "Rents were cheap.", ("expensive rents",)),
    ("It closed because of |rain|.", "Rents were paid.", ()),
    ("It closed because of |rain|.", "There was nothing wrong with the tents.", ("the tents",)),
    ("It closed because of |rain|.", "There was no sign of arson.", ("arson",)),
    ("It closed because of |rain|.", "Nobody had set a fire.", ("had set a fire",)),
    ("It closed because of |rain|.", "The traders did not strike.", ("The traders strike",)),
    ("It closed because of |rain|.", "The tents had not fallen until May.", ()),
    ("It closed because of |rain|.", "Rents were as cheap as ever.", ()),
    ("It closed because of |rain|.", "It did not close for health reasons.", ("health reasons",)),
    (
        "It closed because of |rain|.",
        "Another fair did not close because of wind.",
        ("Another fair close because of wind",),
    ),
    ("It has not survived because of |the rain| but is well known.", "", ()),
    ("It closed because |nobody came|.", "", ()),
    ("It was not |a strike| but rain that closed it.", "", ("a strike",)),
]
DEFINITE = [
    ("The cause of the crash was |ice|.", True),
    ("A cause of the crash was |ice|.", False),
    ("It was |ice| that caused the crash.", True),
    ("The crash was due to |ice|.", False),
    ("What caused the crash was |ice|.", True),
]


def read(text: str, after: str = "") -> CauseClaim:
    ahead, words, behind = text.split("|")
    return read_cause(ahead + words + behind, Span(len(ahead), len(ahead + words)), "", after)


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_the_cause_stands_without_its_marker_and_whole(text: str, words: str) -> None:
    assert read(text).words == words


@pytest.mark.parametrize(("text", "sole"), SOLE)
def test_the_only_cause(text: str, sole: bool) -> None:
    assert read(text).sole is sole


@pytest.mark.parametrize(("text", "partial"), PARTIAL)
def test_one_cause_of_several(text: str, partial: bool) -> None:
    assert read(text).partial is partial


@pytest.mark.parametrize(("text", "after", "denies"), DENIES)
def test_causes_that_are_rejected(text: str, after: str, denies: tuple[str, ...]) -> None:
    assert read(text, after).denies == denies


@pytest.mark.parametrize(("text", "definite"), DEFINITE)
def test_told_as_the_cause(text: str, definite: bool) -> None:
    assert read(text).definite is definite


@pytest.mark.parametrize(
    ("beside", "sole"), [("There was no other reason.", True), ("There was a good reason.", False)]
)
def test_the_sentences_beside_tell_too(beside: str, sole: bool) -> None:
    sentence = "The fair closed because of rain."
    span = Span(sentence.index("rain"), len(sentence) - 1)
    assert read_cause(sentence, span, "", beside).sole is sole
    assert read_cause(sentence, span, beside, "").sole is sole


def test_what_is_rejected_before_counts_as_what_is_rejected_behind() -> None:
    sentence = "What closed it was rain."
    span = Span(sentence.index("rain"), len(sentence) - 1)
    assert read_cause(sentence, span, "The tents had not fallen.", "").denies == ("The tents had fallen",)


def test_typographic_apostrophes_leave_the_words_as_written() -> None:
    sentence = "It closed because of the town’s debts."
    span = Span(sentence.index("the town"), len(sentence) - 1)
    assert read_cause(sentence, span).words == "the town’s debts"


def test_a_span_outside_the_sentence_is_an_error() -> None:
    with pytest.raises(ValueError, match="touch no token"):
        read_cause("It rained.", Span(40, 44))
