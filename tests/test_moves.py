"""Who works for somebody else now: the old employment ends and is kept, care and roles are only proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.graph import open_graph
from stakeholder_graph.model.records import Records
from tests.small_files import write_files

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))
COMPANIES = (
    "id,name,party\nc0,Pumpen AG,own\nc1,Wolke AG,customer\nc2,Wiese KG,customer\nc3,Reif SE,customer\n"
)
HEAD = "id,name,organisation,job_title\n"
OURS = "p0,Bodo Grün,c0,Vertrieb\n"


class Place:
    """A database, and lists that are imported into it month by month."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.db, self._count = folder, folder / "s.db", 0

    def imported(
        self, day: date, *, end_missing: bool = False, dry_run: bool = False, **files: str
    ) -> ImportReport:
        self._count += 1
        folder = write_files(self.folder / str(self._count), **files)
        with open_graph(self.db, as_of=day, create=True) as graph:
            options = Options(as_of=day, end_missing=end_missing, dry_run=dry_run)
            return graph.import_files([folder], options)

    def records(self) -> Records:
        with open_graph(self.db, as_of=JUNE) as graph:
            return graph.records

    def jobs(self, person: str = "p1") -> list[tuple[Any, ...]]:
        table = self.records().relationships["WORKS_FOR"]
        rows = table.select("start", "end", "job_title", "valid_from", "valid_to").rows()
        return sorted((row[1:] for row in rows if row[0] == person), key=repr)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.imported(MARCH, companies=COMPANIES, people=f"{HEAD}{OURS}p1,Ada Tau,c1,Einkauf\n")
    return made


def moved_to(firm: str, title: str = "Leitung") -> str:
    return f"{HEAD}{OURS}p1,Ada Tau,{firm},{title}\n"


def told(report: ImportReport) -> list[tuple[str, str, str, date]]:
    return [(move.person[0], move.before[0], move.after[0], move.on) for move in report.moves]


def test_the_old_employment_ends_and_is_kept(place: Place) -> None:
    report = place.imported(APRIL, people=moved_to("c2"))
    assert told(report) == [("p1", "c1", "c2", date(2026, 3, 31))]
    assert report.ended == 1
    assert [
        note.problem for note in report.notes if "organisation" in note.problem or "list says" in note.problem
    ] == []
    after = [("c1", "Einkauf", None, date(2026, 3, 31)), ("c2", "Leitung", APRIL, None)]
    assert place.jobs() == after
    for day in (APRIL, MAY):  # the same list again, on the same day or later
        again = place.imported(day, people=moved_to("c2"))
        assert (told(again), again.ended) == ([], 0)
        assert [file.taken for file in again.files] == [0]
        assert place.jobs() == after


def test_the_list_of_the_next_month_is_the_same_list(tmp_path: Path) -> None:
    made = Place(tmp_path)
    made.imported(MARCH, companies=COMPANIES, people_2026_03=moved_to("c1"))
    april = made.imported(APRIL, people_2026_04=moved_to("c2"))
    assert told(april) == [("p1", "c1", "c2", date(2026, 3, 31))]


def test_another_list_ends_nothing(place: Place) -> None:
    report = place.imported(APRIL, guests=moved_to("c2"))
    assert told(report) == []
    assert [job[3] for job in place.jobs()] == [None, None]


def test_back_again_is_a_third_employment(place: Place) -> None:
    place.imported(APRIL, people=moved_to("c2"))
    report = place.imported(MAY, people=moved_to("c1", "Vorstand"))
    assert told(report) == [("p1", "c2", "c1", date(2026, 4, 30))]
    after = [
        ("c1", "Einkauf", None, date(2026, 3, 31)),
        ("c1", "Vorstand", MAY, None),
        ("c2", "Leitung", APRIL, date(2026, 4, 30)),
    ]
    assert place.jobs() == after
    again = place.imported(JUNE, people=moved_to("c1", "Vorstand"))
    assert (told(again), [file.taken for file in again.files]) == ([], [0])
    assert not [note for note in again.notes if "is there again" in note.problem]
    assert place.jobs() == after


