"""From a finished run to a model: ``python -m rag.reading.training.publish reader|judge WORK --data DATA``.

The weights are rounded as they are kept, loaded as they are used, calibrated and measured so, and written with a
manifest, a model card and the log of the run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.embedding import packaged_model_folder
from rag.reading.network import JudgeNetwork, ReaderNetwork, load_encoder
from rag.reading.training import judge, reader
from rag.reading.training.cards import Story, write_card, write_log
from rag.reading.training.fitting import Remembering, fit_judge, fit_reader, measure_judge, measure_reader
from rag.reading.training.loop import SEED, last_checkpoint, load_weights
from rag.reading.training.measures import flat
from rag.reading.training.pairs import MEASURED_ONLY, parted, read_pairs
from rag.reading.training.passages import parted_rows, read_passages
from rag.reading.training.questions import read_questions, read_squad
from rag.reading.training.terms import data_sets
from rag.reading.weights import load_judge_network, load_reader_network, model_folder, save_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.reading.training.questions import Articles, Asked
    from rag.reading.weights import Calibration, Kind, Manifest

__all__ = ["Sources", "main", "publish", "read_log"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a model was trained on, and what it is calibrated and measured on.

    Attributes:
        data: Folder that the model was trained on: that of made_questions for a reader, of pairs for a judge.
        calibrate: Reader: a file as SQuAD 2.0 lays it out; left out, the development part of ``data``.
        articles: Of that file, "odd", "even" or "all", to calibrate on.
        measure_on: Of that file, to measure on; left out, those calibrated on.
        intermediate: Reader: folder of pairs that its encoder was trained on before.
        also: More files of pairs.
        without: Data sets of pairs that were left out.
        passages: Judge: folder of passages that answer questions, which it learnt from too.
    """

    data: Path
    calibrate: Path | None = None
    articles: Articles = "odd"
    measure_on: Articles | None = None
    intermediate: Path | None = None
    also: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()
    passages: Path | None = None


def publish(
    kind: Kind,
    work: Path,
    out: Path,
    sources: Sources,
    *,
    seed: int = SEED,
    commit: str = "",
    commands: Sequence[str] = (),
) -> Manifest:
    """Write the model of a run.

    Args:
        kind: Which of the two networks it is.
        work: The run's folder, with weights.safetensors, or one of its checkpoints.
        out: Folder to write into; a model that is in it is replaced.
        sources: The data.
        seed: Of the training.
        commit: Of the code.
        commands: That train such a model again, for the card.

    Returns:
        The manifest as written.

    Raises:
        ValueError: The weights are those of another network, or the data cannot be calibrated on.
        OSError: A file is missing.
    """
    file = next((work / name for name in ("weights.safetensors", "model.safetensors") if (work / name).exists()), None)
    if file is None:
        raise FileNotFoundError(f"{work} holds neither weights.safetensors nor model.safetensors: is the run finished?")
    network_class = ReaderNetwork if kind == "reader" else JudgeNetwork
    network = network_class(load_encoder(packaged_model_folder()))
    load_weights(network, file)
    facts: dict[str, Any] = {
        "name": f"whosays-{kind}",
        "longest": reader.LONGEST if kind == "reader" else judge.LONGEST,
        "created": datetime.fromtimestamp(file.stat().st_mtime, UTC).date(),
        "seed": seed,
        "commit": commit,
    }
    with tempfile.TemporaryDirectory() as folder:
        neutral = Path(folder)
        save_model(network, neutral, **facts)
        found = _reader_found(neutral, sources) if kind == "reader" else _judge_found(neutral, sources)
    stages = {stage: data_sets(counts) for stage, counts in found.counts.items()}
    manifest = save_model(
        network,
        out,
        **facts,
        calibration=found.calibration,
        data=[entry for entries in stages.values() for entry in entries],
        metrics=found.metrics,
    )
    log = read_log(work)
    story = Story(
        stages=found.counts, calibrated_on=found.calibrated_on, measured_on=found.measured_on, commands=tuple(commands)
    )
    write_card(out, manifest, log, story)
    write_log(out, log)
    return manifest


@dataclass(frozen=True, slots=True)
class _Found:
    calibration: Calibration
    metrics: Mapping[str, float]
    counts: Mapping[str, Mapping[str, int]]  # by stage of the training, then by data set
    calibrated_on: str
    measured_on: str


