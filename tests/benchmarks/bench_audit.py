"""The audit of many files: `python -m tests.benchmarks.bench_audit [--files 100 300 1000] [--words 600]`.

With --labelled SPLIT instead, the sources of all cases of each domain of tests/data/disagreement are audited as the
files of one index, their questions left out; near-misses of one another are kept apart. `dev` is for choosing, `test`
for reporting. With --squad FILE, the paragraphs of SQuAD 2.0's articles (--articles odd or even), each a file: an
encyclopedia, in which nothing that is found is likely to be a disagreement.

Without either, the files are made up: each tells of some events of a made-up world in sentences built from templates,
with names, figures and dates, and is filled up to news length. Most events are told by two or three files, in the same
figures; of one in ten, one file gives another figure. Printed are seconds, how many of these were found, and what was
found besides, which is false.
"""

from __future__ import annotations

import argparse
import datetime
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.documents import from_text
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks import squad
from tests.benchmarks.bench_disagreement import documents
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rag.documents.document import Document
    from rag.types import Audit, Disagreement
    from tests.disagreement.cases import Case

_HEADS = "Al Bren Cor Dun El Fen Gar Hal Ist Jor Kel Lor Mar Nor Or Pel Quen Ros Sand Tor Ul Ves Wen Yar Zel".split()
_MIDDLES = "a e i o u an en ar or il".split()
_TAILS = "by dale ford ham ley mere more ness ridge stow ton vale wick worth".split()
_FIRST = "Anna Boris Clara Dirk Edda Felix Greta Hugo Irma Jonas Karin Lars Mona Nils Olga Pavel".split()
_SPEAKERS = ("the police", "the mayor's office", "the union", "a spokeswoman", "the fire service", "the county")
# Each with ways to say it: {n} is the figure, {place}, {body} and {name} are names.
_EVENTS = (
    (
        "Rescuers brought {n} people out of the flooded village of {place}, {who} said.",
        "In {place}, {n} people were brought out of the flooded village by rescuers, according to {who}.",
    ),
    (
        "{body} of {place} employs {n} workers in its new factory.",
        "At its new factory, {body} of {place} employs {n} workers, {who} said.",
    ),
    (
        "The new bridge at {place} cost {n} million euros, {who} said.",
        "According to {who}, the new bridge at {place} cost {n} million euros.",
    ),
    (
        "{n} houses burned down in the fire at {place}, {who} said.",
        "The fire at {place} burned down {n} houses, according to {who}.",
    ),
    (
        "{name} of {place} won a race of {n} kilometres.",
        "A race of {n} kilometres was won by {name} of {place}.",
    ),
    (
        "The theatre of {place}, led by {name}, sold {n} tickets for its spring festival.",
        "For its spring festival the theatre of {place} sold {n} tickets, said its head, {name}.",
    ),
    (
        "Customs officers in {place} seized {n} crates of untaxed tobacco, {who} said.",
        "{n} crates of untaxed tobacco were seized by customs officers in {place}, {who} said.",
    ),
    (
        "The strike at {body} in {place} lasted for {n} days.",
        "For {n} days the strike at {body} in {place} lasted, {who} said.",
    ),
)
_FILLERS = (
    "Many people in {place} had hoped for another outcome, {name} said.",
    "{name} would not say what comes next for {place}.",
    "The weather in {place} stayed mild, and the market was well attended.",
    "About {n} neighbours of {name} gathered in front of the town hall of {place}.",
    "“We have waited for a long time,” said {name}, who was born in {place}.",
    "The road from {place} to the coast was closed for {n} hours.",
    "The council of {place} has met every week for a long time.",
    "In {year} the council of {place} spent {n} million euros on schools.",
    "The next meeting with {name} in {place} is on {day} {month} {later}.",
    "Nobody could tell how long the works in {place} would take.",
)
_MONTHS = "January March April June July September October November".split()


@dataclass(frozen=True)
class World:
    """Files, and for each planted conflict the file that is at odds, with each of those that it is at odds with."""

    documents: list[Document]
    planted: list[set[frozenset[str]]]


def make(files: int, words: int, seed: int = 7) -> World:
    """A made-up world told by so many files of about so many words."""
    draw = random.Random(seed)
    places = [f"{a}{b}{c}" for a in _HEADS for b in _MIDDLES for c in _TAILS]
    names = [f"{first} {place}" for first in _FIRST for place in places]
    texts: list[list[str]] = [[] for _ in range(files)]
    planted = []
    # No two events are of one sort and one place: nothing but what is planted is at odds.
    for kind, place in draw.sample([(kind, place) for kind in _EVENTS for place in places], files * 2):
        name = draw.choice(names)
        body = f"{draw.choice(places)} {draw.choice(('Mills', 'Foods', 'Works', 'Lines'))}"
        figure, told = draw.randrange(21, 900), draw.sample(range(files), draw.choice((1, 2, 2, 3)))
        odd = len(told) > 1 and draw.random() < 0.1
        for i, file in enumerate(told):
            n = figure + draw.randrange(15, 90) if odd and i == 0 else figure
            sentence = draw.choice(kind).format(n=n, place=place, name=name, body=body, who=draw.choice(_SPEAKERS))
            texts[file].append(sentence[0].upper() + sentence[1:])
        if odd:
            planted.append({frozenset((f"{told[0]:04}.txt", f"{other:04}.txt")) for other in told[1:]})
    for text in texts:
        home, people = draw.sample(places, 4), draw.sample(names, 6)
        while sum(len(sentence.split()) for sentence in text) < words:
            about = draw.choice(_FILLERS), draw.choice(home), draw.choice(people), draw.randrange(1980, 2024)
            text.insert(draw.randrange(len(text) + 1), _filler(*about))
    day = datetime.date(2024, 5, 6)
    return World([replace(from_text(f"{i:04}.txt", " ".join(text)), date=day) for i, text in enumerate(texts)], planted)


