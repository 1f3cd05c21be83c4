from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

from rag.types import Answer
from tests.ui.fake import FakeDocument, FakeEngine
from ui.chat.examples import DraftedExamples, chosen_drafts, examples_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = (
    "000_21ae618e34b8f463.txt",
    "001_1e4ae7573a80e7a0.txt",
    "002_3cfbaf10b6856f55.txt",
    "003_08799dc045b518ad.txt",
    "004_b35c27fa469a94e9.txt",
)


def row(question: str, source: str = "a.txt", kind: str = "person", expected: str = "Ada") -> dict[str, Any]:
    relevant = [{"source": source, "quote": "Ada did."}]
    return {"question": question, "kind": kind, "relevant": relevant, "expected": [expected]}


class DraftingEngine(FakeEngine):
    """Answers each question with the same value; its files can be changed."""

    def __init__(self, *files: str) -> None:
        super().__init__()
        self.files = list(files)

    def documents(self) -> Sequence[FakeDocument]:
        return [FakeDocument(name) for name in self.files]

    def stream(self, question: str, **_: Any) -> Iterator[Answer]:
        refused = "mill" in question
        yield Answer(
            question=question,
            searched_for=question,
            text="Ada",
            short=None if refused else "Ada Finch",
            refused=refused,
        )


def settled(examples: DraftedExamples, asked: Event) -> tuple[str, ...]:
    """What is offered once drafting is over."""
    assert examples() == ()
    assert asked.wait(20)
    for _ in range(200):
        if examples():
            break
        Event().wait(0.05)
    return examples()


def test_questions_about_the_seeds() -> None:
    questions = examples_for([*(f"seeds/{name}" for name in SEEDS), "notes.txt"])
    assert questions[0] == "How many political prisoners have been released?"
    assert len(questions) == 4


def test_none_for_other_files() -> None:
    assert examples_for(SEEDS[1:]) == ()
    assert examples_for([]) == ()


def test_questions_that_a_person_might_have_typed_are_chosen() -> None:
    poor = [
        "The ___ was sold in 1926.",
        "Who sold it in 1926?",
        "Who?",
        "Who, of all the people who ever lived by the river and its banks, sold the mill there in 1926?",
        "Who sold the “mill” (1926)?",
        "Did Ada Finch sell the mill?",
    ]
    assert chosen_drafts([row(question) for question in poor]) == []


def test_of_many_files_and_kinds_and_always_the_same() -> None:
    rows = [
        row("Who sold the mill in 1926?"),
        row("Who bought the mill in 1926?"),
        row("When was the bridge built?", "b.txt", "date"),
        row("Who built the bridge of Orrest?", "b.txt"),
        row("How many carts does the bridge carry?", "c.txt", "count"),
    ]
    chosen = [one["question"] for one in chosen_drafts(rows)]
    assert {one["relevant"][0]["source"] for one in chosen_drafts(rows)[:3]} == {"a.txt", "b.txt", "c.txt"}
    assert chosen[:2] == ["When was the bridge built?", "Who sold the mill in 1926?"]
    assert [one["question"] for one in chosen_drafts(rows[::-1])] == chosen


def test_only_what_the_files_answer_is_offered_and_nobody_waits() -> None:
    drafted = Event()

    def draft(**_: int) -> list[dict[str, Any]]:
        drafted.set()
        return [
            row("Who sold the mill in 1926?"),
            row("Who sold the bridge in 1926?"),
            row("Who sold the boat in 1926?", expected="Tomas"),
        ]

    engine = DraftingEngine("a.txt")
    examples = DraftedExamples(engine, draft)
    assert settled(examples, drafted) == ("Who sold the bridge in 1926?",)
    drafted.clear()
    engine.files.append("b.txt")
    assert settled(examples, drafted) == ("Who sold the bridge in 1926?",)


def test_the_seeds_keep_theirs() -> None:
    def draft(**_: int) -> list[dict[str, Any]]:
        raise AssertionError("nothing is drafted")

    assert DraftedExamples(DraftingEngine(*SEEDS), draft)() == examples_for(SEEDS)
