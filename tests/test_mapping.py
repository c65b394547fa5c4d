"""What a user's --mapping can say: more columns of a known system, and any other table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.mapping.declared import declared_sources
from stakeholder_graph.exchange.mapping.describing import describe, read_mapping, shipped
from stakeholder_graph.exchange.mapping.targets import ROW_KINDS, targets
from stakeholder_graph.model.ontology import ontology
from tests.salesforce_files import ADA, TODAY, read_texts, record, rows
from tests.small_files import account, write_files

MORGENROT = record("001", 1)
ACCOUNT = "Id,Name,ParentId,Industry,Class__c,Margin__c\n"
CONTACT = "Id,AccountId,LastName,Title,Designation__c,Chef__c\n"


def test_columns_of_ones_own_are_added_to_a_known_system(tmp_path: Path) -> None:
    mapping = """
        extends = "salesforce"
        [own]
        company = "Pusteblume Pumpen AG"
        [tables.Account.columns]
        party = "Class__c"
        earnings_value = "Margin__c"
        [tables.Contact.columns]
        job_title = "Designation__c"
        [parties]
        "Gold client" = "customer"
    """
    accounts = ACCOUNT + f'{MORGENROT},Morgenrot AG,,,gold CLIENT,"1,200.50"\n'
    contacts = (
        CONTACT
        + f"{ADA},{MORGENROT},Mohnrot,Frau,Einkaufsleiterin,\n{record('003', 2)},{MORGENROT},Kiesel,CFO,,\n"
    )
    users = f"Id,Username,LastName,ManagerId\n{record('005', 1)},w@us.example,Wacholder,\n"
    reading = read_texts(tmp_path, mapping=mapping, Account=accounts, Contact=contacts, User=users)
    assert rows(reading, "Company", "name", "party", "earnings_value") == [
        ("Morgenrot AG", "customer", 1200.5),
        ("Pusteblume Pumpen AG", "own", None),
    ]
    jobs = rows(reading, "WORKS_FOR", "start", "end", "job_title")
    assert jobs == [
        (record("003", 2), MORGENROT, "CFO"),
        (ADA, MORGENROT, "Einkaufsleiterin"),
        (record("005", 1), "company:pusteblume pumpen ag", None),
    ]


def test_likely_columns_are_named_while_ours_are_empty(tmp_path: Path) -> None:
    accounts = ACCOUNT + f"{MORGENROT},Morgenrot AG,,,A,\n"
    contacts = CONTACT + f"{ADA},{MORGENROT},Mohnrot,,Einkaufsleiterin,\n"
    reading = read_texts(tmp_path, Account=accounts, Contact=contacts)
    hints = {note.column: note.hint for note in reading.problems if "looks like" in note.problem}
    take = 'take it with --mapping: extends = "salesforce" and '
    assert hints == {
        "Class__c": take + '[tables.Account.columns] party = "Class__c"',
        "Designation__c": (take + '[tables.Contact.columns] job_title = "Designation__c"'),
    }
    filled = read_texts(tmp_path / "b", Contact=contacts.replace(",Mohnrot,,", ",Mohnrot,CFO,"))
    assert not [note for note in filled.problems if "looks like" in note.problem]


LIST = """
name = "price-list"
[own]
company = "Pusteblume Pumpen AG"
[ids]
form = "per_kind"
[dates]
order = "day"
[tables.Kunden]
row = "company"
[tables.Kunden.columns]
id = "Kundennr"
name = "Firma"
party = "Art"
tier = "Klasse"
earnings_value = "Deckungsbeitrag"
[tables.Ansprechpartner]
row = "contact"
recognise = ["Kundennr", "Ansprechpartner"]
[tables.Ansprechpartner.columns]
id = "Nr"
name = "Ansprechpartner"
employer = "Kundennr"
job_title = ["Funktion", "Stelle"]
role = "Rolle"
owner_name = "Betreuer"
valid_from = "seit"
[tables.Ansprechpartner.values.role]
Chef = "Decision Maker"
[roles]
Bremser = "blocker"
[parties]
A-Kunde = "customer"
"""


def test_any_other_table_can_be_described(tmp_path: Path) -> None:
    companies = (
        "Kundennr;Firma;Art;Klasse;Deckungsbeitrag\n1;Tau GmbH;A-Kunde;a;1.200,50 €\n2;Tal AG;Lieferant;;\n"
    )
    people = (
        "Nr;Kundennr;Ansprechpartner;Funktion;Stelle;Rolle;Betreuer;seit\n"
        "1;1;Ada Mohnrot;;Einkaufsleiterin;Chef;Bruno Wacholder;01/02/24\n"
        "2;1;Bodo Kiesel;Lagerist;;Bremser; Bruno  wacholder;\n"
    )
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(LIST, encoding="utf-8")
    folder = write_files(tmp_path / "in", kunden=companies, leute=people)
    report = check([folder], Options(TODAY, mapping=read_mapping(mapping), owner_cares=True))
    assert account(report) == {"kunden.csv": (2, 2, 0, 0, 0), "leute.csv": (2, 2, 0, 0, 0)}
    assert {file.format for file in report.files} == {"price-list"}
    reading = read_texts(tmp_path, mapping=LIST, kunden=companies, leute=people)
    assert rows(reading, "Company", "id", "name", "party", "tier", "earnings_value") == [
        ("company:pusteblume pumpen ag", "Pusteblume Pumpen AG", "own", None, None),
        ("price-list:company:1", "Tau GmbH", "customer", "A", 1200.5),
        ("price-list:company:2", "Tal AG", "supplier", None, None),
    ]
    ada, bodo, bruno = (
        "price-list:contact:1",
        "price-list:contact:2",
        "person:bruno wacholder, pusteblume pumpen ag",
    )
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title", "valid_from") == [
        (bruno, "company:pusteblume pumpen ag", None, None),
        (ada, "price-list:company:1", "Einkaufsleiterin", date(2024, 2, 1)),
        (bodo, "price-list:company:1", "Lagerist", None),
    ]
    assert rows(reading, "PLAYS_ROLE", "start", "role") == [(ada, "decider"), (bodo, "blocker")]


@pytest.mark.parametrize(
    ("text", "what", "next_step"),
    [
        ("extend = 1", "unknown key 'extend'", "did you mean extends?"),
        ('extends = "salesfroce"', "extends = 'salesfroce' is not known", "did you mean salesforce?"),
        (
            'extends = "salesforce"\n[tables.Contact.columns]\njobtitle = "X"',
            "[tables.Contact.columns] unknown key 'jobtitle'", "did you mean job_title?",
        ),
        (
            'extends = "salesforce"\n[tables.Contacts.columns]\njob_title = "X"',
            "[tables.Contacts] the table Contacts says not what a row is", "did you mean the table Contact?",
        ),
        (
            '[tables.Contact.columns]\njob_title = "X"',
            "[tables.Contact] the table Contact says not what a row is",
            'write extends = "dynamics365" or "espocrm" or "hubspot" or "salesforce" or "suitecrm" at the',
        ),
        ('[tables.x]\nrow = "contacts"', "[tables.x] row = 'contacts' is not known", "did you mean contact?"),
        (
            '[tables.x]\nrow = "contact"\ncolums = 1',
            "[tables.x] unknown key 'colums'", "did you mean columns?",
        ),
        (
            '[tables.x]\nrow = "contact"\n[tables.x.columns]\nname = 3',
            "[tables.x.columns] 'name' must be", "write name",
        ),
        ('[parties]\nX = "custommer"', "[parties] X = 'custommer' is not known", "did you mean customer?"),
        ('[roles]\nX = "decidr"', "[roles] X = 'decidr' is not known", "did you mean decider?"),
        ('[dates]\norder = "days"', "[dates] order = 'days' is not known", "did you mean day?"),
        ('[ids]\nform = "sales"', "[ids] form = 'sales' is not known", "did you mean salesforce?"),
        ("[ids]\nshape = '[0-9'", "[ids] shape = '[0-9' is no regular expression", "correct it"),
        ('several_per_row = "x"', "'several_per_row' must be true or false", "write several_per_row = true"),
        (
            '[tables.x]\nrow = "contact"\n[tables.x.constants]\nvalid_from = "2026-01-31"',
            "[tables.x.constants] unknown key 'valid_from'", "",
        ),
        (
            '[tables.x]\nrow = "contact"\nmade_from = ["mail"]',
            "[tables.x] made_from = 'mail' is not known", "did you mean email?",
        ),
        (
            '[tables.x]\nrow = "contact"\n[tables.x.several]\nrolle = "/"',
            "[tables.x.several] unknown key 'rolle'", "did you mean role?",
        ),
        ("tables = 3", "tables must be a table", "write [tables]"),
        ("x = ", "is no TOML file", "compare"),
    ],
)  # fmt: skip
def test_what_a_mapping_cannot_say_is_refused(tmp_path: Path, text: str, what: str, next_step: str) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused) as refused:
        read_mapping(file)
    assert refused.value.where == str(file)
    assert refused.value.what.startswith(what)
    assert refused.value.next_step.startswith(next_step)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.toml")


def test_a_mapping_takes_the_place_of_what_it_extends() -> None:
    names = [source.name for source in declared_sources()]
    assert names == list(shipped())
    assert names[-3:] == ["google", "linkedin", "outlook"]  # accounts come first
    assert [source.name for source in declared_sources({"extends": "salesforce"})] == [
        "salesforce",
        *(name for name in names if name != "salesforce"),
    ]
    assert [source.name for source in declared_sources({"name": "mine"})] == ["mine", *names]


def test_every_property_of_the_ontology_is_a_target() -> None:
    for row, kind in ROW_KINDS.items():
        if kind.label:
            ours = ontology().nodes[kind.label].properties.keys() - {"source", "recorded_at"}
            assert ours <= set(targets(row))


def test_the_shipped_description_uses_each_column_once_in_a_table() -> None:
    for table in shipped()["salesforce"].tables:
        once = {target: columns for target, columns in table.columns.items() if target != "channel"}
        names = [name.casefold() for columns in once.values() for name in columns]
        assert len(names) == len(set(names)), table.name


def test_conditions_and_words_of_a_mapping_add_to_the_shipped_ones() -> None:
    content = {
        "extends": "salesforce",
        "tables": {"Contact": {"leave_out": [{"column": "Status__c", "is": ["Left"], "why": "has left"}]}},
    }
    contact = describe(content).table("Contact")
    assert contact is not None
    assert [condition.why for condition in contact.leave_out] == [
        "deleted in Salesforce", "merged into another record", "has left",
    ]  # fmt: skip
