from __future__ import annotations

import pytest

from rag import read_export
from rag.types import Answer
from tests.exporting.examples import answered, conversation
from ui.export.files import FORMS, pack


@pytest.mark.parametrize(
    ("form", "name", "kind", "begins"),
    [
        ("markdown", "whosays-how-many-boats.md", "text/markdown", "# How many \\<boats\\>?\n"),
        ("json", "whosays-how-many-boats.json", "application/json", '{\n  "version": 1,'),
        ("html", "whosays-how-many-boats.html", "text/html", "<!doctype html>"),
    ],
)
def test_each_form(form: str, name: str, kind: str, begins: str) -> None:
    assert form in FORMS
    packed = pack(answered(), form)
    assert (packed.name, packed.kind) == (name, kind)
    assert packed.text.startswith(begins)


def test_a_conversation_goes_by_its_title() -> None:
    packed = pack(conversation(), "json", title="Über Boote / 2026")
    assert packed.name == "whosays-über-boote-2026.json"
    assert read_export(packed.text).title == "Über Boote / 2026"
    assert [(one.question, one.answer) for one in read_export(packed.text).turns] == conversation()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("../../etc/passwd\x00", "whosays-etc-passwd.md"),
        ("???", "whosays-answer.md"),
        ("CON. <b>\u202egnp", "whosays-con-b-gnp.md"),
        ("x" * 300, f"whosays-{'x' * 60}.md"),
    ],
)
def test_names_are_fit_for_any_system(question: str, name: str) -> None:
    assert pack(Answer(question=question, searched_for="", text="", refused=True), "markdown").name == name
