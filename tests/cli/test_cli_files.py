"""Importing, checking, templates and exports: what is told, what is written, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import DAY, SMALL, run, write_tables

REPORT = {
    "en": """\
file              read as      rows    = taken    + already there    + left out    + reported
{companies}  canonical       3          3                  0             0             0
{people}     canonical       5          5                  0             0             0
all files                         8          8                  0             0             0

no faults, no notes

{end}
""",
    "de": """\
Datei             gelesen als      Zeilen    = neu    + schon da    + ausgelassen    + gemeldet
{companies}  canonical             3        3             0                0             0
{people}     canonical             5        5             0                0             0
alle Dateien                            8        8             0                0             0

keine Fehler, keine Hinweise

{end}
""",
}
FAULTY = {**SMALL, "organisations": "id,name,shade\no1,Verband der Pfützen,blue\no2,,\n"}


@pytest.mark.parametrize(
    ("language", "written", "not_written", "again"),
    [
        (
            "en", "written to the database", "nothing was written",
            "nothing new: all rows are there already",
        ),
        (
            "de", "in die Datenbank geschrieben", "Es wurde nichts geschrieben",
            "nichts Neues: Alle Zeilen sind schon da",
        ),
    ],
)  # fmt: skip
def test_an_import_accounts_for_every_row(
    language: str, written: str, not_written: str, again: str, in_an_empty_folder: Path
) -> None:
    write_tables(in_an_empty_folder / "in", SMALL)
    files = {"companies": Path("in") / "companies.csv", "people": Path("in") / "people.csv"}
    tell = ("--lang", language, "--quiet", "--as-of", DAY)
    report = REPORT[language]
    for command in (["check", "in"], ["import", "in", "--dry-run"]):
        ran = run(*command, *tell)
        assert (ran.code, ran.out, ran.err) == (0, report.format(end=not_written, **files), "")
    assert not (in_an_empty_folder / "stakeholders.db").exists()
    assert run("import", "in", *tell).out == report.format(end=written, **files)
    before = run("export", "before.json").code, Path("before.json").read_bytes()
    assert run("import", "in", *tell).out.splitlines()[-1] == again
    assert run("import", "in", "--dry-run", *tell).out.splitlines()[-1] == not_written
    assert run("export", "after.json").code == before[0] == 0
    assert Path("after.json").read_bytes() == before[1]


def test_a_fault_stops_everything_and_is_told_with_its_place(in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", FAULTY)
    ran = run("import", "in", "--quiet")
    file = Path("in") / "organisations.csv"
    assert ran.code == 1
    assert f"1 fault:\n  {file} row 3, name: " in ran.out
    assert f"1 note:\n  {file}, shade: unknown column, kept out (1 filled); " in ran.out
    assert ran.out.endswith("nothing was written\n")
    assert ran.err.startswith(f"error: {file} row 3: 1 fault, nothing was written; the first: name: ")
    assert ran.err.endswith("; correct them, or take the other rows with --skip-faulty\n")
    assert ran.err.count("\n") == 1
    assert not (in_an_empty_folder / "stakeholders.db").exists()
    german = run("check", "in", "--lang", "de", "--quiet")
    assert german.code == 1
    assert f"1 Fehler:\n  {file} Zeile 3, name: " in german.out
    assert "1 Hinweis:\n" in german.out
    assert german.out.endswith("Es wurde nichts geschrieben\n")

    taken = run("import", "in", "--skip-faulty", "--quiet")
    assert taken.code == 0
    assert taken.out.endswith("written to the database\n")
    assert run("info", "--format", "json").json()["kinds"]["Organisation"] == 1


def test_a_fault_leaves_a_database_that_is_there_as_it_is(small: Path) -> None:
    write_tables(small / "more", {"people": "id,name\np9,Neue Person\np10,\n"})
    assert run("import", "more").code == 1
    assert run("info", "--format", "json").json()["kinds"]["Person"] == 5
    assert run("info", "--format", "json").json()["revision"] == 1


def test_many_problems_are_cut_unless_all_are_wanted(in_an_empty_folder: Path) -> None:
    rows = "".join(f"q{number},\n" for number in range(30))
    write_tables(in_an_empty_folder / "in", {"people": "id,name\n" + rows})
    short, long = run("check", "in"), run("check", "in", "--verbose")
    assert short.out.count("no name") == 20
    assert "  … 10 more; --verbose shows all\n" in short.out
    assert long.out.count("no name") == 30
    assert "  … 10 weitere; --verbose zeigt alle\n" in run("check", "in", "--lang", "de").out


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_report_never_overwrites_what_is_read(command: str, in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", SMALL)
    file = Path("in") / "people.csv"
    before = file.read_bytes()
    ran = run(command, file, "-o", file)
    assert ran.code == 1
    assert ran.err.startswith(f"error: {file}: is the file that is read")
    assert file.read_bytes() == before
    assert run(command, "in", "-o", "report.txt", "--quiet").code == 0
    assert Path("report.txt").read_text(encoding="utf-8").startswith("file ")


def test_own_company_and_owner_are_named_on_the_command_line(in_an_empty_folder: Path) -> None:
    companies = SMALL["companies"].replace(",own,", ",other,")
    write_tables(in_an_empty_folder / "in", {**SMALL, "companies": companies})
    assert run("import", "in", "--own", "Pusteblume Pumpen AG").code == 0
    found = run("gaps", "--format", "json").json()
    assert {one["missing"] for one in found["not_run"]} == {
        "no tie to a competitor is recorded", "nobody's stance towards us is recorded",
        "no contact is recorded", "no interim report and no action is recorded", "no measure is recorded",
        "no dated report is recorded", "the care profile of nobody is recorded",
    }  # fmt: skip


@pytest.mark.parametrize("target", ["form.xlsx", "form"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_empty_form_can_be_imported_and_holds_nothing(
    target: str, language: str, in_an_empty_folder: Path
) -> None:
    ran = run("template", target, "--lang", language)
    assert (ran.code, ran.out) == (0, "")
    word = "geschrieben" if language == "de" else "written"
    assert all(line.startswith(f"{word}: {target}") for line in ran.err.splitlines())
    assert ran.err
    checked = run("check", target, "--format", "json", "--quiet")
    assert checked.code == 0
    report = checked.json()
    assert (sum(file["rows"] for file in report["files"]), report["faults"], report["counts"]) == (0, [], {})
    assert in_an_empty_folder.is_dir()


@pytest.mark.parametrize("target", ["out", "out.xlsx", "out.graphml", "out.json"])
def test_what_is_exported_can_be_imported_and_is_the_same(target: str, small: Path) -> None:
    exported = run("export", target)
    assert (exported.code, exported.out) == (0, "")
    assert exported.err.startswith(f"written: {target}")
    assert run("import", target, "--db", "again.db", "--quiet").code == 0
    here, there = (
        run("info", "--db", name, "--format", "json").json() for name in ("stakeholders.db", "again.db")
    )
    assert here == there
    gaps = [
        run("gaps", "--db", name, "--as-of", DAY, "--format", "csv").out
        for name in ("stakeholders.db", "again.db")
    ]
    assert gaps[0] == gaps[1]
    assert (small / target).exists()


@pytest.mark.usefixtures("small")
def test_an_export_of_an_unknown_sort_says_which_there_are() -> None:
    ran = run("export", "out.docx")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: out.docx: ")
    assert not Path("out.docx").exists()


def test_the_policy_is_written_once_with_its_comments(in_an_empty_folder: Path) -> None:
    ran = run("policy", "init")
    file = in_an_empty_folder / "care-policy.toml"
    assert (ran.code, ran.out, ran.err) == (0, "", f"written: {file}\n")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Care policy")
    assert run("policy", "show", "--quiet").out == text
    file.write_text("[stale]\nslack = 2\n", encoding="utf-8")
    again = run("policy", "init")
    assert again.code == 1
    assert again.err == f"error: {file}: there is a file already; edit it, or name another file\n"
    assert file.read_text(encoding="utf-8") == "[stale]\nslack = 2\n"
    assert run("policy", "init", "elsewhere/mine.toml", "--quiet").err == ""
    assert Path("elsewhere/mine.toml").read_text(encoding="utf-8") == text
    assert run("policy", "show", "--policy", "elsewhere/mine.toml", "--format", "json").code == 0


CONNECTIONS = (
    "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Mohnrot,https://www.linkedin.example/in/ada,,Tau GmbH,CFO,12 Mar 2024\n"
)


def test_whose_connections_they_are_must_be_said(in_an_empty_folder: Path) -> None:
    (in_an_empty_folder / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    command = ("import", "Connections.csv", "--quiet", "--own", "Pusteblume Pumpen AG")
    asked = run(*command)
    assert asked.code == 1
    assert "nobody says whose; say whose: --whose NAME" in asked.out
    assert not (in_an_empty_folder / "stakeholders.db").exists()
    counted = run(*command, "--whose", "Anke Birnbaum")
    assert (counted.code, "1 left out, at a company that we do not know" in counted.out) == (0, True)
    taken = run(*command, "--whose", "Anke Birnbaum", "--any-company")
    assert taken.code == 0
    assert "linkedin" in taken.out
    assert "Connections.csv: 1 left out, at a company that we do not know" not in taken.out


def test_all_tables_that_need_no_mapping_are_listed() -> None:
    told = run("mapping", "known", "--format", "json").json()
    tables = {(entry["source"], entry["table"]): entry["columns"] for entry in told}
    assert {"canonical", "salesforce", "hubspot", "dynamics365", "linkedin"} <= {name for name, _ in tables}
    assert {"name", "Firma", "Position"} <= set(tables["canonical", "people"])
    listed = run("mapping", "known", "--lang", "de").out
    assert listed.splitlines()[0].split() == ["Quelle", "Tabelle", "Spalten"]
    assert run("mapping", "known", "--format", "csv").out.startswith("source,table,columns\ntodo,")


@pytest.mark.parametrize("command", ["import", "check"])
def test_the_help_says_which_subjects_are_kept(command: str) -> None:
    told = " ".join(run(command, "--help").out.split())
    kept = "Keep the subjects of mails and calendars (.ics, Outlook), not only who and when. "
    assert kept + "Those of meetings in a CRM are kept always." in told


def test_a_system_of_ones_own_is_named_as_a_mapping(in_an_empty_folder: Path) -> None:
    (in_an_empty_folder / "crm.toml").write_text(
        'name = "wetterwart"\n[tables.Wolken]\nrow = "company"\nrecognise = ["Wolke", "Wind"]\n'
        '[tables.Wolken.columns]\nname = "Wolke"\n',
        encoding="utf-8",
    )
    (in_an_empty_folder / "list.csv").write_text("Wolke,Wind\nTau GmbH,Nord\n", encoding="utf-8")
    unknown = run("check", "list.csv", "--quiet")
    assert unknown.code == 1
    assert "or describe it with --mapping" in unknown.out + unknown.err
    known = run("check", "list.csv", "--quiet", "--mapping", "crm.toml")
    assert known.code == 0
    assert "wetterwart" in known.out
