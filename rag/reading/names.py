"""Names, noun phrases, coordinated names and role phrases in a sentence, each with the kind its words suggest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma
from rag.reading.kept import kept
from rag.reading.lexicon import GROUP_NOUNS, ORGANISATION_WORDS, PERSON_NOUNS, PLACE_WORDS, TITLES, kind_of_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from rag.reading.lexicon import AnswerKind

__all__ = ["find_lists", "find_names", "find_phrases", "find_roles", "is_headline"]

_LABELS: dict[str, AnswerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "thing",
}
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "from", "to", "into", "through", "across", "outside"})
_SPEECH = frozenset({"say", "tell", "write", "argue", "claim", "state", "declare", "explain", "note", "add"})
# Small words inside names: those that join names by themselves, and those that do so within one entity only.
_PARTICLES = frozenset("de del von van der al bin ibn du da den le -".split())
_INSIDE = _PARTICLES | {"of", "the", "la", "and", "&", "'s", "for"}
_NOT_NAMES = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})


# "BERGEN, NORWAY – The council …": where it was written.
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'-]+ ?(?:[–—]| -) ")
_HEADLINE = 0.5  # what is left of a name's quality in a headline
_BEFORE_NAMES = TITLES | PERSON_NOUNS | {"the"}


@kept
def find_names(doc: Doc) -> list[Candidate]:
    """The proper names of a sentence, whole, as person, organisation, place or thing.

    A name may be given as several kinds, of falling quality, where the parser's label is doubtful. Titles
    ("President", "Mr") and a leading "the" are left out of persons' names.
    """
    found: list[Candidate] = []
    for first, last in _runs(doc):
        found.extend(_typed(doc, first, last))
    dateline = _DATELINE.match(doc.text)
    if dateline:
        found = [c for c in found if c.start >= dateline.end() or c.kind == "place"]
    if is_headline(doc):
        return [replace(c, quality=_HEADLINE * c.quality) for c in found]
    return found


def is_headline(doc: Doc) -> bool:
    """Whether nearly every word has a capital: capitals then tell nothing about names."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.is_title or t.is_upper for t in words) > 0.8 * len(words)


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """First and last index of each stretch of tokens that is one name."""
    i = 0
    while i < len(doc):
        if not _is_name(doc[i]):
            i += 1
            continue
        last = i
        j = i + 1
        while j < len(doc):
            if _continues(doc[j - 1], doc[j]):
                last = j
            elif _is_name(doc[j]) or not _bridges(doc, j):
                break
            j += 1
        yield i, last
        i = last + 1


def _is_name(token: Token) -> bool:
    if token.ent_type_ in _NOT_NAMES:
        return False
    capital = bool(token.ent_type_) and token.text[:1].isupper()
    return token.pos_ == "PROPN" or (capital and token.pos_ in {"NOUN", "ADJ"})


def _continues(left: Token, token: Token) -> bool:
    """Whether the name goes on with this token rather than another entity beginning here."""
    new_entity = token.ent_iob_ == "B" and bool(left.ent_type_) and not _compound(left, token)
    return _is_name(token) and not new_entity


def _compound(left: Token, right: Token) -> bool:
    return left.dep_ in {"compound", "nmod", "amod"} and left.head.i >= right.i


def _bridges(doc: Doc, j: int) -> bool:
    """Whether token ``j`` is a small word inside a name, with the name going on after it."""
    token = doc[j]
    if token.lower_ not in _INSIDE or j + 1 >= len(doc):
        return False
    following = doc[j + 1]
    one_entity = token.ent_iob_ == "I" and following.ent_iob_ == "I" and bool(token.ent_type_)
    return one_entity or (token.lower_ in _PARTICLES and _is_name(following) and token.ent_type_ not in _NOT_NAMES)


def _typed(doc: Doc, first: int, last: int) -> Iterator[Candidate]:
    tokens = doc[first : last + 1]
    labels = [t.ent_type_ for t in tokens if t.ent_type_ in _LABELS]
    label = labels[-1] if labels else ""
    words = {t.lower_.rstrip(".") for t in tokens}
    head = tokens.root
    stripped = first
    while stripped < last and doc[stripped].lower_.rstrip(".") in _BEFORE_NAMES:
        stripped += 1
    titled = stripped > first or (first > 0 and doc[first - 1].lower_.rstrip(".") in TITLES | PERSON_NOUNS)
    only_title = all(t.lower_.rstrip(".") in _BEFORE_NAMES for t in tokens)
    bracketed = first > 0 and doc[first - 1].text in {"(", "["}
    for kind, given in _kinds(head, label, words, titled=titled, length=last - stripped + 1):
        quality = given * (0.5 if only_title and kind == "person" else 1.0) * (0.85 if bracketed else 1.0)
        if kind == "thing" and head.dep_ in {"amod", "compound", "poss", "nmod"}:
            quality *= 0.6
        start = doc[stripped if kind == "person" and not only_title else first]
        end = doc[last]
        yield Candidate(start.idx, end.idx + len(end), kind, head.i, None, quality)


