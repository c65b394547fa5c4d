"""The networks that tests are run on are such as the ontology allows, and every check fires on them."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from tests.reference.definitions import CHECKS, findings
from tests.reference.handmade import NETWORKS, HandMade
from tests.reference.networks import as_graph, networks, random_network
from tests.reference.policy import changed_policy, default_policy, policy_changes

FILE = Path(__file__).parents[1] / "stakeholder_graph" / "model" / "ontology.toml"
ONTOLOGY = tomllib.loads(FILE.read_text(encoding="utf-8"))
KINDS: dict[str, Any] = {
    "text": str,
    "texts": tuple,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "date": date,
}


def faults(graph: "nx.MultiDiGraph[str]") -> list[str]:
    """What in a network the ontology does not know, and relationships that it cannot tell apart."""
    found = []
    for name, record in graph.nodes(data=True):
        common = ONTOLOGY["common"]["nodes"] | ONTOLOGY["common"]["nodes_last"]
        known = common | ONTOLOGY["nodes"][record["label"]].get("properties", {})
        found += wrong_values(name, {key: record[key] for key in record.keys() - {"label"}}, known)
    identities: Counter[tuple[Any, ...]] = Counter()
    for start, end, name, record in graph.edges(keys=True, data=True):
        kind = ONTOLOGY["relationships"][record["kind"]]
        known = ONTOLOGY["common"]["relationships"] | kind.get("properties", {})
        found += wrong_values(name, {key: record[key] for key in record.keys() - {"kind"}}, known)
        if graph.nodes[start]["label"] not in kind["starts"] or graph.nodes[end]["label"] not in kind["ends"]:
            found.append(f"{name} from {start} to {end}")
        key = kind.get("key", ["valid_from"])
        identities[record["kind"], start, end, *(record.get(part) for part in key)] += 1
    keys = Counter(name for *_, name in graph.edges(keys=True))
    found += [f"twice: {one}" for count in (identities, keys) for one, times in count.items() if times > 1]
    return found


def wrong_values(name: str, properties: dict[str, Any], known: dict[str, Any]) -> list[str]:
    found = []
    for key, value in properties.items():
        rule = known.get(key)
        values = value if isinstance(value, tuple) else (value,)
        if rule is None or not isinstance(value, KINDS[rule.get("kind", "text")]):
            found.append(f"{name}: {key} = {value!r}")
        elif "allowed" in rule and not set(values) <= set(rule["allowed"]):
            found.append(f"{name}: {key} = {value!r} is not allowed")
    return found


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_the_hand_made_networks_keep_to_the_ontology(case: HandMade) -> None:
    assert faults(case.graph) == []


@settings(max_examples=100)
@given(networks())
def test_the_random_networks_keep_to_the_ontology(network: tuple["nx.MultiDiGraph[str]", date]) -> None:
    assert faults(network[0]) == []


def test_the_large_networks_keep_to_the_ontology_and_repeat() -> None:
    assert faults(as_graph(random_network(seed=1, size=2_000))) == []
    assert random_network(seed=2, size=300) == random_network(seed=2, size=300)
    assert random_network(seed=2, size=300) != random_network(seed=3, size=300)


def test_every_check_and_every_replacement_fires_on_random_networks() -> None:
    fired: Counter[str] = Counter()

    @settings(max_examples=300)
    @given(networks())
    def look(network: tuple["nx.MultiDiGraph[str]", date]) -> None:
        answer = findings(network[0], default_policy(), network[1])
        fired.update({finding.kind for finding in answer})
        fired.update({f"{one.kind} by {one.replaced_by[0]}" for one in answer if one.replaced_by})

    look()
    replaced = {
        "missing-rung by uncovered-decider",
        "missing-rung by lost-carer",
        "missing-rung by level-mismatch",
        "single-threaded-person by single-threaded-account",
        "missing-role by left-contact",
        "uncovered-influencer by left-contact",
        "under-cared by stale-care",
        "unreported-care by stale-care",
        "missing-profile by uncovered-decider",
        "missing-profile by lost-carer",
        "unassigned-care by over-cared",
        "open-finding by left-contact",
        "wrong-measure by left-contact",
        "successor-missing by left-contact",
    }
    assert {one for one in CHECKS.keys() | replaced if not fired[one]} == set()


@settings(max_examples=100)
@given(networks(), policy_changes())
def test_no_finding_twice_and_none_replaced_by_one_that_is_not_there(
    network: tuple["nx.MultiDiGraph[str]", date], changes: dict[str, Any]
) -> None:
    answer = findings(network[0], changed_policy(changes), network[1])
    standing = {finding.identity for finding in answer if finding.replaced_by is None}
    assert len({finding.identity for finding in answer}) == len(answer)
    assert {finding.replaced_by for finding in answer if finding.replaced_by} <= standing
