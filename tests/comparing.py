"""When two tables, or two sets of records, are the same graph."""

from __future__ import annotations

from polars.testing import assert_frame_equal

from stakeholder_graph.model.records import Records


def assert_same_graph(found: Records, expected: Records) -> None:
    """Every kind has the same rows, in whatever order; kinds without rows may be left out."""
    for found_tables, expected_tables in (
        (found.nodes, expected.nodes),
        (found.relationships, expected.relationships),
    ):
        names = {
            name
            for tables in (found_tables, expected_tables)
            for name, table in tables.items()
            if table.height
        }
        assert names == {name for name, table in found_tables.items() if table.height}
        for name in sorted(names):
            assert name in expected_tables, f"{name} was not expected"
            assert_frame_equal(
                found_tables[name].sort("id"), expected_tables[name].sort("id"), check_exact=True
            )
