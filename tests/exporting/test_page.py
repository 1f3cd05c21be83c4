from __future__ import annotations

from typing import Any

from lxml import html

from rag.exporting.page import to_html
from rag.types import Answer
from tests.exporting.examples import TEXTS, WHEN, answered, conversation, hostile_texts


def parsed(page: str) -> Any:
    return html.document_fromstring(page)


def test_every_quote_is_the_slice_of_its_stored_text() -> None:
    page = parsed(to_html(conversation(), when=WHEN))
    asked = [(n, c) for n, (_, answer) in enumerate(conversation(), 1) for c in answer.citations]
    drawn = page.xpath("//ol[@class='notes']/li")
    assert [one.get("id") for one in drawn] == [f"quote-{n}-{c.number}" for n, c in asked]
    for (_, citation), one in zip(asked, drawn, strict=True):
        (quote,) = one.xpath("blockquote")
        assert quote.text_content() == citation.quote == TEXTS[citation.source][citation.start : citation.end]
        assert f"{citation.source}, " in one.text_content()


def test_nothing_is_run_or_fetched_whatever_the_words() -> None:
    words = (
        "\n\n".join(hostile_texts(60))
        + " <script>x</script> ![](http://e.org/x.png) [a](javascript:x)\n\n[r]: http://e.org\n"
    )
    answer = answered().model_copy(update={"question": words, "text": words, "warnings": (words,), "generator": words})
    page = parsed(to_html([(words, answer)], title=words, when=WHEN))
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "svg", "base"}
    assert {link for _, attribute, link, _ in page.iterlinks() if attribute in {"href", "src"}} <= {"#quote-1-1"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_markers_lead_to_their_quotes() -> None:
    page = parsed(to_html(conversation(), when=WHEN))
    first, second, _ = page.xpath("//article")
    # Those of the value, of the positions and of the quotes.
    numbers = [1, 2, 1, 2, 1, 2, 3]
    assert [mark.get("href") for mark in first.xpath(".//a[@class='marker']")] == [f"#quote-1-{n}" for n in numbers]
    assert [mark.get("href") for mark in second.xpath(".//a[@class='marker']")] == ["#quote-2-1", "#quote-2-1"]
    # A marker that a document brought is text.
    assert "[1] [^1] [^1]: note" in first.xpath(".//div[@class='answer']")[0].text_content()


def test_what_was_asked_is_told() -> None:
    page = parsed(to_html(conversation(), title="Boats", when=WHEN))
    assert page.findtext(".//title") == page.findtext(".//h1") == "Boats"
    assert [one.text for one in page.iter("h2")] == ["How many <boats>?", "And the last?", "Why?"]
    told = [one.text_content() for one in page.xpath("//p[@class='quiet']")]
    assert told[:2] == ["Searched for: How many *boats* call?", "Note: the model *failed*: <none>"]
    assert page.findtext(".//s") == "Nine <b> sink"
    assert page.findtext(".//footer", "").endswith(", exported 22 November 2026, 12:30 UTC.")


def test_one_answer_has_its_question_once() -> None:
    answer = Answer(question="Why?", searched_for="Why?", text="No file tells.", refused=True)
    page = parsed(to_html(answer, when=WHEN))
    assert page.findtext(".//h1") == "Why?"
    assert page.xpath("//h2 | //h3 | //ol") == []
