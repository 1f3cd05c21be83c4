"""The same sentence built in another way: active and passive, an adverbial moved, a part dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import inflected
from rag.reading.training.wording_values import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["dropped_edits", "rebuilt"]

_OBJECTIVE = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me", "who": "whom"}
# Under these, the shorter sentence may say more than the longer one.
_SCOPED = frozenset(
    "not n't n’t no never none neither nor nobody nothing without hardly rarely seldom few only if unless whether all "
    "every each any most more less fewer than least average same first last until except might may could would as"
    " always usually often sometimes generally typically".split()
)
_TIMES_AND_PLACES = frozenset({"in", "on", "at", "during", "near", "after", "before", "since", "throughout", "by"})
_PLACED = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "EVENT"})
# Verbs that rarely go into the passive, or mean something else there.
_NO_PASSIVE = frozenset(
    "have be get become cost weigh last resemble suit fit lack mean contain include hold equal let make want like say "
    "take leave enter join reach do marry survive feature comprise escape agree begin start face enjoy love need see "
    "remain turn stay know play spend come go".split()
)


def rebuilt(doc: Doc) -> Iterator[tuple[str, str]]:
    """Sentences of the same content and words in another order.

    Args:
        doc: One parsed sentence.

    Yields:
        The sentence, and what was done: "passive", "active", "adverbial moved", "of".
    """
    roots = [t for t in doc if t.dep_ == "ROOT"]
    if len(roots) != 1 or not re.match(r"[A-Z]", doc.text) or not doc.text.rstrip().endswith(".") or '"' in doc.text:
        return
    for made, name in (
        (_passive(doc, roots[0]), "passive"),
        (_active(doc, roots[0]), "active"),
        (_moved_to_the_end(doc, roots[0]), "adverbial moved"),
        (_moved_to_the_start(doc, roots[0]), "adverbial moved"),
        (_of(doc), "of"),
    ):
        if made is not None:
            yield made, name


def _child(token: Token, *roles: str) -> Token | None:
    found = [t for t in token.children if t.dep_ in roles]
    return found[0] if len(found) == 1 else None


def _text(token: Token) -> str:
    """The words of a token's subtree, without a full stop."""
    first, last = token.left_edge, token.right_edge
    return token.doc.text[first.idx : last.idx + len(last)]


def _lowered(words: str, first: Token) -> str:
    """With a small first letter, unless it is a name."""
    name = first.pos_ == "PROPN" or first.ent_type_ in {"PERSON", "ORG", "GPE", "NORP", "LOC", "DATE"}
    if first.text == "I" or (name and first.pos_ not in {"DET", "ADP"}):
        return words
    return words[:1].lower() + words[1:]


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _plural(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in noun.children)


def _simple(root: Token) -> bool:
    """Whether nothing hangs on the verb that another order would tear off."""
    roles = {
        "conj",
        "cc",
        "neg",
        "advcl",
        "ccomp",
        "xcomp",
        "prt",
        "dative",
        "oprd",
        "parataxis",
        "dep",
        "preconj",
        "expl",
    }
    return not any(c.dep_ in roles for c in root.children)


def _passive(doc: Doc, root: Token) -> str | None:
    subject, acted_on = _child(root, "nsubj"), _child(root, "dobj")
    if subject is None or acted_on is None or root.tag_ != "VBD" or not _simple(root) or root.lemma_ in _NO_PASSIVE:
        return None
    nouns = {subject.pos_, acted_on.pos_} <= {"NOUN", "PROPN"}
    side_by_side = (
        subject.left_edge.i == 0 and subject.right_edge.i == root.i - 1 and acted_on.left_edge.i == root.i + 1
    )
    # "his own", "itself": would no longer point back.
    bound = any(t.tag_ == "PRP$" or t.lower_.endswith(("self", "selves")) for t in acted_on.subtree)
    participle = _form_of(root, "VBN", "VBD")
    if not nouns or not side_by_side or bound or participle is None or not _short(subject, acted_on):
        return None
    last = acted_on.right_edge
    rest = doc.text[last.idx + len(last) :]
    by = _lowered(_text(subject), subject.left_edge)
    return f"{_raised(_text(acted_on))} {'were' if _plural(acted_on) else 'was'} {participle} by {by}{rest}"


