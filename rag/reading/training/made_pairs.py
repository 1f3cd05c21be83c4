"""Labelled pairs made of real passages: ``python -m rag.reading.training.made_pairs DATA OUT.jsonl.gz --count 40000``.

DATA is a folder of .jsonl or .jsonl.gz files whose rows have a field "context". A sentence is set against itself
with one thing changed, in other words, shorter or longer, and against its neighbours. The changes and the harmless
ones are made alike, so that a judge cannot tell the labels by how much differs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tqdm import tqdm

from rag.reading.parser import parse, parse_many
from rag.reading.training.exchange_antonyms import opposites
from rag.reading.training.exchange_exclusive import excludes, is_plain_statement, opposite_excludes
from rag.reading.training.exchange_inflection import article_mended
from rag.reading.training.exchanges import Pool, exchange, negate, pieces, same_value
from rag.reading.training.pairs import Label, read_rows
from rag.reading.training.wording_bounds import bounded_pair
from rag.reading.training.wordings import reworded, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from rag.reading.training.exchanges import Exchange, Kind, Piece

__all__ = ["MadePair", "made_pairs", "passages"]

SHARES: dict[Label, float] = {"contradiction": 0.40, "neutral": 0.35, "entailment": 0.25}
_SHORTEST, _LONGEST, _LONGEST_PASSAGE = 6, 45, 400
_CHUNK = 500
# What can be made of nearly every sentence would else be most of it all.
_MOST = {
    "neighbour": 0.12, "negated": 0.10, "opposite": 0.08, "synonym": 0.06, "contraction": 0.02, "phrase": 0.02,
    "brackets dropped": 0.04, "number form": 0.05, "another subject": 0.04, "bound is open": 0.03,
    "date exchanged": 0.12, "number exchanged": 0.12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadePair:
    """A pair and how it was made.

    Attributes:
        premise: Taken as true.
        hypothesis: Judged by it.
        label: The judgement.
        kind: The change that was made.
    """

    premise: str
    hypothesis: str
    label: Label
    kind: str

    @property
    def family(self) -> str:
        """What was done first of all."""
        return re.split(r" \+ |, ", self.kind)[0]

    @property
    def most(self) -> float:
        """The largest share of the family in all pairs."""
        return _MOST.get(self.family, 1.0)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence in its passage, and what its makers need."""

    sentence: Doc
    text: str
    pieces: Sequence[Piece]
    others: Sequence[Doc]
    values: Sequence[str]
    pool: Pool
    random: Random


def passages(folder: Path, without: Iterable[str] = ()) -> list[str]:
    """The different contexts of the files in a folder, of at most 400 words, in the order of files and rows.

    Args:
        folder: Holds .jsonl and .jsonl.gz files.
        without: Files whose names begin so are left out.

    Raises:
        FileNotFoundError: There is no such file in the folder.
    """
    left_out = tuple(without)
    files = sorted(p for p in folder.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz")))
    files = [p for p in files if not (left_out and p.name.startswith(left_out))]
    if not files:
        raise FileNotFoundError(f"{folder}: no .jsonl or .jsonl.gz file")
    found: dict[str, None] = {}
    for path in files:
        for row in read_rows(path):
            context = row.get("context")
            if isinstance(context, str) and len(context.split()) <= _LONGEST_PASSAGE:
                found.setdefault(" ".join(context.split()))
    return list(found)


def made_pairs(texts: Sequence[str], seed: int, count: int) -> Iterator[MadePair]:
    """Pairs from passages, in the shares of SHARES as far as the passages allow of them.

    Args:
        texts: Passages, each of a few sentences.
        seed: The same seed makes the same pairs.
        count: The most pairs to make.

    Yields:
        Pairs, each once.
    """
    random = Random(seed)  # noqa: S311
    order = random.sample(texts, len(texts))
    pool = Pool()
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    parsed = parse_many(order)
    while docs := list(islice(parsed, _CHUNK)):
        for doc in docs:
            pool.add(doc)
        for doc in docs:
            for pair in _of_passage(doc, pool, random, counts, count):
                key = (pair.premise, pair.hypothesis)
                if key not in seen:
                    seen.add(key)
                    counts[pair.label] += 1
                    yield pair


def _of_passage(doc: Doc, pool: Pool, random: Random, counts: Counter[str], count: int) -> Iterator[MadePair]:
    sentences = [s.as_doc() for s in doc.sents if _is_sentence(s.text)]
    text = doc.text
    values = [text[p.start : p.end] for p in pieces(doc)]
    for index, sentence in enumerate(sentences):
        others = sentences[:index] + sentences[index + 1 :]
        place = _Place(sentence, sentence.text.strip(), pieces(sentence), others, values, pool, random)
        labels = sorted(SHARES, key=lambda label: counts[label] / SHARES[label])
        for label in labels[:2]:
            wanted = counts[label] < round(SHARES[label] * count)
            pair = _first(place, label, counts, count) if wanted else None
            if pair is not None:
                counts[pair.family] += 1
                yield pair


def _is_sentence(text: str) -> bool:
    words = text.split()
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and text[0].isupper()
        and text.rstrip()[-1:] in ".!"
        and "LINKREMOVED" not in text
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
    )


