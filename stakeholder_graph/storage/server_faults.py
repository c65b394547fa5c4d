"""What a Neo4j server or its driver says when something is wrong, in words that help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from stakeholder_graph.errors import StorageError
from stakeholder_graph.storage.addresses import ServerAddress

AGAIN = "repeat the command; nothing was written by half"
OUT_OF_MEMORY = (
    "the server has not enough memory for this in one transaction",
    "raise server.memory.heap.max_size and dbms.memory.transaction.total.max in its neo4j.conf",
)
NO_RIGHTS = (
    "this user may not do that there",
    "ask whoever runs the server for the right to write and, before the first import, to create constraints",
)
# the end of a code of Neo4j's: what is wrong, what to do
MEANINGS: dict[str, tuple[str, str]] = {
    "Security.Unauthorized": (
        "the server does not take this user and password",
        "correct NEO4J_USERNAME and NEO4J_PASSWORD",
    ),
    "Security.AuthenticationRateLimit": (
        "after three wrong passwords the server lets nobody in for some seconds",
        "correct NEO4J_PASSWORD, wait five seconds, then repeat the command",
    ),
    "Security.CredentialsExpired": (
        "the first password of this server was not changed yet",
        "change it in Neo4j Browser, then set NEO4J_PASSWORD to the new one",
    ),
    "Security.Forbidden": NO_RIGHTS,
    "Security.AuthorizationExpired": ("the server asks who this is again", AGAIN),
    "Security.TokenExpired": ("the server asks who this is again", AGAIN),
    "Database.DatabaseNotFound": (
        "there is no such database on the server",
        "correct NEO4J_DATABASE, or unset it for the server's own choice",
    ),
    "General.DatabaseUnavailable": (
        "the database is being stopped or is not started yet",
        "wait until the server runs again, then repeat the command; nothing was written by half",
    ),
    "Database.DatabaseUnavailable": (
        "the database is being stopped or is not started yet",
        "wait until the server runs again, then repeat the command; nothing was written by half",
    ),
    "General.MemoryPoolOutOfMemoryError": OUT_OF_MEMORY,
    "General.OutOfMemoryError": OUT_OF_MEMORY,
    "General.TransactionOutOfMemoryError": OUT_OF_MEMORY,
    "General.StackOverFlowError": OUT_OF_MEMORY,
    "General.ReadOnly": ("the database may only be read", "ask whoever runs the server to allow writing"),
    "General.WriteOnReadOnlyAccessDatabase": (
        "the database may only be read",
        "ask whoever runs the server to allow writing",
    ),
    "General.ForbiddenOnReadOnlyDatabase": (
        "the database may only be read",
        "ask whoever runs the server to allow writing",
    ),
    "Cluster.NotALeader": ("this member of the cluster takes no writes", "write neo4j:// instead of bolt://"),
    "Transaction.DeadlockDetected": ("another program is writing to it", AGAIN),
    "Transaction.LockClientStopped": ("another program is writing to it", AGAIN),
    "Transaction.LockAcquisitionTimeout": ("another program is writing to it", AGAIN),
    "Transaction.Terminated": ("the server has ended this, somebody stopped it or it took too long", AGAIN),
    "Transaction.TransactionTimedOut": ("this took longer than the server allows", "ask for less"),
    "Transaction.TransactionTimedOutClientConfiguration": ("this took too long", "ask for less"),
}
WITH_DETAIL: dict[str, tuple[str, str]] = {
    "Schema.ConstraintValidationFailed": (
        "the rows contradict what is there",
        "look there for the same id given twice",
    ),
    "Schema.ConstraintCreationFailed": (
        "what is there already breaks the rule that an id names one thing",
        "correct it, or name an empty database",
    ),
    "Schema.IndexWithNameAlreadyExists": ("one of its indexes has our name", "drop that index"),
    "Schema.IndexAlreadyExists": ("one of its indexes stands in the way", "drop that index"),
    "Schema.ConstraintWithNameAlreadyExists": ("one of its constraints has our name", "drop it"),
    "Schema.ConstraintAlreadyExists": ("one of its constraints stands in the way", "drop it"),
}


MEMORY_FAULTS = {kind for kind, meaning in MEANINGS.items() if meaning is OUT_OF_MEMORY}


@contextmanager
def server_in_plain_words(address: ServerAddress, *, connecting: bool = False) -> Iterator[None]:
    """Turn what the driver raises inside the block into a StorageError."""
    try:
        yield
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise server_error(address, error, connecting=connecting) from error


def server_error(address: ServerAddress, error: Exception, *, connecting: bool = False) -> StorageError:
    """Return our error for one of the driver's: where, what is wrong, what to do."""
    if isinstance(error, Neo4jError):
        return StorageError(address.name, *_of_the_server(address, error))
    if isinstance(error, ConfigurationError):
        # the driver asks for less noise, which servers older than 5.7 do not understand
        return too_old(address, "one older than 5.7") if "notification" in str(error).lower() else (
            StorageError(address.name, one_line(error), "correct the address")
        )  # fmt: skip
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return _unreachable(address, error, connecting)
    return StorageError(address.name, f"the driver says: {one_line(error)}", AGAIN)


def too_old(address: ServerAddress, found: str) -> StorageError:
    """Return the error for a server that does not understand what we ask."""
    return StorageError(address.name, f"the server is {found}", "5.13 is the oldest that will do: update it")


def one_line(error: Exception) -> str:
    """Return what an error says, in one line."""
    told = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return told.strip().splitlines()[0].strip().rstrip(".;")


def kind_of(error: Neo4jError) -> str:
    """Return the end of the code, as Security.Unauthorized."""
    return ".".join((error.code or "").split(".")[2:])


def _of_the_server(address: ServerAddress, error: Neo4jError) -> tuple[str, str]:
    kind = kind_of(error)
    if kind == "Security.Unauthorized" and address.password is None:
        return "the server asks for a user and a password", "set NEO4J_USERNAME and NEO4J_PASSWORD"
    if kind in MEANINGS:
        return MEANINGS[kind]
    if "property value is too large to index" in str(error).lower():
        return "an id or a name is too long for it", "shorten it"
    what, next_step = WITH_DETAIL.get(kind, ("the server says", AGAIN))
    return f"{what}: {one_line(error)}", next_step


def _unreachable(address: ServerAddress, error: Exception, connecting: bool) -> StorageError:
    if not connecting:
        return StorageError(address.name, "the connection to the server was lost", AGAIN)
    said = " ".join(_all_texts(error)).lower()
    scheme, _, host = address.text.partition("://")
    if "name or service not known" in said or "dns resolve" in said or "getaddrinfo" in said:
        return StorageError(address.name, "there is no host of that name", "correct the address")
    if "certificate" in said:
        what = "the server's certificate is not one that this computer trusts"
        return StorageError(address.name, what, "have it renewed, or for one signed by itself write +ssc")
    if address.is_encrypted and "ssl" in said:
        what = "the server does not speak TLS there, and the address asks for it"
        return StorageError(address.name, what, f"write {scheme.partition('+')[0]}://{host}")
    if not address.is_encrypted and any(sign in said for sign in NOT_OUR_LANGUAGE):
        what = "something answers there, but not as a server without TLS does"
        return StorageError(address.name, what, f"write {scheme}+s://{host}, or correct the port")
    what = "no Neo4j server answers there"
    return StorageError(address.name, what, "start the server, or correct the address")


NOT_OUR_LANGUAGE = ("handshake", "defunct", "connection reset", "unknown protocol", "incomplete", "no data")


def _all_texts(error: BaseException) -> Iterator[str]:
    """The texts of an error and of those that caused it: routing hides them in groups."""
    yield str(error)
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _all_texts(inner)
    cause = error.__cause__
    if cause is not None:
        yield from _all_texts(cause)
