"""What the benchmarks measure: programs as they are once installed, never their first start."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from benchmarks.measuring import Cost, ProgramFailed, in_turn, run_program


def test_a_measured_program_may_keep_its_byte_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "greeting.py").write_text("HELLO = 'Guten Tag'\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    run_program([sys.executable, "-c", "import greeting"])
    assert [path.name for path in (tmp_path / "__pycache__").iterdir()] == [
        f"greeting.{sys.implementation.cache_tag}.pyc"
    ]


def test_a_program_that_says_no_is_not_measured() -> None:
    with pytest.raises(ProgramFailed, match="exit code 3"):
        run_program([sys.executable, "-c", "raise SystemExit(3)"])


def test_each_contender_runs_once_unmeasured_before_the_rounds() -> None:
    ran: list[str] = []

    def contender(name: str) -> Cost:
        ran.append(name)
        return Cost(wall=len(ran), processor=0)

    costs = in_turn({name: partial(contender, name) for name in ("ours", "theirs")}, rounds=2)
    assert ran == ["ours", "theirs", "ours", "theirs", "ours", "theirs"]
    assert {name: [cost.wall for cost in several] for name, several in costs.items()} == {
        "ours": [3, 5],
        "theirs": [4, 6],
    }
