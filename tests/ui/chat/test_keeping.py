from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rag.types import Answer
from ui.chat.conversation import Conversation
from ui.chat.keeping import Keeping, remembered

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = Answer(question="Who?", searched_for="Who?", text="Nobody.", refused=False)
TALK = Conversation(key="abcdefgh").asked("Who?", "").answered(ANSWER)


@pytest.mark.parametrize(
    "told", [None, "x", [], {}, {"secret": None}, {"secret": "short"}, {"secret": "x" * 40 + "'"}, {"secret": ["x"]}]
)
def test_a_browser_that_remembers_nothing_gets_a_secret_of_its_own(told: Any) -> None:
    first, second = remembered(told), remembered(told)
    assert first["secret"] != second["secret"]
    assert first["open"] is None
    assert remembered(first) == first


def test_what_is_open_is_believed_only_if_it_looks_like_a_key() -> None:
    secret = remembered(None)["secret"]
    for key in ("abcdefgh", None):
        assert remembered({"secret": secret, "open": key}) == {"secret": secret, "open": key}
    for other in ("../../x", 7, "", "x" * 99):
        assert remembered({"secret": secret, "open": other})["open"] is None


def test_each_browser_and_each_person_has_conversations_of_their_own(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path)
    mine, yours = remembered(None), remembered(None)
    keeping.keep(mine, None, TALK)
    assert keeping.opened(mine, None, "abcdefgh") == TALK
    assert keeping.opened(yours, None, "abcdefgh") is None
    assert keeping.listed(yours, None) == ()
    assert keeping.listed(mine, "ann") == ()  # signed in, one is somebody else than the browser
    keeping.keep(yours, "ann", TALK)
    assert len(keeping.listed(mine, "ann")) == 1
    keeping.delete(yours, None, "abcdefgh")
    assert len(keeping.listed(mine, None)) == 1
    assert mine["secret"].encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_name_cannot_pass_for_a_browser() -> None:
    keeping = Keeping(None)
    mine = remembered(None)
    keeping.keep(mine, None, TALK)
    assert keeping.listed(remembered(None), mine["secret"]) == ()


def test_what_a_browser_sends_is_not_trusted() -> None:
    keeping, mine = Keeping(None), remembered(None)
    for key in (None, 3, ["a"], {"a": 1}):
        assert keeping.opened(mine, None, key) is None
        keeping.rename(mine, None, key, "x")
        keeping.delete(mine, None, key)
        keeping.restore(mine, None, key)


def test_a_conversation_that_cannot_be_kept_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keeping, mine = Keeping(tmp_path), remembered(None)
    keeping._store.close()
    keeping.keep(mine, None, keeping.keyed(TALK))
    assert keeping.listed(mine, None) == ()
    assert "cannot be kept or read" in caplog.text
