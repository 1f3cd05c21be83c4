"""Written answers and what the gate made of them: `python -m tests.benchmarks.bench_generated MODEL [--squad FILE]`.

Questions of seeds/ and of SQuAD's even articles are answered by a model in a file. ``--plain`` asks it for sentences
with the number of a passage each, and no quotes, which suits models that are too small to quote. Of every answer that
stands, each citation is compared with its source character by character, and each number of each sentence is looked for
in the sentence's quotes, without the gate's own readers: both counts of faults must be nought. Printed beside them: how
many sentences the model wrote, and why which were removed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

from rag.answering.gate.gate import Gate
from rag.answering.gate.parts import Dropped
from rag.answering.generators.file import FileGenerator
from rag.answering.generators.generator import Message
from rag.disagreement.numerals import read_numeral
from rag.documents import from_text
from rag.engine import Engine
from rag.evaluation.questions import read_questions
from rag.settings import Settings
from rag.text.sentences import sentences
from tests.benchmarks import squad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answering.gate.parts import Drafted, Kept
    from rag.answering.generators.generator import Schema, Written
    from rag.types import Answer

SEEDS = Path(__file__).parents[2] / "seeds"
_FIGURE = re.compile(r"\d[\d,.]*")
_SHOWN = re.compile(r"(?P<text>[^\[\]]*?(?:\\[\[\]][^\[\]]*?)*) (?P<markers>(?:\[\d+\])+)(?: |$)")
_ASK = "{}\n\nQuestion: {}\nAnswer in one or two sentences from the passages, each with the number of its passage."
_EXAMPLE = (
    Message(
        "user",
        _ASK.format(
            "[1] The ferry ran aground on 2 May. Nobody was hurt.\n[2] Its captain was Ole Dahl.",
            "What happened to the ferry?",
        ),
    ),
    Message("assistant", '[{"text": "The ferry ran aground on 2 May.", "passage": 1}]'),
)


@dataclass
class Counts:
    """What was found over all answers."""

    answers: int = 0
    standing: int = 0
    fell_back: int = 0
    citations: int = 0
    inexact: int = 0
    numbers: int = 0
    missing: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="GGUF file")
    parser.add_argument("--squad", type=Path, metavar="FILE")
    parser.add_argument("--questions", type=int, default=500, help="so many in all (default: 500)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn")
    parser.add_argument("--hits", type=int, default=3, help="passages a question (default: 3)")
    parser.add_argument("--tokens", type=int, default=250, help="most tokens an answer (default: 250)")
    parser.add_argument("--plain", action="store_true", help="ask for sentences with one passage each, and no quotes")
    parser.add_argument("--threads", type=int, help="of the model")
    options = parser.parse_args()
    settings = Settings(llm_window=4096, llm_tokens=options.tokens, hits=options.hits, refuse_below=0)
    files = [from_text(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    asked = [question.question for question in read_questions(SEEDS / "questions.jsonl")]
    sets = [(files, asked, options.questions if options.squad is None else options.questions // 4)]
    if options.squad is not None:
        documents, questions, _ = squad.load(options.squad)
        texts_of = [question.text for question in squad.sample(questions, None, odd=False)]
        sets.append((documents, texts_of, options.questions - min(len(asked), options.questions // 4)))
    counts = Counts()
    for documents, questions_of, most in sets:
        chosen = random.Random(options.seed).sample(questions_of, min(len(questions_of), most))
        engine = Engine.from_documents(documents, settings)
        made = _Plain if options.plain else FileGenerator
        engine.choose_generator(made(options.model, seconds=600, window=4096, threads=options.threads))
        texts = {document.source: document.text for document in documents}
        with patch.object(Gate, "check", _counting(counts)):
            for question in chosen:
                began = time.perf_counter()
                count(engine.answer(question), texts, counts)
                counts.seconds.append(time.perf_counter() - began)
                if counts.answers % 10 == 0:
                    report(counts)
        engine.close()
    report(counts)


class _Plain(FileGenerator):
    """The same model, asked in its own words and held to one passage a sentence by a grammar; it need not quote."""

    def stream(self, messages: Sequence[Message], *, tokens: int, schema: Schema | None = None) -> Written:
        lines = messages[-1].content.splitlines()
        passages = [json.loads(line) for line in lines if line.startswith('{"id"')]
        question = json.loads(lines[-1].removeprefix("Question: "))
        asked = _ASK.format("\n".join(f"[{p['id']}] {p['text']}" for p in passages), question)
        number = {"type": "integer", "enum": [p["id"] for p in passages]}
        properties = {"text": {"type": "string"}, "passage": number}
        sentence = {"type": "object", "properties": properties, "required": ["text", "passage"]}
        form = {"type": "array", "items": sentence, "minItems": 1, "maxItems": 3}
        written = "".join(super().stream([*_EXAMPLE, Message("user", asked)], tokens=tokens, schema=form))
        for whole in re.findall(r"\{[^{}]*\}", written):
            try:
                one = json.loads(whole, strict=False)
            except json.JSONDecodeError:  # cut off within a word, or with braces in it: no sentence that cites
                yield f"{whole}\n\n"
                continue
            text = " ".join(one["text"].split())
            for span in sentences(text):
                yield f"{text[span.start : span.end]} [{one['passage']}]\n\n"


def count(answer: Answer, texts: dict[str, str], counts: Counts) -> None:
    """Take an answer into the counts."""
    counts.answers += 1
    if answer.generator == "extractive":
        counts.fell_back += 1
        return
    counts.citations += len(answer.citations)
    counts.inexact += sum(texts[c.source][c.start : c.end] != c.quote for c in answer.citations)
    if answer.refused:
        return
    counts.standing += 1
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for match in _SHOWN.finditer(answer.text.split("\n\n", 1)[0]):
        told = " ".join(quotes[int(number)] for number in re.findall(r"\d+", match["markers"]))
        for figure in _FIGURE.findall(match["text"].replace("\\", "")):
            counts.numbers += 1
            counts.missing += not _stands(figure.rstrip(".,"), told)


def _stands(figure: str, quotes: str) -> bool:
    """Whether a figure stands in the quotes, written so or as a number in words."""
    if re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", quotes):
        return True
    value = float(figure.replace(",", ""))
    starts = [match.start() for match in re.finditer(r"\b\w", quotes)]
    numerals = (read_numeral(quotes, start, len(quotes)) for start in starts)
    return any(numeral is not None and float(numeral.value) == value for numeral in numerals)


def _counting(counts: Counts) -> Callable[[Gate, Drafted], Kept | Dropped]:
    """:meth:`Gate.check`, taking down what it decides."""
    check = Gate.check

    def spy(gate: Gate, drafted: Drafted) -> Kept | Dropped:
        checked = check(gate, drafted)
        if isinstance(checked, Dropped):
            lack = checked.verification.missing[0].kind if checked.verification else ""
            counts.dropped[f"{checked.problem} ({lack})" if lack else checked.problem] += 1
        else:
            counts.kept += 1
        return checked

    return spy


def report(counts: Counts) -> None:
    """Print the counts."""
    removed = counts.dropped.total()
    print(
        f"{counts.answers} answers, {counts.standing} stand, {counts.fell_back} fell back to quotes; "
        f"{counts.kept + removed} sentences written, {removed} removed: {dict(counts.dropped.most_common())}; "
        f"citations not byte-exact: {counts.inexact} of {counts.citations}; "
        f"shown numbers missing from their quotes: {counts.missing} of {counts.numbers}; "
        f"{median(counts.seconds or [0]):.1f} s an answer",
        flush=True,
    )


if __name__ == "__main__":
    main()
