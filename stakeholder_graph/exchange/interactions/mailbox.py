"""Mails one after the other out of a mailbox of any size: their headers, never what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.interactions.mailbox_blocks import MailBlocks

HEADERS = (
    b"From", b"To", b"Cc", b"Bcc", b"Date", b"Subject", b"Message-ID", b"List-Id", b"Precedence",
    b"Auto-Submitted", b"Return-Path", b"Content-Type", b"X-Failed-Recipients", b"X-Mozilla-Draft-Info",
    b"X-Unsent", b"X-Gmail-Labels", b"X-Uniform-Type-Identifier",
)  # fmt: skip
"""The headers that are read; whatever else a mail has is passed over."""
LARGEST = 1_000_000  # bytes of headers in one mail; thousands of recipients take a tenth of that
_WANTED = re.compile(
    rb"^(" + b"|".join(HEADERS) + rb")[ \t]*:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE
)
_NAMES = {name.lower(): name.lower().decode("ascii") for name in HEADERS}
_DAY = rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
_DATED = re.compile(
    rb"From .*" + _DAY + rb"([A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}).*\d\d:\d\d.*\d{4}"
)
TOO_LARGE = "its headers are larger than any mail's: damaged, or made to do harm"
WITH_NUL = "NUL characters in its headers: damaged"
NO_MAIL = "this is no mail: it has no headers"
CUT = "the file ends within the headers of this mail"
EXPORT_AGAIN = "export it from the mail program again"


@dataclass(slots=True)
class RawMail:
    """The headers of one mail as they stand there, by lower-case name; `flaw` says why they are of no use."""

    number: int
    headers: dict[str, list[bytes]] = field(default_factory=dict)
    flaw: str | None = None


def read_mails(path: Path, *, single: bool = False) -> Iterator[RawMail]:
    """Yield the headers of every mail of a mailbox, or of the one mail that the file is (`single`).

    Never more than one mail's headers are kept, and nothing of the texts. A mail begins with a line `From `
    with a day, also where the line before is not blank; where the first has no day, any `From ` behind a
    blank line begins one. ImportRefused where the file cannot be read or has two-byte characters. O(bytes).
    """
    try:
        with path.open("rb") as file:
            blocks = MailBlocks(file)
            if blocks.begin.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise ImportRefused(str(path), "is written in UTF-16, as no mail program does", EXPORT_AGAIN)
            if single:
                yield _single(blocks)
                return
            if blocks.begin.strip() and not blocks.begin.startswith(b"From "):
                raise ImportRefused(str(path), "holds no mail", EXPORT_AGAIN)
            yield from _mails(blocks)
    except OSError as error:
        raise ImportRefused(str(path), f"cannot be read ({error.strerror})", "check the file") from error


def _single(blocks: MailBlocks) -> RawMail:
    block, ended = blocks.headers(LARGEST)
    mail = _mail(1, block)
    if mail.flaw is None and not mail.headers:
        mail.flaw = NO_MAIL
    elif mail.flaw is None and not ended and not block.endswith(b"\n"):
        mail.flaw = CUT
    return mail


def _mails(blocks: MailBlocks) -> Iterator[RawMail]:
    line = blocks.line()
    dated = bool(_DATED.match(line))
    number = 0
    while line:
        number += 1
        block, ended = blocks.headers(LARGEST)
        another = block.find(b"\nFrom ")
        if another >= 0 and _DATED.match(block, another + 1):  # a mail without text, and without a blank line
            blocks.back(len(block) - another)
            block, ended = block[:another], True
        mail = _mail(number, block)
        if not ended and mail.flaw is None:
            mail.flaw = CUT
        yield mail
        line = _next(blocks, dated)


def _mail(number: int, block: bytes) -> RawMail:
    if len(block) > LARGEST:
        return RawMail(number, flaw=TOO_LARGE)
    mail = RawMail(number)
    headers = mail.headers
    for name, value in _WANTED.findall(block):
        key = _NAMES[name.lower()]
        unfolded = value.replace(b"\n", b"").replace(b"\r", b"") if b"\n" in value else value
        if key in headers:
            headers[key].append(unfolded)
        else:
            headers[key] = [unfolded]
    if b"\0" in block and any(b"\0" in value for several in headers.values() for value in several):
        return RawMail(number, flaw=WITH_NUL)
    return mail


def _next(blocks: MailBlocks, dated: bool) -> bytes:
    """The line with which the next mail begins; b"" where there is none."""
    while found := blocks.skip_to_from():
        line, behind_blank = found
        if _DATED.match(line) or (behind_blank and not dated):
            return line
    return b""
