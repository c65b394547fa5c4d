"""Tables edited by hand in Excel, and formatted reports with labels, in English and in German."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.salesforce_files import ADA, BODO, FILES, accounts, faults, notes, read, read_texts, record, rows

CANDIDATE = "the record owner is a candidate to care for this person; not taken as carer"
SAME_NAME = "the same name at the same company, but another mail address or phone; both are taken"
OPPORTUNITY = "Id,AccountId,Name,StageName,CloseDate,CreatedDate,IsClosed\n"
FIRST, SECOND = record("006", 1), record("006", 2)


def test_an_edited_export_is_read_whole() -> None:
    reading = read(FILES / "salesforce_edited")
    assert accounts(reading) == {
        "Account.csv": (3, 2, {"deleted in Salesforce": 1}, 0),
        "Contact.csv": (2, 2, {}, 0),
        "Lead.csv": (2, 2, {}, 0),
        "Opportunity.csv": (2, 2, {}, 0),
        "OpportunityHistory.csv": (1, 0, {"stages of the past: no relationship data": 1}, 0),
    }
    assert rows(reading, "Company", "name", "party") == [
        ("Morgenrot Maschinenbau AG", "customer"),
        ("Our company", "own"),
        ("Rabenfels KG", "prospect"),
        ("Tau, Tal & Söhne", "prospect"),
    ]
    # "Closed - Converted" is only a status: IsConverted is FALSE
    assert {name for (name,) in rows(reading, "Person", "name")} == {
        "Ada Mohnrot", "Bodo Kiesel", "Kuno Reiher", f"Unnamed user …{record('005', 1)[-8:]}",
    }  # fmt: skip
    doubt = f"Ada Mohnrot ({record('00Q', 2)}) and Ada Mohnrot (Contact.csv row 2)"
    assert (3, None, doubt, f"possibly the same person: {SAME_NAME}", 1) in notes(reading, "Lead.csv")
    assert not any("shared" in note[3] or "phone" in note[3] for note in notes(reading, "Contact.csv"))


def test_close_dates_are_read_as_the_other_dates_of_the_export() -> None:
    # 02/03/24 and 03/04/26 decide nothing, 02/23/26 in CreatedDate does: the month stands first
    reading = read(FILES / "salesforce_edited")
    assert rows(reading, "Opportunity", "name", "close_date", "is_open") == [
        ("Mischer", date(2024, 2, 3), False),
        ("Presse", date(2026, 3, 4), True),
    ]


@pytest.mark.parametrize(
    ("close_dates", "created", "days"),
    [
        (("03/04/26", "25/04/26"), "", (date(2026, 4, 3), date(2026, 4, 25))),  # the column itself decides
        (("03/04/26", "05/06/26"), "02/23/26", (date(2026, 3, 4), date(2026, 5, 6))),  # its neighbour decides
        (("03/04/26", "05/05/26"), "", (None, date(2026, 5, 5))),  # nobody decides
        (("25/04/26", "04/25/26"), "", (None, None)),  # both are proved
        (("1.4.26", "laufend"), "", (date(2026, 4, 1), None)),
    ],
)
def test_day_or_month_first(
    tmp_path: Path, close_dates: tuple[str, str], created: str, days: tuple[date | None, date | None]
) -> None:
    lines = (f"{FIRST},,Mischer,New,{close_dates[0]},{created},\n{SECOND},,Presse,New,{close_dates[1]},,\n",)
    reading = read_texts(tmp_path, Opportunity=OPPORTUNITY + lines[0])
    assert rows(reading, "Opportunity", "id", "close_date") == [(FIRST, days[0]), (SECOND, days[1])]
    dates = [note for note in notes(reading, "Opportunity.csv") if note[1] == "CloseDate"]
    if None not in days:
        assert dates == []
    elif close_dates[1] == "laufend":
        assert dates == [(3, "CloseDate", "laufend", "no day; left empty", 1)]
    elif close_dates[0] == "03/04/26":
        assert dates == [(2, "CloseDate", "03/04/26", "day or month first? not decidable", 1)]
    else:
        assert (
            [note[3] for note in dates]
            == ["day first and month first stand in one column"] * len(dates)
            != []
        )


def test_another_table_decides_and_then_the_mapping(tmp_path: Path) -> None:
    undecided = OPPORTUNITY + f"{FIRST},,Mischer,New,03/04/26,,\n"
    header = "Id,LastName,Company,IsConverted,ConvertedDate\n"
    lead = f"{header}{record('00Q', 1)},Reiher,Rabenfels KG,FALSE,31/01/26\n"
    by_table = read_texts(tmp_path / "a", Opportunity=undecided, Lead=lead)
    assert rows(by_table, "Opportunity", "close_date") == [(date(2026, 4, 3),)]
    say = 'extends = "salesforce"\n[dates]\norder = "{}"\n'
    by_mapping = read_texts(tmp_path / "b", mapping=say.format("month"), Opportunity=undecided)
    assert rows(by_mapping, "Opportunity", "close_date") == [(date(2026, 3, 4),)]
    # what a table proves counts more than what the mapping says
    proved = read_texts(tmp_path / "c", mapping=say.format("month"), Opportunity=undecided, Lead=lead)
    assert rows(proved, "Opportunity", "close_date") == [(date(2026, 4, 3),)]


def test_reports_with_labels() -> None:
    reading = read(FILES / "salesforce_report")
    assert accounts(reading) == {
        "report1763888888888.csv": (3, 3, {}, 0),
        "report1763888888889.csv": (3, 3, {}, 0),
    }
    assert {file.encoding for file in reading.files} == {"cp1252"}
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title")[:3] == [
        (record("003", 3), record("001", 2), "Prokuristin"),
        (BODO, record("001", 1), "Leiter Einkauf"),
        (ADA, record("001", 1), "CEO"),
    ]
    doerte = "person:dörte grünspan, silberdistel handel"
    jobs = rows(reading, "WORKS_FOR", "start", "end", "job_title")
    assert (doerte, "company:silberdistel handel", "Geschäftsführerin") in jobs
    own = [start for start, end, _ in jobs if end == "company:our company"]
    assert own == ["person:bruno wacholder, our company", "person:selma pfauenauge, our company"]
    assert rows(reading, "Company", "id", "name")[:2] == [
        (record("001", 1), "Morgenrot Maschinenbau AG"),  # from the rows of its people
        (record("001", 2), "Tau, Tal & Söhne"),
    ]
    other = "what the account is to us is not given; taken as other: no opportunities in these files"
    assert [note for note in notes(reading, "report1763888888889.csv") if note[0]] == [
        (2, "Accountname", "Silberdistel Handel", "no account of this name; the company was made", 2),
        (2, None, None, "no id; made from the name", 3),
        (2, "Kontaktinhaber", None, CANDIDATE, 1),
        (2, None, None, other, 1),
        (4, "Accountname", None, "without account: belongs to no account in any analysis", 1),
        (4, "Titel", None, "without job title: the level is unknown", 1),
    ]
    assert faults(reading) == []


def test_a_report_of_opportunities_tells_by_the_stage_what_is_won(tmp_path: Path) -> None:
    text = (
        "Opportunity Name,Stage,Account Name,Close Date,Amount\n"
        "Mischer,Closed Won,Tau GmbH,2026-01-02,10\nPresse,Closed Lost,Tal GmbH,,\nSäge,Proposal,Tal GmbH,,\n"
        "Bohrer,Closed Lost,Au GmbH,,\n"
    )
    reading = read_texts(tmp_path, report=text)
    assert rows(reading, "Opportunity", "name", "is_open") == [
        ("Bohrer", False), ("Mischer", False), ("Presse", False), ("Säge", True),
    ]  # fmt: skip
    assert rows(reading, "Company", "name", "party") == [
        ("Au GmbH", "other"), ("Tal GmbH", "prospect"), ("Tau GmbH", "customer"),
    ]  # fmt: skip


def test_names_that_fit_several_lead_nowhere(tmp_path: Path) -> None:
    first, second = record("001", 1), record("001", 2)
    account = f"Id,Name,ParentId,Industry\n{first},Tau GmbH,,\n{second},TAU  GmbH,,\n"
    contacts = "First Name,Last Name,Account Name\nAda,Mohnrot,Tau GmbH\n"
    reading = read_texts(tmp_path, Account=account, report=contacts)
    assert rows(reading, "WORKS_FOR", "end") == []
    assert (2, "Account Name", "Tau GmbH", "several are called so; no link", 1) in notes(
        reading, "report.csv"
    )
    hints = [
        problem.hint for problem in reading.problems if problem.problem == "several are called so; no link"
    ]
    assert hints == [f"could be {first}, {second}"]


def test_a_parent_by_name_must_be_one(tmp_path: Path) -> None:
    text = (
        "Account ID,Account Name,Account Owner,Parent Account\n"
        f"{record('001', 1)},Tau GmbH,,\n{record('001', 2)},Tau GmbH,,\n{record('001', 3)},Holding SE,,\n"
        f"{record('001', 4)},Tal AG,,Tau GmbH\n{record('001', 5)},Au AG,,holding se\n"
    )
    reading = read_texts(tmp_path, report=text)
    assert rows(reading, "PART_OF", "start", "end") == [(record("001", 5), record("001", 3))]
    said = (5, "Parent Account", "Tau GmbH", "several are called so; no link", 1)
    assert said in notes(reading, "report.csv")


def test_a_superior_by_name_is_one_at_the_same_account(tmp_path: Path) -> None:
    contacts = (
        "First Name,Last Name,Account Name,Reports To\n"
        "Ada,Mohnrot,Tau GmbH,\nAda,Mohnrot,Tal GmbH,\n"
        "Bodo,Kiesel,Tau GmbH,Ada Mohnrot\nCora,Tann,Tau GmbH,Dino Falter\n"
    )
    reading = read_texts(tmp_path, report=contacts)
    bodo, ada = "person:bodo kiesel, tau gmbh", "person:ada mohnrot, tau gmbh"
    assert rows(reading, "REPORTS_TO", "start", "end") == [(bodo, ada)]
    said = (5, "Reports To", "Dino Falter", "nobody at the account is called so; no link", 1)
    assert said in notes(reading, "report.csv")
