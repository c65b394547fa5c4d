"""SuiteCRM and EspoCRM with their own words for roles; a workbook of several systems;"
" a system of the user's."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.vocabulary import vocabulary
from tests.foreign_files import OURS, TODAY, imported_twice, read_texts, said
from tests.salesforce_files import accounts, faults, rows
from tests.small_files import account, write_files

SUITE = {
    "Accounts": "id,name,account_type,billing_address_country,assigned_user_name,deleted\n"
    "a1,Tau GmbH,Customer,Germany,Anke Birnbaum,0\na2,Tal AG,Partner,,Anke Birnbaum,1\n",
    "Contacts": "id,first_name,last_name,email1,account_id,account_name,title,reports_to_id,do_not_call\n"
    "c1,Ada,Mohnrot,ada@tau.example,a1,Tau GmbH,CFO,c2,1\nc2,Bodo,Kiesel,,a1,Tau GmbH,CEO,,0\nc3,Cora,"
    "Reiher,,,,,,\n",
    "Opportunities": "id,name,sales_stage,amount,date_closed,account_id\no1,Presse,Closed Lost,1200,"
    "2026-03-31,a1\n",
    "Roles": "id,contact_id,opportunity_id,contact_role\n"
    "r1,c1,o1,{}\nr2,c2,o1,{}\nr3,c2,o1,{}\nr4,c3,o1,{}\nr5,c9,o1,{}\nr6,c1,o1,{}\n",
}
ENGLISH = ("Primary Decision Maker", "Executive Sponsor", "Influencer", "Other", "Influencer", "Wetterfrosch")
GERMAN = (
    "Hauptentscheidungsträger",
    "Führungskraft",
    "Einflussreiche Person",
    "Andere",
    "Beeinflusser",
    "Wetterfrosch",
)


@pytest.mark.parametrize("labels", [ENGLISH, GERMAN], ids=["english", "german"])
def test_roles_of_suitecrm(tmp_path: Path, labels: tuple[str, ...]) -> None:
    reading = read_texts(tmp_path, "suitecrm", {**SUITE, "Roles": SUITE["Roles"].format(*labels)})
    assert rows(reading, "PLAYS_ROLE", "start", "end", "role", "stance") == [
        ("c1", "o1", "decider", None),
        ("c2", "o1", "co_decider", 1),
        ("c2", "o1", "influencer", None),
    ]
    assert accounts(reading) == {
        "Accounts.csv": (2, 1, {"deleted in SuiteCRM": 1}, 0),
        "Contacts.csv": (3, 3, {}, 0),
        "Opportunities.csv": (1, 1, {}, 0),
        "Roles.csv": (
            6, 2 + 1,
            {
                "a role that says nothing of the decision": 1,
                "leads to a record that is in no file": 1,
                "the role's name is not known": 1,
            },
            0,
        ),
    }  # fmt: skip
    assert rows(reading, "REPORTS_TO", "start", "end") == [("c1", "c2")]
    assert [entry[3] for entry in said(reading) if "no known role" in entry[4]] == ["Wetterfrosch"]


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        (
            "id,firstName,lastName,accountName,accountRole,accountIsInactive,opportunityRole,modifiedAt",
            ("Decision Maker", "Evaluator", "Wetterfrosch"),
        ),
        (
            "ID,Vorname,Nachname,Firma,Titel,Firma inaktiv,Rolle in Verkaufschance,Modified At",
            ("Entscheider", "Vorentscheider", "Wetterfrosch"),
        ),
    ],
)
def test_jobs_and_roles_of_espocrm(tmp_path: Path, header: str, labels: tuple[str, ...]) -> None:
    people = (
        f"{header}\nc1,Ada,Mohnrot,Tau GmbH,CFO,0,{labels[0]},2026-01-05\n"
        f"c2,Bodo,Kiesel,Tau GmbH,Clerk,1,{labels[1]},2026-01-05\nc3,Cora,Reiher,Tau GmbH,,0,{labels[2]},\n"
    )
    firms = "id,name,type,assignedUserName\na1,Tau GmbH,Wiederverkäufer,Anke Birnbaum\n"
    reading = read_texts(tmp_path, "espocrm", {"Contact": people, "Account": firms})
    jobs = [
        (start, end, title, str(last))
        for start, end, title, last in rows(reading, "WORKS_FOR", "start", "end", "job_title", "valid_to")
    ]
    assert jobs[:3] == [
        ("c1", "a1", "CFO", "None"),
        ("c2", "a1", "Clerk", "2026-01-05"),
        ("c3", "a1", None, "None"),
    ]
    assert rows(reading, "PLAYS_ROLE", "start", "role") == [("c1", "decider"), ("c2", "influencer")]
    assert rows(reading, "Company", "name", "party")[1] == ("Tau GmbH", "distributor")
    assert faults(reading) == []


def test_these_again_change_nothing(tmp_path: Path) -> None:
    imported_twice(
        tmp_path, write_files(tmp_path / "export", **{**SUITE, "Roles": SUITE["Roles"].format(*ENGLISH)})
    )


def test_espocrm_again_changes_nothing(tmp_path: Path) -> None:
    texts = {
        "Account": "id,name,type,assignedUserName\na1,Tau GmbH,Customer,Anke Birnbaum\na2,Tal AG,Partner,\n",
        "Contact": "id,firstName,lastName,accountName,accountRole,accountIsInactive,opportunityRole,"
        "modifiedAt\n"
        "c1,Ada,Mohnrot,Tau GmbH,CFO,0,Decision Maker,2026-01-05\nc2,Bodo,Kiesel,Tal AG,Clerk,1,,2026-01-05\n"
        "c3,Cora,Reiher,,,,,\n",
        "Opportunity": "id,name,stage,closeDate,accountId\no1,Presse,Closed Won,2026-03-31,a1\n",
    }
    first, again = imported_twice(tmp_path, write_files(tmp_path / "export", **texts))
    assert account(first) == {
        "Account.csv": (2, 2, 0, 0, 0), "Contact.csv": (3, 3, 0, 0, 0), "Opportunity.csv": (1, 1, 0, 0, 0),
    }  # fmt: skip
    assert account(again) == {
        "Account.csv": (2, 0, 2, 0, 0), "Contact.csv": (3, 0, 3, 0, 0), "Opportunity.csv": (1, 0, 1, 0, 0),
    }  # fmt: skip


def test_a_title_tells_a_level_only_at_an_account(tmp_path: Path) -> None:
    head = "id,firstName,lastName,accountName,accountRole,accountIsInactive,opportunityRole\n"
    alone, there = f"{head}c1,Ada,Mohnrot,,CEO,0,\n", f"{head}c1,Ada,Mohnrot,Tau GmbH,CEO,0,\n"
    with open_graph(tmp_path / "a.db", as_of=TODAY, create=True) as graph:
        report = graph.import_files([write_files(tmp_path / "1", Contact=alone)], Options(TODAY))
        no_place = "a job title has no place without an account; not kept"
        assert [(note.row, note.hint) for note in report.notes if note.problem == no_place] == [
            (2, "give the person an account")
        ]
        assert graph.store.read().node_table("Person")["name"].to_list() == ["Ada Mohnrot"]
        assert graph.store.read().relationship_table("WORKS_FOR").height == 0
        report = graph.import_files([write_files(tmp_path / "2", Contact=there)], Options(TODAY))
        assert not any(note.problem == no_place for note in report.notes)
        (job,) = graph.store.read().relationship_table("WORKS_FOR").iter_rows(named=True)
        assert vocabulary().title(job["job_title"], employer="Tau GmbH").level == 1


def test_a_workbook_may_hold_sheets_of_any_systems(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "Deals": ["Record ID,Deal Name,Deal Stage,Close Date", "1,Presse,Open,2026-03-31"],
        "Connections": ["First Name,Last Name,Company,Position,Connected On", "Ada,Mohnrot,Tau GmbH,CFO,"
        "12 Mar 2024"],
        "Kontakte": ["Vorname,Nachname,Firma,Name Assistent,Vertraulichkeit", "Bodo,Kiesel,Tau GmbH,,Normal"],
        "Leute": ["Person - Name,Person - Organization", "Cora Reiher,Tal AG"],
        "Accounts": ["Account Name,Relationship Type", "Tau GmbH,Customer"],
        "people": ["name,organisation,job_title", "Anke Birnbaum,Pusteblume Pumpen AG,Key Account Manager"],
    }  # fmt: skip
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    (tmp_path / "in").mkdir()
    book.save(tmp_path / "in" / "all.xlsx")
    first, _ = imported_twice(tmp_path, tmp_path / "in" / "all.xlsx", whose="Anke Birnbaum", any_company=True)
    assert {report.file.rpartition("/")[2]: report.format for report in first.files} == {
        "Deals": "hubspot", "Connections": "linkedin", "Kontakte": "outlook", "Leute": "pipedrive",
        "Accounts": "dynamics365", "people": "canonical",
    }  # fmt: skip
    assert {report.taken for report in first.files} == {1}


INVENTED = """
name = "wetterwart"
title = "Wetterwart CRM"
[own]
company = "Pusteblume Pumpen AG"
[ids]
form = "per_kind"
shape = '[0-9]+'
[tables.Wolke]
row = "company"
recognise = ["Wolke Nr", "Wolke"]
constants = { country = "Germany" }
[tables.Wolke.columns]
id = "Wolke Nr"
name = "Wolke"
party = "Wetter"
[tables.Tropfen]
row = "contact"
recognise = ["Tropfen", "In Wolke"]
several = { role = "/" }
made_from = ["email"]
[tables.Tropfen.columns]
name = "Tropfen"
email = "Post"
employer_name = "In Wolke"
job_title = "Amt"
role = "Wirkung"
owner_name = "Wetterfrosch"
[tables.Regen]
row = "activity"
recognise = ["Regen am", "Nass wurden"]
constants = { channel = "visit" }
made_from = ["date", "participants"]
several = { participants = "+" }
[tables.Regen.columns]
date = "Regen am"
organiser = "Regenmacher"
participants = "Nass wurden"
minutes = "Wie lange"
[parties]
sonnig = "customer"
[roles]
blitzt = "blocker"
"""
INVENTED_FILES = {
    "wolken": "Wolke Nr;Wolke;Wetter\n1;Tau GmbH;sonnig\nx;Tal AG;sonnig\n",
    "tropfen": "Tropfen;Post;In Wolke;Amt;Wirkung;Wetterfrosch\n"
    "Ada Mohnrot;ada@tau.example;tau gmbh;CFO;Entscheider/blitzt;Anke Birnbaum\n",
    "regen": "Regen am;Regenmacher;Nass wurden;Wie lange\n31.3.2026;Anke Birnbaum;Ada Mohnrot+Wer Auch;1,"
    "5 Stunden\n",
}  # fmt: skip


def test_a_file_alone_adds_a_system(tmp_path: Path) -> None:
    reading = read_texts(tmp_path, "wetterwart", INVENTED_FILES, mapping=INVENTED)
    assert rows(reading, "Company", "id", "name", "party", "country") == [
        (OURS, "Pusteblume Pumpen AG", "own", None),
        ("wetterwart:company:1", "Tau GmbH", "customer", "Germany"),
    ]
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title")[0] == (
        "person:ada@tau.example", "wetterwart:company:1", "CFO",
    )  # fmt: skip
    assert rows(reading, "PLAYS_ROLE", "start", "role") == [
        ("person:ada@tau.example", "blocker"),
        ("person:ada@tau.example", "decider"),
    ]
    assert rows(reading, "Interaction", "channel", "minutes") == [("visit", 90)]
    assert [part for (part,) in rows(reading, "TOOK_PART", "part")] == ["organiser", "participant"]
    assert faults(reading) == [("wolken.csv", 3, "Wolke Nr", "x", "no id of Wetterwart CRM")]
    assert accounts(reading) == {
        "regen.csv": (1, 1, {}, 0),
        "tropfen.csv": (1, 1, {}, 0),
        "wolken.csv": (2, 1, {}, 1),
    }


def test_a_system_of_ones_own_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    mapping = tmp_path / "wetterwart.toml"
    mapping.write_text(INVENTED, encoding="utf-8")
    texts = {**INVENTED_FILES, "deals": "Record ID,Deal Name,Deal Stage\n1,Presse,Open\n"}
    report = check([write_files(tmp_path / "in", **texts)], Options(TODAY, mapping=read_mapping(mapping)))
    assert {Path(file.file).name: file.format for file in report.files} == {
        "regen.csv": "wetterwart",
        "tropfen.csv": "wetterwart",
        "wolken.csv": "wetterwart",
        "deals.csv": "hubspot",
    }


@pytest.mark.parametrize("page", ["README.md", "docs/importing.md"])
def test_the_system_on_the_page_works(tmp_path: Path, page: str) -> None:
    text = (Path(__file__).resolve().parents[1] / page).read_text(encoding="utf-8")
    mapping = text.partition('```toml\nname = "our-crm"')[2].partition("```")[0]
    header = "Contact no,Contact,Client,Position,Function,Looked after by"
    people = f"{header}\n7,Ada Mohnrot,Tau GmbH,,CFO,Anke Birnbaum\n"
    reading = read_texts(tmp_path, "our-crm", {"list": people}, mapping=f'name = "our-crm"{mapping}')
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title") == [
        ("7", "company:tau gmbh", "CFO"),
        ("person:anke birnbaum, pusteblume pumpen ag", OURS, None),
    ]
    lines = [line for line in mapping.splitlines() if line and not line.startswith("#")]
    assert len(lines) <= 10
