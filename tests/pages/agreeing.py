"""What the pages say against what the commands say: the same numbers, the same people, the same sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.cli.running import run
from tests.pages.browser import OpenPage

ABOUT_OURS = ("overloaded-carer",)
"""Gaps about work of ours, which are not among the gravest of the overview."""
LEVELS = ("1", "2", "3", "4")
Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The answers of `gaps` and `coverage`, and the folder in which the pages of the same day lie."""

    database: Path
    day: str
    folder: Path
    gaps: list[Row]
    accounts: list[Row]

    def of(self, account: str) -> list[Row]:
        return [one for one in self.gaps if one["account"] and one["account"]["id"] == account]

    def levels(self, account: str) -> Row:
        """Who of ours cares for whom of the account, and its rungs."""
        asked = ("levels", account, "--as-of", self.day, "--format", "json")
        answer: Row = run("--db", self.database, *asked).json()
        return answer


def told_of(database: Path, day: str, folder: Path) -> Told:
    """Ask the commands, and let the program write the overview with its maps into a new folder."""
    on_day = ("--as-of", day, "--format", "json")
    gaps = run("--db", database, "gaps", *on_day).json()["gaps"]
    accounts = run("--db", database, "coverage", *on_day).json()["accounts"]
    written = run("--db", database, "overview", "-o", folder / "overview.html", "--as-of", day)
    assert written.code == 0, written.err
    return Told(database, day, folder, gaps, accounts)


def cell(numbers: Row) -> str:
    return f"{numbers['cared']}/{numbers['needed']}" if numbers["needed"] else "–"


def cells_of(account: Row) -> list[Row]:
    parts: Row = account["levels"]
    return [*(parts[level] for level in LEVELS), account["unknown"], account["third_parties"]]


def overview_agrees(page: Page, told: Told) -> None:
    """Rows, filters by kind of gap and by tier, and the gravest gaps in words."""
    rows = [
        [one.strip() for one in row.locator("th, td").all_inner_texts()]
        for row in page.locator("#table tbody tr").all()
    ]
    expected = []
    for account in told.accounts:
        everywhere = cells_of(account)
        cared, needed = (sum(part[name] for part in everywhere) for name in ("cared", "needed"))
        share = f"{cared * 100 // needed} %" if needed else "–"
        gaps = str(len(told.of(account["id"])))
        expected.append([account["name"], account["tier"] or "", gaps, share, *map(cell, everywhere)])
    assert sorted(row[:2] + row[3:] for row in rows) == sorted(expected)
    names = {one["id"]: one["name"] for one in told.accounts}
    at = Counter((one["kind"], one["account"]["id"]) for one in told.gaps if one["account"])
    select = page.locator("select[data-field=gap]")
    kinds = {one for one, _ in at}
    offered = {one.get_attribute("value") or "" for one in select.locator("option").all()} if kinds else {""}
    assert offered == {"", *kinds}
    for kind in sorted(kinds):
        page.locator("select[data-field=gap]").select_option(kind)
        shown = page.locator("#table tbody tr:not([hidden]) th").all_inner_texts()
        assert sorted(shown) == sorted(names[account] for one, account in at if one == kind)
        chosen = page.locator("select[data-field=gap] option:checked").inner_text()
        assert chosen.endswith(f"({len(shown)})")
    gravest = [one["text"] for one in told.gaps if one["kind"] not in ABOUT_OURS][:10]
    worst = page.locator("section[aria-labelledby=worst] li .both[lang=en]").all_inner_texts()
    assert worst == gravest


def map_agrees(open_page: OpenPage, told: Told, account: Row, file: str) -> None:
    """Numbers, filters, list and panel of one map."""
    page = open_page(told.folder / file, "#view=list")
    about = told.of(account["id"])
    assert page.inner_text("[data-number=gaps] b") == str(len(about))
    for group in page.locator("#panel details.group > summary").all():
        group.click()
    page.wait_for_function("n => document.querySelectorAll('#panel .finding').length === n", arg=len(about))
    sentences = page.locator("#panel .finding > p:first-of-type").all_inner_texts()
    assert sorted(sentences) == sorted(one["text"] for one in about)
    for place, numbers in zip([*LEVELS, "unknown", "third"], cells_of(account), strict=True):
        needed = _people(page, f"#view=list&need={place}")
        assert len(needed) == numbers["needed"], (account["name"], place)
        gaps = [name for name, row in needed.items() if "gap" in row.split()]
        assert len(needed) - len(gaps) == numbers["cared"], (account["name"], place)
    levels = told.levels(account["id"])
    pairs = {(one["own"]["name"], one["external"]["name"]) for one in levels["pairs"]}
    assert {(own, name) for name, carers in _carers(page).items() for own in carers} == pairs
    page.evaluate("location.hash = '#'")
    page.wait_for_selector(".rows .row")
    unpaired = [one for one in levels["rungs"] if not one["paired"]]
    assert page.locator(".rows .missing").count() == len(unpaired)


def _people(page: Page, address: str) -> dict[str, str]:
    """The people of the list at an address, each with the class of their state."""
    page.evaluate("address => { location.hash = address; }", address)
    page.wait_for_timeout(50)
    return {
        row.locator("td:first-child button").inner_text(): row.locator(".state").get_attribute("class") or ""
        for row in page.locator("#list tbody tr").all()
    }


def _carers(page: Page) -> dict[str, list[str]]:
    """The account's own people, with those of ours who care for them."""
    page.evaluate("location.hash = '#view=list&kind=account'")
    page.wait_for_timeout(50)
    rows = page.evaluate(
        """() => [...document.querySelectorAll("#list tbody tr")].map((row) => [
          row.querySelector("td button").textContent,
          [...row.children[6].querySelectorAll("button")].map((one) => one.textContent)])"""
    )
    return dict(rows)
