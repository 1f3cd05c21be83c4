"""Calibration of trained networks, and their measurement, on what the reader and the judge really give at run time."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from torch import Tensor, nn

from rag.reading.calibration import expected_calibration_error, fit_temperature
from rag.reading.judge import Judge
from rag.reading.span_reader import SpanReader
from rag.reading.training.measures import bootstrap, exact, mean, overlap
from rag.reading.training.pairs import LABELS
from rag.reading.weights import Calibration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.reading.network import JudgeNetwork, ReaderNetwork
    from rag.reading.span_reader import SpanReading
    from rag.reading.training.measures import Interval
    from rag.reading.training.pairs import Pair
    from rag.reading.training.questions import Asked
    from rag.reading.weights import Manifest

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["Remembering", "fit_judge", "fit_reader", "measure_judge", "measure_reader"]

# A logit taken as this part of itself stays far from where a probability is rounded to 0 or 1.
_PART = 0.02
_COLDEST, _HOTTEST = 0.2, 5.0
# Fewer pairs of a data set than this say nothing about it.
_FEWEST = 50


class Remembering(nn.Module):
    """A reader's network that computes each batch once: other calibrations of it are then tried in no time.

    Args:
        network: Asked for batches that are new.
    """

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network
        self._known: dict[bytes, tuple[Tensor, ...]] = {}

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        """As the network's own."""
        tensors = (input_ids, token_type_ids, attention_mask)
        digest = hashlib.sha256(str(tuple(input_ids.shape)).encode())
        for tensor in tensors:
            digest.update(tensor.cpu().numpy().tobytes())
        key = digest.digest()
        if key not in self._known:
            self._known[key] = self.network(*tensors)
        return self._known[key]


def fit_reader(network: ReaderNetwork | Remembering, manifest: Manifest, asked: Sequence[Asked]) -> Calibration:
    """The calibration with which a reader's probabilities fit some questions best.

    The temperature makes the probability of the best span that of being what people marked (up to case, punctuation
    and articles), over the questions that are answered; the three numbers of "answered" are a logistic regression of
    whether they are, over all of them.

    Args:
        network: As it is loaded to be used.
        manifest: Its manifest; the calibration in it is not looked at.
        asked: Questions that the network was not trained on, some answered and some not.

    Raises:
        ValueError: All are answered, or none.
    """
    network = network if isinstance(network, Remembering) else Remembering(network)
    answered = np.array([bool(each.answers) for each in asked])
    if answered.all() or not answered.any():
        raise ValueError("a reader is calibrated on questions of which some are answered and some are not")
    signs = np.stack(
        [
            _log_odds(_readings(network, manifest, Calibration(verified=verified, margin=margin), asked)) / _PART
            for verified, margin in ((_PART, 0.0), (0.0, _PART))
        ],
        axis=1,
    )
    read = np.isfinite(signs).all(axis=1)
    fitted = LogisticRegression(C=np.inf, max_iter=1000).fit(signs[read], answered[read])
    weights, bias = fitted.coef_[0], fitted.intercept_[0]
    with_answer = [each for each in asked if each.answers]

    def loss(logarithm: float) -> float:
        calibration = Calibration(temperature=math.exp(logarithm))
        readings = _readings(network, manifest, calibration, with_answer)
        right = np.array([exact(r.text, each.texts()) for r, each in zip(readings, with_answer, strict=True)])
        score = np.clip([r.score for r in readings], 1e-6, 1 - 1e-6)
        return float(-np.mean(np.where(right, np.log(score), np.log1p(-score))))

    best = minimize_scalar(
        loss, bounds=(math.log(_COLDEST), math.log(_HOTTEST)), method="bounded", options={"xatol": 0.02}
    )
    return Calibration(
        temperature=float(math.exp(best.x)), verified=float(weights[0]), margin=float(weights[1]), bias=float(bias)
    )