def _first(place: _Place, label: Label, counts: Counter[str], count: int) -> MadePair | None:
    """The first pair of a label, the ways tried in random order by weight; none of a family that has its share."""
    makers = _MAKERS[label]
    order = sorted(makers, key=lambda entry: place.random.random() ** (1 / entry[1]), reverse=True)
    for make, _ in order:
        pair = make(place)
        if pair is not None and counts[pair.family] < pair.most * count and _differs(pair) and _reads(pair):
            return pair
    return None


def _differs(pair: MadePair) -> bool:
    return " ".join(pair.premise.split()).casefold() != " ".join(pair.hypothesis.split()).casefold()


def _reads(pair: MadePair) -> bool:
    return all(4 <= len(t.split()) <= 2 * _LONGEST for t in (pair.premise, pair.hypothesis))


def _exchanged(place: _Place, kinds: Sequence[Kind]) -> Exchange | None:
    """One piece exchanged that excludes the old one."""
    text = place.text
    sure = [p for p in place.pieces if p.kind in kinds and excludes(place.sentence, p)]
    if not sure:
        return None
    chosen = text[(piece := place.random.choice(sure)).start : piece.end]
    avoid = [text[p.start : p.end] for p in place.pieces if text[p.start : p.end] != chosen]
    # Values of the passage are harder; not for places, one of which may lie in the other.
    near = place.values if piece.kind != "place" and place.random.random() < 0.4 else ()
    return exchange(place.sentence, place.pool, place.random, kinds=[piece.kind], near=near, avoid=avoid)


def _contradicted_value(place: _Place) -> MadePair | None:
    kinds: list[Kind] = ["number", "date", "place", "person", "organisation", "other_name"]
    weights = {"number": 3.0, "date": 3.0}
    order = sorted(kinds, key=lambda k: place.random.random() ** (1 / weights.get(k, 2.0)), reverse=True)
    for kind in order:
        made = _exchanged(place, [kind])
        if made is not None:
            return _against_a_rewording(place, made.text, f"{kind} exchanged", old=made.old, new=made.new)
    return None


def _against_a_rewording(place: _Place, text: str, kind: str, *, old: str = "", new: str = "") -> MadePair | None:
    """The sentence and its contradiction, mostly the one or the other in other words or shorter, in either order."""
    random, premise, hypothesis = place.random, place.text, text
    way = random.random()
    if way < 0.35:
        other = reworded(place.sentence, random, parse)
        if other is not None and old in other.text:
            premise, kind = other.text, f"{kind}, reworded"
    elif way < 0.70:
        doc = parse(text)
        other = (shortened(doc, random) if random.random() < 0.5 else None) or reworded(doc, random, parse)
        if other is not None and new in other.text and (new or "dropped" not in " ".join(other.changes)):
            return _pair(place, premise, other.text, "contradiction", f"{kind}, reworded", either=False)
    return _pair(place, premise, hypothesis, "contradiction", kind, either=True)


