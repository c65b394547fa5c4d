"""Opportunities about which there is nothing to say: each at one company, which it names by its id."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.looking_up import known_of
from stakeholder_graph.exchange.mapping.register import FIRMS, Register
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.vocabulary import vocabulary

IN_DOUBT = frozenset({"account_name", "contacts", "contact_names"})
"""Targets that need a look at each row, where a table has them."""


def add_plain_opportunities(register: Register, fields: Fields, won: set[str]) -> pl.DataFrame:
    """Put in the opportunities that need no look, with their accounts, and return the rows of the others.

    The accounts that have won one of them go into `won`. O(rows).
    """
    rows = fields.values
    if fields.changed or fields.written.keys() & IN_DOUBT or not {"id", "account"} <= set(rows.columns):
        return rows
    accounts = known_of(register, rows["account"].drop_nulls().unique(), FIRMS)
    companies = {
        node: kept for node, kept in accounts.items() if kept and register.label_of(kept) == "Company"
    }
    plain = (
        pl.col("account").is_in(list(companies)).fill_null(False)
        & ~pl.col("id").is_in(list(register.labels))
        & pl.col("id").is_first_distinct()
    )
    taken = rows.filter(plain).with_columns(
        pl.lit(fields.file).alias(ORIGIN_FILE),
        pl.col("account").replace_strict(companies, default=None, return_dtype=pl.String()),
        *[told(fields, target).alias(target) for target in ("closed", "won")],
    )
    if "is_open" not in taken.columns:
        taken = taken.with_columns((~pl.col("closed")).alias("is_open"))
    register.put_nodes("Opportunity", taken)
    ends = (pl.col("account").alias("start"), pl.col("id").alias("end"))
    register.put_ties("HAS_OPPORTUNITY", taken.select(ORIGIN_FILE, ORIGIN_ROW, *ends))
    won.update(taken.filter(pl.col("won"))["account"])
    return rows.filter(~plain)


def told(fields: Fields, target: str) -> pl.Expr:
    """Whether it is closed, or won: as its own column says, else as the words for the stage say."""
    words = fields.description.values.get(target)
    if target in fields.values.columns:
        return pl.col(target)
    if not words or "stage" not in fields.values.columns:
        return pl.lit(None, pl.Boolean())
    stages = fields.values["stage"].drop_nulls().unique().to_list()
    meaning = {stage: vocabulary().normalise(stage) in words for stage in stages if stage}
    return pl.col("stage").replace_strict(meaning, default=None, return_dtype=pl.Boolean())
