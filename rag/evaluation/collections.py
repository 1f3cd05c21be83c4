"""Test collections that others made: folders as BEIR lays them out, and SQuAD 2.0 files.

They bring documents and questions; an index is made of the documents in memory.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, Field, ValidationError

from rag.documents.document import Document
from rag.errors import ReadError
from rag.evaluation.questions import Question, Relevant
from rag.text.sentences import sentences

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Collection", "is_collection", "read_beir", "read_collection", "read_squad"]

# So many passages hold ten distinct documents, or nearly always.
_PASSAGES = 60

_Row = TypeVar("_Row", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and questions about them.

    Attributes:
        documents: What is to be indexed.
        questions: With their judgements.
        split: The split of the questions that is meant, if the collection brings its splits in several files.
        retrieve_only: How many passages are judged where only retrieval is; None where answers are.
    """

    documents: list[Document]
    questions: list[Question]
    split: str | None
    retrieve_only: int | None


def is_collection(path: Path) -> bool:
    """Whether a path is a folder or a ``.json`` file, and so no file of questions."""
    return path.is_dir() or path.suffix.lower() == ".json"


def read_collection(path: Path, split: str | None) -> Collection:
    """Read a folder with :func:`read_beir`, a file with :func:`read_squad`.

    Raises:
        ReadError: A file is missing or broken.
    """
    return read_beir(path, split or "test") if path.is_dir() else read_squad(path)


class _BeirRow(BaseModel):
    id: str = Field(alias="_id")
    title: str = ""
    text: str


def read_beir(folder: Path, split: str) -> Collection:
    """Read a folder as BEIR lays it out (Thakur et al. 2021).

    Args:
        folder: With ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv``; ``queries_SPLIT.jsonl`` and
            ``qrels_SPLIT.tsv`` are taken as well. A judgement above 0 makes a document relevant as a whole.
        split: The judgements to take.

    Returns:
        The documents, title first, and the queries that have a relevant document. Documents without text are left out.

    Raises:
        ReadError: A file is missing or broken, or a judgement names a document that is not in the corpus.
    """
    corpus = _json_lines(folder / "corpus.jsonl", _BeirRow)
    documents = [
        Document(row.id, "\n\n".join(filter(None, (row.title, row.text))), sha256="", title=row.title or None)
        for row in corpus
        if row.title or row.text
    ]
    known = {document.source for document in documents}
    relevant = _judgements(_first(folder / f"qrels/{split}.tsv", folder / f"qrels_{split}.tsv"), known)
    queries = _json_lines(_first(folder / "queries.jsonl", folder / f"queries_{split}.jsonl"), _BeirRow)
    questions = [
        Question(
            id=row.id,
            question=row.text,
            relevant=tuple(Relevant(source=source) for source in relevant[row.id]),
            answerable=True,
            split=split,
        )
        for row in queries
        if row.id in relevant
    ]
    return Collection(documents, questions, split, _PASSAGES)


def _first(usual: Path, other: Path) -> Path:
    return other if other.exists() and not usual.exists() else usual


def _judgements(file: Path, known: set[str]) -> dict[str, list[str]]:
    relevant: dict[str, list[str]] = {}
    for number, cells in enumerate(csv.reader(_text(file).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if number == 1 and cells[-1:] == ["score"]:
            continue
        where = f"{file}, line {number}"
        if len(cells) != 3 or not cells[2].lstrip("-").isdigit():
            raise ReadError(where, "it is no judgement", "write query, document and a whole number, with tabs between")
        query, document, judgement = cells
        if int(judgement) > 0:
            if document not in known:
                raise ReadError(where, f"{document} is not in corpus.jsonl", "take the line out or add the document")
            relevant.setdefault(query, []).append(document)
    return relevant


class _SquadAnswer(BaseModel):
    text: str
    answer_start: int = Field(ge=0)


class _SquadQuestion(BaseModel):
    id: str
    question: str
    answers: list[_SquadAnswer]


class _SquadParagraph(BaseModel):
    context: str
    qas: list[_SquadQuestion]


class _SquadArticle(BaseModel):
    title: str
    paragraphs: list[_SquadParagraph]


class _Squad(BaseModel):
    data: list[_SquadArticle]


def read_squad(file: Path) -> Collection:
    """Read a SQuAD file, 1.1 or 2.0 (Rajpurkar, Jia and Liang 2018).

    Returns:
        A document for each paragraph, and all questions. The sentences that hold an answer are relevant; the answers
        are expected; a question without answers is unanswerable. Questions on articles of odd number (from 1 on) are
        the split ``odd``, the others ``even``: to choose on the one and report the other. Questions on one paragraph
        are a group.

    Raises:
        ReadError: The file cannot be read or is no such file. The message names the field.
    """
    try:
        articles = _Squad.model_validate_json(_text(file)).data
    except ValidationError as error:
        raise _broken(str(file), error, "name a SQuAD file, or a file of questions that ends in .jsonl") from error
    documents: list[Document] = []
    questions: list[Question] = []
    for number, article in enumerate(articles, 1):
        for position, paragraph in enumerate(article.paragraphs):
            source = f"{article.title}/{position:02d}.txt"
            documents.append(Document(source, paragraph.context, sha256=""))
            split = "odd" if number % 2 else "even"
            questions += [_squad_question(one, source, paragraph.context, split) for one in paragraph.qas]
    return Collection(documents, questions, None, None)


def _squad_question(one: _SquadQuestion, source: str, context: str, split: str) -> Question:
    quotes = {
        context[span.start : span.end]: None
        for answer in one.answers
        for span in sentences(context)
        if span.start < answer.answer_start + len(answer.text) and answer.answer_start < span.end
    }
    return Question(
        id=one.id,
        question=one.question,
        relevant=tuple(Relevant(source=source, quote=quote) for quote in quotes),
        expected=tuple(dict.fromkeys(answer.text for answer in one.answers)),
        answerable=bool(one.answers),
        split=split,
        group=source,
    )


def _json_lines(file: Path, form: type[_Row]) -> list[_Row]:
    rows = []
    for number, line in enumerate(_text(file).split("\n"), 1):
        if line.strip():
            try:
                rows.append(form.model_validate_json(line))
            except ValidationError as error:
                raise _broken(f"{file}, line {number}", error, "write it as BEIR does: _id, title, text") from error
    return rows


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        mend = "a folder holds corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, as BEIR lays it out"
        raise ReadError(str(file), f"it cannot be read ({error.strerror})", mend) from error
    except UnicodeDecodeError as error:
        raise ReadError(str(file), f"byte {error.start} is not UTF-8", "save it as UTF-8") from error


def _broken(where: str, error: ValidationError, mend: str) -> ReadError:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return ReadError(f"{where}, field {field}" if field else where, first["msg"][:1].lower() + first["msg"][1:], mend)
