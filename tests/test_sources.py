"""All systems that are described: none takes the tables of another, and every table can be told apart."""

from __future__ import annotations

import polars as pl
import pytest

from stakeholder_graph.exchange.mapping.declared import declared_sources
from stakeholder_graph.exchange.mapping.describing import shipped
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable

SIGNATURES = [
    (source.name, table.name, tuple(sorted(names)))
    for source in shipped().values()
    for table in source.tables
    for names in table.recognise
]


def with_header(*header: str) -> SourceTable:
    cells = pl.DataFrame(
        {**{name: ["x"] for name in header}, ORIGIN_ROW: [2]}, schema_overrides={ORIGIN_ROW: pl.UInt32}
    )
    return SourceTable("a.csv", "a", "utf-8", ",", header, cells)


@pytest.mark.parametrize(("system", "table", "names"), SIGNATURES)
def test_a_signature_belongs_to_one_system_and_table(system: str, table: str, names: tuple[str, ...]) -> None:
    header = with_header(*names)
    sources = [source for source in declared_sources() if source.recognises(header)]
    assert [source.name for source in sources] == [system]
    described = sources[0].table_of(header)
    assert described is not None
    assert described.name == table or sources[0].description.several_per_row


@pytest.mark.parametrize("system", sorted(set(shipped()) - {"salesforce"}))
def test_a_column_has_one_meaning_in_a_table(system: str) -> None:
    several = {"channel", "further_employers", "won"}  # told by a column that tells something else too
    for table in shipped()[system].tables:
        once = [
            name.casefold()
            for target, names in table.columns.items()
            if target not in several
            for name in names
        ]
        assert len(once) == len(set(once)), (table.name, [name for name in once if once.count(name) > 1])
