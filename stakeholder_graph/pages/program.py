"""What the program itself is at present: pages made by another state of it may look otherwise."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from stakeholder_graph.resources import PACKAGE, folder

ENDINGS = (".py", ".toml", ".js", ".css", ".html")


@cache
def program_fingerprint() -> str:
    """A fingerprint of the program's own files. O(their bytes), some hundredths of a second."""
    found = sha256()
    for place in (PACKAGE, folder("visualizations")):
        for path in sorted(place.rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                found.update(path.relative_to(place).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()
