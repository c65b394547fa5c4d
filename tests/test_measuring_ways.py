"""The benchmark of ways compares answers before it prints any figure."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmarks.checking import OtherAnswer
from benchmarks.importing import import_folder
from benchmarks.network_files import write_folder
from benchmarks.ways import as_network, measure_reach, reachable_deciders, same_answers
from stakeholder_graph.graph import open_graph
from tests.reference.large_networks import AS_OF, random_network


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ways")
    write_folder(random_network(seed=5, size=400), place / "files")
    import_folder(place / "files", place / "some.db")
    return place / "some.db"


def test_the_same_ways_are_found_and_the_factor_is_printed(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_reach(database, 1)
    said = capsys.readouterr().out
    assert said.startswith("reach: ")
    assert "400 people" in said
    assert "promised" in said


def test_other_answers_are_no_measurement(database: Path) -> None:
    import networkx as nx

    with open_graph(database, as_of=AS_OF) as graph:
        situation = graph.situation
    network, sources = as_network(situation)
    paths = nx.multi_source_dijkstra_path(network, sources, weight="cost")
    deciders = reachable_deciders(situation)
    found = situation.warmest.filter(pl.col("person").is_in(deciders.implode()))
    same_answers(situation, network, deciders, found, paths)
    assert found.height > 5
    for wrong in (found.head(-1), found.with_columns(score=pl.col("score") + 0.01),
                  found.with_columns(between=pl.col("between") + 1)):  # fmt: skip
        with pytest.raises(OtherAnswer):
            same_answers(situation, network, deciders, wrong, paths)
