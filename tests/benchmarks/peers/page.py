"""docs/benchmarks.md, written from the measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.benchmarks.intervals import mean_with_interval
from tests.benchmarks.peers.disagreement_page import disagreement
from tests.benchmarks.peers.peer import OURS, PEERS, VARIANTS, load_peer
from tests.benchmarks.peers.results import percentile_95
from tests.benchmarks.peers.tables import ratio, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.peers.results import Results

__all__ = ["page"]

_MIB = 2**20


def page(results: Results) -> str:
    """The whole page."""
    parts = [
        _head(results.about),
        _indexing(results),
        _asking(results),
        _ranking(results),
        _first(results),
        _adding(results),
        disagreement(results),
        _manners(results.about),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(about: dict[str, Any]) -> str:
    made = about.get("limit")
    part = f" **This is a quick run over {made} files: the figures are no result.**" if made else ""
    cores = f"{about['cores']} of {about['cores of the machine']} cores"
    return f"""# Side by side

Written by `make bench-peers DATA=FOLDER`; [benchmarks.json](benchmarks.json) holds every measurement.{part}

All get the same files, the same machine and the same embedding model, all-MiniLM-L6-v2 from its folder, with no
network. Each is used as its own quick start uses it (see [below](#how-each-is-used)). Every measurement has a process
of its own; the peers take turns, in every second round in the opposite order (one that is measured anew later has its
turns then); what is repeated is given as the median.
*× Whosays* is how many times as much it is as Whosays's. What is *at work* is the time that the processor's cores spent
on it, which tells more than the clock where other programs run too.

- {about["date"]}, {about["processor"]}, {cores}, {about["memory"]} GiB, no graphics card, {about["system"]}
- bfloat16 in the processor: {"yes" if about["bfloat16"] else "no"}; Whosays computes vectors in it where it can, the \
others in float32
- {", ".join(f"{name} {number}" for name, number in about["versions"].items())}"""


def _peers(*more: str) -> list[str]:
    """Whosays, what it is measured as besides, and the peers."""
    return [OURS, *more, *(name for name in PEERS if name != OURS)]


def _titles(names: Sequence[str]) -> dict[str, str]:
    return {name: load_peer(name).title for name in names}


def _rows(
    results: Results, task: str, names: Sequence[str], cells: Callable[[str], list[str]], part: str = ""
) -> list[list[str]]:
    """A row for each, if any was measured: figures, or why there are none."""
    rows = []
    for name, title in _titles(names).items():
        if results.of(task, name, part):
            rows.append([title, *cells(name)])
        elif failure := results.failure(task, name, part):
            rows.append([title, f"failed: {failure}"])
        elif name in PEERS:
            rows.append([title, "not measured yet"])
    measured = any(results.of(task, name, part) or results.failure(task, name, part) for name in names)
    return rows if measured else []


def _quiet(results: Results, task: str, waited: str = "seconds", at_work: str = "seconds at work") -> str:
    """How much else there was to do for the processor meanwhile."""
    done = [one for one in results if one.task == task and not one.failure]
    whole = sum(sum(one.values[waited]) for one in done)
    worked = sum(sum(one.values[at_work]) for one in done)
    return f"Of all the time waited, one core was at work for {worked / whole:.0%}." if whole else ""


def _repeats(results: Results, task: str, part: str = "") -> str:
    most = len(results.of(task, OURS, part))
    return "once" if most == 1 else f"{most} times"


def _indexing(results: Results) -> str:
    files = results.about["timed"]
    ours = results.median("seconds", "index", OURS)

    def read(name: str) -> float | None:
        given, of = (results.median(key, "read", name) for key in ("tokens", "files"))
        return given / of if given and of else None

    def a_token(name: str) -> float | None:
        tokens, work = read(name), results.median("seconds at work", "index", name)
        return work / tokens if tokens and work else None

    def cells(name: str) -> list[str]:
        seconds = results.median("seconds", "index", name) or 0.0
        peak = results.peak_bytes("index", name) or 0.0
        size = results.median("bytes", "index", name) or 0.0
        work = results.median("seconds at work", "index", name)
        return [
            f"{files / seconds:.1f}",
            ratio(ours, seconds),
            f"{seconds:.0f}",
            f"{work or 0:.0f}",
            ratio(work, results.median("seconds at work", "index", OURS)),
            f"{read(name) or 0:,.0f}" if read(name) else "–",
            ratio(a_token(name), a_token(OURS)),
            f"{peak / _MIB:,.0f}",
            f"{size / _MIB:.1f}",
        ]

    rows = _rows(results, "index", _peers("whosays-float32"), cells)
    if not rows:
        return ""
    head = ["", "files a second", "× Whosays", "seconds", "of them at work", "× Whosays"]
    head += ["tokens read, a file", "work a token, × Whosays", "peak memory, MiB", "on disk, MiB"]
    return f"""## From files on disk to a searchable index

{files:,} abstracts of SciFact, a file each, title and text, until the index is saved and has answered; in a process in
which everything is loaded ([below](#from-nothing-to-the-first-answer) is what loading takes). Peak memory is that of
the whole process, the model included. Measured {_repeats(results, "index")}. {_quiet(results, "index")}

{table(head, rows)}

*Tokens read* is how many the model is given of a file, counted over the first fifty: Whosays has every file read to its
end, a long one in several passages, each under its title. With LlamaIndex and Chroma nearly every file is one passage,
of which the model reads the first 256 tokens; the rest can never be found. That saves them time, and is why they are
nearer to Whosays in files a second than in work a token."""


def _asking(results: Results) -> str:
    blocks = []
    for count in map(str, results.about["counts"]):

        def cells(name: str, count: str = count) -> list[str]:
            waited = results.values("ms", "ask", name, count)
            middle, work = (results.median(key, "ask", name, count) for key in ("ms", "ms at work"))
            ours, ours_at_work = (results.median(key, "ask", OURS, count) for key in ("ms", "ms at work"))
            return [
                f"{middle or 0:.1f}",
                f"{percentile_95(waited):.1f}",
                ratio(middle, ours),
                f"{work or 0:.1f}",
                ratio(work, ours_at_work),
            ]

        rows = _rows(results, "ask", _peers(), cells, count)
        if rows:
            head = [f"{int(count):,} passages", "median, ms", "95th percentile, ms", "× Whosays"]
            blocks.append(table([*head, "median at work, ms", "× Whosays"], rows))
    if not blocks:
        return ""
    told = "\n\n".join(blocks)
    return f"""## From a question to ten passages

SciFact's test claims as questions, 100 different ones a round (50 over 100,000 passages), in a process in which
everything is loaded; to embed the question is part of it. The passages are put together from sentences of SciFact, up
to 150 tokens each; their vectors (the mean of the sentences' own) were made once and given to all, since to embed them
is no part of this. Whosays, LlamaIndex, LangChain and Haystack compare the question with every vector; txtai (over
more than 5,000 passages) and Chroma with some, so that they may miss the nearest. Whosays looks its words up besides,
joins both rankings, and leaves out copies; the first question with a word in it waits for that word's places to be
read. {_quiet(results, "ask", "ms", "ms at work")}

{told}"""


def _ranking(results: Results) -> str:
    ours = results.values("ndcg", "rank", OURS)

    def cells(name: str) -> list[str]:
        values = results.values("ndcg", "rank", name)
        own = mean_with_interval(values, list(range(len(values))))
        if name == OURS or len(values) != len(ours):
            return [str(own), ""]
        behind = mean_with_interval([a - b for a, b in zip(ours, values, strict=True)], list(range(len(values))))
        return [str(own), f"{behind.value:+.3f} [{behind.low:+.3f}, {behind.high:+.3f}]"]

    rows = _rows(results, "rank", _peers(), cells)
    if not rows:
        return ""
    told = " To save time, all computed the vectors of these passages in bfloat16."
    quick = told if results.about.get("bfloat16_indexes") else ""
    return f"""## The right files among the first ten

nDCG@10 on SciFact, {len(ours)} test claims with the documents judged relevant to them; each with its own splitter and
its own way to rank. A file counts by its best passage among the first 60. In brackets: 95 of 100 bootstrap resamples
of the claims.{quick}

{table(["", "nDCG@10", "Whosays is ahead by"], rows)}"""


def _first(results: Results) -> str:
    names = _peers("whosays-answer")
    files = results.about["files"]

    def cells(name: str) -> list[str]:
        found = []
        for task in ("start", "first"):
            seconds, work = (results.median(key, task, name) for key in ("seconds", "processor"))
            found += [
                "–" if seconds is None else f"{seconds:.1f}",
                ratio(seconds, results.median("seconds", task, OURS)),
            ]
            found += ["–" if work is None else f"{work:.1f}", ratio(work, results.median("processor", task, OURS))]
        return found

    rows = _rows(results, "first", names, cells)
    if not rows:
        return ""
    each = ["× Whosays", "at work", "× Whosays"]
    head = ["", "5 files, no index yet: seconds", *each, f"an index of {files:,} files: seconds", *each]
    return f"""## From nothing to the first answer

A fresh process, until the first question has its ten passages: over five files that have yet to be indexed, and over a
saved index of {files:,} files. *A whole answer* is read, compared between the files and quoted, which no other does
without a language model. Most of the time goes into loading torch and what stands on it, alike for all.
Measured {_repeats(results, "first")}. {_quiet(results, "first", at_work="processor")}

{table(head, rows)}"""


def _adding(results: Results) -> str:
    ours = results.median("seconds", "add", OURS)

    def cells(name: str) -> list[str]:
        values = results.values("seconds", "add", name)
        middle = results.median("seconds", "add", name)
        work = results.median("seconds at work", "add", name)
        return [
            f"{1000 * (middle or 0):,.0f}",
            f"{1000 * max(values):,.0f}",
            ratio(middle, ours),
            f"{1000 * (work or 0):,.0f}",
            ratio(work, results.median("seconds at work", "add", OURS)),
        ]

    rows = _rows(results, "add", _peers(), cells)
    if not rows:
        return ""
    return f"""## One more file

Five new files, one after the other, into an open index of {results.about["files"]:,} files: until the file is saved and
a question about it finds it. Whosays is given the folder's new state to find out: it compares every file with its
index, and would take in what else has changed or gone. The others are handed the one file and look at nothing else.
Measured {_repeats(results, "add")}. {_quiet(results, "add")}

{table(["", "median, ms", "longest, ms", "× Whosays", "median at work, ms", "× Whosays"], rows)}"""


def _manners(about: dict[str, Any]) -> str:
    versions = about["versions"]
    lines = [
        f"- **{peer.title}** {' / '.join(versions.get(package, '?') for package in peer.packages)}: {peer.manner}"
        for peer in map(load_peer, PEERS)
    ]
    others = ", ".join(f"*{load_peer(name).title}*" for name in VARIANTS)
    return f"""## How each is used

{chr(10).join(lines)}

{others} are Whosays itself, measured where it tells something. Telemetry is off for all."""
