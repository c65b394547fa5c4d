"""One report has all faults of all files, and none that is only there because another row has one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stakeholder_graph.exchange.importing import FaultsFound, check, import_files
from stakeholder_graph.exchange.ledger import WAITS, Ledger
from stakeholder_graph.storage import open_store
from tests.small_files import COMPANIES, PEOPLE, TODAY_ONLY, account, checked, problems, write_files

UNKNOWN = "nobody has this id or name"
ROLES = "decider, co_decider, influencer, user, buyer, gatekeeper, initiator, champion, blocker"
TIES = "from,relationship,to,weight,role\n"
SKIPPING = replace(TODAY_ONLY, skip_faulty=True)

# c1 <- p1 (level in words, unknown superior)    p2 -> c9 unknown    p3 sound, cared for by p1
# v1 amount "many", at c8 unknown    i1 by fax, on no day, with nobody    ties: see there
WRONG = {
    "companies": "id,name,party\nc1,Sonnentau Kliniken AG,custommer\nc2,Pusteblume Pumpen AG,own\n",
    "people": "id,name,organisation,level,reports_to,role,carer\n"
    "p1,Ada Mohnrot,c1,Chefin,Dora Nebel,decidor;byer,\n"
    "p2,Bodo Wiesengrün,c9,,,,\n"
    "p3,Cora Himmelblau,c1,2,,buyer,Ada Mohnrot\n",
    "opportunities": "id,name,account,amount\nv1,Neubau,c8,many\n",
    "interactions": "id,date,channel,subject,organiser,participants\n"
    "i1,soon,fax,Hello,p2,Egon Regen;Frida Hagel\ni2,2026-01-05,call,Hello,p2,p1\n",
    "relationships": f"{TIES}p9,KNOWS,p8,7,\np3,KNOW,p7,9,\np1,PLAYS_ROLE,c1,,\np3,KNOWS,p1,2,\n",
}
MENDED = {
    "companies": WRONG["companies"].replace("custommer", "customer"),
    "people": "id,name,organisation,level,reports_to,role,carer\n"
    "p1,Ada Mohnrot,c1,1,Cora Himmelblau,decider;buyer,\n"
    "p2,Bodo Wiesengrün,c2,,,,\n"
    "p3,Cora Himmelblau,c1,2,,buyer,Ada Mohnrot\n",
    "opportunities": "id,name,account,amount\nv1,Neubau,c1,5\n",
    "interactions": "id,date,channel,subject,organiser,participants\n"
    "i1,2026-01-04,call,Hello,p2,p1;p3\ni2,2026-01-05,call,Hello,p2,p1\n",
    "relationships": f"{TIES}p2,KNOWS,p1,3,\np3,KNOWS,p2,4,\np1,PLAYS_ROLE,c1,,blocker\np3,KNOWS,p1,2,\n",
}
FAULTS = [
    ("companies.csv", 2, "party", "custommer"),
    ("interactions.csv", 2, "date", "soon"),
    ("interactions.csv", 2, "channel", "fax"),
    ("interactions.csv", 2, "participants", "Egon Regen"),
    ("interactions.csv", 2, "participants", "Frida Hagel"),
    ("opportunities.csv", 2, "amount", "many"),
    ("opportunities.csv", 2, "account", "c8"),
    ("people.csv", 2, "level", "Chefin"),
    ("people.csv", 2, "role", "decidor"),
    ("people.csv", 2, "role", "byer"),
    ("people.csv", 2, "reports_to", "Dora Nebel"),
    ("people.csv", 3, "organisation", "c9"),
    ("relationships.csv", 2, "weight", "7"),
    ("relationships.csv", 2, "from", "p9"),
    ("relationships.csv", 2, "to", "p8"),
    ("relationships.csv", 3, "relationship", "KNOW"),
    ("relationships.csv", 3, "weight", "9"),
    ("relationships.csv", 3, "to", "p7"),
    ("relationships.csv", 4, "role", None),
]
WAITING = [
    ("interactions.csv", 3, "organiser", "p2", "waits for people.csv row 3, which has a fault"),
    ("interactions.csv", 3, "participants", "p1", "waits for people.csv row 2, which has a fault"),
    ("people.csv", 4, "organisation", "c1", "waits for companies.csv row 2, which has a fault"),
    ("people.csv", 4, "carer", "p1", "waits for people.csv row 2, which has a fault"),
    ("relationships.csv", 5, "to", "p1", "waits for people.csv row 2, which has a fault"),
]


def test_one_report_has_all_faults_of_all_files(tmp_path: Path) -> None:
    report = checked(tmp_path, TODAY_ONLY, **WRONG)
    said = [(Path(fault.file).name, fault.row, fault.column, fault.value) for fault in report.faults]
    assert sorted(said, key=str) == sorted(FAULTS, key=str)
    assert len(said) == len(set(said))
    assert sorted(brief[1:] for brief in problems(report) if brief[0] == "note") == sorted(WAITING)
    hints = {fault.value: fault.hint for fault in report.faults}
    assert hints["Chefin"] == "1 top, 2 management, 3 lead, 4 operative"
    assert (hints["decidor"], hints["byer"]) == ("did you mean decider?", "did you mean buyer?")
    assert {note.hint for note in report.notes} == {"correct that row; nothing to do here"}


def test_once_all_are_mended_the_files_are_imported(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        folder = write_files(tmp_path / "in", **WRONG)
        with pytest.raises(FaultsFound) as refused:
            import_files(store, [folder], TODAY_ONLY)
        assert len(refused.value.report.faults) == len(FAULTS)
        assert store.read().counts() == {}
        report = import_files(store, [write_files(folder, **MENDED)], TODAY_ONLY)
        assert (report.problems, report.written) == ((), True)
        assert store.read().relationship_table("KNOWS").height == 3


def test_skipping_leaves_out_the_faulty_rows_and_what_hangs_on_them(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        report = import_files(store, [write_files(tmp_path / "in", **WRONG)], SKIPPING)
        kept = store.read()
    assert account(report) == {
        "companies.csv": (2, 1, 0, 0, 1),
        "interactions.csv": (2, 1, 0, 0, 1),
        "opportunities.csv": (1, 0, 0, 0, 1),
        "people.csv": (3, 1, 0, 0, 2),
        "relationships.csv": (4, 0, 0, 1, 3),
    }
    assert all(file.complete for file in report.files)
    assert report.files[-1].why_left_out == {WAITS: 1}
    assert kept.counts() == {"Company": 1, "Person": 1, "Interaction": 1}
    assert sorted(brief[1:] for brief in problems(report) if brief[0] == "note") == sorted(WAITING)


def test_all_faults_of_the_sheets_of_a_workbook_are_in_one_report(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in WRONG.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    book.save(tmp_path / "list.xlsx")
    report = check([tmp_path / "list.xlsx"], TODAY_ONLY)
    said = {(Path(fault.file).name, fault.row, fault.column, fault.value) for fault in report.faults}
    assert said == {(file.removesuffix(".csv"), *rest) for file, *rest in FAULTS}
    places = {note.problem for note in report.notes}
    assert "waits for people row 2, which has a fault" in places
    assert all(file.complete for file in report.files)


def test_a_row_that_cannot_be_read_is_waited_for_by_id_and_by_name(tmp_path: Path) -> None:
    people = f"{PEOPLE}p4,Dora Nebel,c1,Leiterin,too much\n"
    ties = f"{TIES}p1,KNOWS,p4,,\np2,KNOWS,dora  nebel,,\np2,KNOWS,Egon Regen,,\n"
    report = checked(tmp_path, companies=COMPANIES, people=people, relationships=ties)
    assert problems(report) == [
        ("fault", "people.csv", 5, None, "p4,Dora Nebel,c1,Leiterin,too much",
         "the row has 5 cells, the header has 4"),
        ("note", "relationships.csv", 2, "to", "people.csv row 5",
         "waits for people.csv row 5, which has a fault"),
        ("note", "relationships.csv", 3, "to", "people.csv row 5",
         "waits for people.csv row 5, which has a fault"),
        ("fault", "relationships.csv", 4, "to", "Egon Regen", UNKNOWN),
    ]  # fmt: skip
    assert account(report)["relationships.csv"] == (3, 0, 0, 2, 1)


def test_names_behind_an_open_quotation_mark_are_waited_for(tmp_path: Path) -> None:
    people = f'{PEOPLE}p4,"Dora Nebel,c1,\np5,Egon Regen,c1,\n'
    ties = f"{TIES}p1,KNOWS,p2,,\np1,KNOWS,Egon Regen,,\n"
    report = checked(tmp_path, companies=COMPANIES, people=people, relationships=ties)
    assert [(fault.row, fault.column) for fault in report.faults] == [(5, None)]
    assert account(report)["relationships.csv"] == (2, 1, 0, 1, 0)


@pytest.mark.parametrize(
    ("people", "ties"),
    [
        # whichever of the two names is used, the person is known
        ("id,name\np1,Ada Mohnrot\np2,Cora Himmelblau\np1,Dora Nebel\n", "p2,KNOWS,Dora Nebel"),
        ("id,name\np1,Ada Mohnrot\np2,Cora Himmelblau\np1,Dora Nebel\n", "p2,KNOWS,Ada Mohnrot"),
        # the id is that of a company too
        ("id,name\nc3,Ada Mohnrot\np2,Cora Himmelblau\n", "p2,KNOWS,c3"),
        # no name, but an id
        ("id,name\np1,\np2,Cora Himmelblau\n", "p2,KNOWS,p1"),
    ],
)
def test_who_stands_in_a_row_with_a_fault_is_not_unknown(people: str, ties: str, tmp_path: Path) -> None:
    report = checked(tmp_path, companies=COMPANIES, people=people, relationships=f"{TIES}{ties},,\n")
    assert {Path(fault.file).name for fault in report.faults} <= {"people.csv", "companies.csv"}
    assert report.faults
    (note,) = report.notes
    assert (Path(note.file).name, note.row, note.column) == ("relationships.csv", 2, "to")
    assert account(report)["relationships.csv"] == (1, 0, 0, 1, 0)


def test_a_tie_to_a_company_whose_party_has_a_fault_waits_for_it(tmp_path: Path) -> None:
    companies = (
        "id,name,party\nc1,Karmesin Chemie AG,competition of ours\nc2,Sonnentau Kliniken AG,customer\n"
    )
    people = "id,name\np1,Ada Mohnrot\n"
    ties = f"{TIES}p1,TIED_TO,c1,,\np9,TIED_TO,c2,,\n"
    report = checked(tmp_path, companies=companies, people=people, relationships=ties)
    assert [brief[1:5] for brief in problems(report)] == [
        ("companies.csv", 2, "party", "competition of ours"),
        ("relationships.csv", 2, "to", "c1"),
        ("relationships.csv", 3, "from", "p9"),
        ("relationships.csv", 3, "to", "c2"),
    ]
    assert [problem.kind for problem in report.problems] == ["fault", "note", "fault", "fault"]


def test_a_value_with_a_fault_makes_no_second_row_a_different_one(tmp_path: Path) -> None:
    companies = f"{COMPANIES}c1,Sonnentau Kliniken AG,custommer\n"
    ties = f"{TIES}p1,KNOWS,p2,much,\np1,KNOWS,p2,3,\np1,PLAYS_ROLE,c1,,decidor\np1,PLAYS_ROLE,c1,,byer\n"
    report = checked(tmp_path, companies=companies, people=PEOPLE, relationships=ties)
    assert [brief[:5] for brief in problems(report)] == [
        ("fault", "companies.csv", 5, "party", "custommer"),
        ("fault", "relationships.csv", 2, "weight", "much"),
        ("fault", "relationships.csv", 4, "role", "decidor"),
        ("fault", "relationships.csv", 5, "role", "byer"),
    ]
    assert account(report)["relationships.csv"] == (4, 1, 0, 0, 3)
    assert account(report)["companies.csv"] == (4, 3, 0, 0, 1)


def test_another_value_in_a_second_row_is_told_beside_a_fault(tmp_path: Path) -> None:
    companies = f"{COMPANIES}c1,Sonnenschein AG,custommer\n"
    ties = f"{TIES}p1,KNOWS,p8,1,\np4,KNOWS,p1,1,\np4,KNOWS,p1,2,\n"
    people = f"{PEOPLE}p4,Dora Nebel,c9,\n"
    report = checked(tmp_path, companies=companies, people=people, relationships=ties)
    assert [brief[1:4] for brief in problems(report) if brief[0] == "fault"] == [
        ("companies.csv", 2, "id"),
        ("companies.csv", 5, "party"),
        ("companies.csv", 5, "id"),
        ("people.csv", 5, "organisation"),
        ("relationships.csv", 2, "to"),
        ("relationships.csv", 3, None),
        ("relationships.csv", 4, None),
    ]


def test_contacts_without_id_whose_days_have_faults_are_not_one(tmp_path: Path) -> None:
    contacts = "date,channel,subject,organiser\nsoon,call,Hello,p1\nlate,call,Hello,p9\n,visit,,p8\n"
    report = checked(tmp_path, companies=COMPANIES, people=PEOPLE, interactions=contacts)
    assert [brief[2:] for brief in problems(report) if brief[0] == "fault"] == [
        (2, "date", "soon", "not a day"),
        (3, "date", "late", "not a day"),
        (3, "organiser", "p9", UNKNOWN),
        (4, "date", None, "a contact needs a date"),
        (4, "subject", None, "neither an id nor a subject"),
        (4, "organiser", "p8", UNKNOWN),
    ]
    assert account(report)["interactions.csv"] == (3, 0, 0, 0, 3)


def test_a_contact_without_id_and_subject_is_not_lost_silently(tmp_path: Path) -> None:
    contacts = "date,channel,subject,organiser\n2026-01-05,call,,p1\n"
    report = checked(tmp_path, companies=COMPANIES, people=PEOPLE, interactions=contacts)
    (fault,) = report.faults
    assert (fault.column, fault.problem) == ("subject", "neither an id nor a subject")
    assert account(report)["interactions.csv"] == (1, 0, 0, 0, 1)


def test_ids_that_excel_has_spoilt_are_no_doubles(tmp_path: Path) -> None:
    companies = 'id,name\n"1,23E+11",Sonnentau Kliniken AG\n"1,23E+11",Karmesin Chemie AG\n'
    people = 'id,name,organisation\np1,Ada Mohnrot,"1,23E+11"\np2,Bodo Wiesengrün,Karmesin Chemie AG\n'
    report = checked(tmp_path, companies=companies, people=people)
    assert [brief[:4] + brief[5:] for brief in problems(report)] == [
        ("fault", "companies.csv", 2, "id", "spoilt by Excel"),
        ("fault", "companies.csv", 3, "id", "spoilt by Excel"),
        ("fault", "people.csv", 2, "organisation", "spoilt by Excel"),
        ("note", "people.csv", 3, "organisation", "waits for companies.csv row 3, which has a fault"),
    ]


def test_known_people_stay_when_their_new_row_has_a_fault(tmp_path: Path) -> None:
    ties = f"{TIES}p1,KNOWS,p3,2,\n"
    with open_store(tmp_path / "a.db", create=True) as store:
        first = {"companies": COMPANIES, "people": PEOPLE, "relationships": ties}
        import_files(store, [write_files(tmp_path / "in", **first)], TODAY_ONLY)
        again = {"people": PEOPLE.replace("p1,Ada Mohnrot,c1", "p1,Ada Mohnrot,c9")}
        ending = replace(SKIPPING, end_missing=True)
        report = import_files(store, [write_files(tmp_path / "in", **again)], ending)
        kept = store.read()
    assert [brief[:5] for brief in problems(report)] == [("fault", "people.csv", 2, "organisation", "c9")]
    assert account(report)["relationships.csv"] == (1, 0, 1, 0, 0)
    assert kept.relationship_table("WORKS_FOR")["valid_to"].null_count() == 3
    assert kept.relationship_table("KNOWS").select("start", "end").rows() == [("p1", "p3")]


def test_a_link_that_waits_is_not_taken_for_one_that_has_ended(tmp_path: Path) -> None:
    people = "id,name\np1,Ada Mohnrot\n"
    ties = f"{TIES}p1,TIED_TO,c3,,\n"
    with open_store(tmp_path / "a.db", create=True) as store:
        first = {"companies": COMPANIES, "people": people, "relationships": ties}
        import_files(store, [write_files(tmp_path / "in", **first)], TODAY_ONLY)
        again = {"companies": COMPANIES.replace("competitor", "competition of ours")}
        ending = replace(SKIPPING, end_missing=True)
        report = import_files(store, [write_files(tmp_path / "in", **again)], ending)
        assert account(report)["relationships.csv"] == (1, 0, 0, 1, 0)
        assert store.read().relationship_table("TIED_TO")["valid_to"].to_list() == [None]


def test_what_was_said_of_a_cell_is_said_once_and_of_another_value_again() -> None:
    ledger = Ledger()
    for value in ("p9", "p9", "p8"):
        ledger.add("fault", "people.csv", [(2, value), (2, value)], "carer", UNKNOWN, "correct the name")
    ledger.add("fault", "people.csv", [(3, "p9")], "carer", UNKNOWN, "correct the name")
    assert [(problem.row, problem.value) for problem in ledger.problems] == [(2, "p9"), (2, "p8"), (3, "p9")]
    assert ledger.faulty == {"people.csv": {2, 3}}
