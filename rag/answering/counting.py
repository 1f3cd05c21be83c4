"""Follow-ups on questions that count: "How many?", "Which ones?", "How many were women?", "that figure"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.clauses import clause_of, counted_noun
from rag.answering.mentions import mentions_in
from rag.answering.propositions import join, opening
from rag.answering.reference_words import PERSON_NOUNS
from rag.reading.parser import parse

if TYPE_CHECKING:
    from rag.answering.clauses import Clause
    from rag.answering.turns import Turn

__all__ = ["ask_who", "count_predicate", "count_question", "fill_count", "nominalise", "which_question"]

_SINGULAR = {"were": "was", "have": "has", "are": "is", "do": "does"}
_PLURAL = {"was": "were", "has": "have", "is": "are", "does": "do"}


def nominalise(turn: Turn) -> str | None:
    """Turn "How many side effects were reported?" into "the number of side effects reported"; None if not possible."""
    clause = clause_of(turn.question)
    if clause is None or not clause.by_subject or not clause.asked.lower().startswith("how many"):
        return None
    noun = counted_noun(clause)
    if not noun:
        return None
    if clause.passive and clause.auxiliary.lower() in {"was", "were"}:
        return join("the number of", noun, clause.verb, clause.rest)
    last = noun.split()[-1].lower()
    persons = last == "people" or last in PERSON_NOUNS or last.removesuffix("s") in PERSON_NOUNS
    return join("the number of", noun, "who" if persons else "that", clause.auxiliary, clause.verb, clause.rest)


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
        return f"{opening(join(phrase, noun, auxiliary, clause.verb, clause.rest))}?"
    subject = re.sub(r"^(?:the|any|some|these|those)\s+", "", clause.subject, flags=re.IGNORECASE)
    tag = [token.tag_ for token in parse(clause.subject) if token.dep_ == "ROOT"]
    if tag == ["NNS"]:
        return f"{opening(join(phrase, subject, clause.auxiliary.lower(), clause.verb, clause.rest))}?"
    return None


def count_predicate(turn: Turn, predicate: str) -> str | None:
    """Ask how many of the counted were ``predicate`` ("injured"), where the earlier question counted something."""
    clause = clause_of(turn.question)
    noun = counted_noun(clause) if clause is not None and clause.asked.lower().startswith("how many") else ""
    if clause is None or not noun:
        return None
    return f"{join('How many', noun, 'were', predicate, _circumstances(clause))}?"


def _circumstances(clause: Clause | None) -> str:
    return clause.rest if clause is not None and clause.rest and parse(clause.rest)[0].pos_ == "ADP" else ""


def fill_count(question: str, turn: Turn) -> str:
    """Give "How many were women?" the noun that the earlier question counted.

    Returns:
        The completed question; ``question`` itself where it has its noun, or the earlier turn offers none.
    """
    doc = parse(question)
    if len(doc) < 4 or doc[:2].text.lower() != "how many" or doc[2].tag_ not in {"VBD", "VBP", "VBZ", "VBN", "MD"}:
        return question
    clause = clause_of(turn.question)
    noun = counted_noun(clause) if clause is not None and clause.asked.lower().startswith("how many") else ""
    subjects = (mention for mention in mentions_in(turn.question) if mention.role == "subject" and not mention.proper)
    noun = noun or next((mention.bare for mention in subjects if mention.plural), "")
    root = next(token for token in doc if token.dep_ == "ROOT")
    another = any(token.pos_ == "PROPN" and token.text not in turn.question for token in doc)
    if not noun or (another and (clause is None or root.lemma_ != clause.lemma)):
        return question
    at = doc[2].idx
    if root.lemma_ == "be" and (whole := nominalise(turn)):
        return f"{question[:at]}{whole.removeprefix('the number of ')} {question[at:]}"
    tail = "" if any(token.pos_ == "ADP" for token in doc) else _circumstances(clause)
    end = doc[-1].idx if doc[-1].is_punct else len(question)
    return f"{join(question[:at] + noun, question[at:end].strip(), tail)}{question[end:]}"


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
    return f"{join('Who', auxiliary, clause.verb, clause.rest)}?"
