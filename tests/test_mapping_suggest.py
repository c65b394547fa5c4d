"""A first mapping for tables that nobody knows: it runs as it is, and says why it guesses what."""

from __future__ import annotations

import tempfile
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.cli.program import run
from stakeholder_graph.errors import ImportRefused, StakeholderGraphError
from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.loading import load
from stakeholder_graph.exchange.mapping.describing import read_mapping
from stakeholder_graph.exchange.mapping.guessing import Column, columns_of
from stakeholder_graph.exchange.mapping.relating import kind_of_tie, kind_said
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


STAFF = "person_id,department,level,age\nP1,4,manager,33\nP2,4,vice president,42\nP3,2,manager,40\n"
BONDS = """from_person,to_person,type
P1,P2,advice
P1,P2,friendship
P1,P2,reports_to
P3,P2,advice
P2,P3,friendship
"""


def test_people_with_nothing_but_an_id_and_a_column_that_tells_the_kind_of_tie(tmp_path: Path) -> None:
    mapping, records = suggested(tmp_path, people=STAFF, ties=BONDS)
    assert nodes(records) == {"Person": [("P1", "P1"), ("P2", "P2"), ("P3", "P3")]}
    assert ties(records) == {
        "ADVISES": [("P1", "P2"), ("P3", "P2")],
        "KNOWS": [("P1", "P2"), ("P2", "P3")],
        "REPORTS_TO": [("P1", "P2")],
    }
    assert "'advice' in type; if it leads the other way, exchange from and to" in mapping


def test_what_tells_of_jobs_is_taken_with_the_lines_that_stand_ready(tmp_path: Path) -> None:
    mapping = suggest([write_files(tmp_path / "in", people=STAFF)])
    begin = mapping.index('# [tables."people-1-employer"]')
    end = mapping.index("\n\n", begin)
    ready = mapping[begin:end].replace("# ", "").replace("NAME OF THE COMPANY", "Tau GmbH")
    report, records, _ = imported(tmp_path, mapping[:begin] + ready + mapping[end:], people=STAFF)
    assert not report.faults
    jobs = records.relationship_table("WORKS_FOR").select("start", "end", "job_title", "department").rows()
    tau = "company:tau gmbh"
    assert sorted(jobs) == [
        ("P1", tau, "manager", "4"), ("P2", tau, "vice president", "4"), ("P3", tau, "manager", "2"),
    ]  # fmt: skip


def test_kinds_of_ties_that_nobody_knows_are_kept_beside_the_known_ones(tmp_path: Path) -> None:
    bonds = (
        "from,to,kind,since\nAda Mohnrot,Bodo Kiesel,kennt,2024-01-31\nBodo Kiesel,Ada Mohnrot,rauft mit,\n"
    )
    bonds += "Cora Lila,Ada Mohnrot,,2023-02-28\nCora Lila,Bodo Kiesel,owner,\n"
    _, records = suggested(tmp_path, bonds=bonds)
    ada, bodo, cora = "person:ada mohnrot", "person:bodo kiesel", "person:cora lila"
    knows = records.relationship_table("KNOWS").select("start", "end", "topic", "valid_from").rows()
    assert sorted(knows) == [
        (ada, bodo, None, date(2024, 1, 31)),
        (bodo, ada, "rauft mit", None),
        (cora, ada, None, date(2023, 2, 28)),
        (cora, bodo, "owner", None),  # nobody owns a person
    ]


@pytest.mark.parametrize(
    ("title", "start", "end", "expected"),
    [
        ("supplier", "Company", "Company", ("SUPPLIES", True)),
        ("reports to", "Person", "Person", ("REPORTS_TO", False)),
        ("berichtet an", "Person", "Person", ("REPORTS_TO", False)),
        ("Vorgesetzter", "Person", "Person", ("REPORTS_TO", False)),
        ("parent", "Company", "Company", ("PART_OF", False)),
    ],
)
def test_a_title_says_who_stands_in_the_column(
    title: str, start: str, end: str, expected: tuple[str, bool]
) -> None:
    assert kind_of_tie(title, start, end)[:2] == expected


