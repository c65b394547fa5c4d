"""Faults and notes name a column as the user's own list has it: Firma, not organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph.exchange.headers import column_key, forms
from stakeholder_graph.exchange.importing import check
from stakeholder_graph.exchange.ledger import Ledger
from tests.small_files import COMPANIES, TODAY_ONLY, brief, checked, write_files
from tests.test_import_all_faults import WRONG
from tests.test_import_faults import BASE, CASES

ALL_CASES = {
    name: {**BASE, case.file: case.text}
    for name, case in CASES.items()
    if name != "columns that are not known"  # those are told as they are written anyway
}


def in_german(file: str, text: str) -> tuple[str, dict[str, str]]:
    """The same file with German words over its columns, and these words by our own names."""
    header, end, rest = text.partition("\n")
    form, words = forms()[file], {}
    for name in header.strip().split(","):
        if form.names.get(name) == name and header.split(",").count(name) == 1:
            said = [word for word in form.words if form.names[column_key(word)] == name]
            words[name] = next((word for word in said if column_key(word) != name), name.upper())
    return ",".join(words.get(name, name) for name in header.split(",")) + end + rest, words


@pytest.mark.parametrize("texts", [WRONG, *ALL_CASES.values()], ids=["all faults at once", *ALL_CASES])
def test_every_problem_names_the_column_as_the_file_has_it(texts: dict[str, str], tmp_path: Path) -> None:
    german, words = {}, {}
    for file, text in texts.items():
        german[file], words[f"{file}.csv"] = in_german(file, text)
    expected = []
    for problem in check([write_files(tmp_path / "en", **texts)], TODAY_ONLY).problems:
        kind, file, row, column, value, _ = brief(problem)
        expected.append((kind, file, row, words[file].get(column or "", column), value))
    said = [
        brief(problem)[:5] for problem in check([write_files(tmp_path / "de", **german)], TODAY_ONLY).problems
    ]
    assert said == expected


def test_a_list_in_german_is_told_of_in_its_own_words(tmp_path: Path) -> None:
    people = (
        "Ansprechpartner,Firma,Ebene,Stelle\n"
        "Ada Mohnrot,Sonnentau GmbH & Co,Chefin,Einkauf\n,Karmesin Chemie AG,2,\n"
    )
    ties = "Von,Beziehung,Zu,Gewicht\nAda Mohnrot,kennt,Dora Nebel,9\n"
    contacts = "Datum,Kontaktweg,Betreff\n,Anruf,\n"
    report = checked(tmp_path, companies=COMPANIES, people=people, relationships=ties, interactions=contacts)
    said = {brief(problem)[1:4] for problem in report.problems if problem.column}
    assert said == {
        ("interactions.csv", 2, "Datum"),
        ("interactions.csv", 2, "Betreff"),
        ("people.csv", 2, "id"),  # a column that the file does not have
        ("people.csv", 2, "Ebene"),
        ("people.csv", 2, "Firma"),
        ("people.csv", 3, "Ansprechpartner"),
        ("people.csv", None, "Stelle"),
        ("relationships.csv", 2, "Gewicht"),
        ("relationships.csv", 2, "Zu"),
    }
    told = {problem.problem for problem in report.problems}
    assert {"a contact needs a Datum", "neither an id nor a Betreff"} <= told


def test_rows_that_differ_say_in_which_columns_of_the_file(tmp_path: Path) -> None:
    companies = "ID,Firma,Rolle\nc1,Sonnentau Kliniken AG,customer\nc1,Sonnenschein AG,customer\n"
    report = checked(tmp_path, companies=companies)
    assert [brief(problem)[2:] for problem in report.problems if problem.kind == "fault"] == [
        (2, "ID", "c1", "the same id with another Firma in row 3"),
        (3, "ID", "c1", "the same id with another Firma in row 2"),
    ]


def test_the_ledger_knows_the_columns_of_each_file_by_itself() -> None:
    ledger = Ledger(headers={"a.csv": {"organisation": "Firma"}})
    ledger.add("fault", "a.csv", [(2, "x")], "organisation", "unknown", "correct it")
    ledger.add("fault", "b.csv", [(2, "x")], "organisation", "unknown", "correct it")
    ledger.note("a.csv", [3], "organisation", "x", "unknown", "correct it")
    ledger.wait("a.csv", 4, "organisation", "x", "c.csv row 2", whole=False)
    ledger.settle()
    assert [problem.column for problem in ledger.problems] == ["Firma", "organisation", "Firma", "Firma"]
    assert ledger.wrong_cells["a.csv", 2] == {"organisation"}
