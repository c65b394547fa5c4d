"""The commands about what stands twice, as somebody types them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.small_files import write_files

PEOPLE = (
    "id,name,email,phone,organisation\n"
    "p1,Dr. Jürgen Größlich,jg@wolke.example,030 11122233,Wolke AG\n"
    "p2,Juergen Groesslich,,030 44455566,Wolke AG\n"
    "p3,Ada Tau,,,Wolke AG\n"
    "p4,Ada Tau,,,Wiese KG\n"
)
COMPANIES = "id,name,party\nc1,Wolke AG,customer\nc2,Wiese KG,customer\n"
PAIR = {
    "kind": "Person",
    "score": 70,
    "keep": {"id": "p1", "name": "Dr. Jürgen Größlich", "where": "Wolke AG"},
    "other": {"id": "p2", "name": "Juergen Groesslich", "where": "Wolke AG"},
    "beyond_name": True,
    "reasons": [
        {"key": "name_same", "points": 50, "text": "gleicher Name"},
        {"key": "employer_same", "points": 25, "text": "gleicher Arbeitgeber"},
        {"key": "phone_other", "points": -5, "text": "aber andere Telefonnummer"},
    ],
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    files = write_files(tmp_path / "files", people=PEOPLE, companies=COMPANIES)
    assert run("--db", tmp_path / "s.db", "--quiet", "import", files).code == 0
    return tmp_path / "s.db"


def told(db: Path, *arguments: object) -> Any:
    ran = run("--db", db, "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, ""), ran
    return ran.json()


def test_the_list_in_all_formats(db: Path) -> None:
    assert told(db, "duplicates", "--lang", "de") == {
        "above": 60, "compared": 1, "weaker": 0, "not_compared": [], "pairs": [PAIR],
    }  # fmt: skip
    table = run("--db", db, "duplicates")
    assert "same employer" in table.out
    assert "If they are one: stakeholder-graph merge p1 p2 (the first one is kept)." in table.out
    rows = list(csv.DictReader(io.StringIO(run("--db", db, "duplicates", "--format", "csv").out)))
    assert [(row["score"], row["keep_id"], row["other_id"], row["reasons"]) for row in rows] == [
        ("70", "p1", "p2", "same name, same employer, but another phone")
    ]
    assert "Wohl dasselbe" in run("--db", db, "duplicates", "--lang", "de").out
    assert run("--db", db, "duplicates", "--kind", "company").out.startswith("Nobody and nothing")


def test_merging_is_told_and_can_be_taken_back(db: Path) -> None:
    ran = run("--db", db, "merge", "p1", "p2", "--dry-run")
    assert ran.out.startswith(
        "Only tried, nothing was written:\nJuergen Groesslich (p2) was merged into Dr. "
    )
    assert run("--db", db, "merge", "p1", "p2").out.splitlines() == [
        "Juergen Groesslich (p2) was merged into Dr. Jürgen Größlich (p1), which is kept.",
        "Relationships that both had, now one each: 1.",
        "Phone: 030 11122233 stands, 030 44455566 does not.",
        "To take it back: stakeholder-graph merge --undo p2",
    ]
    assert told(db, "merge", "--list")["merges"][0]["merged"] == {"id": "p2", "name": "Juergen Groesslich"}
    assert "Juergen Groesslich" in run("--db", db, "merge", "--list").out
    assert run("--db", db, "merge", "--undo", "p2").out == (
        "Juergen Groesslich (p2) stands beside Dr. Jürgen Größlich again; relationships put back: 1.\n"
    )
    assert run("--db", db, "merge", "--list").out.startswith("Nothing was merged")


def test_json_of_a_merge_and_of_taking_it_back(db: Path) -> None:
    assert told(db, "merge", "p2", "p1", "--keep", "p1") == {
        "kind": "Person",
        "kept": {"id": "p1", "name": "Dr. Jürgen Größlich"},
        "merged": {"id": "p2", "name": "Juergen Groesslich"},
        "relationships": {"moved": 0, "folded": 1, "dropped": 0},
        "completed": [],
        "contradictions": [{"property": "phone", "kept": "030 11122233", "other": "030 44455566"}],
    }
    assert told(db, "merge", "--undo", "Juergen Groesslich") == {
        "kind": "Person",
        "kept": {"id": "p1", "name": "Dr. Jürgen Größlich"},
        "restored": {"id": "p2", "name": "Juergen Groesslich", "relationships": 1},
        "stay": {"relationships": 0, "properties": []},
    }


def test_all_from_a_score_on(db: Path) -> None:
    assert run("--db", db, "duplicates", "--accept-above", "50").out.splitlines() == [
        "Juergen Groesslich (p2) was merged into Dr. Jürgen Größlich (p1), which is kept. Relationships that "
        "both had, now one each: 1. Phone: 030 11122233 stands, 030 44455566 does not.",
        "Left (50), only the names agree: Ada Tau, Wolke AG (p3) and Ada Tau, Wiese KG (p4).",
        "Merged: 1; left: 1.",
    ]
    assert told(db, "duplicates", "--accept-above", "50")["merged"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("merge", "p1"), 2, "name two: merge A B"),
        (("merge", "p1", "p2", "--undo"), 2, "--undo takes one"),
        (("merge", "p1", "--list"), 2, "--list stands alone"),
        (("duplicates", "--above", "50", "--accept-above", "50"), 2, "--above to list, or --accept-above"),
        (("duplicates", "--dry-run"), 2, "goes with --accept-above"),
        (("duplicates", "--kind", "Firma"), 2, "give one of person, company, organisation"),
        (("duplicates", "--above", "101"), 2, "101"),
        (("merge", "p1", "c1"), 1, "one is a person and the other a company"),
        (("merge", "p1", "Niemand"), 1, "'Niemand': there is no such person"),
        (("merge", "--undo", "p1"), 1, "there is none that can be taken back; nothing was merged here"),
    ],
)
def test_what_is_typed_wrongly(db: Path, arguments: tuple[str, ...], code: int, error: str) -> None:
    ran = run("--db", db, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert error in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
