"""SQuAD 2.0 development files as documents and questions: one paragraph a document."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.documents.document import Document

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class SquadQuestion:
    """A question; ``article`` counts from 1; ``gold`` is empty where the paragraph does not answer it."""

    text: str
    article: int
    source: str
    gold: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


def load(file: Path) -> tuple[list[Document], list[SquadQuestion], dict[str, int]]:
    """Documents, questions, and the article that each source belongs to."""
    documents: list[Document] = []
    questions: list[SquadQuestion] = []
    article_of: dict[str, int] = {}
    for number, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"], 1):
        for position, paragraph in enumerate(article["paragraphs"]):
            source = f"{article['title']}/{position:02d}.txt"
            article_of[source] = number
            documents.append(Document(source, paragraph["context"], sha256=""))
            questions.extend(
                SquadQuestion(item["question"], number, source, tuple({a["text"] for a in item["answers"]}))
                for item in paragraph["qas"]
            )
    return documents, questions, article_of


def sample(questions: list[SquadQuestion], count: int | None, *, odd: bool, seed: int = 0) -> list[SquadQuestion]:
    """Questions of the odd or of the even articles: a random ``count`` of them, or all."""
    chosen = [question for question in questions if (question.article % 2 == 1) == odd]
    if count is None or count >= len(chosen):
        return chosen
    return random.Random(seed).sample(chosen, count)
