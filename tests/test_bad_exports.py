"""Exports of Google and EspoCRM that are broken: what is said of them, and that nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.importing import FaultsFound, Options, check, import_files
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.storage import open_store
from tests.small_files import TODAY, account

OPTIONS = Options(TODAY, own="Pusteblume Pumpen AG")
GOOGLE = (
    "First Name,Last Name,Organization Name,Organization Title,Birthday,E-mail 1 - Value\n"
    "Jörg,Mohnrot,Tau GmbH,CFO,irgendwann,joerg@tau.example\n"
    "Bodo,Kiesel,Tau GmbH,Clerk,31.02.1970,bodo@tau.example\n"
)
FIRMS = "id,name,type,assignedUserName\na1,Tau GmbH,Customer,Anke Birnbaum\n"
PEOPLE = (
    "id,firstName,lastName,accountName,accountRole,accountIsInactive,emailAddress\n"
    "c1,Jörg,Mohnrot,Tau GmbH,CFO,0,joerg@tau.example\n"
    "c2,Bodo,Kiesel,Tau GmbH,Clerk,0,bodo@tau.example\n"
)
DEALS = "id,name,stage,closeDate,accountId\no1,Presse,Closed Won,bald,a1\no2,Mixer,Open,2026-03-31,a1\n"
GOOGLE_FILES = {"contacts": GOOGLE}
ESPO_FILES = {"Account": FIRMS, "Contact": PEOPLE, "Opportunity": DEALS}
SYSTEMS = pytest.mark.parametrize(
    ("files", "people"), [(GOOGLE_FILES, "contacts"), (ESPO_FILES, "Contact")], ids=["google", "espocrm"]
)


def written(folder: Path, files: dict[str, str], **instead: bytes) -> Path:
    """The files in a folder, some with other bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(instead.get(name, text.encode("utf-8")))
    return folder


def said(report: ImportReport, file: str) -> list[tuple[str, int | None, str | None, str | None, str]]:
    """What is said of one file, without what an import of these systems always says."""
    always = ("columns not taken", "no id; made", "our company stands", "taken as", "without job title",
              "what the account is to us", "no user in any file", "owner", "company was made")  # fmt: skip
    return [
        (it.kind, it.row, it.column, it.value, it.problem)
        for it in report.problems
        if Path(it.file).stem == file and not any(words in it.problem for words in always)
    ]


def refused_whole(folder: Path) -> ImportReport:
    """The report of an import that writes nothing, without and with the rows that have no fault."""
    with open_store(folder.parent / "a.db", create=True) as store:
        with pytest.raises(FaultsFound) as refused:
            import_files(store, [folder], OPTIONS)
        assert store.read().counts() == {}
    return refused.value.report


@SYSTEMS
def test_unharmed_they_are_taken(tmp_path: Path, files: dict[str, str], people: str) -> None:
    report = check([written(tmp_path / "in", files)], OPTIONS)
    assert report.faults == ()
    assert account(report)[f"{people}.csv"] == (2, 2, 0, 0, 0)
    assert said(report, people) == []


@SYSTEMS
def test_nul_bytes_are_left_out_and_told(tmp_path: Path, files: dict[str, str], people: str) -> None:
    data = files[people].replace("Bodo", "Bo\0do").replace("Clerk", "\0Clerk\0").encode("utf-8")
    report = check([written(tmp_path / "in", files, **{people: data})], OPTIONS)
    assert said(report, people) == [("note", None, None, None, "3 NUL characters were left out")]
    assert account(report)[f"{people}.csv"] == (2, 2, 0, 0, 0)


@SYSTEMS
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-32-le"])
def test_another_encoding_gives_the_same_names(
    tmp_path: Path, files: dict[str, str], people: str, encoding: str
) -> None:
    folder = written(tmp_path / "in", files, **{people: files[people].encode(encoding)})
    with open_store(tmp_path / "a.db", create=True) as store:
        report = import_files(store, [folder], OPTIONS)
        assert {"Jörg Mohnrot", "Bodo Kiesel"} <= set(store.read().nodes["Person"]["name"])
    told = {
        "cp1252": ["not UTF-8; read as Windows-1252"],
        "utf-16": [],
        "utf-32-le": ["no byte order mark; read as utf-32-le"],
    }
    assert [entry[4] for entry in said(report, people)] == told[encoding]