def _active(doc: Doc, root: Token) -> str | None:
    subject, agent, auxiliary = _child(root, "nsubjpass"), _child(root, "agent"), _child(root, "auxpass")
    doer = None if agent is None else _child(agent, "pobj")
    if subject is None or agent is None or auxiliary is None or doer is None or not _simple(root):
        return None
    nouns = doer.pos_ in {"NOUN", "PROPN"} and (subject.pos_ in {"NOUN", "PROPN"} or subject.lower_ in _OBJECTIVE)
    plain = auxiliary.lower_ in {"was", "were"} and not any(c.dep_ == "aux" for c in root.children)
    side_by_side = (subject.right_edge.i, auxiliary.i, agent.i) == (root.i - 2, root.i - 1, root.i + 1)
    bound = subject.left_edge.i != 0 or subject.lower_ == "who" or any(t.tag_ == "PRP$" for t in doer.subtree)
    past = _form_of(root, "VBD", "VBN")
    if not (nouns and plain and side_by_side) or bound or past is None or not _short(subject, doer):
        return None
    acted_on = _OBJECTIVE.get(subject.lower_) or _lowered(_text(subject), subject.left_edge)
    last = doer.right_edge
    return f"{_raised(_text(doer))} {past} {acted_on}{doc.text[last.idx + len(last) :]}"


def _form_of(verb: Token, tag: str, own: str) -> str | None:
    """Another form of a verb, if its own one is what the tables make of it."""
    lemma = verb.lemma_.lower()
    return inflected(lemma, tag) if verb.tag_ == own and inflected(lemma, own) == verb.lower_ else None


def _short(*phrases: Token) -> bool:
    words = [[t.text for t in p.subtree] for p in phrases]
    return len(words[0]) <= 7 and not any("," in w for w in words)


def _moved_to_the_end(doc: Doc, root: Token) -> str | None:
    """ "In 1994, the town fell." as "The town fell in 1994."."""
    first = doc[0]
    if first.dep_ != "prep" or first.head != root or first.lower_ not in _TIMES_AND_PLACES or not _placed(first):
        return None
    after = first.right_edge.i + 1
    if after + 2 >= len(doc):
        return None
    begin = doc[after + 1] if doc[after].text == "," else doc[after]
    stop = doc.text.rstrip()
    body = stop[begin.idx : -1]
    if "," in body or any(
        t.dep_ in {"advcl", "relcl", "conj", "ccomp", "prep"} for t in doc[begin.i :] if t.head == root
    ):
        return None
    return f"{_raised(body)} {_lowered(_text(first), first)}."


def _moved_to_the_start(doc: Doc, root: Token) -> str | None:
    """ "The town fell in 1994." as "In 1994, the town fell."."""
    subject = _child(root, "nsubj", "nsubjpass")
    if subject is None or subject.left_edge.i != 0 or len(doc) < 5:
        return None
    for prep in root.children:
        last = prep.right_edge
        at_end = last.i == len(doc) - 2
        if prep.dep_ == "prep" and at_end and prep.lower_ in {"in", "on", "during", "at"} and _placed(prep):
            body = doc.text[: prep.idx].rstrip()
            if body.endswith((",", ";")):
                return None
            return f"{_raised(_text(prep))}, {_lowered(body, doc[0])}."
    return None


