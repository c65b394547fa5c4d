"""The pages in a real Chromium: their bytes and how soon one can use them, beside pyvis' default page."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.browsing import Opened, Point, Trial, chromium, drag, open_once, place_of_name, turn_wheel
from benchmarks.measuring import ProgramFailed, verdict
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.portfolio import portfolio, portfolio_data
from tests.pages.generated import known, one_account, portfolio_of

SOONER = 300
MAPS: dict[int, dict[str, float]] = {200: {"bytes": 600_000, "drawn": 0.5}, 2_000: {"selected": 1.0}}
PORTFOLIOS: dict[int, dict[str, float]] = {
    10_000: {"bytes": 500_000, "selected": 1.0},
    50_000: {"bytes": 2_000_000, "selected": 1.5, "python": 1.0, "processor": 1.0},
}


PERSON = "document.querySelector('#panel .close')"
LISTED = "document.querySelector('#panel section li, #panel section p')"
IN_PYVIS = "window.network && network.getSelectedNodes().length"
NODE = """() => {
  const box = document.querySelector("#mynetwork canvas")?.getBoundingClientRect();
  if (!box || !noted.drawn) return null;
  const at = network.canvasToDOM(network.getPositions([0])[0]);
  return [box.x + at.x, box.y + at.y];
}"""


@dataclass(frozen=True)
class Made:
    """A page with the dictionary it was made of, and what it cost from the findings to its text."""

    data: dict[str, Any]
    html: str
    seconds: float
    processor: float


def measure_pages(place: Path, rounds: int, limit: float) -> None:
    """Maps of one account and portfolios, each opened as often as there are rounds; the median is told."""
    with chromium() as browser:
        for people, promised in MAPS.items():
            made = _maps(people, rounds)
            file = _written(place / f"map-{people}.html", made[-1].html)
            _, point = place_of_name(browser, file, _in_need(made[-1].data))
            trial = Trial(partial(_fixed, point), PERSON, True, partial(drag, x=700, y=400))
            print(f"pages: account map of {people:,} people")
            ours = _opened(browser, file, trial, rounds, limit)
            _tell(file, ours, made, promised)
            theirs = _written(place / f"pyvis-{people}.html", _pyvis(made[-1].data))
            stock = Trial(_node, IN_PYVIS, True, partial(drag, x=20, y=150))
            beside = _opened(browser, theirs, stock, 1, limit)
            _tell_pyvis(theirs, beside[0], ours, limit, SOONER if people >= 2000 else None)
        for people, promised in PORTFOLIOS.items():
            made = _portfolios(people, rounds)
            file = _written(place / f"portfolio-{people}.html", made[-1].html)
            trial = Trial(_bubble, LISTED, False, turn_wheel)
            print(f"pages: portfolio of {people:,} people")
            _tell(file, _opened(browser, file, trial, rounds, limit), made, promised)


def _maps(people: int, rounds: int) -> list[Made]:
    situation, findings = known(one_account(people))
    account = int(situation.accounts["account"][0])
    found = []
    for _ in range(rounds + 1):
        begun, used = time.perf_counter(), time.process_time()
        data = map_data(situation, findings, account, book=Book(situation))
        html = account_map(data)
        found.append(Made(data, html, time.perf_counter() - begun, time.process_time() - used))
    return found[1:]


def _portfolios(people: int, rounds: int) -> list[Made]:
    situation, findings = known(portfolio_of(people))
    found = []
    for _ in range(rounds + 1):
        begun, used = time.perf_counter(), time.process_time()
        data = portfolio_data(situation, findings, {}, book=Book(situation))
        html = portfolio(data)
        found.append(Made(data, html, time.perf_counter() - begun, time.process_time() - used))
    return found[1:]


def _written(file: Path, html: str) -> Path:
    file.write_text(html, encoding="utf-8", newline="\n")
    return file


def _pyvis(data: Mapping[str, Any]) -> str:
    """The same network as pyvis draws it when nobody changes anything; its files in the page."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for index, person in enumerate(data["people"]):
        network.add_node(index, label=person["name"])
    for line in data["lines"]:
        network.add_edge(line["own"], line["other"])
    for relation in data["relations"]:
        network.add_edge(relation["from"], relation["to"])
    html: str = network.generate_html(name="pyvis.html")
    return html


def _in_need(data: Mapping[str, Any]) -> list[str]:
    return [one["name"] for one in data["people"] if one["needs"]]


def _fixed(point: Point, _: Page) -> Point:
    return point


def _bubble(page: Page) -> Point | None:
    at = page.evaluate(
        """() => {
          const box = document.querySelector(".bubble circle")?.getBoundingClientRect();
          return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
        }"""
    )
    return (at[0], at[1]) if at else None


def _node(page: Page) -> Point | None:
    at = page.evaluate(NODE)
    return (at[0], at[1]) if at else None


def _opened(browser: Browser, file: Path, trial: Trial, rounds: int, limit: float) -> list[Opened]:
    return [open_once(browser, file, trial, limit) for _ in range(rounds)]


def _median(figures: Sequence[float | None]) -> float | None:
    known_ones = [figure for figure in figures if figure is not None]
    return statistics.median(known_ones) if len(known_ones) == len(figures) else None


def _tell(file: Path, opened: Sequence[Opened], made: Sequence[Made], promised: Mapping[str, float]) -> None:
    figures = {
        "bytes": float(file.stat().st_size),
        "drawn": _median([one.drawn for one in opened]),
        "selected": _median([one.selected for one in opened]),
        "busy": _median([one.busy for one in opened]),
        "python": statistics.median(one.seconds for one in made),
        "processor": statistics.median(one.processor for one in made),
        "frame": _median([one.frame for one in opened]),
    }
    for name, figure in figures.items():
        if figure is None:
            raise ProgramFailed(f"{file.name}: not within the limit: {WORDS[name]}")
        shown = f"{figure:,.0f} bytes" if name == "bytes" else f"{figure:.3f} s"
        limit = f"; {verdict(figure, promised[name])}" if name in promised else ""
        print(f"    {WORDS[name]}: {shown}{limit}")


WORDS = {
    "bytes": "size",
    "drawn": "to the first drawing",
    "selected": "to the first click that selects",
    "busy": "of that the page's own thread had a processor",
    "python": "made by Python from the findings, by clock",
    "processor": "the same, of processors",
    "frame": "19 of 20 frames while it is moved are shorter than",
}


def _tell_pyvis(
    file: Path, theirs: Opened, ours: Sequence[Opened], limit: float, promised: float | None
) -> None:
    usable = _median([one.selected for one in ours])
    assert usable
    size = f"{file.stat().st_size:,} bytes"
    if theirs.selected is None:
        print(f"    pyvis' default page of the same: {size}, not within {limit:g} s")
        figure, least = limit / usable, "at least "
    else:
        drawn, frame = (f"{figure:.2f} s" if figure else "unknown" for figure in (theirs.drawn, theirs.frame))
        print(
            f"    pyvis' default page of the same: {size}, drawn {drawn}, "
            f"first click {theirs.selected:.2f} s, 19 of 20 frames shorter than {frame}"
        )
        figure, least = theirs.selected / usable, ""
    kept = f"; {verdict(figure, promised, at_least=True)}" if promised else ""
    print(f"    ours can be used {least}{figure:.0f} times sooner{kept}")
