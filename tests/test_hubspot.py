"""HubSpot: ids for each kind, several companies, buying roles, stages; exports in English and German."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.exchange.reading import Reading
from tests.foreign_files import OURS, imported_twice, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import write_files

ENGLISH = {
    "hubspot-crm-exports-all-companies": (
        "\ufeffRecord ID,Company name,Company Domain Name,Lifecycle Stage,Country/Region,Parent Company,"
        "Company owner\n"
        "1,Tau GmbH,tau.example,Customer,Germany,,Anke Birnbaum\n"
        "2,Tal AG,tal.example,Marketing Qualified Lead,,Tau GmbH,\n"
        "3,Morgenrot AG,,Evangelist,,,\n"
    ),
    "hubspot-crm-exports-all-contacts": (
        "\ufeffRecord ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company IDs (Primary),"
        "Associated Company IDs,Associated Company,Contact owner,Buying Role,Last Activity Date,"
        "Date of Birth\n"
        "1,Ada,Mohnrot,ada@tau.example,1,Head of Purchasing,1,1;2,Tau GmbH;Tal AG,Anke Birnbaum,"
        "DECISION_MAKER;CHAMPION,2024-03-01 14:05,1970-01-01\n"
        "2,Bodo,Kiesel,bodo@tal.example,,CFO,,2;3,,anke@us.example,Blocker,,\n"
        "3,Cora,Reiher,,,Clerk,,,Morgenrot AG,,LEGAL_AND_COMPLIANCE;Wetterfrosch;OTHER,,\n"
        "4,Dora,Ulme,dora@tal.example,,,9,,,,,,\n"
        "5,,,ines@tal.example,,,,,,,,,\n"
    ),
    "hubspot-crm-exports-all-deals": (
        "\ufeffRecord ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs,"
        "Associated Contact IDs,Deal owner\n"
        "1,Presse,Closed Won,1200.50,2024-03-01 14:05,1,1;2,Anke Birnbaum\n"
        "2,Mixer,Appointment Scheduled,,2002/1/16,2,8,Anke Birnbaum\n"
        "3,Ofen,Closed Lost,,,,,\n"
    ),
}
GERMAN = {
    "unternehmen": (
        "Datensatz-ID;Unternehmensname;Unternehmens-Domain-Name;Lifecycle-Phase;Land/Region;"
        "Mutterunternehmen;Unternehmensinhaber\n"
        "1;Tau GmbH;tau.example;Kunde;Germany;;Anke Birnbaum\n"
        "2;Tal AG;tal.example;Abonnent;;Tau GmbH;\n"
        "3;Morgenrot AG;;Evangelist;;;\n"
    ),
    "kontakte": (
        "Datensatz-ID;Vorname;Nachname;E-Mail;Telefonnummer;Jobtitel;Zugeordnete Unternehmens-IDs (primär);"
        "Zugeordnete Unternehmens-IDs;Zugeordnetes Unternehmen;Kontaktinhaber;Kaufrolle;Geburtsdatum\n"
        '1;Ada;Mohnrot;ada@tau.example;1;Head of Purchasing;1;"1;2";"Tau GmbH;Tal AG";Anke Birnbaum;'
        '"Entscheidungsträger;Champion";1970-01-01\n'
        '2;Bodo;Kiesel;bodo@tal.example;;CFO;;"2;3";;anke@us.example;Blockierer;\n'
        '3;Cora;Reiher;;;Clerk;;;Morgenrot AG;;"Rechtliches und Compliance;Wetterfrosch;Sonstiges";\n'
        "4;Dora;Ulme;dora@tal.example;;;9;;;;;\n"
        "5;;;ines@tal.example;;;;;;;;\n"
    ),
    "deals": (
        "Datensatz-ID;Deal-Name;Deal-Phase;Betrag;Abschlussdatum;Zugeordnete Unternehmens-IDs;"
        "Zugeordnete Kontakt-IDs;Deal-Inhaber\n"
        '1;Presse;Abgeschlossen und gewonnen;1200,50;01.03.2024;1;"1;2";Anke Birnbaum\n'
        "2;Mixer;Termin;;16.01.2002;2;8;Anke Birnbaum\n"
        "3;Ofen;Abgeschlossen und verloren;;;;;\n"
    ),
}
ANKE = "person:anke birnbaum, pusteblume pumpen ag"


def contact(number: int) -> str:
    return f"hubspot:contact:{number}"


def company(number: int) -> str:
    return f"hubspot:company:{number}"


def check_graph(reading: Reading) -> None:
    """Everything that both languages give."""
    assert rows(reading, "Company", "id", "name", "party", "country") == [
        (OURS, "Pusteblume Pumpen AG", "own", None),
        (company(1), "Tau GmbH", "customer", "Germany"),
        (company(2), "Tal AG", "prospect", None),
        (company(3), "Morgenrot AG", "customer", None),
    ]
    assert rows(reading, "PART_OF", "start", "end") == [(company(2), company(1))]
    assert rows(reading, "Person", "id", "name", "email", "phone") == [
        (contact(1), "Ada Mohnrot", "ada@tau.example", "1"),
        (contact(2), "Bodo Kiesel", "bodo@tal.example", None),
        (contact(3), "Cora Reiher", None, None),
        (contact(4), "Dora Ulme", "dora@tal.example", None),
        (contact(5), "ines@tal.example", "ines@tal.example", None),
        (ANKE, "Anke Birnbaum", None, None),
        ("person:anke@us.example", "anke@us.example", "anke@us.example", None),
    ]
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title", "note") == [
        (contact(1), company(1), "Head of Purchasing", None),
        (contact(1), company(2), None, "further account"),
        (contact(2), company(2), "CFO", None),
        (contact(2), company(3), None, "further account"),
        (contact(3), company(3), "Clerk", None),
        (ANKE, OURS, None, None),
        ("person:anke@us.example", OURS, None, None),
    ]
    assert rows(reading, "PLAYS_ROLE", "start", "end", "role", "stance") == [
        (contact(1), company(1), "champion", 2),
        (contact(1), company(1), "decider", None),
        (contact(2), company(2), "blocker", -2),
        (contact(3), company(3), "gatekeeper", None),
    ]
    deal = "hubspot:opportunity:{}".format
    assert rows(reading, "Opportunity", "id", "name", "amount", "close_date", "is_open") == [
        (deal(1), "Presse", 1200.5, date(2024, 3, 1), False),
        (deal(2), "Mixer", None, date(2002, 1, 16), True),
        (deal(3), "Ofen", None, None, False),
    ]
    assert rows(reading, "HAS_OPPORTUNITY", "start", "end") == [(company(1), deal(1)), (company(2), deal(2))]


def test_an_english_export(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "hubspot", ENGLISH)
    check_graph(reading)
    other = "works for another account too; both links are kept"
    gone = "in no file and not in the database; taken without this link"
    assert said(reading) == [
        ("note", 2, "Contact owner", "Anke Birnbaum",
         "the owner is no user in any file; taken by the id or name alone", 4),
        ("note", 2, "Associated Company IDs", company(2), other, 1),
        ("note", 3, "Contact owner", "anke@us.example",
         "the owner is no user in any file; taken by the id or name alone", 1),
        ("note", 3, "Associated Company IDs", company(3), other, 1),
        ("note", 4, "Buying Role", "Wetterfrosch", "no known role; taken without a role", 1),
        ("note", 5, "Associated Company IDs (Primary)", company(9), gone, 1),
        ("note", 6, "Last Name", None, "no name; called by the mail address", 1),
        ("note", 6, "Associated Company IDs (Primary)", None,
         "without account: belongs to no account in any analysis", 1),
        ("note", 2, "Associated Contact IDs", contact(2),
         "a contact of an opportunity of another account; both are kept, without a role", 1),
        ("note", 2, "Associated Contact IDs", None,
         "contacts of an opportunity without a role: no role is taken", 1),
        ("note", 3, "Associated Contact IDs", contact(8), gone, 1),
        ("note", 4, "Associated Company IDs", None, "an opportunity of no account", 1),
    ]  # fmt: skip
    assert any("private" in note.problem and "Date of Birth" in note.problem for note in reading.problems)


def test_a_german_export_gives_the_same(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "hubspot", GERMAN)
    check_graph(reading)
    unknown = [(row, value) for _, row, _, value, problem, _ in said(reading) if "no known role" in problem]
    assert unknown == [(4, "Wetterfrosch")]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    imported_twice(tmp_path, write_files(tmp_path / "export", **ENGLISH))


def test_a_template_without_any_id_joins_by_name(tmp_path: Path) -> None:
    texts = {
        "contacts": "First Name,Last Name,Email,Lifecycle Stage,Company Name,Job Title\n"
        "Ada,Mohnrot,Ada@tau.example,Lead,tau  GMBH,CFO\nBodo,Kiesel,,Lead,Rabe KG,\n",
        "companies": "Domain,Name\ntau.example,Tau GmbH\n",
        "deals": "Deal Name,Deal Stage,Close Date,Associated Company\nOfen,Closed Lost,2026-01-31,Tau GmbH\n",
    }
    reading = read_texts(tmp_path, "hubspot", texts)
    assert rows(reading, "WORKS_FOR", "start", "end") == [
        ("person:ada@tau.example", "company:tau gmbh"),
        ("person:bodo kiesel, rabe kg", "company:rabe kg"),
    ]
    assert rows(reading, "Opportunity", "id") == [("opportunity:ofen, tau gmbh, 2026-01-31",)]
    assert ("note", 3, "Company Name", "Rabe KG", "no account of this name; the company was made", 1) in said(
        reading
    )


def test_what_cannot_be_taken_is_reported(tmp_path: Path) -> None:
    texts = {
        "contacts": "Record ID,First Name,Last Name,Email,Associated Company IDs\n"
        '"1,23E+11",Ada,Mohnrot,,\n2,Bodo,Kiesel,,Tau GmbH\n3,,,,\n4,Cora,Reiher,c@tau.example,\n4,Cora,'
        "Reiher,d@tau.example,\n"
        "5,Dora,Ulme,,\n5,Dora,Ulme,,\n",
        "deals": "Record ID,Deal Name,Deal Stage,Close Date\n1,Ofen,Open,irgendwann\n2,Presse,Open,"
        "03/04/2026\n",
    }
    reading = read_texts(tmp_path, "hubspot", texts)
    assert faults(reading) == [
        ("contacts.csv", 2, "Record ID", "1,23E+11", "spoilt by Excel"),
        ("contacts.csv", 3, "Associated Company IDs", "Tau GmbH", "no id of HubSpot"),
        ("contacts.csv", 4, "Last Name", "hubspot:contact:3", "no name"),
        ("contacts.csv", 5, "Record ID", contact(4), "the same id with another Email in contacts.csv row 6"),
        ("contacts.csv", 6, "Record ID", contact(4), "the same id with another Email in contacts.csv row 5"),
    ]
    assert accounts(reading)["contacts.csv"] == (7, 1, {"the same record again": 1}, 5)
    dates = [entry[1:5] for entry in said(reading) if entry[2] == "Close Date"]
    assert dates == [
        (2, "Close Date", "irgendwann", "no day; left empty"),
        (3, "Close Date", "03/04/2026", "day or month first? not decidable"),
    ]
