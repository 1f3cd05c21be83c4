"""Follow-up questions completed by the model, where it keeps to what was said; by rules otherwise."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rag.answering.ellipsis import is_fragment
from rag.answering.followups import complete
from rag.answering.gate.verifying import verify
from rag.answering.generators.generator import Message
from rag.answering.writing.prompt import shown

if TYPE_CHECKING:
    from rag.answering.generators.generator import Generator
    from rag.types import History

__all__ = ["complete_by_model"]

_INSTRUCTIONS = """\
You get a conversation as data and its last question. Write that question so that it can be understood without the
conversation: put in whom and what its words refer to. Change nothing else; add no fact. If it can be understood as it
is, repeat it. Write only the question, on one line."""
_REFERS = re.compile(
    r"\b(?:he|she|it|they|him|her|hers|his|its|their|theirs|them|this|that|these|those|there|then|one|ones|other|others|"
    r"former|latter|same|such|so|too|also|else|instead|why|when|where|who|how many|how much)\b",
    re.IGNORECASE,
)
_TURNS = 4  # earlier turns that are shown
_TOKENS = 120
_LONGEST = 400  # characters of a completed question


def complete_by_model(question: str, history: History, generator: Generator) -> str:
    """Complete a follow-up question.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.
        generator: The model.

    Returns:
        The question as it should be searched: as the model writes it where it keeps all numbers, dates and names of
        the question and adds none that the conversation does not hold; as the rules of
        :mod:`rag.answering.followups` write it otherwise.

    Raises:
        GeneratorError: The model failed.
        MissingDependency: A package that it needs is not installed.
    """
    by_rule = complete(question, history)
    if not history or not question.strip():
        return by_rule
    if by_rule == question and not is_fragment(question) and not _REFERS.search(question):
        return question
    turns = [
        {"question": shown(answer.searched_for or asked), "answer": None if answer.refused else answer.short}
        for asked, answer in history[-_TURNS:]
    ]
    lines = [json.dumps(turn, ensure_ascii=False) for turn in turns]
    asked = "\n".join(["Conversation, one turn a line:", *lines, f"Last question: {json.dumps(shown(question))}"])
    written = "".join(generator.stream([Message("system", _INSTRUCTIONS), Message("user", asked)], tokens=_TOKENS))
    completed = _bare(written)
    return completed if completed and _keeps(completed, question, history) else by_rule


def _bare(written: str) -> str:
    """The question without what models put around it; empty where there is none."""
    lines = [line.strip() for line in written.strip().splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > _LONGEST:
        return ""
    line = re.sub(r"^(?:last |the )?(?:completed )?question:\s*", "", lines[0], flags=re.IGNORECASE)
    return line.strip("\"'“”` ") if line.rstrip("\"'”` ").endswith("?") else ""


def _keeps(completed: str, question: str, history: History) -> bool:
    """Whether nothing of the question is lost, and nothing is added that the conversation does not hold."""
    said = [question]
    for asked, answer in history:
        said += [asked, answer.searched_for, *([answer.short] if answer.short else ())]
        said += [citation.quote for citation in answer.citations]
    values = {"number", "date", "name"}
    added = any(missing.kind in values for missing in verify(completed, said).missing)
    lost = any(missing.kind in {*values, "negation"} for missing in verify(question, [completed]).missing)
    return not added and not lost
