from __future__ import annotations

import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from rag.errors import SettingsError
from tests.ui.fake import EXAMPLES, FakeEngine
from ui.chat.conversation import INTERRUPTED, Conversation
from ui.chat.store import ConversationStore

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = FakeEngine().answer(EXAMPLES[0])
WAIT = "Reading 3 files…"


def talk(key: str, *questions: str) -> Conversation:
    now = Conversation(key=key)
    for question in questions:
        now = now.asked(question, WAIT).answered(ANSWER)
    return now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "page" / "conversations.sqlite"


def names(store: ConversationStore, owner: str = "ann") -> list[str]:
    return [kept.name for kept in store.listed(owner)]


def test_nothing_is_lost_when_the_program_ends(file: Path) -> None:
    store = ConversationStore(file)
    talked = talk("a", "How many boats?").asked("When?", WAIT).failed("no <index>").afresh()
    talked = talked.asked("Who?", WAIT).growing(ANSWER).stopped()
    store.write("ann", talked)
    store.close()
    store = ConversationStore(file)
    assert store.read("ann", "a") == talked
    assert names(store) == ["How many boats?"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store.close()


def test_nobody_sees_what_is_anothers() -> None:
    store = ConversationStore(None)
    store.write("ann", talk("a", "How many boats?"))
    store.write("bob", talk("a", "Who counts?"))
    store.rename("bob", "a", "Mine")
    store.delete("bob", "a")
    assert store.listed("eve") == ()
    assert store.read("eve", "a") is None
    assert names(store) == ["How many boats?"]
    assert store.read("ann", "a") == talk("a", "How many boats?")


def test_only_what_changed_is_written_and_what_follows_an_edit_is_gone() -> None:
    store = ConversationStore(None)
    before = talk("a", "One?", "Two?", "Three?")
    store.write("ann", before)
    edited = before.revise(1).asked("Zwei?", WAIT).answered(ANSWER)
    store.write("ann", edited, first=1)
    assert store.read("ann", "a") == edited


def test_a_wait_that_nobody_ended_was_interrupted() -> None:
    store = ConversationStore(None)
    store.write("ann", talk("a").asked("Who?", WAIT))
    store.write("ann", talk("b").asked("Who?", WAIT).growing(ANSWER))
    read = store.read("ann", "a"), store.read("ann", "b")
    assert [one and (one.exchanges[0].state, one.exchanges[0].told) for one in read] == [
        ("failed", INTERRUPTED),
        ("stopped", ""),
    ]


def test_the_latest_is_first_and_names_are_short() -> None:
    store = ConversationStore(None)
    for key, question in (("a", "Old?"), ("b", "Long " * 40), ("c", "New?")):
        store.write("ann", talk(key, question))
    store.write("ann", talk("a", "Old?", "More?"))
    assert names(store) == ["Old?", "New?", f"{'Long ' * 14}Long…"]
    store.rename("ann", "c", "  My\n boats ")
    assert "My boats" in names(store)
    assert store.read("ann", "c") == Conversation(talk("c", "New?").exchanges, "c", "My boats")
    store.rename("ann", "c", " ")
    assert "New?" in names(store)


def test_the_latest_deletion_can_be_undone(file: Path) -> None:
    store = ConversationStore(file)
    for key in "abc":
        store.write("ann", talk(key, f"{key}?"))
    store.delete("ann", "a")
    assert store.read("ann", "a") is None
    store.restore("ann", "a")
    assert sorted(names(store)) == ["a?", "b?", "c?"]
    store.delete("ann", "a")
    store.delete("ann", "b")
    store.restore("ann", "a")
    assert names(store) == ["c?"]
    store.close()
    assert b"a?" not in file.read_bytes()  # what is gone leaves no trace
    store = ConversationStore(file)
    store.restore("ann", "b")
    assert names(store) == ["c?"]
    store.close()


def test_what_is_continued_elsewhere_after_its_deletion_is_there_again_and_whole() -> None:
    store = ConversationStore(None)
    store.write("ann", talk("a", "One?"))
    store.delete("ann", "a")
    store.write("ann", talk("b", "Else?"))
    store.delete("ann", "b")
    store.write("ann", talk("a", "One?", "Two?"), first=1)
    assert store.read("ann", "a") == talk("a", "One?", "Two?")


@pytest.mark.parametrize("change", ["answer = '{}'", "answer = 'no JSON'", "answer = NULL", "state = 'dreamt'"])
def test_an_answer_of_another_form_is_said_to_be_one(file: Path, change: str) -> None:
    store = ConversationStore(file)
    store.write("ann", talk("a", "How many boats?", "Who?"))
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE exchanges SET {change} WHERE number = 0")
    connection.close()
    read = store.read("ann", "a")
    assert read is not None
    assert [exchange.state for exchange in read.exchanges] == ["unreadable", "whole"]
    assert [question for question, _ in read.turns] == ["Who?"]
    store.close()


def test_a_file_of_another_version_or_kind_is_left_alone(file: Path) -> None:
    ConversationStore(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(SettingsError, match="another version of this program \\(form 9, this one knows 1\\)"):
        ConversationStore(file)
    file.write_bytes(b"no database at all, but long enough to be one" * 100)
    with pytest.raises(SettingsError, match="move it away to begin anew"):
        ConversationStore(file)
    assert file.read_bytes().startswith(b"no database")