def test_an_older_list_changes_nothing(place: Place) -> None:
    place.imported(MAY, people=moved_to("c2"))
    before = place.jobs()
    report = place.imported(APRIL, people=moved_to("c1", "Einkauf"))
    assert (told(report), [file.taken for file in report.files]) == ([], [0])
    assert place.jobs() == before
    same_day = place.imported(MAY, people=moved_to("c1", "Einkauf"))
    assert told(same_day) == []
    assert [(note.value, note.problem) for note in same_day.notes if "no earlier" in note.problem] == [
        ("Ada Tau works for Wolke AG", "works for Wiese KG since 2026-05-01, which is no earlier; not taken")
    ]
    assert place.jobs() == before


def test_files_that_say_themselves_when_it_ended(place: Place) -> None:
    ended = "from,relationship,to,valid_to\np1,WORKS_FOR,c1,2026-04-15\n"
    assert told(place.imported(MAY, people=moved_to("c2"), relationships=ended)) == []
    assert ("c1", "Einkauf", None, date(2026, 4, 15)) in place.jobs()


def test_several_jobs_at_once_are_no_move(place: Place) -> None:
    second = "from,relationship,to\np1,WORKS_FOR,c2\n"
    place.imported(APRIL, people=moved_to("c1", "Einkauf"), relationships=second)
    assert [job[3] for job in place.jobs()] == [None, None]
    # the list names another one: the job that is a row of its own stays
    report = place.imported(MAY, people=moved_to("c3"), relationships=second)
    assert told(report) == [("p1", "c1", "c3", date(2026, 4, 30))]
    assert {job[0]: job[3] for job in place.jobs()} == {"c1": date(2026, 4, 30), "c2": None, "c3": None}


def test_care_and_roles_are_proposed_with_their_commands(place: Place) -> None:
    place.imported(
        MARCH,
        opportunities="id,name,account,is_open\no1,Neubau,c1,yes\n",
        relationships="from,relationship,to,duty,role,valid_to\np0,CARES_FOR,p1,carer,,\np1,PLAYS_ROLE,c1,,decider,\n"
        "p1,PLAYS_ROLE,o1,,user,\np1,PLAYS_ROLE,c3,,influencer,\np1,PLAYS_ROLE,c1,,buyer,2026-01-01\n",
    )
    report = place.imported(APRIL, people=moved_to("c2"))
    lines = [proposal.line for proposal in report.moves[0].proposals]
    assert lines == [
        "stakeholder-graph care end p0 p1 --on 2026-03-31",
        "stakeholder-graph role end p1 c1 --role decider --on 2026-03-31",
        "stakeholder-graph role end p1 o1 --role user --on 2026-03-31",
    ]
    found = place.records()
    assert set(found.relationships["CARES_FOR"]["valid_to"]) == {None}
    assert found.relationships["PLAYS_ROLE"]["valid_to"].drop_nulls().to_list() == [date(2026, 1, 1)]
    assert render_report(report).split("\n\n")[1].splitlines() == [
        "1 moved; the old employment has ended and is kept:",
        "  Ada Tau (p1): from Wolke AG to Wiese KG, last day 2026-03-31",
        f"    still recorded: Bodo Grün cares for Ada Tau (carer); if that has ended: {lines[0]}",
        f"    still recorded: Ada Tau plays a role at Wolke AG (decider); if that has ended: {lines[1]}",
        f"    still recorded: Ada Tau plays a role at Neubau (user); if that has ended: {lines[2]}",
    ]
    with open_graph(place.db, as_of=APRIL) as graph:
        graph.care_end("p0", "p1", on=date(2026, 3, 31))
        for where, role in (("c1", "decider"), ("o1", "user")):
            graph.role_end("p1", where, role=role, on=date(2026, 3, 31))
    after = place.records().relationships["PLAYS_ROLE"]
    assert after["valid_to"].null_count() == 1


