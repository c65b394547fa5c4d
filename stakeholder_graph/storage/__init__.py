"""Where the graph is kept: one file that several people can read while one of them writes, or a server."""

from __future__ import annotations

from pathlib import Path

from stakeholder_graph.model.ontology import Ontology, ontology
from stakeholder_graph.storage.addresses import (
    ServerAddress,
    file_of,
    folder_of,
    forget_new,
    is_new,
    place_of,
)
from stakeholder_graph.storage.store import Answer, Store, Written

__all__ = [
    "Answer",
    "Store",
    "Written",
    "file_of",
    "folder_of",
    "forget_new",
    "is_new",
    "open_store",
    "place_of",
]


def open_store(
    location: str | Path,
    *,
    create: bool = False,
    into_existing: bool = False,
    refresh: bool = False,
    model: Ontology | None = None,
    patience: float = 5.0,
) -> Store:
    """Open the database with the stakeholders; with `create`, make it where there is none yet.

    `location`: a path, sqlite:///path, or the address of a Neo4j server (see `place_of`). `patience`: seconds
    to wait for another program that is writing, or for the server. `into_existing`: write also to a server
    that holds other data. `refresh`: read a server anew, not what is kept of it on this computer. `model`:
    the ontology, where it is not the shipped one. A file that lacks a kind or a property of the ontology is
    backed up beside itself and then widened. Use it in a `with` block, which closes it. Raises StorageError,
    and changes nothing, when there is no such database or it cannot be used.
    """
    place = place_of(location)
    if isinstance(place, ServerAddress):
        from stakeholder_graph.storage.cache import cached
        from stakeholder_graph.storage.server import open_server
        from stakeholder_graph.storage.server_state import state_of

        known = model or ontology()
        server = open_server(place, known, create=create, into_existing=into_existing, patience=patience)
        return cached(server, refresh=refresh, model=known, state=lambda: state_of(server, known))
    from stakeholder_graph.storage.embedded import EmbeddedStore  # a server's user does not need it
    from stakeholder_graph.storage.opening import open_file

    connection, backup = open_file(place, model or ontology(), create=create, patience=patience)
    return EmbeddedStore(place, connection, model or ontology(), backup)
