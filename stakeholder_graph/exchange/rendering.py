"""The report of an import for people: what became of the rows, then faults, then notes."""

from __future__ import annotations

from collections.abc import Sequence

from stakeholder_graph.exchange.report import ImportReport, Problem

SHOWN = 20  # problems of one kind, unless all are wanted
LONGEST = 60  # characters of a cell


def render_report(report: ImportReport, *, verbose: bool = False) -> str:
    """What an import did, file by file, and what somebody should look at.

    First one line a file (rows = taken + already there + left out + reported), then why rows were left out,
    then faults and notes; of each at most 20 unless `verbose`. Plain text without a line end.
    """
    from tabulate import tabulate  # only where a report is shown

    rows: list[tuple[object, ...]] = [
        (file.file, file.format, file.rows, file.taken, file.unchanged, file.left_out, file.reported)
        for file in report.files
    ]
    if len(rows) > 1:
        rows.append(("all files", "", *(sum(int(str(row[place])) for row in rows) for place in range(2, 7))))
    header = ("file", "read as", "rows", "= taken", "+ already there", "+ left out", "+ reported")
    parts = [tabulate(rows, headers=header, tablefmt="plain", disable_numparse=[0, 1])]
    reasons = [
        f"  {file.file}: {count} left out, {reason}"
        for file in report.files
        for reason, count in file.why_left_out.items()
    ]
    parts += ["\n".join(reasons)] if reasons else []
    parts += _section("fault", report.faults, len(report.faults), verbose)
    parts += _section("note", report.notes, sum(note.count for note in report.notes), verbose)
    if not report.problems:
        parts.append("no faults, no notes")
    parts.append("written" if report.written else "nothing was written")
    return "\n\n".join(parts)


def _section(word: str, problems: Sequence[Problem], count: int, verbose: bool) -> list[str]:
    if not problems:
        return []
    shown = problems if verbose else problems[:SHOWN]
    lines = [f"{count} {word}{'s' if count > 1 else ''}:", *(f"  {_line(problem)}" for problem in shown)]
    if len(shown) < len(problems):
        lines.append(f"  … {len(problems) - len(shown)} more; --verbose shows all")
    return ["\n".join(lines)]


def _line(problem: Problem) -> str:
    """One problem in one line: file, row, column, value, what is wrong, what to do."""
    place = problem.file + (f" row {problem.row}" if problem.row is not None else "")
    place += f", {problem.column}" if problem.column else ""
    value = " ".join((problem.value or "").split())
    value = value[: LONGEST - 1] + "…" if len(value) > LONGEST else value
    said = f'"{value}": {problem.problem}' if value else problem.problem
    times = f" ({problem.count} times)" if problem.count > 1 else ""
    start = f"{place}: " if place else ""
    return f"{start}{said}{times}; {problem.hint}"
