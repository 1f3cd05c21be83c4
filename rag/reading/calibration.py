"""Probabilities that mean what they say: fitting a temperature, and measuring how far confidence is from truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["adaptive_calibration_error", "expected_calibration_error", "fit_temperature", "negative_log_likelihood"]

# Temperatures looked among: beyond them logits would be certainties, or no evidence at all.
_COLDEST, _HOTTEST = 0.05, 20.0


def fit_temperature(logits: ArrayLike, labels: ArrayLike) -> float:
    """The number to divide logits by so that their softmax fits the labels best (Guo et al. 2017).

    The negative log likelihood is convex in the inverse of the temperature, so that it has one minimum; it is looked
    for between 1/20 and 20 (https://arxiv.org/abs/1706.04599).

    Args:
        logits: Shape (examples, classes); or (examples,) for the log odds of label 1 against label 0. Minus infinity
            is a class that an example does not have.
        labels: Class of each example, shape (examples,).

    Returns:
        The temperature: above 1 where the logits are overconfident.

    Raises:
        ValueError: There is nothing to fit on, or the shapes do not fit each other.
    """
    scores, classes = _checked(logits, labels)
    found = minimize_scalar(
        lambda inverse: _likelihood(scores * inverse, classes),
        bounds=(1 / _HOTTEST, 1 / _COLDEST),
        method="bounded",
        options={"xatol": 1e-6},
    )
    return float(1 / found.x)


def negative_log_likelihood(logits: ArrayLike, labels: ArrayLike, temperature: float = 1.0) -> float:
    """Mean of minus the log probability of each label, in nats; arguments as in :func:`fit_temperature`.

    Raises:
        ValueError: As there.
    """
    scores, classes = _checked(logits, labels)
    return _likelihood(scores / temperature, classes)


def expected_calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 15) -> float:
    """Mean gap of confidence and accuracy over bins of equal width, weighted by their size (Naeini et al. 2015).

    Args:
        confidence: Probability given to each prediction, 0 to 1, shape (examples,).
        correct: Whether each was right, shape (examples,).
        bins: Their number; a confidence on a border belongs to the bin below it, as in Guo et al. 2017.

    Returns:
        0 for perfect calibration, at most 1.

    Raises:
        ValueError: There is nothing to measure, or shapes or values do not fit.
    """
    sure, right = _measured(confidence, correct, bins)
    places = np.clip(np.ceil(sure * bins).astype(np.int64) - 1, 0, bins - 1)
    return sum(
        float(abs(sure[inside].mean() - right[inside].mean()) * inside.mean())
        for inside in (places == place for place in np.unique(places))
    )


def adaptive_calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 15) -> float:
    """As :func:`expected_calibration_error`, over bins of equal numbers of examples (Nguyen and O'Connor 2015).

    Equal confidences may be parted by the bins; the examples are then taken in their order. With fewer examples than
    bins, each is a bin of its own.
    """
    sure, right = _measured(confidence, correct, bins)
    order = np.argsort(sure, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    return sum(float(abs(sure[part].mean() - right[part].mean()) * len(part) / len(order)) for part in parts)


def _checked(logits: ArrayLike, labels: ArrayLike) -> tuple[Floats, NDArray[np.int64]]:
    scores = np.asarray(logits, dtype=np.float64)
    classes = np.asarray(labels).astype(np.int64)
    if scores.ndim == 1:
        scores = np.stack([np.zeros_like(scores), scores], axis=1)
    if scores.ndim != 2 or classes.shape != scores.shape[:1] or not len(classes):
        raise ValueError(f"logits of shape {np.shape(logits)} and labels of shape {np.shape(labels)} do not fit")
    if classes.min() < 0 or classes.max() >= scores.shape[1]:
        raise ValueError(f"labels are 0 to {scores.shape[1] - 1}")
    if not np.isfinite(scores[np.arange(len(classes)), classes]).all():
        raise ValueError("the logit of a label is not finite")
    return scores, classes


def _likelihood(scores: Floats, classes: NDArray[np.int64]) -> float:
    chosen = scores[np.arange(len(classes)), classes]
    return float(np.mean(logsumexp(scores, axis=1) - chosen))


def _measured(confidence: ArrayLike, correct: ArrayLike, bins: int) -> tuple[Floats, Floats]:
    sure, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if sure.ndim != 1 or sure.shape != right.shape or not len(sure) or bins < 1:
        raise ValueError("as many confidences as judgements are needed, one at least, and a bin")
    if sure.min() < 0 or sure.max() > 1:
        raise ValueError("a confidence is 0 to 1")
    return sure, right
