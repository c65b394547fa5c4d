"""The graph of one company's relationships, opened: every command of the program is a method here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from stakeholder_graph.analysis.situation import Situation, Tell, count
from stakeholder_graph.model.policy import Policy, load_policy
from stakeholder_graph.model.records import Records
from stakeholder_graph.snapshot import Snapshot, take_snapshot
from stakeholder_graph.storage import Store, folder_of, open_store

if TYPE_CHECKING:
    from stakeholder_graph.analysis.coverage import AccountCoverage
    from stakeholder_graph.analysis.levels import Ladder
    from stakeholder_graph.catalogue.asking import Asked, Desk
    from stakeholder_graph.catalogue.query import Query
    from stakeholder_graph.exchange.importing import Options
    from stakeholder_graph.exchange.report import ImportReport
    from stakeholder_graph.gaps.find import Gaps
    from stakeholder_graph.gaps.listed import Listed
    from stakeholder_graph.storage.store import Undone

Progress = Callable[[str], None]
POLICY_NAME = "care-policy.toml"


def today() -> date:
    """The day it is where the reader is."""
    return date.today()  # noqa: DTZ011


class StakeholderGraph:
    """A database of relationships under one care policy, seen on one day.

    `tell`, if set before the first question, hears who was taken for a part of a name.
    """

    tell: Tell | None = None

    def __init__(self, store: Store, policy: Policy, as_of: date, *, group: bool = False) -> None:
        self.store, self.policy, self.as_of, self.group = store, policy, as_of, group

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    @cached_property
    def records(self) -> Records:
        """Everything in the database, read once."""
        return self.store.read()

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph as it stands on the as-of date."""
        return take_snapshot(self.records, self.as_of, self.store.title_readings())

    @cached_property
    def situation(self) -> Situation:
        """Accounts, roles, needs, contacts and care on that day."""
        return Situation(self.snapshot, self.policy, group=self.group, tell=self.tell)

    @cached_property
    def found(self) -> Gaps:
        """All gaps as a table."""
        from stakeholder_graph.gaps.find import find_gaps

        return find_gaps(self.situation)

    def gaps(
        self, *, account: str | None = None, person: str | None = None, kinds: Sequence[str] = (),
        tier: str | None = None, severity: str | None = None, by_carer: bool = False, replaced: bool = False,
    ) -> Listed:  # fmt: skip
        """Where relationships are missing, the most severe first; filters choose from the list.

        `severity`: that class or worse. `replaced`: also gaps that stand in another one. UnknownName for an
        account, person or kind that is not there.
        """
        from stakeholder_graph.gaps.choosing import Choice, choose
        from stakeholder_graph.gaps.explain import explain
        from stakeholder_graph.gaps.listed import Listed

        counted = self.found.table.filter(pl.col("replaced_by").is_null())
        chosen = choose(
            self.situation,
            self.found.table,
            Choice(account, person, tuple(kinds), tier, severity, by_carer, replaced),
        )
        by_kind = dict(sorted(counted.group_by("kind").len().iter_rows()))
        findings = tuple(explain(self.situation, self.found, chosen))
        return Listed(
            self.as_of,
            self.policy,
            findings,
            counted.height,
            by_kind,
            count(self.situation),
            self.found.not_run,
        )

    def coverage(self) -> list[AccountCoverage]:
        """For each account and level: how many need care, and how many have it."""
        from stakeholder_graph.analysis.coverage import find_coverage

        return find_coverage(self.situation)

    def levels(self, account: str) -> Ladder:
        """Who of ours meets whom at an account, and which levels have no counterpart."""
        from stakeholder_graph.analysis.levels import find_ladder
        from stakeholder_graph.analysis.names import find_account

        return find_ladder(self.situation, find_account(self.situation, account))

    def info(self) -> dict[str, Any]:
        """What is in the database: counts by kind and relationship, and what is unknown."""
        from stakeholder_graph.analysis.info import tell

        return tell(self.situation, self.records, self.store.revision)

    def titles(self) -> pl.DataFrame:
        """Job titles that tell no level, the most frequent first: job_title, people."""
        from stakeholder_graph.analysis.jobs import titles_without_level

        return titles_without_level(self.situation.jobs)

    @cached_property
    def desk(self) -> Desk:
        """Where questions in Cypher are asked."""
        from stakeholder_graph.catalogue.asking import Desk

        return Desk(self.store, self.policy, self.as_of, lambda: self.situation)

    def queries(self, search: str = "") -> tuple[Query, ...]:
        """The questions of the catalogue, or those in which all words of `search` stand."""
        from stakeholder_graph.catalogue.find import find_queries, search_queries

        return search_queries(search) if search else find_queries()

    def query(self, name: str, /, **parameters: Any) -> Asked:
        """Ask a question of the catalogue: `graph.query("gaps/uncovered-deciders", tier="A")`.

        An account or a person is given as everywhere: by id, name or a part of it. QueryError where the name
        or a parameter is wrong.
        """
        return self.desk.ask(name, parameters)

    def query_text(self, text: str, /, **parameters: Any) -> Asked:
        """Ask in reading Cypher of one's own; a writing one is refused. `$as_of` is always there."""
        return self.desk.ask_text(text, parameters)

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

    def export(self, target: Path) -> list[Path]:
        """Write everything to a folder of CSV, a workbook, GraphML or JSON."""
        from stakeholder_graph.exchange.export import export

        return export(self.records, target)

    def import_files(
        self, sources: Sequence[Path], options: Options, progress: Progress | None = None
    ) -> ImportReport:
        """Bring files into the database, whole or not at all; see `exchange.importing.import_files`."""
        from stakeholder_graph.exchange.importing import import_files

        return import_files(self.store, sources, options, progress=progress, read_titles=self.read_titles)

    def undo_import(self) -> Undone:
        """Take back a large import into a server that was interrupted; StorageError where there is none."""
        return self.store.undo_import()

    def read_titles(self, records: Records) -> pl.DataFrame:
        """What the job titles of these records tell, to be kept with them."""
        from stakeholder_graph.analysis.jobs import read_titles

        return read_titles(take_snapshot(records, self.as_of), self.policy)


def open_graph(
    location: str | Path,
    *,
    policy: Path | Policy | None = None,
    as_of: date | None = None,
    group: bool = False,
    create: bool = False,
    into_existing: bool = False,
    refresh: bool = False,
) -> StakeholderGraph:
    """Open a database of relationships: `with open_graph("stakeholders.db") as graph: graph.gaps()`.

    `policy`: a care policy or its file; else `care-policy.toml` beside the database (with a server, in the
    current folder), else the shipped one. `as_of`: the day on which things are seen, today if not given.
    `group`: roll subsidiaries up. `refresh`: read a server anew, not what is kept of it on this computer.
    """
    store = open_store(location, create=create, into_existing=into_existing, refresh=refresh)
    try:
        return StakeholderGraph(store, policy_for(policy, location), as_of or today(), group=group)
    except BaseException:
        store.close()
        raise


def policy_for(policy: Path | Policy | None, location: str | Path) -> Policy:
    """The policy that is given, else `care-policy.toml` beside the database, else the shipped one."""
    if isinstance(policy, Policy):
        return policy
    beside = folder_of(location) / POLICY_NAME
    return load_policy(policy or (beside if beside.is_file() else None))
