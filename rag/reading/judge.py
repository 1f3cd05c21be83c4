"""The judge: whether one sentence entails another, contradicts it, or does neither."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from rag.reading.batches import in_batches, padded
from rag.reading.pieces import cut_pair, encode, join_pair
from rag.reading.weights import load_judge_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.reading.network import JudgeNetwork
    from rag.reading.weights import Manifest

__all__ = ["Judge", "Judgement", "PackagedJudge", "Verdict", "load_judge"]

Judgement: TypeAlias = Literal["entailment", "neutral", "contradiction"]

# Tokens in one batch, padding included.
_BATCH_TOKENS = 2048
# Verdicts that are kept.
_VERDICTS = 2048


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a premise says of a hypothesis: three calibrated probabilities that sum to 1.

    Attributes:
        entailed: The premise says that the hypothesis is true.
        neutral: It leaves that open.
        contradicted: It says that the hypothesis is false.
    """

    entailed: float
    neutral: float
    contradicted: float

    @property
    def label(self) -> Judgement:
        """The most likely of the three; of equals the more cautious: neutral first, entailment last."""
        best = max(self.entailed, self.neutral, self.contradicted)
        if self.neutral == best:
            return "neutral"
        return "contradiction" if self.contradicted == best else "entailment"


class Judge:
    """Judges pairs of sentences. May be used by several threads at once.

    Args:
        network: In evaluation mode; gives logits of entailment, neutral and contradiction.
        manifest: Tells its temperature and its longest input.
    """

    def __init__(self, network: JudgeNetwork, manifest: Manifest) -> None:
        self._network = network
        self.manifest = manifest

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """What each premise says of its hypothesis.

        Args:
            pairs: Premise and hypothesis. A pair that is too long loses its end, the longer text first.

        Returns:
            A verdict for each pair, in their order.
        """
        logits = self.logits(pairs) / self.manifest.calibration.temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        shares: list[list[float]] = (odds / odds.sum(axis=1, keepdims=True)).tolist()
        return [Verdict(*share) for share in shares]

    def exclude(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How likely it is that two sentences cannot both be true.

        That two statements exclude each other does not depend on which is named first, but the network reads them in
        an order. A pair is judged both ways, and the lower probability of a contradiction counts: what is seen from
        one side only is more often an accident of the reading than an exclusion.

        Returns:
            A probability for each pair, in their order; the same whichever sentence of it comes first.
        """
        verdicts = self.judge([*pairs, *((second, first) for first, second in pairs)])
        return [
            min(one.contradicted, other.contradicted)
            for one, other in zip(verdicts[: len(pairs)], verdicts[len(pairs) :], strict=True)
        ]

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Logits of entailment, neutral and contradiction before the temperature: shape (pairs, 3)."""
        import torch  # noqa: PLC0415  (seconds to import: not before something is judged)

        # A sentence that stands in many pairs is cut into pieces once.
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        pieces = {text: encoding.ids for text, encoding in zip(texts, encode(texts), strict=True)}
        longest = self.manifest.longest - 3
        inputs = [join_pair(*cut_pair(pieces[first], pieces[second], longest)) for first, second in pairs]
        found = np.zeros((len(pairs), 3), dtype=np.float64)
        device = next(self._network.parameters()).device
        with torch.inference_mode():
            for batch in in_batches([(row, len(ids)) for row, (ids, _) in enumerate(inputs)], _BATCH_TOKENS):
                tensors = [torch.from_numpy(array).to(device) for array in padded([inputs[row] for row in batch])]
                found[batch] = self._network(*tensors).float().cpu().numpy()
        return found


class PackagedJudge:
    """The judge that the package carries, loaded when it first judges. May be used by several threads at once.

    The verdicts on the last 2,048 pairs are kept: the sentences of a question are judged again with those that a second
    search adds to them.
    """

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._verdicts: OrderedDict[tuple[str, str], Verdict] = OrderedDict()
        self._keeping = threading.Lock()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """What each premise says of its hypothesis, in their order.

        Raises:
            ModelError: The judge's files are missing or damaged. Where there are no pairs, it is not loaded.
        """
        with self._keeping:
            verdicts = {pair: self._verdicts[pair] for pair in pairs if pair in self._verdicts}
        new = [pair for pair in dict.fromkeys(pairs) if pair not in verdicts]
        if new:
            # Whoever comes while another thread loads the network waits for it instead of loading a second one.
            with self._loading:
                judge = load_judge()
            verdicts.update(zip(new, judge.judge(new), strict=True))
        with self._keeping:
            for pair in pairs:
                self._verdicts[pair] = verdicts[pair]
                self._verdicts.move_to_end(pair)
            while len(self._verdicts) > _VERDICTS:
                self._verdicts.popitem(last=False)
        return [verdicts[pair] for pair in pairs]


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """The packaged judge, shared by all who ask for it: it is loaded once a process.

    Raises:
        ModelError: It is missing or damaged.
    """
    from rag.packing import pack_linear_layers  # noqa: PLC0415  (imports torch)

    network, manifest = load_judge_network()
    pack_linear_layers(network)
    return Judge(network, manifest)
