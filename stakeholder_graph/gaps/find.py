"""All gaps of a situation as one table: found, weighed, one finding for one cause, in order."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.needs import care_role
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.checks_risks import objectors_without_day
from stakeholder_graph.gaps.finding import Named
from stakeholder_graph.gaps.registry import CHECKS, KINDS, missing_reading
from stakeholder_graph.gaps.replacing import replaced
from stakeholder_graph.gaps.texts import Phrase
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import NUMBER

GAP = {
    "account": NUMBER, "person": NUMBER, "carer": NUMBER, "level": pl.Int64(), "about": NUMBER,
    "tier": pl.String(), "role": pl.String(), "presumed": pl.Boolean(), "third_party": pl.Boolean(),
    "carers": pl.Int64(), "deputy": pl.Boolean(), "contacts_per_year": pl.Int64(), "same_level": pl.Boolean(),
    "agreed": pl.Int64(), "present": pl.Int64(), "days": pl.Float64(), "last_contact": pl.Date(),
    "clock": pl.Date(), "left_on": pl.Date(), "side": pl.String(), "reached": NUMBER, "needing": pl.Int64(),
    "unknown_level": pl.Int64(), "missing": pl.List(pl.String()), "makers": pl.List(NUMBER),
    "contacts": pl.Int64(), "required": pl.Int64(), "current": pl.Int64(), "desired": pl.Int64(),
    "tie": pl.String(), "last_report": pl.Date(), "profile": pl.Boolean(), "profile_updated": pl.Date(),
    "hours": pl.Float64(), "capacity": pl.Float64(),
    "stance": pl.Int64(), "invited_level": pl.Int64(), "ends_on": pl.Date(), "recent": pl.Int64(),
    "before": pl.Int64(), "due": pl.Int64(), "begun": pl.Date(),
}  # fmt: skip
ACCOUNT_KINDS = ("missing-role", "single-threaded-account", "missing-rung", "thinning-contact")


@dataclass(frozen=True)
class NotRun:
    """A check that could not run, and the sort of record that it misses; with `person`: for them alone."""

    kind: str
    missing: str
    person: Named | None = None

    def text(self, language: str, policy: Policy) -> str:
        """Why it could not run, in the reader's words."""
        people = [self.person.name] if self.person else []
        return Phrase("missing", self.missing, people=people).text(language, policy)


@dataclass(frozen=True)
class Gaps:
    """All gaps in order: one row each with the columns of GAP, its kind, factors, severity and class.

    `gap` is the row's own number, `replaced_by` the number of the gap that replaces it (null: none does).
    """

    table: pl.DataFrame
    not_run: tuple[NotRun, ...]


def find_gaps(situation: Situation) -> Gaps:
    """Where relationships are missing: every check over every account, the most severe gap first.

    Runs whole columns at a time: O(people + relationships).
    """
    parts, not_run = [], []
    for check in CHECKS:
        missing = missing_reading(situation, check)
        if missing:
            not_run.append(NotRun(check.kind, missing))
            continue
        if check.kind == "contact-despite-objection":
            not_run += _undated_objections(situation)
        found = check.find(situation)
        columns = [
            (pl.col(name) if name in found.columns else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in GAP.items()
        ]
        parts.append(found.select(pl.lit(check.kind).alias("kind"), *columns))
    table = pl.concat(parts) if parts else pl.DataFrame(schema={"kind": pl.String(), **GAP})
    ordered = _in_order(_weighed(table, situation), situation)
    return Gaps(
        ordered.join(replaced(ordered, situation), on="gap", how="left", maintain_order="left"),
        tuple(not_run),
    )


def _undated_objections(situation: Situation) -> list[NotRun]:
    """Whom contacts after their objection cannot be told of, because nobody wrote down its day."""
    snapshot = situation.snapshot
    people = [Named(snapshot.id(one), snapshot.name(one)) for one in objectors_without_day(situation)]
    return [NotRun("contact-despite-objection", "day of objection", person) for person in people]


def _weighed(table: pl.DataFrame, situation: Situation) -> pl.DataFrame:
    """Severity = tier weight x role weight x kind weight; findings about an account weigh like a decider."""
    weights = situation.policy.get("severity")

    def weight(column: pl.Expr, factor: str) -> pl.Expr:
        numbers = situation.policy.numbers(f"severity.{factor}")
        return column.replace_strict(numbers, default=1.0, return_dtype=pl.Float64)

    row = care_role(situation.policy)
    third = (
        pl.when(pl.col("third_party").fill_null(False)).then(pl.lit("third_party")).otherwise(pl.lit("none"))
    )
    listed = pl.when(pl.col("role").is_not_null()).then(row.fill_null("other")).otherwise(third)
    role = pl.when(pl.col("kind").is_in(ACCOUNT_KINDS)).then(pl.lit("decider")).otherwise(listed)
    factors = table.with_columns(role_row=role).with_columns(
        tier_factor=weight(pl.col("tier").fill_null("none"), "tier"),
        role_factor=weight(pl.col("role_row"), "role"),
        kind_factor=weight(pl.col("kind"), "kind"),
    )
    severity = pl.col("tier_factor") * pl.col("role_factor") * pl.col("kind_factor")
    name = pl.when(severity >= weights["high"]).then(pl.lit("high")).when(severity >= weights["medium"])
    name_low = (
        name.then(pl.lit("medium"))
        .when(severity >= weights["low"])
        .then(pl.lit("low"))
        .otherwise(pl.lit("info"))
    )
    return factors.with_columns(severity=severity).with_columns(severity_class=name_low)


def _in_order(table: pl.DataFrame, situation: Situation) -> pl.DataFrame:
    """The most severe first, then by the names of account, person and what it is about."""
    nodes = situation.snapshot.nodes  # a node's number is its row there

    def told(column: str) -> list[pl.Series]:
        return [nodes[what].gather(table[column]).alias(f"{column}_{what}") for what in ("name", "id")]

    place = {kind: position for position, kind in enumerate(KINDS)}
    keys = table.select(
        -pl.col("severity"),
        *told("account"),
        *told("person"),
        pl.col("kind").replace_strict(place, return_dtype=pl.Int64),
        "level",
        *told("about"),
        *told("carer"),
    )
    # the keys alone are sorted, not the many columns
    order = keys.select(order=pl.arg_sort_by(keys.columns))["order"]
    return table[order].with_row_index("gap")
