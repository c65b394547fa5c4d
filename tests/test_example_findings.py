"""The example tells its story: the gaps that the program finds in it are exactly these."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

import networkx as nx
import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import default_policy_text, load_policy
from stakeholder_graph.network import to_networkx
from stakeholder_graph.snapshot import take_snapshot
from tests.reference import definitions

STORY = {
    ("uncovered-decider", "Karmesin Chemie AG", "Sigrid Zitronengelb"),
    ("uncovered-decider", "Windstille Energie AG", "Ulla Wetterleuchten"),
    ("uncovered-decider", "Sonnentau Klinik Nieselbach GmbH", "Dr. Benno Regentonne"),
    ("lost-carer", "Windstille Energie AG", "Arno Schneegestöber"),
    ("lost-carer", "Windstille Energie AG", "Ilja Nebelbank"),
    ("uncovered-influencer", "Karmesin Chemie AG", "Magnus Mausgrau"),
    ("uncovered-influencer", "Karmesin Chemie AG", "Valentin Vogelbeer"),
    ("missing-role", "Sonnentau Klinik Nieselbach GmbH", "Notversorgung Trinkwasser"),
    ("left-contact", "Karmesin Chemie AG", "Roswitha Pflaumenblau"),
    ("single-threaded-account", "Hagelkorn Brauerei GmbH", "Till Graupel"),
    ("single-threaded-account", "Sonnentau Klinik Nieselbach GmbH", "Mira Mohnrot"),
    ("competitor-tie", "Karmesin Chemie AG", "Waldemar Ocker"),
    ("opposed-decider", "Windstille Energie AG", "Marlene Donnerwetter"),
    ("level-mismatch", "Karmesin Chemie AG", "Isidor Türkis"),
    ("level-mismatch", "Hagelkorn Brauerei GmbH", "Walburga Hopfenstange"),
    ("level-mismatch", "Hagelkorn Brauerei GmbH", "Quirin Gerstengold"),
    ("missing-rung", "Karmesin Chemie AG", "2"),
    ("single-threaded-person", "Karmesin Chemie AG", "Viktor Purpur"),
    ("stale-care", "Windstille Energie AG", "Friedrich Hochdruck"),
    ("overloaded-carer", "", "Nele Schafgarbe"),
    ("under-cared", "Karmesin Chemie AG", "Viktor Purpur"),
    ("under-cared", "Hagelkorn Brauerei GmbH", "Quirin Gerstengold"),
    ("weak-relationship", "Karmesin Chemie AG", "Viktor Purpur"),
    ("weak-relationship", "Sonnentau Kliniken AG", "Leopold Ringelblum"),
    ("unreported-care", "Windstille Energie AG", "Marlene Donnerwetter"),
    ("unreported-care", "", "Kongress für Tropfenkunde"),
    ("missing-profile", "Sonnentau Kliniken AG", "Bruno Haselnuss"),
    ("missing-profile", "Karmesin Chemie AG", "Isidor Türkis"),
    ("missing-profile", "Hagelkorn Brauerei GmbH", "Xaver Malzbraun"),
    ("over-cared", "Butterblume Molkerei eG", "Gregor Molkenbach"),
    ("unassigned-care", "Sonnentau Kliniken AG", "Kurt Haferflock"),
    ("unassigned-care", "Windstille Energie AG", "Knut Raureif"),
    ("unassigned-care", "Sonnentau Klinik Nieselbach GmbH", "Uta Birkenrinde"),
    ("open-finding", "Karmesin Chemie AG", "Waldemar Ocker"),
    ("open-finding", "Hagelkorn Brauerei GmbH", "Quirin Gerstengold"),
    ("wrong-measure", "Karmesin Chemie AG", "Waldemar Ocker"),
    ("thinning-contact", "Windstille Energie AG", "None"),
    ("contact-despite-objection", "Karmesin Chemie AG", "Rasmus Elfenbein"),
    ("successor-missing", "Butterblume Molkerei eG", "Alma Sahneweiß"),
}


@cache
def situation() -> Situation:
    return Situation(take_snapshot(example_records(), DAY), load_policy())


def told(finding: Finding) -> tuple[str, str, str]:
    what = finding.person or finding.about or finding.carer
    account = finding.account.name if finding.account else ""
    return finding.kind, account, what.name if what else str(finding.level)


def test_each_check_finds_what_the_story_says_and_nothing_else() -> None:
    gaps = find_gaps(situation())
    counted = gaps.table.filter(pl.col("replaced_by").is_null())
    findings = explain(situation(), gaps, counted)
    assert {told(finding) for finding in findings} == STORY
    assert len(findings) == len(STORY)
    assert gaps.not_run == ()


def test_the_definitions_find_the_same_once_the_levels_are_read_from_the_titles() -> None:
    network = to_networkx(situation().snapshot)
    for tie, level, function in situation().jobs.select("tie", "level", "function").iter_rows():
        for _, _, key, job in network.edges(keys=True, data=True):
            if key == tie:
                job |= {
                    name: value
                    for name, value in (("level", level), ("function", function))
                    if value is not None
                }
    full = with_past(network)
    ours = set()
    gaps = find_gaps(situation())
    ids = situation().snapshot.nodes["id"].to_list()
    for row in gaps.table.iter_rows(named=True):
        ends = (None if row[name] is None else ids[row[name]] for name in ("account", "person", "carer"))
        ours.add(
            (
                row["kind"],
                *ends,
                row["level"],
                None if row["about"] is None else ids[row["about"]],
                row["severity"],
            )
        )
    policy = tomllib.loads(default_policy_text())
    assert ours == {(*one.identity, one.severity) for one in definitions.findings(full, policy, DAY)}


def with_past(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network of the day holds nothing that has ended or lies ahead: here the care and the jobs of the
    past are put back, and the measures to come with their guests.
    """
    snapshot = situation().snapshot
    ids = snapshot.nodes["id"].to_list()
    for name in ("CARES_FOR", "WORKS_FOR"):
        for row in snapshot.tie(name, "past").iter_rows(named=True):
            filled = {key: row[key] for key in ("valid_from", "valid_to", "duty") if row.get(key) is not None}
            network.add_edge(ids[row["start"]], ids[row["end"]], key=row["id"], kind=name, **filled)
    ahead = pl.col("state") == "future"
    for row in snapshot.kinds["Measure"].filter(ahead).iter_rows(named=True):
        filled = {key: row[key] for key in ("name", "kind", "status", "date")}
        network.add_node(row["id"], label="Measure", **filled)
    for name in ("INVITED_TO", "CONCERNS"):
        for row in snapshot.tie(name, "all").filter(ahead).iter_rows(named=True):
            filled = {"answer": row["answer"]} if name == "INVITED_TO" else {}
            network.add_edge(ids[row["start"]], ids[row["end"]], key=row["id"], kind=name, **filled)
    return network


def test_on_another_day_the_story_is_the_same() -> None:
    later = date(2031, 3, 1)
    moved = Situation(take_snapshot(example_records(later), later), load_policy())
    gaps = find_gaps(moved)
    findings = explain(moved, gaps, gaps.table.filter(pl.col("replaced_by").is_null()))
    assert {told(finding) for finding in findings} == STORY