@pytest.mark.parametrize(
    ("value", "start", "end", "expected"),
    [
        ("supplier", "Company", "Company", ("SUPPLIES", False)),
        ("REPORTS_TO", "Person", "Person", ("REPORTS_TO", False)),
        ("leads", "Person", "Person", ("REPORTS_TO", True)),
        ("superior", "Person", "Person", ("REPORTS_TO", True)),
        ("parent", "Company", "Company", ("PART_OF", True)),
        ("parent", "Company", "Organisation", None),
        ("arbeitet für", "Person", "Company", ("WORKS_FOR", False)),
        ("employer", "Company", "Person", ("WORKS_FOR", True)),
        ("member", "Person", "Organisation", ("MEMBER_OF", False)),
        ("plays a role at", "Person", "Company", None),  # which one, no table of two ends tells
        ("rot", "Person", "Person", None),
    ],
)
def test_a_value_says_what_the_first_is_to_the_second(
    value: str, start: str, end: str, expected: tuple[str, bool] | None
) -> None:
    found = kind_said(value, start, end)
    assert (found and found[:2]) == expected


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Person,Ministry,Since,Until", ("2023-01-31", "2024-02-29")),
        ("Person,Ministry,From,To", ("2023-01-31", "2024-02-29")),
        ("Mandatsträger,Ministerium,seit,bis", ("31.01.2023", "29.02.2024")),
        ("Person;Ministry;von;bis", ("31/01/2023", "29/02/2024")),
    ],
)
def test_days_from_and_to_are_when_it_held_and_no_ends(
    tmp_path: Path, header: str, days: tuple[str, str]
) -> None:
    sign = ";" if ";" in header else ","
    rows = [["Ada Mohnrot", "Amt für Regen", *days], ["Bodo Kiesel", "Amt für Wind", days[0], ""]]
    _, records = suggested(tmp_path, offices="\n".join([header, *map(sign.join, rows)]) + "\n")
    held = records.relationship_table("MEMBER_OF").select("start", "end", "valid_from", "valid_to").rows()
    assert sorted(held) == [
        ("person:ada mohnrot", "organisation:amt für regen", date(2023, 1, 31), date(2024, 2, 29)),
        ("person:bodo kiesel", "organisation:amt für wind", date(2023, 1, 31), None),
    ]


def test_days_of_which_nothing_tells_the_order_are_taken_and_it_is_said(tmp_path: Path) -> None:
    offices = "Person,Ministry,Since\nAda Mohnrot,Amt für Regen,01/02/2023\n"
    mapping, records = suggested(tmp_path, offices=offices)
    said = 'nothing tells whether the day comes first: say [dates] order = "day" or "month"; 1 of 1'
    assert said in mapping
    assert records.relationship_table("MEMBER_OF")["valid_from"].to_list() == [None]
    decided = mapping + '[dates]\norder = "month"\n'
    _, records, _ = imported(tmp_path / "b", decided, offices=offices)
    assert records.relationship_table("MEMBER_OF")["valid_from"].to_list() == [date(2023, 1, 2)]


COMMAS = """Register no;Verband;Ministries
R1;Bund der Winde;Amt für Regen, Amt für Wind
R2;Bund der Wolken, Nebel und Tau;Amt für Wind
"""


@pytest.mark.parametrize(
    ("cells", "several"),
    [
        (("BMR, BMW", "BMW, BMS, BMR", "BMS"), True),  # they come again
        (("Tau GmbH, Nebel AG", "Reif AG", ""), True),
        (("Ada Mohnrot, Bodo Kiesel", "Cora Lila", "Dora Ulme, Ida Wolke"), True),
        (("Mohnrot, Ada", "Kiesel, Ada", "Lila, Ada"), False),  # one name, the other way round
        (("Mohnrot, Ada", "Mohnrot, Bodo", "Kiesel, Ada"), False),
        (("Sonne, Mond und Sterne", "Regen", "Wind"), False),
        (("a;b", "c", "d"), True),
        (("a|b", "c", "d"), True),
        (("a\nb", "c", "d"), True),
        (("a / b", "c", "d"), True),
        (("a / b", "c", "d", "e"), False),  # one in four
        (("We talked long and agreed on what is to do " * 2 + "in the spring; then we left", "c"), False),
    ],
)  # fmt: skip
def test_what_parts_several_in_a_cell(cells: tuple[str, ...], several: bool) -> None:
    quoted = ["x,y", *(f'1,"{cell}"' for cell in cells)]
    with tempfile.TemporaryDirectory() as name:
        (table,) = load([write_files(Path(name), t="\n".join(quoted) + "\n") / "t.csv"], ["x", "y"])
    assert bool(columns_of(table)[1].sign) == several


def test_commas_part_ministries_and_no_names(tmp_path: Path) -> None:
    _, records = suggested(tmp_path, register=COMMAS)
    regen, wind = "organisation:amt für regen", "organisation:amt für wind"
    assert ties(records) == {"ADVISES": [("R1", regen), ("R1", wind), ("R2", wind)]}
    assert ("R2", "Bund der Wolken, Nebel und Tau") in nodes(records)["Organisation"]


def test_commas_part_ids_of_another_table(tmp_path: Path) -> None:
    clubs = "Club no,Club\nK1,Rosenfreunde\nK2,Nelkenfreunde\n"
    people = 'Person,Member of\nAda Mohnrot,"K1, K2"\nBodo Kiesel,K2\n'
    _, records = suggested(tmp_path, clubs=clubs, folk=people)
    ada, bodo = "person:ada mohnrot", "person:bodo kiesel"
    assert ties(records) == {"MEMBER_OF": [(ada, "K1"), (ada, "K2"), (bodo, "K2")]}