def _filler(template: str, place: str, name: str, year: int) -> str:
    """A sentence beside the point, its figures the same wherever it is told of the same place, person and year."""
    of = [word for key, word in (("{place}", place), ("{name}", name), ("{year}", str(year))) if key in template]
    facts = random.Random("|".join([template, *of]))
    return template.format(
        place=place,
        name=name,
        year=year,
        n=facts.randrange(21, 900),
        day=facts.randrange(1, 29),
        month=facts.choice(_MONTHS),
        later=2025,
    )


def found_in(world: World, audit: Audit) -> tuple[int, Iterator[str]]:
    """How many of the planted conflicts were found, and the others that were found, in words."""
    planted = {pair for pairs in world.planted for pair in pairs}
    seen: set[frozenset[str]] = set()
    others = []
    for conflict in audit.conflicts:
        opposed = {
            frozenset((a, b))
            for i, one in enumerate(conflict.positions)
            for other in conflict.positions[i + 1 :]
            for a in one.sources
            for b in other.sources
        }
        if opposed & planted:
            seen |= opposed & planted
        else:
            others.append(f"{conflict.topic}: {conflict.explanation}")
    return sum(bool(pairs & seen) for pairs in world.planted), iter(others)


def labelled(split: str, *, misses: bool) -> None:
    """Print how many of the labelled disagreements an audit finds, and what else it tells."""
    folders: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for case in load():
        if case.split == split:
            folders[case.id.split("-")[0], case.id.endswith("b")].append(case)
    told: Counter[str] = Counter()
    found: set[str] = set()
    for cases in folders.values():
        files = [replace(d, source=f"{case.id}/{d.source}") for case in cases for d in documents(case)]
        with Engine.from_documents(files, Settings()) as engine:
            audit = engine.conflicts()
        by_id = {case.id: case for case in cases}
        for conflict in audit.conflicts:
            name, of = _label(conflict, audit, by_id)
            told[name] += 1
            if of is not None and name == "right":
                found.add(of.id)
            elif misses:
                print(f"{name}: {conflict.topic}: {conflict.explanation} {sorted(_cited(conflict, audit))}")
    wanted = sum(case.expected.state == "disagree" for cases in folders.values() for case in cases)
    print(f"{split}: {len(found)} of {wanted} disagreements found by {told.total()} conflicts, of which:")
    for name, count in told.most_common():
        print(f"  {count:3} {name}")


def _cited(conflict: Disagreement, audit: Audit) -> set[tuple[str, int, int]]:
    """Source, start and end of each quote."""
    numbers = {number for position in conflict.positions for number in position.citations}
    return {(c.source, c.start, c.end) for c in audit.citations if c.number in numbers}


def _label(conflict: Disagreement, audit: Audit, by_id: Mapping[str, Case]) -> tuple[str, Case | None]:
    """What a conflict is, by the labels of the case that it is of; no case where it is of several."""
    cited = _cited(conflict, audit)
    ids = {source.split("/")[0] for source, _, _ in cited}
    if len(ids) > 1:
        return "of two cases", None
    case = by_id[ids.pop()]
    if case.expected.state != "disagree":
        # Where the question asks for one party's word, two parties may well disagree.
        return f"in a case of {case.shape}", case
    taken = {
        position.value
        for position in case.expected.positions
        for held in position.held_by
        for source, start, end in cited
        if source.split("/")[1] == held.source and start < (span := case.value_span(held)).end and span.start < end
    }
    return ("right" if len(taken) > 1 else "of something else in a case where sources disagree"), case


def of_articles(file: Path, articles: str, *, misses: bool) -> None:
    """Print how many conflicts an audit tells of paragraphs of an encyclopedia."""
    paragraphs, _, article_of = squad.load(file)
    files = [d for d in paragraphs if (article_of[d.source] % 2 == 1) == (articles == "odd")]
    with Engine.from_documents(files, Settings()) as engine:
        started = time.perf_counter()
        audit = engine.conflicts()
        seconds = time.perf_counter() - started
    print(
        f"{len(files)} paragraphs, {audit.statements} statements, {audit.compared} pairs compared: {seconds:.1f} s; "
        f"{len(audit.conflicts)} conflicts"
    )
    for conflict in audit.conflicts if misses else ():
        print(f"  {conflict.topic}: {conflict.explanation} {sorted(_cited(conflict, audit))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--labelled", choices=["dev", "test"], metavar="SPLIT")
    parser.add_argument("--squad", type=Path, metavar="FILE")
    parser.add_argument("--articles", choices=["odd", "even"], default="even")
    parser.add_argument("--misses", action="store_true", help="print what was told and is not labelled as right")
    options = parser.parse_args()
    if options.labelled:
        labelled(options.labelled, misses=options.misses)
    if options.squad:
        of_articles(options.squad, options.articles, misses=options.misses)
    for files in () if options.labelled or options.squad else options.files:
        world = make(files, options.words)
        with Engine.from_documents(world.documents, Settings()) as engine:
            started, busy = time.perf_counter(), time.process_time()
            audit = engine.conflicts()
            seconds, busy = time.perf_counter() - started, time.process_time() - busy
        found, others = found_in(world, audit)
        false = list(others)
        print(
            f"{files} files, {audit.statements} statements, {audit.compared} pairs compared: {seconds:.1f} s "
            f"({busy:.1f} s of processor time); "
            f"{found} of {len(world.planted)} planted conflicts found, {len(false)} others"
        )
        for other in false[:10]:
            print(f"  {other}")


if __name__ == "__main__":
    main()
