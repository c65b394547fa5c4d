"""What the headers of a mail say: who wrote when to whom, and whether anybody in person wrote it at all."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import Any

from stakeholder_graph.exchange.interactions.addresses import plain_address
from stakeholder_graph.exchange.interactions.collecting import kept_id
from stakeholder_graph.exchange.interactions.mailbox import RawMail

LIST = "mailing list or mass mail: no contact"
AUTOMATIC = "written by a machine: no contact"
NO_REPLY = "from an address that takes no answer: no contact"
FAILURE = "says that a mail could not be delivered: no contact"
DRAFT = "a draft, never sent"
DRAFT_LABELS = ("draft", "drafts", "entwurf", "entwürfe")
_NO_REPLY = re.compile(r"(no|do[._-]?not|nicht)[._-]?(reply|antworten)\b|no[._-]?response\b")
_FAILURE = re.compile(r"(mailer[._-]?daemon|postmaster)@")
# Since 3.11.10 a header that is not quite right gives nobody at all, unless one says otherwise
_LENIENT: dict[str, Any] = {"strict": False} if "strict" in inspect.signature(getaddresses).parameters else {}

Named = tuple[str, str]
"""A name as it is written, and a plain address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Who, when, to whom; `id` is its own or made from these. `hidden`: blind copies, of which only one's own
    sent mails tell.
    """

    id: str
    sender: tuple[Named, ...]
    recipients: tuple[Named, ...]
    hidden: tuple[Named, ...]
    written_date: str
    subject: str | None


def read_mail(raw: RawMail, *, with_subject: bool) -> Mail:
    """The mail as its headers tell it; the subject only where it is wanted."""
    given = _text(raw, "message-id").strip().strip("<>")
    sender, written_date = _people(raw, "from"), _text(raw, "date").strip()
    recipients = (*_people(raw, "to"), *_people(raw, "cc"))
    told = given or repr((written_date, sender, recipients))
    subject = decoded(_text(raw, "subject")) if with_subject else None
    return Mail(
        kept_id(told, made=not given), sender, recipients, _people(raw, "bcc"), written_date, subject or None
    )


def why_no_contact(raw: RawMail, sender: Sequence[Named]) -> str | None:
    """Why a mail is no contact whoever got it: mass mail, machines, drafts; None where somebody wrote it."""
    if _is_draft(raw):
        return DRAFT
    addresses = [address for _, address in sender]
    returned = _text(raw, "content-type").lower()
    if (
        "x-failed-recipients" in raw.headers
        or ("multipart/report" in returned and "delivery-status" in returned)
        or any(_FAILURE.match(address) for address in addresses)
    ):
        return FAILURE
    if "list-id" in raw.headers or _text(raw, "precedence").strip().lower() in ("bulk", "list", "junk"):
        return LIST
    automatic = _text(raw, "auto-submitted").partition(";")[0].strip().lower()
    if automatic not in ("", "no") or _text(raw, "return-path").strip() == "<>":
        return AUTOMATIC
    if any(_NO_REPLY.search(address.rpartition("@")[0]) for address in addresses):
        return NO_REPLY
    return None


def _is_draft(raw: RawMail) -> bool:
    labels = [decoded(label).strip().lower() for label in _text(raw, "x-gmail-labels").split(",")]
    return (
        "x-mozilla-draft-info" in raw.headers
        or _text(raw, "x-unsent").strip() == "1"
        or "mail-draft" in _text(raw, "x-uniform-type-identifier")
        or any(label in DRAFT_LABELS for label in labels)
    )


def moment_of(text: str) -> datetime | None:
    """When it was written, with its offset where it has one; None where the text is no date."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def decoded(text: str) -> str:
    """The text of a header as people read it: `=?utf-8?q?M=C3=BCller?=` is Müller."""
    if "=?" not in text:
        return text.strip()
    try:
        return str(make_header(decode_header(text))).strip()
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text.strip()


def _text(raw: RawMail, name: str) -> str:
    """The first header of this name; in most mails it is the only one."""
    found = raw.headers.get(name)
    return _read(bytes(found[0])) if found else ""


def _read(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _people(raw: RawMail, name: str) -> tuple[Named, ...]:
    found = raw.headers.get(name, ())
    return tuple(named for value in found for named in _addresses(_read(bytes(value))))


@lru_cache(maxsize=10_000)
def _addresses(value: str) -> tuple[Named, ...]:
    """Everybody in one header; a group without members, as undisclosed-recipients, is nobody."""
    found = ((name, plain_address(address)) for name, address in getaddresses([value], **_LENIENT))
    return tuple((decoded(name), address) for name, address in found if address)
