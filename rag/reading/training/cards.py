"""Model cards: what a model is, what it was trained on, how well it does and where it fails (Mitchell et al. 2019)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.training.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.reading.weights import Kind, Manifest

__all__ = ["CARD", "LOG", "Story", "card", "write_card", "write_log"]

CARD = "MODEL_CARD.md"
LOG = "log.jsonl"

_PURPOSE: dict[Kind, str] = {
    "reader": """\
Given a question and a passage, it points to the words of the passage that answer, and says how likely it is that the
passage answers at all. It can only point: it writes no words of its own. Whosays uses it to choose which words of a
quote to put first, and to refuse questions that the documents do not answer. It is not made for questions that need
counting, reckoning or the joining of several passages, nor for yes or no.""",
    "judge": """\
Given two texts, it says how likely the first entails the second, leaves it open, or contradicts it. Whosays shows it a
passage and a question, to hear whether the passage answers with yes or no, and two passages with the question that both
answer, to hear whether both can be right. It judges what two texts say of each other, not what is true, and it is not
made for checking facts or for judging people.""",
}

_METHOD: dict[Kind, str] = {
    "reader": """\
- **Network**: the encoder of all-MiniLM-L6-v2 reads question and passage together; one head gives each token's logit as
  the first and as the last of the answer, as in BERT's reader for SQuAD (Devlin et al. 2019,
  <https://aclanthology.org/N19-1423>). A second head, a verifier as in Retro-Reader (Zhang et al. 2021,
  <https://arxiv.org/abs/2001.09694>), says whether anything answers. Word embeddings are those of the base model and
  are not trained.
