"""A first mapping for tables that nobody knows: it runs as it is, and says why it guesses what."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.cli.program import run
from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.mapping.suggesting import suggest
from stakeholder_graph.model.records import Records
from tests.small_files import COMPANIES, TODAY, account, write_files
from tests.test_any_table import imported, nodes, ties

REGISTER = """Register no;Verband;Clients;Ministries addressed;Budget
R1;Bund der Winde e.V.;Tau GmbH|Nebel AG;Ministerium für Regen;5
R2;Bund der Wolken e.V.;Tau GmbH|Reif AG;Ministerium für Wind;6
"""
MANDATES = """Mandatsträger,Amt,Register no,Seit,Kontakt,Farbe
Ada Mohnrot,Präsidentin,R1,2024-01-31,ada@tau.example,rot
Bodo Kiesel,Schatzmeister,R2,2023-12-31,bodo@tau.example,
"""


def suggested(folder: Path, **texts: str) -> tuple[str, Records]:
    """The mapping for these texts, and what they give when they are imported with it as it is."""
    mapping = suggest([write_files(folder / "in", **texts)])
    report, records, _ = imported(folder, mapping, False, **texts)
    assert not report.faults
    return mapping, records


def test_a_register_and_its_mandates(tmp_path: Path) -> None:
    mapping, records = suggested(tmp_path, register=REGISTER, mandates=MANDATES)
    ada, bodo = "person:ada mohnrot", "person:bodo kiesel"
    assert nodes(records) == {
        "Company": [
            ("company:nebel ag", "Nebel AG"),
            ("company:reif ag", "Reif AG"),
            ("company:tau gmbh", "Tau GmbH"),
        ],
        "Organisation": [
            ("R1", "Bund der Winde e.V."),
            ("R2", "Bund der Wolken e.V."),
            ("organisation:ministerium für regen", "Ministerium für Regen"),
            ("organisation:ministerium für wind", "Ministerium für Wind"),
        ],
        "Person": [(ada, "Ada Mohnrot"), (bodo, "Bodo Kiesel")],
    }
    assert ties(records) == {
        "WORKS_FOR": [(ada, "R1"), (bodo, "R2")],
        "ADVISES": [
            ("R1", "company:nebel ag"),
            ("R1", "company:tau gmbh"),
            ("R1", "organisation:ministerium für regen"),
            ("R2", "company:reif ag"),
            ("R2", "company:tau gmbh"),
            ("R2", "organisation:ministerium für wind"),
        ],
    }
    jobs = records.relationship_table("WORKS_FOR").select("start", "job_title").rows()
    assert sorted(jobs) == [(ada, "Präsidentin"), (bodo, "Schatzmeister")]
    assert "# Kontakt: the values are mail addresses; 2 of 2 cells are filled" in mapping
    assert "# Farbe: 1 of 2 cells are filled" in mapping
    assert "# Budget: 2 of 2 cells are filled, number" in mapping


def test_every_guess_has_its_reason_above_it(tmp_path: Path) -> None:
    lines = suggest([write_files(tmp_path, register=REGISTER, mandates=MANDATES)]).splitlines()
    for place, line in enumerate(lines):
        guess = line.partition(" = ")[0] not in ("row", "recognise", "split", "creates", "join", "name")
        if " = " in line and not line.startswith("#") and guess:
            assert lines[place - 1].startswith("# "), line
        if line.startswith("row = "):
            assert lines[place - 2].startswith("# each row is"), line


def test_people_with_first_and_last_name(tmp_path: Path) -> None:
    people = "Mitarbeiter Nr;Vorname;Nachname;Arbeitgeber GmbH;Wetter\n"
    people += "7;Ada;Mohnrot;Tau GmbH;\n8;Bodo;Kiesel;Nebel AG;\n"
    _, records = suggested(tmp_path, leute=people)
    assert nodes(records) == {
        "Company": [("company:nebel ag", "Nebel AG"), ("company:tau gmbh", "Tau GmbH")],
        "Person": [("7", "Ada Mohnrot"), ("8", "Bodo Kiesel")],
    }
    assert ties(records) == {"WORKS_FOR": [("7", "company:tau gmbh"), ("8", "company:nebel ag")]}


def test_companies_with_suppliers(tmp_path: Path) -> None:
    firms = "Key no,Client firm,Suppliers,Sector\n"
    firms += "K1,Tau GmbH,Reif AG; Nebel AG,water\nK2,Sonne AG,Reif AG; Tau GmbH,heat\n"
    _, records = suggested(tmp_path, firms=firms)
    nebel, reif = "company:nebel ag", "company:reif ag"
    assert nodes(records)["Company"] == [
        ("K1", "Tau GmbH"), ("K2", "Sonne AG"), (nebel, "Nebel AG"), (reif, "Reif AG"),
    ]  # fmt: skip
    assert ties(records) == {"SUPPLIES": [("K1", "K2"), (nebel, "K1"), (reif, "K1"), (reif, "K2")]}
    industries = records.node_table("Company").select("id", "industry").drop_nulls().rows()
    assert sorted(industries) == [("K1", "water"), ("K2", "heat")]


def test_a_list_of_ties_between_the_people_of_another_table(tmp_path: Path) -> None:
    people = "Person no,Person called,Shoe size\n1,Ada Mohnrot,39\n2,Bodo Kiesel,44\n3,Cora Lila,40\n"
    _, records = suggested(
        tmp_path, folk=people, influences="source id,target id,since when\n1,2,2024-01-31\n2,3,\n"
    )
    assert nodes(records) == {"Person": [("1", "Ada Mohnrot"), ("2", "Bodo Kiesel"), ("3", "Cora Lila")]}
    assert ties(records) == {"INFLUENCES": [("1", "2"), ("2", "3")]}


def test_what_cannot_be_suggested_is_said(tmp_path: Path) -> None:
    known = write_files(tmp_path / "known", companies=COMPANIES)
    with pytest.raises(ImportRefused, match="is known already, as canonical; import it without a mapping"):
        suggest([known])
    stock = write_files(tmp_path / "stock", stock="article,price\nx1,2\ny2,3\n")
    with pytest.raises(
        ImportRefused, match="nothing is known about its columns article, price; name a column"
    ):
        suggest([stock])
    empty = write_files(tmp_path / "empty", empty="Verband,Clients\n")
    with pytest.raises(ImportRefused, match="has no rows under a line of titles"):
        suggest([empty])


def test_the_command_writes_a_file_that_check_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_files(tmp_path / "in", register=REGISTER, mandates=MANDATES)
    mapping = tmp_path / "first.toml"
    assert run(["mapping", "suggest", str(folder), "-o", str(mapping)]) == 0
    assert run(["check", str(folder), "--mapping", str(mapping)]) == 0
    assert "suggested" in capsys.readouterr().out
    report = check([folder], Options(TODAY, mapping=read_mapping(mapping)))
    assert account(report) == {"register.csv": (2, 2, 0, 0, 0), "mandates.csv": (2, 2, 0, 0, 0)}
    assert run(["mapping", "suggest", str(tmp_path / "nowhere.csv")]) == 1
    assert "there is no such file" in capsys.readouterr().err


titles = st.sampled_from(
    ["Verband", "Person\nname", 'Fir"ma', "No", "Seit", "from", "to", "x]", "=a", "Clients"]
)
values = st.sampled_from(
    ["R1", "Tau GmbH", "Ada Mohnrot", "a|b", "2024-01-31", "", "5", 'q"', "a@tau.example"]
)


@given(st.lists(titles, min_size=1, max_size=5, unique=True), st.data())
@settings(max_examples=60)
def test_what_is_suggested_can_always_be_read(header: list[str], data: st.DataObject) -> None:
    width = len(header)
    rows = data.draw(st.lists(st.lists(values, min_size=width, max_size=width), max_size=4))
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in [header, *rows]]
    with tempfile.TemporaryDirectory() as name:
        folder = write_files(Path(name), table="\n".join(map(",".join, quoted)))
        try:
            mapping = suggest([folder])
        except StakeholderGraphError as refused:
            assert refused.next_step
            return
        (Path(name) / "m.toml").write_text(mapping, encoding="utf-8")
        assert tomllib.loads(mapping)["name"] == "suggested"
        check([folder], Options(TODAY, mapping=read_mapping(Path(name) / "m.toml")))
