"""Imports into the real store: all or nothing, again without change, and what is gone since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import StorageError
from stakeholder_graph.exchange.importing import FaultsFound, Options, check, import_files
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import Store, open_store
from tests.small_files import COMPANIES, PEOPLE, TODAY_ONLY, account, problems, write_files

EXAMPLE = Path(__file__).resolve().parents[1] / "stakeholder_graph" / "example"
NEXT_DAY = replace(TODAY_ONLY, as_of=date(2026, 11, 24))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "test.db", create=True) as opened:
        yield opened


def imported(store: Store, folder: Path, options: Options = TODAY_ONLY, **texts: str) -> ImportReport:
    return import_files(store, [write_files(folder, **texts)], options)


def cells(store: Store, name: str, *columns: str) -> list[tuple[object, ...]]:
    records = store.read()
    table = records.nodes[name] if name in records.nodes else records.relationships[name]
    return table.select(columns).sort(columns[0]).rows()


def test_companies_and_people_arrive_with_source_and_day(store: Store, tmp_path: Path) -> None:
    report = imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    assert report.written
    assert report.counts == {"Company": 3, "Person": 3, "WORKS_FOR": 3}
    assert account(report) == {"companies.csv": (3, 3, 0, 0, 0), "people.csv": (3, 3, 0, 0, 0)}
    day = date(2026, 11, 23)
    assert cells(store, "Person", "id", "name", "source", "recorded_at") == [
        ("p1", "Ada Mohnrot", "canonical: people.csv", day),
        ("p2", "Bodo Wiesengrün", "canonical: people.csv", day),
        ("p3", "Cora Himmelblau", "canonical: people.csv", day),
    ]
    assert cells(store, "WORKS_FOR", "start", "end", "source")[0] == ("p1", "c1", "canonical: people.csv")


def test_the_same_import_again_changes_nothing(store: Store) -> None:
    first = import_files(store, [EXAMPLE], TODAY_ONLY)
    before, revision = store.read(), store.revision
    again = import_files(store, [EXAMPLE], NEXT_DAY)
    assert problems(again) == []
    assert [(file.rows, file.taken, file.unchanged) for file in again.files] == [
        (file.rows, 0, file.rows) for file in first.files
    ]
    assert store.revision == revision
    after = store.read()
    for name, table in [*before.nodes.items(), *before.relationships.items()]:
        assert table.equals(after.nodes[name] if name in after.nodes else after.relationships[name])


def test_changed_rows_are_updated_and_an_emptied_cell_empties(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    people = PEOPLE.replace("Einkaufsleiterin", "").replace("Cora Himmelblau", "Cora Abendrot")
    report = imported(store, tmp_path / "in", NEXT_DAY, companies=COMPANIES, people=people)
    assert account(report) == {"companies.csv": (3, 0, 3, 0, 0), "people.csv": (3, 2, 1, 0, 0)}
    assert cells(store, "WORKS_FOR", "start", "job_title", "recorded_at") == [
        ("p1", None, date(2026, 11, 24)),
        ("p2", "Key Account Manager", date(2026, 11, 23)),
        ("p3", None, date(2026, 11, 23)),
    ]
    assert cells(store, "Person", "id", "name")[2] == ("p3", "Cora Abendrot")


def test_columns_that_a_file_does_not_have_stay_as_they_are(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "a", companies=COMPANIES, people=PEOPLE)
    report = imported(store, tmp_path / "b", topics="id,topics\np1,Golf\n")
    assert problems(report) == []
    assert cells(store, "Person", "id", "name", "topics")[0] == ("p1", "Ada Mohnrot", "Golf")
    assert cells(store, "WORKS_FOR", "start", "job_title")[0] == ("p1", "Einkaufsleiterin")


def test_a_fault_stops_everything(store: Store, tmp_path: Path) -> None:
    revision = store.revision
    with pytest.raises(FaultsFound) as refused:
        imported(store, tmp_path / "in", companies=COMPANIES, people=f"{PEOPLE}p4,Dora Nebel,c9,\np5,,c1,\n")
    report = refused.value.report
    assert str(refused.value) == (
        f"{tmp_path / 'in' / 'people.csv'} row 5: 2 faults, nothing was written; the first: organisation: "
        "nobody has this id or name; correct them, or take the other rows with --skip-faulty"
    )
    assert not report.written
    assert [problem.row for problem in report.faults] == [5, 6]
    assert store.revision == revision
    assert store.read().counts() == {}


def test_skip_faulty_takes_the_rest(store: Store, tmp_path: Path) -> None:
    ties = "from,relationship,to\np4,KNOWS,p1\np1,KNOWS,p3\n"
    report = imported(
        store, tmp_path / "in", replace(TODAY_ONLY, skip_faulty=True),
        companies=COMPANIES, people=f"{PEOPLE}p4,Dora Nebel,c9,\n", relationships=ties,
    )  # fmt: skip
    assert report.written
    assert account(report) == {
        "companies.csv": (3, 3, 0, 0, 0),
        "people.csv": (4, 3, 0, 0, 1),
        "relationships.csv": (2, 1, 0, 1, 0),
    }
    assert [row[0] for row in cells(store, "Person", "id")] == ["p1", "p2", "p3"]
    assert cells(store, "KNOWS", "start", "end") == [("p1", "p3")]


def test_a_dry_run_reports_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    faulty = f"{PEOPLE}p4,Dora Nebel,c9,\n"
    folder = write_files(tmp_path / "in", companies=COMPANIES, people=faulty)
    report = import_files(store, [folder], replace(TODAY_ONLY, dry_run=True))
    assert not report.written
    assert [problem.value for problem in report.faults] == ["c9"]
    assert report == check([folder], TODAY_ONLY)
    assert store.read().counts() == {}


def test_a_dry_run_knows_what_is_there_already(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    report = import_files(store, [tmp_path / "in"], replace(TODAY_ONLY, dry_run=True))
    assert account(report) == {"companies.csv": (3, 0, 3, 0, 0), "people.csv": (3, 0, 3, 0, 0)}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    with open_store(path, create=True, patience=0.1) as store, open_store(path, patience=0.1) as other:
        import sqlite3

        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError):
            imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
        busy.close()
        assert other.read().counts() == {}


def test_what_is_gone_is_listed_and_ends_only_when_asked(store: Store, tmp_path: Path) -> None:
    ties = "from,relationship,to\np1,KNOWS,p3\np2,CARES_FOR,p1\n"
    contacts = "id,date,channel,organiser\ni1,2026-01-05,call,p2\n"
    imported(
        store, tmp_path / "in", companies=COMPANIES, people=PEOPLE, relationships=ties, interactions=contacts
    )
    fewer = {
        "companies": COMPANIES,
        "people": PEOPLE.replace("p3,Cora Himmelblau,c1,\n", ""),
        "relationships": "from,relationship,to\np2,CARES_FOR,p1\n",
        "interactions": "id,date,channel,organiser\n",
    }
    report = imported(store, tmp_path / "in", NEXT_DAY, **fewer)
    assert [(kind, file, value, problem) for kind, file, _, _, value, problem in problems(report)] == [
        ("note", "people.csv", "Cora Himmelblau", "Person no longer in the export"),
        ("note", "people.csv", "Cora Himmelblau works for Sonnentau Kliniken AG", "no longer in the export"),
        ("note", "relationships.csv", "Ada Mohnrot knows Cora Himmelblau", "no longer in the export"),
    ]
    assert {problem.hint for problem in report.problems} == {"say --end-missing if they have ended"}
    assert cells(store, "Person", "id", "valid_to")[2] == ("p3", None)
    ended = imported(store, tmp_path / "in", replace(NEXT_DAY, end_missing=True), **fewer)
    assert ended.problems[0].problem == "Person no longer in the export; ended yesterday"
    yesterday = date(2026, 11, 23)
    assert cells(store, "Person", "id", "valid_to") == [("p1", None), ("p2", None), ("p3", yesterday)]
    assert cells(store, "KNOWS", "start", "valid_to") == [("p1", yesterday)]
    assert cells(store, "WORKS_FOR", "start", "valid_to") == [("p1", None), ("p2", None), ("p3", yesterday)]
    assert cells(store, "Interaction", "id", "valid_to") == [("i1", None)]
    assert problems(imported(store, tmp_path / "in", NEXT_DAY, **fewer)) == []


def test_rows_that_could_not_be_read_are_not_gone(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    options = replace(NEXT_DAY, skip_faulty=True, end_missing=True)
    people = PEOPLE.replace("p3,Cora Himmelblau,c1,", "p3,Cora Himmelblau,c9,")
    report = imported(store, tmp_path / "in", options, companies=COMPANIES, people=people)
    assert [problem.value for problem in report.problems] == ["c9"]
    assert cells(store, "Person", "id", "valid_to") == [("p1", None), ("p2", None), ("p3", None)]


def test_relationships_that_contradict_each_other_are_both_left_out(store: Store, tmp_path: Path) -> None:
    ties = "from,relationship,to,weight\np1,KNOWS,p2,1\np1,KNOWS,p2,2\np1,KNOWS,p3,3\n"
    options = replace(TODAY_ONLY, skip_faulty=True)
    report = imported(store, tmp_path / "in", options, companies=COMPANIES, people=PEOPLE, relationships=ties)
    assert account(report)["relationships.csv"] == (3, 1, 0, 0, 2)
    assert cells(store, "KNOWS", "end", "weight") == [("p3", 3)]


def test_a_relationship_keeps_what_the_file_has_no_column_for(store: Store, tmp_path: Path) -> None:
    start = {"companies": COMPANIES, "people": PEOPLE}
    ties = "from,relationship,to,weight,note\np1,KNOWS,p2,4,since school\n"
    imported(store, tmp_path / "in", TODAY_ONLY, **start, relationships=ties)
    imported(
        store,
        tmp_path / "in",
        TODAY_ONLY,
        **start,
        relationships="from,relationship,to,weight\np1,KNOWS,p2,\n",
    )
    assert cells(store, "KNOWS", "start", "weight", "note") == [("p1", None, "since school")]


def test_another_file_ends_nothing(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    more = imported(
        store,
        tmp_path / "other",
        replace(NEXT_DAY, end_missing=True),
        list="name,organisation,role\nNoa,c1,user\n",
    )
    assert [problem.problem for problem in more.problems] == ["no id; made from the name"]
    assert cells(store, "Person", "id", "valid_to")[:1] == [("p1", None)]


def test_our_own_company_is_made_where_no_file_has_it(store: Store, tmp_path: Path) -> None:
    people = "id,name,organisation,carer\np1,Ada Mohnrot,c1,p2\np2,Bodo Wiesengrün,,\n"
    companies = "id,name,party\nc1,Sonnentau Kliniken AG,customer\n"
    report = imported(
        store, tmp_path / "in", replace(TODAY_ONLY, own="Pusteblume"), companies=companies, people=people
    )
    assert [(problem.problem, problem.value) for problem in report.problems] == [
        ("no company is our own; Pusteblume was made", "Pusteblume"),
        ("1 who care for others work nowhere; taken as people of ours", "p2"),
    ]
    assert cells(store, "Company", "id", "party") == [("c1", "customer"), ("company:pusteblume", "own")]
    assert cells(store, "WORKS_FOR", "start", "end") == [("p1", "c1"), ("p2", "company:pusteblume")]
    again = imported(
        store, tmp_path / "in", replace(TODAY_ONLY, own="Pusteblume"), companies=companies, people=people
    )
    assert account(again) == {"companies.csv": (1, 0, 1, 0, 0), "people.csv": (2, 0, 2, 0, 0)}


def test_the_own_company_is_marked_by_its_name(store: Store, tmp_path: Path) -> None:
    companies = COMPANIES.replace(",own", ",")
    options = replace(TODAY_ONLY, own="pusteblume pumpen ag")
    report = imported(store, tmp_path / "in", options, companies=companies, people=PEOPLE)
    assert [problem.problem for problem in report.problems] == ["pusteblume pumpen ag is our own company"]
    assert cells(store, "Company", "id", "party")[1] == ("c2", "own")


def test_own_names_our_company_even_where_the_file_says_otherwise(store: Store, tmp_path: Path) -> None:
    options = replace(TODAY_ONLY, own="Sonnentau Kliniken AG")
    report = imported(store, tmp_path / "in", options, companies=COMPANIES, people=PEOPLE)
    said = ["Sonnentau Kliniken AG is our own company, though its party was customer"]
    assert [problem.problem for problem in report.problems] == said
    assert cells(store, "Company", "id", "party")[:2] == [("c1", "own"), ("c2", "own")]


def test_carers_of_a_company_that_is_not_our_own_are_asked_about(tmp_path: Path) -> None:
    people = "id,name,organisation,carer\np1,Ada Mohnrot,c1,p2\np2,Bodo Wiesengrün,c2,\n"
    folder = write_files(tmp_path / "in", companies=COMPANIES.replace(",own", ","), people=people)
    (said,) = check([folder], TODAY_ONLY).problems
    assert said.problem == "no company has the party own, so nobody counts as one of ours"
    assert said.hint == 'give it the party own, or say --own "Pusteblume Pumpen AG"'


def test_carers_without_a_job_are_asked_about_and_nothing_is_invented(store: Store, tmp_path: Path) -> None:
    people = "id,name,organisation,carer\np1,Ada Mohnrot,c1,p2\np2,Bodo Wiesengrün,,\n"
    report = imported(store, tmp_path / "in", companies=COMPANIES, people=people)
    (said,) = report.problems
    assert said.problem == "1 who care for others work nowhere, so they do not count as ours"
    assert said.hint == "give them our company as organisation, or say --own with its name"
    assert report.counts == {"Company": 3, "Person": 2, "WORKS_FOR": 1, "CARES_FOR": 1}


def test_the_readings_of_titles_are_stored_with_all_records(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path / "a", companies=COMPANIES, people=PEOPLE)
    seen: list[Records] = []

    def read_titles(records: Records) -> pl.DataFrame:
        seen.append(records)
        return store.title_readings()

    folder = write_files(tmp_path / "b", people="id,name,organisation\np4,Dora Nebel,c1\n")
    import_files(store, [folder], TODAY_ONLY, read_titles=read_titles)
    assert [records.counts() for records in seen] == [{"Company": 3, "Person": 4, "WORKS_FOR": 4}]


def test_progress_says_what_is_going_on(store: Store, tmp_path: Path) -> None:
    said: list[str] = []
    folder = write_files(tmp_path / "in", people="id,name\np1,Ada Mohnrot\n")
    import_files(store, [folder], TODAY_ONLY, progress=said.append)
    assert said == ["reading the database", "reading 1 file", "checking 1 canonical table", "writing"]


def test_the_report_for_people(tmp_path: Path) -> None:
    people = "id,name,organisation,carrer\np1,Ada Mohnrot,c1,\n" + "".join(
        f"q{n},Person {n},c9,\n" for n in range(22)
    )
    folder = write_files(tmp_path, companies=COMPANIES, people=people)
    text = render_report(check([folder], TODAY_ONLY)).replace(f"{tmp_path}/", "").replace(str(tmp_path), "")
    lines = [line.rstrip() for line in text.splitlines()]
    assert [" ".join(line.split()) for line in lines[:4]] == [
        "file read as rows = taken + already there + left out + reported",
        "companies.csv canonical 3 3 0 0 0",
        "people.csv canonical 23 1 0 0 22",
        "all files 26 4 0 0 22",
    ]
    assert lines[5:7] == [
        "22 faults:",
        '  people.csv row 3, organisation: "c9": nobody has this id or name; add it to the sheet or file '
        "companies or organisations, with its party, or correct the name",
    ]
    assert lines[26:] == [
        "  … 2 more; --verbose shows all",
        "",
        "1 note:",
        "  people.csv, carrer: unknown column, kept out (0 filled); did you mean carer?",
        "",
        "nothing was written",
    ]
    everything = render_report(check([folder], TODAY_ONLY), verbose=True)
    assert "more; --verbose" not in everything
    assert everything.count("nobody has this id or name") == 22


# Any mixture of good and bad cells: every row is accounted for, and the same import again brings nothing new.
IDS = st.sampled_from(["p1", "p2", "p3", "p4", "c1", "c2", "", "Ada", "Bodo", "ada "])
PERSON = st.tuples(
    st.sampled_from(["p1", "p2", "p3", "p4", "c1", ""]),
    st.sampled_from(["Ada", "Bodo", "", "Cora"]),
    st.sampled_from(["c1", "c2", "", "Nebel AG", "c9"]),
    st.sampled_from(["", "decider", "buyer;user", "nobody"]),
    IDS,
)
COMPANY = st.tuples(
    st.sampled_from(["c1", "c2", "p1", ""]),
    st.sampled_from(["Nebel AG", "Sonne AG", ""]),
    st.sampled_from(["customer", "own", "", "Kunde", "friend"]),
)
TIE = st.tuples(
    IDS,
    st.sampled_from(["KNOWS", "knows", "REPORTS_TO", "WORKS_FOR", "CARES_FOR", "TIED_TO", "LIKES", ""]),
    IDS,
    st.sampled_from(["", "3", "9", "x"]),
    st.sampled_from(["", "2026-01-01", "1.2.2025", "soon", "03/04/26"]),
    st.sampled_from(["", "2025-06-30"]),
)


def as_text(header: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([header, *(",".join(row) for row in rows)]) + "\n"


@settings(max_examples=60)
@given(st.lists(PERSON, max_size=6), st.lists(COMPANY, max_size=4), st.lists(TIE, max_size=6))
def test_every_row_is_accounted_for_and_nothing_is_new_the_second_time(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[tuple[str, ...]],
    companies: list[tuple[str, ...]],
    ties: list[tuple[str, ...]],
) -> None:
    folder = write_files(
        tmp_path_factory.mktemp("in"),
        people=as_text("id,name,organisation,role,carer", people),
        companies=as_text("id,name,party", companies),
        relationships=as_text("from,relationship,to,weight,valid_from,valid_to", ties),
    )
    options = replace(TODAY_ONLY, skip_faulty=True)
    with open_store(folder / "test.db", create=True) as store:
        first = import_files(store, [folder], options)
        counts = store.read().counts()
        again = import_files(store, [folder], options)
        assert (
            store.read().counts() == counts == {name: count for name, count in first.counts.items() if count}
        )
    rows = {"people.csv": len(people), "companies.csv": len(companies), "relationships.csv": len(ties)}
    for report in (first, again):
        assert all(file.complete for file in report.files)
        assert {Path(file.file).name: file.rows for file in report.files} == rows
        faulty_rows = {(fault.file, fault.row) for fault in report.faults}
        assert len(faulty_rows) == sum(file.reported for file in report.files)
    assert [(file.rows, file.left_out, file.reported) for file in first.files] == [
        (file.rows, file.left_out, file.reported) for file in again.files
    ]
    assert sum(file.taken for file in again.files) == 0
    assert bool(first.faults) == (check([folder], TODAY_ONLY).faults != ())
