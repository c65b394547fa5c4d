"""The calendars of other programs' tests: what each must give, with invented people behind the addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from stakeholder_graph.exchange.importing import check, foresee
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.records import Records
from tests.contact_files import OPTIONS, account, contacts_in, faults, notes

FIRMS = "id,name,party\nc1,Sonnentau Kliniken AG,customer\nc2,Pusteblume Pumpen AG,own\n"
NAMES = ("Ada Mohnrot", "Bodo Wiesengrün", "Cora Himmelblau", "Emil Grau", "Fritz Lila", "Gerd Ocker")
UNANSWERED = "people who have not answered, or said perhaps, count as present"


def addresses(file: Path) -> list[str]:
    """Everybody in a calendar, in the order of the file."""
    unfolded = re.sub(r"\r?\n[ \t]", "", file.read_text(encoding="utf-8"))
    return list(dict.fromkeys(re.findall(r"(?i)mailto:(\S+)", unfolded)))


def known(folder: Path, file: Path) -> Path:
    """A folder in which everybody of this calendar has a name; the last, and Ida, are ours."""
    rows = [f"p{n},{NAMES[n]},c1,{address}\n" for n, address in enumerate(addresses(file))]
    rows[-1] = rows[-1].replace(",c1,", ",c2,") if len(rows) > 1 else rows[-1]
    people = "id,name,organisation,email\n" + "".join(rows) + "ida,Ida Umbra,c2,\n"
    (folder / "companies.csv").write_text(FIRMS, encoding="utf-8")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    return folder


def told(folder: Path, file: Path, whose: str | None = None) -> ImportReport:
    found = check([known(folder, file), file], replace(OPTIONS, whose=whose))
    assert all(one.complete for one in found.files)
    return found


def found(folder: Path, file: Path, whose: str | None = None) -> list[tuple[object, ...]]:
    _, everything = foresee(Records(), [known(folder, file), file], replace(OPTIONS, whose=whose))
    return list(contacts_in(everything))


def test_one_event_with_three_people_and_one_with_nobody(samples: Path, tmp_path: Path) -> None:
    file = samples / "ics" / "example.ics"
    everybody = ("p0 participant", "p1 participant", "p2 participant")
    assert found(tmp_path, file) == [("2026-03-28", "meeting", 390, None, everybody)]
    assert account(told(tmp_path, file), "example.ics") == (2, 1, {"nobody else was asked: no contact": 1}, 0)
    assert notes(told(tmp_path, file)) == [
        ("example.ics", 1, None, "two events with the same UID and another start; both are kept", 2),
        (
            "example.ics",
            2,
            None,
            "no organiser, so the one whose calendar it is does not count as present",
            1,
        ),
    ]


@pytest.mark.parametrize("name", ["event_with_rsvp.ics", "rfc_6868.ics"])
def test_events_without_start(samples: Path, tmp_path: Path, name: str) -> None:
    report = told(tmp_path, samples / "ics" / name)
    assert faults(report) == [(name, 1, "DTSTART", None, "no DTSTART: nobody knows when it was")]
    assert account(report, name) == (1, 0, {}, 1)


def test_a_name_with_quotation_marks(samples: Path) -> None:
    from stakeholder_graph.exchange.interactions.calendar_file import read_calendar
    from stakeholder_graph.exchange.interactions.event import read_event

    (raw,) = read_calendar(samples / "ics" / "rfc_6868.ics", with_subject=False).events
    (asked,) = read_event(raw, "").people.values()
    before, nickname, after = asked.name.split('"')
    assert all((before.strip(), nickname, after.strip())) and "^" not in asked.name


def test_a_whole_day_with_three_people_who_have_not_answered(samples: Path, tmp_path: Path) -> None:
    file = samples / "ics" / "property_params.ics"
    assert b"\r" not in file.read_bytes()
    everybody = ("p0 participant", "p1 organiser", "p2 participant")
    assert found(tmp_path, file) == [("2012-08-14", "meeting", None, None, everybody)]
    assert notes(told(tmp_path, file)) == [("property_params.ics", 1, None, UNANSWERED, 1)]


def test_four_periods_in_a_zone_of_their_own(samples: Path, tmp_path: Path) -> None:
    (file,) = (samples / "ics").glob("issue_156*.ics")
    both = ("ida organiser", "p0 participant")
    assert found(tmp_path, file, whose="Ida Umbra") == [
        (day, "meeting", 30, None, both) for day in ("2021-11-01", "2021-12-06", "2022-01-03", "2022-02-07")
    ]
    series = "one occurrence of a series that is in no file"
    assert notes(told(tmp_path, file, "Ida Umbra")) == [(file.name, 1, None, series, 1)]


def test_without_an_organiser_nobody_knows_whose_calendar_it_is(samples: Path, tmp_path: Path) -> None:
    (file,) = (samples / "ics").glob("issue_156*.ics")
    said = "no organiser, so the one whose calendar it is does not count as present"
    assert found(tmp_path, file) == []
    series = "one occurrence of a series that is in no file"
    assert notes(told(tmp_path, file)) == [(file.name, 1, None, it, 1) for it in (said, series)]


def test_nobody_is_made_from_an_address(samples: Path) -> None:
    report = check([samples / "ics"], replace(OPTIONS, skip_faulty=True))
    assert report.counts == {}
    everybody = [address for file in sorted((samples / "ics").iterdir()) for address in addresses(file)]
    listed = [note.value for note in report.notes if "@" in (note.value or "")]
    assert len(listed) == len(everybody) - 2  # nobody knows when the two events without start were
    assert set(listed) < set(everybody)
