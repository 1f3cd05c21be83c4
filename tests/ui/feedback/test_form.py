from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from rag import Answer, Engine, evaluate, parse_questions
from tests.exporting.examples import answered, conversation
from ui.feedback.form import expected_values, form_html, outcome_html, wanted_of
from ui.feedback.saving import SavedQuestions
from ui.feedback.votes import answer_key

if TYPE_CHECKING:
    from pathlib import Path

FILLED = {"question": " How  many? ", "answerable": "yes", "expected": "four\n\n three \nfour", "ticked": [2, 1, 9]}


def form_of(answer: Answer, *, known: bool = False) -> Any:
    outer: Any = html.fromstring(form_html(4, answer, lambda _: known))
    assert (outer.get("data-number"), len(outer)) == ("4", 0)
    return html.fromstring(outer.text)


def test_the_form_is_filled_in_from_the_answer() -> None:
    form = form_of(answered())
    assert form.get("data-key") == answer_key(answered())
    assert form.fields["question"] == "How many *boats* call?"
    assert form.fields["answerable"] == "yes"
    assert form.fields["expected"].split() == form.fields["positions"].split() == ["four", "three"]
    assert form.fields["disagrees"] == "yes"
    assert [(one.get("value"), one.checked) for one in form.xpath(".//input[@name='ticked']")] == [
        (str(number), True) for number in (1, 2, 3)
    ]
    assert form.xpath("string(.//button[@type='submit'])") == "Save"
    labelled = set(form.xpath(".//label/@for"))
    assert labelled == {one.get("id") for one in form.xpath(".//textarea | .//select")}


def test_words_of_documents_are_text() -> None:
    form = form_of(answered())
    assert not form.xpath(".//script | .//img | .//b[not(ancestor::label)]")
    assert "<script>alert(1)</script>" in form.text_content()
    assert not [name for element in form.iter() for name in element.attrib if name.startswith("on")]


def test_a_refusal_is_to_be_refused() -> None:
    form = form_of(conversation()[2][1])
    assert form.fields["answerable"] == "no"
    assert "cites no quote" in form.text_content()


def test_what_is_saved_already_is_told() -> None:
    form = form_of(answered(), known=True)
    assert form.get("data-replace") == "yes"
    assert form.xpath("string(.//button[@type='submit'])") == "Replace"
    assert "Saving it again replaces" in form.xpath("string(.//*[@role='status'])")


def test_expected_values() -> None:
    assert expected_values(answered()) == ("four", "three")
    (found,) = answered().disagreements
    contested = found.model_copy(update={"positions": (found.positions[0], *found.positions)})
    assert expected_values(answered().model_copy(update={"disagreements": (contested,)})) == ("four", "three")
    assert expected_values(answered().model_copy(update={"short": "four or five"})) == ("four or five",)
    assert expected_values(conversation()[2][1]) == ()


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ({}, {}),
        ({"disagrees": "no", "positions": "a\nb"}, {"disagrees": False}),
        ({"disagrees": "yes", "positions": "four\nthree"}, {"disagrees": True, "positions": ["four", "three"]}),
        ({"disagrees": "yes", "positions": " "}, {"disagrees": True}),
        ({"disagrees": ["yes"]}, {}),
    ],
)
def test_a_row_of_what_was_filled_in(more: dict[str, object], row: dict[str, object]) -> None:
    cited = answered().citations
    assert wanted_of(answered(), FILLED | more) == {
        "question": "How many?",
        "relevant": [{"source": one.source, "quote": one.quote} for one in cited[:2]],
        "expected": ["four", "three"],
        "answerable": True,
        **row,
    }


def test_nothing_is_kept_of_a_question_to_be_refused() -> None:
    assert wanted_of(answered(), {**FILLED, "answerable": "no", "disagrees": "yes"}) == {
        "question": "How many?",
        "answerable": False,
    }


@pytest.mark.parametrize("filled", [{}, {"ticked": "1", "expected": 3}, {"ticked": [[1]], "question": ["x"]}])
def test_whatever_a_browser_sends_is_no_more_than_a_question(filled: dict[str, object]) -> None:
    row = wanted_of(answered(), filled)
    assert "relevant" not in row
    assert row["answerable"] is True


def test_outcomes_are_escaped() -> None:
    told = html.fromstring(outcome_html(2, "problem", "<b>no</b>"))
    assert (told.get("data-outcome"), told.text) == ("problem", "<b>no</b>")


@pytest.mark.model
def test_saved_answers_are_questions_that_are_measured(tmp_path: Path) -> None:
    texts = {
        "mill.txt": "The mill at Orrest.\n\nThe mill opened in 1871. It ground oats until the weir broke.\n",
        "bridge.txt": "The bridge below the mill was built by Jonas Hale. It carries one cart at a time.\n",
    }
    saved = SavedQuestions(tmp_path / "questions.jsonl")
    with Engine.from_texts(texts) as engine:
        for question in ("Who built the bridge?", "How much do comets weigh?"):
            answer = engine.answer(question)
            form = form_of(answer)
            filled = {
                name: form.fields[name] for name in ("question", "answerable", "expected", "disagrees", "positions")
            }
            ticked = [int(one.get("value")) for one in form.xpath(".//input[@name='ticked']")]
            saved.save(wanted_of(answer, {**filled, "ticked": ticked}))
        evaluation = evaluate(engine, saved.file)
    built, comets = parse_questions(saved.file.read_bytes(), "saved")
    assert (built.expected, built.answerable, comets.answerable) == (("Jonas Hale",), True, False)
    assert [one.source for one in built.relevant] == ["bridge.txt"]
    # What was saved as it was answered is answered so.
    assert evaluation.missed == ()
    names = ("value.exact", "citation.precision", "citation.exact", "refusal.answered", "refusal.refused")
    assert {name: evaluation.figures[name].value for name in names} == dict.fromkeys(names, 1.0)
