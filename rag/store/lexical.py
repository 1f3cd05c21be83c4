"""Passages by the words in them, ranked by BM25 exactly as SQLite's FTS5 ranks them, and quicker.

FTS5 reads and scores every passage in which any of the words stands, for every question anew. Here the places of a
word are read from the same index once, kept as arrays with what each is worth, and added up with NumPy.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["LexicalIndex"]

# As FTS5 fixes them (https://www.sqlite.org/fts5.html#the_bm25_function).
_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6
# Most passages that are kept over all words: 12 bytes each.
_KEPT = 4_000_000
_KEPT_TOKENS = 10_000


@dataclass(frozen=True, slots=True)
class _Lengths:
    """All passages: ids, ascending, and the part of BM25's denominator that only their length sets."""

    ids: NDArray[np.int64]
    norms: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Word:
    """Passages in which a word stands, by their place in :class:`_Lengths`, and what it is worth in each."""

    places: NDArray[np.int32]
    worth: NDArray[np.float64]


class LexicalIndex:
    """Searches the FTS5 table ``words`` of a catalogue. For one thread at a time.

    Args:
        connection: To the catalogue's database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._generation = -1
        self._lengths: _Lengths | None = None
        self._words: OrderedDict[str, _Word] = OrderedDict()
        self._kept = 0
        self._tokenizer: sqlite3.Connection | None = None
        self._tokens: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """Let go of what was made besides the catalogue's own connection."""
        if self._tokenizer is not None:
            self._tokenizer.close()

    def search(
        self, words: Sequence[str], limit: int, among: NDArray[np.int64] | None, generation: int
    ) -> list[tuple[int, float]]:
        """The best passages: (id, BM25), best first, ties by id. In one transaction with what read the generation.

        Args:
            words: Any of these, folded.
            limit: Most results.
            among: Only these ids, if given.
            generation: Of the catalogue: what is kept from an earlier one is forgotten.
        """
        lengths = self._at(generation)
        scores = np.zeros(len(lengths.ids))
        for word in words:
            found = self._word(word, lengths)
            scores[found.places] += found.worth
        if among is not None:
            scores[~np.isin(lengths.ids, among)] = 0.0
        matched = np.flatnonzero(scores)
        if len(matched) > limit:
            least = np.partition(scores[matched], len(matched) - limit)[len(matched) - limit]
            matched = matched[scores[matched] >= least]
        best = matched[np.lexsort((matched, -scores[matched]))][:limit]
        return list(zip(lengths.ids[best].tolist(), scores[best].tolist(), strict=True))

    def _at(self, generation: int) -> _Lengths:
        """The lengths of all passages; what belongs to another generation is forgotten."""
        if self._lengths is None or self._generation != generation:
            self._words.clear()
            self._kept = 0
            [(ids, sizes)] = self._connection.execute(
                "SELECT group_concat(id), group_concat(hex(sz), '') FROM (SELECT id, sz FROM words_docsize ORDER BY id)"
            ).fetchall()
            tokens = _varints(bytes.fromhex(sizes or ""))
            mean = tokens.mean() if len(tokens) else 1.0
            norms = _K1 * (1 - _B + _B * tokens / mean)
            self._lengths = _Lengths(np.fromstring(ids or "", dtype=np.int64, sep=","), norms)
            self._generation = generation
        return self._lengths

    def _word(self, word: str, lengths: _Lengths) -> _Word:
        found = self._words.get(word)
        if found is not None:
            self._words.move_to_end(word)
            return found
        occurrences = self._occurrences(self._tokens_of(word))
        firsts = np.flatnonzero(np.diff(occurrences, prepend=-1))
        ids, frequencies = occurrences[firsts], np.diff(firsts, append=len(occurrences))
        places = np.searchsorted(lengths.ids, ids)
        idf = log((len(lengths.ids) - len(ids) + 0.5) / (len(ids) + 0.5)) if len(ids) else 0.0
        worth = (idf if idf > 0 else _LEAST_IDF) * (frequencies * (_K1 + 1) / (frequencies + lengths.norms[places]))
        found = self._words[word] = _Word(places.astype(np.int32), worth)
        self._kept += len(ids)
        while self._kept > _KEPT and len(self._words) > 1:
            _, dropped = self._words.popitem(last=False)
            self._kept -= len(dropped.places)
        return found

    def _occurrences(self, tokens: tuple[str, ...]) -> NDArray[np.int64]:
        """The passage of each place where these tokens stand one after the other, ascending."""
        if not tokens:
            return np.empty(0, dtype=np.int64)
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab('main', 'words', 'instance')"
        )
        if len(tokens) == 1:
            [(joined,)] = self._connection.execute(
                "SELECT group_concat(doc) FROM temp.word_places WHERE term = ?", tokens
            ).fetchall()
            return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)
        starts: set[tuple[int, int]] | None = None
        for number, token in enumerate(tokens):
            rows = self._connection.execute(
                "SELECT doc, offset - ? FROM temp.word_places WHERE term = ?", (number, token)
            ).fetchall()
            starts = set(rows) if starts is None else starts.intersection(rows)
        return np.array(sorted(document for document, _ in starts or ()), dtype=np.int64)

    def _tokens_of(self, word: str) -> tuple[str, ...]:
        """What FTS5's tokenizer makes of a word: its stem, mostly; several tokens where it splits the word."""
        if word not in self._tokens:
            if self._tokenizer is None:
                [(table,)] = self._connection.execute(
                    "SELECT sql FROM main.sqlite_master WHERE name = 'words'"
                ).fetchall()
                self._tokenizer = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self._tokenizer.execute(table)
                self._tokenizer.execute("CREATE VIRTUAL TABLE parts USING fts5vocab('words', 'instance')")
            self._tokenizer.execute("INSERT INTO words (words) VALUES ('delete-all')")
            self._tokenizer.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (word,))
            rows = self._tokenizer.execute("SELECT term FROM parts ORDER BY offset").fetchall()
            if len(self._tokens) >= _KEPT_TOKENS:
                self._tokens.clear()
            self._tokens[word] = tuple(term for (term,) in rows)
        return self._tokens[word]


def _varints(data: bytes) -> NDArray[np.float64]:
    """Numbers written one after the other as SQLite's variable-length integers: seven bits a byte, high bits first."""
    digits = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(digits < 128)
    if not len(ends):
        return np.empty(0)
    lengths = np.diff(ends, prepend=-1)
    powers = np.repeat(ends, lengths) - np.arange(len(digits))
    values: NDArray[np.float64] = np.add.reduceat((digits & 127) * 128.0**powers, ends - lengths + 1)
    return values