- **Unanswered questions** are learnt from SQuAD 2.0's kinds of them (Rajpurkar et al. 2018,
  <https://aclanthology.org/P18-2124>), made by rules: a name, number or word of the question exchanged, a verb negated,
  roles swapped; the sentence that answers taken out; the question put to a passage near to it. So that no trace of an
  edit gives them away, the same edits are made on both sides as well, where the answer stays: contrast sets (Gardner et
  al. 2020, <https://aclanthology.org/2020.findings-emnlp.117>).
- **Intermediate training**, where the table names any: the encoder is first trained to judge pairs of sentences, then
  to read (Phang et al. 2018, <https://arxiv.org/abs/1811.01088>).
- **Calibration**: the logits of spans are divided by a temperature (Guo et al. 2017,
  <https://arxiv.org/abs/1706.04599>); the verifier's logit and how far the best span is above "nowhere" are weighed by
  a logistic regression.""",
    "judge": """\
- **Network**: the encoder of all-MiniLM-L6-v2 reads both sentences together (Devlin et al. 2019,
  <https://aclanthology.org/N19-1423>); a head weighs the first token, the mean of each sentence and the difference of
  the two (as in InferSent, Conneau et al. 2017, <https://aclanthology.org/D17-1070>). Word embeddings are those of the
  base model and are not trained.
- **Passages that answer one question**, where the table names any: a passage and the question, or the question with two
  passages, in which the words that answer are marked (rag/reading/training/passages.py); they were written for this
  and labelled by hand. Statements of other pairs turned into questions teach it what a question asks.
- **Made pairs**, where the table names any: real sentences with one value exchanged, a verb negated or a word turned
  round contradict, the same sentences in other words are entailed: contrast sets (Gardner et al. 2020,
  <https://aclanthology.org/2020.findings-emnlp.117>).
- **Parts**: pairs are parted by the hash of their premise, 90 in 100 for training, 4 for development, 6 for test; what
  shares a sentence with the last two is not trained on. Breaking NLI and ConTRoL are for measuring only.
- **Calibration**: the logits are divided by a temperature (Guo et al. 2017, <https://arxiv.org/abs/1706.04599>).""",
}

_WEAKNESSES: dict[Kind, tuple[str, ...]] = {
    "reader": (
        "It reads English only; other languages are read badly and with confidence.",
        "It was trained on short passages; a long one is read in windows, and an answer spread over two is missed.",
        "How likely a passage is to answer depends on how often it does in what it was calibrated on; where far fewer "
        "or far more questions are answered, that probability is off.",
        "Made unanswered questions are not all that people ask: a question that is near to the passage in every word "
        "but one can still be answered wrongly.",
        "It points to one stretch of words: of a list of answers it may give one.",
        "The texts are Wikipedia, news, reviews, forums and stories; law, medicine and code are hardly among them.",
    ),
    "judge": (
        "It judges English only; other languages are judged badly and with confidence.",
        "Many of the data sets assume that both sentences are about the same event; of sentences about different ones "
        "it may say that they contradict each other.",
        "Numbers are word pieces to it: it compares sizes, sums and dates badly unless they are plainly different.",
        "Lexical overlap and negation sway it, as they do most models trained on such data.",
        "Captions of pictures and crowd workers' sentences are a large part of the data, and their habits are in it.",
        "What it was trained on has errors of annotation; high probabilities are not proofs.",
    ),
}

_WHAT = {
    "exact": "best span exactly as marked, answered questions",
    "f1": "overlap of words with what is marked (F1), answered questions",
    "squad2_exact": "exact, unanswered questions counted as right where refused",
    "squad2_f1": "F1, unanswered questions counted as right where refused",
    "auc_answered": "area under the ROC curve of “answered”",
    "ece_span": "expected calibration error of the span's probability",
    "ece_answered": "expected calibration error of “answered”",
    "accuracy": "accuracy",
    "contradiction": "average precision of contradictions",
    "ece": "expected calibration error of the likeliest label",
}


@dataclass(frozen=True, slots=True)
class Story:
    """What a card tells besides what the manifest holds.

    Attributes:
        stages: By stage of the training, in order: examples by data set, by the name of its file.
        calibrated_on: In words.
        measured_on: In words.
        commands: That train such a model again.
    """

    stages: Mapping[str, Mapping[str, int]]
    calibrated_on: str
    measured_on: str
    commands: tuple[str, ...] = ()


def write_card(folder: Path, manifest: Manifest, log: Sequence[Mapping[str, float]], story: Story) -> None:
    """Write MODEL_CARD.md into the folder of a model; see :func:`card`."""
    (folder / CARD).write_text(card(manifest, log, story), encoding="utf-8")


def write_log(folder: Path, log: Sequence[Mapping[str, float]]) -> None:
    """Write the log of a run into the folder of a model, an entry a line, numbers to five digits."""
    rounded = [{name: _rounded(value) for name, value in entry.items()} for entry in log]
    lines = [json.dumps(entry, separators=(",", ":")) for entry in rounded]
    (folder / LOG).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _rounded(value: float) -> float:
    return value if value == int(value) else float(f"{value:.5g}")


def card(manifest: Manifest, log: Sequence[Mapping[str, float]], story: Story) -> str:
    """A model card in Markdown.

    Args:
        manifest: Of the model.
        log: Of its training, as :func:`rag.reading.training.loop.fit` returns it; may be empty.
        story: The rest.
    """
    code = f" with the code of commit {manifest.commit}" if manifest.commit else ""
    parts = [
        f"# {manifest.name}",
        _PURPOSE[manifest.kind],
        f"Base model {manifest.base}; {manifest.dtype}; inputs of at most {manifest.longest} tokens; trained on "
        f"{manifest.created.isoformat()}{code}.",
        "## How it was trained",
        _METHOD[manifest.kind],
        "\n".join(f"- {line}" for line in _schedule(manifest, log)),
        "## Data",
        "\n".join(_data_table(story)),
        "None of these texts is part of the model's files or of this repository.",
        "## Measured",
        f"Calibrated on {story.calibrated_on}: {_calibration(manifest)}. Measured on {story.measured_on}"
        + (", the same, so that calibration errors flatter it" if story.measured_on == story.calibrated_on else "")
        + "; in brackets the bounds of 95 % bootstrap intervals.",
        "\n".join(_metrics_table(manifest.metrics)),
        "## Known weaknesses",
        "\n".join(f"- {line}" for line in _WEAKNESSES[manifest.kind]),
        "## Training it again",
        _again(manifest.kind, story.commands),
    ]
    return "\n\n".join(parts) + "\n"


def _schedule(manifest: Manifest, log: Sequence[Mapping[str, float]]) -> Iterator[str]:
    yield f"**Seed** {manifest.seed}."
    yield "**Optimiser**: AdamW in float32, the network run in bfloat16; the rate rises, then falls linearly to zero."
    last = max(log, key=lambda entry: entry.get("step", 0), default={})
    if "step" in last:
        yield f"**Steps**: {last['step']:.0f}, {last.get('epoch', 0):.2f} epochs."
    if rates := [entry["learning_rate"] for entry in log if "learning_rate" in entry]:
        yield f"**Highest rate in the log**: {max(rates):.2g}."
    scored = [entry for entry in log if "eval_score" in entry]
    if scored:
        best = max(scored, key=lambda entry: entry["eval_score"])
        yield (
            f"**Chosen**: of {len(scored)} evaluations on the development data that of step {best.get('step', 0):.0f}, "
            f"with a score of {best['eval_score']:.4f}; all are in [{LOG}]({LOG})."
        )


def _data_table(story: Story) -> Iterator[str]:
    yield "| data set | used for | examples | licence | from |"
    yield "|---|---|---|---|---|"
    for stage, counts in story.stages.items():
        for key, rows in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            terms = terms_of(key)
            origin = f"<{terms.origin}>" if terms.origin.startswith("http") else terms.origin or "–"
            yield f"| {terms.name} | {stage} | {rows:,} | {terms.licence} | {origin} |"


def _calibration(manifest: Manifest) -> str:
    numbers = manifest.calibration
    said = f"temperature {numbers.temperature:.3f}"
    if manifest.kind == "reader":
        said += (
            f"; log odds of “answered” {numbers.verified:.3f} × verifier + {numbers.margin:.3f} × margin "
            f"{'+' if numbers.bias >= 0 else '−'} {abs(numbers.bias):.3f}"
        )
    return said


def _metrics_table(metrics: Mapping[str, float]) -> Iterator[str]:
    yield "| measure | result |"
    yield "|---|---|"
    for name, value in metrics.items():
        if name.endswith(("_low", "_high")) and name.rpartition("_")[0] in metrics:
            continue
        what = _WHAT.get(name, name)
        if name.startswith("accuracy_"):
            what = f"accuracy, {terms_of(name.removeprefix('accuracy_')).name}"
        low, high = metrics.get(f"{name}_low"), metrics.get(f"{name}_high")
        bounds = f" [{low:.3f}, {high:.3f}]" if low is not None and high is not None else ""
        yield f"| {what} (`{name}`) | {value:.3f}{bounds} |"


def _again(kind: Kind, commands: Sequence[str]) -> str:
    lines = commands or (f"make train-{kind} DATA=FOLDER",)
    shown = "\n".join(f"    {line}" for line in lines)
    return f"{shown}\n\ndocs/training.md in the repository says what FOLDER holds."
