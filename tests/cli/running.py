"""Running commands in this process, as somebody would type them, and what comes of it."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakeholder_graph.cli import main

DAY = "2026-11-23"

# c1 (A): Ada (decider, level 1, nobody cares) - Cora (buyer, cared for by Bodo, ours, level 3)
# c2 (C): Kim, who decides by title        a second Kim works at c1
SMALL = {
    "companies": "id,name,party,tier\n"
    "c0,Pusteblume Pumpen AG,own,\n"
    "c1,Sonnentau Kliniken AG,customer,A\n"
    "c2,Karmesin Chemie AG,customer,C\n",
    "people": "id,name,organisation,job_title,level,role,carer\n"
    "p0,Bodo Wiesengrün,c0,Key Account Manager,3,,\n"
    "p1,Ada Mohnrot,c1,Vorständin,1,decider,\n"
    "p2,Cora Himmelblau,c1,Einkäuferin,3,buyer,Bodo Wiesengrün\n"
    "p3,Kim Erdbeer,c1,Fachkraft,4,,\n"
    "p4,Kim Erdbeer,c2,Geschäftsführerin,1,,\n",
}


@dataclass(frozen=True)
class Ran:
    """What a command has printed, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: object) -> Ran:
    """Run the program with these arguments in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as done:
            code = done.code
    assert isinstance(code, int)
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


def program(*arguments: object, folder: Path, **more: Any) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own."""
    command = [sys.executable, "-m", "stakeholder_graph", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def write_tables(folder: Path, tables: dict[str, str]) -> Path:
    """Write tables as CSV files into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder
