"""The Neo4j server that is measured: one started for it, or the empty one of NEO4J_URI."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity

from benchmarks.measuring import ProgramFailed
from tests.neo4j.claiming import Claim, NotOurs
from tests.neo4j.parts import PartMissing
from tests.neo4j.server import Access, Neo4jServer

PAGE_CACHE = "1g"


@dataclass(frozen=True)
class Server:
    """A server that holds nothing but what the measurements bring, and gives it back empty."""

    access: Access
    driver: Driver
    claim: Claim
    import_folder: Path
    """Where its LOAD CSV looks for files."""
    process_id: int | None = None

    @property
    def address(self) -> str:
        return self.access.address

    def processor(self) -> float:
        """Seconds of the processors' time that it has used so far; 0 for a server that somebody else runs."""
        if self.process_id is None:
            return 0.0
        told = subprocess.run(
            ["ps", "-o", "time=", "-p", str(self.process_id)], stdout=subprocess.PIPE, check=True
        ).stdout.decode()
        days, _, clock = told.strip().rpartition("-")
        seconds = float(days or 0) * 86_400
        for place, part in enumerate(reversed(clock.split(":"))):
            seconds += float(part) * 60**place
        return seconds

    def empty(self) -> None:
        """Remove all that is in it, rules included."""
        self.claim.wipe()


@contextmanager
def bench_server(heap: str, cache: Path) -> Iterator[Server]:
    """A server to measure, as the environment of the program names it; kept on this computer in `cache`.

    ProgramFailed where none can be started, or the one of NEO4J_URI holds anything.
    """
    with ExitStack() as opened:
        process_id = None
        if address := os.environ.get("NEO4J_URI"):
            if not {"NEO4J_PASSWORD", "NEO4J_IMPORT"} <= os.environ.keys():
                raise ProgramFailed(
                    "NEO4J_URI is set, so set NEO4J_PASSWORD and NEO4J_IMPORT too (the folder from which "
                    "LOAD CSV reads there), or unset it"
                )
            user = os.environ.get("NEO4J_USERNAME", "neo4j")
            access = Access(address, user, os.environ["NEO4J_PASSWORD"])
            import_folder = Path(os.environ["NEO4J_IMPORT"])
        else:
            server = Neo4jServer(heap=heap, page_cache=PAGE_CACHE, is_small=False)
            try:
                opened.enter_context(server)
            except PartMissing as missing:
                raise ProgramFailed(str(missing)) from missing
            access, import_folder, process_id = server.access, server.home / "import", server.pid
        opened.enter_context(_environment(access, cache))
        driver = opened.enter_context(
            GraphDatabase.driver(
                access.address,
                auth=access.auth,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
            )
        )
        try:
            claim = Claim(driver)
        except NotOurs as refusal:
            raise ProgramFailed(str(refusal)) from refusal
        if process_id is None:
            opened.callback(claim.release)
        yield Server(access, driver, claim, import_folder, process_id)


@contextmanager
def _environment(access: Access, cache: Path) -> Iterator[None]:
    """User, password and the folder for what is kept of a server, as the program finds them."""
    wanted = {
        "NEO4J_USERNAME": access.username,
        "NEO4J_PASSWORD": access.password,
        "XDG_CACHE_HOME": str(cache),
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
