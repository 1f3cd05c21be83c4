"""Words as they are compared: folded, without accents, stemmed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

__all__ = ["STOP_WORDS", "content_words", "fold", "stem", "stems", "words"]

_WORD = re.compile(r"\w+")

# English words that carry grammar rather than subject: closed classes only.
STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could did"
    " do does doing done each for from had has have having he her here hers him his how i if in into is it its"
    " itself many may me might more most much must my no nor not of off on once one only or other our out over own"
    " per s same shall she should so some such t than that the their them then there these they this those through"
    " to too under until up upon us very was we were what when where whether which while who whom whose why will"
    " with within would you your".split()
)


def fold(text: str) -> str:
    """Lower case, compatibility forms and accents removed: "Rodríguez" becomes "rodriguez"."""
    if text.isascii():
        return text.lower()
    # Before and after, as in Unicode's caseless matching: mathematical capitals have no lower case of their own.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """Folded words in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    # Porter's 1980 stemmer, which the lexical index uses too, so that both see the same words.
    return Stemmer.Stemmer("porter")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word."""
    return str(_stemmer().stemWord(word))


def content_words(text: str) -> list[str]:
    """Folded words in order, without stop words."""
    return [word for word in words(text) if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Stems of the content words, in order."""
    return [stem(word) for word in content_words(text)]
