"""Fixtures that several folders of tests share."""

from __future__ import annotations

from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import TEXTS, FakeEmbedder, FakeJudge, FakeReader

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings


@pytest.fixture
def embedder() -> FakeEmbedder:
    """A fresh fake embedder."""
    return FakeEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with index and documents in a folder of the test's own, whatever the environment says."""
    from rag.settings import Settings

    documents = tmp_path / "documents"
    documents.mkdir()
    return Settings(index=tmp_path / "index", documents=documents)


@pytest.fixture
def faked(embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    """The fake embedder, in the place of every model that an engine, an update or the doctor loads.

    Passages are read by the fake reader, pairs judged by the fake judge. The doctor loads the trained ones, of which it
    is told the manifests only.
    """
    import rag.building
    import rag.doctor
    import rag.engine

    for module in (rag.building, rag.engine, rag.doctor):
        monkeypatch.setattr(module, "load_embedder", lambda *_: embedder)
    monkeypatch.setattr(rag.engine, "PackagedReader", FakeReader)
    monkeypatch.setattr(rag.engine, "PackagedJudge", FakeJudge)
    for name in ("reader", "judge"):
        manifest = SimpleNamespace(name=f"fake-{name}", created=date(2024, 5, 3))
        monkeypatch.setattr(rag.doctor, f"load_{name}", partial(SimpleNamespace, manifest=manifest))
    return embedder


@pytest.fixture
def folder(faked: FakeEmbedder, settings: Settings) -> Settings:
    """Settings of an index on disk that holds ``TEXTS``."""
    from rag import build_index

    for name, text in TEXTS.items():
        (settings.documents / name).write_text(text)
    build_index(settings=settings)
    return settings
