"""Who a verb has for a speaker, and the words that name one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["agent_of", "has_subject", "is_asserted", "is_passive", "named_by", "subject_of"]

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOBODY = frozenset({"it", "there"})
# "went on to say", "appears to deny": the subject of the first verb speaks.
_RAISING = frozenset({"go", "continue", "come", "appear", "seem", "begin", "start", "proceed"})
_POSSIBLE = frozenset({"can", "could", "may", "might", "must", "should", "ought", "shall"})
_CONDITIONS = frozenset({"if", "unless"})
_LEFT_OUT = frozenset(
    {"punct", "mark", "cc", "advmod", "relcl", "parataxis", "dep", "preconj", "intj", "ccomp", "advcl"}
)
_DEPTH = 6  # verbs joined by "and" in one sentence are fewer


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was put", "estimated by"."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for child in verb.children)


def is_asserted(verb: Token) -> bool:
    """Whether a verb tells of something done: not negated, possible, asked, or set under "if"."""
    node = verb
    for _ in range(_DEPTH):
        if any(_unsays(child, node) for child in node.children):
            return False
        if node.dep_ not in {"conj", "xcomp"} or has_subject(node):
            break
        if node.dep_ == "xcomp" and lemma(node.head) not in _RAISING:
            return False
        node = node.head
    return verb.doc[-1].text != "?"


def _unsays(child: Token, verb: Token) -> bool:
    """Whether what hangs from a verb takes its assertion back."""
    word, arc = child.lower_, child.dep_
    if arc == "neg":
        following = child.doc[child.i + 1 : child.i + 2]
        return not (word == "no" and any(t.tag_ in {"JJR", "RBR"} for t in following))  # "no more than a lie"
    if arc == "aux" and word == "to":
        return not (verb.dep_ == "xcomp" and lemma(verb.head) in _RAISING)
    if arc == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in child.children)
    return (
        (arc == "aux" and word in _POSSIBLE)
        or (arc == "advmod" and child.i < verb.i and (word in {"never", "hardly", "no"} or _is_no_longer(child)))
        or (arc == "mark" and (word in _CONDITIONS or word == "whether"))
        or (arc in {"nsubj", "nsubjpass"} and _is_nobody(child))
    )


def _is_no_longer(adverb: Token) -> bool:
    return adverb.lower_ == "longer" and adverb.i > 0 and adverb.doc[adverb.i - 1].lower_ == "no"


def _is_nobody(subject: Token) -> bool:
    if subject.lower_ in {"nobody", "none", "neither"}:
        return True
    # A capital within a sentence makes it a name: "the No campaign".
    return any(
        c.dep_ == "det" and (c.text in {"no", "neither"} or (c.text == "No" and not c.i)) for c in subject.children
    )


def subject_of(verb: Token, depth: int = _DEPTH) -> Token | None:
    """The head of the phrase that names who does it: through "and", "who", "saying"; None if nobody is named.

    Args:
        verb: A verb in the active voice.
        depth: How many verbs further up may be asked.

    Returns:
        A noun or pronoun; None also for the "it" and "there" of a passive.
    """
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"}), None)
    if own is not None:
        if own.lower_ in _RELATIVE and own.tag_ in {"WP", "WDT"}:
            return _antecedent(verb)
        return own
    if not depth or any(c.dep_ in {"nsubjpass", "expl"} for c in verb.children):
        return None
    return _inherited(verb, depth - 1) or _mistaken(verb)


def _inherited(verb: Token, depth: int) -> Token | None:
    """The subject of the verb above, where it is this one's as well: "denies it and says", "replied, saying"."""
    above = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return above
    joined = verb.dep_ == "conj" and above.pos_ in {"VERB", "AUX", "NOUN"} and not is_passive(above)
    beside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and not any(c.dep_ == "mark" for c in verb.children)
    raised = verb.dep_ == "xcomp" and lemma(above) in _RAISING
    return subject_of(above, depth) if joined or beside or raised else None


