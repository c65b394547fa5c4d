"""Writing files so that a file is there whole, or the one before it still is."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stakeholder_graph.errors import StakeholderGraphError

UNHEEDED = ("Thumbs.db", "desktop.ini")
"""What Windows puts into folders by itself; hidden files are as little in the way."""


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give a path beside the target to write to; what stands there at the end takes the target's place.

    Raises StakeholderGraphError where the disk refuses. Whatever is raised, nothing is left behind.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        if part.is_dir() and target.is_dir():
            for path in sorted(part.iterdir()):
                path.replace(target / path.name)
        else:
            part.replace(target)
    except OSError as error:
        what = f"it cannot be written ({error.strerror or error})"
        raise StakeholderGraphError(str(target), what, "name another place, or make room there") from error
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


@contextmanager
def folder_aside(target: Path, ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give an empty folder to write to, whose files become those of the target.

    Raises StakeholderGraphError when the target holds a file that is not `ours` to replace.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - "." has no name, and links are not followed
    try:
        inside = sorted(target.iterdir()) if target.exists() else []
        others = [path.name for path in inside if not path.name.startswith(".") and path.name not in UNHEEDED]
        others = [name for name in others if not ours(target / name)]
    except OSError as error:
        what = f"it cannot be read ({error.strerror or error})"
        raise StakeholderGraphError(str(target), what, "name another place") from error
    if others:
        shown = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        what = f"the folder holds other files ({shown})"
        raise StakeholderGraphError(str(target), what, "name a new or an empty folder")
    with aside(target) as part:
        part.mkdir()
        yield part
