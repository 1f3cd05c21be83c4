from __future__ import annotations

import numpy as np
import pytest
import torch

from rag.reading.pieces import load_tokenizer
from rag.reading.span_reader import LONGEST_ANSWER, LONGEST_QUESTION
from rag.reading.training.loop import Example, collate, example_of
from rag.reading.training.questions import Asked
from rag.reading.training.reader import Decoded, decode, encode_questions, measure, reader_loss
from tests.reading.training.tiny import pointers, reader

PASSAGE = "The mill at Bexby opened in 1871 and burnt down twelve years later."


def asked(answer: str = "", question: str = "When did it open?", passage: str = PASSAGE) -> Asked:
    start = passage.index(answer)
    return Asked(passage, question, ((start, start + len(answer)),) if answer else (), "x")


def pieces(example: Example) -> list[str]:
    tokenizer = load_tokenizer()
    return [tokenizer.id_to_token(int(i)) or "" for i in np.asarray(example["input_ids"])]


@pytest.mark.parametrize("answer", ["1871", "The mill", "twelve years later.", "Bexby"])
def test_the_span_is_the_answer(answer: str) -> None:
    (example,) = encode_questions([asked(answer)])
    found = " ".join(pieces(example)[int(example["start"]) : int(example["end"]) + 1])
    assert found.replace(" ##", "").replace(" .", ".") == answer.lower()
    assert example["answered"] == 1.0


def test_question_and_passage_are_told_apart() -> None:
    (example,) = encode_questions([asked()])
    types = np.asarray(example["token_type_ids"])
    first = pieces(example).index("[SEP]") + 1
    assert (types[:first] == 0).all()
    assert (types[first:] == 1).all()
    assert (example["start"], example["end"], example["answered"]) == (0, 0, 0.0)


def test_answers_that_are_cut_off_are_left_out() -> None:
    long = "word " * 400 + PASSAGE
    examples = encode_questions([asked("1871", passage=long), asked("", passage=long), asked("1871")])
    assert [example["answered"] for example in examples] == [0.0, 1.0]
    assert len(np.asarray(examples[0]["input_ids"])) == 320


def test_a_long_question_leaves_room() -> None:
    (example,) = encode_questions([asked("1871", question="why " * 500)])
    assert pieces(example).index("[SEP]") == LONGEST_QUESTION + 1
    assert pieces(example)[int(example["start"])] == "1871"


def test_a_seed_makes_questions_careless() -> None:
    given = [asked("1871", question="When did Bexby's mill open?")] * 200
    plain = {np.asarray(e["input_ids"]).tobytes() for e in encode_questions(given)}
    careless = {np.asarray(e["input_ids"]).tobytes() for e in encode_questions(given, seed=3)}
    assert len(plain) == 1
    assert len(careless) > 1


def test_a_step_on_the_gold_span_makes_the_loss_fall() -> None:
    network = reader()
    batch = collate(pointers(16))
    optimiser = torch.optim.SGD(network.parameters(), lr=0.05)
    losses = []
    for _ in range(6):
        loss = reader_loss(network(*(batch[n] for n in ("input_ids", "token_type_ids", "attention_mask"))), batch)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.95 * losses[0]


def test_the_gold_span_costs_least() -> None:
    start = torch.tensor([[0.0, 0.0, 6.0, 0.0]])
    end = torch.tensor([[0.0, 0.0, 0.0, 6.0]])
    right = {"start": torch.tensor([2]), "end": torch.tensor([3]), "answered": torch.tensor([1.0])}
    sure = (start, end, torch.tensor([5.0]))
    best = reader_loss(sure, right)
    assert best < 0.05
    assert reader_loss(sure, {**right, "start": torch.tensor([1])}) > 2
    assert reader_loss(sure, {**right, "answered": torch.tensor([0.0])}) > 4


@pytest.mark.parametrize("seed", range(4))
def test_decode_never_picks_the_question_or_padding(seed: int) -> None:
    examples = pointers(40, seed)
    decoded = decode(reader(seed), examples, tokens=200)
    for (start, end), example in zip(decoded.spans, examples, strict=True):
        types = np.asarray(example["token_type_ids"])
        assert start <= end < len(types)
        assert types[start : end + 1].all()
        assert end - start < LONGEST_ANSWER


def test_decode_does_not_depend_on_the_batches() -> None:
    examples = pointers(30)
    one, other = decode(reader(), examples, tokens=80), decode(reader(), examples, tokens=4000)
    np.testing.assert_allclose(one.verified, other.verified, atol=0.02)
    np.testing.assert_allclose(one.span, other.span, atol=0.1)


def test_measures() -> None:
    examples = [
        example_of(([1, 2, 3, 4, 5, 2], 3), start=3, end=4, answered=1.0),
        example_of(([1, 2, 3, 4, 5, 2], 3), start=3, end=3, answered=1.0),
        example_of(([1, 2, 3, 4, 5, 2], 3), start=0, end=0, answered=0.0),
    ]
    spans = np.array([[3, 4], [3, 4], [3, 4]])
    sure, unsure = np.array([3, 2, 1], dtype=np.float32), np.array([1, 2, 3], dtype=np.float32)
    found = measure(Decoded(spans, sure, unsure), examples)
    assert found["exact"] == 0.5
    assert found["f1"] == pytest.approx((1 + 2 / 3) / 2)
    assert (found["auc_span"], found["auc_verified"]) == (1.0, 0.0)
    assert found["score"] == pytest.approx((found["f1"] + found["auc"]) / 2)
