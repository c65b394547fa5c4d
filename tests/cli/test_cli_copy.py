"""The command copy: what it says, and what it says no to."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import DAY, run


def test_a_copy_answers_as_the_first_does(small: Path) -> None:
    done = run("copy", "stakeholders.db", "copy.db")
    assert done.code == 0
    here = small / "stakeholders.db"
    assert done.out.splitlines()[-1] == (
        f"Copied from {here} to {small / 'copy.db'}; read back and compared: all of it is there."
    )
    assert done.err.splitlines() == [
        f"reading {here} …",
        f"writing 16 rows to {small / 'copy.db'} …",
        "reading back and comparing …",
    ]
    asked = ("gaps", "--as-of", DAY, "--format", "json")
    assert run("--db", "copy.db", *asked).json() == run(*asked).json()


def test_the_table_names_kinds_in_the_readers_language(small: Path) -> None:
    done = run("copy", "stakeholders.db", "copy.db", "--lang", "de", "--quiet")
    lines = [line.split() for line in done.out.splitlines()]
    assert ["Was", "Neu", "Geändert", "Schon", "da"] in lines
    assert ["Person", "5", "0", "0"] in lines
    assert done.err == ""


def test_json_tells_what_was_written(small: Path) -> None:
    told = run("copy", "stakeholders.db", "copy.db", "--format", "json").json()
    assert (told["from"], told["to"]) == (str(small / "stakeholders.db"), str(small / "copy.db"))
    assert told["verified"] is True
    assert told["written"]["Person"] == {"added": 5, "changed": 0, "unchanged": 0}
    assert told["title_readings"] == 5
    again = run("copy", "stakeholders.db", "copy.db", "--into-existing", "--format", "json").json()
    assert again["written"]["Person"] == {"added": 0, "changed": 0, "unchanged": 5}


def test_what_stands_in_the_way_is_one_line(small: Path) -> None:
    assert run("copy", "absent.db", "copy.db").err.splitlines() == [
        f"error: {small / 'absent.db'}: there is no such database; "
        "name the right file, or import into it first, which makes it"
    ]
    assert not (small / "copy.db").exists()
    done = run("copy", "stakeholders.db", "stakeholders.db", "--format", "json")
    assert done.code == 1
    assert done.json()["error"]["what"] == "this is the same database as the one to copy from"
    assert run("copy", "stakeholders.db").code == 2
