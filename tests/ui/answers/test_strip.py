from __future__ import annotations

import pytest

from rag.answering.disagreeing import write_changes
from rag.types import Citation, Disagreement, Position
from ui.answers.strip import OVER_TIME, Moment, course_of, date_in_words, moments_of, strip_html
from ui.sources.places import Place

CITED = {3: Citation(number=3, source="<a>.txt", quote="63", start=4, end=6, line=1)}


def test_what_an_answer_tells_is_read() -> None:
    line = write_changes(
        [
            ("2026-02-04", "63 on 3 May 2024 (b)", "a (1).txt", 1),
            ("2026-02-04", "63 on 3 May 2024 (b)", "b, c.txt", 3),
            ("2026-06", "[41] *dogs*, 2", "b.txt", 2),
            ("spring", "none", "b_c.txt", 12),
        ]
    )
    text = f"**63**\n\n{line}\n\n**a.txt**"
    assert OVER_TIME.findall(text) == [line]
    assert course_of(line) == (
        Moment("4 February 2026", "63 on 3 May 2024 (b)", (1, 3)),
        Moment("June 2026", "[41] *dogs*, 2", (2,)),
        Moment("spring", "none", (12,)),
    )


@pytest.mark.parametrize(
    "line",
    ["Over time: things change.", "Over time: 63 on 4 February 2026 (a.txt) [1].", "Over time: 63 [1], 41 [2]."],
)
def test_another_line_stays_as_it_is(line: str) -> None:
    assert course_of(line) is None


def position(value: str, as_of: str | None) -> Position:
    return Position(value=value, normalized=value, sources=("a.txt",), citations=(1, 1), as_of=as_of)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2026-05-01", "2024", "2025-02"), ["2024", "February 2025", "1 May 2026"]),
        (("2026", "2026", "2026"), []),
        (("2026", "2025", None), []),
        (("2026", "2025", "spring"), []),
    ],
)
def test_positions_stand_in_the_order_of_their_dates(dates: tuple[str | None, ...], told: list[str]) -> None:
    positions = tuple(position(str(i), date) for i, date in enumerate(dates))
    found = Disagreement(topic="x", kind="number", explanation="", positions=positions)
    assert [moment.when for moment in moments_of(found)] == told
    assert all(moment.numbers == (1,) for moment in moments_of(found))


def test_a_strip_is_a_list_and_escaped() -> None:
    link = Place.of("<a>.txt", 4, 6, "63").link
    moments = [Moment("4 <May>\n2026", "6\n<3>", (3, 9)), Moment("June", "41", ())]
    assert strip_html("Over <time>", moments, CITED) == (
        '<div class="ws-course"><p class="ws-strip-name">Over &lt;time&gt;</p><ol class="ws-strip">'
        '<li><span class="ws-strip-when">4 &lt;May&gt; 2026</span> <span class="ws-strip-value" dir="auto">6 &lt;3&gt;'
        f'</span> <a class="ws-marker" href="{link}" title="&lt;a&gt;.txt">[3]</a></li>'
        '<li><span class="ws-strip-when">June</span> <span class="ws-strip-value" dir="auto">41</span></li></ol></div>'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-02-05", "5 February 2026"),
        ("2026-02", "February 2026"),
        ("2026", "2026"),
        ("2026-02-05T08:30", "5 February 2026"),
        ("spring", "spring"),
        ("2026-13", "2026-13"),
        ("2026-02-22/2026-02", "22 February 2026 to February 2026"),
        ("2026/13", "2026/13"),
    ],
)
def test_dates(written: str, shown: str) -> None:
    assert date_in_words(written) == shown
