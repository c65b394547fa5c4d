"""What is in the database, and what is unknown."""

from __future__ import annotations

from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records


def tell(situation: Situation, records: Records, revision: int) -> dict[str, Any]:
    """The JSON shape of `info`: counts by kind and relationship, as-of date, revision, unknowns.

    `unknown`: people of accounts without level, people of accounts without any role, accounts whose tier is
    only assumed because no earnings value is known. `contacts`: first and last day of a contact.
    """
    employed = situation.employed
    no_level = employed.filter(pl.col("level").is_null())["person"].n_unique()
    known = situation.roles.filter(~pl.col("presumed")).select("person").unique()
    no_role = employed.select("person").unique().join(known, on="person", how="anti").height
    no_tier = situation.accounts.filter(pl.col("tier_source") == "value unknown").height
    days = records.node_table("Interaction")["date"]
    first, last = (days.min(), days.max()) if days.len() else (None, None)
    return {
        "kinds": {label: records.node_table(label).height for label in ontology().nodes},
        "relationships": {name: records.relationship_table(name).height for name in ontology().relationships},
        "as_of": situation.as_of.isoformat(),
        "revision": revision,
        "unknown": {"level": no_level, "role": no_role, "tier": no_tier},
        "contacts": {"first": _iso(first), "last": _iso(last)},
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
