"""Mails one after the other out of a mailbox of any size: the lines of their headers, never what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stakeholder_graph.errors import ImportRefused

HEADERS = frozenset(
    b"from to cc bcc date subject message-id list-id precedence auto-submitted return-path content-type "
    b"x-failed-recipients x-mozilla-draft-info x-unsent x-gmail-labels x-uniform-type-identifier".split()
)
"""The headers that are read; whatever else a mail has is passed over."""
LARGEST = 1_000_000  # bytes of these headers in one mail; thousands of recipients take a tenth of that
BUFFER = 1 << 20
PIECE = 65_536  # a longer line is read in pieces
_DAY = rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
_DATED = re.compile(
    rb"From .*" + _DAY + rb"([A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}).*\d\d:\d\d.*\d{4}"
)
_BLANK = (b"\n", b"\r\n", b"\r")
TOO_LARGE = "its headers are larger than any mail's: damaged, or made to do harm"
WITH_NUL = "NUL characters in its headers: damaged"
NO_MAIL = "this is no mail: it has no headers"
CUT = "the file ends within the headers of this mail"


@dataclass
class RawMail:
    """The headers of one mail as they stand there, by lower-case name; `flaw` says why they are of no use."""

    number: int
    headers: dict[str, list[bytearray]] = field(default_factory=dict)
    flaw: str | None = None
    size: int = 0
    _open: list[bytearray] | None = None

    def add(self, line: bytes, whole: bool) -> None:
        """Take a line of the headers, or a piece of one (`whole` False: it goes on from the last)."""
        if whole and line[:1] not in b" \t":
            name, colon, value = line.partition(b":")
            name = name.strip().lower()
            self._open = None
            if not colon or name not in HEADERS:
                return
            self._open = self.headers.setdefault(name.decode("ascii"), [])
            self._open.append(bytearray(value.strip(b"\r\n")))
            self.size += len(value)
        elif self._open is not None and self.flaw is None:
            self._open[-1] += line.strip(b"\r\n")
            self.size += len(line)
        if self._open is not None and self.flaw is None:
            if b"\0" in line:
                self.flaw = WITH_NUL
            elif self.size > LARGEST:
                self.flaw = TOO_LARGE
                self.headers.clear()


def read_mails(path: Path, *, single: bool = False) -> Iterator[RawMail]:
    """Yield the headers of every mail of a mailbox, or of the one mail that the file is (`single`).

    Never more than one mail's headers are kept, and nothing of the texts. A mail begins with a line `From `
    with a day, also where the line before is not blank; where the first has no day, any `From ` behind a
    blank line begins one. ImportRefused where the file cannot be read or has two-byte characters. O(bytes).
    """
    try:
        with path.open("rb", buffering=BUFFER) as file:
            start = file.read(3)
            if start.startswith((b"\xff\xfe", b"\xfe\xff")):
                problem = "is written in UTF-16, as no mail program does"
                raise ImportRefused(str(path), problem, "export it from the mail program again")
            first = 3 if start == b"\xef\xbb\xbf" else 0
            file.seek(first)
            if not single and not _holds_mail(file.read(PIECE)):
                raise ImportRefused(str(path), "holds no mail", "export it from the mail program again")
            file.seek(first)
            yield from _mails(iter(lambda: file.readline(PIECE), b""), single)
    except OSError as error:
        raise ImportRefused(str(path), f"cannot be read ({error.strerror})", "check the file") from error


def _holds_mail(start: bytes) -> bool:
    """Whether a mailbox is empty, or a mail stands at its beginning."""
    return not start.strip() or start.lstrip().startswith(b"From ")


def _mails(lines: Iterator[bytes], single: bool) -> Iterator[RawMail]:
    mail = RawMail(1) if single else None
    in_headers, blank, whole, loose, any_header, last = single, True, True, False, not single, b"\n"
    for line in lines:
        if (
            whole
            and not single
            and line.startswith(b"From ")
            and (mail is None or _begins(line, blank, loose))
        ):
            if mail is None:
                loose = not _DATED.match(line)
            else:
                yield mail
            mail = RawMail(1 if mail is None else mail.number + 1)
            in_headers = True
        elif in_headers and mail is not None:
            if whole and line in _BLANK:
                in_headers = not any_header
            else:
                mail.add(line, whole)
                any_header = True
        blank = whole and line in _BLANK
        whole, last = line.endswith(b"\n"), line
    if mail is not None:
        if single and not mail.headers and mail.flaw is None:
            mail.flaw = NO_MAIL
        if in_headers and (not single or not last.endswith((b"\n", b"\r"))) and mail.flaw is None:
            mail.flaw = CUT
        yield mail


def _begins(line: bytes, blank: bool, loose: bool) -> bool:
    return bool(_DATED.match(line)) or (loose and blank)
