"""The folder of a site: which files are ours, what they held when we wrote them, what may go."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.pages import page

LIST = ".stakeholder-graph-site.json"
HEAD = 2048
"""Within so many bytes of a page stands the line that says which program wrote it."""


class SiteFolder:
    """Files of ours in a folder by name, each with the fingerprint of what was written; kept in a list there.

    A file is ours when it says of itself that this program wrote it. Removed is only what is in the list and
    still holds what was written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = _read(folder / LIST)
        self.mark: str = told["mark"]
        self.before: dict[str, str] = told["files"]
        self.files: dict[str, str] = {}

    def is_as_written(self, mark: str) -> bool:
        """Whether all files are there as they were written from the same mark."""
        self.files = dict(self.before)
        return bool(mark and mark == self.mark and self.files) and all(
            self._held(name) == fingerprint for name, fingerprint in self.files.items()
        )

    def begin(self, wanted: Iterable[str]) -> None:
        """Refuse where a file that is not ours stands in the way; else note that writing has begun."""
        for name in wanted:
            path = self.folder / name
            if path.exists() and not _is_ours(path):
                what = "is there already, and was not written by this program"
                raise StakeholderGraphError(str(path), what, "move it away, or name another folder")
        self.files = {}
        self._keep("", self.before)

    def put(self, name: str, html: str) -> bool:
        """Write a page unless it is there already; whether it was written."""
        content = html.encode()
        fingerprint = sha256(content).hexdigest()
        self.files[name] = fingerprint
        path = self.folder / name
        if path.is_file() and path.stat().st_size == len(content) and self._held(name) == fingerprint:
            return False
        page.write(path, html)
        return True

    def finish(self, mark: str) -> list[Path]:
        """Remove our old pages that are no longer needed, and keep the list; returns what was removed."""
        old = [name for name in self.before if name not in self.files]
        removed = [self.folder / name for name in old if self._held(name) == self.before[name]]
        for path in removed:
            path.unlink()
        self._keep(mark, self.files)
        return removed

    def _held(self, name: str) -> str | None:
        try:
            return sha256((self.folder / name).read_bytes()).hexdigest()
        except OSError:
            return None

    def _keep(self, mark: str, files: dict[str, str]) -> None:
        told = {"mark": mark, "files": dict(sorted(files.items()))}
        page.write(self.folder / LIST, json.dumps(told, indent=1) + "\n")


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return page.WRITTEN_BY.encode() in file.read(HEAD)
    except OSError:
        return False


def _read(file: Path) -> dict[str, Any]:
    """The list of an earlier run; an unreadable one is none. Only plain names of pages count: nothing that a
    list says may lead to a file elsewhere.
    """
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        files, mark = dict(told["files"]), str(told["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return {"mark": "", "files": {}}
    plain = {
        name: str(fingerprint)
        for name, fingerprint in files.items()
        if name == Path(name).name and "\\" not in name and name.endswith(".html")
    }
    return {"mark": mark, "files": plain}
