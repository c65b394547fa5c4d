"""Any table at all becomes nodes and ties of any kind, as a mapping of a few lines says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.importing import Options, check, import_files
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.storage import open_store
from tests.small_files import TODAY, account, problems, write_files

REGISTER = """Register no;Association;Clients;Ministries addressed;Status
R1;Verband der Wolken e.V.;Tau GmbH|Nebel AG;Ministerium für Regen, Ministerium für Wind;active
R2;Bund der Winde;;Ministerium für Wind;active
R3;Alter Bund;Tau GmbH;;deleted
"""
MANDATES = """Person,Office,At,Since
Ada Mohnrot,President,R1,01/02/2024
Bodo Kiesel,Member,Ministerium für Wind,31/12/2023
"""
LOBBY = """name = "lobby"
[tables.register]
row = "Organisation"
columns = { id = "Register no", name = "Association" }
leave_out = [{ column = "Status", is = ["deleted"], why = "deleted from the register" }]
[tables.clients]
row = "MEMBER_OF"
columns = { from = "Clients", to = "Register no" }
split = { from = "|" }
creates = { from = "Company" }
leave_out = [{ column = "Status", is = ["deleted"], why = "deleted from the register" }]
[tables.addressed]
row = "ADVISES"
columns = { from = "Register no", to = "Ministries addressed" }
split = { to = "," }
creates = { to = "Organisation" }
[tables.people]
row = "Person"
columns = { name = "Person", organisation = "At", job_title = "Office" }
[tables.offices]
row = "HOLDS_OFFICE"
columns = { from = "Person", to = "At", valid_from = "Since" }
"""


def imported(
    folder: Path, mapping: str, again: bool = False, **texts: str
) -> tuple[ImportReport, Records, dict[str, Any]]:
    """The report of an import of these texts, and what the database then holds."""
    write_files(folder / "in", **texts)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    options = Options(TODAY, mapping=read_mapping(folder / "mapping.toml"))
    with open_store(folder / "graph.db", create=True) as store:
        report = import_files(store, [folder / "in"], options)
        if again:
            report = import_files(store, [folder / "in"], options)
        records = store.read()
    return report, records, {"options": options}


def nodes(records: Records) -> dict[str, list[tuple[str, str]]]:
    """Id and name of all nodes, by kind."""
    tables = {label: records.node_table(label) for label in ontology().nodes}
    return {label: sorted(it.select("id", "name").rows()) for label, it in tables.items() if it.height}


def ties(records: Records) -> dict[str, list[tuple[str, str]]]:
    """The ends of all ties, by kind."""
    tables = {kind: records.relationship_table(kind) for kind in ontology().relationships}
    return {kind: sorted(it.select("start", "end").rows()) for kind, it in tables.items() if it.height}


REGEN, WIND = "organisation:ministerium für regen", "organisation:ministerium für wind"
ADA, BODO = "person:ada mohnrot, r1", "person:bodo kiesel, ministerium für wind"


def test_two_tables_of_a_public_register_become_nodes_and_ties(tmp_path: Path) -> None:
    report, records, _ = imported(tmp_path, LOBBY, register=REGISTER, mandates=MANDATES)
    assert account(report) == {"register.csv": (3, 2, 0, 1, 0), "mandates.csv": (2, 2, 0, 0, 0)}
    assert nodes(records) == {
        "Company": [("company:nebel ag", "Nebel AG"), ("company:tau gmbh", "Tau GmbH")],
        "Organisation": [
            ("R1", "Verband der Wolken e.V."),
            ("R2", "Bund der Winde"),
            (REGEN, "Ministerium für Regen"),
            (WIND, "Ministerium für Wind"),
        ],
        "Person": [(ADA, "Ada Mohnrot"), (BODO, "Bodo Kiesel")],
    }
    assert ties(records) == {
        "WORKS_FOR": [(ADA, "R1"), (BODO, WIND)],
        "HOLDS_OFFICE": [(ADA, "R1"), (BODO, WIND)],
        "MEMBER_OF": [("company:nebel ag", "R1"), ("company:tau gmbh", "R1")],
        "ADVISES": [("R1", REGEN), ("R1", WIND), ("R2", WIND)],
    }
    since = dict(records.relationship_table("HOLDS_OFFICE").select("start", "valid_from").rows())
    assert since == {ADA: date(2024, 2, 1), BODO: date(2023, 12, 31)}
    assert set(records.node_table("Organisation")["source"]) == {"lobby: register.csv"}


def test_the_same_tables_again_change_nothing(tmp_path: Path) -> None:
    report, _, _ = imported(tmp_path, LOBBY, again=True, register=REGISTER, mandates=MANDATES)
    assert account(report) == {"register.csv": (3, 0, 2, 1, 0), "mandates.csv": (2, 0, 2, 0, 0)}


TEN_LINES = """[tables.bodies]
row = "Organisation"
columns = { id = "No", name = "Body" }
constants = { category = "association" }
[tables.ties]
row = "MEMBER_OF"
columns = { from = "Who", to = "Of" }
creates = { from = "Person" }
prefix = { to = "B" }
"""


def test_ten_lines_are_enough(tmp_path: Path) -> None:
    assert len(TEN_LINES.splitlines()) <= 10
    bodies, members = "No,Body\nB1,Bund der Winde\n", "Who,Of\nAda Mohnrot,1\nada  mohnrot,1\nCora Lila,1\n"
    report, records, _ = imported(tmp_path, TEN_LINES, bodies=bodies, members=members)
    ada, cora = "person:ada mohnrot", "person:cora lila"
    assert nodes(records)["Person"] == [(ada, "Ada Mohnrot"), (cora, "Cora Lila")]
    assert ties(records) == {"MEMBER_OF": [(ada, "B1"), (cora, "B1")]}
    assert account(report)["members.csv"] == (3, 2, 0, 1, 0)  # the same tie again


@pytest.mark.parametrize("kind", ["KNOWS", "ADVISES", "INFLUENCES", "CONFLICTS_WITH", "REPORTS_TO"])
def test_ties_between_people_of_any_kind(tmp_path: Path, kind: str) -> None:
    mapping = f"""
        [tables.people]
        row = "Person"
        columns = {{ name = ["Vorname", "Nachname"] }}
        join = {{ name = " " }}
        only = [{{ column = "Aktiv", is = "true", why = "not active" }}]
        [tables.ties]
        row = "{kind}"
        columns = {{ from = "Wer", to = "Wen" }}
    """
    people = "Vorname,Nachname,Aktiv\nAda,Mohnrot,ja\nBodo,Kiesel,ja\nCora,Lila,nein\n"
    report, records, _ = imported(
        tmp_path, mapping, people=people, ties="Wer,Wen\nAda Mohnrot,Bodo Kiesel\n,\n"
    )
    assert ties(records) == {kind: [("person:ada mohnrot", "person:bodo kiesel")]}
    assert account(report) == {"people.csv": (3, 2, 0, 1, 0), "ties.csv": (2, 1, 0, 1, 0)}
    reasons = {Path(file.file).name: file.why_left_out for file in report.files}
    assert reasons["people.csv"] == {"not active": 1}


def test_a_row_with_a_fault_gives_none_of_its_records(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", members="Who,Of,Body\nAda,B9,Bund\nBodo,Bund,\n")
    content = {
        "tables": {
            "bodies": {"row": "Organisation", "columns": {"name": "Body"}},
            "ties": {
                "row": "MEMBER_OF",
                "columns": {"from": "Who", "to": "Of"},
                "creates": {"from": "Person"},
            },
        }
    }
    report = check([folder], Options(TODAY, mapping=content))
    assert account(report) == {"members.csv": (2, 1, 0, 0, 1)}  # Bodo himself is no fault
    faults = [entry for entry in problems(report) if entry[0] == "fault"]
    assert faults == [("fault", "members.csv", 2, "Of", "B9", "nobody has this id or name")]
    assert report.counts == {"Person": 1}


@pytest.mark.parametrize(
    ("text", "what", "next_step"),
    [
        ('row = "MEMBER_OFF"', "[tables.x] row = 'MEMBER_OFF' is not known", "did you mean MEMBER_OF?"),
        ('row = "Person"', "[tables.x] no columns are named", "write [tables"),
        (
            'row = "MEMBER_OF"\ncolumns = { from = "A" }',
            "[tables.x] rows of the kind MEMBER_OF need to", "say in which column",
        ),
        (
            'row = "Company"\ncolumns = { industry = "A" }',
            "[tables.x] rows of the kind Company need name", "say in which column",
        ),
        (
            'row = "Company"\ncolumns = { nme = "A" }',
            "[tables.x.columns] unknown key 'nme'", "did you mean name?",
        ),
        (
            'row = "Person"\ncolumns = { name = "A" }\ncreates = { to = "Company" }',
            "[tables.x] creates is for the ends of a tie", "leave it out",
        ),
        (
            'row = "MEMBER_OF"\ncolumns = { from = "A", to = "B" }\ncreates = { to = "Company" }',
            "[tables.x.creates] to = 'Company' is not known", "",
        ),
        (
            'row = "Person"\ncolumns = { name = "A", id = "B" }\nsplit = { name = ";", id = ";" }',
            "[tables.x] id and name cannot both be split", "split the one",
        ),
        (
            'row = "Person"\ncolumns = { name = "A" }\nsplit = { name = "" }',
            "[tables.x] split.name is empty", "write the sign",
        ),
    ],
)  # fmt: skip
def test_what_such_a_table_cannot_say_is_refused(
    tmp_path: Path, text: str, what: str, next_step: str
) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(f"[tables.x]\n{text}\n", encoding="utf-8")
    with pytest.raises(ImportRefused) as refused:
        read_mapping(file)
    assert refused.value.what.startswith(what)
    assert refused.value.next_step.startswith(next_step)
