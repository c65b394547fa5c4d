"""A large mailbox into the database, beside a plain loop over it with Python's own library."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

from benchmarks.importing import DAY_OF_IMPORT, emptied
from benchmarks.measuring import (
    Cost,
    ProgramFailed,
    in_turn,
    middle,
    ratio,
    run_function,
    run_program,
    told,
    verdict,
)
from benchmarks.starting import program
from stakeholder_graph.exchange.interactions.addresses import AddressBook
from stakeholder_graph.exchange.interactions.mails import MailReader
from stakeholder_graph.storage import open_store
from tests.reference.large_networks import AS_OF

MAILS = 50_000
PEOPLE = 1_000
FEWEST_A_SECOND = 5_000
PLAIN = Path(__file__).with_name("plain_mailbox.py")
LINE = "Mit freundlichen Gruessen und vielen Worten, die niemand liest, bis zum Rand der Zeile\n"
MASS = "List-Id: <rundbrief.verband.example>\n"
ZONE = timezone(timedelta(hours=1))


def address(number: int) -> str:
    """The address of one of the people; of the first fifty, of ours."""
    return f"p{number}@{'pusteblume' if number < 50 else f'kunde{number % 97}'}.example"


def mails(seed: int, count: int) -> Iterator[str]:
    """Mails between people whom we know, strangers and lists, with ten headers and a few KB of text each."""
    chance = random.Random(seed)
    noon = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 12, tzinfo=ZONE)
    for number in range(count):
        when = format_datetime(noon - timedelta(minutes=chance.randrange(500_000)))
        ours, theirs = address(chance.randrange(50)), address(chance.randrange(50, PEOPLE * 5 // 4))
        sender, to = (ours, theirs) if chance.random() < 0.5 else (theirs, ours)
        copies = ", ".join(address(chance.randrange(PEOPLE)) for _ in range(chance.randrange(3)))
        yield (
            f"From - Tue Nov 10 11:00:00 2026\nReturn-Path: <{sender}>\n"
            f"Received: from mx.example by mx2.example;\n"
            f'\t{when}\nFrom: =?utf-8?q?J=C3=BCrgen?= {number % 997} <{sender}>\nTo: "Amt, Das" <{to}>\n'
            + (f"Cc: {copies}\n" if copies else "")
            + (MASS if chance.random() < 0.2 else "")
            + f"Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?= {number}\n"
            f"Date: {when}\nMessage-ID: <{number}@mx.example>\n"
            f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nX-Mailer: Feder\n\n"
            f"{LINE * chance.randrange(10, 90)}\n"
        )


def write_mail_folder(folder: Path, seed: int = 7) -> Path:
    """The mailbox and the people in it; returns the mailbox."""
    folder.mkdir()
    firms = "".join(f"k{n},Kunde {n},customer\n" for n in range(97))
    (folder / "companies.csv").write_text(f"id,name,party\nown,Pusteblume,own\n{firms}", encoding="utf-8")
    people = "".join(
        f"p{n},Person {n},{'own' if n < 50 else f'k{n % 97}'},{address(n)}\n" for n in range(PEOPLE)
    )
    (folder / "people.csv").write_text(f"id,name,organisation,email\n{people}", encoding="utf-8")
    file = folder / "inbox.mbox"
    with file.open("w", encoding="utf-8", newline="\n") as text:
        text.writelines(mails(seed, MAILS))
    return file


def _import(folder: Path, database: Path) -> Cost:
    day = DAY_OF_IMPORT.isoformat()
    return run_program([program(), "--db", emptied(database), "--as-of", day, "--quiet", "import", folder])


def read_only(file: Path, database: Path) -> Cost:
    """Only the reading, in this process: headers, addresses, days, and whom we know of all that."""
    with open_store(database) as store:
        book = AddressBook(store.read())
    return run_function(lambda: MailReader(book, DAY_OF_IMPORT).read(file, "mbox"))


def measure_mails(place: Path, rounds: int) -> None:
    """The whole command, people and database included, beside a loop that only looks at the headers."""
    file = write_mail_folder(place / "mail")
    costs = in_turn(
        {
            "stakeholder-graph import": lambda: _import(file.parent, place / "mail.db"),
            "the reading of it alone": lambda: read_only(file, place / "mail.db"),
            "a loop over mailbox.mbox": lambda: run_program([sys.executable, PLAIN, file]),
        },
        rounds,
    )
    ours, reading, theirs = costs.values()
    wall, processor = ratio(ours, theirs)
    size = file.stat().st_size / 1e6
    speed, alone = (MAILS / middle(several).processor for several in (ours, reading))
    if not (place / "mail.db").is_file():
        raise ProgramFailed("the import of the mailbox wrote no database")
    print(f"mail: {alone:,.0f} mails a second of processor are read, {MAILS:,} mails of {size:.0f} MB")
    print(f"    {speed:,.0f} are imported: people, database, report and the start of the program included")
    print(f"    {verdict(alone, FEWEST_A_SECOND, at_least=True)}; ", end="")
    print(f"{wall:.2f} times a loop over mailbox.mbox by clock, {processor:.2f} by processor")
    for name, several in costs.items():
        print(told(name, several))
