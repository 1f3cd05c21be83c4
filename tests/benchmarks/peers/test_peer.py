from __future__ import annotations

import pytest

from tests.benchmarks.peers.peer import PEERS, VARIANTS, load_peer


@pytest.mark.parametrize("name", [*PEERS, *VARIANTS])
def test_each_says_what_it_is_without_being_installed(name: str) -> None:
    peer = load_peer(name)
    assert peer.title
    assert peer.packages
    assert peer.manner


def test_no_two_have_one_title() -> None:
    titles = [load_peer(name).title for name in PEERS | VARIANTS]
    assert len(set(titles)) == len(titles)
