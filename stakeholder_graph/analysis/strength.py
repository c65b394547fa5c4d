"""How strong the relationship of two people is: 0 for none, 1 for as close as can be."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import NUMBER, Snapshot

WEIGHT_UNTOLD = 3  # of an acquaintance whose weight nobody has told
ASSIGNED_ONLY = 1  # what an assignment stands for of which nothing is known: the faintest acquaintance
STEPS = 6.0  # a weight w from 1 to 5 stands for a strength of w / 6
FEWEST = 1e-5  # below, 1 - exp(-x) would lose its digits
WARMTH = ((0.6, "close"), (0.3, "warm"), (0.1, "cool"), (0.0, "cold"))
STRENGTH = {
    "one": NUMBER, "other": NUMBER, "strength": pl.Float64(), "basis": pl.String(), "contacts": pl.UInt32(),
    "last": pl.Date(), "weight": pl.Int64(), "tie": pl.String(), "one_own": pl.Boolean(),
    "other_own": pl.Boolean(),
}  # fmt: skip


def warmth(strength: float) -> str:
    """The word for a strength: close (from 0.6), warm (from 0.3), cool (from 0.1) or cold."""
    return next(word for least, word in WARMTH if strength >= least)


def find_strengths(
    snapshot: Snapshot,
    policy: Policy,
    own: pl.DataFrame,
    contacts: pl.DataFrame,
    circle: pl.DataFrame,
    accounts: pl.DataFrame,
) -> pl.DataFrame:
    """The strength of every pair of people who have any recorded relationship, each pair once.

    Columns: one, other, strength (0..1), basis, contacts (how many), last (day of the last one), weight (of
    the acquaintance, or the current relationship of an assignment), tie (id of that relationship), one_own,
    other_own (whether they are ours). One of ours stands before one of theirs, else the smaller number does.

    `basis` says what the strength rests on. "contacts": 1 − exp(−Σ weight of the channel ·
    2^(−age / half-life)) over all contacts, the half-life by the highest tier of the accounts where the
    other works or has a role. "acquaintance": where no contact is recorded, the weight of `KNOWS`
    (1..5, 3 where none is told) / 6. "assignment": where neither is, but one of ours is assigned to care
    for the other: an assignment says who may call, not that anybody is warm, so it stands for the recorded
    `current` relationship (1..4) / 6, and without it for 1 / 6. O(contacts + acquaintances).
    """
    ours = own.select(one="person", one_own=pl.lit(True))
    others = own.select(other="person", other_own=pl.lit(True))
    met = _of_contacts(snapshot, policy, contacts, circle, accounts)
    known = _acquaintances(snapshot, ours)
    assigned = _assignments(snapshot, ours, others)
    pair = ["one", "other"]
    told = pl.concat([known, assigned.join(known, on=pair, how="anti").select(known.columns)])
    both = pl.concat([met, told.join(met, on=pair, how="anti")], how="diagonal")
    both = both.join(ours, on="one", how="left").join(others, on="other", how="left")
    filled = both.with_columns(
        pl.col("contacts").fill_null(0), pl.col("one_own", "other_own").fill_null(False)
    )
    return filled.select(pl.col(name).cast(kind) for name, kind in STRENGTH.items()).sort(pair)


def half_lives(policy: Policy, circle: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """After how many days a contact with somebody outside counts half: person, half_life.

    Of several accounts the highest tier counts; who belongs to none is not listed.
    """
    days = policy.numbers("strength.half_life_days")
    tiers = circle.join(accounts.select("account", "tier"), on="account").group_by("person")
    highest = tiers.agg(pl.col("tier").min())  # A stands before B and C
    half_life = pl.col("tier").replace_strict(days, default=days["none"], return_dtype=pl.Float64)
    return highest.select("person", half_life=half_life)


def added_strength(snapshot: Snapshot, policy: Policy, half_life: pl.Expr) -> pl.Expr:
    """What a contact (channel, date) still adds to Σ on the snapshot's day; an expression."""
    weights = policy.numbers("strength.weight")
    weight = pl.col("channel").replace_strict(weights, default=0.0, return_dtype=pl.Float64)
    age = (pl.lit(snapshot.as_of) - pl.col("date")).dt.total_days().cast(pl.Float64)
    # with a half-life of 0 only today's contacts count
    faded = pl.when(age == 0).then(0.0).otherwise(-age / half_life)
    return weight * pl.lit(2.0).pow(faded)


def _of_contacts(
    snapshot: Snapshot, policy: Policy, contacts: pl.DataFrame, circle: pl.DataFrame, accounts: pl.DataFrame
) -> pl.DataFrame:
    """Pairs with contacts that still count for anything: one (ours), other, strength, contacts, last."""
    without = policy.numbers("strength.half_life_days")["none"]
    half_life = pl.col("half_life").fill_null(without)
    dated = contacts.select("own", "person", "date", "channel").join(
        half_lives(policy, circle, accounts), on="person", how="left"
    )
    summed = dated.group_by(one="own", other="person").agg(
        total=added_strength(snapshot, policy, half_life).sum(),
        contacts=pl.len(),
        last=pl.col("date").max(),
    )
    total = pl.col("total")
    strength = pl.when(total < FEWEST).then(total - total * total / 2).otherwise(1 - (-total).exp())
    return summed.filter(total > 0).select(
        "one", "other", "contacts", "last", strength=strength, basis=pl.lit("contacts")
    )


def _acquaintances(snapshot: Snapshot, ours: pl.DataFrame) -> pl.DataFrame:
    """Who knows whom, in whichever direction it was recorded: one, other, strength, basis, weight, tie.

    Of several records of a pair the weightiest counts, then the smallest id.
    """
    knows = snapshot.tie("KNOWS").filter(pl.col("start") != pl.col("end"))
    told = knows.select("start", "end", weight=pl.col("weight").fill_null(WEIGHT_UNTOLD), tie="id")
    mine = pl.col("start").is_in(ours["one"].implode())
    yours = pl.col("end").is_in(ours["one"].implode())
    ours_first = pl.when(mine & ~yours).then("start").when(yours & ~mine).then("end")
    one = ours_first.otherwise(pl.min_horizontal("start", "end"))
    pairs = told.with_columns(one=one).with_columns(other=pl.col("start") + pl.col("end") - pl.col("one"))
    return _weightiest(pairs, "acquaintance")


def _assignments(snapshot: Snapshot, ours: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Valid assignments of ours to somebody outside, as `_acquaintances` tells pairs."""
    cares = snapshot.tie("CARES_FOR").select(
        one="start", other="end", weight=pl.col("current").fill_null(ASSIGNED_ONLY), tie="id"
    )
    here = cares.join(ours, on="one", how="semi").join(others, on="other", how="anti")
    return _weightiest(here, "assignment")


def _weightiest(pairs: pl.DataFrame, basis: str) -> pl.DataFrame:
    """One row a pair, the weightiest, with its strength."""
    ordered = pairs.sort("weight", "tie", descending=[True, False])
    first = ordered.group_by("one", "other", maintain_order=True).agg(pl.col("weight", "tie").first())
    return first.select(
        "one", "other", "weight", "tie", strength=pl.col("weight") / STEPS, basis=pl.lit(basis)
    )
