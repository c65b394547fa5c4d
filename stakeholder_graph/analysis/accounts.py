"""Which companies and organisations are accounts, what they are worth, and in which tier they stand."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.errors import PolicyError
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import NUMBER, Snapshot

CUSTOMERS = ("customer", "prospect")


def find_accounts(
    snapshot: Snapshot, policy: Policy, *, group: bool = False
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The accounts with their tiers, and which company belongs to which account.

    First table: account (number), id, name, kind, party, category, industry, value, tier, tier_source
    ("given", "value", "prospect", "value unknown"). Second: company (number), account (number); without
    roll-up every account is its own company. O(companies).
    """
    columns = ["number", "id", "name", "tier"]
    companies = snapshot.kind("Company").select(*columns, "party", "industry", "earnings_value", "currency")
    companies = companies.filter(pl.col("party").fill_null("other") != "own")
    organisations = snapshot.kind("Organisation").select(*columns, "category")
    both = pl.concat(
        [
            companies.with_columns(kind=pl.lit("Company")),
            organisations.with_columns(kind=pl.lit("Organisation")),
        ],
        how="diagonal",
    )
    is_account = pl.col("party").is_in(CUSTOMERS).fill_null(False) | pl.col("tier").is_not_null()
    accounts = both.filter(is_account)
    members = accounts.select(company="number", account="number")
    if group:
        members = _members(snapshot, both, accounts)
        accounts = accounts.filter(pl.col("number").is_in(members["account"].unique().implode()))
    accounts = accounts.rename({"number": "account"})
    valued = _values(both, members, accounts, policy)
    return _with_tiers(accounts.join(valued, on="account", how="left"), policy), members


def _members(snapshot: Snapshot, both: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Every company of a group with the group's account: the topmost account above it, else itself."""
    parents: dict[int, list[int]] = {}
    for child, parent in snapshot.tie("PART_OF").select("start", "end").iter_rows():
        parents.setdefault(child, []).append(parent)
    names = dict(accounts.select("number", "id").iter_rows())
    above: dict[int, set[int]] = {}

    def accounts_above(company: int) -> set[int]:
        """All accounts on the way up; circles end where they close."""
        if company not in above:
            seen: set[int] = set()
            waiting = list(parents.get(company, ()))
            while waiting:
                parent = waiting.pop()
                if parent not in seen:
                    seen.add(parent)
                    waiting.extend(parents.get(parent, ()))
            above[company] = (seen - {company}) & names.keys()
        return above[company]

    rows = []
    for company in both["number"]:
        candidates = accounts_above(company) | ({company} & names.keys())
        if candidates:
            rows.append((company, min(candidates, key=lambda one: (len(accounts_above(one)), names[one]))))
    return pl.DataFrame(rows, schema={"company": NUMBER, "account": NUMBER}, orient="row")


def _values(
    both: pl.DataFrame, members: pl.DataFrame, accounts: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    """The earnings value of each customer and prospect, in one currency; a group's is the sum of what is
    known.
    """
    customers = accounts.filter(pl.col("party").is_in(CUSTOMERS)).select("account")
    values = both.filter(pl.col("earnings_value").is_not_null()).select(
        "number", "earnings_value", "currency"
    )
    known = values.join(members, left_on="number", right_on="company").join(
        customers, on="account", how="semi"
    )
    rates = policy.numbers("tiers.rate") if "rate" in policy.get("tiers") else {}
    currencies = sorted(known["currency"].drop_nulls().unique())
    missing = [currency for currency in currencies if currency not in rates]
    if len(currencies) > 1 and missing:
        what = (
            f"earnings values stand in {', '.join(currencies)}, and no rate is known for {', '.join(missing)}"
        )
        raise PolicyError(policy.origin, what, "write the rates in [tiers.rate], such as USD = 0.92")
    rate = pl.col("currency").replace_strict(rates, default=1.0, return_dtype=pl.Float64) if rates else 1.0
    return known.group_by("account").agg(value=(pl.col("earnings_value") * rate).sum())


def _with_tiers(accounts: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """The given tier, else that of the policy's rule; prospects are C until given another."""
    rule = policy.get("tiers")
    customer = pl.col("party").is_in(CUSTOMERS).fill_null(False)
    value = pl.col("value")
    if rule["rule"] == "threshold":
        ranked = accounts.with_columns(derived=_lettered(value >= rule["A"], value >= rule["B"]))
    else:
        shares = accounts.filter(customer & (value > 0)).group_by("value").agg(total=pl.col("value").sum())
        shares = shares.sort("value", descending=True)
        before = pl.col("total").cum_sum() - pl.col("total")
        everything = float(shares["total"].sum())
        derived = _lettered(before < rule["A"] * everything, before < rule["B"] * everything)
        ranked = accounts.join(shares.select("value", derived=derived), on="value", how="left")
        ranked = ranked.with_columns(pl.col("derived").fill_null("C"))
    prospect = pl.col("party") == "prospect"
    source = (
        pl.when(pl.col("tier").is_not_null()).then(pl.lit("given")).when(prospect).then(pl.lit("prospect"))
        .when(value.is_null()).then(pl.lit("value unknown")).otherwise(pl.lit("value"))
    )  # fmt: skip
    nothing = value.is_null() | (value <= 0)
    derived = pl.when(prospect | nothing).then(pl.lit("C")).otherwise(pl.col("derived"))
    ranked = ranked.with_columns(tier_source=source, tier=pl.coalesce("tier", derived))
    columns = ["account", "id", "name", "kind", "party", "category", "industry", "value", "currency"]
    return ranked.select(*columns, "tier", "tier_source").sort("name", "id")


def _lettered(is_a: pl.Expr, is_b: pl.Expr) -> pl.Expr:
    return pl.when(is_a).then(pl.lit("A")).when(is_b).then(pl.lit("B")).otherwise(pl.lit("C"))
