"""What the headers of a mail say: who wrote when to whom, and whether anybody in person wrote it at all."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import Any

from stakeholder_graph.exchange.interactions.addresses import decoded, plain_address
from stakeholder_graph.exchange.interactions.collecting import kept_id
from stakeholder_graph.exchange.interactions.mailbox import RawMail

LIST = "mailing list or mass mail: no contact"
AUTOMATIC = "written by a machine: no contact"
NO_REPLY = "from an address that takes no answer: no contact"
FAILURE = "says that a mail could not be delivered: no contact"
DRAFT = "a draft, never sent"
KEPT = 500  # letters of a header whose people are remembered
DRAFT_LABELS = ("draft", "drafts", "entwurf", "entwürfe")
_NO_REPLY = re.compile(r"(no|do[._-]?not|nicht)[._-]?(reply|antworten)\b|no[._-]?response\b")
_FAILURE = re.compile(r"(mailer[._-]?daemon|postmaster)@")
# Since 3.11.10 a header that is not quite right gives nobody at all, unless one says otherwise
_LENIENT: dict[str, Any] = {"strict": False} if "strict" in inspect.signature(getaddresses).parameters else {}

_ADDRESS = r"[\w.+=-]+@[\w-]+(?:\.[\w-]+)*"
# Blanks within a name are single ones: two ways to read several would take long where there are many
_NAME = r"[\w=?/+*'_-]+(?: [\w=?/+*'_-]+)*"
_ONE = re.compile(rf'\s*(?:(?:"([^"\\\r\n]*)"|({_NAME}))?\s*<({_ADDRESS})>|({_ADDRESS}))\s*(?:,|$)')

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
    labels = _text(raw, "x-gmail-labels")
    return (
        "x-mozilla-draft-info" in raw.headers
        or _text(raw, "x-unsent").strip() == "1"
        or "mail-draft" in _text(raw, "x-uniform-type-identifier")
        or any(decoded(label).strip().lower() in DRAFT_LABELS for label in labels.split(",") if label)
    )


def moment_of(text: str) -> datetime | None:
    """When it was written, with its offset where it has one; None where the text is no date."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(raw: RawMail, name: str) -> str:
    """The first header of this name; in most mails it is the only one."""
    found = raw.headers.get(name)
    return _read(found[0]) if found else ""


def _read(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _people(raw: RawMail, name: str) -> tuple[Named, ...]:
    found = map(_read, raw.headers.get(name, ()))
    # the longest are not kept: they could be ten thousand times a million letters
    return tuple(named for text in found for named in (_kept(text) if len(text) < KEPT else _addresses(text)))


@lru_cache(maxsize=10_000)
def _kept(value: str) -> tuple[Named, ...]:
    """The same, for headers that come again and again."""
    return _addresses(value)


def _addresses(value: str) -> tuple[Named, ...]:
    """Everybody in one header; a group without members, as undisclosed-recipients, is nobody."""
    found = _plainly_written(value) or getaddresses([value], **_LENIENT)
    plain = ((name, plain_address(address)) for name, address in found)
    return tuple(named for named in plain if named[1])


def _plainly_written(value: str) -> list[Named]:
    """The same as `getaddresses`, ten times as fast, for what most mails have; [] where it is otherwise.

    That is names without signs that have a meaning, or within quotation marks, each with its address.
    """
    found: list[Named] = []
    place = 0
    while one := _ONE.match(value, place):
        quoted, name, address, alone = one.groups()
        found.append((quoted or (name or "").strip(), address or alone))
        place = one.end()
    return found if place == len(value) else []