# What else a name of the labelled kind may be: the label is wrong often enough with names it has not met.
_DOUBTS: dict[str, dict[AnswerKind, float]] = {
    "": {"organisation": 0.6, "place": 0.5},
    "ORG": {"organisation": 0.6, "place": 0.5},
    "GPE": {"organisation": 0.4, "person": 0.35},
    "LOC": {"organisation": 0.4, "person": 0.35},
    "FAC": {"organisation": 0.4, "person": 0.35},
    "NORP": {"organisation": 0.35, "person": 0.35},
}


def _kinds(head: Token, label: str, words: set[str], *, titled: bool, length: int) -> list[tuple[AnswerKind, float]]:
    by_label = _LABELS.get(label)
    if words & ORGANISATION_WORDS and not titled:
        return [("organisation", 1.0), ("thing", 0.8), ("place", 0.3)]
    if words & PLACE_WORDS and by_label != "person":
        return [("place", 1.0), ("thing", 0.8), ("organisation", 0.4)]
    qualities: dict[AnswerKind, float] = {"thing": 0.8, **_DOUBTS.get(label, {})}
    if label in {"", "ORG"}:
        qualities["person"] = 0.55 if length in {2, 3} else 0.4 if length == 1 else 0.2
    elif label == "PERSON":
        qualities |= {"organisation": 0.35, "place": 0.3} if length > 1 else {"organisation": 0.3, "place": 0.4}
    if by_label is not None:
        qualities[by_label] = 1.0
    speaks = head.dep_ == "nsubj" and lemma(head.head) in _SPEECH
    # "Ann Lee, head of the union": a noun for a person tells what the name is.
    apposed = any(c.dep_ == "appos" and lemma(c) in PERSON_NOUNS for c in head.children)
    if label not in {"PERSON", "NORP"} and (titled or speaks or apposed):
        qualities["person"] = 0.9
    if head.dep_ == "pobj" and head.head.lower_ in _PLACE_PREPOSITIONS and "place" in qualities:
        qualities["place"] = min(1.0, qualities["place"] + 0.2)
    elif head.dep_ == "poss" and "place" in qualities:
        qualities["place"] *= 0.9
    return list(qualities.items())


@kept
def find_phrases(doc: Doc) -> list[Candidate]:
    """Noun phrases without their determiners: things, with their "of" phrase, and people named by a common noun."""
    found: list[Candidate] = []
    ends = _of_phrases(doc)
    for chunk in doc.noun_chunks:
        first = chunk.start
        while first < chunk.end and (doc[first].pos_ in {"DET", "PUNCT"} or doc[first].tag_ == "PRP$"):
            first += 1
        if first >= chunk.end or chunk.root.pos_ == "PRON":
            continue
        last = doc[max(chunk.end - 1, ends.get(chunk.root.i, 0))]
        found.append(Candidate(doc[first].idx, last.idx + len(last), "thing", chunk.root.i, None, 0.8))
        if lemma(chunk.root) in PERSON_NOUNS | GROUP_NOUNS or kind_of_noun(lemma(chunk.root)) == "organisation":
            end = doc[chunk.end - 1]
            found.append(Candidate(doc[first].idx, end.idx + len(end), "person", chunk.root.i, None, 0.6))
    return found


def _of_phrases(doc: Doc) -> dict[int, int]:
    """For each noun with an "of" phrase right behind it, the last token of that phrase's own noun chunk."""
    chunks = {chunk.root.i: chunk.end - 1 for chunk in doc.noun_chunks}
    ends: dict[int, int] = {}
    for root, last in chunks.items():
        if last + 1 < len(doc) and doc[last + 1].lower_ == "of" and doc[last + 1].head.i == root:
            inner = [c.i for c in doc[last + 1].children if c.dep_ == "pobj" and c.i in chunks]
            if inner:
                ends[root] = chunks[inner[0]]
    return ends


def find_lists(doc: Doc, *, names: bool) -> list[Candidate]:
    """Coordinated phrases, from the first to the last ("Ann Lee, Bo Chen and Cy Diaz").

    Args:
        doc: The parsed sentence.
        names: Whether only proper names will do.
    """
    found: list[Candidate] = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "conj" or not token.conjuncts:
            continue
        members = [token, *token.conjuncts]
        allowed = {"PROPN"} if names else {"NOUN", "PROPN"}
        if any(t.pos_ not in allowed or t.ent_type_ in _NOT_NAMES for t in members):
            continue
        first = _phrase_start(token)
        last = _phrase_end(members[-1])
        found.append(Candidate(first.idx, last.idx + len(last), "list", token.i, None, 1.0))
    return found


