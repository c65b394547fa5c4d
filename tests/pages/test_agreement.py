"""The example: overview and maps say what `gaps`, `coverage` and `levels` say."""

from __future__ import annotations

import pytest

from stakeholder_graph.example import DATABASE, DAY, load_example
from tests.pages.agreeing import Told, map_agrees, overview_agrees, told_of
from tests.pages.browser import OpenPage


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    place = tmp_path_factory.mktemp("example")
    load_example(place, DAY).close()
    return told_of(place / DATABASE, DAY.isoformat(), place / "pages")


def test_the_overview_says_what_the_commands_say(open_page: OpenPage, told: Told) -> None:
    overview_agrees(open_page(told.folder / "overview.html"), told)


def test_every_map_says_what_the_commands_say(open_page: OpenPage, told: Told) -> None:
    page = open_page(told.folder / "overview.html")
    links = page.locator("#table tbody th a").all()
    files = {one.inner_text(): (one.get_attribute("href") or "").split("#")[0] for one in links}
    assert len(files) == len(told.accounts) == 7
    for account in told.accounts:
        map_agrees(open_page, told, account, files[account["name"]])
