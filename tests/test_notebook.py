"""The notebook in docs/ is a notebook, runs from its first to its last cell, and carries no output."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"
RUNNER = """
import ast, json, sys

def run(source, names):
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        if value is not None:
            print(value)

names = {"__name__": "__main__"}
for number, source in enumerate(json.load(sys.stdin)):
    print(f"--- {number}")
    run(source, names)
"""


def notebook() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return told


def sources() -> list[str]:
    return ["".join(cell["source"]) for cell in notebook()["cells"] if cell["cell_type"] == "code"]


def ran(cells: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """The cells in order in one fresh namespace, as a notebook runs them; a warning is a fault too."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", "-c", RUNNER],
        input=json.dumps(cells), capture_output=True, check=False, cwd=folder, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(NOTEBOOK.parents[1])},
    )  # fmt: skip


def test_it_is_a_notebook_of_format_4() -> None:
    told = notebook()
    assert told.keys() == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (told["nbformat"], told["nbformat_minor"]) == (4, 5)
    assert told["metadata"]["kernelspec"].keys() == {"display_name", "language", "name"}
    assert told["metadata"]["language_info"]["name"] == "python"
    for cell in told["cells"]:
        more = {"outputs", "execution_count"} if cell["cell_type"] == "code" else set()
        assert cell.keys() == {"cell_type", "id", "metadata", "source"} | more
        assert cell["cell_type"] in ("code", "markdown")
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert cell["metadata"] == {}
        lines = cell["source"]
        assert lines and all(isinstance(line, str) for line in lines)
        assert all(line.endswith("\n") for line in lines[:-1]) and not lines[-1].endswith("\n")
    assert len({cell["id"] for cell in told["cells"]}) == len(told["cells"])


def test_it_carries_no_output() -> None:
    code = [cell for cell in notebook()["cells"] if cell["cell_type"] == "code"]
    assert {(cell["execution_count"], len(cell["outputs"])) for cell in code} == {(None, 0)}
    assert len(code) >= 8


def test_every_cell_runs_and_shows_what_it_is_there_for(tmp_path: Path) -> None:
    done = ran(sources(), tmp_path)
    assert done.returncode == 0, done.stderr
    shown = re.split(r"^--- \d+\n", done.stdout, flags=re.MULTILINE)[1:]
    assert len(shown) == len(sources())
    assert "Nobody of ours cares for Sigrid Zitronengelb" in shown[1]
    assert "uncovered-decider" in shown[2]
    assert shown[4].endswith("map-karmesin-chemie-ag.html\n")
    assert "Sonnentau Kliniken AG" in shown[5]
    assert "Whoever wants to reach the people on the" in shown[6]
    assert "Till Graupel" in shown[8]
    assert shown[9].startswith("['Nobody of ours cares for Quirin Gerstengold (decider at Hagelkorn")
    assert "Nobody of ours cares for Walburga" in shown[10]
    assert shown[11].startswith("edge till - walburga: has the kind 'CARE_FOR'; did you mean CARES_FOR?")
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_fails_is_seen(tmp_path: Path) -> None:
    done = ran(["number = 1", "number / 0"], tmp_path)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert ran(["import warnings; warnings.warn('old')"], tmp_path).returncode == 1


@pytest.mark.parametrize("source", sources())
def test_every_cell_is_plain_python(source: str) -> None:
    ast.parse(source)
    assert max(map(len, source.splitlines())) <= 110
