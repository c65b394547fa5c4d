"""The report of an import for people: what became of the rows, then faults, then notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from stakeholder_graph.exchange.report import FileReport, ImportReport, Problem
from stakeholder_graph.model.ontology import ontology

SHOWN = 20  # problems of one kind, unless all are wanted
LONGEST = 60  # characters of a cell
HEADER = {
    "en": ("file", "read as", "rows", "= taken", "+ already there", "+ left out", "+ reported"),
    "de": ("Datei", "gelesen als", "Zeilen", "= neu", "+ schon da", "+ ausgelassen", "+ gemeldet"),
}
WORDS = {
    "all": {"en": "all files", "de": "alle Dateien"},
    "left_out": {
        "en": "  {file}: {count} left out, {reason}",
        "de": "  {file}: {count} ausgelassen, {reason}",
    },
    "fault": {"en": "1 fault:", "de": "1 Fehler:"},
    "faults": {"en": "{count} faults:", "de": "{count} Fehler:"},
    "note": {"en": "1 note:", "de": "1 Hinweis:"},
    "notes": {"en": "{count} notes:", "de": "{count} Hinweise:"},
    "more": {
        "en": "  … {count} more; --verbose shows all",
        "de": "  … {count} weitere; --verbose zeigt alle",
    },
    "row": {"en": " row {row}", "de": " Zeile {row}"},
    "times": {"en": " ({count} times)", "de": " ({count} Mal)"},
    "moved": {
        "en": "{count} moved; the old employment has ended and is kept:",
        "de": "{count} gewechselt; die alte Anstellung ist beendet und bleibt erhalten:",
    },
    "move": {
        "en": "  {person} ({id}): from {before} to {after}, last day {on}",
        "de": "  {person} ({id}): von {before} zu {after}, letzter Tag {on}",
    },
    "proposal": {
        "en": "    still recorded: {what}; if that has ended: {command}",
        "de": "    noch erfasst: {what}; falls beendet: {command}",
    },
    "clean": {"en": "no faults, no notes", "de": "keine Fehler, keine Hinweise"},
    "written": {"en": "written to the database", "de": "in die Datenbank geschrieben"},
    "ended": {
        "en": "written to the database; ended: {count}",
        "de": "in die Datenbank geschrieben; beendet: {count}",
    },
    "nothing_new": {
        "en": "nothing new: all rows are there already",
        "de": "nichts Neues: Alle Zeilen sind schon da",
    },
    "none_taken": {"en": "nothing new: no row was taken", "de": "nichts Neues: Keine Zeile wurde übernommen"},
    "faulty_left": {
        "en": "nothing new: what has a fault was not taken",
        "de": "nichts Neues: Was Fehler hat, wurde nicht übernommen",
    },
    "not_written": {"en": "nothing was written", "de": "Es wurde nichts geschrieben"},
}


def _word(key: str, language: str, **values: object) -> str:
    return WORDS[key][language].format_map(values)


def render_report(report: ImportReport, *, verbose: bool = False, language: str = "en") -> str:
    """What an import did, file by file, and what somebody should look at.

    First one line a file (rows = taken + already there + left out + reported), then why rows were left out,
    then faults and notes; of each at most 20 unless `verbose`. Plain text without a line end. `language` is
    that of the frame; faults and notes are in English.
    """
    from tabulate import tabulate  # only where a report is shown

    files = _together(report.files)
    rows: list[tuple[object, ...]] = [
        (file.file, file.format, file.rows, file.taken, file.unchanged, file.left_out, file.reported)
        for file in files
    ]
    if len(rows) > 1:
        sums = (sum(int(str(row[place])) for row in rows) for place in range(2, 7))
        rows.append((_word("all", language), "", *sums))
    header = HEADER[language]
    parts = [tabulate(rows, headers=header, tablefmt="plain", disable_numparse=[0, 1])]
    reasons = [
        _word("left_out", language, file=file.file, count=count, reason=reason)
        for file in files
        for reason, count in file.why_left_out.items()
    ]
    parts += ["\n".join(reasons)] if reasons else []
    parts += _moves(report, verbose, language)
    parts += _section("fault", report.faults, len(report.faults), verbose, language)
    parts += _section("note", report.notes, sum(note.count for note in report.notes), verbose, language)
    if not report.problems:
        parts.append(_word("clean", language))
    new = (
        "ended" if report.ended
        else "written" if any(file.taken for file in report.files)
        else "faulty_left" if report.faults
        else "nothing_new" if any(file.unchanged for file in report.files)
        else "none_taken"
    )  # fmt: skip
    parts.append(_word(new if report.written else "not_written", language, count=report.ended))
    return "\n\n".join(parts)


def _together(files: Sequence[FileReport]) -> list[FileReport]:
    """The files as they are shown: single mails of one folder, which may be thousands, in one line."""
    shown: dict[str, FileReport] = {}
    for file in files:
        name = str(PurePath(file.file).with_name("*.eml")) if file.format == "eml" else file.file
        known = shown.get(name)
        reasons = Counter(known.why_left_out if known else {}) + Counter(file.why_left_out)
        shown[name] = replace(
            file,
            file=name if known else file.file,
            rows=file.rows + (known.rows if known else 0),
            taken=file.taken + (known.taken if known else 0),
            unchanged=file.unchanged + (known.unchanged if known else 0),
            left_out=file.left_out + (known.left_out if known else 0),
            reported=file.reported + (known.reported if known else 0),
            why_left_out=dict(reasons),
        )
    return list(shown.values())


def _moves(report: ImportReport, verbose: bool, language: str) -> list[str]:
    """Who has moved, and what of it somebody has to decide."""
    if not report.moves:
        return []
    lines = [_word("moved", language, count=len(report.moves))]
    for move in report.moves if verbose else report.moves[:SHOWN]:
        (node, person), (_, before), (_, after) = move.person, move.before, move.after
        told = {"person": person, "id": node, "before": before, "after": after, "on": move.on}
        lines.append(_word("move", language, **told))
        for proposal in move.proposals:
            kind = ontology().relationships[proposal.kind]
            name = "duty" if proposal.kind == "CARES_FOR" else "role"
            word = ontology().value_word(name, proposal.word, language)
            what = f"{proposal.start[1]} {kind.verb(language)} {proposal.end[1]} ({word})"
            lines.append(_word("proposal", language, what=what, command=proposal.line))
    if not verbose and len(report.moves) > SHOWN:
        lines.append(_word("more", language, count=len(report.moves) - SHOWN))
    return ["\n".join(lines)]


def _section(key: str, problems: Sequence[Problem], count: int, verbose: bool, language: str) -> list[str]:
    if not problems:
        return []
    shown = problems if verbose else problems[:SHOWN]
    head = _word(key if count == 1 else f"{key}s", language, count=count)
    lines = [head, *(f"  {_line(problem, language)}" for problem in shown)]
    if len(shown) < len(problems):
        lines.append(_word("more", language, count=len(problems) - len(shown)))
    return ["\n".join(lines)]


def _line(problem: Problem, language: str) -> str:
    """One problem in one line: file, row, column, value, what is wrong, what to do."""
    place = problem.file + (_word("row", language, row=problem.row) if problem.row is not None else "")
    place += f", {_one_line(problem.column)}" if problem.column else ""
    value = _one_line(problem.value or "")
    value = value[: LONGEST - 1] + "…" if len(value) > LONGEST else value
    said = f'"{value}": {problem.problem}' if value else problem.problem
    times = _word("times", language, count=problem.count) if problem.count > 1 else ""
    start = f"{place}: " if place else ""
    return f"{start}{_one_line(said)}{times}; {_one_line(problem.hint)}"


def _one_line(text: str) -> str:
    """The text without the line breaks that cells and titles of columns may have."""
    return " ".join(text.split())
