"""What job titles were read as is kept once for each title, and per employer only where that matters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stakeholder_graph.analysis.jobs import read_titles
from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import take_snapshot
from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.readings import ANY, read_jobs

from .small_files import write_files

DAY = date(2026, 11, 23)
COMPANIES = """id,name,party,industry
c1,Sonnentau Kliniken AG,customer,
c2,Karmesin Bank AG,customer,
c3,Moosbach Sparkasse,customer,
c4,Farn Chemie AG,customer,
"""
PEOPLE = """id,name,organisation,job_title,department
p1,Ada Mohnrot,c1,Einkaufsleiterin,
p2,Bodo Wiesengrün,c4,Einkaufsleiterin,
p3,Cora Himmelblau,c1,Vice President,
p4,Dora Nebel,c2,Vice President,
p5,Emil Tau,c3,Vice President,
p6,Frida Reif,c4,Einkaufsleiterin,IT
"""


@pytest.fixture
def records(tmp_path: Path) -> Records:
    folder = write_files(tmp_path / "in", companies=COMPANIES, people=PEOPLE)
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder], Options(as_of=DAY))
        return store.read()


def readings(records: Records, policy: Policy, kept: pl.DataFrame | None = None) -> pl.DataFrame:
    return read_titles(take_snapshot(records, DAY, kept), policy).sort("job_title", "employer", "department")


def test_a_title_is_kept_once_unless_the_employer_matters(records: Records) -> None:
    found = readings(records, load_policy(None))
    assert found.select("job_title", "department", "employer", "level").rows() == [
        ("Einkaufsleiterin", "", ANY, 2),
        ("Einkaufsleiterin", "IT", ANY, 2),
        ("Vice President", "", "Karmesin Bank AG", 3),
        ("Vice President", "", "Moosbach Sparkasse", 3),
        ("Vice President", "", "Sonnentau Kliniken AG", 2),
    ]
    levels = read_jobs(records, found).sort("id")["read_level"].to_list()
    assert levels == [2, 2, 2, 3, 3, 2]


def test_what_is_kept_is_not_read_again_and_new_employers_only_where_they_matter(records: Records) -> None:
    policy = load_policy(None)
    kept = readings(records, policy).with_columns(level=pl.lit(4, pl.Int64))  # told from what is read now
    jobs = records.relationships["WORKS_FOR"]
    moved = jobs.with_columns(end=pl.col("end").replace({"c1": "c4", "c2": "c4"}))
    records.relationships["WORKS_FOR"] = moved
    found = readings(records, policy, kept)
    assert found.select("job_title", "department", "employer", "level").rows() == [
        ("Einkaufsleiterin", "", ANY, 4),
        ("Einkaufsleiterin", "IT", ANY, 4),
        ("Vice President", "", "Farn Chemie AG", 2),
        ("Vice President", "", "Moosbach Sparkasse", 4),
    ]


def test_readings_that_older_databases_keep_for_each_employer_still_count(records: Records) -> None:
    policy = load_policy(None)
    rules = readings(records, policy)["rules"][0]
    older = pl.DataFrame(
        [("Einkaufsleiterin", "", "Farn Chemie AG", "", 4, None, False, None, rules)],
        schema=readings(records, policy).schema, orient="row",
    )  # fmt: skip
    found = readings(records, policy, older)
    told = found.filter(pl.col("job_title") == "Einkaufsleiterin")
    assert told.select("department", "employer", "level").rows() == [
        ("", ANY, 2),
        ("IT", ANY, 2),
        ("", "Farn Chemie AG", 4),
    ]
    by_person = read_jobs(records, found).join(
        records.relationships["WORKS_FOR"].select("id", "start"), on="id"
    )
    assert dict(by_person.select("start", "read_level").iter_rows())["p2"] == 4


def test_rules_of_our_own_that_name_an_employer_matter_too(records: Records, tmp_path: Path) -> None:
    path = tmp_path / "care-policy.toml"
    rule = 'words = ["einkaufsleiterin"]\nemployer = ["farn*"]\nlevel = 1\n'
    path.write_text(f"[[levels.titles]]\n{rule}", encoding="utf-8")
    found = readings(records, load_policy(path)).filter(pl.col("job_title") == "Einkaufsleiterin")
    assert found.select("department", "employer", "level").rows() == [
        ("", "Farn Chemie AG", 1),
        ("IT", "Farn Chemie AG", 1),
        ("", "Sonnentau Kliniken AG", 2),
    ]
