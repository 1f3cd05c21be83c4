"""Whether quotes give the names of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.name_gazetteer import country_of_adjective
from rag.disagreement.name_words import PARTICLES, same_part
from rag.reading.lexicon import TITLES
from rag.text.spans import Span, overlap
from rag.text.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["addresses_of", "is_named", "names_of"]

_NO_NAMES = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr prof professor sir dame lord lady madam".split())
_SMALL = PARTICLES | {"-", "–", "of", "the"}
_CAPITALS = re.compile(r"(?:[A-Z]\.?){2,}s?")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.\S+", re.IGNORECASE)
_LINKS = frozenset("of the and for in on de la del des du von van &".split())


def names_of(doc: Doc, taken: Sequence[Span] = ()) -> list[tuple[str, ...]]:
    """The proper names of a sentence, each as its words, as written; particles and forms of address are left out.

    Args:
        doc: The sentence, parsed.
        taken: Characters that are numbers and dates, and no names.
    """
    found: list[tuple[str, ...]] = []
    run: list[Token] = []
    for token in doc:
        if _is_name(token) and not any(overlap(Span(token.idx, token.idx + len(token)), span) for span in taken):
            if run and token.ent_iob_ == "B" and run[-1].ent_type_ and not _joined(run[-1], token):
                found.append(_words(run))
                run = []
            run.append(token)
        elif run and not (token.lower_ in _SMALL - {"of", "the"} and token.i + 1 < len(doc)):
            found.append(_words(run))
            run = []
    if run:
        found.append(_words(run))
    return [name for name in found if name]


def addresses_of(text: str) -> list[str]:
    """The addresses of pages and of mail in a text: what a reader may click on."""
    return [match[0].rstrip(".,;:!?)]'\"") for match in _ADDRESS.finditer(text)]


def is_named(name: Sequence[str], quotes: Sequence[str]) -> bool:
    """Whether one of the quotes gives a name.

    Args:
        name: Its words.
        quotes: The quotes.

    Returns:
        Whether all words of the name stand together in one quote, within a name there or in its order; an
        abbreviation and its full name are one, as are a country and the adjective of its people.
    """
    return any(_in(name, quote) for quote in quotes)


def _in(name: Sequence[str], quote: str) -> bool:
    wanted = [part for word in name for part in words(_bare(word))]
    if not wanted:
        return True
    told = words(_without_possessive(quote))
    if any(
        all(_same(one, other) for one, other in zip(wanted, told[i:], strict=False))
        for i in range(len(told) - len(wanted) + 1)
    ):
        return True
    if any(all(any(_same(one, other) for other in run) for one in wanted) for run in _runs(quote)):
        return True
    return _abbreviated(name, quote)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) > 3 and len(other) > 3 and one.rstrip("s") == other.rstrip("s"):
        return True
    if min(len(one), len(other)) > 1 and same_part(one, other) and len(one) > 2 and len(other) > 2:
        return True
    land, other_land = country_of_adjective(one), country_of_adjective(other)
    return any(known is not None and fold(known) == word for known, word in ((land, other), (other_land, one)))


def _runs(quote: str) -> Iterator[list[str]]:
    """Stretches of capitalised words, with the small words that join them."""
    run: list[str] = []
    for match in re.finditer(r"[\w'’.&-]+|[^\w\s]", _without_possessive(quote)):
        word = match[0]
        if word[:1].isupper() or (run and word[:1].isdigit()):
            run.extend(words(_bare(word)))
        elif run and word.lower() not in _SMALL | {"and", "&", '"'}:
            yield run
            run = []
    if run:
        yield run


def _abbreviated(name: Sequence[str], quote: str) -> bool:
    """Whether the quote has the name's initials for it, or the words of which it is the initials."""
    whole = "".join(_bare(word) for word in name)
    if len(name) == 1 and _CAPITALS.fullmatch(whole):
        letters = whole.rstrip("s").replace(".", "").lower()
        return any(letters in spelled for spelled in _initials(quote))
    letters = "".join(word[0] for word in name if word[:1].isalnum()).upper()
    if len(letters) < 2:
        return False
    dotted = r"\.?".join(map(re.escape, letters))
    return re.search(rf"\b{dotted}\b", quote) is not None


def _initials(quote: str) -> Iterator[str]:
    """The first letters of each stretch of capitalised words, small words between them left out."""
    letters = ""
    for word in re.findall(r"[\w'’-]+|[^\w\s]", quote):
        if word[:1].isupper():
            letters += "".join(part[0] for part in re.split(r"[-–]", word) if part).lower()
        elif letters and word.lower() not in _LINKS:
            yield letters
            letters = ""
    if letters:
        yield letters


def _is_name(token: Token) -> bool:
    if token.ent_type_ in _NO_NAMES or not token.text[:1].isalnum():
        return False
    if not any(character.isupper() for character in token.text):
        return False
    if token.pos_ == "PROPN":
        return True
    # A capital within a sentence makes a name of what the parser takes for none; at its beginning it tells nothing.
    within = token.i > 0 and token.nbor(-1).text not in {'"', "'", ":", "(", "-", ".", "/"} and token.text != "I"
    return (bool(token.ent_type_) or within) and token.pos_ in {"NOUN", "ADJ", "VERB", "ADV", "X"}


def _joined(left: Token, right: Token) -> bool:
    return left.dep_ in {"compound", "nmod", "amod"} and left.head.i >= right.i


def _words(run: Sequence[Token]) -> tuple[str, ...]:
    kept = [token.text for token in run if token.lower_.rstrip(".") not in _FORMS_OF_ADDRESS]
    # A title before a name need not stand beside it in the quote; that it stands there at all is asked below.
    while len(kept) > 1 and kept[0].lower().rstrip(".") in TITLES:
        kept = kept[1:]
    return tuple(kept)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _without_possessive(text: str) -> str:
    return re.sub(r"(?<=\w)['’]s\b", "", text)
