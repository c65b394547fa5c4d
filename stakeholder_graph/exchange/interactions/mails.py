"""Mailboxes and single mails become contacts: who wrote to whom on which day, never what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from stakeholder_graph.exchange.dates import shown_day
from stakeholder_graph.exchange.interactions.addresses import AddressBook
from stakeholder_graph.exchange.interactions.collecting import (
    EARLIEST,
    FEW,
    ONLY_OURS,
    Contact,
    FileAccount,
)
from stakeholder_graph.exchange.interactions.mail import DRAFT, Mail, moment_of, read_mail, why_no_contact
from stakeholder_graph.exchange.interactions.mailbox import RawMail, read_mails
from stakeholder_graph.exchange.interactions.recognise import Kind

AGAIN = "the same mail again"
DRAFT_FOLDERS = ("drafts", "entwürfe", "entwuerfe")
_DAMAGED = "export it from the mail program again"


@dataclass
class MailReader:
    """Reads mail after mail into `contacts`; a mail that stands in several mailboxes is one contact."""

    book: AddressBook
    as_of: date
    with_subject: bool = False
    contacts: dict[str, Contact] = field(default_factory=dict)

    def read(self, path: Path, kind: Kind) -> FileAccount:
        """The account of one file. ImportRefused where it cannot be read at all. O(bytes)."""
        account = FileAccount(str(path), kind)
        drafts = path.stem.casefold() in DRAFT_FOLDERS
        for raw in read_mails(path, single=kind == "eml"):
            account.rows += 1
            if drafts:
                account.left_out[DRAFT] += 1
            elif raw.flaw:
                account.fault(raw.number, None, None, raw.flaw, _DAMAGED)
            else:
                self._take(account, raw)
        return account

    def _take(self, account: FileAccount, raw: RawMail) -> None:
        mail = read_mail(raw, with_subject=self.with_subject)
        if reason := why_no_contact(raw, mail.sender):
            account.left_out[reason] += 1
            return
        # whoever took part, a mail of no day is a fault: nobody knows whether it would be a contact
        day = _day(mail)
        if day is None or not EARLIEST <= day <= self.as_of + timedelta(days=1):
            _fault(account, raw.number, mail, day)
            return
        people = self._people(account.file, mail)
        if reason := self._too_few(people, day):
            account.left_out[reason] += 1
            return
        node = f"mail:{mail.id}"
        known = self.contacts.get(node)
        if known is not None:
            known.people = {**people, **known.people}
            account.left_out[AGAIN] += 1
            return
        if "message-id" not in raw.headers:
            account.note(raw.number, "no Message-ID; told apart by day and people", "nothing to do")
        self.contacts[node] = Contact(account.file, raw.number, day, "mail", people, mail.subject)
        account.taken += 1

    def _people(self, file: str, mail: Mail) -> dict[str, str]:
        """Whom we know of those in the headers, with their part; who is in several headers is the sender."""
        found: dict[str, str] = {}
        for part, (name, address) in _parts(mail, self._sent_by_us(mail)):
            person = self.book.person(address)
            if person is None:
                self.book.miss(address, name, file)
            else:
                found.setdefault(person, part)
        return found

    def _sent_by_us(self, mail: Mail) -> bool:
        return any(
            self.book.is_ours(address) or self.book.person(address) in self.book.ours
            for _, address in mail.sender
        )

    def _too_few(self, people: dict[str, str], day: date) -> str | None:
        if len(people) < 2:
            return FEW
        return ONLY_OURS if self.book.only_ours(people, day) else None


def _day(mail: Mail) -> date | None:
    moment = moment_of(mail.written_date)
    if moment is None:
        return None
    return shown_day(moment) if moment.tzinfo else moment.date()


def _fault(account: FileAccount, row: int, mail: Mail, day: date | None) -> None:
    """Say why a mail that somebody wrote has no date that can be."""
    if day is not None:
        problem = f"{day} cannot be its date: before 1990, or still to come"
    else:
        problem = "no readable date: a contact needs one" if mail.written_date else "no date"
    hint = "leave it out with --skip-faulty, or correct the mail"
    account.fault(row, "Date", mail.written_date or None, problem, hint)


def _parts(mail: Mail, sent_by_us: bool) -> Iterator[tuple[str, tuple[str, str]]]:
    """Everybody with the part, each address once."""
    seen: set[str] = set()
    hidden = mail.hidden if sent_by_us else ()
    for part, named in (("sender", mail.sender), ("recipient", (*mail.recipients, *hidden))):
        for name, address in named:
            if address not in seen:
                seen.add(address)
                yield part, (name, address)
