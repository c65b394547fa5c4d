"""Making two of one again, as they were before they were merged, as far as nobody has changed them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stakeholder_graph.duplicates.journal import Merged
from stakeholder_graph.errors import EntryRefused
from stakeholder_graph.exchange.folding import Row
from stakeholder_graph.model.aliases import ALIASES, ALSO_CALLED, alias_map
from stakeholder_graph.model.records import Records, node_schema, relationship_schema
from stakeholder_graph.storage.store import Rewrite


@dataclass
class Parted:
    """What taking a merge back does.

    `restored` counts the relationships that go back. What was recorded since cannot be told apart: `stay`
    counts relationships that the kept one got since, `changed` names what was changed since; both stay there.
    """

    journal: Merged
    change: Rewrite
    restored: int
    stay: int
    changed: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape of `merge --undo`."""
        one = self.journal
        return {
            "kind": one.label,
            "kept": {"id": one.kept, "name": one.kept_name},
            "restored": {"id": one.other, "name": one.other_name, "relationships": self.restored},
            "stay": {"relationships": self.stay, "properties": list(self.changed)},
        }


def plan_undo(records: Records, merges: Sequence[Merged], journal: Merged, revision: int) -> Parted:
    """Work out how a merge is taken back; nothing is written yet.

    Each value that is still what the merge made of it becomes what it was; what was changed since stays, and
    is told. Raises EntryRefused where a later merge must be taken back first. O(relationships).
    """
    _refuse(records, merges, journal)
    label, kept, other = journal.label, journal.kept, journal.other
    then, made = _rows(journal.before.nodes[label]), _rows(journal.after.nodes[label])
    now = records.node_table(label).row(by_predicate=pl.col("id") == kept, named=True)
    changed: list[str] = []
    mine = _back(then[kept], made[kept], now, changed) | _names_of(then[kept], made[kept], now)
    back = Records({label: pl.DataFrame([mine, then[other]], schema=node_schema(label), orient="row")}, {})
    gone, restored = Records(), 0
    on_kept = (pl.col("start") == kept) | (pl.col("end") == kept)
    since = 0
    known = {*journal.there, *journal.moved.values()}
    for name, table in records.relationships.items():
        since += table.filter(on_kept & ~pl.col("id").is_in(sorted(known)))["id"].len()
        before = journal.before.relationships.get(name)
        if before is None:
            continue
        after = _rows(journal.after.relationship_table(name))
        present = _rows(table.filter(pl.col("id").is_in(sorted(after))))
        rows = [_tie_back(row, journal, after, present, changed, name) for row in _rows(before).values()]
        restored += sum(other in (row["start"], row["end"]) for row in rows)
        back.relationships[name] = pl.DataFrame(rows, schema=relationship_schema(name), orient="row")
        if present:
            gone.relationships[name] = pl.DataFrame(
                list(present.values()), schema=relationship_schema(name), orient="row"
            )
    change = Rewrite(revision, back, gone, {journal.memo: None})
    return Parted(journal, change, restored, since, tuple(dict.fromkeys(changed)))


def _rows(table: pl.DataFrame) -> dict[str, Row]:
    return {row["id"]: row for row in table.iter_rows(named=True)}


def _back(before: Row, after: Row, now: Row, changed: list[str], name: str = "") -> Row:
    """Each value as it was, unless it was changed since."""
    row: Row = {}
    for column, value in now.items():
        if column in ("id", "start", "end") or value == after[column]:
            row[column] = before[column]
        else:
            row[column] = value
            if column not in ("source", "recorded_at", ALIASES, ALSO_CALLED):
                changed.append(f"{name}.{column}" if name else column)
    return row


def _names_of(before: Row, after: Row, now: Row) -> Row:
    """The other ids and names without those that the merge has brought."""
    row: Row = {}
    for column in (ALIASES, ALSO_CALLED):
        had, brought = set(_values(before[column])), set(_values(after[column]))
        left = sorted(set(_values(now[column])) - (brought - had))
        row[column] = before[column] if now[column] == after[column] else ";".join(left) or None
    return row


def _values(cell: str | None) -> list[str]:
    return cell.split(";") if cell else []


def _tie_back(
    before: Row, journal: Merged, after: Mapping[str, Row], present: Mapping[str, Row],
    changed: list[str], name: str,
) -> Row:  # fmt: skip
    """A relationship as it was; what was changed since in one that two became goes to the kept one."""
    new = journal.moved.get(before["id"], before["id"])
    was_folded = before["id"] in journal.moved and new in journal.there
    if new not in present or was_folded:
        return before
    return _back(before, after[new], present[new], changed, name)


def _refuse(records: Records, merges: Sequence[Merged], journal: Merged) -> None:
    """EntryRefused where the two cannot be parted as things are now."""
    where = f"merge of {journal.other_name} into {journal.kept_name}"
    ids = set(records.node_table(journal.label)["id"])
    if journal.kept not in ids:
        into = alias_map(records).get(journal.kept)
        what = f"{journal.kept_name} was merged into {into} since" if into else f"{journal.kept} is gone"
        raise EntryRefused(where, what, f"take that back first: merge --undo {journal.kept}")
    if any(journal.other in table["id"] for table in records.nodes.values()):
        what = f"{journal.other} is in the database again"
        raise EntryRefused(where, what, "merge the two again, or leave it as it is")
    mine = {one for table in journal.after.relationships.values() for one in table["id"]}
    for later in merges:
        theirs = {one for table in later.before.relationships.values() for one in table["id"]}
        if later.number > journal.number and mine & theirs:
            what = f"{later.other_name} was merged into {later.kept_name} since, and both share relationships"
            raise EntryRefused(where, what, f"take that back first: merge --undo {later.other}")
