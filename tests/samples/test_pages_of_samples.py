"""The pages of two real Salesforce exports in Chromium: they agree with the commands and break nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import open_graph
from tests.pages.agreeing import Row, Told, map_agrees, overview_agrees, told_of
from tests.pages.browser import OpenPage, axe_violations
from tests.samples.test_salesforce_samples import EDITION, EXPORT, TODAY

SHOWN = 4
"""So many accounts are looked at: that with the most people in need, and others spread over the list."""


@pytest.fixture(scope="module", params=[EDITION.name, EXPORT.name])
def told(request: pytest.FixtureRequest, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    place = tmp_path_factory.mktemp("export")
    with open_graph(place / "stakeholders.db", as_of=TODAY, create=True) as graph:
        graph.import_files([samples / request.param], Options(TODAY, owner_cares=True))
    return told_of(place / "stakeholders.db", TODAY.isoformat(), place / "pages")


def files_of(open_page: OpenPage, told: Told) -> list[tuple[Row, str]]:
    """Some accounts with the files of their maps: the one with the most to care for first."""
    page = open_page(told.folder / "overview.html")
    rows = page.evaluate(
        """() => [...document.querySelectorAll("#table tbody tr")].map((row) => [
          row.cells[0].textContent, row.querySelector("a").getAttribute("href").split("#")[0]])"""
    )
    alone = [name for name, _ in rows if [one for one, _ in rows].count(name) == 1]
    found = [(one, dict(rows)[one["name"]]) for one in told.accounts if one["name"] in alone]
    found.sort(key=lambda one: -sum(part["needed"] for part in one[0]["levels"].values()))
    step = max(1, len(found) // SHOWN)
    return found[::step][:SHOWN]


def test_the_overview_says_what_the_commands_say(open_page: OpenPage, told: Told) -> None:
    overview_agrees(open_page(told.folder / "overview.html"), told)


def test_maps_say_what_the_commands_say(open_page: OpenPage, told: Told) -> None:
    for account, file in files_of(open_page, told):
        map_agrees(open_page, told, account, file)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_break_nothing(open_page: OpenPage, told: Told, language: str, scheme: str) -> None:
    addresses = [("overview.html", "")]
    addresses += [(file, view) for _, file in files_of(open_page, told)[:2] for view in ("", "&view=list")]
    for file, view in addresses:
        page = open_page(told.folder / file, f"#lang={language}{view}", color_scheme=scheme)
        if file != "overview.html" and not view:
            page.wait_for_selector(".rows .row")
        assert axe_violations(page) == [], file
