"""Small files with invented people, and short ways to import them and look at what came out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.exchange.importing import Options, check
from stakeholder_graph.exchange.report import ImportReport, Problem

TODAY = date(2026, 11, 23)
TODAY_ONLY = Options(as_of=TODAY)

COMPANIES = """id,name,party
c1,Sonnentau Kliniken AG,customer
c2,Pusteblume Pumpen AG,own
c3,Karmesin Chemie AG,competitor
"""
PEOPLE = """id,name,organisation,job_title
p1,Ada Mohnrot,c1,Einkaufsleiterin
p2,Bodo Wiesengrün,Pusteblume Pumpen AG,Key Account Manager
p3,Cora Himmelblau,c1,
"""


def write_files(folder: Path, **texts: str) -> Path:
    """Write each text as `<name>.csv` into the folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def checked(folder: Path, options: Options = TODAY_ONLY, **texts: str) -> ImportReport:
    """The report on these texts as files of one folder."""
    return check([write_files(folder, **texts)], options)


def brief(problem: Problem) -> tuple[str, str, int | None, str | None, str | None, str]:
    """A problem without its hint, the file without its folder."""
    return problem.kind, Path(problem.file).name, problem.row, problem.column, problem.value, problem.problem


def problems(report: ImportReport) -> list[tuple[str, str, int | None, str | None, str | None, str]]:
    """All problems of a report, in short."""
    return [brief(problem) for problem in report.problems]


def account(report: ImportReport) -> dict[str, tuple[int, int, int, int, int]]:
    """For each file: rows, taken, already there, left out, reported."""
    return {
        Path(file.file).name: (file.rows, file.taken, file.unchanged, file.left_out, file.reported)
        for file in report.files
    }
