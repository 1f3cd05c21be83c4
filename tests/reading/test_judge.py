from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.errors import ModelError
from rag.reading import judge as module
from rag.reading import weights
from rag.reading.judge import Judge, PackagedJudge, Verdict, load_judge
from rag.reading.weights import WEIGHTS, Calibration, model_folder
from tests.reading.manifests import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.reading.network import JudgeNetwork
    from rag.reading.weights import Manifest

PAIRS = [
    ("Forty men were released.", "Nobody was released."),
    ("No.", "Yes."),
    ("The council met on 3 May 2024 in the old town hall. " * 9, "They met in May."),
    ("", ""),
    ("日本語の文です。", "😀 lone \ud800 surrogate"),
    ("Yes.", "No."),
]


@pytest.fixture(scope="module")
def network() -> JudgeNetwork:
    from tests.reading.networks import random_judge

    made = random_judge()
    for weight in made.classify.parameters():
        weight.data *= 5  # untrained heads tell hardly anything apart
    return made


@pytest.fixture(scope="module")
def judge(network: JudgeNetwork) -> Judge:
    return Judge(network, manifest("judge", 192))


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        (Verdict(0.5, 0.3, 0.2), "entailment"),
        (Verdict(0.3, 0.5, 0.2), "neutral"),
        (Verdict(0.3, 0.2, 0.5), "contradiction"),
        (Verdict(0.4, 0.4, 0.2), "neutral"),
        (Verdict(0.4, 0.2, 0.4), "contradiction"),
    ],
)
def test_label(verdict: Verdict, label: str) -> None:
    assert verdict.label == label


@pytest.mark.model
def test_probabilities_sum_to_one(judge: Judge) -> None:
    verdicts = judge.judge(PAIRS)
    for verdict in verdicts:
        assert verdict.entailed + verdict.neutral + verdict.contradicted == pytest.approx(1)
    assert len({round(verdict.contradicted, 3) for verdict in verdicts}) > 3


@pytest.mark.model
def test_they_are_the_softmax_over_the_temperature(judge: Judge, network: JudgeNetwork) -> None:
    logits = judge.logits(PAIRS)
    warm = Judge(network, manifest("judge", 192, Calibration(temperature=3.0)))
    for row, verdict in zip(logits, warm.judge(PAIRS), strict=True):
        odds = np.exp(row / 3)
        shares = (verdict.entailed, verdict.neutral, verdict.contradicted)
        assert shares == pytest.approx(tuple(odds / odds.sum()), rel=1e-3)


@pytest.mark.model
def test_logits_are_those_of_the_network_fed_by_the_library(judge: Judge, network: JudgeNetwork) -> None:
    """Cut as in training, too: the longest side first."""
    import torch
    from transformers import AutoTokenizer

    from rag.embedding import packaged_model_folder

    tokenizer = AutoTokenizer.from_pretrained(packaged_model_folder())
    for premise, hypothesis in [PAIRS[0], ("one two three " * 99, "four five " * 8), ("a b " * 99, "c d e " * 99)]:
        encoded = tokenizer(premise, hypothesis, truncation="longest_first", max_length=192, return_tensors="pt")
        with torch.inference_mode():
            expected = network(encoded["input_ids"], encoded["token_type_ids"], encoded["attention_mask"])
        assert judge.logits([(premise, hypothesis)])[0] == pytest.approx(expected[0].tolist(), abs=1e-3)


@pytest.mark.model
def test_many_at_once_are_judged_as_each_alone(judge: Judge) -> None:
    pairs = [*PAIRS, *((f"There were {n} men. " * n, "There were ten men.") for n in range(1, 40))]
    together = judge.logits(pairs)
    for pair, logits in zip(pairs, together, strict=True):
        assert judge.logits([pair])[0] == pytest.approx(logits, abs=2e-3)
    assert judge.judge([]) == []


@pytest.mark.model
def test_exclusion_holds_both_ways(judge: Judge) -> None:
    turned = [(second, first) for first, second in PAIRS]
    found = judge.exclude(PAIRS)
    assert found == pytest.approx(judge.exclude(turned), abs=1e-4)
    there, back = judge.judge(PAIRS), judge.judge(turned)
    assert found == pytest.approx(
        [min(a.contradicted, b.contradicted) for a, b in zip(there, back, strict=True)], abs=1e-4
    )
    assert any(abs(a.contradicted - b.contradicted) > 0.01 for a, b in zip(there, back, strict=True))
    assert judge.exclude([]) == []


# --- the judge that the package carries


@pytest.fixture
def unloaded() -> Iterator[None]:
    """Nobody has asked for the packaged judge yet."""
    load_judge.cache_clear()
    yield
    load_judge.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unloaded: None) -> Path:
    """A copy of the packaged judge that is loaded in its place."""
    folder = tmp_path / "judge"
    shutil.copytree(model_folder("judge"), folder)
    monkeypatch.setattr(weights, "model_folder", lambda _: folder)
    return folder


