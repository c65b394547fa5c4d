"""A Neo4j server of one's own that stays: python -m tests.neo4j.standing start|stop [FOLDER]."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.neo4j.parts import PartMissing
from tests.neo4j.server import Neo4jServer, free_port

ROOT = Path(__file__).resolve().parents[2]
BOLT_PORT, HTTP_PORT = 7687, 7474
# Neo4j Browser loads fonts, analytics and a feedback form from the internet, whatever else is set; the web
# browser refuses it this. What follows are the servers that it may speak with
ONLY_HERE = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; worker-src 'self' data: blob:; connect-src 'self'"
)
USAGE = """
For the program, its user and password, in this terminal:

  export NEO4J_USERNAME=neo4j NEO4J_PASSWORD="$(cat {typed})"

Then, with your own files, or any folder of tables:

  .venv/bin/stakeholder-graph --db {address} import FOLDER_OR_FILES
  .venv/bin/stakeholder-graph --db {address} gaps

Neo4j Browser: {pages} (user neo4j, password in {password})
`make neo4j-stop` ends it; the data stay in {folder}."""


class Standing:
    """The folder that the server lives in, its password, and the process, if there is one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.home = self.folder / "home"
        self.password = self.folder / "password"
        self.ports = self.folder / "ports.json"

    def running(self) -> int:
        """Return the process id of our server, or 0; also when another program has that number now."""
        file = self.home / "pid"
        pid = int(file.read_text(encoding="utf-8")) if file.is_file() else 0
        return pid if pid and f"--home-dir={self.home}" in command_line(pid) else 0

    def start(self) -> str:
        """Start the server unless it runs, and return how to use it."""
        if pid := self.running():
            return f"Neo4j runs already (process {pid})\n{self.usage()}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.password.is_file():
            # Made with its mode, so that nobody reads it in between
            descriptor = os.open(self.password, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(18))
        ports = {"bolt": free_port(BOLT_PORT), "http": free_port(HTTP_PORT)}
        self.ports.write_text(json.dumps(ports), encoding="utf-8")
        bolt = f"127.0.0.1:{ports['bolt']}"
        print("starting Neo4j, some ten seconds", flush=True)
        server = Neo4jServer(
            self.home,
            port=ports["bolt"],
            password=self.password.read_text(encoding="utf-8").strip(),
            heap=os.environ.get("HEAP") or "2g",
            page_cache="256m",
            is_small=False,
            settings={
                "server.http.enabled": "true",
                "server.http.listen_address": f"127.0.0.1:{ports['http']}",
                "server.http.advertised_address": f"127.0.0.1:{ports['http']}",
                "client.allow_telemetry": "false",
                "dbms.security.http_static_content_security_policy_header": f"{ONLY_HERE} ws://{bolt} http://{bolt}",
            },
        ).start()
        return f"Neo4j runs (process {server.pid})\n{self.usage()}"

    def usage(self) -> str:
        """Return what to type next."""
        ports = json.loads(self.ports.read_text(encoding="utf-8"))
        return USAGE.format(
            folder=shown(self.folder),
            password=shown(self.password),
            typed=shlex.quote(shown(self.password)),
            address=f"bolt://127.0.0.1:{ports['bolt']}",
            pages=f"http://127.0.0.1:{ports['http']}",
        )

    def stop(self, patience: float = 60) -> str:
        """End the server in order, by its process id."""
        pid = self.running()
        if not pid:
            return "No Neo4j of `make neo4j` is running."
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while self.running():
            if time.monotonic() > deadline:
                raise PartMissing(
                    f"process {pid} does not end; its last words are in {shown(self.home / 'logs')}"
                )
            time.sleep(0.1)
        return f"Neo4j is stopped (process {pid}); the data stay in {shown(self.folder)}."


def command_line(pid: int) -> str:
    """Return the command line of a process; empty when there is none."""
    entry = Path("/proc") / str(pid) / "cmdline"
    if Path("/proc/self").exists():
        return entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace") if entry.exists() else ""
    asked = ["ps", "-ww", "-p", str(pid), "-o", "args="]
    return subprocess.run(asked, capture_output=True, check=False, encoding="utf-8").stdout


def shown(path: Path) -> str:
    """Return the path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def main() -> int:
    standing = Standing(Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / ".neo4j")
    try:
        print({"start": standing.start, "stop": standing.stop}[sys.argv[1]]())
    except PartMissing as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
