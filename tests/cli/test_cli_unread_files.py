"""What `import` and `check` print when one of several files cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import run
from tests.small_files import COMPANIES, write_files
from tests.test_import_unread_files import OLD_OFFICE, PROTECTED, WRONG_PEOPLE


def test_the_command_prints_the_report_and_ends_with_1(in_an_empty_folder: Path) -> None:
    folder = write_files(in_an_empty_folder / "in", companies=COMPANIES, people=WRONG_PEOPLE)
    (folder / "list.xlsx").write_bytes(OLD_OFFICE)
    for command in ("import", "check"):
        ran = run(command, "in", "--format", "json", "--quiet")
        assert ran.code == 1
        report = json.loads(ran.out)
        assert report["faults"][0] == {
            "file": str(Path("in") / "list.xlsx"), "row": None, "column": None, "value": None,
            "problem": PROTECTED, "hint": "open it in Excel, take the password off, and save it as .xlsx",
        }  # fmt: skip
        assert [fault["row"] for fault in report["faults"]] == [None, 5]
        assert report["written"] is False
        assert {type(file["encoding"]) for file in report["files"]} == {str}
    told = run("import", "in", "--quiet").err
    assert told.startswith(
        f"error: {Path('in') / 'list.xlsx'}: 2 faults, nothing was written; the first: {PROTECTED}; "
    )
    assert not (in_an_empty_folder / "stakeholders.db").exists()
    assert run("import", "in", "--quiet", "--skip-faulty").code == 0
    alone = run("import", Path("in") / "list.xlsx", "--quiet", "--format", "json")
    assert (alone.code, alone.json()["error"]["what"]) == (1, PROTECTED)
