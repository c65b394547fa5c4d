"""What SQLite says when something is wrong, in words that help."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stakeholder_graph.errors import StorageError

RESTORE = "put back a copy of it, or import your files into a new database"
MEANINGS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "another program is writing to it",
        "wait until that one is done, then repeat the command",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program is writing to it",
        "wait until that one is done, then repeat the command",
    ),
    sqlite3.SQLITE_READONLY: (
        "it may only be read",
        "allow writing to the file and its folder, or copy it elsewhere",
    ),
    sqlite3.SQLITE_PERM: ("access is denied", "allow reading and writing to the file and its folder"),
    sqlite3.SQLITE_AUTH: ("access is denied", "allow reading and writing to the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened, or its folder may only be read",
        "allow reading and writing to the file and its folder, or copy it elsewhere",
    ),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room, then repeat the command"),
    sqlite3.SQLITE_IOERR: (
        "the disk does not take or give the data",
        "look whether it is full or failing, then repeat",
    ),
    sqlite3.SQLITE_NOTADB: ("this is no database", "name the right file"),
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", RESTORE),
    sqlite3.SQLITE_TOOBIG: ("a text is too long for the database", "shorten it"),
    sqlite3.SQLITE_CONSTRAINT: ("the rows contradict each other", "check the files with the command check"),
}


def storage_error(location: Path | str, error: sqlite3.Error) -> StorageError:
    """Return our error for one of SQLite's: where, what is wrong, what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own complaints carry no code: text that is not UTF-8, which only a damaged file holds
        return StorageError(str(location), f"the database cannot be read ({error})", RESTORE)
    what, next_step = MEANINGS.get(code & 0xFF, (f"SQLite says: {error}", RESTORE))
    detail = f" ({error})" if code & 0xFF == sqlite3.SQLITE_CONSTRAINT else ""
    return StorageError(str(location), what + detail, next_step)


def no_import(where: str) -> StorageError:
    """Return the error for taking back what is not there."""
    return StorageError(where, "no import was interrupted there", "there is nothing to take back")


def changed_meanwhile(where: str) -> StorageError:
    """Return the error for a change that was worked out from what is no more."""
    return StorageError(where, "somebody has written to it meanwhile", "repeat the command")


@contextmanager
def in_plain_words(location: Path | str) -> Iterator[None]:
    """Turn what SQLite raises inside the block into a StorageError."""
    try:
        yield
    except sqlite3.Error as error:
        raise storage_error(location, error) from error


@contextmanager
def transaction(connection: sqlite3.Connection, location: Path, begin: str = "BEGIN") -> Iterator[None]:
    """One transaction: kept at the end of the block, undone as a whole when anything is raised in it."""
    with in_plain_words(location):
        connection.execute(begin)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
