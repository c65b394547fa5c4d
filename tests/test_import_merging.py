"""Which value wins when a row is in the files and in the database."""

from __future__ import annotations

from datetime import date

import pytest

from stakeholder_graph.exchange.merging import merge
from stakeholder_graph.exchange.reading import Reading
from stakeholder_graph.model.records import Records, nodes_of

DAY = date(2026, 11, 23)
BEFORE = date(2026, 1, 5)
OURS = "canonical: people.csv"
THEIRS = "salesforce: Contact.csv"


@pytest.mark.parametrize(
    ("system", "prevails", "source", "kept_phone", "kept_topics", "kept_source"),
    [
        ("canonical", True, OURS, None, "Sailing", OURS),  # the very file: all that it says, also nothing
        ("canonical", True, "canonical: other.csv", "030 1", "Sailing", "canonical: other.csv"),
        ("salesforce", False, THEIRS, "030 1", "Golf", f"{OURS} + {THEIRS}"),  # a system only completes ours
    ],
)
def test_a_row_that_is_there_already(
    system: str, prevails: bool, source: str, kept_phone: str | None, kept_topics: str, kept_source: str
) -> None:
    old = {
        "id": "p1",
        "name": "Ada",
        "phone": "030 1",
        "topics": "Golf",
        "source": OURS,
        "recorded_at": BEFORE,
    }
    new = {
        "id": "p1",
        "name": "Ada",
        "topics": "Sailing",
        "language": "de",
        "source": source,
        "recorded_at": DAY,
    }
    reading = Reading(Records({"Person": nodes_of("Person", [new])}), [], [], prevails)
    merged = merge(Records({"Person": nodes_of("Person", [old])}), reading, system, {}, DAY)
    (row,) = merged.changed.nodes["Person"].rows(named=True)
    assert {name: value for name, value in row.items() if value is not None} == {
        name: value
        for name, value in {
            "id": "p1", "name": "Ada", "phone": kept_phone, "topics": kept_topics, "language": "de",
            "source": kept_source, "recorded_at": DAY,
        }.items()
        if value is not None
    }  # fmt: skip
    assert merged.everything.nodes["Person"].equals(merged.changed.nodes["Person"])


def test_a_system_updates_what_it_brought_itself() -> None:
    old = {"id": "p1", "name": "Ada", "phone": "030 1", "topics": "Golf", "source": "salesforce: old.csv"}
    new = {"id": "p1", "name": "Ada M.", "phone": "030 2", "source": THEIRS}
    reading = Reading(Records({"Person": nodes_of("Person", [new])}), [], [])
    merged = merge(Records({"Person": nodes_of("Person", [old])}), reading, "salesforce", {}, DAY)
    columns = ["name", "phone", "topics", "source"]
    assert merged.changed.nodes["Person"].select(columns).rows() == [("Ada M.", "030 2", "Golf", THEIRS)]


def test_nothing_is_written_where_only_source_and_day_differ() -> None:
    old = {"id": "p1", "name": "Ada", "source": "salesforce: old.csv", "recorded_at": BEFORE}
    new = {"id": "p1", "name": "Ada", "source": THEIRS}
    reading = Reading(Records({"Person": nodes_of("Person", [new])}), [], [])
    existing = Records({"Person": nodes_of("Person", [old])})
    merged = merge(existing, reading, "salesforce", {}, DAY)
    assert merged.changed.counts() == {}
    assert merged.everything.nodes["Person"].equals(existing.nodes["Person"])


def test_our_own_files_win_over_what_a_system_brought() -> None:
    old = {"id": "p1", "name": "Ada", "phone": "030 1", "topics": "Golf", "source": THEIRS}
    new = {"id": "p1", "name": "Ada M.", "topics": "Sailing", "source": OURS}
    reading = Reading(Records({"Person": nodes_of("Person", [new])}), [], [], prevails=True)
    merged = merge(Records({"Person": nodes_of("Person", [old])}), reading, "canonical", {}, DAY)
    columns = ["name", "phone", "topics", "source"]
    assert merged.changed.nodes["Person"].select(columns).rows() == [("Ada M.", "030 1", "Sailing", OURS)]
