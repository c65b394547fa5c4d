"""Which import this is, so that one that was interrupted is known again when it is repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from stakeholder_graph.model.records import Origin

NAMED = 3  # files that are named; of more, the number


def origin_of(files: Sequence[Path], meant: str) -> Origin:
    """The same for the same files, wherever they lie, and the same `meant`. O(bytes)."""
    digest = hashlib.blake2b(meant.encode("utf-8", "surrogatepass"), digest_size=16)
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
    return Origin(digest.hexdigest(), ", ".join(path.name for path in files[:NAMED]) + more)
