"""Making one of two and two again: what moves, what is completed, what is told, and what comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.duplicates.journal import merges_in, next_number
from stakeholder_graph.duplicates.merge import plan_merge
from stakeholder_graph.duplicates.undo import plan_undo
from stakeholder_graph.errors import EntryRefused, StorageError, UnknownName
from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.model.aliases import MERGEABLE, alias_map, read, written
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.store import Rewrite
from tests.duplicates.network import imported, opened, person, records_of, rows, same
from tests.small_files import TODAY
from tests.strategies import records


@pytest.fixture
def place(tmp_path: Path) -> Path:
    imported(tmp_path / "s.db", tmp_path / "files")
    return tmp_path / "s.db"


def test_what_hangs_on_the_other_moves_and_nothing_is_lost(place: Path) -> None:
    with opened(place) as graph:
        merger = graph.merge("p4", "p5")
    found = records_of(place)
    assert person(found, "p4") == {
        "id": "p4", "name": "Ada Mohnrot", "email": "ada@sonnentau.example", "phone": "030 111",
        "topics": "Rosen", "standing": "mandate_holder;opinion_leader", "contact_allowed": False,
        "also_called": "A. Mohnrot", "aliases": "p5", "source": "canonical: people.csv", "recorded_at": TODAY,
    }  # fmt: skip
    assert "p5" not in found.nodes["Person"]["id"]
    assert rows(found, "WORKS_FOR", "start", "end", "job_title", "valid_to") == [
        ("p0", "c0", None, None),
        ("p4", "c1", "Vorständin", None),  # one of the two is still valid
        ("p4", "c2", "Beirätin", None),
    ]
    assert rows(found, "CARES_FOR", "start", "end", "valid_from") == [
        ("p0", "p4", date(2025, 1, 1)),
        ("p0", "p4", date(2026, 1, 1)),
    ]
    assert rows(found, "KNOWS", "id", "start", "end", "weight") == [("k1", "p4", "p6", 2)]
    assert rows(found, "REPORTS_TO", "id") == [("REPORTS_TO|p6|p4|",)]
    assert rows(found, "TOOK_PART", "start", "part") == [("p0", "organiser"), ("p4", "participant")]
    assert (merger.moved, merger.folded, merger.dropped) == (5, 2, 1)
    assert merger.completed == ("email", "contact_allowed")
    assert [(one.property, one.kept, one.other) for one in merger.contradictions] == [
        ("phone", "030 111", "030 222"),
        ("WORKS_FOR.job_title", "Vorständin", "CEO"),
    ]


def test_taken_back_it_is_as_it_was(place: Path) -> None:
    before = records_of(place)
    with opened(place) as graph:
        graph.merge("p4", "p5")
        assert [one.other for one in graph.merges()] == ["p5"]
        parted = graph.undo_merge("p5")
        assert graph.merges() == []
    assert (parted.restored, parted.stay, parted.changed) == (8, 0, ())
    assert same(before, records_of(place))


def test_the_other_one_can_be_kept_and_trying_writes_nothing(place: Path) -> None:
    before = records_of(place)
    with opened(place) as graph:
        assert graph.merge("p4", "p5", keep="p5", dry_run=True).journal.kept == "p5"
        assert graph.merges() == []
        graph.accept_duplicates(60, dry_run=True)
    assert same(before, records_of(place))
    with opened(place) as graph:
        graph.merge("p4", "p5", keep="p5")
    assert person(records_of(place), "p5")["aliases"] == "p4"


def test_the_same_import_again_finds_the_kept_one(place: Path, tmp_path: Path) -> None:
    with opened(place) as graph:
        graph.merge("p4", "p5")
        graph.merge("c1", "c2")
    merged = records_of(place)
    again = imported(place, tmp_path / "files")
    assert again.faults == ()
    assert same(merged, records_of(place))
    files = {Path(file.file).name: file for file in again.files}
    assert sum(file.taken for file in files.values()) == 0
    assert files["people.csv"].why_left_out == {"merged with another record": 1}
    assert all(file.complete for file in files.values())


def test_a_list_with_the_other_one_alone_completes_the_kept_one(place: Path, tmp_path: Path) -> None:
    with opened(place) as graph:
        graph.merge("p4", "p5")
    imported(
        place,
        tmp_path / "more",
        contacts="id,name,email,phone,language\np5,A. Mohnrot,other@sonnentau.example,,de\n",
        interactions="id,date,channel,organiser,participants\ni2,2026-05-05,call,p0,A. Mohnrot\n",
    )
    found = records_of(place)
    assert person(found, "p4") | {"recorded_at": None} == {
        **person(found, "p4"), "name": "Ada Mohnrot", "language": "de", "email": "ada@sonnentau.example",
        "recorded_at": None,
    }  # fmt: skip
    assert rows(found, "TOOK_PART", "start", "end")[-1] == ("p4", "i2")
    assert found.nodes["Person"].height == 3


def test_an_export_brings_the_other_ids_along(place: Path, tmp_path: Path) -> None:
    with opened(place) as graph:
        graph.merge("p4", "p5")
        graph.export(tmp_path / "out")
        everything = graph.records
    with opened(tmp_path / "new.db", create=True) as graph:
        graph.import_files([tmp_path / "out"], Options(as_of=TODAY))
        assert same(everything, graph.records)
    imported(tmp_path / "new.db", tmp_path / "files")
    assert "p5" not in records_of(tmp_path / "new.db").nodes["Person"]["id"]


def test_what_was_recorded_since_stays_and_is_told(place: Path, tmp_path: Path) -> None:
    with opened(place) as graph:
        graph.merge("p4", "p5")
        graph.care_end("p0", "p4", on=TODAY)
    more = "id,name,topics\np4,Ada Mohnrot,Nelken\n"
    care = "from,relationship,to,topic\np4,CONFLICTS_WITH,p6,Hunde\n"
    imported(place, tmp_path / "more", people=more, relationships=care)
    with opened(place) as graph:
        parted = graph.undo_merge("p4")
    assert (parted.restored, parted.stay) == (8, 1)
    assert parted.changed == ("topics", "CARES_FOR.valid_to")
    found = records_of(place)
    assert person(found, "p4")["topics"] == "Nelken"
    assert "aliases" not in person(found, "p4")
    assert "contact_allowed" not in person(found, "p4")
    assert rows(found, "CONFLICTS_WITH", "start") == [("p4",)]


def test_several_are_taken_back_in_any_order_that_leaves_no_doubt(place: Path) -> None:
    before = records_of(place)
    with opened(place) as graph:
        graph.merge("p4", "p5")
        graph.merge("p4", "p6")  # p6 knows p5 and reports to her: both merges share these
        with pytest.raises(EntryRefused, match=r"take that back first: merge --undo p6"):
            graph.undo_merge("p5")
        graph.undo_merge("p4")
        graph.merge("p0", "p4", anyway=True)
        with pytest.raises(EntryRefused, match=r"p4 was merged|was merged into p0 since"):
            graph.undo_merge("p5")
        graph.undo_merge("p0")
        graph.merge("c1", "c2")
        graph.undo_merge("c2")
        graph.undo_merge("p5")
    assert same(before, records_of(place))


def test_merging_a_merged_one_takes_its_other_ids_along(place: Path) -> None:
    with opened(place) as graph:
        graph.merge("p4", "p5")
        graph.merge("p6", "p4")
        assert alias_map(graph.records) == {"p4": "p6", "p5": "p6"}
        graph.undo_merge("p4")
        assert alias_map(graph.records) == {"p5": "p4"}


@pytest.mark.parametrize(
    ("one", "other", "where", "what", "next_step"),
    [
        ("p4", "p4", "Ada Mohnrot and Ada Mohnrot", "are one and the same (p4) already", "name two"),
        (
            "p4",
            "c1",
            "Ada Mohnrot and Sonnentau Kliniken AG",
            "one is a person and the other a company",
            "one kind",
        ),
        ("p0", "p4", "Bodo Wiesengrün and Ada Mohnrot", "Bodo Wiesengrün (p0) is ours", "--anyway"),
        ("c1", "c0", "Sonnentau Kliniken AG and", "Pusteblume Pumpen AG (c0) is ours", "--anyway"),
    ],
)
def test_what_cannot_be_one_is_refused(
    place: Path, one: str, other: str, where: str, what: str, next_step: str
) -> None:
    before = records_of(place)
    with opened(place) as graph, pytest.raises(EntryRefused) as refused:
        graph.merge(one, other)
    assert refused.value.where.startswith(where)
    assert what in refused.value.what
    assert next_step in refused.value.next_step
    assert same(before, records_of(place))


def test_unknown_ambiguous_and_merged_names(place: Path) -> None:
    with opened(place) as graph:
        with pytest.raises(UnknownName, match="did you mean Ada Mohnrot"):
            graph.merge("Ada Mohnrott", "p5")
        with pytest.raises(UnknownName, match=r"take the id: .*p4.*p5|take the id: .*p5.*p4"):
            graph.merge("Mohnrot", "p6")
        with pytest.raises(EntryRefused, match=r"is neither of the two; name p4 or p5"):
            graph.merge("p4", "p5", keep="p6")
        with pytest.raises(EntryRefused, match="none that can be taken back; nothing was merged here"):
            graph.undo_merge("p5")
        graph.merge("Ada Mohnrot", "A. Mohnrot")
        with pytest.raises(EntryRefused, match=r"p5: was merged into Ada Mohnrot \(p4\) already"):
            graph.merge("p5", "p4")
        with pytest.raises(EntryRefused, match=r"these can be: A. Mohnrot \(p5\)"):
            graph.undo_merge("p6")


def test_all_from_a_score_on_in_one_step(tmp_path: Path) -> None:
    # Ada three times, once with her initial, which could also be Alma's; Till by his name alone
    people = (
        "id,name,email,organisation\na1,Ada Tau,ada@x.example,Wolke AG\na2,Ada Tau,,Wolke AG\n"
        "a3,A. Tau,,Wolke AG\na4,Alma Tau,,Wolke AG\nt1,Till Reif,,Wolke AG\nt2,Till Reif,,Wiese KG\n"
        "o1,Ida Reif,i@x.example,Pumpen AG\no2,Ida Reif,i@x.example,Wolke AG\n"
    )
    companies = "id,name,party\nc0,Pumpen AG,own\nc1,Wolke AG,customer\nc2,Wiese KG,customer\n"
    imported(tmp_path / "s.db", tmp_path / "files", people=people, companies=companies)
    before = records_of(tmp_path / "s.db")
    with opened(tmp_path / "s.db") as graph:
        revision = graph.store.revision
        accepted = graph.accept_duplicates(50)
        assert graph.store.revision == revision + 1
        assert alias_map(graph.records) == {"a2": "a1"}
        assert {(pair.kept.id, pair.other.id, why) for pair, why in accepted.left} == {
            ("a1", "a3", "several"), ("a2", "a3", "several"), ("a3", "a4", "several"),
            ("o1", "o2", "sides"), ("t1", "t2", "only_name"),
        }  # fmt: skip
        assert graph.accept_duplicates(70).merged == ()
        for one in reversed(graph.merges()):
            graph.undo_merge(one.other)
    assert same(before, records_of(tmp_path / "s.db"))


def test_what_was_worked_out_from_an_older_state_is_not_written(place: Path) -> None:
    with opened(place) as graph, open_store(place) as other:
        revision = graph.store.revision
        other.write(Records({"Person": nodes_of("Person", [{"id": "p9", "name": "Till Reif"}])}))
        with pytest.raises(StorageError, match="somebody has written to it meanwhile; repeat"):
            graph.store.rewrite(
                Rewrite(revision, removed=Records({"Person": nodes_of("Person", [{"id": "p9"}])}))
            )
        assert "p9" in graph.store.read().nodes["Person"]["id"]


def test_a_node_on_which_something_hangs_is_not_removed(place: Path) -> None:
    before = records_of(place)
    with opened(place) as graph, pytest.raises(StorageError):
        gone = Records({"Person": nodes_of("Person", [{"id": "p4"}])})
        graph.store.rewrite(Rewrite(graph.store.revision, removed=gone, memos={"x": "y"}))
    assert same(before, records_of(place))
    with opened(place) as graph:
        assert graph.store.memos() == {}


def test_ids_with_semicolons_are_kept_apart() -> None:
    ids = ["a;b", "a", "%3B", "b"]
    assert sorted(read(written(ids))) == sorted(ids)


@settings(max_examples=60)
@given(records(most_nodes=12, most_ties=16), st.data())
def test_any_two_of_a_kind_merged_and_taken_back_are_as_before(made: Records, data: st.DataObject) -> None:
    kinds = [label for label in MERGEABLE if made.node_table(label).height > 1]
    if not kinds:
        return
    label = data.draw(st.sampled_from(kinds))
    ids = made.node_table(label)["id"].to_list()
    kept, other = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    with TemporaryDirectory() as folder, open_store(Path(folder) / "s.db", create=True) as store:
        store.write(made)
        before = store.read()
        merger = plan_merge(before, label, kept, other, TODAY, store.revision, next_number(()))
        store.rewrite(merger.change)
        after = store.read()
        ends = {end for table in after.relationships.values() for end in (*table["start"], *table["end"])}
        assert other not in {*after.nodes[label]["id"], *ends}
        ties = sum(table.height for table in before.relationships.values())
        assert (
            ties - sum(table.height for table in after.relationships.values())
            == merger.folded + merger.dropped
        )
        merges = merges_in(store.memos())
        store.rewrite(plan_undo(after, merges, merges[0], store.revision).change)
        assert same(before, store.read())
        assert store.memos() == {}
