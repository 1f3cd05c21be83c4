"""Taking an earlier question apart, so that what it says can be asked about in another way.

"How many prisoners were released?" says that prisoners were released: asked for the reason it becomes "Why were
prisoners released?". Only rewritings that need no inflection beyond do, does and did are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.mentions import Turn, base_verb, value_mention
from rag.answering.reference_words import PERSON_NOUNS
from rag.reading.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Clause", "ask", "ask_who", "clause_of", "count_predicate", "count_question", "counted_noun", "declare", "fill_count", "nominalise", "opening", "which_question"]

_WH = frozenset({"WRB", "WDT", "WP", "WP$"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_SINGULAR = {"were": "was", "have": "has", "are": "is", "do": "does"}
_PLURAL = {"was": "were", "has": "have", "is": "are", "does": "do"}
_QUANTIFIER = re.compile(r"(?:how (?:many|much)|which|what|whose)(?: of)?\s+", re.IGNORECASE)
_DEGREE = re.compile(r"how (?:long|much|far|big|tall|old|often|large|high)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in its parts, each a slice of it without outer space.

    Attributes:
        asked: The question phrase ("How many prisoners", "In which year"); empty for a yes-or-no question.
        by_subject: Whether the question phrase is the subject.
        auxiliary: The finite auxiliary or copula; empty if the main verb stands alone ("Who closed it?").
        subject: The subject, where the question phrase is not it.
        verb: The rest up to and with the main verb; empty where the copula is the main verb.
        rest: What follows the main verb, without the question mark.
        lemma: Base form of the main verb.
        tag: Penn Treebank tag of the main verb.
        passive: Whether the main verb is passive.
        role: Dependency of the question phrase's head ("dobj", "attr", "advmod" …).
    """

    asked: str
    by_subject: bool
    auxiliary: str
    subject: str
    verb: str
    rest: str
    lemma: str
    tag: str
    passive: bool
    role: str


def opening(text: str) -> str:
    """Write the first letter as a capital."""
    return text[:1].upper() + text[1:]


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _auxiliary(doc: Doc, root: Token) -> Token | None:
    if root.pos_ == "AUX" or root.lemma_ == "be":
        return root if not any(t.dep_ in {"aux", "auxpass"} for t in root.children) else next(
            t for t in root.children if t.dep_ in {"aux", "auxpass"}
        )
    return next((token for token in root.lefts if token.dep_ in {"aux", "auxpass"}), None)


def clause_of(question: str) -> Clause | None:
    """Take a question apart.

    Returns:
        The parts, or None where it is no question with one finite verb and a subject in the usual order.
    """
    doc = parse(question)
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) != 1:
        return None
    root = roots[0]
    auxiliary = _auxiliary(doc, root)
    needy = base_verb(doc)
    if needy is not None:
        root, auxiliary = needy, next(token for token in doc if token.lower_ in {"do", "does", "did"})
    wh = next((token for token in doc if token.tag_ in _WH), None)
    finite = auxiliary or root
    if wh is not None and wh.i > finite.i:
        wh = None
    subjects = [token for token in root.children if token.dep_ in _SUBJECTS]
    # A fronted object ("How many miners did …") is often called a second subject.
    subject = subjects[-1] if subjects else None
    if subject is None and root.pos_ == "AUX":
        # A copular question whose two noun phrases the parser calls by other names.
        subject = next((t for t in root.rights if t.dep_ in {"attr", "acomp"}), None)
    last = doc[-1]
    end = last.idx if last.is_punct else last.idx + len(last.text)
    if needy is None and root.pos_ not in {"AUX", "VERB"}:
        return None
    verb_end = root.idx + len(root.text)
    particle = next((t for t in root.rights if t.dep_ == "prt" and t.i == root.i + 1), None)
    if particle is not None:
        verb_end = particle.idx + len(particle.text)
    passive = any(t.dep_ == "auxpass" for t in root.children)
    if wh is not None and needy is None and (subject is None or subject.left_edge.i < finite.i):
        after = question[finite.idx + len(finite.text) : verb_end].strip()
        return Clause(
            asked=question[: finite.idx].strip(),
            by_subject=True,
            auxiliary=finite.text if auxiliary is not None else "",
            subject="",
            verb=after if auxiliary is not None else question[root.idx : verb_end],
            rest=question[verb_end:end].strip(),
            lemma=root.lemma_,
            tag=root.tag_,
            passive=passive,
            role="nsubj",
        )
    if auxiliary is None or (wh is None) != (auxiliary.i == 0):
        return None
    if needy is not None:
        subject_start, subject_end = doc[auxiliary.i + 1].idx, root.nbor(-1).idx + len(root.nbor(-1).text)
    elif subject is not None and subject.left_edge.i > auxiliary.i:
        subject_start = subject.left_edge.idx
        subject_end = subject.right_edge.idx + len(subject.right_edge.text)
    else:
        return None
    if root is not auxiliary and subject_end > root.idx:
        return None
    head = wh
    while head is not None and head.head.i < auxiliary.i and head.head != head:
        head = head.head
    rest_start = verb_end if root is not auxiliary else subject_end
    return Clause(
        asked=question[: auxiliary.idx].strip(),
        by_subject=False,
        auxiliary=auxiliary.text,
        subject=question[subject_start:subject_end],
        verb=question[subject_end:verb_end].strip() if root is not auxiliary else "",
        rest=question[rest_start:end].strip(),
        lemma=root.lemma_,
        tag=root.tag_,
        passive=passive,
        role=head.dep_ if head is not None else "",
    )


