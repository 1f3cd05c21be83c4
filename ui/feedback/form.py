"""The form in which an answer becomes a test question, as HTML, and what it gives back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ui.answers.markdown import location
from ui.feedback.votes import answer_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag import Answer, Citation

__all__ = ["FORM_DIALOG", "expected_values", "form_html", "outcome_html", "wanted_of"]

_MOST = 20_000  # characters of a field; longer ones are cut off

FORM_DIALOG = (
    '<dialog class="ws-save" aria-labelledby="ws-save-name"><h2 id="ws-save-name">Save as test question</h2>'
    '<div class="ws-save-content"></div></dialog>'
)


def expected_values(answer: Answer) -> tuple[str, ...]:
    """The values that an answer gives: one for each position where it puts several side by side."""
    if answer.short is None:
        return ()
    for disagreement in answer.disagreements:
        # Some positions only contest what others say, and have no value beside theirs.
        given: list[str] = []
        for value in (position.value for position in disagreement.positions):
            joined = " or ".join([*given, value])
            if answer.short == joined or answer.short.startswith(f"{joined} or "):
                given.append(value)
        if answer.short == " or ".join(given):
            return tuple(given)
    return (answer.short,)


def form_html(number: int, answer: Answer, holds: Callable[[str], bool]) -> str:
    """Draw the form, filled in from an answer.

    Args:
        number: Of the request, as the browser counts them.
        answer: What it is about. A follow-up stands as it was searched for: nothing goes before a test question.
        holds: Whether a question is saved already.

    Returns:
        An element whose text is the form's HTML.
    """
    question = " ".join(answer.searched_for.split())
    values = "\n".join(" ".join(value.split()) for value in expected_values(answer))
    positions = answer.disagreements[0].positions if answer.disagreements else ()
    differ = "\n".join(" ".join(position.value.split()) for position in positions)
    answered, refused = ("", " checked") if answer.refused else (" checked", "")
    found = answer.agreement == "disagree"
    ticks = "".join(_tick(citation) for citation in answer.citations)
    quotes = (
        f'<fieldset class="ws-ticks"><legend>Quotes that answer it</legend>{ticks}</fieldset>'
        if ticks
        else '<p class="ws-quiet">The answer cites no quote to keep.</p>'
    )
    note = "This question is saved already. Saving it again replaces what was saved before." if holds(question) else ""
    form = (
        f'<form data-key="{answer_key(answer)}" data-replace="{"yes" if note else ""}">'
        '<label for="ws-save-question">Question</label>'
        f'<textarea id="ws-save-question" name="question" rows="2" required>{escape(question)}</textarea>'
        "<fieldset><legend>What is right</legend>"
        f'<label><input type="radio" name="answerable" value="yes"{answered}> The files answer it</label>'
        f'<label><input type="radio" name="answerable" value="no"{refused}> No file answers it: it should be refused'
        "</label></fieldset>"
        '<div class="ws-answerable"><label for="ws-save-expected">Right values, one a line</label>'
        f'<textarea id="ws-save-expected" name="expected" rows="2" aria-describedby="ws-save-hint">{escape(values)}'
        '</textarea><p class="ws-quiet" id="ws-save-hint">Each is right by itself. Left empty, the value is not '
        "measured.</p>"
        f"{quotes}"
        '<label for="ws-save-disagrees">Do the files disagree on it?</label>'
        '<select id="ws-save-disagrees" name="disagrees">'
        f'<option value="">Not judged</option><option value="yes"{" selected" if found else ""}>Yes</option>'
        '<option value="no">No</option></select>'
        '<div class="ws-differing"><label for="ws-save-positions">The values that differ, one a line</label>'
        f'<textarea id="ws-save-positions" name="positions" rows="2">{escape(differ)}</textarea></div></div>'
        f'<p class="ws-save-note" role="status">{escape(note)}</p>'
        '<div class="ws-save-buttons"><button type="submit" class="ws-save-go">'
        f'{"Replace" if note else "Save"}</button><button type="button" class="ws-tool" data-cancel="">Cancel</button>'
        "</div></form>"
    )
    return f'<div hidden data-for="form" data-number="{number}">{escape(form)}</div>'


def outcome_html(number: int, outcome: str, words: str) -> str:
    """Tell what became of a question: "saved", "twice" (it is there already) or "problem"."""
    return f'<div hidden data-for="outcome" data-number="{number}" data-outcome="{outcome}">{escape(words)}</div>'


def wanted_of(answer: Answer, filled: Mapping[str, Any]) -> dict[str, Any]:
    """Make a row of what somebody filled in.

    Args:
        answer: What it is about; the quotes are cut from it, never from what the browser sends.
        filled: The form's fields: ``question``, ``answerable`` ("yes" or "no"), ``expected`` and ``positions`` (one a
            line), ``disagrees`` ("yes", "no" or nothing), ``ticked`` (numbers of citations).

    Returns:
        Fields of a test question, without an id.
    """
    row: dict[str, Any] = {"question": " ".join(str(filled.get("question", ""))[:_MOST].split())}
    if filled.get("answerable") == "no":
        return {**row, "answerable": False}
    ticked = filled.get("ticked")
    numbers = set(ticked) if isinstance(ticked, list) and all(isinstance(one, int) for one in ticked) else set()
    relevant = [{"source": c.source, "quote": c.quote} for c in answer.citations if c.number in numbers]
    if relevant:
        row["relevant"] = [one for number, one in enumerate(relevant) if one not in relevant[:number]]
    if expected := _values(filled.get("expected")):
        row["expected"] = expected
    row["answerable"] = True
    if filled.get("disagrees") in ("yes", "no"):
        row["disagrees"] = filled["disagrees"] == "yes"
    if row.get("disagrees") and (positions := _values(filled.get("positions"))):
        row["positions"] = positions
    return row


def _tick(citation: Citation) -> str:
    return (
        f'<label><input type="checkbox" name="ticked" value="{citation.number}" checked>'
        f'<span><b>[{citation.number}]</b> <bdi class="ws-file">{escape(citation.source)}</bdi> '
        f'<span class="ws-quiet">{escape(location(citation))}</span>'
        f'<q dir="auto">{escape(" ".join(citation.quote.split()))}</q></span></label>'
    )


def _values(lines: object) -> list[str]:
    cleaned = (" ".join(line.split()) for line in str(lines or "")[:_MOST].splitlines())
    return list(dict.fromkeys(line for line in cleaned if line))
