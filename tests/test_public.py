"""What `import rag` gives, and what it costs."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import rag

HEAVY = {"faiss", "gradio", "numpy", "pydantic", "sentence_transformers", "sentencex", "spacy", "tiktoken", "torch"}
MODULES = ["rag", *(module.name for module in pkgutil.walk_packages(rag.__path__, "rag."))]


def loaded_by(statement: str) -> set[str]:
    """The heavy packages that a fresh Python has loaded after a statement."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return HEAVY & set(json.loads(output))


def test_importing_is_light() -> None:
    assert loaded_by("import rag") == set()


def test_errors_and_settings_are_light() -> None:
    assert loaded_by("from rag import IndexMissing, Settings, Answer, load_settings") == {"pydantic"}


def test_the_command_line_parses_before_anything_heavy() -> None:
    assert loaded_by("import rag.cli") == {"pydantic"}


def test_the_engine_loads_no_model_before_it_is_asked() -> None:
    assert loaded_by("from rag import Engine") & {"gradio", "spacy", "torch", "sentence_transformers"} == set()


def test_every_public_name_resolves() -> None:
    assert [name for name in rag.__all__ if getattr(rag, name).__name__ != name] == []
    assert dir(rag) == rag.__all__


def test_unknown_names_are_told() -> None:
    with pytest.raises(AttributeError, match=r"^module 'rag' has no attribute 'nothing'$"):
        rag.nothing  # noqa: B018


def test_all_errors_are_public() -> None:
    from rag import errors

    assert set(errors.__all__) <= set(rag.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_each_module_lists_its_names_sorted(name: str) -> None:
    """Constants, then classes, then the rest, as ruff sorts them."""
    module = import_module(name)
    exported = list(getattr(module, "__all__", []))
    assert exported == sorted(exported, key=lambda one: (not one.isupper(), not one[0].isupper(), one))
    assert [one for one in exported if not hasattr(module, one)] == []
