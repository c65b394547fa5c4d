"""The program as a process of its own: exit codes, encodings, and pipes that nobody reads to the end."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import DAY, SMALL, program, write_tables


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STAKEHOLDER_GRAPH")}
    return {**kept, "LANG": "C.UTF-8", **more}


def finished(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_the_exit_codes_are_those_of_the_process(demo_folder: Path) -> None:
    database = {"STAKEHOLDER_GRAPH_DB": str(demo_folder / "stakeholders.db")}
    codes = []
    for arguments in (["info"], ["levels", "nobody"], ["info", "--nonsense"], ["gaps", "--fail-on", "high"]):
        process = program(*arguments, "--as-of", DAY, folder=demo_folder.parent, env=environment(**database))
        code, out, err = finished(process)
        assert b"Traceback" not in out + err
        codes.append(code)
    assert codes == [0, 1, 2, 3]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_names_keep_their_umlauts_whatever_the_console_is(encoding: str, in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", SMALL)
    plain = environment(PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    code, out, err = finished(program("import", "in", folder=in_an_empty_folder, env=plain))
    assert (code, err) == (
        0,
        b"reading the database\nreading 2 files\nchecking 2 canonical tables\nwriting\n",
    )
    assert out
    code, out, err = finished(program("gaps", "--format", "csv", folder=in_an_empty_folder, env=plain))
    assert (code, err) == (0, b"")
    assert "Bodo Wiesengrün".encode() in out


@pytest.mark.parametrize(
    "arguments", [["gaps", "--verbose"], ["gaps", "--format", "json"], ["coverage"], ["--help"]]
)
def test_who_stops_reading_stops_nothing(arguments: list[str], demo_folder: Path) -> None:
    database = environment(STAKEHOLDER_GRAPH_DB=str(demo_folder / "stakeholders.db"))
    process = program(*arguments, folder=demo_folder.parent, env=database)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) in (0, 1 if arguments == ["--help"] else 0)
    assert told == b""


def test_a_closed_pipe_keeps_the_exit_code_and_the_work(demo_folder: Path, in_an_empty_folder: Path) -> None:
    database = environment(STAKEHOLDER_GRAPH_DB=str(demo_folder / "stakeholders.db"))
    process = program("gaps", "--fail-on", "high", "--as-of", DAY, folder=demo_folder.parent, env=database)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    process.stderr.close()
    assert process.wait(timeout=120) == 3
    write_tables(in_an_empty_folder / "in", SMALL)
    process = program("import", "in", folder=in_an_empty_folder, env=environment())
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert (in_an_empty_folder / "stakeholders.db").exists()
