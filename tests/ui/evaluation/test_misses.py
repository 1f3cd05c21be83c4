from __future__ import annotations

import re
from typing import Any

from rag import Evaluation
from rag.evaluation.results import FoundCitation, FoundHit, QuestionResult, WantedQuote
from ui.evaluation.misses import misses_html
from ui.sources.places import Place

TEXT = "One.\nThe mill opened in 1871.\nAgain: One.\n"
BAD = "<script>\"'&"


def question(**fields: Any) -> QuestionResult:
    whole: dict[str, Any] = {
        "id": "q1",
        "question": "When?",
        "history": (),
        "kind": "",
        "split": "",
        "answerable": True,
        "disagrees": None,
        "expected": (),
        "searched_for": fields.get("question", "When?"),
        "refused": False,
        "short": None,
        "agreement": None,
        "positions": (),
        "relevant": (),
        "citations": (),
        "hits": (),
        "milliseconds": 1.0,
        "scores": {},
        "misses": ("no relevant passage was retrieved",),
    }
    return QuestionResult(**(whole | fields))


def drawn(*questions: QuestionResult, text: str | None = TEXT) -> str:
    whole = Evaluation(questions_from="q", split=None, settings={}, figures={}, questions=questions)
    return misses_html(whole, lambda _source: text)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_was_expected_and_what_was_found_instead() -> None:
    one = question(
        kind="date",
        history=("Which mill?",),
        searched_for="When did the mill open?",
        expected=("1871", "in 1871"),
        short="1874",
        misses=("the value “1874” was given where “1871” was expected",),
        relevant=(WantedQuote(source="a.txt", quote="The mill opened in 1871.", rank=2, cited=False),),
        citations=(FoundCitation(source="b.txt", line=3, quote="One.", relevant=False, exact=True),),
    )
    assert words(drawn(one)) == (
        "1 miss Which mill? When? q1 · date Ask in the chat Searched for: When did the mill open? "
        "The value “1874” was given where “1871” was expected "
        "Expected “1871” or “in 1871” a.txt found as passage 2, not cited Show in the file The mill opened in 1871. "
        "Found “1874” b.txt line 3, not relevant Show in the file One."
    )


def test_quotes_open_where_they_stand() -> None:
    one = question(
        relevant=(WantedQuote(source="a.txt", quote="The mill opened", rank=None, cited=False),),
        citations=(FoundCitation(source="a.txt", line=3, quote="One.", relevant=True, exact=True),),
    )
    start = TEXT.rindex("One.")
    assert re.findall('data-place="([^"]+)"', drawn(one)) == [
        Place.of("a.txt", 5, 20, "The mill opened").link,
        Place.of("a.txt", start, start + 4, "One.").link,
    ]
    assert "data-place" not in drawn(one, text=None)
    assert "data-place" not in drawn(one, text="Something else.")
    assert 'class="ws-found ws-right"' in drawn(one)


def test_a_refusal_shows_the_nearest_passages() -> None:
    hits = tuple(FoundHit(source="a.txt", start=n, end=n + 1000, text="x" * 300, relevant=False) for n in range(5))
    html = drawn(question(refused=True, hits=hits))
    assert "Found A refusal. The nearest 3 passages: a.txt not relevant" in words(html)
    assert re.findall("quote/([0-9-]+)-", html) == ["0-300", "1-301", "2-302"]
    assert "Found A refusal. No passage." in words(drawn(question(refused=True)))


def test_an_answer_where_none_was_expected() -> None:
    assert "Expected A refusal: no file answers. Found Quotes without a value" in words(
        drawn(question(answerable=False))
    )


def test_disagreement_expected_and_found() -> None:
    html = words(
        drawn(question(disagrees=True, agreement="not_checked"), question(disagrees=True, agreement="none_found"))
    )
    assert "Expected A disagreement. Found Quotes without a value before them. Not checked for disagreement." in html
    assert "Found Quotes without a value before them. No disagreement." in html
    flagged = words(drawn(question(disagrees=False, agreement="disagree", positions=("41", "38"))))
    assert "Expected No disagreement. Found" in flagged
    assert "A disagreement: “41” against “38”." in flagged


def test_whole_files_answer() -> None:
    html = drawn(question(relevant=(WantedQuote(source="a.txt", quote="", rank=None, cited=False),)))
    assert "a.txt not found The whole file answers." in words(html)


def test_only_retrieval_was_asked_for() -> None:
    wanted = WantedQuote(source="a.txt", quote="One.", rank=1, cited=False)
    html = words(drawn(question(refused=None, relevant=(wanted,))))
    assert "found as passage 1 Show" in html
    assert "Found No passage." in html


def test_everything_is_escaped() -> None:
    html = drawn(
        question(
            id=BAD,
            question=BAD,
            history=(BAD,),
            kind=BAD,
            split=BAD,
            searched_for=BAD + BAD,
            expected=(BAD,),
            short=BAD,
            agreement="disagree",
            positions=(BAD,),
            misses=(BAD,),
            relevant=(WantedQuote(source=BAD, quote=BAD, rank=1, cited=True),),
            citations=(FoundCitation(source=BAD, line=1, quote=BAD, relevant=False, exact=True),),
        ),
        question(refused=True, hits=(FoundHit(source=BAD, start=0, end=9, text=BAD, relevant=True),)),
        text=BAD,
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;&quot;&#x27;&amp;") == 18


def test_no_more_than_a_hundred_are_drawn_and_none_is_told() -> None:
    html = drawn(*(question(id=f"q{n}") for n in range(101)))
    assert html.count('<li class="ws-miss">') == 100
    assert "101 misses The first 100 are shown" in words(html)
    assert [int(n) for n in re.findall('data-ask="(\\d+)"', html)] == list(range(100))
    assert words(drawn(question(misses=()))) == "No misses"
