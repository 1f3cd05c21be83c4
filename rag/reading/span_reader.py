"""The reader: which words of a passage answer a question, and whether any do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from rag.reading.batches import in_batches, padded
from rag.reading.edges import tidy
from rag.reading.pieces import encode, join_pair
from rag.reading.weights import load_reader_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding

    from rag.reading.network import ReaderNetwork
    from rag.reading.weights import Manifest
    from rag.text.spans import Span

    Floats: TypeAlias = NDArray[np.float32]
    Bools: TypeAlias = NDArray[np.bool_]

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_QUESTION",
    "Alternative",
    "SpanReader",
    "SpanReading",
    "load_reader",
    "pair_logits",
]

# In tokens.
LONGEST_ANSWER = 30
LONGEST_QUESTION = 64
# Tokens that two windows of a long passage share: more than an answer and some words around it.
_OVERLAP = 80
# Tokens in one batch, padding included.
_BATCH_TOKENS = 4096
_ALTERNATIVES = 3
# An alternative less likely than this is not worth naming.
_LEAST = 0.01
# Pairs of start and end looked at together: those that come to the same words lend each other their probability.
_LOOKED_AT = 12

# Between digits these do not end a number: 1,000 and 10:30 and 3.14.
_IN_NUMBER = re.compile(r"(?<=\d)[.,:](?=\d)")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place in the passage that could be the answer.

    Attributes:
        start: First character.
        end: After the last character.
        text: The characters between.
        score: Calibrated probability that this is the right span, given that the passage answers.
    """

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What a passage answers to a question.

    Attributes:
        start: First character of the likeliest answer, in code points.
        end: After its last character; equal to ``start`` where there is nothing to choose.
        text: The characters between, exactly as in the passage.
        score: Calibrated probability that this is the right span, given that the passage answers.
        answered: Calibrated probability that the passage answers the question at all.
        alternatives: The next likeliest spans that share no word with each other or the first, best first.
    """

    start: int
    end: int
    text: str
    score: float
    answered: float
    alternatives: tuple[Alternative, ...]


class _Window(NamedTuple):
    """A part of a passage that is read at once."""

    row: int  # of the passage
    first: int  # its first piece
    last: int  # after its last piece
    ids: list[int]
    second: int  # where in the ids the passage begins


class _Pieces(NamedTuple):
    """The pieces of a passage, and at which of them an answer may begin and end; each of the passage's length."""

    encoding: Encoding
    offsets: NDArray[np.int64]
    begins: Bools
    ends: Bools


class SpanReader:
    """Reads passages for answers. May be used by several threads at once.

    Args:
        network: In evaluation mode; gives logits of starts, ends and of "answered".
        manifest: Tells its calibration and its longest input.
    """

    def __init__(self, network: ReaderNetwork, manifest: Manifest) -> None:
        self._network = network
        self.manifest = manifest

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        """What each passage answers to a question; see :meth:`read_pairs`."""
        return self.read_pairs([(question, passage) for passage in passages])

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[SpanReading]:
        """What each passage answers to its question.

        A passage too long for the network is read in windows that overlap; the one that most likely answers counts.

        Args:
            pairs: Question and passage. A question is cut after 64 tokens.

        Returns:
            A reading for each pair, in their order. Where there is nothing to read, ``answered`` is 0.
        """
        import torch  # noqa: PLC0415  (seconds to import: not before something is read)

        texts = list(dict.fromkeys(question for question, _ in pairs))
        questions = {text: encoding.ids[:LONGEST_QUESTION] for text, encoding in zip(texts, encode(texts), strict=True)}
        bodies = list(dict.fromkeys(passage for _, passage in pairs))
        pieces = {text: _pieces_of(text, encoding) for text, encoding in zip(bodies, encode(bodies), strict=True)}
        windows = [
            window
            for row, (question, passage) in enumerate(pairs)
            for window in _windows(row, questions[question], pieces[passage].encoding.ids, self.manifest.longest)
        ]
        best = [SpanReading(0, 0, "", 0.0, 0.0, ())] * len(pairs)
        chances: list[tuple[_Window, float, Floats] | None] = [None] * len(pairs)
        device = next(self._network.parameters()).device
        calibration = self.manifest.calibration
        with torch.inference_mode():
            for batch in in_batches([(i, len(window.ids)) for i, window in enumerate(windows)], _BATCH_TOKENS):
                some = [windows[i] for i in batch]
                tensors = [torch.from_numpy(a).to(device) for a in padded([(w.ids, w.second) for w in some])]
                start, end, verified = (t.float().cpu().numpy() for t in self._network(*tensors))
                begins, ends = _allowed(some, [pieces[pairs[w.row][1]] for w in some], start.shape[1])
                logits = pair_logits(start, end, begins, ends)
                top = logits.max(axis=(1, 2))
                odds = (
                    calibration.verified * verified
                    + calibration.margin * (top - start[:, 0] - end[:, 0])
                    + calibration.bias
                )
                for i, window in enumerate(some):
                    if not np.isfinite(top[i]):
                        continue
                    known = chances[window.row]
                    if known is None or odds[i] > known[1]:
                        chances[window.row] = (window, float(odds[i]), logits[i, window.second : -1])
        for row, chance in enumerate(chances):
            if chance is not None:
                window, log_odds, logits = chance
                passage = pairs[row][1]
                answered = 1 / (1 + float(np.exp(-np.clip(log_odds, -60, 60))))
                offsets = pieces[passage].offsets[window.first : window.last]
                best[row] = _reading(passage, offsets, logits / calibration.temperature, answered)
        return best


