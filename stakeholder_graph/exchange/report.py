"""What an import has to say: every row accounted for, every fault and note with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

UNSAFE = frozenset(" \t,;|&<>()$`'\"\\*?[]#~=%!{}")
"""Signs of which a shell makes something else."""
LONGEST_VALUE = 200  # characters of a cell that a report shows; a pasted mail would drown the rest


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that somebody should look at.

    A *fault* is a row that cannot be taken; a *note* is a row that is taken, but one link or value of it
    is not. `row` is the row as a spreadsheet counts it, None when the whole file is meant. `count` says
    how many rows a note stands for; its row is then the first of them.
    """

    kind: Literal["fault", "note"]
    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    hint: str
    count: int = 1

    def as_dict(self) -> dict[str, object]:
        """Return the entry of `faults` or `notes` in the JSON report of an import."""
        value = self.value
        if value is not None and len(value) > LONGEST_VALUE:
            value = value[: LONGEST_VALUE - 1] + "…"
        entry: dict[str, object] = {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": value,
            "problem": self.problem,
            "hint": self.hint,
        }
        return entry | {"count": self.count} if self.kind == "note" else entry


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of the rows of one file: rows = taken + unchanged + left_out + reported.

    `unchanged` were in the database already, `left_out` were not taken on purpose (`why_left_out` counts
    the reasons), `reported` have a fault.
    """

    file: str
    format: str
    encoding: str
    rows: int
    taken: int
    unchanged: int = 0
    left_out: int = 0
    reported: int = 0
    why_left_out: dict[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every row of the file is accounted for."""
        return self.rows == self.taken + self.unchanged + self.left_out + self.reported

    def as_dict(self) -> dict[str, object]:
        """Return the entry of `files` in the JSON report of an import."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "rows": self.rows,
            "taken": self.taken,
            "unchanged": self.unchanged,
            "left_out": self.left_out,
            "reported": self.reported,
            "why_left_out": dict(self.why_left_out),
        }


def command_line(*parts: str) -> str:
    """A command of ours as one types it, in the quotation marks that every shell knows."""
    quoted = (
        '"' + part.replace('"', '\\"') + '"' if not part or set(part) & UNSAFE else part for part in parts
    )
    return " ".join(["stakeholder-graph", *quoted])


Named = tuple[str, str]
"""Id and name."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is recorded still, though it may have ended with a move, and the command that ends it."""

    kind: str
    start: Named
    end: Named
    word: str
    command: tuple[str, ...]

    @property
    def line(self) -> str:
        """The command as one types it."""
        return command_line(*self.command)

    def as_dict(self) -> dict[str, object]:
        """Return the entry of `proposals` in the JSON report of an import."""
        return {
            "relationship": self.kind,
            "start": _named(self.start),
            "end": _named(self.end),
            "what": self.word,
            "command": self.line,
        }


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody works for another employer now; `on` was the last day at the old one."""

    person: Named
    before: Named
    after: Named
    on: date
    proposals: tuple[Proposal, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the entry of `moves` in the JSON report of an import."""
        return {
            "person": _named(self.person),
            "from": _named(self.before),
            "to": _named(self.after),
            "last_day": self.on.isoformat(),
            "proposals": [proposal.as_dict() for proposal in self.proposals],
        }


def _named(one: Named) -> dict[str, str]:
    return {"id": one[0], "name": one[1]}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole report of an import: files, problems, what it brought and ended, whether it was written."""

    files: tuple[FileReport, ...]
    problems: tuple[Problem, ...]
    counts: dict[str, int]
    written: bool
    ended: int = 0
    moves: tuple[Move, ...] = ()

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The rows that could not be taken."""
        return tuple(problem for problem in self.problems if problem.kind == "fault")

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The rows that were taken without one of their links or values."""
        return tuple(problem for problem in self.problems if problem.kind == "note")

    def as_dict(self) -> dict[str, object]:
        """Return what `import --format json` prints."""
        return {
            "files": [file.as_dict() for file in self.files],
            "faults": _entries(self.faults),
            "notes": _entries(self.notes),
            "moves": [move.as_dict() for move in self.moves],
            "counts": dict(self.counts),
            "written": self.written,
        }


def _entries(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [problem.as_dict() for problem in problems]