def measure_reader(
    network: ReaderNetwork | Remembering, manifest: Manifest, asked: Sequence[Asked]
) -> dict[str, Interval]:
    """How well a reader reads and refuses, with 95 % bootstrap intervals over passages.

    Args:
        network: As it is loaded to be used.
        manifest: With the calibration to measure.
        asked: Questions that the network was not trained on, some answered and some not.

    Returns:
        ``exact`` and ``f1`` of the best span over answered questions; ``squad2_exact`` and ``squad2_f1`` over all,
        where what is less likely answered than not is refused (Rajpurkar et al. 2018); ``auc_answered``, the area
        under the ROC curve of "answered"; ``ece_span`` and ``ece_answered``, the expected calibration errors of both
        probabilities.
    """
    readings = _readings(network, manifest, manifest.calibration, asked)
    groups = [each.passage for each in asked]
    answered = np.array([bool(each.answers) for each in asked])
    right = np.array([exact(r.text, a.texts()) for r, a in zip(readings, asked, strict=True)], dtype=np.float64)
    f1 = np.array([overlap(r.text, a.texts()) for r, a in zip(readings, asked, strict=True)])
    said = np.array([r.answered for r in readings])
    score = np.array([r.score for r in readings])
    where = np.flatnonzero(answered)
    of_answered = [groups[i] for i in where]
    score, hit = score[where], right[where]
    given = said >= 0.5
    return {
        "exact": mean(hit, of_answered),
        "f1": mean(f1[where], of_answered),
        "squad2_exact": mean(np.where(answered, right * given, ~given), groups),
        "squad2_f1": mean(np.where(answered, f1 * given, ~given), groups),
        "auc_answered": bootstrap(lambda rows: _area(answered[rows], said[rows]), groups),
        "ece_span": bootstrap(lambda rows: expected_calibration_error(score[rows], hit[rows]), of_answered),
        "ece_answered": bootstrap(lambda rows: expected_calibration_error(said[rows], answered[rows]), groups),
    }


def fit_judge(network: JudgeNetwork, manifest: Manifest, pairs: Sequence[Pair]) -> Calibration:
    """The temperature with which a judge's probabilities fit some labelled pairs best.

    Args:
        network: As it is loaded to be used.
        manifest: Its manifest; the calibration in it is not looked at.
        pairs: Pairs that the network was not trained on.
    """
    return Calibration(temperature=fit_temperature(_judged(network, manifest, pairs), _labels(pairs)))


def measure_judge(network: JudgeNetwork, manifest: Manifest, pairs: Sequence[Pair]) -> dict[str, Interval]:
    """How well a judge judges, with 95 % bootstrap intervals over premises.

    Args:
        network: As it is loaded to be used.
        manifest: With the calibration to measure.
        pairs: Pairs that the network was not trained on.

    Returns:
        ``accuracy`` over all, and ``accuracy_NAME`` over each data set of fifty pairs or more; ``contradiction``, the
        average precision with which contradictions are found; ``ece``, the expected calibration error of the likeliest
        label.
    """
    logits = _judged(network, manifest, pairs) / manifest.calibration.temperature
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    labels = _labels(pairs)
    right = (logits.argmax(axis=1) == labels).astype(np.float64)
    groups = [pair.premise for pair in pairs]
    contradicts = labels == LABELS.index("contradiction")
    figures = {
        "accuracy": mean(right, groups),
        "ece": bootstrap(lambda rows: expected_calibration_error(shares[rows].max(axis=1), right[rows]), groups),
    }
    if contradicts.any():
        figures["contradiction"] = bootstrap(
            lambda rows: _precision(contradicts[rows], shares[rows, LABELS.index("contradiction")]), groups
        )
    for origin in sorted({pair.origin for pair in pairs}):
        where = [row for row, pair in enumerate(pairs) if pair.origin == origin]
        if len(where) >= _FEWEST:
            figures[f"accuracy_{origin}"] = mean(right[where], [groups[row] for row in where])
    return figures


def _readings(
    network: ReaderNetwork | Remembering, manifest: Manifest, calibration: Calibration, asked: Sequence[Asked]
) -> list[SpanReading]:
    calibrated = manifest.model_copy(update={"calibration": calibration})
    return SpanReader(cast("ReaderNetwork", network), calibrated).read_pairs([(a.question, a.passage) for a in asked])


def _log_odds(readings: Sequence[SpanReading]) -> Floats:
    """Minus infinity where there was nothing to read."""
    said = np.array([reading.answered for reading in readings], dtype=np.float64)
    with np.errstate(divide="ignore"):
        return cast("Floats", np.log(said) - np.log1p(-said))


def _judged(network: JudgeNetwork, manifest: Manifest, pairs: Sequence[Pair]) -> Floats:
    return Judge(network, manifest).logits([(pair.premise, pair.hypothesis) for pair in pairs])


def _labels(pairs: Sequence[Pair]) -> NDArray[np.int64]:
    return np.array([LABELS.index(pair.label) for pair in pairs], dtype=np.int64)


def _area(answered: NDArray[np.bool_], said: Floats) -> float:
    """Not a number where a resample has only one kind."""
    return float(roc_auc_score(answered, said)) if 0 < answered.sum() < len(answered) else math.nan


def _precision(contradicts: NDArray[np.bool_], share: Floats) -> float:
    return float(average_precision_score(contradicts, share)) if contradicts.any() else math.nan
