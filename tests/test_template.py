"""The empty import form: every column of the ontology, explained in both languages, ready to be filled in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.form import TEXTS, form_columns
from stakeholder_graph.exchange.headers import forms
from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.template import template
from stakeholder_graph.model.ontology import ontology

TODAY = Options(as_of=date(2026, 11, 23))
FILES = [kind.file for kind in ontology().nodes.values()] + ["relationships"]


def headers(folder: Path) -> dict[str, list[str]]:
    return {
        path.stem: next(csv.reader([path.read_text(encoding="utf-8")]))
        for path in sorted(folder.glob("*.csv"))
    }


def test_the_columns_of_some_tables(tmp_path: Path) -> None:
    template(tmp_path / "form")
    found = headers(tmp_path / "form")
    assert sorted(found) == sorted(FILES)
    assert " ".join(found["interactions"]) == (
        "id name date channel subject minutes account organiser participants sender recipients "
        "valid_from valid_to"
    )
    assert " ".join(found["people"]) == (
        "id name standing email phone language preferred_channel topics avoid profile_updated capacity_hours "
        "contact_allowed objected_on also_called organisation job_title department function level reports_to "
        "role influence stance carer deputy valid_from valid_to"
    )
    assert found["relationships"][:4] == ["from", "relationship", "to", "job_title"]
    assert found["relationships"][-3:] == ["valid_from", "valid_to", "note"]
    assert len(found["relationships"]) == len(set(found["relationships"]))


def test_the_form_has_every_column_that_the_import_knows_and_no_other() -> None:
    filled_by_the_program = {"source", "recorded_at", "aliases"}
    for file, columns in form_columns("en", ontology()).items():
        names = {column.name for column in columns}
        expected = set(forms()[file].columns) - filled_by_the_program
        assert names == (expected - {"id"} if file == "relationships" else expected)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_folder_that_is_filled_in_can_be_imported(tmp_path: Path, language: str) -> None:
    written = template(tmp_path / "form", language)
    assert [path.name for path in written] == [*(f"{file}.csv" for file in FILES), TEXTS[language]["readme"]]
    people = tmp_path / "form" / "people.csv"
    empty = dict.fromkeys(headers(tmp_path / "form")["people"], "")
    with people.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, empty).writerow(empty | {"name": "Petra Muster", "topics": "Golf"})
    report = check([tmp_path / "form"], TODAY)
    assert not report.faults
    assert report.counts == {"Person": 1}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_workbook_that_is_filled_in_can_be_imported(tmp_path: Path, language: str) -> None:
    template(tmp_path / "form.xlsx", language)
    workbook = openpyxl.load_workbook(tmp_path / "form.xlsx")
    workbook["people"]["B2"] = "Petra Muster"
    workbook.save(tmp_path / "filled.xlsx")
    report = check([tmp_path / "filled.xlsx"], TODAY)
    assert not report.faults
    assert report.counts == {"Person": 1}


@pytest.mark.parametrize(("language", "help_sheet"), [("en", "Help"), ("de", "Hilfe")])
def test_the_workbook_explains_and_offers_values(tmp_path: Path, language: str, help_sheet: str) -> None:
    assert template(tmp_path / "form.xlsx", language) == [tmp_path / "form.xlsx"]
    workbook = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert workbook.sheetnames == [*FILES, help_sheet]
    columns = form_columns(language, ontology())
    for file in FILES:
        names = [cell.value for cell in workbook[file][1]]
        assert names == [column.name for column in columns[file]]
        assert all(cell.comment for cell in workbook[file][1])
        assert workbook[file].max_row == 1
    rules = {str(rule.sqref): rule for rule in workbook["companies"].data_validations.dataValidation}
    parties = ontology().nodes["Company"].properties["party"].allowed
    assert rules["C2:C1048576"].formula1 == f'"{",".join(parties)}"'
    assert rules["C2:C1048576"].showErrorMessage
    # several roles may stand in one cell, so they are only offered
    people = {str(rule.sqref): rule for rule in workbook["people"].data_validations.dataValidation}
    role = people["U2:U1048576"]
    assert (role.formula1, role.showErrorMessage) == (f'"{",".join(roles())}"', False)
    relationship = workbook["relationships"].data_validations.dataValidation[0]
    sheet, _, place = relationship.formula1.partition("!")
    assert sheet == f"'{help_sheet}'"
    first, last = place.replace("$", "").split(":")
    listed = [row[0].value for row in workbook[help_sheet][first:last]]
    assert listed == list(ontology().relationships)
    # Excel shall not make days or numbers of ids
    assert workbook["people"].column_dimensions["A"].number_format == "@"
    workbook.close()


def roles() -> tuple[str, ...]:
    return ontology().relationships["PLAYS_ROLE"].properties["role"].allowed


def test_the_help_says_what_each_column_means(tmp_path: Path) -> None:
    template(tmp_path / "form", "de")
    text = (tmp_path / "form" / "LIESMICH.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert "  tier: Kundenklasse - Leer: nach der Betreuungsrichtlinie aus dem Ertragswert [A, B, C]" in lines
    assert "  date: Datum - notwendig; ein Tag, wie 2026-01-31" in lines
    assert (
        "  contact_allowed: Kontakt erlaubt - nein = die Person widerspricht dem Kontakt [ja, nein]" in lines
    )
    assert "  CARES_FOR: Person betreut Person" in lines
    for columns in form_columns("de", ontology()).values():
        for column in columns:
            assert any(line.startswith(f"  {column.name}: {column.meaning}") for line in lines)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_column_has_a_meaning(language: str) -> None:
    for columns in form_columns(language, ontology()).values():
        assert all(column.meaning for column in columns)


@pytest.mark.parametrize("name", ["form", "form.xlsx"])
def test_what_is_there_already_is_left_alone(tmp_path: Path, name: str) -> None:
    template(tmp_path / name)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(StakeholderGraphError) as fault:
        template(tmp_path / name)
    assert fault.value.next_step
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_there_is_no_form_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(StakeholderGraphError, match=r"there is no template of the kind \.json"):
        template(tmp_path / "form.json")
    assert list(tmp_path.iterdir()) == []
