from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import torch

from rag.reading.span_reader import SpanReader
from rag.reading.training.loop import save_weights
from rag.reading.training.publish import Sources, main, publish, read_log
from rag.reading.training.terms import UNSTATED
from rag.reading.weights import load_judge_network, load_reader_network, read_manifest
from tests.reading.networks import random_judge, random_reader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

TOWNS = ("Arlen", "Bexby", "Corwick", "Dunmere", "Elsted", "Farlow", "Gransby", "Holt")


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def questions(count: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for n in range(count):
        town = TOWNS[n % len(TOWNS)]
        passage = f"The library of {town} opened in 18{n + 10}. It keeps {n + 3} thousand maps."
        year = {"text": f"18{n + 10}", "start": passage.index("18")}
        title = "squad2_train_head" if n % 2 else "my_own"
        rows += [
            {
                "context": passage,
                "question": f"When did the library of {town} open?",
                "answers": [year],
                "title": title,
            },
            {"context": passage, "question": f"Who built the mill of {town}?", "answers": [], "title": title},
        ]
    return rows


def pairs(count: int) -> list[dict[str, object]]:
    labels = ("entailment", "neutral", "contradiction")
    return [
        {
            "premise": f"The ferry to {TOWNS[n % 8]} carried {n} cars.",
            "hypothesis": f"A boat carried {n + n % 3} cars.",
            "label": labels[n % 3],
        }
        for n in range(count)
    ]


@pytest.fixture
def reader_run(tmp_path: Path) -> Path:
    write_rows(tmp_path / "data" / "train.jsonl.gz", questions(8))
    write_rows(tmp_path / "data" / "dev.jsonl.gz", questions(6))
    work = tmp_path / "run"
    work.mkdir()
    save_weights(random_reader(), work / "weights.safetensors")
    log = [{"step": 50, "learning_rate": 1e-4}, {"step": 60, "epoch": 0.5, "eval_score": 0.61234567}]
    (work / "log.json").write_text(json.dumps(log))
    return work


@pytest.fixture
def judge_run(tmp_path: Path) -> Path:
    write_rows(tmp_path / "data" / "med.jsonl.gz", pairs(300))
    write_rows(tmp_path / "data" / "breaking_nli.jsonl.gz", pairs(6))
    work = tmp_path / "run"
    work.mkdir()
    save_weights(random_judge(), work / "weights.safetensors")
    return work


def test_a_reader(reader_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "model"
    main(["reader", str(reader_run), "--data", str(tmp_path / "data"), "--out", str(out), "--commit", "abc"])
    network, manifest = load_reader_network(out)
    assert json.loads(capsys.readouterr().out)["f1"] == manifest.metrics["f1"]
    assert (manifest.kind, manifest.longest, manifest.commit) == ("reader", 320, "abc")
    assert {entry.name: (entry.licence, entry.rows) for entry in manifest.data} == {
        "my_own": (UNSTATED, 8),
        "SQuAD 2.0, the beginning of train": ("CC-BY-SA-4.0", 8),
    }
    assert manifest.metrics["f1_low"] <= manifest.metrics["f1"] <= manifest.metrics["f1_high"]
    assert SpanReader(network, manifest).read("When?", ["It opened in 1810."])[0].text
    card = (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "12 questions, 6 of them answered" in card
    assert "0.6123" in card
    assert [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()][1]["eval_score"] == 0.61235


def test_the_weights_are_those_of_the_run(reader_run: Path, tmp_path: Path) -> None:
    publish("reader", reader_run, tmp_path / "model", Sources(tmp_path / "data"))
    network, _ = load_reader_network(tmp_path / "model", precision="float32")
    for name, weight in random_reader().state_dict().items():
        torch.testing.assert_close(network.state_dict()[name].cpu(), weight, rtol=1e-3, atol=1e-4, msg=name)


def test_a_reader_on_squad_2(reader_run: Path, tmp_path: Path) -> None:
    file = tmp_path / "dev.json"
    articles = []
    for number in range(4):
        rows = questions(4 + number)
        paragraphs = [
            {
                "context": row["context"],
                "qas": [
                    {
                        "question": row["question"],
                        "answers": [
                            {"text": a["text"], "answer_start": a["start"]}
                            for a in row["answers"]  # type: ignore[attr-defined]
                        ],
                    }
                ],
            }
            for row in rows
        ]
        articles.append({"title": str(number), "paragraphs": paragraphs})
    file.write_text(json.dumps({"data": articles}))
    sources = Sources(tmp_path / "data", calibrate=file, articles="odd", measure_on="even")
    publish("reader", reader_run, tmp_path / "model", sources)
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "the odd articles of dev.json, 20 questions" in card
    assert "the even articles of dev.json, 24 questions" in card


def test_a_judge(judge_run: Path, tmp_path: Path) -> None:
    publish("judge", judge_run, tmp_path / "model", Sources(tmp_path / "data"))
    _, manifest = load_judge_network(tmp_path / "model")
    assert [entry.name for entry in manifest.data] == ["MED (monotonicity)"]
    assert {"accuracy", "accuracy_low", "contradiction", "ece", "accuracy_breaking_nli"} <= set(manifest.metrics)
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "accuracy, Breaking NLI" in card


def test_a_checkpoint_will_do(reader_run: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    checkpoint = tmp_path / "checkpoint-5"
    checkpoint.mkdir()
    weights = load_file(reader_run / "weights.safetensors")
    save_file({f"network.{name}": weight for name, weight in weights.items()}, checkpoint / "model.safetensors")
    (checkpoint / "trainer_state.json").write_text(json.dumps({"log_history": [{"step": 5, "loss": 1.5}]}))
    publish("reader", checkpoint, tmp_path / "model", Sources(tmp_path / "data"))
    assert read_manifest("reader", tmp_path / "model").metrics
    assert read_log(checkpoint) == [{"step": 5, "loss": 1.5}]


def test_intermediate_training_is_told(reader_run: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "pairs" / "scone.jsonl.gz", pairs(60))
    write_rows(tmp_path / "pairs" / "control_nli.jsonl.gz", pairs(60))
    publish("reader", reader_run, tmp_path / "model", Sources(tmp_path / "data", intermediate=tmp_path / "pairs"))
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| ScoNe (scope of negation) | intermediate training |" in card
    assert "| ConTRoL" not in card


@pytest.mark.parametrize("kind", ["reader", "judge"])
def test_an_unfinished_run(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([kind, str(tmp_path), "--data", str(tmp_path), "--out", str(tmp_path / "model")])
    assert stopped.value.code == 2
    assert "is the run finished?" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def test_the_weights_of_the_other_kind(reader_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["judge", str(reader_run), "--data", str(tmp_path / "data"), "--out", str(tmp_path / "model")])
    assert "fits another network" in capsys.readouterr().err