def _mistaken(verb: Token) -> Token | None:
    """A subject that the parser takes for part of something else."""
    if verb.tag_ == "NNS":
        return _taken_for_noun(verb)
    before = verb.nbor(-1) if verb.i else None
    if verb.dep_ == "ROOT" and verb.pos_ == "VERB" and before is not None and before.is_title and before.head == verb:
        return before  # a name taken for an adjective
    return None


def _taken_for_noun(verb: Token) -> Token | None:
    """The subject where the parser takes the verb for a plural: the "court" of "the audit court disputes this"."""
    before = verb.doc[verb.i - 1] if verb.i else None
    after = any(c.dep_ in {"dobj", "ccomp", "oprd"} or (c.dep_ == "conj" and c.pos_ == "VERB") for c in verb.children)
    return before if before is not None and before.dep_ == "compound" and before.head == verb and after else None


def _antecedent(verb: Token) -> Token | None:
    if verb.dep_ != "relcl":
        return _antecedent(verb.head) if verb.dep_ == "conj" else None
    noun = verb.head
    # "the group Waste Watch, which": the whole name is meant.
    while noun.dep_ == "appos" and not any(t.text == "," for t in noun.doc[noun.head.i : noun.i]):
        noun = noun.head
    return noun


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj" and not c.like_num), None)
    return None


def named_by(noun: Token) -> tuple[Token, Token]:
    """The first and last token of the phrase that names a speaker.

    Args:
        noun: Its head.

    Returns:
        Its ends: articles, adjectives, owners, "of …" and names beside it are in; relative clauses and what stands
        between commas are not.
    """
    doc = noun.doc
    kept = {noun.i}
    for child in noun.children:
        if _names(child, noun):
            first, last = (child, child) if child.dep_ == "case" else _ends(child)
            kept.update(range(first.i, last.i + 1))
    if noun.dep_ == "compound":  # the parser takes what follows for the head: the "clerk" of "the clerk 54 per cent"
        beside = {"det", "amod", "compound", "poss", "nmod"}
        kept |= {i for c in noun.head.lefts if c.i < noun.i and c.dep_ in beside for i in range(c.left_edge.i, c.i + 1)}
    begin = end = noun.i
    while begin - 1 in kept:
        begin -= 1
    while end + 1 in kept or (end + 2 in kept and doc[end + 1].dep_ in {"cc", "punct"} and doc[end + 1].text != ","):
        end += 1
    while end > noun.i and (doc[end].is_punct or doc[end].dep_ == "case"):
        end -= 1
    while begin < noun.i and doc[begin].is_punct:
        begin += 1
    return doc[begin], doc[end]


def _names(child: Token, noun: Token) -> bool:
    """Whether what hangs from a noun helps to name somebody: not relative clauses, numbers after it, asides."""
    if child.dep_ in _LEFT_OUT or (child.dep_ == "acl" and child.tag_ == "VBG"):
        return False
    if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
        return False
    if child.i < noun.i:
        return True
    aside = child.dep_ in {"appos", "acl", "prep", "amod", "npadvmod"} and _after_comma(child)
    figure = child.tag_ == "DT" or child.like_num or (child.dep_ == "prep" and any(c.like_num for c in child.children))
    return not aside and not figure


def _ends(child: Token) -> tuple[Token, Token]:
    """A child's subtree, cut before the first comma or relative clause to its right."""
    doc = child.doc
    last = child.right_edge.i
    for i in range(child.i + 1, last + 1):
        if doc[i].text == "," or (doc[i].dep_ in {"nsubj", "nsubjpass"} and doc[i].lower_ in _RELATIVE):
            last = i - 1
            break
    return child.left_edge, doc[last]


def _after_comma(child: Token) -> bool:
    edge = child.left_edge.i
    return edge > 0 and child.doc[edge - 1].is_punct
