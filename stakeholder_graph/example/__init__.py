"""The invented example network, loaded as if its story happened up to today."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import polars as pl

from stakeholder_graph.errors import StorageError
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, with_ids
from stakeholder_graph.storage import open_store

DAY = date(2026, 11, 23)
"""The day on which the example's story is told."""
DATABASE = "stakeholders.db"


class _Caught:
    """Stands where a database would, to have the example's records before they are shifted."""

    unfinished, in_steps = None, False

    def __init__(self) -> None:
        self.records = Records()

    def read(self) -> Records:
        return Records()

    def write(self, records: Records, **_: object) -> None:
        self.records = records

    def end(self, relationship_ids: object, node_ids: object, on: date) -> None:
        """Nothing was there before."""


def example_records(as_of: date = DAY) -> Records:
    """The example as records, all its days moved so that the story's last day is `as_of`."""
    from stakeholder_graph.exchange.importing import Options, import_files

    caught = _Caught()
    with resources.as_file(resources.files("stakeholder_graph.example")) as folder:
        import_files(caught, sorted(folder.glob("*.csv")), Options(as_of=DAY))
    return shifted(caught.records, as_of - DAY)


def shifted(records: Records, by: timedelta) -> Records:
    """The same records with every date moved by so many days; ids that hold a date follow."""
    moved = pl.selectors.date() + pl.lit(by)
    nodes = {label: table.with_columns(moved) for label, table in records.nodes.items()}
    ties = {}
    for name, table in records.relationships.items():
        later = table.with_columns(moved, id=pl.lit(None, pl.String))
        ties[name] = with_ids(later, ontology().relationships[name])
    return Records(nodes, ties)


def load_example(folder: Path, as_of: date, *, policy: Path | None = None) -> StakeholderGraph:
    """Make the example's database in a folder and open it; an older example there is replaced.

    StorageError when the folder holds a database that is not the example, or an example in which somebody has
    worked since: nothing is lost.
    """
    from stakeholder_graph.storage import forget_new

    records = example_records(as_of)
    file = folder / DATABASE
    if file.exists():
        _refuse_other(file, records)
        forget_new(file)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        graph = open_graph(file, policy=policy, as_of=as_of, create=True)
        try:
            graph.store.write(records, readings=graph.read_titles(records))
        except BaseException:
            graph.store.close()
            raise
    except BaseException:
        forget_new(file)
        raise
    return graph


def _refuse_other(file: Path, records: Records) -> None:
    """Only what the example itself has made, in one write, may be replaced."""
    with open_store(file) as there:
        known = {identity for table in records.nodes.values() for identity in table["id"]}
        found = {identity for table in there.read().nodes.values() for identity in table["id"]}
        if not found <= known:
            what = "this database is not the example"
        elif there.revision > 1:
            what = "somebody has worked with this example, which would be lost"
        else:
            return
    raise StorageError(str(file), what, "name another folder: stakeholder-graph demo FOLDER")