def _reader_found(folder: Path, sources: Sources) -> _Found:
    network, manifest = load_reader_network(folder)
    counts: dict[str, Mapping[str, int]] = {}
    if sources.intermediate:
        pairs = parted(read_pairs(judge.files_of(sources.intermediate, sources.also, sources.without)))["train"]
        counts["intermediate training"] = Counter(pair.origin for pair in pairs)
    # Made rows tell by their title which data set they were made from.
    counts["training"] = Counter(
        each.group or each.origin for each in read_questions([sources.data / "train.jsonl.gz"], distinct=False)
    )
    measured: list[Asked]
    if sources.calibrate:
        where = sources.measure_on or sources.articles
        calibrated = read_squad(sources.calibrate, sources.articles)
        measured = calibrated if where == sources.articles else read_squad(sources.calibrate, where)
        names = (
            f"the {sources.articles} articles of {sources.calibrate.name}, {_counted(calibrated)}",
            f"the {where} articles of {sources.calibrate.name}, {_counted(measured)}",
        )
    else:
        calibrated = measured = read_questions([sources.data / "dev.jsonl.gz"], distinct=False)
        names = (f"the development part of the data, {_counted(calibrated)}",) * 2
    remembering = Remembering(network)
    calibration = fit_reader(remembering, manifest, calibrated)
    metrics = measure_reader(remembering, manifest.model_copy(update={"calibration": calibration}), measured)
    return _Found(calibration, flat(metrics), counts, *names)


def _counted(asked: Sequence[Asked]) -> str:
    return f"{len(asked):,} questions, {sum(bool(each.answers) for each in asked):,} of them answered"


def _judge_found(folder: Path, sources: Sources) -> _Found:
    network, manifest = load_judge_network(folder)
    parts = parted(read_pairs(judge.files_of(sources.data, sources.also, sources.without)))
    if sources.passages is not None:
        for part, pairs in parted_rows(read_passages(sources.passages)).items():
            parts[part] += pairs
    calibration = fit_judge(network, manifest, parts["dev"])
    calibrated = manifest.model_copy(update={"calibration": calibration})
    metrics = flat(measure_judge(network, calibrated, parts["test"]))
    probes = [file for file in sorted(sources.data.glob("*.jsonl*")) if file.name.split(".")[0] in MEASURED_ONLY]
    for file in probes:
        figures = measure_judge(network, calibrated, read_pairs([file]))
        name = file.name.split(".")[0]
        metrics |= flat({f"accuracy_{name}": figures["accuracy"]})
    beside = f", and {' and '.join(file.name.split('.')[0] for file in probes)}" if probes else ""
    return _Found(
        calibration,
        metrics,
        {"training": Counter(pair.origin for pair in parts["train"])},
        f"the development part of the data, {len(parts['dev']):,} pairs",
        f"the test part of the data, {len(parts['test']):,} pairs{beside}",
    )


def read_log(work: Path) -> list[dict[str, float]]:
    """The log of a run, from its end or from a checkpoint of it; empty where there is none."""
    checkpoint = last_checkpoint(work)
    for path in (work / "log.json", work / "trainer_state.json", checkpoint and checkpoint / "trainer_state.json"):
        if path and path.exists():
            written = json.loads(path.read_text(encoding="utf-8"))
            log: list[dict[str, float]] = written if isinstance(written, list) else written["log_history"]
            return log
    return []


def _commit() -> str:
    """The commit of this code; empty where it is not in a repository."""
    git = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    try:
        return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Calibrate, measure and write a trained model with its card.")
    parser.add_argument("kind", choices=["reader", "judge"])
    parser.add_argument("work", type=Path, help="folder of the run, or one of its checkpoints")
    parser.add_argument("--data", type=Path, required=True, help="folder that it was trained on")
    parser.add_argument("--out", type=Path, help="left out, where the package keeps its own model")
    parser.add_argument("--calibrate", type=Path, metavar="FILE", help="reader: a file as SQuAD 2.0 lays it out")
    parser.add_argument("--articles", choices=["odd", "even", "all"], default="odd", help="of it, to calibrate on")
    parser.add_argument("--measure-on", choices=["odd", "even", "all"], default=None, help="left out, the same")
    parser.add_argument("--intermediate", type=Path, metavar="FOLDER", help="reader: pairs that came before")
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="FILE", help="more pairs")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="data sets of pairs left out")
    parser.add_argument("--passages", type=Path, metavar="FOLDER", help="judge: passages that it learnt from too")
    parser.add_argument("--command", action="append", default=[], metavar="LINE", help="to train again, for the card")
    parser.add_argument("--commit", default=None, help="of the code that trained; left out, that of this code")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    sources = Sources(
        options.data,
        options.calibrate,
        options.articles,
        options.measure_on,
        options.intermediate,
        tuple(options.also),
        tuple(options.without),
        options.passages,
    )
    try:
        manifest = publish(
            options.kind,
            options.work,
            options.out or model_folder(options.kind),
            sources,
            seed=options.seed,
            commit=_commit() if options.commit is None else options.commit,
            commands=options.command,
        )
    except (OSError, ValueError) as error:
        print(f"publish: {error}", file=sys.stderr)
        sys.exit(2)
    print(json.dumps({"calibration": manifest.calibration.model_dump(), **manifest.metrics}, indent=1))


if __name__ == "__main__":
    main()