@SYSTEMS
def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path, files: dict[str, str], people: str) -> None:
    report = refused_whole(written(tmp_path / "in", {**files, "x": ""}, **{people: bytes(range(256)) * 9}))
    assert said(report, people) == [("fault", None, None, None, "this is not a table of text")]


@SYSTEMS
def test_an_empty_file_is_a_fault_and_one_of_titles_only_is_none(
    tmp_path: Path, files: dict[str, str], people: str
) -> None:
    titles = files[people].partition("\n")[0].encode("utf-8")
    report = check([written(tmp_path / "titles", files, **{people: titles})], OPTIONS)
    assert report.faults == ()
    assert account(report)[f"{people}.csv"] == (0, 0, 0, 0, 0)
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "a.csv").write_bytes(b"")
    with pytest.raises(ImportRefused, match="no table in it"):
        check([tmp_path / "only"], OPTIONS)


@SYSTEMS
def test_a_file_that_is_cut_off_is_a_fault(tmp_path: Path, files: dict[str, str], people: str) -> None:
    cut = files[people][: files[people].index("Kiesel") + 3].encode("utf-8")
    folder = written(tmp_path / "in", files, **{people: cut})
    report = refused_whole(folder)
    width = files[people].partition("\n")[0].count(",") + 1
    cells = 2 if people == "contacts" else 3
    problem = f"the file ends in the middle of this row: {cells} of {width} cells, no line end"
    assert [entry[:4:3] + entry[4:] for entry in said(report, people)] == [
        ("fault", cut.decode("utf-8").splitlines()[-1], problem)
    ]
    assert account(report)[f"{people}.csv"] == (2, 1, 0, 0, 1)
    taken = check([folder], replace(OPTIONS, skip_faulty=True))
    assert account(taken)[f"{people}.csv"] == (2, 1, 0, 0, 1)


def test_google_without_the_columns_that_matter(tmp_path: Path) -> None:
    nameless = "Organization Name,Organization Title,E-mail 1 - Value\nTau GmbH,CFO,\n"
    with pytest.raises(ImportRefused) as refused:
        check([written(tmp_path / "a", {"contacts": nameless})], OPTIONS)
    assert refused.value.what.startswith(
        "no known table; its header is Organization Name, Organization Title"
    )
    assert "google Contacts (shares E-mail 1 - Value" in refused.value.next_step
    homeless = "First Name,Last Name,Labels,E-mail 1 - Value\nJörg,Mohnrot,* Work,\n,,* Work,\n"
    report = refused_whole(written(tmp_path / "b", {"contacts": homeless}))
    assert [entry for entry in said(report, "contacts") if entry[0] == "fault"] == [
        ("fault", 3, "Last Name", None, "no name")
    ]
    assert account(report) == {"contacts.csv": (2, 1, 0, 0, 1)}


def test_espocrm_without_the_columns_that_matter(tmp_path: Path) -> None:
    without_names = "id,accountName,accountRole\nc1,Tau GmbH,CFO\n"
    report = refused_whole(written(tmp_path / "a", {**ESPO_FILES, "Contact": without_names}))
    (fault,) = [it for it in report.faults if Path(it.file).stem == "Contact"]
    assert fault.problem == "no known table; its header is id, accountName, accountRole"
    assert "espocrm Contact (shares " in fault.hint
    without_ids = PEOPLE.replace("id,", "", 1).replace("c1,", "").replace("c2,", "")
    told = check([written(tmp_path / "b", {"Account": FIRMS, "Contact": without_ids})], OPTIONS)
    assert told.faults == ()
    assert any(note.problem == "no id; made from emailAddress, else from the name" for note in told.notes)
    twice = PEOPLE + "c1,Cora,Reiher,Tau GmbH,,0,\n"
    faults = refused_whole(written(tmp_path / "c", {"Account": FIRMS, "Contact": twice})).faults
    assert [(fault.row, fault.value) for fault in faults] == [(2, "c1"), (4, "c1")]


def test_days_that_cannot_be_read(tmp_path: Path) -> None:
    report = check([written(tmp_path / "in", ESPO_FILES)], OPTIONS)
    assert said(report, "Opportunity") == [("note", 2, "closeDate", "bald", "no day; left empty")]
    assert account(report)["Opportunity.csv"] == (2, 2, 0, 0, 0)
    # birthdays of an address book are private: nobody reads them, however they are written
    assert said(check([written(tmp_path / "google", GOOGLE_FILES)], OPTIONS), "contacts") == []
