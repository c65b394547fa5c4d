"""Questions and gap checks over two real Salesforce exports: by definition, from a file, from a server."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import pytest

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.embedded_cypher import CypherGraph
from stakeholder_graph.storage.readings import READ, read_jobs
from tests.catalogue.networks import Ask, agree, questions
from tests.queries.gap_answers import Gap, answered, by_the_product
from tests.reference import definitions
from tests.reference.day import Day
from tests.reference.policy import default_policy

EXPORTS = ("salesforce_developer_edition", "salesforce_dataloader_export")
TODAY = date(2026, 11, 23)


class Export(NamedTuple):
    """An export with its record owners as carers, and the gaps that the product finds in it."""

    records: Records
    readings: Any
    gaps: set[Gap]

    def network(self) -> nx.MultiDiGraph[str]:
        """Everything in it; the jobs with the level and function that their titles tell."""
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for label, nodes in self.records.nodes.items():
            for row in nodes.iter_rows(named=True):
                network.add_node(row["id"], **filled(row, label=label))
        for name, ties in self.records.relationships.items():
            for row in ties.iter_rows(named=True):
                network.add_edge(row["start"], row["end"], row["id"], **filled(row, kind=name))
        read = {row["id"]: row for row in read_jobs(self.records, self.readings).iter_rows(named=True)}
        for _, _, tie, record in network.edges(keys=True, data=True):
            for key in ("level", "function") if tie in read else ():
                if read[tie][READ[key]] is not None:
                    record.setdefault(key, read[tie][READ[key]])
        return network


def filled(row: dict[str, Any], **kind: str) -> dict[str, Any]:
    record = {
        key: value for key, value in row.items() if value is not None and key not in ("id", "start", "end")
    }
    if "standing" in record:
        record["standing"] = tuple(record["standing"].split(";"))
    return {**record, **kind}


@pytest.fixture(scope="module", params=EXPORTS)
def export(request: pytest.FixtureRequest, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    file = tmp_path_factory.mktemp("export") / "stakeholders.db"
    with open_graph(file, as_of=TODAY, create=True) as graph:
        graph.import_files([samples / request.param], Options(TODAY, owner_cares=True))
    with open_graph(file, as_of=TODAY) as graph:
        return Export(graph.records, graph.store.title_readings(), by_the_product(graph.situation))


def all_agree(ask: Ask, export: Export) -> None:
    day = Day(export.network(), default_policy(), TODAY)
    answers = [bool(agree(ask, day, load_policy(), *one)) for one in questions(day, random.Random(1), each=4)]
    assert sum(answers) > 30
    assert answered(ask, load_policy(), TODAY) == export.gaps


def test_from_a_file(export: Export) -> None:
    graph = CypherGraph(export.records, export.readings, ontology())
    all_agree(graph.ask, export)


def test_from_a_server(export: Export, server_without_nodes: str) -> None:
    with open_store(server_without_nodes, create=True) as store:
        store.write(export.records, readings=export.readings)
        all_agree(store.ask, export)


def test_the_gaps_are_those_of_the_definitions(export: Export) -> None:
    assert export.gaps
    found = definitions.findings(export.network(), default_policy(), TODAY)
    assert {one.identity for one in found} == export.gaps
