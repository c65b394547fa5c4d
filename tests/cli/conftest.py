"""What all tests of the command line share: an empty folder to work in, the example, a small network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import DAY, SMALL, run, write_tables

OURS = ("STAKEHOLDER_GRAPH_DB", "STAKEHOLDER_GRAPH_POLICY", "STAKEHOLDER_GRAPH_LANG")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, in English, with nothing set."""
    for name in (*OURS, "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as `demo` makes it on its day; nobody may write to it."""
    folder = tmp_path_factory.mktemp("example") / "demo"
    assert run("demo", folder, "--as-of", DAY, "--lang", "en").code == 0
    return folder


@pytest.fixture
def example(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example is the database of this test."""
    monkeypatch.setenv("STAKEHOLDER_GRAPH_DB", os.fspath(demo_folder / "stakeholders.db"))
    return demo_folder


@pytest.fixture
def small(in_an_empty_folder: Path) -> Path:
    """The small network is in the database of this folder."""
    write_tables(in_an_empty_folder / "in", SMALL)
    assert run("import", "in", "--as-of", DAY).code == 0
    return in_an_empty_folder
