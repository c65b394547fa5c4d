"""A small network in which somebody stands twice, and ways to look at what a merge does with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.model.records import Records
from tests.small_files import TODAY, write_files

# p4 and p5 are one: Bodo cares for both, both work at c1, p5 also at c2; p4 knows p5
FILES = {
    "companies": "id,name,party,tier,country\nc0,Pusteblume Pumpen AG,own,,\n"
    "c1,Sonnentau Kliniken AG,customer,A,DE\n"
    "c2,Sonnentau Kliniken,customer,,\n",
    "people": "id,name,email,phone,topics,standing,contact_allowed\n"
    "p0,Bodo Wiesengrün,,,,,\n"
    "p4,Ada Mohnrot,,030 111,Rosen,opinion_leader,\n"
    "p5,A. Mohnrot,ada@sonnentau.example,030 222,,mandate_holder,no\n"
    "p6,Cora Himmelblau,,,,,\n",
    "relationships": "id,from,relationship,to,duty,role,job_title,weight,topic,valid_from,valid_to,note\n"
    ",p0,WORKS_FOR,c0,,,,,,,,\n"
    ",p4,WORKS_FOR,c1,,,Vorständin,,,,2026-06-30,\n"
    ",p5,WORKS_FOR,c1,,,CEO,,,,,\n"
    ",p5,WORKS_FOR,c2,,,Beirätin,,,,,\n"
    ",p0,CARES_FOR,p4,carer,,,,,2025-01-01,,\n"
    ",p0,CARES_FOR,p5,carer,,,,,2026-01-01,,\n"
    ",p5,PLAYS_ROLE,c1,,decider,,,,,,\n"
    ",p4,KNOWS,p5,,,,3,,,,\n"
    "k1,p5,KNOWS,p6,,,,2,Hunde,,,\n"
    ",p6,REPORTS_TO,p5,,,,,,,,\n",
    "interactions": "id,date,channel,organiser,participants\ni1,2026-03-02,meeting,p0,p4;p5\n",
}


def imported(place: str | Path, folder: Path, **files: str) -> ImportReport:
    """Import these files, or the network of this module, into a database that is made where it is missing."""
    write_files(folder, **(files or FILES))
    with opened(place, create=True) as graph:
        return graph.import_files([folder], Options(as_of=TODAY))


def opened(place: str | Path, *, create: bool = False) -> StakeholderGraph:
    return open_graph(place, as_of=TODAY, create=create)


def records_of(place: str | Path) -> Records:
    with opened(place) as graph:
        return graph.store.read()


def rows(records: Records, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of a kind or relationship, sorted."""
    table = {**records.nodes, **records.relationships}[name]
    return sorted(table.select(columns).rows(), key=repr)


def same(one: Records, other: Records) -> bool:
    """Whether both hold the very same rows, whatever their order."""
    pairs = [(one.nodes, other.nodes), (one.relationships, other.relationships)]
    return all(
        mine[name].sort("id").equals(theirs[name].sort("id")) if name in theirs else mine[name].is_empty()
        for mine, theirs in pairs
        for name in mine
    ) and all(theirs.keys() <= mine.keys() for mine, theirs in pairs)


def person(records: Records, node: str) -> dict[str, Any]:
    """What is filled of a person."""
    row = records.nodes["Person"].row(by_predicate=pl.col("id") == node, named=True)
    return {name: value for name, value in row.items() if value is not None}
