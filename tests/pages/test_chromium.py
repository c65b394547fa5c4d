"""A missing Chromium is said in one line, with what to install and where to point."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("chromium.py")


def ask(tmp_path: Path, **environment: str) -> tuple[int, str]:
    variables = {name: value for name, value in os.environ.items() if name not in {"PATH", "CHROMIUM"}}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--install"],
        env={**variables, "PATH": str(tmp_path), **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def test_a_chromium_that_is_named_and_not_there_is_refused(tmp_path: Path) -> None:
    assert ask(tmp_path, CHROMIUM="nowhere/chromium") == (
        1,
        "error: CHROMIUM=nowhere/chromium is no program\n",
    )


def test_a_chromium_that_is_named_is_taken(tmp_path: Path) -> None:
    assert ask(tmp_path, CHROMIUM=sys.executable) == (0, "")
