"""Whatever stands in the way, the program says it in one line and never shows a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph.cli.program import in_plain_words
from stakeholder_graph.storage import open_store
from tests.cli.running import DAY, SMALL, run, write_tables

READING = (
    ["gaps"], ["coverage"], ["info"], ["titles"], ["overview", "-o", "page.html"],
    ["levels", "c1"], ["map", "c1", "-o", "page.html"], ["export", "out"],
    ["cycle"], ["cycle", "c1"], ["trend"], ["action", "list"],
)  # fmt: skip


def one_line(text: str) -> str:
    assert text.startswith("error: ")
    assert text.count("\n") == 1
    assert text.endswith("\n")
    return text.removeprefix("error: ").rstrip("\n")


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_no_database(command: list[str], in_an_empty_folder: Path) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (1, "")
    assert one_line(ran.err).startswith(
        f"{in_an_empty_folder / 'stakeholders.db'}: there is no such database"
    )
    assert list(in_an_empty_folder.iterdir()) == []


@pytest.mark.parametrize("command", [["gaps"], ["import", "in"]], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("folder", "this is a folder, not a database; name a file in it"),
        ("text.db", "this is no database of stakeholder-graph; name the right file"),
        ("bolt://127.0.0.1:1", "no Neo4j server answers there; start the server, or correct the address"),
        ("neo4j://me:secret@here", "a password does not belong into an address"),
        ("postgres://here", "postgres:// is no place for a graph"),
        ("sqlite:///", "this address names no file"),
        ("", "this names no file"),
    ],
)
def test_what_is_no_database(command: list[str], database: str, said: str, in_an_empty_folder: Path) -> None:
    (in_an_empty_folder / "folder").mkdir()
    (in_an_empty_folder / "text.db").write_text("Liebes Tagebuch\n" * 100, encoding="utf-8")
    write_tables(in_an_empty_folder / "in", SMALL)
    ran = run(*command, "--db", database, "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert said in one_line(ran.err)
    assert "secret" not in ran.err
    assert (in_an_empty_folder / "text.db").read_text(encoding="utf-8") == "Liebes Tagebuch\n" * 100


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (None, "the care policy cannot be read: No such file or directory"),
        (b"[care\n", "this is no TOML"),
        (b"\xff\xfe\x00", "the care policy cannot be read: it is no text in UTF-8"),
        (b"[care]\ncarers = 1\n", "the key care.carers does not exist; did you mean"),
        (b"[stale]\nslak = 1\n", "the key stale.slak does not exist; did you mean slack?"),
        (b'[stale]\nslack = "much"\n', "stale.slack = 'much' cannot be; give a number of at least 0"),
        (b"[tiers]\nA = 0.9\nB = 0.8\n", "do not fit the rule"),
        (b'[observed]\ncounts_as_care = "often"\n', "give one of assigned, observed, either"),
    ],
)
@pytest.mark.usefixtures("small")
def test_a_policy_that_cannot_be(policy: bytes | None, said: str) -> None:
    if policy is not None:
        Path("mine.toml").write_bytes(policy)
    for command in (["gaps"], ["policy", "show"], ["import", "in"], ["check", "in"]):
        ran = run(*command, "--policy", "mine.toml", "--quiet")
        assert (ran.code, ran.out) == (1, "")
        line = one_line(ran.err)
        assert line.startswith("mine.toml: ")
        assert said in line


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_empty_database(command: list[str], language: str) -> None:
    open_store("stakeholders.db", create=True).close()
    ran = run(*command, "--as-of", DAY, "--lang", language)
    if "c1" in command:
        assert ran.code == 1
        assert "there is no such account" in one_line(ran.err)
    else:
        assert ran.code == 0
    assert run("gaps", "--fail-on", "info").code == 0


def test_what_is_told_of_an_empty_database() -> None:
    open_store("stakeholders.db", create=True).close()
    assert run("gaps", "--as-of", DAY).out.splitlines() == [
        "No gaps on 2026-11-23.",
        "Looked through: people 0, accounts 0. In need of care: 0. Objecting to contact: 0.",
        "Not checked: Decider without care, Lost carer, Influencer without care, Account on one thread, "
        "Carer not senior enough, Level without a counterpart, Relationship on one thread, Relationship "
        "going cold, More care than hours, Too few contacts, Relationship not yet as wanted, Care without a "
        "report, Profile missing or old, More care than needed, Care that nobody was asked for, Personal "
        "contact thinning out, Successor missing, because nobody of ours is in the data.",
        "Not checked: Tie to a competitor, because no tie to a competitor is recorded.",
        "Not checked: Decider against us, because nobody's stance towards us is recorded.",
        "Not checked: Finding without an answer, because no interim report and no action is recorded.",
        "Not checked: Measure for another level, because no measure is recorded.",
        "Not checked: Contact despite objection, because no contact is recorded.",
    ]  # fmt: skip
    assert run("coverage").out.splitlines()[-1] == (
        "No account yet: mark companies as customer, or give an organisation a tier."
    )
    assert run("titles").out == "Every job title tells a level.\n"
    assert run("info").out.splitlines()[2:] == [
        "people of accounts without a known level                    0",
        "people of accounts without a recorded role                  0",
        "accounts in tier C only because no earnings value is known  0",
    ]
    found = run("gaps", "--format", "json").json()
    assert found["gaps"] == []
    assert len(found["not_run"]) == 22
    assert run("gaps", "--format", "csv").out.count("\n") == 1
    assert run("coverage", "--format", "json").json()["accounts"] == []


@pytest.mark.parametrize(
    ("tables", "people"),
    [
        ({"companies": "id,name,party\nc0,Pusteblume Pumpen AG,own\n",
          "people": "id,name,organisation,job_title\np0,Bodo Wiesengrün,c0,Vorstand\n"}, 1),
        ({"companies": "id,name,party\nc0,Pusteblume Pumpen AG,own\nc1,Karmesin Chemie AG,customer\n"}, 0),
        ({"companies": "id,name,party\nc1,Karmesin Chemie AG,customer\n",
          "people": "id,name,organisation\np1,Ada Mohnrot,c1\n"}, 1),
        ({"organisations": "id,name,category\no1,Verband der Pfützen,association\n"}, 0),
        ({"people": "id,name\np1,Ada Mohnrot\n"}, 1),
    ],
)  # fmt: skip
def test_every_command_answers_over_a_tiny_database(
    tables: dict[str, str], people: int, in_an_empty_folder: Path
) -> None:
    write_tables(in_an_empty_folder / "in", tables)
    assert run("import", "in").code == 0
    for command in READING:
        for form in ("table", "json", "csv", "markdown"):
            ran = run(*command, "--format", form, "--lang", "de")
            known = "c1" not in command or "Karmesin" in tables.get("companies", "")
            assert ran.code == (0 if known else 1), f"{command} {form}: {ran.err}"
    assert run("info", "--format", "json").json()["kinds"]["Person"] == people


@pytest.mark.parametrize("command", ["import", "check"])
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere.csv", "nowhere.csv: there is no such file or folder; check the name"),
        ("empty", "empty: nothing to read in this folder; put .csv, .tsv, .txt, .xlsx, .xlsm, .ics, "),
        ("nothing.csv", "nothing.csv: "),
        ("picture.xlsx", "picture.xlsx: "),
    ],
)
def test_what_cannot_be_imported(command: str, source: str, said: str, in_an_empty_folder: Path) -> None:
    (in_an_empty_folder / "empty").mkdir()
    (in_an_empty_folder / "nothing.csv").write_bytes(b"")
    (in_an_empty_folder / "picture.xlsx").write_bytes(b"\x89PNG\r\n")
    ran = run(command, source, "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert one_line(ran.err).startswith(said)
    assert not (in_an_empty_folder / "stakeholders.db").exists()


def test_a_fault_of_the_program_itself_is_told_with_its_place() -> None:
    empty: dict[str, int] = {}
    try:
        empty["people"]
    except KeyError as error:
        told = in_plain_words(error)
    assert told.where == "stakeholder-graph"
    assert told.what == "a fault of the program: KeyError: 'people'"
    assert told.next_step.startswith("please report it, with this line (test_cli_unhappy.py line ")
