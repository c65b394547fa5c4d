"""The options that every command has, before or after its name."""

from __future__ import annotations

import locale
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stakeholder_graph.graph import StakeholderGraph

FORMATS = ("table", "json", "csv", "markdown")
LANGUAGES = ("en", "de")
WITH_VALUE = ("--db", "--policy", "--as-of", "--lang", "--format", "-o", "--output")
FLAGS = ("--quiet", "--verbose")
DEFAULT_DB = "stakeholders.db"


@dataclass
class Common:
    """The values of the common options of this call."""

    db: str = DEFAULT_DB
    policy: Path | None = None
    as_of: date | None = None
    language: str = "en"
    format: str = "table"
    output: Path | None = None
    quiet: bool = False
    verbose: bool = False

    def open(self, *, group: bool = False, create: bool = False) -> StakeholderGraph:
        """The database that the options name, seen on their day under their policy."""
        from stakeholder_graph.graph import open_graph

        return open_graph(self.db, policy=self.policy, as_of=self.as_of, group=group, create=create)

    def note(self, text: str) -> None:
        """Say how it goes, on standard error, unless --quiet."""
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)


COMMON = Common()


def common_first(arguments: list[str]) -> list[str]:
    """The same arguments with the common options before the command's name, where they are read."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name = argument.split("=", 1)[0]
        if argument == "--":
            return [*front, *rest, argument, *waiting]
        if name in WITH_VALUE and "=" in argument:
            front.append(argument)
        elif argument in WITH_VALUE:
            front += [argument, *waiting[:1]]
            waiting = waiting[1:]
        elif argument in FLAGS:
            front.append(argument)
        else:
            rest.append(argument)
    return [*front, *rest]


def default_language() -> str:
    """German where the user's locale is German, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    text = named or locale.getlocale()[0] or ""
    return "de" if text.lower().startswith(("de", "german")) else "en"
