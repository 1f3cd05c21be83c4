"""From conflicts to what an answer carries, over sentences that are read by hand; the parser is the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.answering.citing import Citer
from rag.answering.comparing import Comparison
from rag.answering.extractive import cite
from rag.answering.positions import Told, as_of, tell, topic_of
from rag.answering.readings import Readings
from rag.answering.sentences import Candidate, Features
from rag.answering.statements import Statement
from rag.store.index import Index
from rag.types import Disagreement, Position
from tests.disagreement.reads import claim_of, compared, read
from tests.store.building import MANIFEST, put, remove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.disagreement.claim import Read
    from rag.types import DisagreementKind, SetAside

pytestmark = pytest.mark.model

OPENED = "When did the museum in Torvik open?"
DOGS = "How many dogs does the shelter in Torvik house?"


class Case:
    """Sentences read by hand, in an index; ``tell`` quotes those of the given files, all if None."""

    def __init__(self, question: str, *reads: Read) -> None:
        self.question = question
        self.index = Index.in_memory(MANIFEST)
        for one in reads:
            put(self.index.catalogue, one.source, one.text)
        self.statements = [_statement(one) for one in reads]
        self.comparison = Comparison(compared(question, reads), tuple(self.statements))

    def tell(self, quoted: Sequence[str] | None = None) -> Told:
        citer = Citer(self.index.catalogue)
        chosen = [s for s in self.statements if quoted is None or s.candidate.source in quoted]
        return tell(self.question, self.comparison, cite(chosen, citer), citer)

    def exact(self, aside: SetAside) -> bool:
        for citation in (aside.first, aside.second):
            document = self.index.catalogue.document(citation.source)
            assert document is not None
            if document.text[citation.start : citation.end] != citation.quote:
                return False
        return True


def _statement(made: Read) -> Statement:
    end = made.start + len(made.sentence)
    features = Features(0, 0, 0, 0, 0, 0)
    return Statement(Candidate(made.source, made.start, end, made.sentence, features), Readings(), (), made.holds)


def opened(source: str, day: str) -> Read:
    return read(source, f"The museum in Torvik opened on [{day}].")


def test_a_position_for_each_value() -> None:
    case = Case(OPENED, opened("a.txt", "4 May 1998"), opened("b.txt", "9 June 1998"), opened("c.txt", "May 4, 1998"))
    told = case.tell()
    assert (told.agreement, told.set_aside) == ("disagree", ())
    (one,) = told.disagreements
    assert (one.kind, "4 May 1998" in one.explanation, "9 June 1998" in one.explanation) == ("date", True, True)
    assert [(p.value, p.normalized, p.sources, p.citations) for p in one.positions] == [
        ("4 May 1998", "1998-05-04", ("a.txt", "c.txt"), (1, 3)),
        ("9 June 1998", "1998-06-09", ("b.txt",), (2,)),
    ]
    assert told.text.endswith("- **4 May 1998** (a.txt, c.txt) [1][3]\n- **9 June 1998** (b.txt) [2]")


def test_who_says_it_and_as_of_when() -> None:
    case = Case(
        DOGS,
        read("a.txt", "On 3 May 2024 the shelter in Torvik housed [63] dogs, according to Ida Holm."),
        read("b.txt", "On 3 May 2024 the shelter in Torvik housed [41] dogs."),
    )
    (one,) = case.tell().disagreements
    assert [(p.attributed_to, p.as_of) for p in one.positions] == [("Ida Holm", "2024-05-03"), (None, "2024-05-03")]


@pytest.mark.parametrize(
    ("question", "first", "second", "kind"),
    [
        (OPENED, "The museum in Torvik opened on [4 May 1998].", "It opened on [9 June 1998].", "date"),
        (DOGS, "The shelter in Torvik houses [63] dogs.", "The shelter in Torvik houses [41] dogs.", "number"),
        ("How much did the bridge cost?", "The bridge cost [€9 million].", "The bridge cost [€12 million].", "number"),
        ("Is the ferry open?", "The ferry is open.", "The ferry is not open.", "negation"),
        (
            "Why did the barn burn down?",
            "The barn burned down because of [arson].",
            "The barn burned down because of [lightning].",
            "cause",
        ),
    ],
)
def test_the_kind_is_that_of_the_values(question: str, first: str, second: str, kind: DisagreementKind) -> None:
    told = Case(question, read("a.txt", first), read("b.txt", second)).tell()
    assert [one.kind for one in told.disagreements] == [kind]


def test_a_stance_is_told_by_its_answer_and_its_words() -> None:
    case = Case("Is the ferry open?", read("a.txt", "The ferry is open."), read("b.txt", "The ferry is closed."))
    (one,) = case.tell().disagreements
    assert [(p.value, p.normalized) for p in one.positions] == [("Yes: “open”", "yes"), ("No: “is closed”", "no")]


def test_files_that_agree_are_counted() -> None:
    told = Case(OPENED, opened("a.txt", "4 May 1998"), opened("b.txt", "May 4, 1998")).tell()
    assert told == Told("none_found", standing="No disagreement found: 2 statements of 2 files were compared.")


def test_one_file_alone_is_not_checked() -> None:
    told = Case(OPENED, opened("a.txt", "4 May 1998"), read("b.txt", "The museum in Torvik is large.")).tell()
    assert told == Told(standing="Not checked for disagreement: no two files say what can be compared.")


def test_nothing_that_could_be_compared_is_not_checked() -> None:
    told = Case(OPENED, read("b.txt", "The museum in Torvik is large.")).tell()
    assert told == Told(standing="Not checked for disagreement: no two files say what can be compared.")


# --- set aside


def counted(*days: str) -> list[Read]:
    dogs = (63, 41, 57)
    return [
        read(f"{day}.txt", f"On {day} the shelter in Torvik housed [{number}] dogs.")
        for day, number in zip(days, dogs, strict=False)
    ]


def test_change_over_time_is_told_oldest_first() -> None:
    told = Case(DOGS, *counted("14 June 2024", "3 May 2024")).tell()
    assert told.agreement == "none_found"
    assert told.text == (
        "No disagreement found: 2 statements of 2 files were compared.\n\n"
        "Over time: 41 on 3 May 2024 (3 May 2024.txt) [2], 63 on 14 June 2024 (14 June 2024.txt) [1]."
    )


def test_a_change_is_told_of_what_is_quoted_only() -> None:
    case = Case(DOGS, *counted("14 June 2024", "3 May 2024"))
    told = case.tell(quoted=["3 May 2024.txt"])
    assert "Over time" not in told.text
    assert len(told.set_aside) == 1


def test_quotes_set_aside_keep_their_number_or_get_the_next() -> None:
    case = Case(DOGS, *counted("14 June 2024", "3 May 2024", "7 July 2024"))
    told = case.tell(quoted=["3 May 2024.txt"])
    assert len(told.set_aside) == 3
    assert all(case.exact(aside) for aside in told.set_aside)
    assert [aside for aside in told.set_aside if "different times" not in aside.reason] == []
    numbers = {(c.source, c.number) for aside in told.set_aside for c in (aside.first, aside.second)}
    assert {source: number for source, number in numbers if number == 1} == {"3 May 2024.txt": 1}
    assert sorted(number for _, number in numbers) == [1, 2, 3]


def test_what_has_left_the_index_is_not_told_as_set_aside() -> None:
    case = Case(DOGS, *counted("14 June 2024", "3 May 2024", "7 July 2024"))
    remove(case.index.catalogue, "7 July 2024.txt")
    told = case.tell()
    assert [{aside.first.source, aside.second.source} for aside in told.set_aside] == [
        {"14 June 2024.txt", "3 May 2024.txt"}
    ]


# --- what cannot be quoted any more


def test_a_position_needs_a_quote() -> None:
    case = Case(OPENED, opened("a.txt", "4 May 1998"), opened("b.txt", "9 June 1998"), opened("c.txt", "1 July 1998"))
    (one,) = case.tell(quoted=["b.txt", "c.txt"]).disagreements
    assert [(p.value, p.citations) for p in one.positions] == [("9 June 1998", (1,)), ("1 July 1998", (2,))]
    assert case.tell(quoted=["b.txt"]).disagreements == ()


def test_a_position_names_only_the_files_that_are_quoted() -> None:
    case = Case(OPENED, opened("a.txt", "4 May 1998"), opened("b.txt", "9 June 1998"), opened("c.txt", "4 May 1998"))
    (one,) = case.tell(quoted=["b.txt", "c.txt"]).disagreements
    assert {p.value: (p.sources, p.citations) for p in one.positions} == {
        "9 June 1998": (("b.txt",), (1,)),
        "4 May 1998": (("c.txt",), (2,)),
    }


# --- dates and topics


@pytest.mark.parametrize(
    ("sentence", "day", "expected"),
    [
        ("On 3 May 2024 the shelter in Torvik housed [63] dogs.", None, "2024-05-03"),
        ("In May 2024 the shelter in Torvik housed [63] dogs.", None, "2024-05"),
        ("In 2024 the shelter in Torvik housed [63] dogs.", "2025-06-14", "2024"),
        ("The shelter in Torvik now houses [63] dogs.", "2025-06-14", "2025-06-14"),
        ("The shelter in Torvik now houses [63] dogs.", None, None),
        ("The shelter in Torvik housed [63] dogs.", "2025-06-14", None),
    ],
)
def test_the_date_for_which_a_value_holds(sentence: str, day: str | None, expected: str | None) -> None:
    assert as_of(claim_of(DOGS, read("a.txt", sentence, day))) == expected


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How many dogs are housed in Torvik?", "how many dogs are housed in Torvik"),
        (" Who led the choir ? ", "who led the choir"),
        ("NATO was founded when?", "NATO was founded when"),
        ("Why?", "why"),
        ("When was the ferry opened?", "when the ferry was opened"),
        # Where the verb would need another form, the question stands for itself.
        ("When did the ferry open?", "“When did the ferry open?”"),
        ("How much did the Vellin tunnel cost?", "“How much did the Vellin tunnel cost?”"),
        ("How many people does the firm employ?", "“How many people does the firm employ?”"),
        ("Is the ferry open?", "“Is the ferry open?”"),
    ],
)
def test_topics(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("number", {"600": "600", "80": "80"}, ["600", "80"]),
        ("number", {"600": "600", "80": "80", "inflated": "inflated"}, ["600", "80"]),
        ("number", {"600": "600", "inflated": "inflated"}, ["600"]),
        ("date", {"3 May": "2024-05-03", "Friday": "friday"}, ["3 May", "Friday"]),
        ("name", {"Unit 4": "unit 4", "the harbour office": "harbour office"}, ["Unit 4", "the harbour office"]),
        ("negation", {"yes": "yes", "no": "no"}, []),
    ],
)
def test_what_stands_in_the_place_of_the_value(kind: DisagreementKind, values: dict[str, str], told: list[str]) -> None:
    positions = tuple(Position(value=v, normalized=n, sources=("a",), citations=(1,)) for v, n in values.items())
    found = Disagreement(topic="x", kind=kind, explanation="", positions=positions)
    assert [position.value for position in Told("disagree", (found,)).rivals] == told
