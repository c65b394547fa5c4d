"""Two real exports of Salesforce, counted: every number of the tables of truth is a test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.mapping.declared import declared_sources
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.reading import Context, Reading, SourceTable
from stakeholder_graph.exchange.recognise import known_headers
from stakeholder_graph.model.records import Records
from stakeholder_graph.model.vocabulary import vocabulary
from stakeholder_graph.storage import Store, open_store

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
EDITION, EXPORT = SAMPLES / "salesforce_developer_edition", SAMPLES / "salesforce_dataloader_export"
TODAY = date(2026, 11, 23)
MAPPING = """
extends = "salesforce"
[own]
company = "Our Bank"
[tables.Account.columns]
party = "Classification__c"
[tables.Contact.columns]
job_title = "Designation__c"
"""


def tables(folder: Path) -> list[SourceTable]:
    return load(files_of([folder], endings=(".csv",)), known_headers())


def read(folder: Path, mapping: Path | None = None, *, owner_cares: bool = False) -> Reading:
    sources = declared_sources(read_mapping(mapping) if mapping else None)
    source = next(one for one in sources if one.name == "salesforce")
    return source.read(tables(folder), Context(Records(), TODAY, owner_cares=owner_cares))


@pytest.fixture(scope="module")
def edition() -> Reading:
    return read(EDITION)


@pytest.fixture(scope="module")
def export() -> Reading:
    return read(EXPORT)


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mapping") / "mapping.toml"
    file.write_text(MAPPING, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def mapped(mapping: Path) -> Reading:
    return read(EXPORT, mapping)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "test.db", create=True) as opened:
        yield opened


def parties(reading: Reading) -> Counter[str]:
    companies = reading.records.nodes["Company"]
    return Counter(companies.filter(pl.col("party") != "own")["party"].to_list())


def own_people(reading: Reading) -> set[str]:
    companies = reading.records.nodes["Company"]
    own = companies.filter(pl.col("party") == "own")["id"]
    jobs = reading.records.relationships["WORKS_FOR"]
    return set(jobs.filter(pl.col("end").is_in(own.implode()))["start"])


def external_people(reading: Reading) -> int:
    return reading.records.nodes["Person"].height - len(own_people(reading))


def external_jobs(reading: Reading) -> pl.DataFrame:
    jobs = reading.records.relationships["WORKS_FOR"]
    return jobs.filter(~pl.col("start").is_in(sorted(own_people(reading))))


def said(reading: Reading, words: str, file: str = "") -> int:
    """How many rows the notes with these words stand for."""
    notes = [note for note in reading.problems if words in note.problem and note.file.endswith(file)]
    return sum(note.count for note in notes)


def left_out(reading: Reading) -> dict[str, dict[str, int]]:
    return {Path(file.file).stem: file.why_left_out for file in reading.files if file.why_left_out}


def rows(reading: Reading) -> dict[str, tuple[int, int, int, int]]:
    assert all(file.complete for file in reading.files)
    return {
        Path(file.file).stem: (file.rows, file.taken, file.left_out, file.reported) for file in reading.files
    }


def levels(reading: Reading) -> Counter[int | None]:
    """The level of every external job, as its title, employer, industry and department tell it."""
    firms = reading.records.nodes["Company"].select("id", "name", "industry")
    jobs = external_jobs(reading).join(firms, left_on="end", right_on="id")
    return Counter(
        vocabulary().title(title, employer=name, industry=industry, department=department).level
        for title, department, name, industry in jobs.select(
            "job_title", "department", "name", "industry"
        ).iter_rows()
    )


# --------------------------------------------------------------------------------------- developer edition


def test_edition_rows(edition: Reading) -> None:
    assert rows(edition) == {
        "Account": (18, 18, 0, 0),
        "Contact": (25, 25, 0, 0),
        "Lead": (22, 15, 7, 0),
        "Opportunity": (36, 36, 0, 0),
        "OpportunityHistory": (48, 0, 48, 0),
    }
    assert left_out(edition) == {
        "Lead": {"converted: the contact is taken": 5, "the same person as another record": 2},
        "OpportunityHistory": {"stages of the past: no relationship data": 48},
    }


def test_edition_companies(edition: Reading) -> None:
    # 18 accounts: 11 customers by type, of the 7 blank 3 prospects and 4 others; 14 prospects from leads
    assert parties(edition) == {"customer": 11, "prospect": 3 + 14, "other": 4}
    assert said(edition, "taken as prospect") == 3
    assert said(edition, "taken as other") == 4
    assert said(edition, "taken as customer") == 0


def test_edition_people(edition: Reading) -> None:
    assert external_people(edition) == 40
    assert said(edition, "the same person twice: the same mail address and name") == 2
    assert said(edition, "possibly the same person") == 1


def test_edition_own_people(edition: Reading) -> None:
    assert len(own_people(edition)) == 1
    assert said(edition, "the owner is no user in any file") == 22


def test_edition_jobs(edition: Reading) -> None:
    assert external_jobs(edition).height == 40
    assert said(edition, "without account") == 0


def test_edition_companies_with_several_contacts(edition: Reading) -> None:
    jobs = edition.records.relationships["WORKS_FOR"].filter(pl.col("start").str.starts_with("003"))
    assert Counter(jobs["end"].value_counts()["count"]) == {1: 11, 2: 5, 4: 1}


def test_edition_opportunities(edition: Reading) -> None:
    opportunities = edition.records.nodes["Opportunity"]
    assert opportunities.height == 36
    assert opportunities["is_open"].to_list().count(True) == 16
    assert opportunities["name"].n_unique() == 32
    assert opportunities["amount"].null_count() == 5
    assert edition.records.relationships["HAS_OPPORTUNITY"]["start"].n_unique() == 14


def test_edition_close_dates_are_month_first(edition: Reading) -> None:
    days = Counter(edition.records.nodes["Opportunity"]["close_date"].to_list())
    assert days == {date(2024, 2, 3): 31, date(2026, 3, 31): 4, date(2026, 2, 23): 1}
    assert said(edition, "day or month") == 0


@pytest.mark.parametrize("kind", ["Interaction"])
def test_edition_has_no_contacts(edition: Reading, kind: str) -> None:
    assert kind not in edition.records.nodes


@pytest.mark.parametrize("kind", ["REPORTS_TO", "PLAYS_ROLE", "CARES_FOR", "PART_OF"])
def test_edition_has_no_such_ties(edition: Reading, kind: str) -> None:
    assert kind not in edition.records.relationships


def test_edition_levels(edition: Reading) -> None:
    contacts, leads = {1: 5, 2: 17, 3: 1, None: 2}, {1: 4, 2: 11}
    assert levels(edition) == Counter(contacts) + Counter(leads)
    assert said(edition, "without job title", "Contact.csv") == 2
    assert said(edition, "tells no level") == 0


def test_edition_has_no_faults(edition: Reading) -> None:
    assert [problem for problem in edition.problems if problem.kind == "fault"] == []


# -------------------------------------------------------------------------------------- Data Loader export


def test_export_rows(export: Reading) -> None:
    assert rows(export) == {
        "Account": (22, 22, 0, 0),
        "AccountContactRelation": (22, 4, 18, 0),
        "CampaignMember": (68, 0, 68, 0),
        "Contact": (102, 102, 0, 0),
        "Opportunity": (50, 50, 0, 0),
        "Task": (75, 0, 75, 0),
    }
    assert left_out(export) == {
        "AccountContactRelation": {"repeats the account of the contact": 18},
        "CampaignMember": {"mass mail: no contact": 68},
        "Task": {"open task: a plan, no contact": 75},
    }


def test_export_companies_are_derived(export: Reading) -> None:
    assert parties(export) == {"customer": 9, "prospect": 9, "other": 4}
    assert said(export, "what the account is to us is not given") == 22


def test_export_countries_come_from_the_address(export: Reading) -> None:
    assert export.records.nodes["Company"]["country"].to_list().count("United States") == 20


def test_export_people(export: Reading) -> None:
    assert external_people(export) == 102
    assert said(export, "possibly the same person: the same External_id__c") == 1
    assert said(export, "possibly the same person") == 1
    assert said(export, "the same person twice") == 0


def test_export_own_people(export: Reading) -> None:
    assert len(own_people(export)) == 2
    (loading,) = [note for note in export.problems if "looks like a loading user" in note.problem]
    assert loading.value is not None
    assert loading.value.startswith("005")


def test_export_jobs(export: Reading) -> None:
    jobs = external_jobs(export)
    assert jobs.height == 18 + 4
    assert jobs["note"].to_list().count("indirect") == 4
    assert said(export, "without account") == 84
    assert said(export, "works for another account too") == 4
    assert jobs["start"].n_unique() == 18
    assert jobs["end"].n_unique() == 20


def test_export_opportunities(export: Reading) -> None:
    opportunities = export.records.nodes["Opportunity"]
    assert opportunities.height == 50
    assert opportunities["is_open"].to_list().count(True) == 35
    assert opportunities["close_date"].null_count() == 0
    stages = Counter(opportunities["stage"].to_list())
    assert stages["Closed Won"] == 12
    assert stages["Closed Lost"] == 3


@pytest.mark.parametrize("kind", ["REPORTS_TO", "PLAYS_ROLE", "CARES_FOR", "TOOK_PART", "INVITED_TO"])
def test_export_has_no_such_ties(export: Reading, kind: str) -> None:
    assert kind not in export.records.relationships


def test_export_has_no_contacts(export: Reading) -> None:
    assert "Interaction" not in export.records.nodes


def test_export_levels_are_unknown_and_the_likely_columns_named(export: Reading) -> None:
    assert levels(export) == {None: 22}
    assert said(export, "without job title") == 102
    likely = {note.column: note.problem for note in export.problems if "looks like the" in note.problem}
    assert likely == {
        "Designation__c": "looks like the job_title, which is empty here; 96 of 102 cells are filled",
        "Classification__c": "looks like the party, which is empty here; 20 of 22 cells are filled",
    }


def test_export_takes_little(export: Reading) -> None:
    (note,) = [
        note
        for note in export.problems
        if note.file.endswith("Contact.csv") and "not taken on purpose" in note.problem
    ]
    private = {
        "Birthdate",
        "Gender__c",
        "Annual_Income__c",
        "Driving_License_Number__c",
        "MailingAddress",
        "PhotoUrl",
    }
    assert private <= set(note.problem.replace(":", ",").replace(";", ",").replace(", ", ",").split(","))


def test_export_owners_as_carers() -> None:
    care = read(EXPORT, owner_cares=True).records.relationships["CARES_FOR"]
    assert care.height == 102
    assert care["start"].n_unique() == 1
    assert set(care["note"]) == {"record owner"}


# ------------------------------------------------------------------------------ the same with a mapping file


def test_mapped_parties(mapped: Reading) -> None:
    assert parties(mapped) == {"customer": 13, "prospect": 7, "other": 2}
    assert said(mapped, "what the account is to us is not given") == 2


def test_mapped_titles_tell_levels(mapped: Reading) -> None:
    # of all 102 contact rows 96 have a title; 84 of them have no account, where the title has no place
    assert said(mapped, "without job title") == 6
    assert said(mapped, "tells no level") == 0
    (contacts,) = [table for table in tables(EXPORT) if table.stem == "Contact"]
    titles = contacts.cells["Designation__c"].to_list()
    assert Counter(vocabulary().title(title).level for title in titles) == {1: 1, 2: 3, 3: 9, 4: 83, None: 6}
    assert external_jobs(mapped)["job_title"].null_count() == 4 + 3


def test_a_title_without_account_tells_no_level(mapped: Reading) -> None:
    # a level belongs to a job: of the 96 titles 15 stand at an account, and only these are anybody's
    assert said(mapped, "a job title has no place without an account; not kept") == 96 - 15
    assert sum(count for level, count in levels(mapped).items() if level is not None) == 15
    assert levels(mapped)[None] == 4 + 3
    jobs = mapped.records.relationships["WORKS_FOR"]
    homeless = set(mapped.records.nodes["Person"]["id"]) - set(jobs["start"])
    assert len(homeless) == 84


def test_mapped_own_company(mapped: Reading) -> None:
    own = mapped.records.nodes["Company"].filter(pl.col("party") == "own")
    assert own.select("id", "name").rows() == [("company:our bank", "Our Bank")]
    assert said(mapped, "our company stands in no export") == 0


# --------------------------------------------------------------------------------- again, and with short ids


@pytest.mark.parametrize("folder", [EDITION, EXPORT], ids=["edition", "export"])
def test_the_same_import_again_changes_nothing(store: Store, folder: Path) -> None:
    first = import_files(store, [folder], Options(TODAY))
    assert first.written
    before = store.read()
    again = import_files(store, [folder], replace(Options(TODAY), as_of=date(2026, 11, 24)))
    after = store.read()
    for name, table in {**before.nodes, **before.relationships}.items():
        now = after.nodes.get(name, after.relationships.get(name))
        assert now is not None
        assert now.sort("id").equals(table.sort("id")), name
    assert [file.taken for file in again.files] == [0] * len(again.files)
    assert all(file.complete for file in again.files)
    assert [file.unchanged for file in again.files] == [file.taken for file in first.files]
    assert not [note for note in again.notes if "no longer in the export" in note.problem]


@pytest.mark.parametrize("folder", [EDITION, EXPORT], ids=["edition", "export"])
def test_ids_of_fifteen_characters_give_the_same_graph(tmp_path: Path, folder: Path) -> None:
    import re

    for file in folder.glob("*.csv"):
        text = file.read_text(encoding="utf-8-sig")
        short = re.sub(r"\b([0a-z][0-9A-Za-z]{14})[A-Z0-5]{3}\b", r"\1", text)
        assert short != text
        (tmp_path / file.name).write_text(short, encoding="utf-8")
    long, short_ids = read(folder), read(tmp_path)
    assert short_ids.records.counts() == long.records.counts()
    for name, table in long.records.relationships.items():
        assert set(short_ids.records.relationships[name]["id"]) == set(table["id"])


@pytest.mark.parametrize(
    ("folder", "table", "fewer"),
    [
        (EXPORT, "Contact", 32), (EXPORT, "Opportunity", 21), (EXPORT, "Task", 20),
        (EXPORT, "CampaignMember", 6), (EDITION, "Opportunity", 5),
    ],
)  # fmt: skip
def test_lower_case_would_merge_strangers(folder: Path, table: str, fewer: int) -> None:
    (found,) = [one for one in tables(folder) if one.stem == table]
    ids = found.cells["Id"]
    assert len(ids) - ids.str.slice(0, 15).str.to_lowercase().n_unique() == fewer
    assert ids.str.to_lowercase().n_unique() == len(ids)