def _pair(place: _Place, premise: str, hypothesis: str, label: Label, kind: str, *, either: bool = False) -> MadePair:
    """A pair, in either order where that makes no difference, now and then with the next sentence at the premise."""
    if either and place.random.random() < 0.5:
        premise, hypothesis = hypothesis, premise
    if place.others and place.random.random() < 0.1:
        premise = f"{premise} {place.random.choice(place.others).text.strip()}"
    return MadePair(premise.strip(), hypothesis.strip(), label, kind)


def _contradicted_negation(place: _Place) -> MadePair | None:
    text = negate(place.sentence)
    return None if text is None else _against_a_rewording(place, text, "negated")


def _contradicted_opposite(place: _Place) -> MadePair | None:
    found = [o for o in opposites(place.sentence) if opposite_excludes(place.sentence, o[0])]
    if not found:
        return None
    start, end, new = place.random.choice(found)
    text, _ = article_mended(place.text[:start] + new + place.text[end:], start)
    return _against_a_rewording(place, text, "opposite", old=place.text[start:end], new=new)


def _bounds(label: Label) -> Callable[[_Place], MadePair | None]:
    def make(place: _Place) -> MadePair | None:
        made = bounded_pair(place.sentence, place.random, label)
        return None if made is None else MadePair(made[0].strip(), made[1].strip(), made[2], made[3])

    return make


def _entailed_rewording(place: _Place) -> MadePair | None:
    other = reworded(place.sentence, place.random, parse)
    if other is None:
        return None
    rounded = "about" in other.text.split() and "about" not in place.text.split()
    return _pair(place, place.text, other.text, "entailment", " + ".join(other.changes), either=not rounded)


def _entailed_shortening(place: _Place) -> MadePair | None:
    other = shortened(place.sentence, place.random)
    return None if other is None else _pair(place, place.text, other.text, "entailment", " + ".join(other.changes))


def _neutral_neighbour(place: _Place) -> MadePair | None:
    """Another sentence of the passage, of the same names where there is one, with other facts."""
    names = {t.lower_ for t in place.sentence if t.pos_ in {"PROPN", "NOUN"}}
    shared = [o for o in place.others if names & {t.lower_ for t in o if t.pos_ == "PROPN"}]
    if not shared:
        return None
    other = place.random.choice(shared)
    words, others = ({t.lemma_.lower() for t in d if t.is_alpha and not t.is_stop} for d in (place.sentence, other))
    if len(words & others) > 0.6 * min(len(words), len(others)):
        return None
    return MadePair(place.text.strip(), other.text.strip(), "neutral", "neighbour")


def _neutral_addition(place: _Place) -> MadePair | None:
    """A detail in the hypothesis that the premise does not give, often one that is wrong as well."""
    other = shortened(place.sentence, place.random)
    if other is None or any("brackets" in c for c in other.changes):
        return None
    hypothesis = place.text
    missing = [t for p in place.pieces if (t := place.text[p.start : p.end]) not in other.text]
    if missing and place.random.random() < 0.5:
        kept = [t for p in place.pieces if (t := place.text[p.start : p.end]) in other.text]
        made = exchange(place.sentence, place.pool, place.random, near=place.values, avoid=kept)
        if made is not None and made.old in missing:
            return MadePair(other.text, made.text.strip(), "neutral", "other detail added")
    return MadePair(other.text, hypothesis.strip(), "neutral", "detail added")


