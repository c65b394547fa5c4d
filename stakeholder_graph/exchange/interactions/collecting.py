"""Contacts in the making: each once, with those who took part, and the account of every file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading, SourceTable, without_cells
from stakeholder_graph.exchange.report import FileReport, Problem
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema, with_ids

LONGEST_ID = 200  # characters; a longer one is kept as its digest
ORIGIN = {ORIGIN_FILE: pl.String(), ORIGIN_ROW: pl.UInt32()}
FEW = "fewer than two people whom we know"
ONLY_OURS = "only people of ours: no contact"
EARLIEST = date(1990, 1, 1)
"""What is dated before is dated wrongly: nobody has kept mails or calendars for longer."""


def kept_id(given: str, *, made: bool = False) -> str:
    """The id that a calendar or mail has; its digest where it is too long, or `made` from what is in it."""
    if not made and len(given) <= LONGEST_ID:
        return given
    return hashlib.blake2b(given.encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(slots=True)
class Contact:
    """One mail or meeting that is taken. `people` are those who took part by id, each with the part."""

    file: str
    row: int
    date: date
    channel: str
    people: dict[str, str]
    subject: str | None = None
    minutes: int | None = None


@dataclass
class FileAccount:
    """What becomes of the mails or events of one file: rows = taken + left out + reported."""

    file: str
    format: str
    encoding: str = "utf-8"
    rows: int = 0
    taken: int = 0
    faulty: set[int] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, row: int, column: str | None, value: str | None, problem: str, hint: str) -> None:
        """Write down why this row cannot be taken."""
        self.faulty.add(row)
        self.problems.append(Problem("fault", self.file, row, column, value, problem, hint))

    def note(self, row: int, problem: str, hint: str) -> None:
        """Write down something about a row that is taken; the same of several rows is one note."""
        self.notes.setdefault((problem, hint), []).append(row)

    def report(self) -> FileReport:
        """The account as the report of an import has it."""
        left_out = dict(self.left_out)
        return FileReport(
            self.file, self.format, self.encoding, self.rows, self.taken,
            left_out=sum(left_out.values()), reported=len(self.faulty), why_left_out=left_out,
        )  # fmt: skip

    def said(self) -> list[Problem]:
        """All faults and notes."""
        counted = [
            Problem("note", self.file, min(rows), None, None, problem, hint, len(rows))
            for (problem, hint), rows in self.notes.items()
        ]
        return [*self.problems, *counted]

    def table(self) -> SourceTable:
        """The file as the import knows it: no cells, only its name and how many rows it has."""
        return without_cells(self.file, self.encoding, self.rows)


def records_of(contacts: Mapping[str, Contact]) -> Records:
    """The contacts by id as nodes, and who took part as ties, each with the file and row it comes from."""
    if not contacts:
        return Records()
    nodes = [
        {
            "id": node, "name": contact.subject, "date": contact.date, "channel": contact.channel,
            "subject": contact.subject, "minutes": contact.minutes,
            ORIGIN_FILE: contact.file, ORIGIN_ROW: contact.row,
        }
        for node, contact in contacts.items()
    ]  # fmt: skip
    ties = [
        {
            "start": person, "end": node, "part": part,
            ORIGIN_FILE: contact.file, ORIGIN_ROW: contact.row,
        }
        for node, contact in contacts.items()
        for person, part in contact.people.items()
    ]  # fmt: skip
    schema = {**ORIGIN, **node_schema("Interaction")}
    took_part = {**ORIGIN, **relationship_schema("TOOK_PART")}
    tied = with_ids(pl.DataFrame(ties, schema=took_part), ontology().relationships["TOOK_PART"])
    return Records({"Interaction": pl.DataFrame(nodes, schema=schema)}, {"TOOK_PART": tied})


def reading_of(contacts: Mapping[str, Contact], accounts: list[FileAccount]) -> Reading:
    """What an import is handed."""
    problems = [problem for account in accounts for problem in account.said()]
    return Reading(records_of(contacts), [account.report() for account in accounts], problems)