def test_care_that_the_list_names_still_is_not_proposed_to_end(place: Place) -> None:
    head = "id,name,organisation,carer\n"
    place.imported(MARCH, people=f"{head}p0,Bodo Grün,c0,\np1,Ada Tau,c1,p0\n")
    report = place.imported(APRIL, people=f"{head}p0,Bodo Grün,c0,\np1,Ada Tau,c2,p0\n")
    assert [move.proposals for move in report.moves] == [()]


def test_a_trial_tells_and_writes_nothing(place: Place) -> None:
    before = place.jobs()
    report = place.imported(APRIL, dry_run=True, people=moved_to("c2"))
    assert len(report.moves) == 1
    assert place.jobs() == before


CONTACT = "Id,FirstName,LastName,AccountId,Email\n"
ACCOUNT = "Id,Name,Type,ParentId,Industry\n"
ADA, WOLKE, WIESE, REIF = (
    "003000000000001AAA",
    "001000000000001AAA",
    "001000000000002AAA",
    "001000000000003AAA",
)
ACCOUNTS = ACCOUNT + "".join(
    f"{node},{name},Customer - Direct,,\n"
    for node, name in ((WOLKE, "Wolke AG"), (WIESE, "Wiese KG"), (REIF, "Reif SE"))
)


def contact(firm: str, node: str = ADA) -> str:
    return f"{CONTACT}{node},Ada,Tau,{firm},ada@tau.example\n"


def test_an_export_of_a_crm_with_further_accounts(tmp_path: Path) -> None:
    made = Place(tmp_path)
    further = f"Id,AccountId,ContactId,IsDirect,IsActive\n07k000000000001AAA,{REIF},{ADA},0,1\n"
    made.imported(MARCH, Account=ACCOUNTS, Contact=contact(WOLKE), AccountContactRelation=further)
    again = made.imported(APRIL, Account=ACCOUNTS, Contact=contact(WOLKE), AccountContactRelation=further)
    assert told(again) == []
    # as Salesforce does it: the former account stays as a further one
    stays = further.replace(REIF, WOLKE)
    assert (
        told(made.imported(APRIL, Account=ACCOUNTS, Contact=contact(WIESE), AccountContactRelation=stays))
        == []
    )
    assert [job[3] for job in made.jobs(ADA)] == [None, None, None]


def test_the_further_account_of_an_export_stays_when_the_main_one_changes(tmp_path: Path) -> None:
    made = Place(tmp_path)
    further = f"Id,AccountId,ContactId,IsDirect,IsActive\n07k000000000001AAA,{REIF},{ADA},0,1\n"
    made.imported(MARCH, Account=ACCOUNTS, Contact=contact(WOLKE), AccountContactRelation=further)
    moved = made.imported(APRIL, Account=ACCOUNTS, Contact=contact(WIESE), AccountContactRelation=further)
    assert told(moved) == [(ADA, WOLKE, WIESE, date(2026, 3, 31))]
    assert made.jobs(ADA) == [
        (WOLKE, None, None, date(2026, 3, 31)), (WIESE, None, APRIL, None), (REIF, None, None, None),
    ]  # fmt: skip


def test_the_same_person_under_a_new_id_at_another_account(tmp_path: Path) -> None:
    made = Place(tmp_path)
    made.imported(MARCH, Account=ACCOUNTS, Contact=contact(WOLKE))
    new = made.imported(APRIL, Account=ACCOUNTS, Contact=contact(WIESE, "003000000000002AAA"))
    assert told(new) == [(ADA, WOLKE, WIESE, date(2026, 3, 31))]
    assert made.jobs(ADA) == [(WOLKE, None, None, date(2026, 3, 31)), (WIESE, None, APRIL, None)]
    again = made.imported(MAY, Account=ACCOUNTS, Contact=contact(WIESE, "003000000000002AAA"))
    assert (told(again), sum(file.taken for file in again.files)) == ([], 0)
