"""Our own files become records: every column, every inline column, every way to name somebody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.errors import ImportRefused, UnknownName
from stakeholder_graph.exchange.canonical import Canonical
from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.loading import fast_table, files_of, load, text_table
from stakeholder_graph.exchange.reading import ORIGIN_ROW, Context, Reading
from stakeholder_graph.exchange.recognise import known_headers
from stakeholder_graph.exchange.tables import read_tables
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema
from tests.small_files import COMPANIES, PEOPLE, TODAY, TODAY_ONLY, account, checked, problems, write_files

EXAMPLE = Path(__file__).resolve().parents[1] / "stakeholder_graph" / "example"


def read(folder: Path, existing: Records | None = None, /, **texts: str) -> Reading:
    tables = load(files_of([write_files(folder, **texts)]), known_headers())
    return Canonical().read(tables, Context(existing or Records(), TODAY))


def rows(reading: Reading, name: str, *columns: str) -> list[tuple[Any, ...]]:
    records = reading.records
    table = records.nodes.get(name) if name in ontology().nodes else records.relationships.get(name)
    return [] if table is None else table.select(columns).rows()


def test_every_property_of_a_person_is_read_with_its_type(tmp_path: Path) -> None:
    people = (
        "id,name,standing,email,profile_updated,capacity_hours,contact_allowed,valid_to,source,recorded_at\n"
        "p1,Ada Mohnrot,public_official; Meinungsbildner,ada@x.example,31.08.2025,120.5,nein,2027-01-01,"
        "by hand,2026-01-05\n"
    )
    reading = read(tmp_path, people=people)
    assert reading.problems == []
    columns = people.partition("\n")[0].split(",")
    assert rows(reading, "Person", *columns) == [
        (
            "p1", "Ada Mohnrot", "opinion_leader;public_official", "ada@x.example", date(2025, 8, 31), 120.5,
            False, date(2027, 1, 1), "by hand", date(2026, 1, 5),
        )
    ]  # fmt: skip
    table = reading.records.nodes["Person"]
    assert {name: table.schema[name] for name in node_schema("Person")} == node_schema("Person")


# p2 (ours) cares for p1, p3 deputises; p1 -> c1 with a job, two roles there; p1 reports to p3
def test_inline_columns_of_people_become_relationships(tmp_path: Path) -> None:
    people = (
        "id,name,organisation,job_title,department,level,function,reports_to,role,influence,stance,carer,deputy\n"
        "p1,Ada Mohnrot,c1,Einkaufsleiterin,Einkauf,2,Einkauf,Cora Himmelblau,Entscheider; buyer,4,-1,p2,"
        "p2;p3\n"
        "p2,Bodo Wiesengrün,c2,,,,,,,,,,\n"
        "p3,Cora Himmelblau,sonnentau  KLINIKEN ag,,,,,,,,,,\n"
    )
    reading = read(tmp_path, companies=COMPANIES, people=people)
    assert reading.problems == []
    assert rows(reading, "WORKS_FOR", "start", "end", "job_title", "department", "level", "function") == [
        ("p1", "c1", "Einkaufsleiterin", "Einkauf", 2, "purchasing"),
        ("p2", "c2", None, None, None, None),
        ("p3", "c1", None, None, None, None),
    ]
    assert rows(reading, "REPORTS_TO", "start", "end") == [("p1", "p3")]
    assert rows(reading, "PLAYS_ROLE", "id", "role", "influence", "stance") == [
        ("PLAYS_ROLE|p1|c1|buyer|", "buyer", 4, -1),
        ("PLAYS_ROLE|p1|c1|decider|", "decider", 4, -1),
    ]
    assert rows(reading, "CARES_FOR", "start", "end", "duty") == [
        ("p2", "p1", "carer"),
        ("p2", "p1", "deputy"),
        ("p3", "p1", "deputy"),
    ]
    tie = reading.records.relationships["PLAYS_ROLE"]
    assert {name: tie.schema[name] for name in relationship_schema("PLAYS_ROLE")} == relationship_schema(
        "PLAYS_ROLE"
    )


def test_a_role_without_employer_is_no_link(tmp_path: Path) -> None:
    reading = read(tmp_path, people="id,name,role\np1,Ada Mohnrot,decider\n")
    assert reading.records.counts() == {"Person": 1}


def test_inline_columns_of_contacts_measures_reports_and_actions(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        companies=COMPANIES,
        people=PEOPLE,
        interactions="id,date,channel,subject,minutes,organiser,participants,sender,recipients\n"
        "i1,2026-01-05,Besuch,Hello,60,p2,p1; Cora Himmelblau,,\ni2,2026-01-06,mail,Re: Hello,,,,p2,p1;p3\n",
        measures="id,name,date,hosts,guests,attended\nm1,Hoffest,2026-05-01,p2,p1;p3,p3\n",
        reports="id,date,author,about,trust,result\nr1,2026-05-02,p2,p1;m1,5,Good\n",
        actions="id,text,report,responsible,about\na1,Call again,r1,p2,p1\n",
        opportunities="id,name,account,is_open\nv1,Neubau,Sonnentau Kliniken AG,x\n",
    )
    assert reading.problems == []
    assert rows(reading, "TOOK_PART", "start", "end", "part") == [
        ("p2", "i1", "organiser"),
        ("p1", "i1", "participant"),
        ("p3", "i1", "participant"),
        ("p2", "i2", "sender"),
        ("p1", "i2", "recipient"),
        ("p3", "i2", "recipient"),
    ]
    assert rows(reading, "Interaction", "id", "name", "channel", "minutes") == [
        ("i1", "Hello", "visit", 60),
        ("i2", "Re: Hello", "mail", None),
    ]
    # who attended had been invited: one link, the last word counts
    assert rows(reading, "INVITED_TO", "start", "answer") == [("p1", "invited"), ("p3", "attended")]
    assert rows(reading, "HOSTS", "start", "end") == [("p2", "m1")]
    assert rows(reading, "ABOUT", "start", "end") == [("r1", "p1"), ("r1", "m1")]
    assert rows(reading, "Report", "name", "trust") == [("Good", 5)]
    assert rows(reading, "LEADS_TO", "start", "end") == [("r1", "a1")]
    assert rows(reading, "RESPONSIBLE_FOR", "start") + rows(reading, "CONCERNS", "end") == [("p2",), ("p1",)]
    assert rows(reading, "HAS_OPPORTUNITY", "start", "end") == [("c1", "v1")]


def test_relationships_take_their_own_properties_and_ids(tmp_path: Path) -> None:
    ties = (
        "id,from,relationship,to,share,office,weight,topic,valid_from,note\n"
        ",c1,owns,c3,0.25,,,,,\n"
        "k7,p1,kennt,Bodo Wiesengrün,,,3,Golf,2020-05-01,since school\n"
        ",p1,KNOWS,p2,,,,Golf,1.6.2021,\n"
    )
    reading = read(tmp_path, companies=COMPANIES, people=PEOPLE, relationships=ties)
    assert reading.problems == []
    assert rows(reading, "OWNS", "id", "share") == [("OWNS|c1|c3|", 0.25)]
    assert rows(reading, "KNOWS", "id", "end", "weight", "topic", "valid_from", "note") == [
        ("k7", "p2", 3, "Golf", date(2020, 5, 1), "since school"),
        ("KNOWS|p1|p2|Golf|2021-06-01", "p2", None, "Golf", date(2021, 6, 1), None),
    ]


def test_the_id_wins_over_the_name(tmp_path: Path) -> None:
    people = "id,name\nBodo,Ada Mohnrot\np2,Bodo\n"
    reading = read(tmp_path, people=people, relationships="from,relationship,to\nBodo,KNOWS,p2\n")
    assert rows(reading, "KNOWS", "start", "end") == [("Bodo", "p2")]


def test_names_of_the_database_count_and_its_columns_stay(tmp_path: Path) -> None:
    before = read(tmp_path / "before", companies=COMPANIES, people=f"{PEOPLE}".replace("id,name", "id,name"))
    existing = Records(
        {label: table.select(list(node_schema(label))) for label, table in before.records.nodes.items()},
        {
            name: table.select(list(relationship_schema(name)))
            for name, table in before.records.relationships.items()
        },
    )
    after = read(
        tmp_path / "after",
        existing,
        companies="id,country\nc1,DE\n",
        relationships="from,relationship,to\nada mohnrot,KNOWS,Bodo Wiesengrün\n",
    )
    assert after.problems == []
    assert rows(after, "Company", "id", "name", "party", "country") == [
        ("c1", "Sonnentau Kliniken AG", "customer", "DE")
    ]
    assert rows(after, "KNOWS", "start", "end") == [("p1", "p2")]


def test_made_ids_are_the_same_every_time_and_those_of_the_database_where_it_knows_the_name(
    tmp_path: Path,
) -> None:
    list_of_people = "name,organisation,role\nAda  Mohnrot,Sonnentau Kliniken AG,decider\nNoa Birke,c1,user\n"
    alone = read(
        tmp_path / "a",
        companies="name,party\nSonnentau Kliniken AG,Kunde\n",
        people=list_of_people.replace("c1", "Sonnentau Kliniken AG"),
    )
    assert rows(alone, "Company", "id") == [("company:sonnentau kliniken ag",)]
    assert rows(alone, "Person", "id") == [
        ("person:ada mohnrot, sonnentau kliniken ag",),
        ("person:noa birke, sonnentau kliniken ag",),
    ]
    before = read(tmp_path / "b", companies=COMPANIES, people=PEOPLE)
    after = read(tmp_path / "c", before.records, people=list_of_people)
    assert rows(after, "Person", "id") == [("p1",), ("person:noa birke, c1",)]


def test_a_list_with_other_names_is_known_by_its_columns_in_either_language(tmp_path: Path) -> None:
    texts = {
        "companies": COMPANIES,
        "Meine Liste": "Name,organisation,Position,Abteilung,E-Mail\nAda,c1,Leiterin,Einkauf,a@x.example\n",
    }
    reading = read(tmp_path, None, **texts)
    assert rows(reading, "WORKS_FOR", "job_title", "department") == [("Leiterin", "Einkauf")]
    assert rows(reading, "Person", "name", "email") == [("Ada", "a@x.example")]


def test_a_workbook_gives_one_table_a_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    companies, people = book.active, book.create_sheet("people")
    assert companies is not None
    companies.title = "companies"
    for row in (["id", "name", "earnings_value"], ["c1", "Sonnentau", 1234.5], ["c2", "Nebel", 2000]):
        companies.append(row)
    for row in (["id", "name", "organisation", "profile_updated"], ["p1", "Ada", "c1", date(2026, 1, 5)]):
        people.append(row)
    book.save(tmp_path / "list.xlsx")
    book.close()
    tables = load(files_of([tmp_path / "list.xlsx"]), known_headers())
    reading = Canonical().read(tables, Context(Records(), TODAY))
    assert reading.problems == []
    assert rows(reading, "Company", "id", "earnings_value") == [("c1", 1234.5), ("c2", 2000.0)]
    assert rows(reading, "Person", "id", "profile_updated") == [("p1", date(2026, 1, 5))]
    assert [file.file for file in reading.files] == [
        f"{tmp_path / 'list.xlsx'}/companies",
        f"{tmp_path / 'list.xlsx'}/people",
    ]


def test_an_unknown_table_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write_files(tmp_path, stock="article,price,name\n1,2,3\n")
    with pytest.raises(ImportRefused) as refused:
        check([tmp_path], TODAY_ONLY)
    assert refused.value.where == str(tmp_path / "stock.csv")
    assert refused.value.what == "no known table; its header is article, price, name"
    assert refused.value.next_step.startswith("nearest are canonical companies (shares name)")
    with pytest.raises(UnknownName, match="no source 'excel'"):
        check([tmp_path], Options(TODAY, from_name="excel"))


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(ImportRefused):
            check([source], TODAY_ONLY)


def test_the_example_network_has_neither_faults_nor_notes() -> None:
    report = check([EXAMPLE], Options(date(2026, 11, 23)))
    assert problems(report) == []
    assert all(file.taken == file.rows > 0 for file in report.files)
    assert len(report.files) == 9


PLAIN = "id,name,topics\no1,Ada Mohnrot,  Golf \no2,'=1+1,'quoted'\no3,Zoë,\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.rstrip("\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace("  Golf ", '"a, b"'),
    ],
)
def test_the_fast_way_reads_what_the_general_one_reads(text: str, tmp_path: Path) -> None:
    path = write_files(tmp_path, people=text) / "people.csv"
    fast = fast_table(path, known_headers())
    assert fast is not None
    general = text_table(read_tables(path, known_headers())[0])
    assert fast.cells.equals(general.cells)
    assert (fast.file, fast.stem, fast.header, fast.rows) == (
        general.file,
        general.stem,
        general.header,
        general.rows,
    )
    assert fast.cells[ORIGIN_ROW].to_list() == [2, 3, 4]
    assert fast.cells["name"].to_list() == ["Ada Mohnrot", "=1+1", "Zoë"]


@pytest.mark.parametrize(
    "odd",
    [
        "id,name\no1,Ada\n\no2,Bodo\n",  # a blank line shifts the rows
        "id,name\no1,Ada,x\n",  # too many cells
        "id,name\no1\n",  # too few
        'id,name\no1,"Ada\nMohnrot"\no2,6" Rohr\n',  # quotation marks around cells, and within one
        'id,name\no1,"Ada\n',  # an open quote
        "id,name,Name\no1,Ada,x\n",  # a name twice
        "id;name\no1;Ada\n",
        "My list,\nid,name\no1,Ada\n",  # a line before the header
    ],
)
def test_the_fast_way_leaves_all_that_is_odd_to_the_general_one(odd: str, tmp_path: Path) -> None:
    path = write_files(tmp_path, people=odd) / "people.csv"
    assert fast_table(path, known_headers()) is None


def test_a_large_file_goes_the_fast_way_with_the_same_checks(tmp_path: Path) -> None:
    lines = [f"p{number},Person {number},c1\n" for number in range(60_000)]
    people = "id,name,organisation\n" + "".join(lines) + "px,Ada,c9\n"
    assert len(people) > 1_000_000
    report = checked(tmp_path, companies=COMPANIES, people=people)
    said = ("fault", "people.csv", 60_002, "organisation", "c9", "nobody has this id or name")
    assert problems(report) == [said]
    assert account(report)["people.csv"] == (60_001, 60_000, 0, 0, 1)
    assert report.counts == {"Company": 3, "Person": 60_000, "WORKS_FOR": 60_000}


def test_tables_without_rows_are_read(tmp_path: Path) -> None:
    report = checked(tmp_path, people="id,name,organisation\n", relationships="from,relationship,to\n")
    assert problems(report) == []
    assert report.counts == {}
    assert account(report) == {"people.csv": (0, 0, 0, 0, 0), "relationships.csv": (0, 0, 0, 0, 0)}
