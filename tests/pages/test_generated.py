"""Generated accounts and portfolios of growing size: each opens without a complaint, and a click selects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.browsing import place_of_name
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.portfolio import portfolio, portfolio_data
from tests.pages.browser import OpenPage, fail_if_broken, watched_context
from tests.pages.generated import known, one_account, portfolio_of

# What one drawing of the canvas shows: where symbols stand, and which names are written
RECORD = """
window.shown = {symbols: [], names: []};
const {translate, fillText, clearRect} = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.clearRect = function () {
  window.shown = {symbols: [], names: []};
  return clearRect.apply(this, arguments);
};
CanvasRenderingContext2D.prototype.translate = function (x, y) {
  const at = new DOMPoint(x, y).matrixTransform(this.getTransform());
  shown.symbols.push(Math.round(at.y));
  return translate.apply(this, arguments);
};
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  if (this.font.includes("13px")) shown.names.push([text, Math.round(y)]);
  return fillText.apply(this, arguments);
};
"""
Account = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module", params=[200, 2_000])
def account(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Account:
    situation, findings = known(one_account(request.param))
    data = map_data(situation, findings, int(situation.accounts["account"][0]))
    file = tmp_path_factory.mktemp("account") / "map.html"
    file.write_text(account_map(data), encoding="utf-8", newline="\n")
    assert len(data["people"]) > request.param
    return file, data


def test_a_click_on_a_large_ladder_selects(open_page: OpenPage, browser: Browser, account: Account) -> None:
    file, data = account
    name, (x, y) = place_of_name(browser, file, [one["name"] for one in data["people"] if one["needs"]])
    page = open_page(file)
    page.wait_for_selector(".rows .row")
    page.mouse.click(x, y)
    page.wait_for_function("name => document.querySelector('#panel h2').textContent === name", arg=name)
    page.locator(".panel .close").click()
    assert page.inner_text("[data-number=gaps] b") == str(data["numbers"]["gaps"])
    page.locator("[data-field=list]").click()
    assert page.locator("#list tbody tr").count() == len(data["people"])


def test_whoever_stands_far_down_has_symbol_and_name_when_one_goes_there(
    browser: Browser, account: Account
) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(account[0].as_uri())
    page.wait_for_selector(".rows .row")
    page.mouse.move(640, 500)
    before: list[str] = []
    for _ in range(2):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(200)
        shown = page.evaluate("window.shown")
        assert len(shown["names"]) >= 5
        named = [name for name, _ in shown["names"]]
        assert named != before
        before = named
        for name, y in shown["names"]:
            assert any(abs(y - symbol) <= 9 for symbol in shown["symbols"]), name
    context.close()
    fail_if_broken([watch])


@pytest.mark.parametrize("people", [10_000, 50_000])
def test_a_click_on_a_large_portfolio_opens_the_account(
    open_page: OpenPage, tmp_path: Path, people: int
) -> None:
    situation, findings = known(portfolio_of(people))
    data = portfolio_data(situation, findings, {})
    file = tmp_path / "portfolio.html"
    file.write_text(portfolio(data), encoding="utf-8", newline="\n")
    page = open_page(file)
    assert page.locator(".bubble").count() == people // 40 == len(data["accounts"])
    for bubble in (page.locator(".bubble").nth(1), page.locator(".bubble").last):
        bubble.locator("circle").click()
        told = (bubble.get_attribute("aria-label") or "").split(", ")[0]
        page.wait_for_function("name => document.querySelector('#panel h2').textContent === name", arg=told)
        here = next(one for one in data["accounts"] if one["name"] == told)["people"]
        page.wait_for_selector("#panel section li")
        listed = page.locator("#panel section").first.locator("li").count()
        assert listed == sum(1 for one in here if one[2] != 3)
