"""A statement as the question whether it is so: "The bridge is open." becomes "Is the bridge open?".

Pairs of statements are there by the hundred thousand, passages with questions that are answered by yes or no are not.
Turned into a question, the second statement of a pair asks what the first one affirms, denies or leaves open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["asked"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_HELPING = frozenset(
    "is are was were has have had can could will would may might must should does do did".split()
)  # fmt: skip
# Do-support, by the tag of the verb (Penn Treebank): the past, the third person, and the other forms of the present.
_SUPPORT = {"VBD": "Did", "VBZ": "Does", "VBP": "Do"}
_LONGEST = 25  # words; in longer statements parse and question go wrong more often


def asked(statement: str) -> str | None:
    """The question whether a statement is so.

    Args:
        statement: An English sentence.

    Returns:
        None where it does not open with its subject, is negated, or is no plain statement.
    """
    text = statement.strip().rstrip(".!").rstrip()
    if not text or len(text.split()) > _LONGEST:
        return None
    doc = parse(text)
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) != 1 or any(child.dep_ == "neg" for child in roots[0].children):
        return None
    root = roots[0]
    subject = next((child for child in root.children if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.left_edge.i > 0:
        return None
    end = subject.right_edge.i + 1
    helper = _helper(root, end)
    if helper is not None:
        rest = f"{doc[end : helper.i].text_with_ws}{doc[helper.i + 1 :].text}".strip()
        return f"{helper.text.capitalize()} {_lowered(doc, end)} {rest}?"
    if root.pos_ != "VERB" or root.i < end or root.tag_ not in _SUPPORT:
        return None
    between = doc[end : root.i].text_with_ws
    rest = f"{between}{root.lemma_} {doc[root.i + 1 :].text}".strip()
    return f"{_SUPPORT[root.tag_]} {_lowered(doc, end)} {rest}?"


def _helper(root: Token, end: int) -> Token | None:
    """The verb that comes first in the question: the first helping verb, or a form of be."""
    helping = [c for c in root.children if c.dep_ in {"aux", "auxpass"} and c.i >= end and c.lower_ in _HELPING]
    if helping:
        return helping[0]
    return root if root.lemma_ == "be" and root.lower_ in _HELPING and root.i >= end else None


def _lowered(doc: Doc, end: int) -> str:
    """The subject, as it is written within a sentence."""
    first = doc[0]
    kept = bool(first.ent_type_) or first.pos_ == "PROPN" or first.text == "I"
    opening = first.text if kept else f"{first.text[:1].lower()}{first.text[1:]}"
    return f"{opening}{first.whitespace_}{doc[1:end].text}".strip()
