"""What the program says when it cannot go on: where, what is wrong, what to do next."""

from __future__ import annotations


class StakeholderGraphError(Exception):
    """Something stands in the way, and this is how to get past it.

    `where` names the file, row, database or option; `what` says what is wrong there; `next_step` says
    what to do about it. The command line prints the three in one line and ends with exit code 1.
    """

    def __init__(self, where: str, what: str, next_step: str = "") -> None:
        super().__init__(where, what, next_step)
        self.where = where
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.next_step}" if self.next_step else line


class ImportRefused(StakeholderGraphError):
    """The files have faults, or are none that we can read; nothing was written."""


class EntryRefused(StakeholderGraphError):
    """What somebody wants to record cannot be; nothing was written."""


class StorageError(StakeholderGraphError):
    """The database cannot be opened, read or written; nothing was changed."""


class PolicyError(StakeholderGraphError):
    """The care policy or the ontology says something that cannot be."""


class UnknownName(StakeholderGraphError):
    """No account, person or kind has that name, or several have."""


class QueryError(StakeholderGraphError):
    """No query has that name, it is written wrongly, or a value for it is missing or wrong."""
