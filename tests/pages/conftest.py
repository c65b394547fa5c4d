"""What the tests of the pages share: the example, and files of maps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.example import DATABASE, DAY, load_example
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.pages.account_map import account_map
from tests.pages.fixtures import WriteMap, example_data


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StakeholderGraph]:
    """The example, opened on its day."""
    folder = tmp_path_factory.mktemp("example")
    load_example(folder, DAY).close()
    with open_graph(folder / DATABASE, as_of=DAY) as opened:
        yield opened


@pytest.fixture(scope="session")
def write_map(tmp_path_factory: pytest.TempPathFactory) -> WriteMap:
    def write(data: dict[str, Any]) -> Path:
        path = tmp_path_factory.mktemp("maps") / "map.html"
        path.write_text(account_map(data), encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture(scope="session")
def example(write_map: WriteMap) -> Path:
    """The map of the small invented account."""
    return write_map(example_data())
