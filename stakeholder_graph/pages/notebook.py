"""A map in a notebook's cell: the same page, in a frame that can reach nothing outside itself."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

# Path itself makes a PosixPath or WindowsPath; before Python 3.12 only those can have children
if TYPE_CHECKING:
    _Path = Path
else:
    _Path = type(Path())

HEIGHT = 760


class WrittenMap(_Path):
    """The path of a map that was written; a notebook shows the map itself."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The page in a frame: its scripts run there, and have no access to the notebook, its server, or any
        address. The policy in the page itself holds there too.
        """
        page = escape(self.read_text(encoding="utf-8"), quote=True)
        title = escape(self.stem.replace("map-", "").replace("-", " "), quote=True)
        return (
            f'<iframe title="{title}" sandbox="allow-scripts" referrerpolicy="no-referrer" srcdoc="{page}" '
            f'width="100%" height="{HEIGHT}" style="border:1px solid #848f9d"></iframe>'
        )
