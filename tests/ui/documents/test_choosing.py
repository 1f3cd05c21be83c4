from __future__ import annotations

from ui.documents.choosing import chosen_after


def test_what_is_new_is_chosen_and_what_was_left_out_stays_so() -> None:
    assert chosen_after(["a", "b", "c", "new"], known=["a", "b", "c", "gone"], chosen=["a", "gone"]) == ["a", "new"]


def test_all_and_none() -> None:
    assert chosen_after(["a", "b"], known=["a"], chosen=["a"]) == ["a", "b"]
    assert chosen_after(["a", "b"], known=["a", "b"], chosen=[]) == []
    assert chosen_after(["a", "b"], known=[], chosen=["a", "b"]) == ["a", "b"]
