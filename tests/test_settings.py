from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from rag.errors import SettingsError
from rag.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file of anyone's is in the working folder."""
    monkeypatch.chdir(tmp_path)


def toml(text: str, name: str = "whosays.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults() -> None:
    assert load_settings(environment={}) == Settings()
    settings = Settings()
    assert (settings.index, settings.documents) == (Path("index"), Path("seeds"))
    assert (settings.embedder, settings.precision) == ("all-MiniLM-L6-v2", "auto")


def test_the_order_is_flag_environment_file_default() -> None:
    toml("hits = 1\nquotes = 2\nchunk_tokens = 33\n")
    environment = {"WHOSAYS_HITS": "11", "WHOSAYS_QUOTES": "12", "HITS": "99", "PATH": "/bin"}
    settings = load_settings(environment=environment, hits=21)
    assert (settings.hits, settings.quotes, settings.chunk_tokens, settings.precision) == (21, 12, 33, "auto")


def test_a_flag_that_is_not_given_counts_for_nothing() -> None:
    assert load_settings(environment={"WHOSAYS_HITS": "11"}, hits=None).hits == 11


def test_another_file_takes_the_place_of_the_usual_one() -> None:
    toml("hits = 1\nquotes = 2")
    assert load_settings(toml("hits = 5", "other.toml"), environment={}) == Settings(hits=5)


def test_the_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOSAYS_INDEX", "elsewhere")
    monkeypatch.setenv("WHOSAYS_REQUIRE_BROWSER", "1")
    assert load_settings().index == Path("elsewhere")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hits = ", "the settings file whosays.toml is not valid TOML: "),
        ("hits = 0", "whosays.toml sets hits to 0: input should be greater than or equal to 1"),
        ("hits = 'many'", "whosays.toml sets hits to 'many': input should be a valid integer"),
        ("hots = 1", "whosays.toml sets 'hots', which is no setting; settings are: index, documents, embedder,"),
        ("[index]\nfolder = 1", "whosays.toml sets index to {'folder': 1}: input is not a valid path"),
        (
            "precision = 'half'",
            "whosays.toml sets precision to 'half': input should be 'auto', 'float32' or 'bfloat16'",
        ),
        ("max_file_mb = inf", "whosays.toml sets max_file_mb to inf: input should be a finite number"),
        ("refuse_below = nan", "whosays.toml sets refuse_below to nan: input should be a finite number"),
        ("embedder = ''", "whosays.toml sets embedder to '': string should have at least 1 character"),
    ],
)
def test_a_bad_file_is_told_with_where_and_why(text: str, message: str) -> None:
    toml(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(environment={})
    assert str(caught.value)[: len(message)] == message
    assert "\n" not in str(caught.value)


def test_a_bad_variable_is_told_by_its_name() -> None:
    with pytest.raises(SettingsError, match=r"^the environment \(WHOSAYS_QUOTES\) sets quotes to 'x': input should be"):
        load_settings(environment={"WHOSAYS_QUOTES": "x"})
    with pytest.raises(SettingsError, match=r"^the environment \(WHOSAYS_QUOTE\) sets 'quote', which is no setting"):
        load_settings(environment={"WHOSAYS_QUOTE": "3"})


def test_a_bad_flag_is_told_as_it_is_typed() -> None:
    with pytest.raises(SettingsError, match=r"^--chunk-tokens sets chunk_tokens to 3: input should be greater"):
        load_settings(environment={}, chunk_tokens=3)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^there is no settings file no\.toml$"):
        load_settings(Path("no.toml"), environment={})
    with pytest.raises(SettingsError, match=r"^the settings file .* cannot be read: "):
        load_settings(tmp_path, environment={})
    Path("whosays.toml").write_bytes(b"index = '\xff'")
    with pytest.raises(SettingsError, match=r"^the settings file whosays\.toml cannot be read: "):
        load_settings(environment={})


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().hits = 3