def counted_noun(clause: Clause) -> str:
    """Give the noun that a question asks the number or identity of ("prisoners"), or an empty string."""
    match = _QUANTIFIER.match(clause.asked)
    return clause.asked[match.end() :] if match else ""


def _subject(clause: Clause, turn: Turn) -> str:
    """Say who or what the proposition is about; empty if the earlier turn does not tell."""
    if not clause.by_subject:
        return clause.subject
    word, value = value_mention(turn)
    if value is not None and word in {"who", "which", "what"} and value.kind not in {"date", "number"}:
        return value.text
    return counted_noun(clause)


def _complement(clause: Clause, turn: Turn) -> str | None:
    """Give what stands in the place of a fronted object or measure; None where the gap cannot be filled."""
    if clause.by_subject or not clause.asked:
        return ""
    short = (turn.short or "").rstrip(".")
    fronted_object = clause.role in {"attr", "acomp", "dobj", "nsubj", "nsubjpass", "oprd", "pobj"} and not re.match(
        r"when|where|why|(?:in|at|on|by|from|to|for|with|under) ", clause.asked, re.IGNORECASE
    )
    if _DEGREE.match(clause.asked) and short:
        return short
    if not fronted_object:
        return ""
    if noun := (counted_noun(clause) if clause.asked.lower().startswith(("how many", "how much")) else ""):
        return noun
    if short and not re.fullmatch(r"yes|no", short, re.IGNORECASE) and len(short.split()) <= 8:
        return short
    return counted_noun(clause) or None


def _body(clause: Clause, turn: Turn) -> tuple[str, str, str] | None:
    """Split the proposition in auxiliary, subject and predicate."""
    subject, complement = _subject(clause, turn), _complement(clause, turn)
    if not subject or complement is None:
        return None
    if clause.auxiliary:
        auxiliary = clause.auxiliary
        if clause.by_subject and counted_noun(clause) != subject and " and " not in subject and clause.asked.lower() != "who":
            auxiliary = auxiliary.lower()
        if not clause.by_subject and not clause.verb and clause.role in {"attr", "acomp"}:
            # "Who is the captain?": the value is the subject of what is known.
            return auxiliary.lower(), complement or "", _join(subject, clause.rest)
        return auxiliary.lower(), subject, _join(clause.verb, complement, clause.rest)
    return _DO.get(clause.tag, "did"), subject, _join(clause.lemma, clause.rest)


def ask(phrase: str, turn: Turn, *, negated: bool = False) -> str | None:
    """Ask what the earlier question says with another adverbial question phrase.

    Args:
        phrase: "why", "since when", "in which city", "how" …
        turn: The earlier turn. Its value fills the place of "who" or "what" where it fits.
        negated: Whether to ask about the opposite ("why not").

    Returns:
        The whole question, or None where no safe rewriting exists.
    """
    clause = clause_of(turn.question)
    body = _body(clause, turn) if clause is not None else None
    if body is None:
        return None
    auxiliary, subject, predicate = body
    return f"{opening(_join(phrase, auxiliary, subject, 'not' if negated else '', predicate))}?"


def declare(turn: Turn) -> str | None:
    """Write what the earlier question says as a clause ("prisoners were released"); None if that is not safe."""
    clause = clause_of(turn.question)
    body = _body(clause, turn) if clause is not None else None
    if clause is None or body is None:
        return None
    auxiliary, subject, predicate = body
    if not clause.auxiliary:
        return _join(subject, clause.verb, clause.rest)
    return _join(subject, auxiliary, predicate)


