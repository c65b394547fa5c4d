"""What a location names: a file, or a Neo4j server with the user and the database from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from stakeholder_graph.errors import StorageError

SERVER = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?", re.IGNORECASE)
DEFAULT_USER = "neo4j"


@dataclass(frozen=True)
class ServerAddress:
    """A Neo4j server, who asks, and which of its databases; None is the one that the server itself takes."""

    text: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether the address asks for TLS."""
        return "+s" in self.text.partition("://")[0]

    @property
    def name(self) -> str:
        """The address, and the database where one was chosen, for messages."""
        return f"{self.text} ({self.database})" if self.database else self.text


def place_of(location: str | Path) -> Path | ServerAddress:
    """Return the file or the server that a location names; StorageError for anything else.

    User, password and database of a server come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
    """
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
    safe = f"{scheme}://{rest.rpartition('@')[2]}"
    parts = _parts(text)
    if "@" in rest if parts is None else parts.password is not None:
        raise StorageError(
            safe,
            "a password does not belong into an address, where others can read it",
            "take it out and set NEO4J_USERNAME and NEO4J_PASSWORD instead",
        )
    if not SERVER.fullmatch(scheme):
        next_step = "name a file, as stakeholders.db, or a server, as neo4j://graph.example"
        raise StorageError(safe, f"{scheme}:// is no place for a graph", next_step)
    _check_server(scheme, safe, parts)
    return _with_environment(f"{scheme.lower()}://{rest.rstrip('/')}", os.environ)


def file_of(location: str | Path) -> Path:
    """Return the absolute path of the database file that a location names; StorageError for anything else."""
    place = place_of(location)
    if isinstance(place, ServerAddress):
        raise StorageError(place.text, "this is a server, and a file is wanted", "name a file")
    return place


def folder_of(location: str | Path) -> Path:
    """Return the folder in which things beside the database are: of a server, the current one."""
    place = place_of(location)
    return Path.cwd() if isinstance(place, ServerAddress) else place.parent


def is_new(location: str | Path) -> bool:
    """Whether a location names a file that is still to be made."""
    place = place_of(location)
    return isinstance(place, Path) and not place.exists()


def forget_new(location: str | Path) -> None:
    """Remove a database that was made a moment ago and in which nothing was written."""
    place = place_of(location)
    if isinstance(place, ServerAddress):
        return  # nothing is made on a server before the first write
    for name in (place, place.with_name(place.name + "-wal"), place.with_name(place.name + "-shm")):
        name.unlink(missing_ok=True)


def _parts(text: str) -> SplitResult | None:
    """The parts of an address; None for one that is written wrongly."""
    try:
        parts = urlsplit(text)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _check_server(scheme: str, safe: str, parts: SplitResult | None) -> None:
    """Refuse what the driver would overlook or only understand late."""
    if parts is None or not parts.hostname:
        raise StorageError(safe, "this address names no server", f"write {scheme}://HOST:7687")
    if parts.username is not None:
        raise StorageError(safe, "the user does not stand in the address", "set NEO4J_USERNAME instead")
    if parts.path not in ("", "/") or parts.fragment:
        raise StorageError(safe, "the database does not stand in the address", "set NEO4J_DATABASE instead")
    if parts.query and scheme.lower().startswith("bolt"):
        raise StorageError(safe, "bolt:// takes nothing after a question mark", "take it out")


def _with_environment(text: str, environment: Mapping[str, str]) -> ServerAddress:
    username, password = environment.get("NEO4J_USERNAME"), environment.get("NEO4J_PASSWORD")
    if password and not username:
        username = DEFAULT_USER
    return ServerAddress(text, username or None, password or None, environment.get("NEO4J_DATABASE") or None)
