"""Calendars and mailboxes with invented people, and short ways to import them and look at what came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from stakeholder_graph.exchange.importing import Options, check, foresee
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.records import Records
from tests.small_files import TODAY, brief

FIRMS = "id,name,party\nc1,Sonnentau Kliniken AG,customer\nc2,Pusteblume Pumpen AG,own\n"
ADA, CORA = "ada.mohnrot@sonnentau.example", "cora@sonnentau.example"
BODO, DORA = "bodo.wiesengruen@pusteblume.example", "dora@pusteblume.example"
PEOPLE = f"""id,name,organisation,job_title,email
ada,Ada Mohnrot,c1,Einkaufsleiterin,{ADA}
cora,Cora Himmelblau,c1,,{CORA}
bodo,Bodo Wiesengrün,c2,Key Account Manager,{BODO}
dora,Dora Taubengrau,c2,Key Account Manager,{DORA}
"""
OPTIONS = Options(as_of=TODAY, own_domains=("pusteblume.example",))
Contact = tuple[str, str, int | None, str | None, tuple[str, ...]]


def folder_of(folder: Path, **files: str | bytes) -> Path:
    """A folder with our people and these files: `inbox_mbox` becomes inbox.mbox."""
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, str | bytes] = {"companies_csv": FIRMS, "people_csv": PEOPLE, **files}
    for name, text in texts.items():
        stem, _, ending = name.rpartition("_")
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / f"{stem}.{ending}").write_bytes(data)
    return folder


def event(*lines: str, start: str = "DTSTART:20261110T100000Z", uid: str = "UID:mohn-1") -> str:
    """One event, as a rule with a start and an identity."""
    given = [line for line in (uid, start, *lines) if line]
    return "\r\n".join(["BEGIN:VEVENT", *given, "END:VEVENT", ""])


def calendar(*events: str, head: tuple[str, ...] = ()) -> str:
    """A calendar of these events."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, ""]) + "".join(events) + "END:VCALENDAR\r\n"


def asked(*addresses: str, by: str = BODO, **params: str) -> tuple[str, ...]:
    """The lines that say who was asked, and by whom."""
    more = "".join(f";{name}={value}" for name, value in params.items())
    return (f"ORGANIZER:mailto:{by}", *(f"ATTENDEE{more}:mailto:{address}" for address in addresses))


def mail(
    *more: str, sender: str = f"Ada Mohnrot <{ADA}>", to: str = BODO,
    date: str | None = "Tue, 10 Nov 2026 11:00:00 +0100", key: str | None = "<mohn-1@sonnentau.example>",
    body: str = "Wird nie gelesen",
) -> str:  # fmt: skip
    """One mail without the line before it."""
    given = [f"From: {sender}", f"To: {to}"]
    given += [f"Date: {date}"] if date is not None else []
    given += [f"Message-ID: {key}"] if key is not None else []
    return "\n".join([*given, *more, "", body, ""])


def mailbox(*mails: str) -> str:
    """A mailbox with these mails."""
    return "".join(f"From - Tue Nov 10 11:00:00 2026\n{text}\n" for text in mails)


def contacts(folder: Path, **how: Any) -> list[Contact]:
    """All contacts that an import of the folder gives: day, channel, minutes, subject, who in which part."""
    _, everything = foresee(Records(), [folder], replace(OPTIONS, **how))
    return contacts_in(everything)


def contacts_in(records: Records) -> list[Contact]:
    """All contacts of these records, the earliest first."""
    took_part: dict[str, list[str]] = {}
    for person, node, part in records.relationship_table("TOOK_PART").select("start", "end", "part").rows():
        took_part.setdefault(node, []).append(f"{person} {part}")
    table = records.node_table("Interaction").select("id", "date", "channel", "minutes", "subject")
    return sorted(
        (str(day), channel, minutes, subject, tuple(sorted(took_part[node])))
        for node, day, channel, minutes, subject in table.rows()
    )


def days(folder: Path, **how: Any) -> list[str]:
    """Only the days of all contacts."""
    return [contact[0] for contact in contacts(folder, **how)]


def report(folder: Path, **how: Any) -> ImportReport:
    """The report on a folder; every sum in it must come out."""
    told = check([folder], replace(OPTIONS, **how))
    assert all(file.complete for file in told.files)
    return told


def account(told: ImportReport, name: str) -> tuple[int, int, dict[str, int], int]:
    """Rows, taken, why left out, reported, of the file of this name."""
    (file,) = [file for file in told.files if Path(file.file).name == name]
    return file.rows, file.taken, file.why_left_out, file.reported


def faults(told: ImportReport) -> list[tuple[Any, ...]]:
    """File, row, column, value and problem of all faults."""
    return [brief(problem)[1:] for problem in told.faults]


def notes(told: ImportReport) -> list[tuple[str, int | None, str | None, str, int]]:
    """File, row, value, problem and count of all notes on calendars and mails."""
    return [
        (Path(note.file).name, note.row, note.value, note.problem, note.count)
        for note in told.notes
        if not note.file.endswith(".csv")
    ]
