"""Roles in whole columns: where each row names a person and an opportunity by their ids."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.exchange.cells import split_values
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.looking_up import linked_once
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.role_words import NO_LINK, NO_ROLE, SAYS_NOTHING, role_reading
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW

IN_DOUBT = frozenset({"person_name", "opportunity_name", "at", "at_name"})
"""Targets that need a look at each row, where a table has them."""
GIVEN = ("influence", "stance", "valid_from", "valid_to")
OTHER_ACCOUNT = "plays a role at an opportunity of another account; both links are kept"
Played = tuple[str, int | None]


def add_plain_roles(register: Register, fields: Fields) -> pl.DataFrame:
    """Put in the roles of a table whose labels are known, and return the rows of the others. O(rows)."""
    rows = fields.values
    whole = {"person", "opportunity", "role"} <= set(rows.columns)
    if fields.changed or fields.written.keys() & IN_DOUBT or not whole or register.ties["PLAYS_ROLE"]:
        return rows
    played = {label: _played(register, label) for label in rows["role"].drop_nulls().unique()}
    known = [label for label, roles in played.items() if roles is not None]
    plain = pl.col("role").is_null() | pl.col("role").is_in(known)
    ends = rows.filter(plain)
    for target, label in (("person", "Person"), ("opportunity", "Opportunity")):
        ends = ends.with_columns(linked_once(register, fields, ends, target, (label,)))
    says_nothing = [label for label in known if not played[label]]
    why = (
        pl.when(pl.any_horizontal(pl.col("person", "opportunity").is_null())).then(pl.lit(NO_LINK))
        .when(pl.col("role").is_null() | (pl.col("role") == "")).then(pl.lit(NO_ROLE))
        .when(pl.col("role").is_in(says_nothing)).then(pl.lit(SAYS_NOTHING))
        .alias("why")
    )  # fmt: skip
    ends = ends.with_columns(why)
    register.ledger.left_out[fields.file] |= dict(ends.select(ORIGIN_ROW, "why").drop_nulls().iter_rows())
    taken = ends.filter(pl.col("why").is_null())
    _put(register, fields, taken, played)
    for person, opportunity, number in taken.select("person", "opportunity", ORIGIN_ROW).iter_rows():
        note_other_account(register, fields, number, person, opportunity)
    return rows.filter(~plain)


def _played(register: Register, text: str) -> list[Played] | None:
    """The roles that a cell means, with the stance of each; None for unknown labels and those of our side."""
    readings = [role_reading(register, label) for label in split_values(text)]
    roles: list[Played] = []
    for reading in readings:
        if reading is None or reading.own:
            return None
        if reading.role is not None:
            roles += [(role, reading.stance) for role in (reading.role, *reading.also)]
    return roles


def _put(
    register: Register, fields: Fields, rows: pl.DataFrame, played: dict[str, list[Played] | None]
) -> None:
    """PLAYS_ROLE for each role of each row, each once."""
    meanings = [(label, *one) for label, roles in played.items() for one in roles or ()]
    schema = {"role": pl.String(), "played": pl.String(), "usual stance": pl.Int64()}
    words = pl.DataFrame(meanings, schema=schema, orient="row")
    given = [name for name in GIVEN if name in rows.columns]
    stances = [pl.col(name) for name in ("stance", "usual stance") if name == "usual stance" or name in given]
    ties = rows.join(words, on="role", how="inner", maintain_order="left_right").select(
        pl.col("person").alias("start"),
        pl.col("opportunity").alias("end"),
        pl.col("played").alias("role"),
        *[name for name in given if name != "stance"],
        pl.coalesce(stances).cast(pl.Int64).alias("stance"),
        pl.lit(fields.file).alias(ORIGIN_FILE),
        ORIGIN_ROW,
    )
    register.put_ties("PLAYS_ROLE", ties.unique(("start", "end", "role"), keep="first", maintain_order=True))


def note_other_account(
    register: Register, fields: Fields, number: int, person: str, opportunity: str
) -> None:
    """Say where somebody plays a role at an opportunity of an account for which they do not work."""
    accounts, firms = register.accounts_of(opportunity), register.firms_of(person)
    if accounts and firms and not accounts & firms:
        hint = "look whether the person works there too"
        row = {ORIGIN_ROW: number}
        register.note(fields, row, fields.column("person"), None, OTHER_ACCOUNT, hint)
