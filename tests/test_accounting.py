"""The program itself proves at each import that no row is lost; a difference writes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.accounting import prove_accounts
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.importing import import_files
from stakeholder_graph.exchange.loading import load
from stakeholder_graph.exchange.reading import Context, Reading, SourceTable
from stakeholder_graph.exchange.report import FileReport
from stakeholder_graph.storage import open_store
from tests.small_files import COMPANIES, TODAY_ONLY, write_files

GOOD = FileReport("a.csv", "canonical", "utf-8", 6, 1, 2, 1, 2, {"blank row": 1})


@pytest.mark.parametrize(
    ("report", "what"),
    [
        (replace(GOOD, taken=2), "6 rows were read, but 2 taken, 2 already there, 1 left out, 2 reported"),
        (replace(GOOD, taken=-1, unchanged=4), "6 rows were read, but -1 taken, 4 already there"),
        (replace(GOOD, why_left_out={}), "6 rows were read, but 1 taken"),
    ],
)
def test_an_account_that_does_not_come_out_is_a_fault_of_the_program(report: FileReport, what: str) -> None:
    prove_accounts([GOOD], [])
    with pytest.raises(ImportRefused) as refused:
        prove_accounts([report], [])
    assert refused.value.where == "a.csv"
    assert refused.value.what.startswith(f"a fault of the program: {what}")


def test_the_rows_are_counted_anew_from_the_file(tmp_path: Path) -> None:
    folder = write_files(tmp_path, companies=COMPANIES)
    (table,) = load([folder / "companies.csv"], ())
    report = FileReport(table.file, "canonical", "utf-8", 3, 3)
    prove_accounts([report], [table])
    for wrong, what in (
        ([], "accounted for 0 times"),
        ([report, report], "accounted for 2 times"),
        ([replace(report, rows=2, taken=2)], "3 rows were read, but 2 are accounted for"),
    ):
        with pytest.raises(ImportRefused, match=what):
            prove_accounts(wrong, [table])


def test_nothing_is_written_when_a_row_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Canonical.read

    def careless(self: Canonical, tables: list[SourceTable], context: Context) -> Reading:
        reading = read(self, tables, context)
        reading.files = [replace(file, taken=file.taken - 1) for file in reading.files]
        return reading

    monkeypatch.setattr(Canonical, "read", careless)
    folder = write_files(tmp_path / "in", companies=COMPANIES)
    with open_store(tmp_path / "graph.db", create=True) as store:
        with pytest.raises(ImportRefused, match="3 rows were read, but 2 taken"):
            import_files(store, [folder], TODAY_ONLY)
        assert not any(store.read().counts().values())
