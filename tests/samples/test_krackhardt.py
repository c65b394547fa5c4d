"""A real network of 21 managers: what NetworkX and R tell of it is told of it as an account too."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from stakeholder_graph.analysis.account_network import AccountNetwork, account_network
from stakeholder_graph.analysis.brokerage import find_brokerage
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.exchange.importing import Options, foresee
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.mapping.suggesting import suggest
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.network import from_networkx

DAY = date(2026, 11, 23)
AS = {"advice": "INFLUENCES", "friendship": "INFLUENCES", "reports_to": "REPORTS_TO"}


@pytest.fixture(scope="module")
def expected(samples: Path) -> dict[str, Any]:
    text = (samples / "krackhardt_hightech" / "expected.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


def rows(samples: Path, name: str) -> list[dict[str, str]]:
    with (samples / "krackhardt_hightech" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def firm(samples: Path, kind: str) -> AccountNetwork:
    """The firm as an account; the ties of one kind are those between its people."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("firm", label="Company", name="Werk", party="customer")
    for row in rows(samples, "people.csv"):
        graph.add_node(row["person_id"], label="Person", name=row["person_id"])
        graph.add_edge(row["person_id"], "firm", kind="WORKS_FOR", department=row["department"])
    for row in rows(samples, "ties.csv"):
        if row["type"] == kind:
            graph.add_edge(row["from_person"], row["to_person"], kind=AS[kind])
    situation = Situation(from_networkx(graph, DAY), load_policy())
    return account_network(situation, int(situation.accounts["account"][0]))


@pytest.mark.parametrize("kind", ["advice", "friendship"])
def test_ties_that_go_one_way(samples: Path, expected: dict[str, Any], kind: str) -> None:
    graph = firm(samples, kind).graph
    assert (len(graph), graph.number_of_edges()) == (expected["people"], expected["ties"][kind])
    assert round(nx.density(graph), 4) == expected["density"][kind]
    mutual = sum(graph.has_edge(end, start) for start, end in graph.edges)
    assert round(mutual / graph.number_of_edges(), 4) == expected["edgewise_reciprocity"][kind]
    assert round(nx.overall_reciprocity(graph), 4) == expected["edgewise_reciprocity"][kind]
    both, one_way = mutual // 2, graph.number_of_edges() - mutual
    assert [both, one_way, 210 - both - one_way] == expected["dyad_census"][kind]


def test_reporting_lines_go_both_ways(samples: Path, expected: dict[str, Any]) -> None:
    network = firm(samples, "reports_to")
    assert network.tied["REPORTS_TO"] == expected["ties"]["reports_to"]
    assert network.graph.number_of_edges() == 2 * expected["ties"]["reports_to"]
    assert round(nx.density(network.graph) / 2, 4) == expected["density"]["reports_to"]


def test_the_suggested_mapping_takes_the_whole_network(
    samples: Path, expected: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("people.csv", "ties.csv"):
        (folder / name).write_bytes((samples / "krackhardt_hightech" / name).read_bytes())
    (tmp_path / "first.toml").write_text(suggest([folder]), encoding="utf-8")
    options = Options(DAY, mapping=read_mapping(tmp_path / "first.toml"))
    changed, records = foresee(Records(), [folder], options)
    ties = expected["ties"]
    assert changed.counts() == {
        "Person": expected["people"], "ADVISES": ties["advice"], "KNOWS": ties["friendship"],
        "REPORTS_TO": ties["reports_to"],
    }  # fmt: skip
    advice = records.relationship_table("ADVISES").select("start", "end").rows()
    told = [
        (row["from_person"], row["to_person"]) for row in rows(samples, "ties.csv") if row["type"] == "advice"
    ]
    assert sorted(advice) == sorted(told)


def test_betweenness_of_advice(samples: Path, expected: dict[str, Any]) -> None:
    network = firm(samples, "advice")
    told = nx.betweenness_centrality(network.graph, normalized=False)
    names = {node: rows(samples, "people.csv")[node - min(network.graph)]["person_id"] for node in told}
    first = sorted(told, key=lambda node: -told[node])[:3]
    assert {names[node]: round(told[node], 3) for node in first} == expected["betweenness_advice_top3"]


def test_brokerage_of_advice_by_department(samples: Path, expected: dict[str, Any]) -> None:
    network = firm(samples, "advice")
    found = find_brokerage(network.graph, network.groups)
    total: Counter[str] = Counter()
    for one in found.values():
        total.update(one.as_dict())
    told = expected["brokerage_advice_by_department"]
    # R's sna calls "b_IO" what leads out of the broker's own group: a = v, c elsewhere
    assert total == {
        "coordinator": told["w_I"], "itinerant": told["w_O"], "representative": told["b_IO"],
        "gatekeeper": told["b_OI"], "liaison": told["b_O"],
    }  # fmt: skip
    assert total.total() == told["total"]
    busiest = max(found, key=lambda node: found[node].total)
    name = rows(samples, "people.csv")[busiest - min(network.graph)]["person_id"]
    assert (name, found[busiest].total) == ("M18", expected["brokerage_advice_total_M18"])
