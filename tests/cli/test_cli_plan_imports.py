"""Importing a plan refuses what `simulate` refuses, and writes nothing then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import DAY, run

HEADER = "from,relationship,to,duty,valid_from,valid_to\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"Nele Schafgarbe,CARES_FOR,Rasmus Elfenbein,carer,{DAY},", "Rasmus Elfenbein objects to contact"),
        (f"Ruth Abendrot,CARES_FOR,Viktor Purpur,carer,{DAY},", "Ruth Abendrot has left us (last day"),
        (f"Viktor Purpur,CARES_FOR,Nele Schafgarbe,carer,{DAY},", "Viktor Purpur is none of ours"),
    ],
)
@pytest.mark.parametrize("command", ["simulate", "import"])
def test_care_that_cannot_be_is_refused(
    demo_folder: Path, in_an_empty_folder: Path, command: str, row: str, said: str
) -> None:
    database = in_an_empty_folder / "stakeholders.db"
    shutil.copy(demo_folder / "stakeholders.db", database)
    plan = in_an_empty_folder / "plan.csv"
    plan.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    before = run("info", "--as-of", DAY, "--format", "json").json()
    done = run(command, str(plan), "--as-of", DAY)
    assert (done.code, said in done.err) == (1, True), done.err
    assert run("info", "--as-of", DAY, "--format", "json").json() == before