def _phrase_start(token: Token) -> Token:
    parts = [c for c in token.lefts if c.dep_ in {"compound", "amod", "nummod", "poss", "nmod"}]
    return parts[0].left_edge if parts else token


def _phrase_end(token: Token) -> Token:
    parts = [c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"]
    return parts[-1].right_edge if parts else token


def find_roles(doc: Doc, names: Sequence[str]) -> list[Candidate]:
    """What a person is said to be: apposition, predicate or title next to one of ``names``.

    Args:
        doc: The parsed sentence.
        names: The person's names as written in the question; the last word of one is enough to find it.

    Returns:
        Candidates of kind role: none where no name is in the sentence.
    """
    asked = [name.lower().split() for name in names]
    found: list[Candidate] = []
    for token in doc:
        if token.pos_ in {"PROPN", "NOUN"} and any(_is_namesake(token, parts) for parts in asked):
            found.extend(_roles_of(doc, token))
    return found


def _is_namesake(token: Token, parts: list[str]) -> bool:
    """Whether the name ending in ``token`` may be the one asked about: no first name speaks against it."""
    if token.lower_ != parts[-1]:
        return False
    firsts = {c.lower_ for c in token.lefts if c.pos_ == "PROPN" and c.dep_ == "compound" and c.lower_ not in TITLES}
    return len(parts) == 1 or not firsts or bool(firsts & set(parts))


def _roles_of(doc: Doc, name: Token) -> Iterator[Candidate]:
    top = name
    while top.dep_ in {"compound", "nmod"} and top.head.pos_ == "PROPN":
        top = top.head
    joined = [c for c in top.children if c.dep_ == "appos"] + ([top.head] if top.dep_ == "appos" else [])
    for other in joined:  # "Ann Lee, head of X" and "the head of X, Ann Lee"
        # "whose husband, Ann Lee": without the one it points to, the role says nothing.
        if any(child.tag_ in {"WP$", "PRP$"} for child in other.children):
            continue
        if other.pos_ == "NOUN" or other.lower_ in TITLES:
            yield from _role(doc, other, top, 1.0)
    for predicate, quality in _predicates(top):
        yield from _role(doc, predicate, top, quality)
    before = [t for t in doc[: top.i] if t.head == top and t.dep_ in {"compound", "nmod", "amod"}]
    titles = [t for t in before if t.pos_ == "NOUN" or t.lower_ in TITLES]
    if titles:
        first, last = before[0].left_edge, titles[-1]
        while first.i < last.i and first.pos_ == "DET":
            first = first.nbor()
        if all(t.head == top or t.head in before for t in doc[first.i : last.i + 1]):
            yield Candidate(first.idx, last.idx + len(last), "role", last.i, None, 0.85)


def _predicates(name: Token) -> Iterator[tuple[Token, float]]:
    """The nouns that a copula joins with a name ("X is …", "X, who became …"), with a quality each."""
    clauses = [(c, 0.9) for c in name.children if c.dep_ == "relcl"]
    if name.dep_ in {"nsubj", "nsubjpass"}:
        clauses.append((name.head, 0.95))
    for verb, quality in clauses:
        if lemma(verb) in {"be", "become", "remain"}:
            for child in verb.children:
                if child.dep_ in {"attr", "oprd"} and child.pos_ in {"NOUN", "PROPN"}:
                    yield child, quality


def _role(doc: Doc, noun: Token, name: Token, quality: float) -> Iterator[Candidate]:
    """The phrase of ``noun``, without determiner, cut before the name and before a clause or a further comma."""
    if lemma(noun) not in PERSON_NOUNS and noun.lower_ not in TITLES:
        quality *= 0.8
    first = noun.left_edge.i
    while first < noun.i and (doc[first].pos_ in {"DET", "PUNCT"} or doc[first].lower_ == "then"):
        first += 1
    last = noun.i
    limit = noun.right_edge.i if noun.right_edge.i < name.left_edge.i or noun.i > name.i else name.left_edge.i - 1
    for token in doc[noun.i + 1 : limit + 1]:
        stop = token.is_punct and token.text not in {"-", "–", "'"}
        if stop or token.dep_ == "relcl" or token.tag_ in {"WP", "WDT"}:
            break
        last = token.i
    # A name that the parser cut off from the phrase ("of the human rights NGO Pax Mundi") still belongs to it.
    while noun.i > name.i and last == limit and last + 1 < len(doc) and doc[last + 1].pos_ in {"PROPN", "NOUN"}:
        last = limit = last + 1
    while last > noun.i and doc[last].pos_ in {"ADP", "CCONJ", "PUNCT", "DET"}:
        last -= 1
    if first <= last and not first <= name.i <= last:
        yield Candidate(doc[first].idx, doc[last].idx + len(doc[last]), "role", noun.i, None, quality)
