"""Finding what stands twice: likely pairs of people, companies and organisations, each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import polars as pl

from stakeholder_graph.duplicates.companies import company_pairs
from stakeholder_graph.duplicates.evidence import limit, reasons
from stakeholder_graph.duplicates.pairs import End, Found, Pair
from stakeholder_graph.duplicates.people import people_pairs
from stakeholder_graph.model.aliases import MERGEABLE
from stakeholder_graph.model.records import Records


def find_duplicates(
    records: Records, *, above: int | None = None, labels: Collection[str] = MERGEABLE
) -> Found:
    """Who or what is likely to stand twice in the database, the likeliest first; nothing is merged.

    The score (0 to 100) adds what agrees and subtracts what contradicts, see evidence.toml; pairs from
    `above` on are listed, 60 if not given. The first of a pair is the one with more relationships, which
    should be kept. Only those who share something are compared (`people_pairs`, `company_pairs`), so that
    100,000 people take a quarter of a minute.
    """
    least = limit("above") if above is None else above
    pairs: list[Pair] = []
    compared = weaker = 0
    too_many: list[tuple[str, int]] = []
    ties = _ties(records)
    for label in labels:
        found = people_pairs(records, least) if label == "Person" else company_pairs(records, label)
        nodes, scores, looked_at, large = found
        compared += looked_at
        too_many += large
        weaker += scores.filter((pl.col("score") < least) & (pl.col("score") >= least * 3 // 4)).height
        pairs += _pairs(label, nodes, scores.filter(pl.col("score") >= least), records, ties)
    pairs.sort(key=lambda pair: (-pair.score, pair.kept.name, pair.kept.id, pair.other.id))
    return Found(tuple(pairs), compared, weaker, least, tuple(sorted(set(too_many))))


def _pairs(
    label: str, nodes: pl.DataFrame, scores: pl.DataFrame, records: Records, ties: dict[str, int]
) -> list[Pair]:
    where = _where(records) if label == "Person" else dict(nodes.select("id", "country").iter_rows())
    known = reasons(label)
    pairs = []
    for row in scores.iter_rows(named=True):
        ends = [End(row[f"id{end}"], row[f"name{end}"], where.get(row[f"id{end}"])) for end in ("", "_other")]
        # whoever has more relationships is kept; else the one whose id comes first
        kept, other = sorted(ends, key=lambda end: (-ties.get(end.id, 0), end.id))
        why = tuple(reason for key, reason in known.items() if row[key])
        pairs.append(Pair(label, kept, other, row["score"], why))
    return pairs


def _ties(records: Records) -> dict[str, int]:
    """How many relationships each node has."""
    ends = [table[end] for table in records.relationships.values() for end in ("start", "end")]
    if not ends:
        return {}
    return dict(pl.concat(ends).alias("id").value_counts().iter_rows())


def _where(records: Records) -> dict[str, str]:
    """For each person the names of the employers."""
    firms = pl.concat(records.node_table(label).select("id", "name") for label in ("Company", "Organisation"))
    jobs = records.relationship_table("WORKS_FOR").select("start", "end").unique(maintain_order=True)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person, name in jobs.join(firms, left_on="end", right_on="id").select("start", "name").iter_rows():
        if name:
            found[person].append(name)
    return {person: ", ".join(sorted(set(names))) for person, names in found.items()}
