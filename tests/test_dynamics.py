"""Dynamics 365: views without ids, joined by name as a whole folder, and workbooks with hidden columns."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stakeholder_graph.exchange.importing import Options, import_files
from stakeholder_graph.exchange.reading import Reading
from stakeholder_graph.graph import open_graph
from stakeholder_graph.storage import open_store
from tests.foreign_files import OURS, TODAY, imported_twice, read_system, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import write_files

ENGLISH = {
    "accounts": (
        "\ufeffAccount Name,Primary Contact,Parent Account,Relationship Type,Owner,Territory,Annual Revenue\n"
        "Morgenrot AG,Ada Mohnrot,,Customer,Anke Birnbaum,North,12\n"
        "Tau GmbH ,Ada Mohnrot,morgenrot  ag,,Anke Birnbaum,,\n"
        "Bund der Gärtner,Niemand,,Association,Egon Ulme,,\n"
    ),
    "contacts": (
        "First Name,Last Name,Company Name,Job Title,Department,Email,Business Phone,Manager,Owner,"
        "Decision influence labels,Birthday\n"
        "Ada,Mohnrot ,Morgenrot AG,Head of Purchasing,Purchasing,a@m.example,1,Bodo  kiesel,Anke Birnbaum,"
        "Decision Maker; Champion,1/2/1970\n"
        "Bodo,Kiesel,MORGENROT AG,CFO,,b@m.example,,,Anke Birnbaum,Wetterfrosch,\n"
        "Cora,Kiesel,Rabe KG,CEO,,,,Ada Mohnrot,Jo Weide,Stakeholder,\n"
        "Dora,Ulme,Tau GmbH,Clerk,,d1@t.example,,,Anke Birnbaum,,\n"
        "Dora,Ulme,Morgenrot AG,Clerk,,d2@m.example,,,Egon Ulme,,\n"
    ),
    "opportunities": (
        "Topic,Potential Customer,Contact,Owner,Est. Close Date,Status,Created On\n"
        "Presse,Tau GmbH,Ada Mohnrot,Anke Birnbaum,3/4/2026,Open,3/11/2025 13:00\n"
        "Mixer,Cora Kiesel,,Anke Birnbaum,3/31/2026,Won,3/11/2025 13:00\n"
        "Ofen,Morgenrot AG,Ada Mohnrot,Anke Birnbaum,,Lost,3/11/2025 13:00\n"
    ),
    "appointments": (
        "Subject,Regarding,Required Attendees,Optional Attendees,Organizer,Start Time,Duration,Status\n"
        "Talk,Morgenrot AG,Ada Mohnrot; Anke Birnbaum,Dora Ulme,Anke Birnbaum,3/5/2026 13:00,30,Completed\n"
        "Visit,,Bodo Kiesel; Wer Auch,,Anke Birnbaum,3/6/2026 13:00,1.5 hours,Open\n"
        "No,,Ada Mohnrot,,Anke Birnbaum,3/30/2026 13:00,30,Canceled\n"
        "Plan,,Ada Mohnrot,,Anke Birnbaum,3/30/2028 13:00,30,Scheduled\n"
        "Inner,,Egon Ulme,,Anke Birnbaum,3/7/2026 13:00,30,Completed\n"
        "Lone,,Wer Auch,,Anke Birnbaum,3/8/2026 13:00,30,Completed\n"
        "Twice,,Dora Ulme; Ada Mohnrot,,Anke Birnbaum,3/9/2026 13:00,30,Completed\n"
    ),
    "emails": (
        "From,To,Cc,Bcc,Direction,Status Reason,Created On,Subject,Description\n"
        'Anke Birnbaum,a@m.example; Bodo Kiesel,,,Outgoing,Sent,3/10/2026 13:00,Secret,"<p>Dear\nAda</p>"\n'
        'Ada Mohnrot <A@M.example>,"Birnbaum, Anke",,Egon Ulme,Incoming,Received,3/11/2026 13:00,Secret,\n'
        "Anke Birnbaum,Ada Mohnrot,,,Outgoing,Draft,3/12/2026 13:00,Secret,\n"
    ),
    "users": (
        "First Name,Last Name,Primary Email,Title,Manager\n"
        "Anke,Birnbaum,anke@us.example,Key Account Manager,Egon Ulme\nEgon,Ulme,egon@us.example,"
        "Head of Sales,\n"
    ),
    "connections": (
        "Connected From,Role (From),Connected To,Role (To)\n"
        "Tau GmbH,,Bodo Kiesel,Economic Buyer\nBodo Kiesel,Economic Buyer,Tau GmbH,\n"
        "Morgenrot AG,,Anke Birnbaum,Account Manager\nPresse,,Ada Mohnrot,Influencer\n"
    ),
}
GERMAN_HEADERS = {
    "accounts": "Firmenname,Primärer Kontakt,Übergeordnete Firma,Beziehungstyp,Besitzer,Gebiet,Jahresumsatz",
    "contacts": "Vorname,Nachname,Firmenname,Position,Abteilung,E-Mail,Telefon (geschäftlich),Vorgesetzter,"
    "Besitzer,"
    "Entscheidungseinfluss,Geburtstag",
    "opportunities": "Thema,Potenzieller Kunde,Kontakt,Besitzer,Voraussichtl. Abschlussdatum,Status,"
    "Erstellt am",
    "appointments": "Betreff,Bezug,Erforderliche Teilnehmer,Optionale Teilnehmer,Organisator,Startzeit,"
    "Dauer,Status",
    "emails": "Von,An,Cc,Bcc,Richtung,Statusgrund,Erstellt am,Betreff,Beschreibung",
    "users": "Vorname,Nachname,Primäre E-Mail,Titel,Vorgesetzter",
    "connections": "Verbunden von,Rolle (Quelle),Verbunden mit,Rolle (Ziel)",
}
GERMAN_WORDS = {
    "Decision Maker; Champion": "Entscheidungsträger; Meister", "Stakeholder": "Beteiligter",
    "Economic Buyer": "Budgetverantwortlicher", ",Account Manager": ","
    "Kundenbetreuer", "Influencer": "Schlüsselperson",
    "Completed": "Abgeschlossen", "Canceled": "Abgebrochen", ",Open,": ",Offen,", ",Won,": ",Gewonnen,",
    ",Lost,": ",Verloren,", ",Sent,": ",Gesendet,", ",Received,": ",Empfangen,", ",Draft,": ",Entwurf,",
    "1.5 hours": "1.5 Stunden", ",Customer,": ",Kunde,", ",Association,": ",Verband,",
}  # fmt: skip
ADA, BODO, DORA = "person:a@m.example", "person:b@m.example", "person:d2@m.example"
ANKE, EGON, JO = "person:anke@us.example", "person:egon@us.example", "person:jo weide, pusteblume pumpen ag"
CORA = "person:cora kiesel, rabe kg"


def german() -> dict[str, str]:
    """The same files, as a German user exports them."""
    made = {}
    for name, text in ENGLISH.items():
        body = text.partition("\n")[2]
        for english, word in GERMAN_WORDS.items():
            body = body.replace(english, word)
        made[name] = f"{GERMAN_HEADERS[name]}\n{body}"
    return made


@pytest.fixture(params=["english", "german"])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading:
    return read_texts(tmp_path, "dynamics365", ENGLISH if request.param == "english" else german())


def test_accounts_join_by_name(reading: Reading) -> None:
    assert rows(reading, "Company", "id", "name", "party") == [
        ("company:morgenrot ag", "Morgenrot AG", "customer"),
        (OURS, "Pusteblume Pumpen AG", "own"),
        ("company:rabe kg", "Rabe KG", "customer"),  # by the opportunity that was won
        ("company:tau gmbh", "Tau GmbH", "prospect"),
    ]
    assert rows(reading, "Organisation", "name", "category") == [("Bund der Gärtner", "association")]
    assert rows(reading, "PART_OF", "start", "end") == [("company:tau gmbh", "company:morgenrot ag")]


def test_people_and_superiors_join_by_name(reading: Reading) -> None:
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title") == [
        (ADA, "company:morgenrot ag", "Head of Purchasing"),
        (ANKE, OURS, "Key Account Manager"),
        (BODO, "company:morgenrot ag", "CFO"),
        (CORA, "company:rabe kg", "CEO"),
        ("person:d1@t.example", "company:tau gmbh", "Clerk"),
        (DORA, "company:morgenrot ag", "Clerk"),
        (EGON, OURS, "Head of Sales"),
        (JO, OURS, None),
    ]
    # Cora's manager is of another account
    assert rows(reading, "REPORTS_TO", "start", "end") == [(ADA, BODO), (ANKE, EGON)]


def test_roles(reading: Reading) -> None:
    presse = "opportunity:presse, tau gmbh, 2026-03-04"
    assert rows(reading, "PLAYS_ROLE", "start", "end", "role", "stance") == [
        (ADA, "company:morgenrot ag", "champion", 2),
        (ADA, "company:morgenrot ag", "decider", None),
        (ADA, presse, "influencer", None),
        (BODO, "company:tau gmbh", "decider", None),
    ]


def test_opportunities(reading: Reading) -> None:
    assert rows(reading, "Opportunity", "name", "close_date", "is_open") == [
        ("Mixer", date(2026, 3, 31), False),
        ("Ofen", None, False),
        ("Presse", date(2026, 3, 4), True),
    ]
    assert [
        (start, end.partition(",")[0]) for start, end in rows(reading, "HAS_OPPORTUNITY", "start", "end")
    ] == [
        ("company:morgenrot ag", "opportunity:ofen"),
        ("company:rabe kg", "opportunity:mixer"),
        ("company:tau gmbh", "opportunity:presse"),
    ]


def test_what_has_happened(reading: Reading) -> None:
    assert rows(reading, "Interaction", "date", "channel", "subject", "minutes") == [
        (date(2026, 3, 10), "mail", None, None),
        (date(2026, 3, 11), "mail", None, None),
        (date(2026, 3, 5), "meeting", "Talk", 30),
        (date(2026, 3, 6), "meeting", "Visit", 90),
        (date(2026, 3, 9), "meeting", "Twice", 30),
    ]
    called = {
        node: subject or day.isoformat()
        for node, subject, day in rows(reading, "Interaction", "id", "subject", "date")
    }
    parts = {
        (person, called[end], part)
        for person, end, part in rows(reading, "TOOK_PART", "start", "end", "part")
    }
    first, second = "2026-03-10", "2026-03-11"
    assert parts == {
        (ANKE, "Talk", "organiser"), (ADA, "Talk", "participant"),
        (DORA, "Talk", "participant"),  # the account that it is about tells the two apart
        (ANKE, "Visit", "organiser"), (BODO, "Visit", "participant"),
        (ANKE, "Twice", "organiser"), (ADA, "Twice", "participant"),
        (ANKE, first, "sender"), (ADA, first, "recipient"), (BODO, first, "recipient"),
        (ADA, second, "sender"), (ANKE, second, "recipient"), (EGON, second, "recipient"),
    }  # fmt: skip
    assert not any("Secret" in str(row) for row in rows(reading, "Interaction", "id", "name", "subject"))


def test_every_row_is_accounted_for(reading: Reading) -> None:
    assert accounts(reading) == {
        "accounts.csv": (3, 3, {}, 0),
        "appointments.csv": (
            7,
            3,
            {
                "cancelled meeting": 1,
                "still to come: a plan, no contact": 1,
                "only our own people: no contact": 1,
                "fewer than two known people: no contact": 1,
            },
            0,
        ),
        "connections.csv": (
            4,
            2,
            {
                "the other end of a connection: its role stands in the row of the person": 1,
                "a role of our own sales team": 1,
            },
            0,
        ),
        "contacts.csv": (5, 5, {}, 0),
        "emails.csv": (3, 2, {"draft or pending mail: no contact": 1}, 0),
        "opportunities.csv": (3, 3, {}, 0),
        "users.csv": (2, 2, {}, 0),
    }


def test_names_that_lead_nowhere_are_notes(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "dynamics365", ENGLISH)
    gone = "in no file and not in the database; taken without this link"
    nobody = "nobody has this name or address; taken without this person"
    several = "several are called so; no link"
    assert [entry[1:5] for entry in said(reading) if entry[2]] == [
        (3, "Primary Contact", "Ada Mohnrot", "the primary contact does not work there; both are kept"),
        (4, "Primary Contact", "Niemand", gone),
        (3, "Required Attendees", "Wer Auch", nobody),
        (8, "Required Attendees", "Dora Ulme", several),
        (3, "Decision influence labels", "Wetterfrosch", "no known role; taken without a role"),
        (4, "Company Name", "Rabe KG", "no account of this name; the company was made"),
        (4, "Manager", "Ada Mohnrot", "nobody at the account is called so; no link"),
        (4, "Owner", "Jo Weide", "the owner is no user in any file; taken by the id or name alone"),
        (2, "Contact", "Ada Mohnrot",
         "a contact of an opportunity of another account; both are kept, without a role"),
        (3, "Potential Customer", "Cora Kiesel",
         "the customer is a person; the account of that person is taken"),
        (4, "Contact", None, "contacts of an opportunity without a role: no role is taken"),
    ]  # fmt: skip
    counted = {entry[4]: entry[5] for entry in said(reading)}
    assert counted[nobody] == 2
    hint = next(note.hint for note in reading.problems if note.problem == several)
    assert hint == "could be person:d1@t.example, person:d2@m.example"


def test_roles_of_our_sales_team_are_candidates(tmp_path: Path) -> None:
    texts = {
        **ENGLISH,
        "connections": "Connected From,Connected To,Role (To)\nBodo Kiesel,Anke Birnbaum,Account Manager\n",
    }
    asked = read_texts(tmp_path, "dynamics365", texts, owner_cares=True)
    care = rows(asked, "CARES_FOR", "start", "end", "note")
    assert [note for start, end, note in care if (start, end) == (ANKE, BODO)] == ["Account Manager"]
    counted = read_texts(tmp_path / "b", "dynamics365", texts)
    assert rows(counted, "CARES_FOR", "start") == []
    assert [note.count for note in counted.problems if "a role of our own sales team" in note.problem] == [1]


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        (
            "Full Name,Company Name,Owner,Do not allow Phone Calls,Do not allow Emails",
            "Do Not Allow",
            "Allow",
        ),
        (
            "Vollständiger Name,Firmenname,Besitzer,Telefonanrufe nicht zulassen,E-Mails nicht zulassen",
            "Nicht zulassen",
            "Zulassen",
        ),
    ],
)
def test_who_forbids_calls_or_mails(tmp_path: Path, header: str, no: str, yes: str) -> None:
    lines = (
        f"Ada Mohnrot,Tau GmbH,,{no},{yes}",
        f"Bodo Kiesel,Tau GmbH,,{yes},{no}",
        "Cora Reiher,Tau GmbH,,,",
    )
    people = "\n".join((header, *lines, ""))
    reading = read_texts(tmp_path, "dynamics365", {"contacts": people})
    assert rows(reading, "Person", "name", "avoid") == [
        ("Ada Mohnrot", "call"),
        ("Bodo Kiesel", "mail"),
        ("Cora Reiher", None),
    ]


def test_a_view_and_then_a_workbook_are_the_same_people(tmp_path: Path) -> None:
    view = {
        "contacts": "Full Name,Company Name,Owner,Email\nAda Mohnrot,Tau GmbH,Anke Birnbaum,a@tau.example\n"
    }
    sheets = {
        "Contacts": exported(
            "Contact",
            ["Full Name", "Company Name", "Email"],
            [GUID(2), "Ada Mohnrot", "Tau GmbH", "a@tau.example"],
        )
    }
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [write_files(tmp_path / "view", **view)], Options(TODAY))
        report = import_files(store, [workbook(tmp_path / "book" / "a.xlsx", sheets)], Options(TODAY))
        people = store.read().nodes["Person"]
    assert sorted(people["name"]) == ["Ada Mohnrot", "Anke Birnbaum"]
    assert [note.count for note in report.notes if "the same person twice" in note.problem] == [1]


def test_an_account_of_a_company_that_was_made_from_its_name_is_noted(tmp_path: Path) -> None:
    view = {
        "contacts": "Full Name,Company Name,Owner,Email\nAda Mohnrot,Tau GmbH,Anke Birnbaum,a@tau.example\n"
    }
    accounts = {"Accounts": exported("Account", ["Account Name"], [GUID(1), "Tau  gmbh"])}
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [write_files(tmp_path / "view", **view)], Options(TODAY))
        report = import_files(store, [workbook(tmp_path / "book" / "a.xlsx", accounts)], Options(TODAY))
    problem = "a company of this name was made earlier from the name alone; both are kept"
    assert [(note.value, note.hint) for note in report.notes if note.problem == problem] == [
        ("Tau  gmbh", f"if they are one, merge them: company:tau gmbh and {GUID(1)}")
    ]


@pytest.mark.parametrize("keep", ["account", "made"])
def test_whoever_was_merged_is_noted_no_more(tmp_path: Path, keep: str) -> None:
    view = {
        "contacts": "Full Name,Company Name,Owner,Email\nAda Mohnrot,Tau GmbH,Anke Birnbaum,a@tau.example\n"
    }
    accounts = {
        "Accounts": exported("Account", ["Account Name"], [GUID(1), "Tau GmbH"]),
        "Contacts": exported(
            "Contact",
            ["Full Name", "Company Name", "Email"],
            [GUID(2), "A. Mohnrot", "Tau GmbH", "a2@tau.example"],
        ),
    }
    views, book = write_files(tmp_path / "view", **view), workbook(tmp_path / "book" / "a.xlsx", accounts)
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [views], Options(TODAY))
        import_files(store, [book], Options(TODAY))
    with open_graph(tmp_path / "a.db", as_of=TODAY) as graph:
        pairs = [(GUID(1), "company:tau gmbh"), (GUID(2), "person:a@tau.example")]
        for account, made in pairs:
            graph.merge(account, made, keep=account if keep == "account" else made)
        before = graph.store.read()
        again = [graph.import_files([path], Options(TODAY)) for path in (book, views, book)]
        assert graph.store.read().counts() == before.counts()
    said = [note.problem for report in again for note in report.notes]
    words = ("both are kept", "possibly the same", "the same person twice")
    assert [problem for problem in said if any(it in problem for it in words)] == []


def test_whoever_was_merged_from_two_accounts_is_noted_no_more(tmp_path: Path) -> None:
    head = "Full Name,Company Name,Owner,Email\n"
    tau, nebel = (
        write_files(tmp_path / firm, contacts=f"{head}Ada Mohnrot,{firm},Anke Birnbaum,\n")
        for firm in ("Tau GmbH", "Nebel AG")
    )
    with open_store(tmp_path / "a.db", create=True) as store:
        for path in (tau, nebel):
            import_files(store, [path], Options(TODAY))
    with open_graph(tmp_path / "a.db", as_of=TODAY) as graph:
        graph.merge("person:ada mohnrot, nebel ag", "person:ada mohnrot, tau gmbh")
        report = graph.import_files([tau], Options(TODAY))
        assert [note.problem for note in report.notes if "same person" in note.problem] == []
        people = graph.store.read().node_table("Person")["name"].to_list()
        assert sorted(people) == ["Ada Mohnrot", "Anke Birnbaum"]


def test_the_id_of_a_meeting_is_nothing_to_read(tmp_path: Path) -> None:
    meetings = ENGLISH["appointments"].replace("Talk,", "Salaries of all,")
    twice = (
        "Salaries of all,,Bodo Kiesel,,Anke Birnbaum,3/5/2026 13:00,45,Completed\n"  # another of that start
    )
    texts = {**ENGLISH, "appointments": meetings + twice}
    reading = read_texts(tmp_path, "dynamics365", texts)
    found = dict(rows(reading, "Interaction", "id", "subject"))
    assert list(found.values()).count("Salaries of all") == 2
    assert all(re.fullmatch(r"interaction:[0-9a-f]{32}", node) for node in found)
    again = read_texts(tmp_path / "again", "dynamics365", texts)
    assert rows(again, "Interaction", "id") == rows(reading, "Interaction", "id")


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    imported_twice(tmp_path, write_files(tmp_path / "export", **ENGLISH))


GUID = "{:08x}-0000-4000-8000-000000000001".format


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook as "Export to Excel" makes it: the first three columns hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        for column in "ABC":
            sheet.column_dimensions[column].hidden = True
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def exported(first: str, names: list[str], *records: list[Any]) -> list[list[Any]]:
    hidden = [f"(Do Not Modify) {first}", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On"]
    return [[*hidden, *names], *([record[0], "x9Q==", date(2026, 3, 31), *record[1:]] for record in records)]


def test_a_workbook_brings_ids_in_hidden_columns(tmp_path: Path) -> None:
    sheets = {
        "Active Accounts": exported(
            "Account", ["Account Name", "Owner"], [GUID(1), "Tau GmbH", "Anke Birnbaum"]
        ),
        "My Active Contacts": exported(
            "Contact", ["Full Name", "Company Name", "Job Title"],
            [GUID(2), "Ada Mohnrot", "Tau GmbH", "CFO"], [GUID(3), "Ada Mohnrot", "Tau GmbH", "Clerk"],
        ),
        "hiddenSheet": [["a", "b"], ["1", "2"]],
    }  # fmt: skip
    file = workbook(tmp_path / "in" / "export.xlsx", sheets)
    first, _ = imported_twice(tmp_path, file.parent)
    assert {report.file.rpartition("/")[2]: (report.format, report.rows) for report in first.files} == {
        "Active Accounts": ("dynamics365", 1),
        "My Active Contacts": ("dynamics365", 2),
    }
    (tmp_path / "alone").mkdir()
    del sheets["hiddenSheet"]
    reading = read_system(workbook(tmp_path / "alone" / "a.xlsx", sheets).parent, "dynamics365")
    jobs = rows(reading, "WORKS_FOR", "start", "end", "job_title")
    assert (GUID(2), GUID(1), "CFO") in jobs


def test_bad_input_is_reported(tmp_path: Path) -> None:
    texts = {
        "contacts": "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,Full Name,Company Name\n"
        f"Ada Mohnrot,x,Ada Mohnrot,Tau GmbH\n{GUID(1)},x,,\n{GUID(2)},x,Bodo Kiesel,\n",
        "appointments": "Subject,Required Attendees,Organizer,Start Time,Status\n"
        "A,Bodo Kiesel,Anke Birnbaum,bald,Completed\nB,Bodo Kiesel,Anke Birnbaum,3/31/2028 13:00,Completed\n"
        "C,Bodo Kiesel,Anke Birnbaum,3/4/2028 13:00,Open\n",
    }
    reading = read_texts(tmp_path, "dynamics365", texts)
    assert faults(reading) == [
        ("contacts.csv", 2, "(Do Not Modify) Contact", "Ada Mohnrot", "no id of Dynamics 365"),
        ("contacts.csv", 3, "Full Name", GUID(1), "no name"),
        ("appointments.csv", 2, "Start Time", "bald", "no readable day: a contact needs one"),
        (
            "appointments.csv",
            3,
            "Start Time",
            "3/31/2028 13:00",
            "has happened, but on a day that is still to come",
        ),
    ]
    undecided = {
        "appointments": texts["appointments"].replace("3/31/2028", "3/4/2026").replace("3/4/2028", "3/4/2026")
    }
    again = read_texts(tmp_path / "b", "dynamics365", undecided)
    assert {entry[-1] for entry in faults(again)} == {"no readable day: a contact needs one"}
    assert len(faults(again)) == 3
