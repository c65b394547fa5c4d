"""Which two are meant by a command, and whether they can be one."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.names import find_record, plain_name
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.duplicates.journal import Merged
from stakeholder_graph.errors import EntryRefused, UnknownName
from stakeholder_graph.model.aliases import MERGEABLE, alias_map
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records

LISTED = 8


@dataclass(frozen=True)
class Node:
    """A person, company or organisation of the database."""

    label: str
    id: str
    name: str


def find_node(situation: Situation, records: Records, text: str) -> Node:
    """The person, company or organisation with this id or name, or the only one with this part in its name.

    Raises UnknownName where there is none or several, EntryRefused for one that was merged already.
    """
    into = alias_map(records).get(text)
    if into is not None:
        what = f"was merged into {_name(records, into)} ({into}) already"
        raise EntryRefused(text, what, f"nothing to do; merge --undo {text} takes that back")
    named: list[str] = []
    for label in MERGEABLE:
        table = situation.snapshot.kinds[label].select("id", "name")
        if text in table["id"]:
            return Node(label, text, _name(records, text))
        if any(plain_name(name) == plain_name(text) for name in table["name"].drop_nulls()):
            named.append(label)
    hits, misses = list[Node](), list[UnknownName]()
    for label in named or MERGEABLE:
        try:
            number = find_record(situation, label, text)
        except UnknownName as miss:
            misses.append(miss)
        else:
            hits.append(Node(label, situation.snapshot.id(number), situation.snapshot.name(number)))
    several = [miss for miss in misses if "several" in miss.what]
    if len(hits) == 1 and not several:
        return hits[0]
    if hits:
        listed = ", ".join(f"{hit.name} ({hit.label}, {hit.id})" for hit in hits)
        raise UnknownName(repr(text), "several have this name", f"take the id: {listed}")
    raise several[0] if several else misses[0]


def _name(records: Records, node: str) -> str:
    for label in MERGEABLE:
        found = records.node_table(label).filter(pl.col("id") == node)["name"]
        if len(found):
            return str(found[0] or node)
    return node


def refuse_unlike(situation: Situation, records: Records, one: Node, other: Node, *, anyway: bool) -> None:
    """EntryRefused where two cannot be one, or where that needs a decision and nobody has said `anyway`."""
    where = f"{one.name} and {other.name}"
    if one.id == other.id:
        raise EntryRefused(where, f"are one and the same ({one.id}) already", "name two, by their ids")
    if one.label != other.label:
        words = (ontology().nodes[node.label].en.lower() for node in (one, other))
        raise EntryRefused(where, f"one is a {' and the other a '.join(words)}", "name two of one kind")
    ours = [_is_ours(situation, records, node) for node in (one, other)]
    if ours[0] != ours[1] and not anyway:
        mine = one if ours[0] else other
        what = f"{mine.name} ({mine.id}) is ours, the other one is not: one would count as ours altogether"
        next_step = "look at both first; say --anyway if they are one, as when somebody has changed sides"
        raise EntryRefused(where, what, next_step)


def _is_ours(situation: Situation, records: Records, node: Node) -> bool:
    if node.label == "Person":
        own = situation.snapshot.kind("Person").filter(pl.col("id") == node.id)["number"]
        return bool(own.is_in(situation.own["person"].implode()).any())
    table = records.node_table(node.label)
    return "party" in table.columns and (table.filter(pl.col("id") == node.id)["party"] == "own").any()


def find_merge(merges: list[Merged], text: str) -> Merged:
    """The merge that is meant: by the one that was merged, else the last one into the one that is kept.

    By id or name. Raises EntryRefused where there is none, or several of that name.
    """
    typed = plain_name(text)
    ways = (
        [one for one in merges if one.other == text],
        [one for one in merges if one.kept == text][-1:],
        [one for one in merges if plain_name(one.other_name) == typed],
        [one for one in merges if plain_name(one.kept_name) == typed],
    )
    found = next((way for way in ways if way), [])
    if len({one.kept for one in found}) == 1:
        return found[-1]
    listed = ", ".join(f"{one.other_name} ({one.other})" for one in (found or merges)[-LISTED:])
    if found:
        raise EntryRefused(f"merge of {text}", "several of this name were merged", f"take the id: {listed}")
    next_step = f"these can be: {listed}" if listed else "nothing was merged here"
    raise EntryRefused(f"merge of {text}", "there is none that can be taken back", next_step)
