"""Opening the file: whether it is a database of ours, and bringing an older one up to the ontology."""

from __future__ import annotations

import os
import shutil
import sqlite3
import uuid
from datetime import datetime
from pathlib import Path

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.storage.faults import in_plain_words, transaction
from stakeholder_graph.storage.statements import (
    APPLICATION_ID,
    PROPERTY,
    SCHEMA_VERSION,
    add_column,
    all_tables,
    create,
    insert,
)

OLDEST_SQLITE = (3, 37, 0)  # brought tables with strict types
HEADER = b"SQLite format 3\0"
COLUMNS = (
    "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'"
)


def open_file(
    path: Path, model: Ontology, *, create: bool, patience: float
) -> tuple[sqlite3.Connection, Path | None]:
    """Return a connection to our database in this file, and the backup if its tables had to be widened."""
    fresh = _is_new(path, create=create)
    with in_plain_words(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        with in_plain_words(path):
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -65536")  # KiB: tables of a million rows fit
            if fresh:
                _fill_new(connection, path, model)
            _check_ours(connection, path)
            # after a crash of the machine the last command may be missing, but never a part of one
            connection.execute("PRAGMA synchronous = NORMAL")
            return connection, _widen(connection, path, model)
    except BaseException:
        connection.close()
        if fresh and path.is_file() and path.stat().st_size == 0:
            path.unlink()
        raise


def _is_new(path: Path, *, create: bool) -> bool:
    """Whether a database is to be made here; StorageError where there is none and none can be."""
    make = "name the right file, or import into it first, which makes it"
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError(
            f"Python's SQLite {sqlite3.sqlite_version}", "is older than 3.37", "install a newer Python"
        )
    try:
        if path.is_dir():
            raise StorageError(str(path), "this is a folder, not a database", "name a file in it")
        if not path.exists():
            if not create:
                raise StorageError(str(path), "there is no such database", make)
            if not path.parent.is_dir():
                raise StorageError(
                    str(path), "its folder is not there", f"make the folder {path.parent} first"
                )
            return True
        if not path.is_file():
            raise StorageError(str(path), "this is not an ordinary file", make)
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError as error:
        raise StorageError(
            str(path), f"it cannot be opened ({error.strerror})", "check the path and its rights"
        ) from error
    if not start and not create:
        raise StorageError(str(path), "the file is empty, there is no database in it", make)
    if start not in (b"", HEADER):
        raise StorageError(str(path), "this is no database of stakeholder-graph", "name the right file")
    return not start


def _fill_new(connection: sqlite3.Connection, path: Path, model: Ontology) -> None:
    connection.execute("PRAGMA journal_mode = WAL")  # others can read while one writes
    with transaction(connection, path, "BEGIN IMMEDIATE"):
        if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
            return  # another program was faster
        for table in all_tables(model).values():
            connection.execute(create(table))
        first = [("identity", str(uuid.uuid4())), ("revision", "0")]
        connection.executemany(insert(PROPERTY, ["name", "value"]), first)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StorageError(str(path), "this is another program's database", "name the right file")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StorageError(
            str(path), "it was written by a newer version of stakeholder-graph", "install the newest version"
        )


def _missing(connection: sqlite3.Connection, path: Path, model: Ontology) -> list[str]:
    """Return the statements that the database lacks tables or columns by."""
    there: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(COLUMNS):
        there.setdefault(table, {})[column] = kind
    statements = []
    for name, table in all_tables(model).items():
        if name not in there:
            statements.append(create(table))
            continue
        for column in table.schema:
            stored = there[name].get(column)
            if stored is None:
                statements.append(add_column(table, column))
            elif stored != table.sql_type(column):
                what = f"{name}.{column} is {stored} in it, but {table.sql_type(column)} in the ontology"
                raise StorageError(str(path), what, "export it, then import that into a new database")
    return statements


def _widen(connection: sqlite3.Connection, path: Path, model: Ontology) -> Path | None:
    """Add what the ontology has and the database has not, after a backup; return the backup's path."""
    if not _missing(connection, path, model):
        return None
    with transaction(connection, path, "BEGIN IMMEDIATE"):
        statements = _missing(connection, path, model)
        if not statements:
            return None  # another program was faster
        backup = _backed_up(path)
        for statement in statements:
            connection.execute(statement)
    return backup


def _backed_up(path: Path) -> Path:
    """Copy the database beside itself, under the moment's name, and return the copy's path."""
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    name = f"{path.name}.backup-{moment}"
    places = (path.with_name(name if not number else f"{name}-{number}") for number in range(1000))
    backup = next(place for place in places if not place.exists())
    unfinished = backup.with_name(f"{backup.name}.part")
    try:
        # SQLite's own way, for a copy of the file alone would miss what is still in its journal
        source, copy = sqlite3.connect(path), sqlite3.connect(unfinished)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()
        shutil.copymode(path, unfinished)
        os.replace(unfinished, backup)  # noqa: PTH105 - replaces on Windows too
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StorageError(
            str(path),
            f"no backup could be made beside it ({error})",
            "make room or allow writing to its folder",
        ) from error
    return backup
