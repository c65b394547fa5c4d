"""Small whole files of every shape that is read, with invented people: what the mutations start from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from stakeholder_graph.exchange.headers import forms
from stakeholder_graph.exchange.mapping.describing import shipped
from tests.conftest import VENDOR_SAMPLES
from tests.salesforce_files import FILES
from tests.small_files import COMPANIES, PEOPLE

PEOPLE_CALLED = ("Ada Mohnrot", "Bodo Kiesel", "Cora Himmelblau", "Jürgen Größlich")
FIRMS_CALLED = ("Tau GmbH", "Nebel & Söhne AG", "Sonnentau Kliniken AG", "Karmesin, Chemie")
TIES = "from,relationship,to,weight,valid_from\np1,KNOWS,p2,3,2024-01-31\nAda Mohnrot,INFLUENCES,p3,4,\n"
REGISTER = "No;Body;Clients;Ministries;Status\n"
REGISTER += "R1;Bund der Winde;Tau|Nebel;Regen,Wind;ok\nR2;Bund der Wolken;;Wind;\n"
MAPPING: Mapping[str, Any] = {
    "name": "lobby",
    "tables": {
        "bodies": {"row": "Organisation", "columns": {"id": "No", "name": "Body"}},
        "clients": {
            "row": "MEMBER_OF",
            "columns": {"from": "Clients", "to": "No"},
            "split": {"from": "|"},
            "creates": {"from": "Company"},
        },
        "ministries": {
            "row": "ADVISES",
            "columns": {"from": "No", "to": "Ministries"},
            "split": {"to": ","},
            "creates": {"to": "Organisation"},
        },
    },
}


@dataclass(frozen=True)
class Original:
    """A file that can be read: its name, its bytes, and the mapping that it needs."""

    name: str
    data: bytes
    mapping: Mapping[str, Any] | None = None
    whose: str | None = None
    vendor: bool = False


def _value(target: str, row: int) -> str:
    """An invented value that fits what a column holds."""
    texts: tuple[tuple[tuple[str, ...], str], ...] = (
        (
            ("date", "start", "changed", "valid", "since", "responded", "updated", "_on"),
            f"2024-0{row + 1}-15",
        ),
        (("email",), f"{PEOPLE_CALLED[row].split()[0].lower()}@tau.example"),
        (("phone",), "+49 30 1234"),
        (("amount", "value", "minutes", "seconds", "weight", "hours", "level", "influence"), str(row + 1)),
        (("closed", "won", "active", "direct", "done", "no_call", "no_mail", "all_day"), "true"),
        (("first_name",), PEOPLE_CALLED[row].split()[0]),
        (("last_name",), PEOPLE_CALLED[row].split()[1]),
        (("account_name", "employer_name", "parent_name", "organisation", "at_name"), FIRMS_CALLED[row]),
        (("owner_name", "person_name", "contact_names", "organiser", "participants"), PEOPLE_CALLED[row]),
        (("name",), PEOPLE_CALLED[row]),
        (("title",), "Einkaufsleiterin"),
    )
    return next((text for words, text in texts if any(word in target for word in words)), f"a{row}")


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]], sign: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([header, *rows])
    return out.getvalue().encode("utf-8")


def _shipped() -> Iterator[Original]:
    """A file for each table of each known system, made from its description."""
    for source in shipped().values():
        for table in source.tables:
            sets = table.recognise or (frozenset(),)
            header = list(dict.fromkeys([*sorted(sets[0]), *(names[0] for names in table.columns.values())]))
            target_of = {names[0]: target for target, names in table.columns.items()}
            rows = [[_value(target_of.get(name, ""), row) for name in header] for row in range(4)]
            yield Original(f"{source.name}-{table.name}.csv", _csv(header, rows), whose="Bodo Kiesel")


def _forms() -> Iterator[Original]:
    for form in forms().values():
        rows = [[_value(name, row) for name in form.columns] for row in range(4)]
        yield Original(f"{form.file}.csv", _csv(form.columns, rows, ";"))


def workbook(*tables: bytes) -> bytes:
    """These tables as sheets of one workbook."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for number, table in enumerate(tables):
        sheet = book.create_sheet(f"sheet{number}")
        for row in csv.reader(io.StringIO(table.decode("utf-8"))):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def originals() -> list[Original]:
    """All of them, always in the same order; the vendors' own files too, where they are."""
    companies, people, ties = (text.encode() for text in (COMPANIES, PEOPLE, TIES))
    found = [
        Original("companies.csv", companies),
        Original("people.csv", people),
        Original("relationships.csv", ties),
        Original("list.xlsx", workbook(companies, people, ties)),
        Original("register.csv", REGISTER.encode(), MAPPING),
        *_forms(),
        *_shipped(),
    ]
    salesforce = sorted(FILES.glob("*/*.csv"))
    found += [Original(path.name, path.read_bytes()) for path in salesforce]
    samples = sorted(VENDOR_SAMPLES.glob("*/*.csv")) if VENDOR_SAMPLES.is_dir() else []
    found += [Original(path.name, _start(path), vendor=True) for path in samples]
    return found


def _start(path: Path) -> bytes:
    """The first 20,000 bytes, as far as lines are whole."""
    data = path.read_bytes()
    return data if len(data) <= 20_000 else data[: data.rfind(b"\n", 0, 20_000) + 1]
