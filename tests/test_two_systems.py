"""Two systems that know the same people: each completes the other, and repeating both changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.graph import open_graph
from tests.small_files import write_files

DAY = Options(date(2026, 11, 23), own="Unsere Firma")
PIPEDRIVE = (
    "Person - ID,Person - Name,Person - Email - Work,Person - Phone - Work,Organization - ID,"
    "Organization - Name,Person - Organization ID,Deal - ID,Deal - Title,Deal - Status\n"
    "1,Ada Mohnrot,ada@tau.example,,5,Tau GmbH,5,9,Neue Pumpen,Open\n"
)
GOOGLE = (
    "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value\n"
    "Ada,Mohnrot,Tau GmbH,CFO,ada@tau.example,+49 30 1\n"
)


def test_what_one_completes_the_other_does_not_empty(tmp_path: Path) -> None:
    deals = write_files(tmp_path / "deals", people=PIPEDRIVE)
    addresses = write_files(tmp_path / "addresses", contacts=GOOGLE)
    with open_graph(tmp_path / "graph.db", as_of=date(2026, 11, 23), create=True) as graph:

        def take(folder: Path) -> ImportReport:
            return graph.import_files([folder], DAY)

        take(deals)
        take(addresses)
        again = [take(folder) for folder in (deals, addresses, deals)]
        person = graph.records.node_table("Person").filter(id="pipedrive:contact:1").row(0, named=True)
        deal = graph.records.relationship_table("HAS_OPPORTUNITY").select("start", "end").rows()
    assert [report.moves for report in again] == [(), (), ()]
    assert [sum(file.taken for file in report.files) for report in again] == [0, 0, 0]
    assert (person["phone"], person["source"]) == (
        "+49 30 1", "pipedrive: people.csv + google: contacts.csv",
    )  # fmt: skip
    assert deal == [("pipedrive:company:5", "pipedrive:opportunity:9")]
