"""The audit of an index: quotes, what is new since an earlier one, and how it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag import Audit, Citation, Disagreement, Engine, Position, QuestionError, Settings
from rag.auditing import audit_lines, load_audit, new_conflicts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes import FakeEmbedder

CUSTOMS = "Customs officers in Dunsby seized {} copies of a banned pamphlet on Wednesday, a spokeswoman said."
TEXTS = {
    "a.txt": f"The pears were ripe. {CUSTOMS.format('8,200')}",
    "b.txt": f"{CUSTOMS.format('2,800')} Two drivers were questioned.",
    "c.txt": "The river floods in March.",
}


@pytest.mark.model
def test_every_quote_is_a_slice_of_its_file(faked: FakeEmbedder) -> None:
    stages: dict[str, tuple[int, int]] = {}
    with Engine.from_texts(TEXTS, Settings()) as engine:
        audit = engine.conflicts(progress=lambda stage, done, total: stages.update({stage: (done, total)}))
        for citation in audit.citations:
            assert engine.document(citation.source).text[citation.start : citation.end] == citation.quote
    (found,) = audit.conflicts
    assert [(p.value, p.normalized, p.sources) for p in found.positions] == [
        ("8,200", "8200", ("a.txt",)),
        ("2,800", "2800", ("b.txt",)),
    ]
    assert (found.kind, found.positions[0].attributed_to) == ("number", "a spokeswoman")
    assert found.topic == "how many copies of a banned pamphlet Customs officers in Dunsby seized"
    assert found.question == "How many copies of a banned pamphlet did Customs officers in Dunsby seize?"
    assert [citation.number for citation in audit.citations] == [1, 2]
    assert (audit.files, audit.compared) == (3, 1)
    assert {stage: done == total for stage, (done, total) in stages.items()} == {"reading": True, "comparing": True}
    assert Audit.model_validate_json(audit.model_dump_json()) == audit


@pytest.mark.model
def test_only_some_files(faked: FakeEmbedder) -> None:
    with Engine.from_texts(TEXTS, Settings()) as engine:
        assert engine.conflicts(sources=["a.txt", "c.txt"]).conflicts == ()
        with pytest.raises(QuestionError, match=r"not in the index: d\.txt"):
            engine.conflicts(sources=["d.txt"])


@pytest.mark.model
def test_headings_are_not_compared(faked: FakeEmbedder) -> None:
    title = "8,200 copies of a banned pamphlet seized by customs officers in Dunsby\n\nThe pears were ripe."
    with Engine.from_texts({"a.txt": title, "b.txt": TEXTS["b.txt"]}, Settings()) as engine:
        assert engine.conflicts().conflicts == ()


@pytest.mark.model
def test_an_empty_index(faked: FakeEmbedder) -> None:
    with Engine.from_texts({}, Settings()) as engine:
        audit = engine.conflicts()
    assert (audit.conflicts, audit.files, audit.statements) == ((), 0, 0)
    assert list(audit_lines(audit)) == ["no disagreement found; 0 statements of 0 files read, 0 pairs compared"]


def made(*conflicts: list[list[tuple[str, str]]]) -> Audit:
    """An audit with these positions, each given by its files and their quotes."""
    numbers: dict[tuple[str, str], int] = {}
    for quoted in (quote for conflict in conflicts for position in conflict for quote in position):
        numbers.setdefault(quoted, len(numbers) + 1)
    return Audit(
        conflicts=tuple(
            Disagreement(
                topic="the number",
                kind="number",
                explanation="They differ.",
                positions=tuple(
                    Position(
                        value=p[0][1],
                        normalized=p[0][1],
                        sources=tuple(source for source, _ in p),
                        citations=tuple(numbers[quoted] for quoted in p),
                    )
                    for p in conflict
                ),
            )
            for conflict in conflicts
        ),
        citations=tuple(
            Citation(number=number, source=source, quote=quote, start=0, end=len(quote), line=1)
            for (source, quote), number in numbers.items()
        ),
        files=2,
        statements=2,
        compared=1,
    )


A, B, C, D = ("a.txt", "80"), ("b.txt", "90"), ("c.txt", "80"), ("d.txt", "70")


@pytest.mark.parametrize(
    ("now", "then", "new"),
    [
        ([[[A], [B]]], [[[A], [B]]], 0),
        ([[[B], [A]]], [[[A], [B]]], 0),
        ([[[A, C], [B]]], [[[A], [B]]], 0),  # another file says so too
        ([[[A], [B], [D]]], [[[A], [B]]], 1),  # another position
        ([[[A], [("b.txt", "91")]]], [[[A], [B]]], 1),  # the file says otherwise now
        ([[[A], [("e.txt", "90")]]], [[[A], [B]]], 1),
        ([], [[[A], [B]]], 0),
        ([[[A], [B]], [[C], [D]]], [[[C], [D]]], 1),
    ],
)
def test_what_is_new(now: list[list[list[tuple[str, str]]]], then: list[list[list[tuple[str, str]]]], new: int) -> None:
    assert len(new_conflicts(made(*now), made(*then))) == new


def test_in_plain_text() -> None:
    assert list(audit_lines(made([[A], [B]]))) == [
        "1. Sources disagree on the number",
        "   They differ.",
        "   - 80",
        "       a.txt, line 1: 80",
        "   - 90",
        "       b.txt, line 1: 90",
        "",
        "1 disagreement; 2 statements of 2 files read, 1 pair compared",
    ]


@pytest.mark.parametrize("written", ["", "{}", "no json", '{"conflicts": 3}'])
def test_what_is_no_audit(tmp_path: Path, written: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(written)
    with pytest.raises(QuestionError, match=r"old\.json is no audit; make one with: whosays conflicts --json > "):
        load_audit(file)


def test_a_missing_audit(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"none\.json cannot be read \(No such file"):
        load_audit(tmp_path / "none.json")


def test_an_audit_is_read_again(tmp_path: Path) -> None:
    audit = made([[A], [B]])
    file = tmp_path / "old.json"
    file.write_text(audit.model_dump_json(), encoding="utf-8")
    assert load_audit(file) == audit
