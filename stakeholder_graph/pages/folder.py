"""The overview and one map per account, written into one folder, linked to each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages import page
from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.overview import overview, overview_data
from stakeholder_graph.pages.past import PastDay

OVERVIEW = "overview.html"
LONGEST = 40
LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"}
)


def slug(name: str) -> str:
    """A name as part of a file's name: small letters, digits and hyphens, on every system the same."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).lower().translate(LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-") or "account"


def file_names(situation: Situation) -> dict[int, str]:
    """The map's file for each account's number; of one name the first keeps it, the next get -2, -3 …"""
    taken: set[str] = set()
    names: dict[int, str] = {}
    for account, name, identity in (
        situation.accounts.sort("name", "id").select("account", "name", "id").iter_rows()
    ):
        stem = wanted = slug(name or identity)
        count = 1
        while stem in taken:
            count += 1
            stem = f"{wanted}-{count}"
        taken.add(stem)
        names[account] = f"map-{stem}.html"
    return names


def write_pages(
    folder: Path,
    situation: Situation,
    findings: Sequence[Finding],
    *,
    language: str = "en",
    progress: Callable[[str], None] | None = None,
    name: str = OVERVIEW,
    anonymous: bool = False,
    past: Mapping[str, Any] | None = None,
    days: Sequence[PastDay] = (),
) -> list[Path]:
    """Write the overview and a map per account into a folder; opening the overview leads to all of them.

    The folder is made where it is missing; a page that is there is replaced as a whole. Returns the paths,
    the overview first. `past`: changes and history for the overview, see `overview_data`; `days`: the earlier
    days that the maps show, see `map_data`.
    Raises StakeholderGraphError when the folder cannot be written to.
    O(people + relationships).
    """
    files = file_names(situation)
    book = Book(situation)
    marked = {"anonymous": anonymous}
    with in_plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        data = overview_data(situation, findings, files, language=language, book=book, **(past or {}))
        written = [page.write(folder / name, overview({**data, **marked}))]
        for account, file in files.items():
            data = map_data(
                situation, findings, account, language=language, overview=name, book=book, days=days
            )
            written.append(page.write(folder / file, account_map({**data, **marked})))
            if progress:
                progress(data["account"]["name"])
    return written


def write_map(
    file: Path,
    situation: Situation,
    findings: Sequence[Finding],
    account: int,
    *,
    language: str = "en",
    anonymous: bool = False,
    days: Sequence[PastDay] = (),
) -> Path:
    """Write the map of one account (its number in the snapshot) into a file of any name.

    Raises StakeholderGraphError when the file cannot be written. O(people + relationships).
    """
    data = map_data(situation, findings, account, language=language, days=days)
    return write_sheet(file, account_map({**data, "anonymous": anonymous}))


def write_sheet(file: Path, html: str) -> Path:
    """Write a page that stands alone; StakeholderGraphError when the file cannot be written."""
    with in_plain_words(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        return page.write(file, html)


@contextmanager
def in_plain_words(place: Path, advice: str = "name another place with -o") -> Iterator[None]:
    """Say which place cannot be written to, instead of a traceback."""
    try:
        yield
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise StakeholderGraphError(str(place), what, advice) from error
