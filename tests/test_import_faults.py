"""Every fault and note of our own files, in the exact words that people read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.small_files import COMPANIES, PEOPLE, TODAY_ONLY, account, checked, problems

BASE = {"companies": COMPANIES, "people": PEOPLE}
TIES = "from,relationship,to,weight,valid_from,valid_to,role\n"
CONTACTS = "id,date,channel,subject,organiser,participants,account\n"
RING = "Ada Mohnrot reports to Cora Himmelblau, who reports to Ada Mohnrot"
ROLES = "decider, co_decider, influencer, user, buyer, gatekeeper, initiator, champion, blocker"


@dataclass(frozen=True)
class Case:
    """What one file says, beside the companies and people of small_files, and what the report must say.

    `said` is (kind, row, column, value, problem), `hint` that of the first of them, `sums` is
    (rows, taken, already there, left out, reported) of the file.
    """

    file: str
    text: str
    said: tuple[tuple[str, int | None, str | None, str | None, str], ...]
    hint: str
    sums: tuple[int, int, int, int, int]


CASES = {
    "an end that nobody has": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p9,,,,\n",
        (("fault", 2, "to", "p9", "nobody has this id or name"),),
        "add it to the sheet or file people, or correct the name",
        (1, 0, 0, 0, 1),
    ),
    "a name with a slip": Case(
        "relationships",
        f"{TIES}p1,KNOWS,Boto Wiesengrün,,,,\n",
        (("fault", 2, "to", "Boto Wiesengrün", "nobody has this id or name"),),
        "did you mean Bodo Wiesengrün?",
        (1, 0, 0, 0, 1),
    ),
    "an end that is not named": Case(
        "relationships",
        f"{TIES},KNOWS,p1,,,,\n",
        (("fault", 2, "from", None, "nobody is named"),),
        "fill the cell",
        (1, 0, 0, 0, 1),
    ),
    "ends the wrong way round": Case(
        "relationships",
        f"{TIES}c1,WORKS_FOR,p1,,,,\n",
        (("fault", 2, "from", "c1", "WORKS_FOR cannot lead from a Company to a Person"),),
        "turn from and to",
        (1, 0, 0, 0, 1),
    ),
    "an end of a kind that does not belong there": Case(
        "relationships",
        f"{TIES}p1,SUPPLIES,c1,,,,\n",
        (("fault", 2, "from", "p1", "SUPPLIES cannot lead from a Person to a Company"),),
        "SUPPLIES leads from a Company to a Company",
        (1, 0, 0, 0, 1),
    ),
    "a name that only another kind has": Case(
        "relationships",
        f"{TIES}Ada Mohnrot,SUPPLIES,c1,,,,\n",
        (("fault", 2, "from", "Ada Mohnrot", "is of the kind Person, not Company"),),
        "name another, or turn the ends",
        (1, 0, 0, 0, 1),
    ),
    "a tie to somebody who is no competitor": Case(
        "relationships",
        f"{TIES}p1,TIED_TO,c1,,,,\np1,TIED_TO,c3,,,,\n",
        (("fault", 2, "to", "c1", "TIED_TO leads only to a competitor"),),
        "give it the party competitor",
        (2, 1, 0, 0, 1),
    ),
    "a relationship that is not known": Case(
        "relationships",
        f"{TIES}p1,KNOW,p2,,,,\n",
        (("fault", 2, "relationship", "KNOW", "no such relationship"),),
        "did you mean KNOWS?",
        (1, 0, 0, 0, 1),
    ),
    "a relationship that is not named": Case(
        "relationships",
        f"{TIES}p1,,p2,,,,\n",
        (("fault", 2, "relationship", None, "no such relationship"),),
        "write one of WORKS_FOR, HOLDS_OFFICE, REPORTS_TO, PART_OF, MEMBER_OF, SUPPLIES, DISTRIBUTES_FOR, "
        "PARTNERS_WITH, OWNS, REGULATES, ADVISES, HAS_OPPORTUNITY, PLAYS_ROLE, INFLUENCES, CONFLICTS_WITH, "
        "KNOWS, TIED_TO, CARES_FOR, TOOK_PART, HOSTS, INVITED_TO, WROTE, ABOUT, LEADS_TO, "
        "RESPONSIBLE_FOR, CONCERNS",
        (1, 0, 0, 0, 1),
    ),
    "a number out of range": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p2,7,,,\n",
        (("fault", 2, "weight", "7", "must be between 1 and 5"),),
        "give a number between 1 and 5",
        (1, 0, 0, 0, 1),
    ),
    "a word for a number": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p2,much,,,\np1,KNOWS,p3,2.5,,,\n",
        (
            ("fault", 2, "weight", "much", "not a whole number"),
            ("fault", 3, "weight", "2.5", "not a whole number"),
        ),
        "write digits only",
        (2, 0, 0, 0, 2),
    ),
    "a role that is missing": Case(
        "relationships",
        f"{TIES}p1,PLAYS_ROLE,c1,,,,\n",
        (("fault", 2, "role", None, "PLAYS_ROLE needs a role"),),
        f"give one of {ROLES}",
        (1, 0, 0, 0, 1),
    ),
    "a role that is not known, and one word for another": Case(
        "relationships",
        f"{TIES}p1,PLAYS_ROLE,c1,,,,decidor\np3,PLAYS_ROLE,c1,,,,Mitentscheider\n",
        (("fault", 2, "role", "decidor", f"not one of {ROLES}"),),
        "did you mean decider?",
        (2, 1, 0, 0, 1),
    ),
    "a property that this kind does not have": Case(
        "relationships",
        f"{TIES}p1,REPORTS_TO,p3,4,,,\n",
        (("note", 2, "weight", None, "REPORTS_TO has no weight; kept out"),),
        "REPORTS_TO knows no properties of its own",
        (1, 1, 0, 0, 0),
    ),
    "the same relationship with other properties": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p2,1,,,\np1,KNOWS,p2,2,,,\n",
        (
            ("fault", 2, None, "KNOWS|p1|p2||", "the same relationship with another weight in row 3"),
            ("fault", 3, None, "KNOWS|p1|p2||", "the same relationship with another weight in row 2"),
        ),
        "give a valid_from, or an id of its own, where both are true",
        (2, 0, 0, 0, 2),
    ),
    "the same relationship at two times": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p2,1,2024-01-01,2024-12-31,\np1,KNOWS,p2,2,2025-01-01,,\n",
        (),
        "",
        (2, 2, 0, 0, 0),
    ),
    "the same relationship again": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p2,1,,,\nAda Mohnrot,knows,p2,1,,,\n",
        (("note", 3, None, None, "KNOWS again between the same two; taken once"),),
        "delete it if you like",
        (2, 1, 0, 1, 0),
    ),
    "a job that the table of people has already": Case(
        "relationships",
        "from,relationship,to,job_title\np1,WORKS_FOR,c1,Einkaufsleiterin\np3,WORKS_FOR,c1,Buyer\n",
        (
            ("note", 2, None, None, "WORKS_FOR again between the same two; taken once"),
            (
                "fault", 3, None, "WORKS_FOR|p3|c1|",
                "the same relationship with another job_title in people.csv row 4",
            ),
        ),
        "delete it if you like",
        (2, 0, 0, 1, 1),
    ),
    "somebody who reports to themselves": Case(
        "relationships",
        f"{TIES}p1,REPORTS_TO,p1,,,,\n",
        (("note", 2, "to", "p1", "REPORTS_TO leads to itself; this link is not taken"),),
        "name another",
        (1, 0, 0, 1, 0),
    ),
    # p1 -> p3 -> p1, and p2 above it
    "a circle of superiors": Case(
        "relationships",
        f"{TIES}p1,REPORTS_TO,p3,,,,\np3,REPORTS_TO,p1,,,,\np1,REPORTS_TO,p2,,,,\n",
        (
            ("fault", 2, "to", "p3", f"a ring: {RING}"),
            ("fault", 3, "to", "p1", f"a ring: {RING}"),
        ),
        "take one of these links out, or end it with valid_to: nobody is above themselves",
        (3, 1, 0, 0, 2),
    ),
    "an end before the start": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,2026-01-02,2025-01-01,\n",
        (("note", 2, "valid_to", "2025-01-01", "ends before it starts, so it is never valid"),),
        "look at both days",
        (1, 1, 0, 0, 0),
    ),
    "a day that cannot be read": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,soon,,\n",
        (("note", 2, "valid_from", "soon", "not a day"),),
        "write 2026-01-31",
        (1, 1, 0, 0, 0),
    ),
    "day or month first": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,03/04/26,,\n",
        (("note", 2, "valid_from", "03/04/26", "day or month first?"),),
        "write 2026-01-31",
        (1, 1, 0, 0, 0),
    ),
    "day or month first, told by another column": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,03/04/26,31/12/26,\n",
        (),
        "",
        (1, 1, 0, 0, 0),
    ),
    "both day first and month first": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,31/12/25,,\np3,KNOWS,p1,,12/31/25,,\np1,KNOWS,p2,,03/04/25,,\n",
        (
            ("note", 2, "valid_from", "31/12/25", "day first and month first stand in one column"),
            ("note", 3, "valid_from", "12/31/25", "day first and month first stand in one column"),
            ("note", 4, "valid_from", "03/04/25", "day first and month first stand in one column"),
        ),
        "write 2026-01-31",
        (3, 3, 0, 0, 0),
    ),
    "a contact without a day, with an unreadable one, in the future, by an unknown way": Case(
        "interactions",
        f"{CONTACTS}i1,,call,Hello,p2,p1,\ni2,soon,call,Hello,p2,p1,\ni3,2027-01-02,call,Hello,p2,p1,\n"
        "i4,2026-01-02,fax,Hello,p2,p1,\ni5,2026-01-02,,Hello,p2,p1,\ni6,2026-11-23,Anruf,Hello,p2,p1,\n",
        (
            ("fault", 2, "date", None, "a contact needs a date"),
            ("fault", 3, "date", "soon", "not a day"),
            ("fault", 4, "date", "2027-01-02", "this day is still to come"),
            ("fault", 5, "channel", "fax", "not one of visit, meeting, call, mail, event, other"),
            ("fault", 6, "channel", None, "a contact needs a channel"),
        ),
        "give the date",
        (6, 1, 0, 0, 5),
    ),
    "a participant whom nobody knows": Case(
        "interactions",
        f"{CONTACTS}i1,2026-01-02,call,Hello,p2,p1;Dora Nebel,\n",
        (("fault", 2, "participants", "Dora Nebel", "nobody has this id or name"),),
        "add it to the sheet or file people, or correct the name",
        (1, 0, 0, 0, 1),
    ),
    "contacts without ids": Case(
        "interactions",
        "date,channel,subject,organiser\n2026-01-02,call,Hello,p2\n2026-01-03,call,Hello,p2\n",
        (("note", 2, "id", None, "no id; made from the name"),),
        "give each row an id of its own if names may change",
        (2, 2, 0, 0, 0),
    ),
    "an id that Excel has spoilt": Case(
        "organisations",
        'id,name,category\n"1,23E+11",Pfützenverband,Verband\n',
        (("fault", 2, "id", "1,23E+11", "spoilt by Excel"),),
        "format the column as text and export again",
        (1, 0, 0, 0, 1),
    ),
    "no name": Case(
        "organisations",
        "id,name,category\no1,,Verband\n",
        (("fault", 2, "name", "o1", "no name"),),
        "give the organisation a name",
        (1, 0, 0, 0, 1),
    ),
    "columns that are not known": Case(
        "organisations",
        "id,name,categorie,Gründungsjahr,Name\no1,Pfützenverband,x,1900,y\n",
        (
            ("note", None, "Name", None, "column 5 has the name of an earlier one"),
            ("note", None, "categorie", None, "unknown column, kept out (1 filled)"),
            ("note", None, "Gründungsjahr", None, "unknown column, kept out (1 filled)"),
        ),
        "give it another name; only the first is taken now",
        (1, 1, 0, 0, 0),
    ),
    "the same row again": Case(
        "organisations",
        "id,name\no1,Pfützenverband\no1,Pfützenverband\n",
        (("note", 3, "id", None, "the same row again; taken once"),),
        "delete the row if you like",
        (2, 1, 0, 1, 0),
    ),
    "the same id with another name": Case(
        "organisations",
        "id,name,country\no1,Pfützenverband,DE\no2,Nebelamt,DE\no1,Regenverband,DE\n",
        (
            ("fault", 2, "id", "o1", "the same id with another name in row 4"),
            ("fault", 4, "id", "o1", "the same id with another name in row 2"),
        ),
        "give each an id, or correct one row",
        (3, 1, 0, 0, 2),
    ),
    "amounts that can be read in two ways": Case(
        "opportunities",
        "id;name;account;amount\nv1;Neubau;c1;1.234\n",
        (("note", 2, "amount", "1.234", "may be read in two ways"),),
        "write the number without dots between thousands",
        (1, 1, 0, 0, 0),
    ),
    "amounts that are none": Case(
        "opportunities",
        "id,name,account,amount\nv1,Neubau,c1,inf\nv2,Umbau,c1,NaN\nv3,Anbau,c1,1e3\n",
        (
            ("fault", 2, "amount", "inf", "not a number"),
            ("fault", 3, "amount", "NaN", "not a number"),
        ),
        "write digits only",
        (3, 1, 0, 0, 2),
    ),
    "a year of two digits": Case(
        "relationships",
        f"{TIES}p1,KNOWS,p3,,26-01-31,,\n",
        (("note", 2, "valid_from", "26-01-31", "not a day"),),
        "write 2026-01-31",
        (1, 1, 0, 0, 0),
    ),
    "neither yes nor no": Case(
        "opportunities",
        "id,name,account,is_open\nv1,Neubau,c1,perhaps\nv2,Umbau,c1,ja\n",
        (("fault", 2, "is_open", "perhaps", "neither yes nor no"),),
        "write yes or no",
        (2, 1, 0, 0, 1),
    ),
    "a blank row": Case("organisations", "id,name\no1,Pfützenverband\n,\n", (), "", (2, 1, 0, 1, 0)),
    "a row with too many cells": Case(
        "organisations",
        "id,name\no1,Pfützenverband\no2,Nebel,amt\n",
        (("fault", 3, None, "o2,Nebel,amt", "the row has 3 cells, the header has 2"),),
        "put a text that holds the separator in quotation marks, or give each column a name",
        (2, 1, 0, 0, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_each_fault_and_note_says_where_and_what(case: Case, tmp_path: Path) -> None:
    report = checked(tmp_path, TODAY_ONLY, **BASE, **{case.file: case.text})
    file = f"{case.file}.csv"
    assert problems(report) == [(kind, file, *rest) for kind, *rest in case.said]
    assert [problem.hint for problem in report.problems][:1] == ([case.hint] if case.hint else [])
    assert account(report)[file] == case.sums


def test_namesakes_are_listed_with_their_employers(tmp_path: Path) -> None:
    people = f"{PEOPLE}p4,Ada Mohnrot,c3,\n"
    report = checked(
        tmp_path, companies=COMPANIES, people=people, relationships=f"{TIES}p2,KNOWS,ada  mohnrot,,,,\n"
    )
    assert problems(report) == [("fault", "relationships.csv", 2, "to", "ada  mohnrot", "2 are called so")]
    hint = "give the id: p1 (Sonnentau Kliniken AG), p4 (Karmesin Chemie AG)"
    assert report.problems[0].hint == hint


def test_the_account_of_a_contact_tells_namesakes_apart(tmp_path: Path) -> None:
    people = f"{PEOPLE}p4,Ada Mohnrot,c3,\n"
    contacts = f"{CONTACTS}i1,2026-01-02,call,Hello,p2,Ada Mohnrot,Karmesin Chemie AG\n"
    report = checked(tmp_path, companies=COMPANIES, people=people, interactions=contacts)
    assert problems(report) == []
    assert report.counts["TOOK_PART"] == 2


def test_an_id_used_by_two_kinds_is_a_fault_in_both_files(tmp_path: Path) -> None:
    report = checked(tmp_path, companies=COMPANIES, people=f"{PEOPLE}c3,Dora Nebel,c2,\n")
    assert problems(report) == [
        ("fault", "companies.csv", 4, "id", "c3", "the id also belongs to a node of the kind Person"),
        ("fault", "people.csv", 5, "id", "c3", "the id also belongs to a node of the kind Company"),
    ]
    assert report.problems[0].hint == "ids are unique over all kinds: give another"


def test_a_fault_in_a_column_of_people_takes_the_row_and_what_hangs_on_it(tmp_path: Path) -> None:
    people = "id,name,organisation,reports_to\np1,Ada Mohnrot,c9,\np2,Bodo Wiesengrün,c2,p1\n"
    ties = f"{TIES}p1,KNOWS,p2,,,,\n"
    report = checked(tmp_path, companies=COMPANIES, people=people, relationships=ties)
    waits = "waits for people.csv row 2, which has a fault"
    assert problems(report) == [
        ("fault", "people.csv", 2, "organisation", "c9", "nobody has this id or name"),
        ("note", "people.csv", 3, "reports_to", "p1", waits),
        ("note", "relationships.csv", 2, "from", "p1", waits),
    ]
    assert account(report) == {
        "companies.csv": (3, 3, 0, 0, 0),
        "people.csv": (2, 1, 0, 0, 1),
        "relationships.csv": (1, 0, 0, 1, 0),
    }


def test_a_person_without_name_is_called_by_the_mail_address(tmp_path: Path) -> None:
    people = "id,name,email,organisation\np1,,ada@sonnentau.example,c1\n"
    report = checked(tmp_path, companies=COMPANIES, people=people)
    said = ("note", "people.csv", 2, "name", "ada@sonnentau.example", "no name; called by the mail address")
    assert problems(report) == [said]


def test_a_company_cannot_be_part_of_an_organisation(tmp_path: Path) -> None:
    ties = f"{TIES}c1,PART_OF,o1,,,,\nc1,PART_OF,c2,,,,\n"
    organisations = "id,name\no1,Pfützenverband\n"
    report = checked(tmp_path, companies=COMPANIES, organisations=organisations, relationships=ties)
    problem = "PART_OF cannot lead from a Company to an Organisation"
    assert problems(report) == [("fault", "relationships.csv", 2, "to", "o1", problem)]
    hint = "PART_OF leads from a Company or Organisation to a Company or Organisation, both of one kind"
    assert report.problems[0].hint == hint
