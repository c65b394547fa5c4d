"""All calendars and mails of an import together: what is handed to it, beside that of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stakeholder_graph.errors import ImportRefused, UnknownName
from stakeholder_graph.exchange.interactions.addresses import AddressBook
from stakeholder_graph.exchange.interactions.calendars import CalendarReader
from stakeholder_graph.exchange.interactions.collecting import FileAccount, reading_of
from stakeholder_graph.exchange.interactions.mails import MailReader
from stakeholder_graph.exchange.interactions.recognise import Kind
from stakeholder_graph.exchange.known_as import known_as
from stakeholder_graph.exchange.reading import Reading, SourceTable, UnreadFile
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.whose import IMPORT_FIRST, WHERE, nobody
from stakeholder_graph.exchange.whose import whose as whose_is_meant
from stakeholder_graph.model.records import Records


@dataclass
class Interactions:
    """What calendars and mails say, by system; the files that cannot be read; addresses that nobody has."""

    readings: list[tuple[str, list[SourceTable], Reading]] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    addresses: list[Problem] = field(default_factory=list)


def read_interactions(
    files: Mapping[Path, Kind],
    people: Records,
    *,
    as_of: date,
    own_domains: Sequence[str] = (),
    whose: str | None = None,
    with_subject: bool = False,
) -> Interactions:
    """Read all calendars and mails of an import; `people` are those of its tables and of the database.

    Nobody is made from an address alone. Raises UnknownName where `whose` is nobody. O(bytes).
    """
    book = AddressBook(people, tuple(own_domains))
    owner = None if whose is None else _owner(whose, people)
    calendars = CalendarReader(book, as_of, owner, with_subject)
    mails = MailReader(book, as_of, with_subject)
    found = Interactions()
    accounts: dict[str, list[FileAccount]] = {"calendar": [], "mail": []}
    for path, kind in files.items():
        try:
            if kind == "icalendar":
                accounts["calendar"].append(calendars.read(path))
            else:
                accounts["mail"].append(mails.read(path, kind))
        except ImportRefused as error:
            found.unread.append(UnreadFile(str(path), path.stem, error))
    calendars.finish()
    for system, contacts in (("calendar", calendars.contacts), ("mail", mails.contacts)):
        if accounts[system]:
            reading = reading_of(contacts, accounts[system])
            found.readings.append((system, [account.table() for account in accounts[system]], reading))
    found.addresses = book.notes()
    return found


def _owner(text: str, people: Records) -> str:
    """The one whose calendars these are, also under a name that a merge has left."""
    known = known_as(people)
    owner = whose_is_meant(text, [known.records])
    if owner is None:
        raise UnknownName(WHERE, nobody(text), IMPORT_FIRST)
    return known.kept.get(owner, owner)
