"""The options that every command has, before or after its name."""

from __future__ import annotations

import locale
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

FORMATS = ("table", "json", "csv", "markdown")
LANGUAGES = ("en", "de")
WITH_VALUE = ("--db", "--policy", "--as-of", "--lang", "--format", "-o", "--output")
FLAGS = ("--quiet", "--verbose", "--refresh")
DEFAULT_DB = "stakeholders.db"
STDOUT = Path("-")


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
    refresh: bool = False

    @property
    def file(self) -> Path | None:
        """The file of -o; None for standard output."""
        return None if self.output == STDOUT else self.output

    @property
    def day(self) -> date:
        """The day on which things are seen."""
        return self.as_of or date.today()  # noqa: DTZ011 the user's own day is meant

    def note(self, text: str) -> None:
        """Say how it goes, on standard error, unless --quiet."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Say what nobody may miss, on standard error, also with --quiet."""
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError as error:
            if not nobody_reads(error):
                raise
            silence(sys.stderr)


COMMON = Common()


def nobody_reads(error: OSError) -> bool:
    """Whether the other end of a pipe was closed; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt" and error.errno == 22 and error.filename is None
    )


def silence(stream: TextIO) -> None:
    """Let a stream go nowhere from now on: who read it (`| head`) has what they wanted."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)


def common_first(arguments: list[str]) -> list[str]:
    """The same arguments with the common options before the command's name, where they are read."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name = argument.split("=", 1)[0]
        joined = argument.startswith("-o") and argument != "-o"
        if argument == "--":
            return [*front, *rest, argument, *waiting]
        if argument in FLAGS or joined or (name in WITH_VALUE and "=" in argument):
            front.append(argument)
        elif argument in WITH_VALUE and not waiting:
            return [*front, argument]  # its value is missing, and is said to be
        elif argument in WITH_VALUE:
            front += [argument, waiting.pop(0)]
        else:
            rest.append(argument)
    return [*front, *rest]


def asks_for_json(arguments: list[str]) -> bool:
    """Whether these arguments, ordered by `common_first`, want JSON: known before anything is checked."""
    wanted, waiting = "", list(arguments)
    while waiting and waiting[0].startswith("-") and waiting[0] != "--":
        name, equals, value = waiting.pop(0).partition("=")
        if name in WITH_VALUE and not equals and waiting:
            value = waiting.pop(0)
        wanted = value if name == "--format" else wanted
    return wanted == "json"


def default_language() -> str:
    """German where the user's locale is German, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    text = named or locale.getlocale()[0] or ""
    return "de" if text.lower().startswith(("de", "german")) else "en"
