"""Nobody is above themselves: a ring in REPORTS_TO or PART_OF is a fault that names all who are in it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.exchange.importing import FaultsFound, Options
from stakeholder_graph.graph import open_graph
from tests.small_files import TODAY, TODAY_ONLY, checked, problems, write_files

NAMES = ("Ada", "Bodo", "Cora", "Dino", "Edda", "Fiete")
PEOPLE = "id,name\n" + "".join(f"p{number},{name}\n" for number, name in enumerate(NAMES))
TIES = "from,relationship,to,valid_from,valid_to\n"
HINT = "take one of these links out, or end it with valid_to: nobody is above themselves"


def said(tmp_path: Path, **texts: str) -> list[tuple[str, int | None, str]]:
    report = checked(tmp_path, TODAY_ONLY, **texts)
    return [(kind, row, problem) for kind, _, row, _, _, problem in problems(report)]


def test_a_ring_of_three_names_all_three_in_order(tmp_path: Path) -> None:
    # Ada -> Bodo -> Cora -> Ada, and Dino below
    rows = "p1,REPORTS_TO,p2,,\np0,REPORTS_TO,p1,,\np2,REPORTS_TO,p0,,\np3,REPORTS_TO,p0,,\n"
    ring = "a ring: Ada reports to Bodo, who reports to Cora, who reports to Ada"
    assert said(tmp_path, people=PEOPLE, relationships=TIES + rows) == [
        ("fault", 2, ring), ("fault", 3, ring), ("fault", 4, ring)
    ]  # fmt: skip
    report = checked(tmp_path, TODAY_ONLY, people=PEOPLE, relationships=TIES + rows)
    assert {problem.hint for problem in report.faults} == {HINT}


def test_a_ring_in_the_columns_of_a_list_stands_at_its_people(tmp_path: Path) -> None:
    people = "id,name,reports_to\np0,Ada,Bodo\np1,Bodo,Ada\np2,Cora,Ada\n"
    ring = "a ring: Ada reports to Bodo, who reports to Ada"
    report = checked(tmp_path, TODAY_ONLY, people=people)
    assert problems(report) == [
        ("fault", "people.csv", 2, "reports_to", "p1", ring),
        ("fault", "people.csv", 3, "reports_to", "p0", ring),
        ("note", "people.csv", 4, "reports_to", "p0", "waits for people.csv row 2, which has a fault"),
    ]


def test_a_ring_of_companies_is_told_of_companies(tmp_path: Path) -> None:
    companies = "id,name\nc1,Nord AG\nc2,Süd GmbH\n"
    rows = "c1,PART_OF,c2,,\nc2,PART_OF,c1,,\n"
    assert said(tmp_path, companies=companies, relationships=TIES + rows)[0] == (
        "fault", 2, "a ring: Nord AG is part of Süd GmbH, which is part of Nord AG"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        # the superior changed: one after the other is no ring
        ("p0,REPORTS_TO,p1,,2026-06-30\np1,REPORTS_TO,p0,2026-07-01,\n", 0),
        ("p0,REPORTS_TO,p1,,2026-12-31\np1,REPORTS_TO,p0,2027-01-01,\n", 0),
        ("p0,REPORTS_TO,p1,,2026-12-31\np1,REPORTS_TO,p0,2026-12-31,\n", 2),
        ("p0,REPORTS_TO,p1,2025-01-01,2025-02-01\np1,REPORTS_TO,p0,2025-01-01,2025-02-01\n", 0),
    ],
    ids=["one after the other", "the next begins later", "both on one day to come", "both long over"],
)
def test_only_what_holds_on_one_day_is_a_ring(tmp_path: Path, rows: str, faults: int) -> None:
    told = said(tmp_path, people=PEOPLE, relationships=TIES + rows)
    assert [kind for kind, *_ in told] == ["fault"] * faults


def test_a_ring_with_the_database_is_one_and_nothing_is_written(tmp_path: Path) -> None:
    write_files(tmp_path / "first", people=PEOPLE, relationships=f"{TIES}p0,REPORTS_TO,p1,,\n")
    write_files(tmp_path / "second", bosses="from,relationship,to\np1,REPORTS_TO,p2\np2,REPORTS_TO,p0\n")
    with open_graph(tmp_path / "a.db", as_of=TODAY, create=True) as graph:
        graph.import_files([tmp_path / "first"], Options(as_of=TODAY))
        revision = graph.store.revision
        with pytest.raises(FaultsFound, match="a ring: Ada reports to Bodo, who reports to Cora"):
            graph.import_files([tmp_path / "second"], Options(as_of=TODAY))
        assert graph.store.revision == revision


def test_a_list_that_turns_superior_and_inferior_is_taken(tmp_path: Path) -> None:
    """What the same list said before is no witness against what it says now."""
    write_files(tmp_path / "in", people="id,name,reports_to\np0,Ada,Bodo\np1,Bodo,\n")
    with open_graph(tmp_path / "a.db", as_of=TODAY, create=True) as graph:
        graph.import_files([tmp_path / "in"], Options(as_of=TODAY))
        write_files(tmp_path / "in", people="id,name,reports_to\np0,Ada,\np1,Bodo,Ada\n")
        report = graph.import_files([tmp_path / "in"], Options(as_of=TODAY, end_missing=True))
        assert report.faults == ()
        ties = graph.store.read().relationship_table("REPORTS_TO").sort("start")
        assert ties.select("start", "end", "valid_to").rows() == [
            ("p0", "p1", date(2026, 11, 22)), ("p1", "p0", None)
        ]  # fmt: skip


def test_a_long_ring_is_cut_short_in_words(tmp_path: Path) -> None:
    rows = "".join(f"p{number},REPORTS_TO,p{(number + 1) % 6},,\n" for number in range(6))
    told = said(tmp_path, people=PEOPLE, relationships=TIES + rows)
    assert len(told) == 6
    assert told[0][2] == (
        "a ring: Ada reports to Bodo, who reports to Cora, who reports to Dino, who reports to …, "
        "who reports to Ada"
    )


links = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda ends: ends[0] != ends[1]), max_size=9
)


@settings(max_examples=200)
@given(links)
def test_there_is_a_fault_where_networkx_finds_a_circle(ties: set[tuple[int, int]]) -> None:
    """Exactly there; and each faulty row is a part of a circle."""
    graph: nx.DiGraph[str] = nx.DiGraph([(f"p{start}", f"p{end}") for start, end in ties])
    rows = sorted(graph.edges)
    with tempfile.TemporaryDirectory() as name:
        folder = write_files(
            Path(name), people=PEOPLE,
            relationships="from,relationship,to\n" + "".join(f"{a},REPORTS_TO,{b}\n" for a, b in rows),
        )  # fmt: skip
        report = checked(folder, TODAY_ONLY)
    faulty = {rows[(problem.row or 2) - 2] for problem in report.faults}
    assert bool(faulty) == (not nx.is_directed_acyclic_graph(graph))
    for start, end in faulty:
        assert nx.has_path(graph, end, start)
