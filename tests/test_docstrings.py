"""The examples in the docstrings of the package do what they say."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from stakeholder_graph.example import DAY, load_example
from tests.house import ROOT, modules

WITH_EXAMPLES = [name for name, path in modules(ROOT) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the example as its database."""
    there = tmp_path_factory.mktemp("docstrings")
    load_example(there, DAY).close()
    yield there


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    ran = doctest.testmod(import_module(name), report=True)
    assert ran.attempted
    assert not ran.failed


def test_the_public_functions_have_examples() -> None:
    assert {
        "stakeholder_graph.analysis.brokerage", "stakeholder_graph.analysis.key_players",
        "stakeholder_graph.gaps.of_network", "stakeholder_graph.graph", "stakeholder_graph.graph.influencing",
        "stakeholder_graph.graph.networks", "stakeholder_graph.network",
    } <= set(WITH_EXAMPLES)  # fmt: skip
