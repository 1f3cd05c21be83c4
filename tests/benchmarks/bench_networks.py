"""How fast the reader and the judge load and run: `python -m tests.benchmarks.bench_networks`.

Needs no data and no trained weights: where a model is not there, one of random numbers is measured, which computes as
much. Each line says precision and kind of attention; the first is what the package uses on this machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

import torch

from rag.embedding import packaged_model_folder
from rag.reading.judge import Judge
from rag.reading.network import JudgeNetwork, ReaderNetwork, load_encoder
from rag.reading.span_reader import SpanReader
from rag.reading.weights import MANIFEST, load_judge_network, load_reader_network, model_folder, save_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.reading.weights import Attention, Kind, Precision

_WORDS = (
    "the a of and in to was by for on with from council river harbour school minister report winter bridge market "
    "engineers signed closed opened measured carried twelve forty 1923 3,400 kilometres northern old first second"
).split()
_WIDTHS = (11, 11, 24, 22, 13)


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS, k=words)).capitalize() + "."


def _folder(kind: Kind, spare: Path) -> Path:
    folder = model_folder(kind)
    if (folder / MANIFEST).exists():
        return folder
    torch.manual_seed(1)
    network_class = ReaderNetwork if kind == "reader" else JudgeNetwork
    network = network_class(load_encoder(packaged_model_folder()))
    longest = 320 if kind == "reader" else 192
    save_model(network, spare / kind, name="random", longest=longest, created=date(2000, 1, 1))
    return spare / kind


def _seconds(done: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        done()
        times.append(time.perf_counter() - began)
    return median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    runs: int = parser.parse_args().runs
    random = Random(5)
    passages = [_text(random, 150) for _ in range(60)]
    pairs = [(_text(random, random.randint(8, 30)), _text(random, random.randint(8, 30))) for _ in range(60)]
    variants: tuple[tuple[Precision, Attention], ...] = (
        ("auto", "sdpa"),
        ("bfloat16", "sdpa"),
        ("bfloat16", "eager"),
        ("float32", "sdpa"),
        ("float32", "eager"),
    )
    print(f"{torch.get_num_threads()} threads; seconds, median of {runs} runs")
    print("precision attention  load reader  load judge  60 passages of 150 words  60 pairs of sentences  in both ways")
    with tempfile.TemporaryDirectory() as spare:
        folders = {kind: _folder(kind, Path(spare)) for kind in ("reader", "judge")}
        load_reader_network(folders["reader"])  # what is imported once is not counted
        for precision, attention in variants:
            how: dict[str, Any] = {"precision": precision, "attention": attention}
            opened = SpanReader(*load_reader_network(folders["reader"], **how))
            judge = Judge(*load_judge_network(folders["judge"], **how))
            seconds = (
                _seconds(partial(load_reader_network, folders["reader"], **how), runs),
                _seconds(partial(load_judge_network, folders["judge"], **how), runs),
                _seconds(partial(opened.read, "Who closed the old bridge in 1923?", passages), runs),
                _seconds(partial(judge.judge, pairs), runs),
                _seconds(partial(judge.exclude, pairs), runs),
            )
            print(f"{precision:9} {attention:9}", *(f"{s:{w}.3f}" for s, w in zip(seconds, _WIDTHS, strict=True)))


if __name__ == "__main__":
    main()
