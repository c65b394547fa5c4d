"""The pages: one account's map, the overview of all, sheets for visits, and all of them as a site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.graph.anonymised import Anonymised
from stakeholder_graph.graph.changing import Changing
from stakeholder_graph.graph.findings import Findings

if TYPE_CHECKING:
    from stakeholder_graph.analysis.situation import Situation
    from stakeholder_graph.gaps.find import Gaps
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.pages.notebook import WrittenMap
    from stakeholder_graph.pages.past import PastDay
    from stakeholder_graph.pages.site import Progress as SiteProgress
    from stakeholder_graph.pages.site import Site

Progress = Callable[[str], None]


class Drawing(Anonymised, Changing, Findings):
    """HTML pages that need no network. `anonymous` in each: with invented names, to be shown to anybody."""

    def map(
        self, account: str, file: Path | None = None, *, language: str = "en", anonymous: bool = False
    ) -> WrittenMap:
        """Write the map of one account as one HTML file that needs no network.

        `file`: where to, or a folder; without it the current folder. The file's name is then the one to
        which the overview links. As the last line of a notebook's cell it shows there, in a frame that can
        reach nothing outside itself.
        """
        from stakeholder_graph.pages.folder import file_names, write_map
        from stakeholder_graph.pages.notebook import WrittenMap

        shown, number = self._account(account, language, anonymous)
        if file is None or file.is_dir():
            file = (file or Path()) / file_names(shown.situation)[number]
        written = write_map(
            file, shown.situation, shown._findings_of(number), number, language=language,
            anonymous=anonymous, days=shown._days_of(number),
        )  # fmt: skip
        return WrittenMap(written)

    def map_page(self, account: str, *, language: str = "en", anonymous: bool = False) -> str:
        """The map of one account as the text of an HTML page."""
        from stakeholder_graph.pages.account_map import account_map

        return account_map(self._map_data(account, language, anonymous, past=True))

    def overview(
        self, file: Path | None = None, *, language: str = "en", progress: Progress | None = None,
        anonymous: bool = False,
    ) -> list[Path]:  # fmt: skip
        """Write the overview of all accounts, and beside it the maps that it links to.

        `file`: where to, or a folder; without it `overview.html` in the current folder.
        """
        from stakeholder_graph.pages.folder import OVERVIEW, write_pages

        if file is None or file.is_dir():
            file = (file or Path()) / OVERVIEW
        shown = self.anonymous(language) if anonymous else self
        return write_pages(
            file.parent, shown.situation, shown.gaps().findings, language=language, progress=progress,
            name=file.name, anonymous=anonymous, past=shown._past(), days=shown._days,
        )  # fmt: skip

    def portfolio(self, file: Path | None = None, *, language: str = "en", anonymous: bool = False) -> Path:
        """Write all accounts as bubbles on one page: as large as they are worth, coloured by care; one opens
        to its people. `file`: without it `portfolio.html` in the current folder.
        """
        from stakeholder_graph.pages.folder import write_sheet
        from stakeholder_graph.pages.portfolio import portfolio, portfolio_data
        from stakeholder_graph.pages.site import PORTFOLIO

        shown = self.anonymous(language) if anonymous else self
        data = portfolio_data(shown.situation, shown.gaps().findings, {}, language=language)
        return write_sheet(file or Path(PORTFOLIO), portfolio({**data, "anonymous": anonymous}))

    def site(
        self, folder: Path, *, language: str = "en", progress: SiteProgress | None = None,
        anonymous: bool = False,
    ) -> Site:  # fmt: skip
        """Write the overview, and a map and the sheets for visits of each account, linked to each other.

        Only what changed since the last time is written; pages of it that are no longer needed are removed,
        files of others never. StakeholderGraphError where a file of others stands in the way.
        """
        from stakeholder_graph.pages.site import unchanged_site, write_site

        mark = self._mark(language, anonymous)
        if site := unchanged_site(folder, mark):
            return site
        shown = self.anonymous(language) if anonymous else self
        return write_site(
            folder, shown.situation, shown.gaps().findings, mark=mark, language=language,
            anonymous=anonymous, past=shown._past(), days=shown._days, progress=progress,
        )  # fmt: skip

    def visit(self, who: str, file: Path, *, language: str = "en", anonymous: bool = False) -> Path:
        """Write the sheet to read before visiting somebody: who, role, last contacts, what to raise, what to
        avoid, who else knows them. StakeholderGraphError for one of ours, and for somebody of no account.
        """
        from stakeholder_graph.pages.folder import write_sheet

        return write_sheet(file, self.visit_page(who, language=language, anonymous=anonymous))

    def visit_page(self, who: str, *, language: str = "en", anonymous: bool = False) -> str:
        """The same sheet as the text of an HTML page."""
        from stakeholder_graph.analysis.names import find_person
        from stakeholder_graph.analysis.places import accounts_of
        from stakeholder_graph.pages.visit import visit

        number = find_person(self.situation, who)
        name, identity = self.snapshot.name(number), self.snapshot.id(number)
        if number in set(self.situation.own["person"]):
            what, advice = (
                "is one of ours, and nobody visits them",
                "leaves -o FILE.html is their handover sheet",
            )
            raise StakeholderGraphError(name, what, advice)
        places = accounts_of(self.situation, [number]).get(number, ())
        if not places:
            what, advice = "belongs to no account", "leave -o out, or record a job or role at an account"
            raise StakeholderGraphError(name, what, advice)
        data = self._map_data(self.snapshot.id(places[0]), language, anonymous)
        known = self.anonymous_id(identity, language) if anonymous else identity
        return visit(data, [[person["id"] for person in data["people"]].index(known)])

    def _account(self, account: str, language: str, anonymous: bool) -> tuple[Drawing, int]:
        """The graph to draw, and the number of the account in it."""
        from stakeholder_graph.analysis.names import find_account

        number = find_account(self.situation, account)
        if not anonymous:
            return self, number
        shown = self.anonymous(language)
        return shown, find_account(shown.situation, self.anonymous_id(self.snapshot.id(number), language))

    def _map_data(
        self, account: str, language: str, anonymous: bool, *, past: bool = False
    ) -> dict[str, Any]:
        """What the pages of one account show; `past`: with earlier days."""
        from stakeholder_graph.pages.map_data import map_data

        shown, number = self._account(account, language, anonymous)
        data = map_data(
            shown.situation, shown._findings_of(number), number, language=language,
            days=shown._days_of(number) if past else (),
        )  # fmt: skip
        return {**data, "anonymous": anonymous}

    def _findings_of(self, account: int) -> Sequence[Finding]:
        """The findings about one account, the most severe first."""
        from stakeholder_graph.gaps.explain import explain

        here = (pl.col("account") == account) & pl.col("replaced_by").is_null()
        return explain(self.situation, self.found, self.found.table.filter(here))

    def _past(self) -> dict[str, Any]:
        """What the overview tells of the past: changes in a quarter of a year, coverage over two years."""
        from stakeholder_graph.gaps.changes_in_brief import changes_in_brief
        from stakeholder_graph.pages import history

        since, first = history.a_quarter_before(self.as_of), history.first_day(self.records)
        changes = None
        if first is not None and first < since:
            today = (self.situation, self.found)
            changes = changes_in_brief(self._seen_on(since), today, history.TOLD, history.ABOUT_OURS)
        past = [then for then, _ in self._earlier]
        return {"changes": changes, "history": history.coverage_history(past, self.situation)}

    @cached_property
    def _earlier(self) -> list[tuple[Situation, Gaps]]:
        """How things stood at the ends of the last quarters, the earliest first."""
        from stakeholder_graph.pages.history import past_days

        return [self._seen_on(day) for day in past_days(self.records, self.as_of)]

    @cached_property
    def _days(self) -> list[PastDay]:
        """The same days as the maps of all accounts show them."""
        return self._days_of(None)

    def _days_of(self, account: int | None) -> list[PastDay]:
        """As the map of one account shows them."""
        from stakeholder_graph.pages.past import past_day

        return [past_day(then, gaps, self.situation, account) for then, gaps in self._earlier]

    def _mark(self, language: str, anonymous: bool) -> str:
        """Changes whenever anything changes that a page depends on."""
        from stakeholder_graph.pages.program import program_fingerprint
        from stakeholder_graph.privacy.anonymous import digest_of

        readings = self.store.title_readings()
        titles = readings.sort(readings.columns).write_csv() if readings is not None else ""
        told = (self.as_of, self.group, language, anonymous, self.policy.as_dict(), titles)
        parts = (digest_of(self.records).hex(), program_fingerprint(), repr(told))
        return sha256("\0".join(parts).encode()).hexdigest()
