"""Lists with German titles of columns, and new people who are called like others."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context, Reading
from stakeholder_graph.exchange.recognise import known_headers
from stakeholder_graph.model.records import Records
from tests.small_files import COMPANIES, TODAY, checked, write_files

ENGLISH = {
    "companies": (
        "id,name,party,earnings_value,currency,tier,country\n"
        "c1,Sonnentau Kliniken AG,customer,1234567.89,EUR,A,DE\n"
        "c2,Pusteblume Pumpen AG,own,,,,DE\n"
    ),
    "people": (
        "name,organisation,job_title,department,level,reports_to,role,influence,stance,carer,deputy,"
        "capacity_hours,contact_allowed,valid_from\n"
        "Ada Mohnrot,Sonnentau Kliniken AG,Einkaufsleiterin,Einkauf,3,Zoë Rübe,co_decider;buyer,4,-1,"
        "Bodo Grün,Cora Weiß,,no,2026-03-01\n"
        "Zoë Rübe,Sonnentau Kliniken AG,Geschäftsführerin,,1,,decider,5,2,Cora Weiß,,,yes,\n"
        "Bodo Grün,Pusteblume Pumpen AG,Verkaufsleiter,,2,,,,,,,120.5,,\n"
        "Cora Weiß,Pusteblume Pumpen AG,Vorständin,,1,,,,,,,40,,\n"
    ),
    "opportunities": "name,account,stage,amount,close_date,is_open\n"
    "Neubau,Sonnentau Kliniken AG,Angebot,50000.5,2026-12-24,yes\n",
    "interactions": "date,channel,subject,minutes,account,organiser,participants\n"
    "2026-05-04,visit,Begehung,90,Sonnentau Kliniken AG,Bodo Grün,Ada Mohnrot;Zoë Rübe\n",
    "measures": "name,date,value_per_head,hosts,guests,attended\n"
    "Hoffest,2026-06-01,49.9,Cora Weiß,Ada Mohnrot,Zoë Rübe\n",
    "reports": "date,author,about,trust,result\n2026-06-02,Cora Weiß,Zoë Rübe,4,Gut\n",
    "actions": "text,due,report,responsible,about\nAnrufen,2026-07-01,Gut,Bodo Grün,Ada Mohnrot\n",
    "relationships": "from,relationship,to,weight,topic,valid_from,note\n"
    "Ada Mohnrot,KNOWS,Cora Weiß,3,Golf,2020-05-01,seit der Schule\n",
}
GERMAN = {
    "Kunden": (
        "Kennung;Firma;Partei;Ertragswert;Währung;Kundenklasse;Land\n"
        "c1;Sonnentau Kliniken AG;Kunde;1.234.567,89;EUR;A;DE\n"
        "c2;Pusteblume Pumpen AG;eigenes Unternehmen;;;;DE\n"
    ),
    "Ansprechpartner": (
        "Name;Firma;Position;Abteilung;Ebene;Vorgesetzte;Rolle;Einfluss;Haltung;Betreuer;Stellvertreter;"
        "Kapazität in Stunden;Kontakt erlaubt;Gültig ab\n"
        "Ada Mohnrot;Sonnentau Kliniken AG;Einkaufsleiterin;Einkauf;Leitung;Zoë Rübe;"
        '"Mitentscheider;Einkäufer";4;-1;Bodo Grün;Cora Weiß;;nein;01.03.2026\n'
        "Zoë Rübe;Sonnentau Kliniken AG;Geschäftsführerin;;Spitze;;Entscheider;5;2;Cora Weiß;;;ja;\n"
        "Bodo Grün;Pusteblume Pumpen AG;Verkaufsleiter;;Management;;;;;;;120,5;;\n"
        "Cora Weiß;Pusteblume Pumpen AG;Vorständin;;1;;;;;;;40;;\n"
    ),
    "Vorhaben": "Vorhaben;Kunde;Phase;Betrag;Abschlussdatum;Offen\n"
    "Neubau;Sonnentau Kliniken AG;Angebot;50.000,50;24.12.2026;ja\n",
    "Termine": "Datum;Kontaktweg;Betreff;Minuten;Firma;Organisator;Teilnehmer\n"
    '04.05.2026;Besuch;Begehung;90;Sonnentau Kliniken AG;Bodo Grün;"Ada Mohnrot;Zoë Rübe"\n',
    "Maßnahmen": "Maßnahme;Datum;Wert pro Kopf;Gastgeber;Gäste;Teilgenommen\n"
    "Hoffest;01.06.2026;49,90;Cora Weiß;Ada Mohnrot;Zoë Rübe\n",
    "Berichte": "Datum;Verfasser;Betrifft;Vertrauen;Ergebnis\n02.06.2026;Cora Weiß;Zoë Rübe;4;Gut\n",
    "Anpassungen": "Text;Fällig;Zwischenbericht;Verantwortlich;Betrifft\n"
    "Anrufen;01.07.2026;Gut;Bodo Grün;Ada Mohnrot\n",
    "Beziehungen": "Von;Beziehung;Zu;Gewicht;Thema;Gültig ab;Bemerkung\n"
    "Ada Mohnrot;kennt;Cora Weiß;3;Golf;01.05.2020;seit der Schule\n",
}
WHERE_FROM = {"source", "recorded_at", ORIGIN_FILE, ORIGIN_ROW}


def read(path: Path) -> Reading:
    return Canonical().read(load(files_of([path]), known_headers()), Context(Records(), TODAY))


def plain(reading: Reading) -> dict[str, pl.DataFrame]:
    """All records of a reading, in the order of their ids, without where they were read."""
    records = reading.records
    return {
        name: table.drop(WHERE_FROM & {*table.columns}).sort("id")
        for name, table in (records.nodes | records.relationships).items()
        if table.height
    }


def same_records(german: Reading, english: Reading) -> None:
    first, second = plain(german), plain(english)
    assert first.keys() == second.keys()
    for name, table in first.items():
        assert table.to_dicts() == second[name].to_dicts(), name


def faults_of(reading: Reading) -> list[str]:
    return [problem.problem for problem in reading.problems if problem.kind == "fault"]


@pytest.fixture
def english(tmp_path: Path) -> Reading:
    reading = read(write_files(tmp_path / "english", **ENGLISH))
    assert faults_of(reading) == []
    assert reading.records.counts() == {
        "Company": 2, "Person": 4, "Opportunity": 1, "Interaction": 1, "Measure": 1, "Report": 1, "Action": 1,
        "WORKS_FOR": 4, "REPORTS_TO": 1, "PLAYS_ROLE": 3, "CARES_FOR": 3, "HAS_OPPORTUNITY": 1,
        "TOOK_PART": 3, "HOSTS": 1, "INVITED_TO": 2, "WROTE": 1, "ABOUT": 1, "LEADS_TO": 1,
        "RESPONSIBLE_FOR": 1, "CONCERNS": 1, "KNOWS": 1,
    }  # fmt: skip
    return reading


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_german_files_give_the_records_of_the_english_ones(
    english: Reading, tmp_path: Path, encoding: str
) -> None:
    folder = tmp_path / "deutsch"
    folder.mkdir()
    for name, text in GERMAN.items():
        (folder / f"{name}.csv").write_text(text, encoding=encoding, newline="\r\n")
    german = read(folder)
    assert faults_of(german) == []
    assert "unknown column" not in "".join(problem.problem for problem in german.problems)
    same_records(german, english)


def test_a_german_workbook_gives_the_records_of_the_english_files(english: Reading, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, text in GERMAN.items():
        sheet = book.create_sheet(name)
        for cells in csv.reader(io.StringIO(text), delimiter=";"):
            sheet.append([as_excel_has_it(cell) for cell in cells])
    book.save(tmp_path / "Liste.xlsx")
    book.close()
    german = read(tmp_path / "Liste.xlsx")
    assert faults_of(german) == []
    same_records(german, english)


def as_excel_has_it(cell: str) -> str | float | date:
    """A cell as Excel stores it: days and numbers are no texts there."""
    if re.fullmatch(r"\d\d\.\d\d\.\d{4}", cell):
        return date(*map(int, reversed(cell.split("."))))
    number = cell.replace(".", "").replace(",", ".")
    return float(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else cell


def test_a_list_of_names_and_firms_below_a_title_is_a_list_of_people(tmp_path: Path) -> None:
    text = "Meine Kontakte;\n;\nName;Firma\nAda Mohnrot;Sonnentau Kliniken AG\n"
    report = checked(tmp_path, companies=COMPANIES, liste=text)
    assert report.counts == {"Company": 3, "Person": 1, "WORKS_FOR": 1}


# --- people of one name -------------------------------------------------------------------------------------

NAMESAKES = "name,organisation\nAda Mohnrot,Sonnentau Kliniken AG\n"


def test_a_new_person_is_noted_who_is_called_like_one_of_the_list_or_of_the_database(tmp_path: Path) -> None:
    companies = {"companies": COMPANIES}
    before = read(
        write_files(tmp_path / "before", **companies, people="id,name,organisation\np1,Ada Mohnrot,c3\n")
    )
    known = Context(before.records, TODAY)
    both = NAMESAKES + "ADA  Mohnrot,Karmesin Chemie AG\nBodo Grün,c2\nAda mohnrot,Pusteblume Pumpen AG\n"

    def noted(context: Context, people: str) -> list[tuple[int | None, str, str]]:
        folder = write_files(tmp_path / "list", **companies, people=people)
        reading = Canonical().read(load(files_of([folder]), known_headers()), context)
        found = [problem for problem in reading.problems if problem.column == "name"]
        assert {problem.kind for problem in found} <= {"note"}
        return [(problem.row, problem.problem, problem.hint) for problem in found]

    alone = Context(Records(), TODAY)
    first = "person:ada mohnrot, sonnentau kliniken ag in people.csv row 2"
    second = "person:ada mohnrot, karmesin chemie ag in people.csv row 3"
    jobs = "two people: give each an id; one person: one row, the second job goes into relationships"
    assert noted(alone, both) == [
        (3, f"the same name as {first}", jobs),
        (5, f"the same name as {first}, {second}", jobs),
    ]
    which = "another person: give an id; the same: give this row the id of that one"
    # row 3 is p1 of the database, who works there
    assert noted(known, both) == [
        (2, "the same name as p1 in people.csv row 3", jobs),
        (5, f"the same name as p1 in people.csv row 3, {first}", jobs),
    ]
    assert noted(known, NAMESAKES) == [(2, "the same name as p1 in the database", which)]
    assert noted(known, "id,name,organisation\np7,Ada Mohnrot,c1\n") == []
    again = Canonical().read(
        load(files_of([write_files(tmp_path / "list", **companies, people=NAMESAKES)]), known_headers()),
        known,
    )
    assert noted(Context(again.records, TODAY), NAMESAKES) == []


def test_a_person_whose_employer_is_mistyped_is_not_said_to_be_another_of_that_name(tmp_path: Path) -> None:
    companies = {"companies": COMPANIES}
    before = read(write_files(tmp_path / "list", **companies, people=NAMESAKES))
    mistyped = NAMESAKES.replace("Sonnentau Kliniken AG", "Sonnentau Klinken AG")
    folder = write_files(tmp_path / "list", **companies, people=mistyped)
    after = Canonical().read(load(files_of([folder]), known_headers()), Context(before.records, TODAY))
    said = [(problem.kind, problem.column) for problem in after.problems if problem.column != "id"]
    assert said == [("fault", "organisation")]
