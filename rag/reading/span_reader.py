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
# Passages whose pieces are kept.
_KEPT = 512

# Between digits these do not end a number: 1,000 and 10:30 and 3.14.
_IN_NUMBER = re.compile(r"(?<=\d)[.,:](?=\d)")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place in a passage that could be the answer.

    Attributes:
        start: First character, in code points.
        end: After the last character.
        text: The characters between, exactly as in the passage.
        score: Calibrated probability that this is the right span, given that the passage answers.
    """

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class SpanReading(Alternative):
    """What a passage answers to a question: the likeliest place, which is empty where there is nothing to choose.

    Attributes:
        answered: Calibrated probability that the passage answers the question at all.
        alternatives: The next likeliest places that share no word with each other or the first, best first.
    """

    answered: float
    alternatives: tuple[Alternative, ...]


_NOTHING = SpanReading(0, 0, "", 0.0, 0.0, ())


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


class _Scored(NamedTuple):
    """What the network says of a window."""

    window: _Window
    surety: float  # by which windows of one passage are compared
    odds: float  # log odds of "answered"
    logits: Floats  # of the spans, shape (pieces of the window, LONGEST_ANSWER)


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

        A passage too long for the network is read in windows that overlap; the one whose best span and
        verifier together say most counts.

        Args:
            pairs: Question and passage. A question is cut after 64 tokens.

        Returns:
            A reading for each pair, in their order. Where there is nothing to read, ``answered`` is 0.
        """
        texts = list(dict.fromkeys(question for question, _ in pairs))
        questions = {text: encoding.ids[:LONGEST_QUESTION] for text, encoding in zip(texts, encode(texts), strict=True)}
        pieces = {passage: _pieces_of(passage) for _, passage in pairs}
        windows = [
            window
            for row, (question, passage) in enumerate(pairs)
            for window in _windows(row, questions[question], pieces[passage].encoding.ids, self.manifest.longest)
        ]
        best: dict[int, _Scored] = {}
        for scored in self._scored(windows, [pieces[pairs[window.row][1]] for window in windows]):
            row = scored.window.row
            if row not in best or scored.surety > best[row].surety:
                best[row] = scored
        return [
            self._reading(passage, pieces[passage].offsets, best[row]) if row in best else _NOTHING
            for row, (_, passage) in enumerate(pairs)
        ]

    def _scored(self, windows: Sequence[_Window], pieces: Sequence[_Pieces]) -> Iterator[_Scored]:
        """Windows, run through the network, in no set order; those without a word to choose are left out."""
        import torch  # noqa: PLC0415  (seconds to import: not before something is read)

        calibration = self.manifest.calibration
        device = next(self._network.parameters()).device
        for batch in in_batches([(i, len(window.ids)) for i, window in enumerate(windows)], _BATCH_TOKENS):
            some = [windows[i] for i in batch]
            with torch.inference_mode():
                tensors = [torch.from_numpy(a).to(device) for a in padded([(w.ids, w.second) for w in some])]
                start, end, verified = (t.float().cpu().numpy() for t in self._network(*tensors))
            logits = pair_logits(start, end, *_allowed(some, [pieces[i] for i in batch], start.shape[1]))
            margin = logits.max(axis=(1, 2)) - start[:, 0] - end[:, 0]
            odds = calibration.verified * verified + calibration.margin * margin + calibration.bias
            for i, window in enumerate(some):
                if np.isfinite(margin[i]):
                    inside = slice(window.second, window.second + window.last - window.first)
                    # With the span in it: of an answer that a window cuts in two, the verifier may see enough.
                    yield _Scored(window, float(verified[i] + margin[i]), float(odds[i]), logits[i, inside])

    def _reading(self, passage: str, offsets: NDArray[np.int64], scored: _Scored) -> SpanReading:
        window = scored.window
        logits = scored.logits / self.manifest.calibration.temperature
        places = _places(passage, offsets[window.first : window.last], logits)
        if not places:
            return _NOTHING
        best = places[0]
        answered = 1 / (1 + float(np.exp(-np.clip(scored.odds, -60, 60))))
        return SpanReading(best.start, best.end, best.text, best.score, answered, tuple(places[1:]))


@lru_cache(maxsize=1)
def load_reader() -> SpanReader:
    """The packaged reader, shared by all who ask for it: it is loaded once a process.

    Raises:
        ModelError: It is missing or damaged.
    """
    from rag.packing import pack_linear_layers  # noqa: PLC0415  (imports torch)

    network, manifest = load_reader_network()
    pack_linear_layers(network)
    return SpanReader(network, manifest)


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


@lru_cache(maxsize=_KEPT)
def _pieces_of(passage: str) -> _Pieces:
    """The pieces of a passage, which nobody changes: later questions are often put to the same passages."""
    (encoding,) = encode([passage])
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


def _places(passage: str, offsets: NDArray[np.int64], logits: Floats) -> list[Alternative]:
    """The best span and those after it; none where all is punctuation.

    Args:
        passage: The whole passage.
        offsets: Characters of the pieces of the window, shape (pieces, 2).
        logits: Of the spans, over the temperature; shape (pieces, ``LONGEST_ANSWER``), one of them finite.
    """
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
    return found


def _likeliest(passage: str, offsets: NDArray[np.int64], chances: Floats) -> tuple[Span, float] | None:
    """The likeliest words, where spans that differ by a comma count together; None if there are none left.

    Where the likeliest are all punctuation, they are ruled out in place, and the next have their turn.
    """
    flat = chances.reshape(-1)
    while flat.any():
        top = np.argpartition(flat, -min(_LOOKED_AT, len(flat)))[-_LOOKED_AT:]
        top = top[flat[top] > 0]
        sums: dict[Span, float] = {}
        for place in top[np.argsort(-flat[top], kind="stable")]:
            first, more = divmod(int(place), chances.shape[1])
            span = tidy(passage, int(offsets[first, 0]), int(offsets[first + more, 1]))
            if span.start < span.end:
                sums[span] = sums.get(span, 0.0) + float(flat[place])
        if sums:
            best = max(sums, key=lambda span: sums[span])
            return best, min(1.0, sums[best])
        flat[top] = 0.0
    return None


def _rule_out(chances: Floats, offsets: NDArray[np.int64], start: int, end: int) -> None:
    """Take away, in place, every span that shares a character with ``start`` to ``end``."""
    width = chances.shape[1]
    lasts = np.minimum(np.arange(len(offsets))[:, None] + np.arange(width), len(offsets) - 1)
    chances[(offsets[:, :1] < end) & (offsets[lasts, 1] > start)] = 0.0
