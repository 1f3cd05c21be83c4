"""The main statement of a sentence, taken apart so that it can be asked about: subject, verb, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.evaluation.drafting.phrases import is_named, phrase
from rag.evaluation.drafting.words import CONDITIONS, DROPPED_ADVERBS, FINITE
from rag.reading.lexicon import SPEECH_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Clause", "main_clause", "said_clause"]

_COMPLEMENTS = frozenset(
    {"dobj", "dative", "prep", "agent", "attr", "acomp", "oprd", "prt", "xcomp", "npadvmod", "advmod"}
)
_SAYING = SPEECH_VERBS | frozenset("announce confirm estimate report indicate suggest reveal find show".split())
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement.

    Attributes:
        subject: Its head and its tokens.
        verb: The full verb.
        group: Auxiliaries and verb in order, without the adverbs that a question does without.
        parts: What follows the verb, each by its head and its tokens.
        opening: Phrases before the subject, in the same form.
        speaker: Tokens of the one who says so, where the sentence tells; else none.
    """

    subject: tuple[Token, list[Token]]
    verb: Token
    group: list[Token]
    parts: list[tuple[Token, list[Token]]]
    opening: list[tuple[Token, list[Token]]]
    speaker: list[Token]

    @property
    def inverts(self) -> bool:
        """Whether the first word of the group goes before the subject; else a form of "do" does."""
        return self.group[0].lower_ in FINITE and (len(self.group) > 1 or self.group[0].lemma_ == "be")


def main_clause(doc: Doc) -> Clause | None:
    """The main statement of a sentence, or what somebody with a name is said in it to have said.

    Args:
        doc: One sentence, parsed.

    Returns:
        None where it is no statement that can be asked about: it is denied, holds under a condition, has no subject of
        its own, is only possible, or is built in a way that the rules do not know.
    """
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) != 1:
        return None
    tail = _tail(doc)
    if tail and roots[0] != tail[-1] and tail[-1].dep_ != "parataxis":
        return _clause(roots[0], tail[:-1])
    said = _said(roots[0])
    if said is not None:
        verb, speaker = said
        return _clause(verb, speaker)
    return _clause(roots[0], [])


def _tail(doc: Doc) -> list[Token]:
    """ "…, human rights groups estimate.": the last words of such a sentence, whatever the parser makes of them."""
    commas = [token.i for token in doc if token.text == ","]
    if not commas or doc[-1].text != "." or doc[-2].tag_ not in _FINITE_TAGS or doc[-2].lemma_.lower() not in _SAYING:
        return []
    tail = list(doc[commas[-1] + 1 : -1])
    return (
        tail if 2 <= len(tail) <= 6 and all(token.pos_ not in {"VERB", "AUX", "SCONJ"} for token in tail[:-1]) else []
    )


def said_clause(doc: Doc) -> tuple[Clause, Clause] | None:
    """The clause that says who says something, and the one that says what, where the one brings the other by "that".

    Args:
        doc: One sentence, parsed.
    """
    roots = [token for token in doc if token.dep_ == "ROOT" and token.lemma_.lower() in _SAYING]
    told = [child for root in roots for child in root.children if child.dep_ == "ccomp"]
    if len(roots) != 1 or len(told) != 1:
        return None
    if not any(child.dep_ == "mark" and child.lower_ == "that" for child in told[0].children):
        return None
    saying, what = _clause(roots[0], [], saying=True), _clause(told[0], [])
    return None if saying is None or what is None else (saying, what)


def _said(root: Token) -> tuple[Token, list[Token]] | None:
    """The verb of what is said, and who says so, where a verb of speech is the main one or an insertion."""
    inserted = [child for child in root.children if child.dep_ == "parataxis" and child.lemma_.lower() in _SAYING]
    told = [child for child in root.children if child.dep_ == "ccomp"]
    according = [child for child in root.children if child.lower_ == "according"]
    if root.lemma_.lower() in _SAYING and len(told) == 1:
        telling, verb = root, told[0]
    elif inserted:
        telling, verb = inserted[0], root
    elif according:
        sources = [token for token in according[0].subtree if token.dep_ == "pobj"]
        return root, (phrase(sources[0]) if sources else None) or according
    else:
        return None
    speakers = [child for child in telling.children if child.dep_ == "nsubj"]
    if len(speakers) != 1 or any(child.dep_ in {"neg", "aux"} and child.lower_ != "has" for child in telling.children):
        return verb, [telling]  # nobody whom a question could name: the check of the speaker fails
    return verb, phrase(speakers[0]) or [telling]


