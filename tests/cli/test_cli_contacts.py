"""Calendars and mailboxes on the command line: whose they are, what is kept, what the policy knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.running import run
from tests.contact_files import ADA, BODO, asked, calendar, event, folder_of, mail, mailbox

DAY_BEFORE = "Mon, 9 Nov 2026 11:00:00 +0100"  # contacts on one day count once
ON_DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def files(in_an_empty_folder: Path) -> Path:
    """A folder with people, a calendar that does not say whose it is, and a mailbox."""
    alone = event(f"ATTENDEE:mailto:{ADA}", "SUMMARY:Geheim", uid="UID:a")
    both = event(*asked(ADA, "neu@pusteblume.example"), uid="UID:b")
    texts = {
        "termine_ics": calendar(alone, both),
        "inbox_mbox": mailbox(mail("Subject: Geheim", date=DAY_BEFORE)),
    }
    return folder_of(in_an_empty_folder / "in", **texts)


def contacts_of(person: str) -> list[tuple[str, str | None]]:
    told = run("person", person, "--format", "json", *ON_DAY).json()["contacts"]
    return sorted(((contact["channel"], contact["subject"]) for contact in told), key=str)


@pytest.mark.usefixtures("files")
def test_only_who_and_when_unless_the_subject_is_wanted() -> None:
    assert run("import", "in", *ON_DAY).code == 0
    assert contacts_of("Ada Mohnrot") == [("mail", None), ("meeting", None)]
    assert b"Geheim" not in Path("stakeholders.db").read_bytes()
    told = run("import", "in", "--with-subject", "--whose", BODO, *ON_DAY)
    assert told.code == 0
    assert contacts_of("Ada Mohnrot") == [("mail", "Geheim"), ("meeting", "Geheim")]


@pytest.mark.usefixtures("files")
def test_the_report_says_whose_calendar_is_asked_for() -> None:
    told = run("check", "in", "--format", "json", *ON_DAY).json()
    assert shapes.misfits(told, shapes.IMPORT) == []
    formats = {Path(file["file"]).name: file["format"] for file in told["files"]}
    assert (formats["termine.ics"], formats["inbox.mbox"]) == ("icalendar", "mbox")
    assert ("termine.ics", "say whose it is: --whose NAME") in {
        (Path(note["file"]).name, note["hint"]) for note in told["notes"]
    }
    assert all(
        file["rows"] == file["taken"] + file["unchanged"] + file["left_out"] + file["reported"]
        for file in told["files"]
    )


@pytest.mark.parametrize("command", ["import", "check"])
@pytest.mark.usefixtures("files")
def test_whose_must_be_somebody(command: str) -> None:
    ran = run(command, "in", "--whose", "Bodo Wiesengruen", "--quiet", *ON_DAY)
    said = "nobody of ours is called 'Bodo Wiesengruen' or has that address; did you mean Bodo Wiesengrün?"
    assert (ran.code, ran.err) == (1, f"error: --whose: {said}\n")
    assert not Path("stakeholders.db").exists()


@pytest.mark.usefixtures("files")
def test_our_domains_are_those_of_the_care_policy() -> None:
    people = Path("in") / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace(BODO, ""), encoding="utf-8")
    Path("care-policy.toml").write_text('[own]\ndomains = ["pusteblume.example"]\n', encoding="utf-8")
    notes = run("check", "in", "--format", "json", *ON_DAY).json()["notes"]
    said = {note["value"]: note["problem"] for note in notes if "@" in (note["value"] or "")}
    assert said["neu@pusteblume.example"] == "one of ours, in no file and not in the database"


def test_a_mailbox_alone_into_an_empty_database_makes_nobody(in_an_empty_folder: Path) -> None:
    (in_an_empty_folder / "inbox.mbox").write_text(mailbox(mail()), encoding="utf-8")
    ran = run("import", "inbox.mbox", *ON_DAY)
    assert (ran.code, "1 left out, fewer than two people whom we know" in ran.out) == (0, True)
    assert run("info", "--format", "json").json()["kinds"]["Person"] == 0