def test_a_table_of_ids_only_leads_from_the_first_to_the_others(tmp_path: Path) -> None:
    people = "person_id,name\nP1,Ada Mohnrot\nP2,Bodo Kiesel\nP3,Cora Lila\n"
    clubs = "organisation_id,club\nK1,Rosenfreunde\nK2,Nelkenfreunde\n"
    members = "person_id,organisation_id,since\nP1,K1,2024-01-31\nP2,K1,2024-01-31\n"
    _, records = suggested(tmp_path, clubs=clubs, folk=people, members=members)
    assert len(nodes(records)["Person"]) == 3
    assert ties(records) == {"MEMBER_OF": [("P1", "K1"), ("P2", "K1")]}
    assert set(records.relationship_table("MEMBER_OF")["valid_from"]) == {date(2024, 1, 31)}


def test_ids_that_stand_in_no_table_are_made(tmp_path: Path) -> None:
    people = "person_id,name\n" + "".join(f"P{n},Ada Mohnrot {n}\n" for n in range(1, 6))
    bonds = "from,to\n" + "".join(f"P{n},P{n + 1}\n" for n in range(1, 6))
    mapping, records = suggested(tmp_path, folk=people, knows=bonds)
    assert "1 of 5 do not, and are made from the name" in mapping
    assert ("person:p6", "P6") in nodes(records)["Person"]
    assert ("P5", "person:p6") in ties(records)["KNOWS"]


@pytest.mark.parametrize(
    ("stem", "text", "kind"),
    [
        ("list", "ID,NAME,WEBSITE\n1,sonne no 1,sonne.example\n", "Company"),
        ("Verbände", "no,colour\n1,rot\n", "Organisation"),
        ("list", "no,name,website\n1,Ada Mohnrot,ada.example\n", "Person"),
        ("list", "no,name,colour\n1,sonne no 1,rot\n", "Person"),
    ],
)
def test_who_it_is_that_has_a_mere_name(tmp_path: Path, stem: str, text: str, kind: str) -> None:
    mapping = suggest([write_files(tmp_path, **{stem: text})])
    assert f'row = "{kind}"' in mapping


def test_numbers_that_happen_to_be_ids_too_lead_nowhere(tmp_path: Path) -> None:
    people = "Person no,Person,Shoe size,Superior\n1,Ada Mohnrot,2,\n2,Bodo Kiesel,1,1\n3,Cora Lila,3,1\n"
    _, records = suggested(tmp_path, folk=people)
    assert ties(records) == {"REPORTS_TO": [("2", "1"), ("3", "1")]}


def test_what_an_import_would_refuse_is_not_suggested(tmp_path: Path) -> None:
    firms = "Firm no,Client,Tier,Country,Valid to\nK1,Tau GmbH,gold,DE,never\nK2,Nebel AG,A,DE,\n"
    mapping, records = suggested(tmp_path, firms=firms)
    rows = records.node_table("Company").select("id", "tier", "country", "valid_to").rows()
    assert sorted(rows) == [("K1", None, "DE", None), ("K2", None, "DE", None)]
    assert "# Tier: 2 of 2 cells are filled" in mapping


def test_what_differs_between_rows_of_one_name_is_left_aside(tmp_path: Path) -> None:
    firms = "Client,Country,Sector,Suppliers\nTau GmbH,DE,water,Reif AG\nTau GmbH,CH,water,Nebel AG\n"
    mapping, records = suggested(tmp_path, firms=firms)
    tau = records.node_table("Company").filter(records.node_table("Company")["name"] == "Tau GmbH")
    assert tau.select("country", "industry").rows() == [(None, "water")]
    assert "# Country: 2 of 2 cells are filled" in mapping


def test_the_id_of_something_else_is_no_id_of_those_who_are_named(tmp_path: Path) -> None:
    orders = "Order no,Client\n1,Tau GmbH\n2,Tau GmbH\n3,Nebel AG\n4,Nebel AG\n"
    _, records = suggested(tmp_path, orders=orders)
    assert nodes(records) == {"Company": [("company:nebel ag", "Nebel AG"), ("company:tau gmbh", "Tau GmbH")]}


def test_whom_another_table_tells_of_is_not_made_again(tmp_path: Path) -> None:
    firms = "Firm no,Client,Sector\nK1,Tau GmbH,water\nK2,Nebel AG,heat\n"
    work = "Client,Ansprechpartner\nTau GmbH,Ada Mohnrot\nNebel AG,Bodo Kiesel\n"
    _, records = suggested(tmp_path, firms=firms, work=work)
    assert nodes(records)["Company"] == [("K1", "Tau GmbH"), ("K2", "Nebel AG")]
    assert ties(records) == {"WORKS_FOR": [("person:ada mohnrot", "K1"), ("person:bodo kiesel", "K2")]}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("person_id", ("person", "id")),
        ("PersonID", ("person", "id")),
        ("Mitgliedsnummer", ("mitgliedsnummer", "nummer")),
        ("Kunden-Nr.", ("kunden", "nr")),
    ],
)
def test_words_of_a_title(title: str, words: tuple[str, ...]) -> None:
    assert Column(title, (), 0).words == words


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