def _clause(verb: Token, speaker: list[Token], *, saying: bool = False) -> Clause | None:
    if speaker and not _can_be_named(speaker):
        return None
    subjects = [child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}]
    deps = {child.dep_ for child in verb.children}
    hindered = deps & {"neg", "expl", "csubj", "csubjpass", "ccomp", "intj", "preconj"}
    if len(subjects) != 1 or (hindered and not (hindered == {"ccomp"} and (speaker or saying) and verb.dep_ == "ROOT")):
        return None
    if any(_is_condition(child) for child in verb.children):
        return None
    subject = subjects[0]
    if subject.left_edge.i and subject.left_edge.nbor(-1).pos_ in {"ADP", "ADJ", "NUM"}:
        return None  # the parser cut the subject in two
    tokens = phrase(subject)
    group = _group(verb, subject)
    if tokens is None or group is None:
        return None
    opening = [
        (child, moved)
        for child in verb.lefts
        if child.i < subject.left_edge.i and child.dep_ in {"prep", "npadvmod"} and child.lower_ != "according"
        if (moved := phrase(child)) is not None
    ]
    parts = _parts(verb)
    return None if parts is None else Clause((subject, tokens), verb, group, parts, opening, speaker)


def _can_be_named(speaker: list[Token]) -> bool:
    """Whether "according to …" tells who: a name, or several of a kind ("initial reports", not "the official")."""
    first = speaker[0]
    if any(token.tag_ in {"PRP", "PRP$", "DT", "WP"} and token.lower_ != "the" for token in speaker):
        return False
    if is_named(speaker):
        return True
    return first.lower_ != "the" and any(token.tag_ == "NNS" for token in speaker) and len(speaker) > 1


def _is_condition(child: Token) -> bool:
    if child.dep_ != "advcl":
        return False
    return any(token.lower_ in CONDITIONS for token in child.children if token.dep_ in {"mark", "aux", "advmod"})


def _group(verb: Token, subject: Token) -> list[Token] | None:
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    if any(child.i < subject.i for child in helpers):
        return None
    adverbs = [
        child
        for child in verb.lefts
        if child.dep_ == "advmod" and child.i > subject.right_edge.i and child.lower_ not in DROPPED_ADVERBS
    ]
    if any(child.n_lefts + child.n_rights or child.lower_ == "only" for child in adverbs):
        return None
    group = sorted([*helpers, *adverbs, verb], key=lambda token: token.i)
    first = min([*helpers, verb], key=lambda token: token.i)
    if first.tag_ not in _FINITE_TAGS and first.lower_ not in {"will", "can"}:
        return None
    if helpers and first.lower_ not in FINITE:
        return None
    # "is", "has": an auxiliary before its adverbs, so that it can be moved alone.
    if helpers and group[0] != first:
        return None
    return group if not any("'" in token.text or "’" in token.text for token in group) else None


def _parts(verb: Token) -> list[tuple[Token, list[Token]]] | None:
    """What follows the verb, up to the first comma or coordination; None where it cannot be cut there."""
    parts: list[tuple[Token, list[Token]]] = []
    for child in verb.rights:
        if child.lower_ == "as":
            return None  # "describes it as …": the rest says little without
        if child.dep_ not in _COMPLEMENTS or child.lower_ in {"than", "only"}:
            break
        before = child.left_edge.nbor(-1)
        if before.text in {",", ";", ":", "(", "–", "—"}:
            break
        if child.dep_ == "advmod" and child.lower_ in DROPPED_ADVERBS:
            continue
        moved = phrase(child)
        if moved is None:
            return None
        parts.append((child, moved))
    return parts if _ends(verb, parts) else None


def _ends(verb: Token, parts: list[tuple[Token, list[Token]]]) -> bool:
    """Whether a clause may end where its parts do: at a mark, a conjunction, or a phrase that was left out."""
    last = max((head.right_edge.i for head, _ in parts), default=verb.i)
    if last + 1 >= len(verb.doc):
        return True
    following = verb.doc[last + 1]
    begins = {child.left_edge.i for child in verb.rights}
    return following.is_punct or following.pos_ in {"CCONJ", "SCONJ"} or following.i in begins
