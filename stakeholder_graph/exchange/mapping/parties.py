"""What the accounts of a foreign system are to us where nobody said it: told by their opportunities."""

from __future__ import annotations

from itertools import chain

import polars as pl

from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW

HINT = "give the accounts a type, or map the column that tells it to party"


def derive_parties(register: Register, won: set[str], has_opportunities: bool) -> None:
    """What a company is to us where its type is empty: customer, prospect or other, by its opportunities.

    Without any table of opportunities the files cannot say it: then what the database has stays. O(companies
    + opportunities).
    """
    open_ones = _with_open(register)
    reasons = {
        "customer": "an opportunity was won",
        "prospect": "an opportunity is open",
        "other": "none was won or is open" if has_opportunities else "no opportunities in these files",
    }

    def party_of(company: str, given: str | None) -> tuple[str | None, bool]:
        """What it is to us, and whether that was derived."""
        known = register.existing.node("Company", company).get("party")
        if known == "own" or (known and not has_opportunities and given is None):
            given = known
        if given is not None:
            return given, False
        return "customer" if company in won else "prospect" if company in open_ones else "other", True

    def note(party: str | None, file: str, row: int) -> None:
        problem = f"what the account is to us is not given; taken as {party}: {reasons[party or 'other']}"
        register.noted.setdefault((file, None, None, problem, HINT), []).append(row)

    for place, table in enumerate(register.node_tables["Company"]):
        out = register.taken_out["Company"]
        given = (
            table["party"]
            if "party" in table.columns
            else pl.Series([None] * table.height, dtype=pl.String())
        )
        found = [party_of(*pair) for pair in zip(table["id"], given, strict=True)]
        parties = pl.Series("party", [party for party, _ in found], dtype=pl.String())
        register.node_tables["Company"][place] = table.with_columns(parties)
        told = zip(found, table.select("id", ORIGIN_FILE, ORIGIN_ROW).iter_rows(), strict=True)
        for (party, derived), (node, file, row) in told:
            if derived and node not in out:
                note(party, file, row)
    for company, values in register.nodes["Company"].items():
        party, derived = party_of(company, values.get("party"))
        values["party"] = party
        if derived:
            note(party, values[ORIGIN_FILE], values[ORIGIN_ROW])


def _with_open(register: Register) -> set[str]:
    """The accounts with an opportunity that is not closed."""
    one_by_one = register.nodes["Opportunity"].items()
    closed = {node for node, values in one_by_one if values.get("is_open") is False}
    for table in register.node_tables["Opportunity"]:
        closed.update(table.filter(~pl.col("is_open"))["id"])
    ties = ((tie["start"], tie["end"]) for tie in register.ties["HAS_OPPORTUNITY"].values())
    tables = (table.select("start", "end").iter_rows() for table in register.tie_tables["HAS_OPPORTUNITY"])
    return {account for account, opportunity in chain(ties, *tables) if opportunity not in closed}
