"""Answers over seeds/, by seeds/questions.jsonl: `python -m tests.benchmarks.seeds_quality [--split dev]`."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.engine import Engine, build_index
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.types import Answer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass
class Row:
    question: dict[str, Any]
    answer: Answer

    @property
    def spans(self) -> list[tuple[str, int, int]]:
        found = []
        for relevant in self.question["relevant"]:
            start = (SEEDS / relevant["source"]).read_text(encoding="utf-8").index(relevant["quote"])
            found.append((relevant["source"], start, start + len(relevant["quote"])))
        return found

    def overlaps(self, source: str, start: int, end: int) -> bool:
        return any(s == source and a < end and start < b for s, a, b in self.spans)

    @property
    def cited_sources(self) -> set[str]:
        return {c.source for c in self.answer.citations if self.overlaps(c.source, c.start, c.end)}

    @property
    def value_right(self) -> bool | None:
        expected = self.question["expected"]
        if self.answer.short is None:
            return None
        if expected is None:
            return False
        short = self.answer.short.lower()
        return any(value.strip() in short or short in value.strip() for value in expected.lower().split(";"))


def ask(engine: Engine, questions: list[dict[str, Any]]) -> list[Row]:
    rows = []
    for question in questions:
        history: list[tuple[str, Answer]] = []
        for earlier in question["history"]:
            history.append((earlier, engine.answer(earlier, history=history)))
        rows.append(Row(question, engine.answer(question["question"], history=history)))
    return rows


def share(values: list[bool]) -> str:
    return f"{sum(values) / len(values):.3f} ({sum(values)}/{len(values)})" if values else "–"


def report(rows: list[Row]) -> dict[str, str]:
    answerable = [row for row in rows if row.question["answerable"]]
    given = [row for row in answerable if not row.answer.refused]
    sources = [(row, r["source"]) for row in given for r in row.question["relevant"]]
    return {
        "a relevant passage in the hits": share(
            [any(row.overlaps(h.source, h.start, h.end) for h in row.answer.hits) for row in answerable]
        ),
        "relevant sources in the hits": share(
            [
                any(h.source == s and row.overlaps(h.source, h.start, h.end) for h in row.answer.hits)
                for row in answerable
                for s in {r["source"] for r in row.question["relevant"]}
            ]
        ),
        "answered questions with a right citation": share([bool(row.cited_sources) for row in given]),
        "relevant sources cited": share([source in row.cited_sources for row, source in sources]),
        "citations that are right": share(
            [row.overlaps(c.source, c.start, c.end) for row in given for c in row.answer.citations]
        ),
        "values given that are right": share([bool(r.value_right) for r in given if r.value_right is not None]),
        "answerable questions with an expected value that get a right one": share(
            [bool(r.value_right) for r in answerable if r.question["expected"] is not None]
        ),
        "answerable refused": share([row.answer.refused for row in answerable]),
        "unanswerable refused": share([r.answer.refused for r in rows if not r.question["answerable"]]),
    }


def load(split: str | None) -> list[dict[str, Any]]:
    lines = (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["split"] == split or split is None]


def main() -> None:
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "test"])
    parser.add_argument("--misses", action="store_true", help="print the questions that went wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder), documents=SEEDS)
        build_index(settings=settings)
        with Engine.open(settings=settings) as engine:
            rows = ask(engine, load(options.split))
            texts = {document.source: engine.document(document.source).text for document in engine.documents()}
    for name, value in report(rows).items():
        print(f"{name}: {value}")
    citations = [citation for row in rows for citation in row.answer.citations]
    print(f"citations byte-exact: {share([texts[c.source][c.start : c.end] == c.quote for c in citations])}")
    if options.misses:
        for row in rows:
            question, answer = row.question, row.answer
            if question["answerable"] and (answer.refused or not row.cited_sources or row.value_right is False):
                print(f"\n{question['id']} [{question['kind']}] {question['question']} → {answer.searched_for}")
                print(f"  refused {answer.refused}, short {answer.short!r}, expected {question['expected']!r}")
                for citation in answer.citations:
                    right = row.overlaps(citation.source, citation.start, citation.end)
                    print(f"  {'+' if right else '-'} {citation.source[:3]} {citation.quote}")
                for relevant in question["relevant"]:
                    print(f"  * {relevant['source'][:3]} {relevant['quote']}")
            if not question["answerable"] and not answer.refused:
                print(f"\n{question['id']} should be refused: {question['question']}")


if __name__ == "__main__":
    main()