def nominalise(turn: Turn) -> str | None:
    """Turn "How many side effects were reported?" into "the number of side effects reported"; None if not possible."""
    clause = clause_of(turn.question)
    if clause is None or not clause.by_subject or not clause.asked.lower().startswith("how many"):
        return None
    noun = counted_noun(clause)
    if not noun:
        return None
    if clause.passive and clause.auxiliary.lower() in {"was", "were"}:
        return _join("the number of", noun, clause.verb, clause.rest)
    last = noun.split()[-1].lower()
    persons = last == "people" or last in PERSON_NOUNS or last.removesuffix("s") in PERSON_NOUNS
    return _join("the number of", noun, "who" if persons else "that", clause.auxiliary, clause.verb, clause.rest)


def count_question(turn: Turn, phrase: str) -> str | None:
    """Ask "how many" (or "how much") about what the earlier question is about; None where nothing is countable."""
    clause = clause_of(turn.question)
    if clause is None:
        return None
    if clause.by_subject:
        noun = "people" if clause.asked.lower() == "who" else counted_noun(clause)
        if not noun:
            return None
        auxiliary = _PLURAL.get(clause.auxiliary.lower(), clause.auxiliary.lower())
        return f"{opening(_join(phrase, noun, auxiliary, clause.verb, clause.rest))}?"
    subject = re.sub(r"^(?:the|any|some|these|those)\s+", "", clause.subject, flags=re.IGNORECASE)
    tag = [token.tag_ for token in parse(clause.subject) if token.dep_ == "ROOT"]
    if tag == ["NNS"]:
        return f"{opening(_join(phrase, subject, clause.auxiliary.lower(), clause.verb, clause.rest))}?"
    return None


def count_predicate(turn: Turn, predicate: str) -> str | None:
    """Ask how many of the counted were ``predicate`` ("injured"), where the earlier question counted something."""
    clause = clause_of(turn.question)
    noun = counted_noun(clause) if clause is not None and clause.asked.lower().startswith("how many") else ""
    if clause is None or not noun:
        return None
    return f"{_join('How many', noun, 'were', predicate, _circumstances(clause))}?"


def _circumstances(clause: Clause) -> str:
    return clause.rest if clause.rest and parse(clause.rest)[0].pos_ == "ADP" else ""


def fill_count(question: str, turn: Turn) -> str:
    """Give "How many were women?" the noun that the earlier question counted.

    Returns:
        The completed question; ``question`` itself where it has its noun, or the earlier turn offers none.
    """
    doc = parse(question)
    if len(doc) < 4 or doc[:2].text.lower() != "how many" or doc[2].tag_ not in {"VBD", "VBP", "VBZ", "VBN", "MD"}:
        return question
    clause = clause_of(turn.question)
    if clause is None:
        return question
    noun = counted_noun(clause) if clause.asked.lower().startswith("how many") else ""
    if not noun and "NNS" in [token.tag_ for token in parse(clause.subject) if token.dep_ == "ROOT"]:
        noun = re.sub(r"^(?:the|any|some)\s+", "", clause.subject, flags=re.IGNORECASE)
    if not noun or any(token.pos_ == "PROPN" and token.text not in turn.question for token in doc):
        return question
    root = next(token for token in doc if token.dep_ == "ROOT")
    at = doc[2].idx
    if root.lemma_ == "be" and (whole := nominalise(turn)):
        return f"{question[:at]}{whole.removeprefix('the number of ')} {question[at:]}"
    tail = "" if any(token.pos_ == "ADP" for token in doc) else _circumstances(clause)
    end = doc[-1].idx if doc[-1].is_punct else len(question)
    return f"{_join(question[:at] + noun, question[at:end].strip(), tail)}{question[end:]}"


def which_question(turn: Turn) -> str | None:
    """Ask which, where the earlier question asked how many; None where it did not."""
    changed = re.sub(r"^how many\b", "Which", turn.question, flags=re.IGNORECASE)
    return changed if changed != turn.question else None


def ask_who(turn: Turn) -> str | None:
    """Ask who, where the earlier question counted people; None where it did not."""
    clause = clause_of(turn.question)
    if clause is None or not clause.by_subject or not counted_noun(clause):
        return None
    last = counted_noun(clause).split()[-1].lower()
    if last != "people" and last not in PERSON_NOUNS and last.removesuffix("s") not in PERSON_NOUNS:
        return None
    auxiliary = _SINGULAR.get(clause.auxiliary.lower(), clause.auxiliary.lower())
    return f"{_join('Who', auxiliary, clause.verb, clause.rest)}?"
