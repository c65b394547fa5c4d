"""The tables of HubSpot's import course, counted: every number of the table of truth is a test."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.exchange.reading import Reading
from tests.foreign_files import imported_twice, read_system
from tests.salesforce_files import accounts


@pytest.fixture(scope="module")
def academy(samples: Path) -> Reading:
    return read_system(samples / "hubspot_academy_import", "hubspot", own="Our Bank")


def test_every_row_is_taken(academy: Reading) -> None:
    assert accounts(academy) == {
        "Sample_Deal_Import-1.csv": (1, 1, {}, 0),
        "companies.csv": (1, 1, {}, 0),
        "contacts_sample_import-1.csv": (11, 11, {}, 0),
    }


def test_companies_and_opportunities(academy: Reading) -> None:
    companies = academy.records.nodes["Company"]
    assert Counter(companies["party"]) == {"prospect": 1, "own": 1}
    assert [note.count for note in academy.problems if "taken as prospect" in note.problem] == [1]
    assert academy.records.nodes["Opportunity"].height == 1
    assert academy.records.relationships["HAS_OPPORTUNITY"].height == 1


def test_people_and_their_jobs(academy: Reading) -> None:
    jobs = academy.records.relationships["WORKS_FOR"]
    ours = jobs.filter(pl.col("end") == "company:our bank")
    assert ours.height == 5
    assert jobs.height - ours.height == 3
    assert academy.records.nodes["Person"].height == 11 + 5
    assert [note.count for note in academy.problems if "without account" in note.problem] == [8]


def test_contact_and_company_of_one_number_stay_apart(academy: Reading) -> None:
    jobs = academy.records.relationships["WORKS_FOR"].filter(pl.col("end") == "hubspot:company:1")
    assert sorted(jobs["start"]) == ["hubspot:contact:1", "hubspot:contact:3", "hubspot:contact:5"]


def test_the_same_import_again_changes_nothing(tmp_path: Path, samples: Path) -> None:
    imported_twice(tmp_path, samples / "hubspot_academy_import")
