"""A real Neo4j server as a process of its own, for tests and for `make neo4j`."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, Self

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from tests.neo4j.parts import PartMissing, find_jars, find_java

FIRST_PASSWORD = "neo4j"
MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
# Half the memory of the usual collector and compiler, and a second less to start; slower under load
SMALL = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# Tests ask the same questions of ever new small graphs, for which a plan of the last one is good enough
SMALL_SETTINGS = {"dbms.cypher.min_replan_interval": "1h"}
SETTINGS = {
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # Unset, LOAD CSV reads every file of the machine
    "server.directories.import": "import",
    # Else an empty database takes half a gigabyte of disk
    "db.tx_log.preallocate": "false",
    "dbms.usage_report.enabled": "false",
    # Else ending it takes twelve seconds
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
}


@dataclass(frozen=True)
class Access:
    """Where a server is and who may use it."""

    address: str
    username: str
    password: str

    @property
    def auth(self) -> tuple[str, str]:
        return self.username, self.password


class Neo4jServer:
    """Neo4j Community on 127.0.0.1, with a home, a port and a password of its own.

    with Neo4jServer() as server: GraphDatabase.driver(server.address, auth=server.auth)

    Without a home it works in a temporary one that goes away at `stop`. `kill` and a second `start` on the
    same object are a crash and a recovery: home, port and password stay. A start takes about 7 s.
    `is_small` saves memory and time to start; set it to False for large loads, with more `heap`.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        port: int = 0,
        password: str = "",
        heap: str = "512m",
        page_cache: str = "64m",
        is_small: bool = True,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.is_temporary = home is None
        self.home = (home or Path(tempfile.mkdtemp(prefix="neo4j-for-tests-"))).resolve()
        self.port = port or free_port()
        self.access = Access(f"bolt://127.0.0.1:{self.port}", "neo4j", password or secrets.token_urlsafe(18))
        self.address, self.auth = self.access.address, self.access.auth
        self.log = self.home / "logs" / "console.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._flags = [f"-Xmx{heap}", *(SMALL if is_small else ())]
        self._settings = {
            **SETTINGS,
            **(SMALL_SETTINGS if is_small else {}),
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.memory.pagecache.size": page_cache,
            **(settings or {}),
        }

    @property
    def pid(self) -> int:
        assert self.process, "it was not started"
        return self.process.pid

    def start(self, patience: float = 240) -> Self:
        """Start it and wait until it answers. Raises PartMissing, with its last words, when it does not."""
        command = self._command(find_java(), find_jars())
        for folder in ("conf", "import", "logs"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        lines = [f"{name}={value}\n" for name, value in self._settings.items()]
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal is for the one who started it, who then ends it in order
                start_new_session=sys.platform != "win32",
            )
        (self.home / "pid").write_text(str(self.pid), encoding="utf-8")
        try:
            self._wait_until_it_answers(time.monotonic() + patience)
        except BaseException:
            self.kill()
            if self.is_temporary:
                shutil.rmtree(self.home, ignore_errors=True)
            raise
        return self

    def _command(self, java: Path, jars: Path) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        more = ["--enable-native-access=ALL-UNNAMED", "-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8"]
        folders = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        start = [str(java), "-cp", f"{jars}{os.sep}*"]
        return [*start, *self._flags, *opened, *more, MAIN_CLASS, *folders]

    def _wait_until_it_answers(self, deadline: float) -> None:
        assert self.process
        # A server that never started before knows only the first password of all Neo4j servers
        is_new = not (self.home / "data").exists()
        reason = "it ended by itself"
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if is_new:
                    self._set_password()
                    is_new = False
                self._ask("RETURN 1", "neo4j", self.auth[1])
                return
            except AuthError as fault:
                # It was ended between its first start and its first password; or the password is another one
                is_new, reason = not is_new, str(fault)
                time.sleep(1)
            except (DriverError, Neo4jError, OSError) as fault:
                reason = str(fault)
                time.sleep(0.1)
        last_words = self.log.read_text(encoding="utf-8", errors="replace")[-1500:]
        raise PartMissing(f"Neo4j in {self.home} did not answer at {self.address}: {reason}\n{last_words}")

    def _set_password(self) -> None:
        change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
        self._ask(change, "system", FIRST_PASSWORD, {"old": FIRST_PASSWORD, "new": self.auth[1]})

    def _ask(
        self, text: LiteralString, database: str, password: str, parameters: dict[str, str] | None = None
    ) -> None:
        with GraphDatabase.driver(
            self.address, auth=(self.auth[0], password), max_transaction_retry_time=0, connection_timeout=5
        ) as driver:
            driver.execute_query(text, parameters, database_=database)

    def stop(self) -> None:
        """End it in order, by its process id (about 2 s), and remove a temporary home."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.is_temporary:
            shutil.rmtree(self.home, ignore_errors=True)

    def kill(self) -> None:
        """End it as a power cut would, by SIGKILL; its home stays for the next `start`."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def free_port(wanted: int = 0) -> int:
    """Return the wanted port of 127.0.0.1 if nobody listens to it, else any other that is free now."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            # Else the port of a server that has just ended would count as taken for a minute
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
