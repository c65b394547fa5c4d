"""The pages: one account's map, and the overview of all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stakeholder_graph.graph.findings import Findings

Progress = Callable[[str], None]


class Drawing(Findings):
    """HTML pages that need no network."""

    def map(self, account: str, file: Path | None = None, *, language: str = "en") -> Path:
        """Write the map of one account as one HTML file that needs no network.

        `file`: where to, or a folder; without it the current folder. The file's name is then the one to
        which the overview links.
        """
        from stakeholder_graph.analysis.names import find_account
        from stakeholder_graph.pages.folder import file_names, write_map

        number = find_account(self.situation, account)
        if file is None or file.is_dir():
            file = (file or Path()) / file_names(self.situation)[number]
        return write_map(file, self.situation, self.gaps().findings, number, language=language)

    def map_page(self, account: str, *, language: str = "en") -> str:
        """The map of one account as the text of an HTML page."""
        from stakeholder_graph.analysis.names import find_account
        from stakeholder_graph.pages.account_map import account_map
        from stakeholder_graph.pages.map_data import map_data

        number = find_account(self.situation, account)
        return account_map(map_data(self.situation, self.gaps().findings, number, language=language))

    def overview(
        self, file: Path | None = None, *, language: str = "en", progress: Progress | None = None
    ) -> list[Path]:
        """Write the overview of all accounts, and beside it the maps that it links to.

        `file`: where to, or a folder; without it `overview.html` in the current folder.
        """
        from stakeholder_graph.pages.folder import OVERVIEW, write_pages

        if file is None or file.is_dir():
            file = (file or Path()) / OVERVIEW
        findings = self.gaps().findings
        return write_pages(
            file.parent, self.situation, findings, language=language, progress=progress, name=file.name
        )