def _neutral_other_subject(place: _Place) -> MadePair | None:
    """The same told of someone else, perhaps with other values too: both may be true."""
    doc, random = place.sentence, place.random
    if not is_plain_statement(doc):
        return None
    subject = next((t for t in doc if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"), None)
    if subject is None or subject.head.tag_ not in {"VBD", "VBN"}:
        return None
    whole = [p for p in place.pieces if p.kind == "person" and p.start == subject.left_edge.idx <= subject.idx < p.end]
    unique = any(t.lower_ in {"the", "first", "last", "only"} or t.tag_ == "JJS" for t in doc[subject.i :])
    speaker = subject.head.lemma_ in {
        "say",
        "argue",
        "claim",
        "believe",
        "state",
        "think",
        "write",
        "report",
        "suggest",
    }
    if not whole or (unique and not speaker) or any(excludes(doc, p) for p in whole):
        return None
    old = place.text[whole[0].start : whole[0].end]
    rest = [t for p in place.pieces if (t := place.text[p.start : p.end]) != old]
    made = exchange(doc, place.pool, random, kinds=["person"], avoid=rest)
    if made is None or made.old != old:
        return None
    text, kind = made.text, "said by another" if speaker else "another subject"
    if random.random() < 0.6:
        again = exchange(
            parse(text), place.pool, random, kinds=["number", "date", "place"], near=place.values, avoid=[made.new]
        )
        if again is not None:
            text, kind = again.text, f"{kind}, other values"
    return _pair(place, place.text, text, "neutral", kind, either=True)


def _neutral_other_time(place: _Place) -> MadePair | None:
    """A measure at another time: "5 % in 2010" and "7 % in 2015"."""
    doc, random, text = place.sentence, place.random, place.text
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    found = place.pieces
    years = [p for p in found if p.kind == "date" and text[p.start : p.end].isdigit()]
    measures = [p for p in found if p.kind == "number" and any(c in text[p.start : p.end] for c in "%$£€pm,")]
    if (
        root is None
        or any(t.dep_ == "neg" for t in doc)
        or len(years) != 1
        or len(measures) != 1
        or not is_plain_statement(doc)
    ):
        return None
    if root.lemma_ not in {
        "be",
        "have",
        "account",
        "stand",
        "reach",
        "make",
        "earn",
        "receive",
        "report",
        "sell",
        "spend",
    }:
        return None
    year = text[years[0].start : years[0].end]
    number = text[measures[0].start : measures[0].end]
    fixed = [t for p in found if (t := text[p.start : p.end]) not in {year, number}]
    first = exchange(doc, place.pool, random, kinds=["date"], avoid=[*fixed, number])
    if first is None:
        return None
    again = exchange(parse(first.text), place.pool, random, kinds=["number"], avoid=[*fixed, first.new])
    if again is None or same_value(again.new, number):
        return None
    return MadePair(text.strip(), again.text.strip(), "neutral", "another time")


_MAKERS: dict[Label, tuple[tuple[Callable[[_Place], MadePair | None], float], ...]] = {
    "contradiction": (
        (_contradicted_value, 6.0),
        (_contradicted_negation, 1.2),
        (_contradicted_opposite, 2.0),
        (_bounds("contradiction"), 2.0),
    ),
    "neutral": (
        (_neutral_neighbour, 2.0),
        (_neutral_addition, 4.0),
        (_neutral_other_subject, 5.0),
        (_neutral_other_time, 6.0),
        (_bounds("neutral"), 2.0),
    ),
    "entailment": ((_entailed_rewording, 3.0), (_entailed_shortening, 2.0), (_bounds("entailment"), 2.0)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write pairs to a file; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m rag.reading.training.made_pairs", description=main.__doc__)
    parser.add_argument("data", type=Path, help="folder of .jsonl or .jsonl.gz files with a field context")
    parser.add_argument("out", type=Path, help="the file to write, .jsonl.gz")
    parser.add_argument("--count", type=int, default=40_000, help="pairs to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="files whose names begin so")
    given = parser.parse_args(arguments)
    try:
        texts = passages(given.data, given.without)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    with gzip.open(given.out, "wt", encoding="utf-8") as out:
        for pair in tqdm(made_pairs(texts, given.seed, given.count), total=given.count, unit="pair"):
            row = {"premise": pair.premise, "hypothesis": pair.hypothesis, "label": pair.label, "kind": pair.kind}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
