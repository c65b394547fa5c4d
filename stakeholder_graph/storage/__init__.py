"""Where the graph is kept: one file that several people can read while one of them writes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.ontology import Ontology, ontology
from stakeholder_graph.storage.store import Answer, Store, Written

__all__ = ["Answer", "Store", "Written", "file_of", "forget_new", "open_store"]

SERVER = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?", re.IGNORECASE)


def open_store(
    location: str | Path, *, create: bool = False, model: Ontology | None = None, patience: float = 5.0
) -> Store:
    """Open the database with the stakeholders; with `create`, make it where there is none yet.

    `location`: a path, or sqlite:///path. `patience`: seconds to wait for another program that is writing.
    `model`: the ontology, where it is not the shipped one. A database that lacks a kind or a property of the
    ontology is backed up beside itself and then widened. Use it in a `with` block, which closes it.
    Raises StorageError, and changes nothing, when there is no such database or it cannot be used.
    """
    from stakeholder_graph.storage.embedded import EmbeddedStore  # a server's user does not need it
    from stakeholder_graph.storage.opening import open_file

    path = file_of(location)
    connection, backup = open_file(path, model or ontology(), create=create, patience=patience)
    return EmbeddedStore(path, connection, model or ontology(), backup)


def file_of(location: str | Path) -> Path:
    """Return the absolute path of the database file that a location names; StorageError for anything else."""
    text = str(location)
    scheme, separator, rest = text.partition("://")
    if isinstance(location, Path) or not separator:
        if not text.strip() or "\0" in text:
            raise StorageError(
                "--db", "this names no file", "give the path of the database, as stakeholders.db"
            )
        return Path(text).expanduser().absolute()
    if scheme.lower() == "sqlite":
        # as everywhere: three slashes before a path from here, four before one from the root
        if not rest.startswith("/") or rest == "/":
            raise StorageError(text, "this address names no file", "write sqlite:///stakeholders.db")
        return Path(rest[1:]).expanduser().absolute()
    host = rest.rpartition("@")[2]
    safe = f"{scheme}://{host}"
    if _has_password(text, rest):
        raise StorageError(
            safe,
            "a password does not belong into an address, where others can read it",
            "take it out and set NEO4J_USERNAME and NEO4J_PASSWORD instead",
        )
    if SERVER.fullmatch(scheme):
        raise StorageError(
            safe, "a Neo4j server is not supported by this version", "name a file instead, as stakeholders.db"
        )
    raise StorageError(safe, f"{scheme}:// is no place for a graph", "name a file, as stakeholders.db")


def forget_new(location: str | Path) -> None:
    """Remove a database that was made a moment ago and in which nothing was written."""
    path = file_of(location)
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


def _has_password(text: str, rest: str) -> bool:
    try:
        return urlsplit(text).password is not None
    except ValueError:  # an address that is written wrongly may still carry one
        return "@" in rest
