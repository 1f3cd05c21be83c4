from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html

import rag
from tests.exporting.examples import answered
from ui.export.bar import MOST_LINK, bar_html, parcel_html, refusal_html
from ui.export.files import Parcel
from ui.theme import asset


def parsed(drawn: str) -> Any:
    return html.fromstring(f"<main>{drawn}</main>")


def test_nothing_without_an_answer() -> None:
    assert bar_html(None) == ""


def test_every_form_of_answer_and_conversation_has_its_button() -> None:
    bar = parsed(bar_html(answered()))
    found = [
        (one.get("data-take"), one.get("data-what"), one.get("data-form")) for one in bar.xpath(".//button[@data-take]")
    ]
    files = [("file", what, form) for what in ("answer", "conversation") for form in ("markdown", "json", "html")]
    assert found == [
        ("copy", "answer", "markdown"),
        *files[:3],
        ("copy", "conversation", "markdown"),
        *files[3:],
    ]


def test_what_is_copied_is_the_markdown_character_by_character() -> None:
    bar = parsed(bar_html(answered()))
    assert bar.xpath("string(.//*[@class='ws-taken'])") == rag.to_markdown(answered())
    assert not bar.xpath(".//script | .//img")


def test_a_link_asks_what_was_searched_for() -> None:
    assert parsed(bar_html(answered())).xpath("string(.//@data-link)") == "How many *boats* call?"
    long = answered().model_copy(update={"searched_for": "x" * (MOST_LINK + 1)})
    assert not parsed(bar_html(long)).xpath(".//@data-link")
    # The page takes up no longer links than it makes.
    assert f"const MOST = {MOST_LINK};" in asset("export.js")


def test_parcels_carry_any_text() -> None:
    text = '<b>&amp;"\n\n ${x} {{y}} é😀\n'
    parcel = parsed(parcel_html(7, Parcel("a-b.md", "text/markdown", text)))[0]
    assert (parcel.get("data-number"), parcel.get("data-name"), parcel.text_content()) == ("7", "a-b.md", text)
    assert parsed(refusal_html(1, 'no "x"'))[0].get("data-problem") == 'no "x"'


def test_scripts_have_no_handlers_in_markup() -> None:
    assert Path(rag.__file__).parent.joinpath("exporting/page.css").is_file()
    assert " onclick=" not in bar_html(answered())
