"""Retrieval on SciFact: `python -m tests.benchmarks.bench_scifact --scifact FOLDER [--split test]`.

The folder holds the collection in BEIR's layout: corpus.jsonl, queries_SPLIT.jsonl and qrels_SPLIT.tsv. A document's
best passage counts. Choose settings on the train split; report the test split.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import numpy as np

from rag.documents.document import Document
from rag.engine import Engine
from rag.retrieval.search import search
from rag.settings import Settings
from tests.benchmarks.metrics import ndcg, recall

if TYPE_CHECKING:
    from collections.abc import Iterable

_PASSAGES = 60


def _json_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def corpus(folder: Path) -> list[Document]:
    """Title and abstract of each document, as one text with the title known."""
    return [
        Document(row["_id"], f"{row['title']}\n\n{row['text']}", sha256="", title=row["title"])
        for row in _json_lines(folder / "corpus.jsonl")
    ]


def judged(folder: Path, split: str) -> list[tuple[str, set[str]]]:
    """The queries that have relevant documents, with these."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in (folder / f"qrels_{split}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        if int(score) > 0:
            relevant[query].add(document)
    return [
        (row["text"], relevant[row["_id"]])
        for row in _json_lines(folder / f"queries_{split}.jsonl")
        if row["_id"] in relevant
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scifact", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--split", choices=["train", "test"], default="test")
    options = parser.parse_args()
    documents = corpus(options.scifact)
    queries = judged(options.scifact, options.split)

    began = time.perf_counter()
    engine = Engine.from_documents(documents, Settings())
    chunks = sum(document.chunks for document in engine.documents())
    print(f"{len(documents)} documents, {chunks} passages, indexed in {time.perf_counter() - began:.0f} s")

    rankings: dict[str, list[list[str]]] = defaultdict(list)
    for text, _ in queries:
        rankings["through Engine.search"].append(_best([hit.source for hit in engine.search(text, k=_PASSAGES)]))
        vector = engine._embedder.embed_query(text)
        for name, weight in (("dense alone", 1.0), ("words alone", 0.0)):
            found = search(engine._view.index, text, vector, limit=_PASSAGES, shared=False, dense_weight=weight)
            rankings[name].append(_best([passage.source for passage in found]))
    # The published figure for the model: each document one vector, whatever does not fit its window cut off.
    whole = engine._embedder.embed_documents([f"{d.title} {d.text[len(d.title or '') :].strip()}" for d in documents])
    names = np.array([document.source for document in documents])
    for text, _ in queries:
        order = np.argsort(-(whole @ engine._embedder.embed_query(text)), kind="stable")[:_PASSAGES]
        rankings["dense alone, a document a vector"].append(names[order].tolist())
    for name, ranked in rankings.items():
        scores = [ndcg(one, relevant) for one, (_, relevant) in zip(ranked, queries, strict=True)]
        found_share = mean(recall(one, relevant, 10) for one, (_, relevant) in zip(ranked, queries, strict=True))
        print(
            f"{name}: nDCG@10 {mean(scores):.4f}, recall@10 {found_share:.4f} ({len(queries)} {options.split} queries)"
        )


def _best(sources: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(sources))


if __name__ == "__main__":
    main()
