"""`make neo4j` starts a server that stays and `make neo4j-stop` ends it; what it holds outlives it."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from neo4j import GraphDatabase

from tests.neo4j.standing import ROOT


def ask(what: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.neo4j.standing", what, str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def look(folder: Path, text: str) -> list[str]:
    """Run Cypher as a user would: with the address and the password that stand in the folder."""
    port = json.loads((folder / "ports.json").read_text(encoding="utf-8"))["bolt"]
    password = (folder / "password").read_text(encoding="utf-8")
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", password)) as driver:
        return [row[0] for row in driver.execute_query(text, database_="neo4j").records]


def rules_for_pages(folder: Path) -> str:
    """What the web browser is told that Neo4j Browser may load."""
    port = json.loads((folder / "ports.json").read_text(encoding="utf-8"))["http"]
    with urlopen(f"http://127.0.0.1:{port}/browser/") as answer:
        return str(answer.headers["Content-Security-Policy"])


@pytest.mark.neo4j
def test_a_server_stays_until_it_is_stopped_and_its_data_after_that(tmp_path: Path) -> None:
    folder = tmp_path / "a server"
    try:
        started = ask("start", folder)
        assert "Neo4j runs (process " in started
        assert f"NEO4J_PASSWORD=\"$(cat '{folder}/password')\"" in started
        password = (folder / "password").read_text(encoding="utf-8")
        assert len(password) == 24
        assert password not in started
        assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        look(folder, "CREATE (:Person {name: 'Ada Beispiel'})")

        rules = rules_for_pages(folder)
        assert rules.startswith("default-src 'self' data: blob:; script-src 'self' ")
        assert set(re.findall(r"\w+://[^:/]+", rules)) == {"ws://127.0.0.1", "http://127.0.0.1"}

        again = ask("start", folder)
        number = started.split("(process ")[1].split(")")[0]
        assert again.startswith(f"Neo4j runs already (process {number})\n")

        assert ask("stop", folder) == f"Neo4j is stopped (process {number}); the data stay in {folder}.\n"
        assert ask("stop", folder) == "No Neo4j of `make neo4j` is running.\n"
        ask("start", folder)
        assert look(folder, "MATCH (p:Person) RETURN p.name") == ["Ada Beispiel"]
    finally:
        ask("stop", folder)


def test_a_process_that_only_has_the_number_of_an_ended_server_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "pid").write_text(str(os.getpid()), encoding="utf-8")
    assert ask("stop", tmp_path) == "No Neo4j of `make neo4j` is running.\n"
