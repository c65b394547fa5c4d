"""Names, notes and ids that are meant to break out of a page run nothing and are shown as what they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.overview import overview
from tests.pages.browser import OpenPage
from tests.pages.fixtures import PAYLOADS, hostile_data, overview_example, poisoned

FOREIGN = """() => [...document.querySelectorAll('*')].filter(element =>
  element.matches('img, iframe, object, embed, base, form')
  || [...element.attributes].some(item => item.name.startsWith('on')
    || item.name === 'href' && /^javascript:/i.test(item.value))
).map(element => element.outerHTML)"""
"""Elements that no page of ours has, and attributes that would run something."""


def written(folder: Path, text: str) -> Path:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def shown(text: str) -> str:
    """A text as a page shows it, which runs blanks together."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_map_runs_nothing_of_it_and_shows_it_as_text(
    open_page: OpenPage, tmp_path: Path, payload: str
) -> None:
    data = hostile_data(payload)
    page = open_page(written(tmp_path, account_map(data)))
    page.wait_for_selector(".rows .row")
    # six of ours, and the library that they unpacked
    assert page.evaluate("document.scripts.length") == 7
    assert page.evaluate(FOREIGN) == []
    assert page.evaluate("window.hacked") is None
    assert shown(page.inner_text("h1")) == shown(f"{payload} Musterwerke Nordsee AG")
    page.get_by_role("button", name="List").click()
    assert page.locator("tbody tr").count() == 25
    person: dict[str, Any] = data["people"][6]
    page.locator("tbody [data-person='6']").first.click()
    assert shown(page.inner_text("#panel h2")) == shown(person["name"])
    for part in (person["profile"]["topics"], person["profile"]["email"], person["reports"][0]["result"]):
        assert shown(part) in shown(page.inner_text("#panel"))
    page.reload()
    assert shown(page.inner_text("#panel h2")) == shown(person["name"])
    page.locator("#search").fill(payload[:20])
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_an_overview_runs_nothing_of_it_and_shows_it_as_text(
    open_page: OpenPage, tmp_path: Path, payload: str
) -> None:
    data = poisoned(overview_example(), payload, keep=("file", "class", "language", "levels", "kinds"))
    page = open_page(written(tmp_path, overview(data)))
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate(FOREIGN) == []
    assert page.evaluate("window.hacked") is None
    names = [shown(text) for text in page.locator("tbody th").all_inner_texts()]
    assert names == [shown(account["name"]) for account in data["accounts"]]
    for link in page.locator("main a").all():
        assert (link.get_attribute("href") or "").startswith("map-")
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("button", name="Branche").click()
    assert page.evaluate("window.hacked") is None
