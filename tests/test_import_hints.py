"""What a report says to do next leads the reader out of it: in the words of the list, and not astray."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph.exchange.allowed import nearest_value
from stakeholder_graph.exchange.links import _kind_names
from stakeholder_graph.model.ontology import Property, ontology
from tests.small_files import COMPANIES, checked

PARTY = ontology().nodes["Company"].properties["party"]
TIER = ontology().nodes["Company"].properties["tier"]
CHANNEL = ontology().nodes["Interaction"].properties["channel"]


@pytest.mark.parametrize(
    ("item", "text", "hint"),
    [
        (PARTY, "Kunnde", "did you mean Kunde?"),
        (PARTY, "custmer", "did you mean customer?"),
        (PARTY, "sales-partnr", "did you mean sales_partner?"),
        (CHANNEL, "BESUHC", "did you mean Besuch?"),
        (CHANNEL, "Fax", "write one of these"),
        (TIER, "D", "write one of these"),
    ],
)
def test_a_wrong_value_is_told_the_nearest_word_of_either_language(
    item: Property, text: str, hint: str
) -> None:
    assert nearest_value(item, text) == hint


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("Entscheider, Einkäufer", "put a semicolon between several: Entscheider; Einkäufer"),
        ("decider/user", "put a semicolon between several: decider; user"),
        ("Entscheider und Anwender", "put a semicolon between several: Entscheider; Anwender"),
        ("Entscheidr", "did you mean Entscheider?"),
        ("Boss, Einkäufer", "put a semicolon between several: Boss; Einkäufer"),
        ("Boss, Chef", "write one of these"),
    ],
)
def test_several_roles_are_told_how_to_be_separated(cell: str, hint: str, tmp_path: Path) -> None:
    people = f"id;Name;Firma;Rolle\np1;Ada Mohnrot;c1;{cell}\n"
    report = checked(tmp_path, companies=COMPANIES, people=people)
    assert [(fault.column, fault.value, fault.hint) for fault in report.faults] == [("Rolle", cell, hint)]


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("spielt eine Rolle bei", "did you mean hat eine Rolle bei?"),
        ("betreit", "did you mean betreut?"),
        ("KNOWS_", "did you mean KNOWS?"),
        ("work for", "did you mean works for?"),
    ],
)
def test_an_unknown_relationship_is_told_the_nearest_in_either_language(
    said: str, hint: str, tmp_path: Path
) -> None:
    people = "id,name\np1,Ada Mohnrot\np2,Bodo Grün\n"
    report = checked(tmp_path, people=people, relationships=f"from,relationship,to\np1,{said},p2\n")
    assert [(fault.value, fault.hint) for fault in report.faults] == [(said, hint)]


def test_every_relationship_is_known_by_its_name_and_its_verbs() -> None:
    names = _kind_names()
    for kind in ontology().relationships.values():
        for text in (kind.name, kind.name.replace("_", " "), kind.en[0], kind.de[0]):
            assert names[text.casefold()] == kind.name


@pytest.mark.parametrize(
    ("second", "hint"),
    [
        (
            "p1;Ada Mohnrot;c1;p3",
            "the same one: one row, with a semicolon between several in a cell; another: give each an id",
        ),
        ("p1;Ada Mohnrot;c3;p3", "give each an id, or correct one row"),
    ],
)
def test_one_person_in_a_row_for_each_carer_is_told_how_to_be_one_row(
    second: str, hint: str, tmp_path: Path
) -> None:
    people = f"id;Name;Firma;Betreuer\np1;Ada Mohnrot;c1;p2\n{second}\np2;Bodo Grün;c2;\np3;Cora Weiß;c2;\n"
    report = checked(tmp_path, companies=COMPANIES, people=people)
    assert [(fault.row, fault.hint) for fault in report.faults] == [(2, hint), (3, hint)]


def test_a_list_without_the_column_for_names_is_told_which_one_it_needs(tmp_path: Path) -> None:
    people = "Anrede;Vorname;Nachname;Firma;Stellvertretung\nFrau;Ada;Mohnrot;Sonnentau Kliniken AG;\n"
    (fault,) = checked(tmp_path, companies=COMPANIES, people=people).faults
    assert "canonical people (shares Firma, Stellvertretung; needs a column name)" in fault.hint
    ties = "Von;Zu;Gewicht\na;b;3\n"
    (fault,) = checked(tmp_path / "ties", companies=COMPANIES, ties=ties).faults
    assert "canonical relationships (shares Gewicht, Von, Zu; needs a column relationship)" in fault.hint


def test_an_empty_file_is_not_told_the_names_of_all_tables(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, companies=COMPANIES, people="").faults
    assert (fault.problem, fault.hint) == ("no table in it", "put a line of titles and the rows there")