@pytest.mark.model
@pytest.mark.parametrize(
    ("entailing", "contradicting", "hypothesis"),
    [
        ("The bridge is open to traffic.", "The bridge is closed to traffic.", "The bridge is open."),
        ("The council rejected the plan.", "The council approved the plan.", "The council rejected the plan."),
        ("The museum acquired the painting.", "The museum sold the painting.", "The museum bought the painting."),
        ("The company finally paid the fine.", "The company never paid the fine.", "The company paid the fine."),
        ("The mayor confirmed the report.", "The mayor denied the report.", "The mayor confirmed the report."),
        ("The trial began in May.", "The trial ended in May.", "The trial started in May."),
    ],
)
def test_one_word_flips_the_verdict(entailing: str, contradicting: str, hypothesis: str) -> None:
    found = PackagedJudge().judge([(entailing, hypothesis), (contradicting, hypothesis)])
    assert [verdict.label for verdict in found] == ["entailment", "contradiction"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("premise", "hypothesis"),
    [
        ("The council turned the plan down.", "The council rejected the plan."),
        ("The ferry sank in the storm.", "The ferry went down in the storm."),
        ("The trial began in May.", "The trial started in May."),
        ("The museum acquired the painting.", "The museum bought the painting."),
        pytest.param(
            "The minister resigned.",
            "The minister stepped down.",
            marks=pytest.mark.xfail(reason="the judge does not know every verb with a particle"),
        ),
        pytest.param(
            "The vaccine is safe for children.",
            "The vaccine is harmless for children.",
            marks=pytest.mark.xfail(reason="the judge takes the suffix for a negation"),
        ),
    ],
)
def test_what_is_only_worded_differently_is_not_contradicted(premise: str, hypothesis: str) -> None:
    (verdict,) = PackagedJudge().judge([(premise, hypothesis)])
    assert verdict.label != "contradiction"


@pytest.mark.model
def test_it_is_loaded_once_for_all(monkeypatch: pytest.MonkeyPatch, unloaded: None) -> None:
    loaded: list[Manifest] = []
    load = weights.load_judge_network

    def counted() -> tuple[JudgeNetwork, Manifest]:
        made = load()
        loaded.append(made[1])
        return made

    monkeypatch.setattr(module, "load_judge_network", counted)
    first, second = PackagedJudge(), PackagedJudge()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(first.judge, [PAIRS[:1]] * 4))
    assert second.judge(PAIRS[:1]) == found[0]
    assert load_judge() is load_judge()
    assert [made.kind for made in loaded] == ["judge"]


@pytest.mark.model
@pytest.mark.parametrize("place", [9, 9000, -1])
def test_damaged_files_are_a_model_error(copied: Path, place: int) -> None:
    intact = (copied / WEIGHTS).read_bytes()
    content = bytearray(intact)
    content[place] ^= 1
    (copied / WEIGHTS).write_bytes(content)
    judge = PackagedJudge()
    with pytest.raises(ModelError, match="is damaged"):
        judge.judge(PAIRS[:1])
    # What failed is tried again.
    (copied / WEIGHTS).write_bytes(intact)
    assert len(judge.judge(PAIRS[:1])) == 1


@pytest.mark.model
def test_missing_files_are_a_model_error_once_there_is_something_to_judge(copied: Path) -> None:
    shutil.rmtree(copied)
    judge = PackagedJudge()
    assert judge.judge([]) == []
    with pytest.raises(ModelError, match="the judge is not there"):
        judge.judge(PAIRS[:1])


class Counting:
    """A judge who is sure of all, and notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += pairs
        return [Verdict(len(first) / 100, 0.0, len(second) / 100) for first, second in pairs]


def test_a_pair_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, packaged = Counting(), PackagedJudge()
    monkeypatch.setattr(module, "load_judge", lambda: judge)
    first = packaged.judge([("a", "bb"), ("c", "d"), ("a", "bb")])
    assert first == [Verdict(0.01, 0.0, 0.02), Verdict(0.01, 0.0, 0.01), Verdict(0.01, 0.0, 0.02)]
    assert packaged.judge([("bb", "a"), ("c", "d")]) == [Verdict(0.02, 0.0, 0.01), first[1]]
    assert judge.asked == [("a", "bb"), ("c", "d"), ("bb", "a")]


def test_only_the_last_verdicts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, packaged = Counting(), PackagedJudge()
    monkeypatch.setattr(module, "load_judge", lambda: judge)
    monkeypatch.setattr(module, "_VERDICTS", 2)
    for pair in [("a", "b"), ("c", "d"), ("a", "b"), ("e", "f"), ("a", "b"), ("c", "d")]:
        packaged.judge([pair])
    assert judge.asked == [("a", "b"), ("c", "d"), ("e", "f"), ("c", "d")]
    assert len(packaged.judge([(str(n), "") for n in range(5)])) == 5
