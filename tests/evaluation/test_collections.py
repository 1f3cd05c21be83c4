from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from rag.cli import main
from rag.errors import ReadError
from rag.evaluation.collections import is_collection, read_beir, read_collection, read_squad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fakes import FakeEmbedder

CORPUS = [
    {"_id": "d1", "title": "Mills", "text": "The mill opened in 1871."},
    {"_id": "d2", "title": "", "text": "The bridge fell in 1902."},
    {"_id": "d3", "title": "", "text": ""},
]
QUERIES = [{"_id": "7", "text": "mill opening"}, {"_id": "8", "text": "bridge"}, {"_id": "9", "text": "nothing"}]
QRELS = "query-id\tcorpus-id\tscore\n7\td1\t2\n7\td2\t0\n8\td2\t1\n"
TEXT = "The mill opened in 1871. It closed in 1902. It was sold."
SQUAD = {
    "data": [
        {
            "title": "Mill",
            "paragraphs": [
                {
                    "context": TEXT,
                    "qas": [
                        {
                            "id": "a",
                            "question": "When did it close?",
                            "answers": [{"text": "1902", "answer_start": 38}, {"text": "in 1902", "answer_start": 35}],
                        },
                        {"id": "b", "question": "Who sold it?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        },
        {
            "title": "Bridge",
            "paragraphs": [{"context": "It fell.", "qas": [{"id": "c", "question": "Q?", "answers": []}]}],
        },
    ]
}


def lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(lines(CORPUS))
    (folder / "queries.jsonl").write_text(lines(QUERIES))
    (folder / "qrels/test.tsv").write_text(QRELS)
    return folder


@pytest.fixture
def squad(tmp_path: Path) -> Callable[[Any], Path]:
    def write(content: Any) -> Path:
        file = tmp_path / "squad.json"
        file.write_text(json.dumps(content))
        return file

    return write


def test_beir(beir: Path) -> None:
    found = read_beir(beir, "test")
    assert [(one.source, one.text) for one in found.documents] == [
        ("d1", "Mills\n\nThe mill opened in 1871."),
        ("d2", "The bridge fell in 1902."),
    ]
    assert [(one.id, [r.source for r in one.relevant]) for one in found.questions] == [("7", ["d1"]), ("8", ["d2"])]
    assert (found.split, found.retrieve_only) == ("test", 60)


def test_the_other_layout(beir: Path) -> None:
    (beir / "queries.jsonl").rename(beir / "queries_dev.jsonl")
    (beir / "qrels/test.tsv").rename(beir / "qrels_dev.tsv")
    assert len(read_collection(beir, "dev").questions) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus.jsonl", '{"_id": "d1"}', "corpus.jsonl, line 1, field text: field required; write it as BEIR does"),
        ("queries.jsonl", '{"_id": "7", "text": "x"}\n{', "queries.jsonl, line 2: invalid JSON: "),
        ("qrels/test.tsv", "7\td1\n", "qrels/test.tsv, line 1: it is no judgement; write query, document and "),
        ("qrels/test.tsv", "7\td1\thigh\n", "qrels/test.tsv, line 1: it is no judgement"),
        ("qrels/test.tsv", "7\td1\t1\n7\td3\t1\n", "qrels/test.tsv, line 2: d3 is not in corpus.jsonl; take the line"),
        (
            "qrels/test.tsv",
            None,
            "qrels/test.tsv: it cannot be read (No such file or directory); a folder holds corpus",
        ),
    ],
)
def test_broken_beir(beir: Path, name: str, content: str | None, message: str) -> None:
    if content is None:
        (beir / name).unlink()
    else:
        (beir / name).write_text(content)
    with pytest.raises(ReadError) as raised:
        read_beir(beir, "test")
    assert str(raised.value).removeprefix(f"{beir}/")[: len(message)] == message


def test_squad(squad: Callable[[Any], Path]) -> None:
    found = read_squad(squad(SQUAD))
    assert [(one.source, one.text) for one in found.documents] == [("Mill/00.txt", TEXT), ("Bridge/00.txt", "It fell.")]
    first, second, third = found.questions
    assert [(r.source, r.quote) for r in first.relevant] == [("Mill/00.txt", "It closed in 1902.")]
    assert (first.expected, first.answerable, first.split) == (("1902", "in 1902"), True, "odd")
    assert (second.relevant, second.answerable, third.split) == ((), False, "even")
    assert found.retrieve_only is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"data": [{"title": "M"}]}, "squad.json, field data.0.paragraphs: field required; name a SQuAD file"),
        ([], "squad.json: input should be an object; name a SQuAD file"),
    ],
)
def test_broken_squad(squad: Callable[[Any], Path], content: Any, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_squad(squad(content))
    assert message in str(raised.value)


def test_what_is_a_collection(beir: Path, tmp_path: Path) -> None:
    assert is_collection(beir)
    assert is_collection(tmp_path / "dev.JSON")
    assert not is_collection(tmp_path / "questions.jsonl")


@pytest.mark.model
def test_the_command_takes_both(
    faked: FakeEmbedder,
    beir: Path,
    squad: Callable[[Any], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", str(beir), "--json", "--min", "file.recall@10=1"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {name.split(".")[0] for name in figures} == {"file", "latency"}
    assert figures["file.ndcg@10"]["questions"] == 2
    assert main(["eval", str(squad(SQUAD)), "--split", "odd", "--sample", "1", "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert (len(run["questions"]), run["split"]) == (1, "odd")
    assert run["questions_from"].endswith("squad.json")
    assert main(["eval", str(beir), "--split", "dev"]) == 2
    assert "qrels/dev.tsv: it cannot be read" in capsys.readouterr().err
    assert main(["eval", str(beir), "--sample", "0"]) == 2
    assert capsys.readouterr().err == "whosays: a sample of 0 questions is none; ask for at least 1\n"
