"""Names, noun phrases, coordinated names and role phrases in a sentence, each with the kind its words suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma
from rag.reading.lexicon import (
    ORGANISATION_WORDS,
    PERSON_NOUNS,
    PLACE_WORDS,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from rag.reading.lexicon import AnswerKind

__all__ = ["find_lists", "find_names", "find_phrases", "find_roles"]

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
_INSIDE = frozenset({"of", "the", "de", "del", "la", "von", "van", "der", "al", "bin", "du", "da", "and", "&", "-", "'s", "for"})
_PARTICLES = frozenset({"de", "del", "la", "von", "van", "der", "al", "bin", "du", "da", "den", "le", "of", "the", "-", "ibn"})
_NOT_NAMES = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})


def find_names(doc: Doc) -> list[Candidate]:
    """The proper names of a sentence, whole, as person, organisation, place or thing.

    A name may be given as several kinds, of falling quality, where the parser's label is doubtful. Titles
    ("President", "Mr") and a leading "the" are left out of persons' names.
    """
    found: list[Candidate] = []
    for first, last in _runs(doc):
        found.extend(_typed(doc, first, last))
    return found


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
            if _is_name(doc[j]) and not (doc[j].ent_iob_ == "B" and doc[j - 1].ent_type_ and not _compound(doc[j - 1], doc[j])):
                last = j
            elif not _bridges(doc, i, j):
                break
            elif _is_name(doc[j]):
                break
            j += 1
        yield i, last
        i = last + 1


def _is_name(token: Token) -> bool:
    if token.ent_type_ in _NOT_NAMES:
        return False
    return token.pos_ == "PROPN" or (bool(token.ent_type_) and token.text[:1].isupper() and token.pos_ in {"NOUN", "ADJ"})


def _compound(left: Token, right: Token) -> bool:
    return left.dep_ in {"compound", "nmod", "amod"} and left.head.i >= right.i


def _bridges(doc: Doc, first: int, j: int) -> bool:
    """Whether token ``j`` is a small word inside a name, with the name going on after it."""
    token = doc[j]
    if token.lower_ not in _INSIDE or j + 1 >= len(doc):
        return False
    following = doc[j + 1]
    one_entity = token.ent_iob_ == "I" and following.ent_iob_ == "I" and bool(token.ent_type_)
    particle = token.lower_ in _PARTICLES - {"of", "the"} and _is_name(following) and token.ent_type_ not in _NOT_NAMES
    return one_entity or (particle and token.lower_ != "la")


def _typed(doc: Doc, first: int, last: int) -> Iterator[Candidate]:
    tokens = doc[first : last + 1]
    labels = [t.ent_type_ for t in tokens if t.ent_type_ in _LABELS]
    label = labels[-1] if labels else ""
    words = {t.lower_.rstrip(".") for t in tokens}
    head = tokens.root
    stripped = first
    while stripped < last and (doc[stripped].lower_.rstrip(".") in TITLES or doc[stripped].lower_ == "the"):
        stripped += 1
    titled = stripped > first or (first > 0 and doc[first - 1].lower_.rstrip(".") in TITLES | PERSON_NOUNS)
    for kind, quality in _kinds(head, label, words, titled=titled, length=last - stripped + 1):
        start = doc[stripped if kind == "person" else first]
        end = doc[last]
        yield Candidate(start.idx, end.idx + len(end), kind, head.i, None, quality)


def _kinds(
    head: Token, label: str, words: set[str], *, titled: bool, length: int
) -> list[tuple[AnswerKind, float]]:
    by_label = _LABELS.get(label)
    if words & ORGANISATION_WORDS and not titled:
        return [("organisation", 1.0), ("thing", 0.8), ("place", 0.3)]
    if words & PLACE_WORDS and by_label != "person":
        return [("place", 1.0), ("thing", 0.8), ("organisation", 0.4)]
    speaks = head.dep_ == "nsubj" and lemma(head.head) in _SPEECH
    qualities: dict[AnswerKind, float] = {"thing": 0.8}
    if by_label is not None:
        qualities[by_label] = 1.0
    if by_label in {"organisation", "place", None} and (titled or speaks):
        qualities["person"] = 0.9
    if by_label == "organisation" or by_label is None:
        qualities.setdefault("person", 0.55 if length in {2, 3} else 0.4)
        qualities.setdefault("place", 0.5)
        qualities.setdefault("organisation", 0.6)
    if by_label == "person":
        qualities["organisation"] = 0.35 if length > 1 else 0.45
        qualities["place"] = 0.3 if length > 1 else 0.4
    if by_label == "place":
        qualities.setdefault("person", 0.35)
        qualities.setdefault("organisation", 0.4)
    if label == "NORP":
        qualities["organisation"] = 0.35
        qualities["person"] = 0.35
    if head.dep_ == "pobj" and head.head.lower_ in _PLACE_PREPOSITIONS and "place" in qualities:
        qualities["place"] = min(1.0, qualities["place"] + 0.2)
    if head.dep_ == "poss":
        qualities["place"] = qualities.get("place", 0.3) * 0.9
    return list(qualities.items())


def find_phrases(doc: Doc) -> list[Candidate]:
    """Noun phrases without their determiners, up to the head and with an "of" phrase as a second reading."""
    found: list[Candidate] = []
    for chunk in doc.noun_chunks:
        first = chunk.start
        while first < chunk.end and (doc[first].pos_ in {"DET", "PUNCT"} or doc[first].tag_ == "PRP$"):
            first += 1
        if first >= chunk.end or chunk.root.pos_ == "PRON":
            continue
        last = doc[chunk.end - 1]
        found.append(Candidate(doc[first].idx, last.idx + len(last), "thing", chunk.root.i, None, 0.8))
    return found


def find_lists(doc: Doc, *, people: bool) -> list[Candidate]:
    """Coordinated phrases, from the first to the last ("Ann Lee, Bo Chen and Cy Diaz").

    Args:
        doc: The parsed sentence.
        people: Whether only proper names will do.
    """
    found: list[Candidate] = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "conj" or not token.conjuncts:
            continue
        members = [token, *token.conjuncts]
        if any(t.pos_ not in {"NOUN", "PROPN", "NUM"} for t in members) or (people and any(t.pos_ != "PROPN" for t in members)):
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
    lasts = {part for name in names for part in name.lower().split()[-1:]}
    found: list[Candidate] = []
    for token in doc:
        if token.lower_ in lasts and token.pos_ in {"PROPN", "NOUN"}:
            found.extend(_roles_of(doc, token))
    return found


def _roles_of(doc: Doc, name: Token) -> Iterator[Candidate]:
    top = name
    while top.dep_ in {"compound", "nmod"} and top.head.pos_ == "PROPN":
        top = top.head
    # "head of X Ann Lee": the noun before the name; "Ann Lee, head of X": the one after it
    for other in [c for c in top.children if c.dep_ == "appos"] + ([top.head] if top.dep_ == "appos" else []):
        if other.pos_ == "NOUN" or other.lower_ in TITLES:
            yield from _role(doc, other, top, 1.0)
    if top.dep_ in {"nsubj", "nsubjpass"} and top.head.lemma_ in {"be", "become", "remain"}:
        for child in top.head.children:
            if child.dep_ in {"attr", "oprd"} and child.pos_ in {"NOUN", "PROPN"}:
                yield from _role(doc, child, top, 0.95)
    for clause in (c for c in top.children if c.dep_ == "relcl" and c.lemma_ in {"be", "become"}):
        for child in clause.children:
            if child.dep_ == "attr" and child.pos_ in {"NOUN", "PROPN"}:
                yield from _role(doc, child, top, 0.9)
    before = [t for t in doc[: top.i] if t.head == top and t.dep_ in {"compound", "nmod", "amod"}]
    titles = [t for t in before if t.pos_ == "NOUN" or t.lower_ in TITLES]
    if titles:
        first, last = before[0], titles[-1]
        if last.i < top.i and all(t.head == top or t.head in before for t in doc[first.i : last.i + 1]):
            yield Candidate(first.idx, last.idx + len(last), "role", last.i, None, 0.85)


def _role(doc: Doc, noun: Token, name: Token, quality: float) -> Iterator[Candidate]:
    """The phrase of ``noun``, without determiner, cut before the name and before a clause or a further comma."""
    if lemma(noun) not in PERSON_NOUNS and noun.lower_ not in TITLES:
        quality *= 0.8
    first = noun.left_edge.i
    while first < noun.i and (doc[first].pos_ in {"DET", "PUNCT"} or doc[first].lower_ in {"then"}):
        first += 1
    last = noun.i
    limit = noun.right_edge.i if noun.right_edge.i < name.left_edge.i or noun.i > name.i else name.left_edge.i - 1
    for token in doc[noun.i + 1 : limit + 1]:
        if token.is_punct and token.text not in {"-", "–", "'"} or token.dep_ == "relcl" or token.tag_ in {"WP", "WDT"}:
            break
        last = token.i
    while last > noun.i and doc[last].pos_ in {"ADP", "CCONJ", "PUNCT", "DET"}:
        last -= 1
    if first <= last and not first <= name.i <= last:
        yield Candidate(doc[first].idx, doc[last].idx + len(doc[last]), "role", noun.i, None, quality)
