"""From answered questions to training data for the reader: ``python -m rag.reading.training.made_questions DATA OUT``.

Most data sets hold only questions that their passages answer. A reader trained on these alone finds an answer
everywhere. This adds the other kind, and puts single sentences into passages of their own length.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from rag.embedding import load_embedder
from rag.reading.parser import parse_many
from rag.reading.training.exchanges import Pool
from rag.reading.training.loop import SEED
from rag.reading.training.pairs import part_of
from rag.reading.training.questions import Asked, read_questions, within_window
from rag.reading.training.unanswered import both_sides, edited, elsewhere, passage_only, taken_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["SHARES", "made_questions", "nearest", "put_together", "write"]

# Share of the questions taken of data sets that are further from the task: stories, dialogues, long answers, and
# many questions over one sentence. All of any other.
SHARES = {
    "covidqa_chunks": 0.5,
    "fairytaleqa": 0.5,
    "friendsqa_dev_test": 0.4,
    "qamr_dev_test": 0.35,
    "ropes_contrast": 0.5,
}
# Characters kept of a passage: about the 180 tokens of a passage of the index, and some.
_LONGEST = 1100
# Data sets whose passages are single sentences.
_SINGLE_SENTENCES = frozenset({"qamr_dev_test"})
_NEAR = 8


def made_questions(given: Sequence[Asked], *, passes: float, seed: int) -> Iterator[Asked]:
    """Training rows from questions as they came.

    Args:
        given: Questions of one part of the data.
        passes: Times that each question is taken; each time with another unanswered one made from it.
        seed: Of every choice.

    Yields:
        Answered and unanswered questions, in random order of the given ones.
    """
    random = Random(seed)  # noqa: S311  (no secret depends on it)
    kept = [asked for asked in given if random.random() < SHARES.get(asked.origin, 1.0)]
    kept = put_together(kept, random)
    kept = [within_window(asked, _LONGEST, random) for asked in kept]
    near = nearest(kept)
    passages = list(dict.fromkeys(asked.passage for asked in kept))
    parsed = dict(zip(passages, tqdm(parse_many(passages), "passages", len(passages)), strict=True))
    questions = list(dict.fromkeys(asked.question for asked in kept))
    asked_for = dict(zip(questions, tqdm(parse_many(questions), "questions", len(questions)), strict=True))
    pool = Pool(parsed.values())
    rows = [(n, asked) for n, asked in enumerate(kept)]
    for turn in range(int(np.ceil(passes))):
        random.shuffle(rows)
        some = rows if turn + 1 <= passes else rows[: int(len(rows) * (passes - turn))]
        for number, asked in tqdm(some, f"pass {turn + 1}"):
            yield asked
            if not asked.answers:
                continue
            way = random.random()
            if way < 0.27:
                made = elsewhere(asked, near[number], random)
            elif way < 0.40:
                made = taken_out(asked)
            else:
                both = edited(asked, asked_for[asked.question], parsed[asked.passage], pool, random)
                made = both[0] if both else None
                if both and both[1] and random.random() < 0.7:
                    changed = both_sides(asked, both[1])
                    if changed:
                        yield changed
                        if random.random() < 0.4 and (alone := passage_only(asked, both[1])):
                            yield alone
            if made:
                yield made


def put_together(given: Sequence[Asked], random: Random) -> list[Asked]:
    """Put passages of one sentence together with others of their data set that are near to them, in random order.

    A question over one sentence is no search; among three to five sentences on like matters it is.
    """
    short = {asked.passage for asked in given if asked.origin in _SINGLE_SENTENCES}
    if len(short) < 2 * _NEAR:
        return list(given)
    sentences = sorted(short)
    vectors = load_embedder().embed_documents(sentences)
    row = {sentence: index for index, sentence in enumerate(sentences)}
    # A few passages a sentence, not one a question: each passage is parsed and embedded later on.
    framed = {
        sentence: [_framed(sentence, sentences, vectors, row, random) for _ in range(3)] for sentence in sentences
    }
    found = []
    for asked in given:
        if asked.passage not in short:
            found.append(asked)
            continue
        passage, shift = random.choice(framed[asked.passage])
        spans = tuple((start + shift, end + shift) for start, end in asked.answers)
        found.append(replace(asked, passage=passage, answers=spans))
    return found


def _framed(
    sentence: str, sentences: Sequence[str], vectors: NDArray[np.float32], row: dict[str, int], random: Random
) -> tuple[str, int]:
    """A passage around a sentence, and where in it the sentence begins."""
    near = np.argsort(-(vectors @ vectors[row[sentence]]))[1 : 5 * _NEAR]
    others = [sentences[i] for i in random.sample([int(i) for i in near], random.randint(2, 4))]
    before = random.randint(0, len(others))
    head = " ".join(others[:before])
    return " ".join([*others[:before], sentence, *others[before:]]), len(head) + 1 if head else 0


def nearest(given: Sequence[Asked]) -> list[list[str]]:
    """For each question, the passages of its data set that are nearest to it, nearest first."""
    embedder = load_embedder()
    found: list[list[str]] = [[] for _ in given]
    for origin in sorted({asked.origin for asked in given}):
        rows = [row for row, asked in enumerate(given) if asked.origin == origin]
        passages = list(dict.fromkeys(given[row].passage for row in rows))
        vectors = embedder.embed_documents(passages)
        questions = embedder.embed_documents([given[row].question for row in rows])
        for first in range(0, len(rows), 1024):
            some = questions[first : first + 1024] @ vectors.T
            for row, line in zip(rows[first : first + 1024], some, strict=True):
                best = np.argpartition(-line, _NEAR)[:_NEAR] if len(passages) > _NEAR else np.arange(len(passages))
                found[row] = [passages[i] for i in best[np.argsort(-line[best])]]
    return found


def write(rows: Sequence[Asked], path: Path) -> None:
    """Write rows as gzipped JSON lines, in the form that they are read in."""
    part = path.with_name(path.name + ".part")
    with gzip.open(part, "wt", encoding="utf-8") as file:
        for row in rows:
            answers = [{"text": row.passage[s:e], "start": s} for s, e in row.answers]
            line = {
                "context": row.passage,
                "question": row.question,
                "answers": answers,
                "made": row.made,
                "title": row.origin,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    # A file that is there is whole.
    part.replace(path)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make training data for the reader from answered questions.")
    parser.add_argument("data", type=Path, help="folder with .jsonl or .jsonl.gz files of context, question, answers")
    parser.add_argument("out", type=Path, help="folder for train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--passes", type=float, default=2.0, help="times that each question is taken (default 2)")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    given = read_questions(sorted(options.data.glob("*.jsonl*")))
    for part, passes in (("dev", 1.0), ("train", options.passes)):
        chosen = [asked for asked in given if part_of(asked.passage) == part]
        write(list(made_questions(chosen, passes=passes, seed=options.seed)), options.out / f"{part}.jsonl.gz")


if __name__ == "__main__":
    main()
