"""The site: overview, maps and sheets in one folder, linked; only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.folder import OVERVIEW, file_names, in_plain_words
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.overview import overview, overview_data
from stakeholder_graph.pages.past import PastDay
from stakeholder_graph.pages.portfolio import portfolio, portfolio_data
from stakeholder_graph.pages.site_folder import SiteFolder
from stakeholder_graph.pages.told import by_account
from stakeholder_graph.pages.visit import needing_care, visit

PORTFOLIO = "portfolio.html"
Progress = Callable[[int, int, str], None]
"""Hears how many accounts are drawn, of how many, and which was the last."""


@dataclass(frozen=True)
class Site:
    """What writing a site did: pages written, pages that were as they should be, old pages removed."""

    overview: Path
    written: tuple[Path, ...]
    unchanged: int
    removed: tuple[Path, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `site --format json`."""
        return {
            "overview": str(self.overview), "written": [path.name for path in self.written],
            "unchanged": self.unchanged, "removed": [path.name for path in self.removed],
        }  # fmt: skip


def unchanged_site(folder: Path, mark: str) -> Site | None:
    """The site as it stands, where it was written from the same `mark` and no page of it was touched since.

    None where anything is to be done. Reads the pages, and nothing else. O(bytes of the pages).
    """
    place = SiteFolder(folder)
    if not place.is_as_written(mark):
        return None
    return Site(folder / OVERVIEW, (), len(place.files), ())


def write_site(
    folder: Path,
    situation: Situation,
    findings: Sequence[Finding],
    *,
    mark: str = "",
    language: str = "en",
    anonymous: bool = False,
    past: Mapping[str, Any] | None = None,
    days: Sequence[PastDay] = (),
    progress: Progress | None = None,
) -> Site:
    """Write overview, a map and the sheets for visits of each account into a folder.

    A page whose bytes are there already is left alone. Pages of an earlier run that are no longer needed are
    removed; a file that this program did not write never is, and where one stands in the way nothing is
    written: StakeholderGraphError. `mark` says from what the site was made, see `unchanged_site`;
    `past` as in `overview_data`, `days` as in `map_data`.
    O(people + relationships).
    """
    place = SiteFolder(folder)
    with in_plain_words(folder, "name another folder"):
        folder.mkdir(parents=True, exist_ok=True)
        names = file_names(situation)
        wanted = [OVERVIEW, PORTFOLIO, *names.values(), *(sheets_of(name) for name in names.values())]
        place.begin(wanted)
        pages = _pages(situation, findings, names, _Made(language, anonymous, past or {}, days, progress))
        written = [folder / name for name, html in pages if place.put(name, html)]
        removed = place.finish(mark)
    return Site(folder / OVERVIEW, tuple(written), len(place.files) - len(written), tuple(removed))


def sheets_of(name: str) -> str:
    """The file of an account's sheets, by that of its map."""
    return name.replace("map-", "visit-", 1)


@dataclass(frozen=True)
class _Made:
    """How the pages are to be made."""

    language: str
    anonymous: bool
    past: Mapping[str, Any]
    days: Sequence[PastDay]
    progress: Progress | None


def _pages(
    situation: Situation,
    findings: Sequence[Finding],
    names: dict[int, str],
    made: _Made,
) -> Iterator[tuple[str, str]]:
    """Name and text of each page; an account where nobody needs care has no sheets."""
    book = Book(situation)
    language = made.language
    marked = {"anonymous": made.anonymous}
    told_of = by_account(findings)
    data = overview_data(situation, findings, names, language=language, book=book, **made.past)
    yield OVERVIEW, overview({**data, **marked, "portfolio": PORTFOLIO})
    told = portfolio_data(situation, findings, names, language=language, overview=OVERVIEW, book=book)
    yield PORTFOLIO, portfolio({**told, **marked})
    for count, (account, name) in enumerate(names.items(), 1):
        about = told_of.get(book.id(account), [])
        told = map_data(
            situation, about, account, language=language, overview=OVERVIEW, sheets=sheets_of(name),
            book=book, days=made.days,
        )  # fmt: skip
        wanted = needing_care(told)
        told = {**told, **marked, "sheets": told["sheets"] if wanted else None}
        yield name, account_map(told)
        if wanted:
            yield sheets_of(name), visit(told, back=name)
        if made.progress:
            made.progress(count, len(names), told["account"]["name"])
