"""Whether a file is a calendar, a mailbox or a single mail: told by how it begins, not by its name alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Kind = Literal["icalendar", "mbox", "eml"]
ENDINGS: dict[str, Kind] = {".ics": "icalendar", ".ical": "icalendar", ".mbox": "mbox", ".eml": "eml"}
"""Endings by which such a file is found in a folder; a mailbox without ending is found by its first line."""
APPLE_MAILBOX = "mbox"
"""The file in which Apple's mail program keeps the mails of a folder that is called `Inbox.mbox`."""
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".graphml")
_BEGINNING = 4096
_CALENDAR = re.compile(r"\s*BEGIN:(VCALENDAR|VEVENT)\s", re.IGNORECASE)
_DATED = re.compile(rb"From .*\d\d?:\d\d(:\d\d)?.* \d{4}\b")
_UNDATED = re.compile(rb"From \S+\r?\n[A-Za-z-]+:")
_HEADER = re.compile(rb"(Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version"
                     rb"|X-[\w-]+):", re.IGNORECASE)  # fmt: skip


def kind_of(path: Path) -> Kind | None:
    """What a file is, by its first bytes; its ending decides only where these say nothing. None: a table."""
    ending = path.suffix.lower()
    if path.is_dir() or ending in (".xlsx", ".xlsm"):
        return None
    try:
        with path.open("rb") as file:
            start = file.read(_BEGINNING)
    except OSError:
        return ENDINGS.get(ending)
    if _CALENDAR.match(_text(start)):
        return "icalendar"
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith(b"From ") and (ending in ENDINGS or _DATED.match(start) or _UNDATED.match(start)):
        return "mbox"
    if ending not in _TABLES and ending not in ENDINGS and _HEADER.match(start):
        return "eml"
    return ENDINGS.get(ending)


def files_in(folder: Path) -> list[Path]:
    """The calendars and mails of a folder; also mailboxes without an ending, as Thunderbird keeps them."""
    found: list[Path] = []
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            inner = path / APPLE_MAILBOX
            if path.suffix.lower() == ".mbox" and inner.is_file():
                found.append(inner)
        elif path.suffix.lower() in ENDINGS or (not path.suffix and kind_of(path) == "mbox"):
            found.append(path)
    return found


def _text(start: bytes) -> str:
    """The beginning as text: with a mark of two-byte characters as these, else byte by byte."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