@lru_cache(maxsize=1)
def load_reader() -> SpanReader:
    """The packaged reader, shared by all who ask for it: it is loaded once a process.

    Raises:
        ModelError: It is missing or damaged.
    """
    return SpanReader(*load_reader_network())


def pair_logits(start: Floats, end: Floats, begins: Bools, ends: Bools) -> Floats:
    """The logit of every span: that of its start and that of its end added up.

    Args:
        start: Logits of each token as the first of the answer, shape (batch, tokens).
        end: Logits of each token as the last, of the same shape.
        begins: Tokens at which an answer may begin, of the same shape.
        ends: Tokens at which it may end.

    Returns:
        Shape (batch, tokens, ``LONGEST_ANSWER``): the last index is how many tokens follow the first one. Minus
        infinity where the span is not allowed.
    """
    reach = ((0, 0), (0, LONGEST_ANSWER - 1))
    closing = np.pad(np.where(ends, end, -np.inf).astype(np.float32), reach, constant_values=-np.inf)
    following = np.lib.stride_tricks.sliding_window_view(closing, LONGEST_ANSWER, axis=1)
    opening = np.where(begins, start, -np.inf).astype(np.float32)
    logits: Floats = opening[:, :, None] + following
    return logits


def _pieces_of(passage: str, encoding: Encoding) -> _Pieces:
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64)
    parted = np.ones(len(words) + 1, dtype=bool)
    parted[1:-1] = words[1:] != words[:-1]
    inside = [match.start() for match in _IN_NUMBER.finditer(passage)]
    if inside:
        glued = np.flatnonzero(np.isin(offsets[:, 0], inside))
        parted[glued] = False
        parted[glued + 1] = False
    return _Pieces(encoding, offsets, parted[:-1], parted[1:])


def _windows(row: int, question: Sequence[int], passage: Sequence[int], longest: int) -> Iterator[_Window]:
    room = longest - len(question) - 3
    step = room - min(_OVERLAP, room // 2)
    for first in range(0, max(1, len(passage) - room + step), step):
        last = min(first + room, len(passage))
        if last > first:
            yield _Window(row, first, last, *join_pair(question, passage[first:last]))


def _allowed(windows: Sequence[_Window], pieces: Sequence[_Pieces], tokens: int) -> tuple[Bools, Bools]:
    begins, ends = np.zeros((2, len(windows), tokens), dtype=bool)
    for i, (window, piece) in enumerate(zip(windows, pieces, strict=True)):
        inside = slice(window.second, window.second + window.last - window.first)
        begins[i, inside] = piece.begins[window.first : window.last]
        ends[i, inside] = piece.ends[window.first : window.last]
    return begins, ends


def _reading(passage: str, offsets: NDArray[np.int64], logits: Floats, answered: float) -> SpanReading:
    """The best span and those after it.

    Args:
        passage: The whole passage.
        offsets: Characters of the pieces of the window, shape (pieces, 2).
        logits: Of the spans, over the temperature; shape (at least as many as pieces, ``LONGEST_ANSWER``).
        answered: Handed on.
    """
    logits = logits[: len(offsets)]
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    found: list[Alternative] = []
    while len(found) <= _ALTERNATIVES:
        spot = _likeliest(passage, offsets, chances)
        if spot is None or (found and spot[1] < _LEAST):
            break
        (start, end), score = spot
        found.append(Alternative(start, end, passage[start:end], score))
        _rule_out(chances, offsets, start, end)
    if not found:
        return SpanReading(0, 0, "", 0.0, 0.0, ())
    best = found[0]
    return SpanReading(best.start, best.end, best.text, best.score, answered, tuple(found[1:]))


def _likeliest(passage: str, offsets: NDArray[np.int64], chances: Floats) -> tuple[Span, float] | None:
    """The likeliest words, where spans that differ by a comma count together; None if there are none left."""
    flat = chances.ravel()
    top = np.argpartition(flat, -min(_LOOKED_AT, len(flat)))[-_LOOKED_AT:]
    sums: dict[Span, float] = {}
    for place in top[np.argsort(-flat[top], kind="stable")]:
        if flat[place] <= 0:
            break
        first, more = divmod(int(place), chances.shape[1])
        span = tidy(passage, int(offsets[first, 0]), int(offsets[first + more, 1]))
        if span.start < span.end:
            sums[span] = sums.get(span, 0.0) + float(flat[place])
        else:
            flat[place] = 0.0
    if not sums:
        # Only punctuation among those looked at: they are ruled out now, and the rest has its turn.
        return _likeliest(passage, offsets, chances) if flat.any() else None
    best = max(sums, key=lambda span: sums[span])
    return best, min(1.0, sums[best])


def _rule_out(chances: Floats, offsets: NDArray[np.int64], start: int, end: int) -> None:
    """Take away, in place, every span that shares a character with ``start`` to ``end``."""
    width = chances.shape[1]
    lasts = np.minimum(np.arange(len(offsets))[:, None] + np.arange(width), len(offsets) - 1)
    chances[(offsets[:, :1] < end) & (offsets[lasts, 1] > start)] = 0.0