def _of(doc: Doc) -> str | None:
    """ "Berg's father" as "the father of Berg"."""
    for token in doc:
        if token.tag_ == "POS" and token.head.dep_ == "poss" and token.head.ent_type_ in {"PERSON", "ORG", "GPE"}:
            owner, owned = token.head, token.head.head
            if owned.i != token.i + 1 or owned.pos_ != "NOUN" or any(c.dep_ == "prep" for c in owned.children):
                continue
            if any(t.pos_ not in {"PROPN", "PART", "DET"} for t in owner.subtree) or owned.ent_type_ == "DATE":
                continue
            start = owner.left_edge.idx
            article = "The" if not doc.text[:start].strip() else "the"
            name = doc.text[start : token.idx].rstrip()
            name = name[0].lower() + name[1:] if name.startswith("The ") else name
            return f"{doc.text[:start]}{article} {owned.text} of {name}{doc.text[owned.idx + len(owned) :]}"
    return None


def _placed(prep: Token) -> bool:
    return any(t.ent_type_ in _PLACED for t in prep.subtree) and len(list(prep.subtree)) <= 8


def dropped_edits(doc: Doc) -> Iterator[Edit]:
    """Parts that may be missing: a time or a place, an apposition, a relative clause between commas, brackets.

    Args:
        doc: One parsed sentence.

    Yields:
        Edits that leave a shorter sentence, which the whole one entails; none where a word such as "not", "only"
        or "every" might change that.
    """
    text = doc.text
    for match in re.finditer(r" \((?!\d{1,3}\))[^()]*\)", text):
        yield Edit(match.start(), match.end(), "", "brackets dropped", shorter=True)
    if any(t.lower_ in _SCOPED for t in doc):
        return
    for token in doc:
        if token.dep_ in {"appos", "relcl"} or (token.dep_ == "acl" and token.tag_ == "VBN"):
            yield from _between_commas(doc, token)
        elif token.dep_ == "prep" and token.head.dep_ == "ROOT" and _placed(token):
            yield from _adverbial(doc, token)


def _between_commas(doc: Doc, token: Token) -> Iterator[Edit]:
    first, last = token.left_edge, token.right_edge
    # The parser leaves the first comma outside.
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if before is None or before.text != "," or after is None or after.text not in {",", "."}:
        return
    if any(t.dep_ == "conj" and t.head.i < first.i for t in doc[last.i + 1 :]) or token.ent_type_ in {"DATE", "GPE"}:
        return
    # A clause at the beginning would lose its own main part.
    within = any(t.dep_ in {"advcl", "appos"} for t in token.ancestors)
    if not within and (len(list(token.subtree)) > 1 or token.dep_ == "appos"):
        # The comma that parts a leading phrase from the clause stays.
        part_of_subject = any(t.dep_ in {"nsubj", "nsubjpass"} for t in token.ancestors)
        root_follows = any(t.dep_ == "ROOT" for t in doc[last.i :])
        end = after.idx if after.text == "." or (root_follows and not part_of_subject) else after.idx + 1
        name = "apposition dropped" if token.dep_ == "appos" else "relative clause dropped"
        yield Edit(before.idx, end, "", name, shorter=True)


def _adverbial(doc: Doc, prep: Token) -> Iterator[Edit]:
    last = prep.right_edge
    name = "date dropped" if any(t.ent_type_ in {"DATE", "TIME"} for t in prep.subtree) else "place dropped"
    if prep.lower_ not in {"in", "on", "during", "at", "near", "since"} or prep.head.lemma_ in {
        "be",
        "live",
        "put",
        "lie",
        "take",
    }:
        return
    if prep.i == 0 and last.i + 2 < len(doc) and doc[last.i + 1].text == ",":
        start = doc[last.i + 2].idx
        yield Edit(0, start + 1, doc.text[start].upper(), name, shorter=True)
    elif prep.i > 2 and last.i == len(doc) - 2 and doc[prep.i - 1].pos_ not in {"VERB", "AUX", "ADP", "PUNCT"}:
        yield Edit(doc[prep.i - 1].idx + len(doc[prep.i - 1]), last.idx + len(last), "", name, shorter=True)
