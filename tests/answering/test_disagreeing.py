from __future__ import annotations

import pytest

from rag.answering.disagreeing import Change, write_agreement, write_changes, write_disagreements
from rag.types import Agreement, Citation, Disagreement, Position

CITED = tuple(
    Citation(number=number, source=source, quote="q", start=0, end=1, line=1)
    for number, source in ((1, "a_b.txt"), (2, "c.txt"), (3, "d.txt"))
)


def held(
    value: str, *sources: str, citations: tuple[int, ...], who: str | None = None, when: str | None = None
) -> Position:
    return Position(value=value, normalized=value, sources=sources, citations=citations, attributed_to=who, as_of=when)


def disagreement(*positions: Position, topic: str = "how many were freed", explanation: str = "") -> Disagreement:
    return Disagreement(topic=topic, kind="number", explanation=explanation, positions=positions)


def test_topic_explanation_positions() -> None:
    found = disagreement(
        held("63", "a_b.txt", "c.txt", citations=(1, 2)),
        held("41", "d.txt", citations=(3,), who="the [ministry]", when="2026-02-05"),
        explanation="“63” and “41” are *different* numbers.",
    )
    assert write_disagreements([found], CITED) == (
        "**Sources disagree on how many were freed.**\n\n"
        "“63” and “41” are \\*different\\* numbers.\n\n"
        "- **63** (a\\_b.txt, c.txt) [1][2]\n"
        "- **41** according to the \\[ministry\\], as of 5 February 2026 (d.txt) [3]"
    )


@pytest.mark.parametrize(
    ("who", "when", "item"),
    [
        (None, None, "- **4** (c.txt) [2]"),
        ("X", None, "- **4** according to X (c.txt) [2]"),
        (None, "2026-02", "- **4** as of February 2026 (c.txt) [2]"),
        (None, "2026", "- **4** as of 2026 (c.txt) [2]"),
        (None, "2026-02-05T10:00", "- **4** as of 5 February 2026 (c.txt) [2]"),
        (None, "2026-02-22/2026-02-28", "- **4** as of 22 February 2026 to 28 February 2026 (c.txt) [2]"),
        (None, "2026/soon", "- **4** as of 2026/soon (c.txt) [2]"),
        (None, "2026-13", "- **4** as of 2026-13 (c.txt) [2]"),
        (None, "<soon>", "- **4** as of \\<soon\\> (c.txt) [2]"),
    ],
)
def test_a_position_says_who_and_when(who: str | None, when: str | None, item: str) -> None:
    found = disagreement(held("4", "c.txt", citations=(2,), who=who, when=when), held("5", "d.txt", citations=(3,)))
    assert item in write_disagreements([found], CITED).split("\n")


def test_a_marker_needs_its_citation() -> None:
    found = disagreement(held("4", "c.txt", citations=(2, 9)), held("5", "d.txt", citations=(9,)))
    assert write_disagreements([found], CITED).endswith("- **4** (c.txt) [2]\n- **5** (d.txt)")


@pytest.mark.parametrize(
    ("other", "head"),
    [
        ("c.txt", "**One source gives differing accounts of the date.**"),
        ("d.txt", "**Sources disagree on the date.**"),
    ],
)
def test_one_source_does_not_speak_of_sources(other: str, head: str) -> None:
    found = disagreement(held("4", "c.txt", citations=(2,)), held("5", other, citations=(3,)), topic="the date?")
    assert write_disagreements([found], CITED).split("\n\n")[0] == head


def test_nothing_from_a_document_is_markup() -> None:
    value = "**x** [1]\n\n- <b>`y`"
    found = disagreement(held(value, "# [2](x).txt", citations=()), held("b", "c.txt", citations=()), topic="*t* [1]")
    assert write_disagreements([found], CITED) == (
        "**Sources disagree on \\*t\\* \\[1\\].**\n\n"
        "- **\\*\\*x\\*\\* \\[1\\] - \\<b\\>\\`y\\`** (\\# \\[2\\](x).txt)\n"
        "- **b** (c.txt)"
    )


def test_several_disagreements_and_none() -> None:
    found = disagreement(held("4", "c.txt", citations=(2,)), held("5", "d.txt", citations=(3,)))
    once = write_disagreements([found], CITED)
    assert write_disagreements([found, found], CITED) == f"{once}\n\n{once}"
    assert write_disagreements([], CITED) == ""


def test_change_over_time_is_told_oldest_first() -> None:
    changes = [
        Change("2026-02-05", "41", "b.txt", 2),
        Change("2026-02-04", "63", "valley_news.txt", 1),
        ("2026", "*9*", "c.txt", 4),
        Change("2026-02-05", "41", "c.txt", 3),
        Change("early on", "1", "c.txt", 3),
    ]
    assert write_changes(changes) == (
        "Over time: \\*9\\* in 2026 (c.txt) [4], 63 on 4 February 2026 (valley\\_news.txt) [1], "
        "41 on 5 February 2026 (b.txt, c.txt) [2][3], 1 as of early on (c.txt) [3]."
    )


@pytest.mark.parametrize(
    ("date", "told"), [("2026-02-05", True), ("2026-02-04", False)], ids=["another date", "the same date"]
)
def test_one_date_is_no_change(date: str, told: bool) -> None:
    assert bool(write_changes([("2026-02-04", "63", "a.txt", 1), (date, "41", "b.txt", 2)])) is told


@pytest.mark.parametrize(
    ("agreement", "compared", "files", "reason", "line"),
    [
        ("none_found", 4, 3, "", "No disagreement found: 4 statements of 3 files were compared."),
        ("none_found", 4, 0, "", "No disagreement found: 4 statements were compared."),
        ("none_found", 1, 1, "", "No disagreement found: 1 statement of 1 file was compared."),
        ("not_checked", 0, 0, "only a_b.txt answers.", "Not checked for disagreement: only a\\_b.txt answers."),
        ("not_checked", 0, 0, "", "Not checked for disagreement."),
        ("disagree", 4, 3, "", ""),
    ],
)
def test_state(agreement: Agreement, compared: int, files: int, reason: str, line: str) -> None:
    assert write_agreement(agreement, compared, files=files, reason=reason) == line
