"""Which companies, or which organisations, may be one: by name, legal form, people and country."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.duplicates.evidence import limit, reasons
from stakeholder_graph.duplicates.names import company_name
from stakeholder_graph.duplicates.pairs import alike, both, in_blocks, scored, sharing
from stakeholder_graph.model.mail_domains import company_domain
from stakeholder_graph.model.records import Records

NAME = ("name_same", "form_missing", "form_other", "name_alike")
BESIDE = ("domain_same", "people_same", "country_same", "country_other", "party_other", "part_of")
BEGINNING = 4  # letters by which names that are only alike find each other
MOST_WITH_DOMAIN = 2  # one mail domain serves several companies: then it says nothing


def company_pairs(
    records: Records, label: str
) -> tuple[pl.DataFrame, pl.DataFrame, int, list[tuple[str, int]]]:
    """All companies or organisations, their pairs with score and reasons, and what `people_pairs` says.

    Compared are those whose names begin with the same four letters. O(companies + pairs).
    """
    companies = _companies(records, label)
    domains, people = _people(records, companies)
    blocks = [companies.select(block=pl.col("core").str.head(BEGINNING), node="node"), domains]
    found, too_many = in_blocks(blocks)
    pairs = found.join(companies, left_on="one", right_on="node", maintain_order="left").join(
        companies, left_on="other", right_on="node", suffix="_other", maintain_order="left"
    )
    return companies, _judged(pairs, domains, people, _parts(records, companies)), found.height, too_many


def _companies(records: Records, label: str) -> pl.DataFrame:
    table = records.node_table(label).filter(pl.col("name").is_not_null())
    split = [company_name(name) for name in table["name"]]
    party = pl.col("party") if "party" in table.columns else pl.lit(None, pl.String())
    return table.select(
        "id", "name", pl.col("country").str.to_lowercase(), party.alias("party")
    ).with_columns(
        pl.int_range(pl.len()).alias("node"),
        pl.Series("core", [core or None for core, _ in split], dtype=pl.String()),
        pl.Series("form", [form or None for _, form in split], dtype=pl.String()),
    )


def _people(records: Records, companies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The mail domains of their people that at most two of them share, and the people themselves."""
    jobs = records.relationship_table("WORKS_FOR").select("start", "end")
    jobs = jobs.join(companies.select("id", "node"), left_on="end", right_on="id")
    mails = records.node_table("Person").select("id", "email").drop_nulls()
    domains = mails.with_columns(
        pl.Series("block", [company_domain(one) for one in mails["email"]], dtype=pl.String())
    )
    of_firm = jobs.join(domains.drop_nulls(), left_on="start", right_on="id").select("block", "node").unique()
    few = of_firm.group_by("block").len().filter(pl.col("len") <= MOST_WITH_DOMAIN).select("block")
    return of_firm.join(few, on="block", how="semi"), jobs.select(block="start", node="node").unique()


def _parts(records: Records, companies: pl.DataFrame) -> pl.DataFrame:
    """Both ends of each PART_OF as one block."""
    ties = records.relationship_table("PART_OF").select("id", "start", "end")
    ends = pl.concat(ties.select(block="id", member=end) for end in ("start", "end"))
    return ends.join(companies.select("id", "node"), left_on="member", right_on="id").select("block", "node")


def _judged(
    pairs: pl.DataFrame, domains: pl.DataFrame, people: pl.DataFrame, parts: pl.DataFrame
) -> pl.DataFrame:
    if not pairs.height:
        return pairs.with_columns(
            *(pl.lit(None, pl.Boolean()).alias(name) for name in (*NAME, *BESIDE)), score=pl.lit(0)
        )
    core, _ = both("core")
    form = pl.col("form").eq_missing(pl.col("form_other"))
    (country, other_country), (_, other_party) = both("country"), both("party")
    ends = pairs.select("one", "other")
    pairs = pairs.with_columns(
        (core & form).alias("name_same"),
        (core & (pl.col("form").is_null() != pl.col("form_other").is_null())).alias("form_missing"),
        (core & ~form).alias("form_other"),
        alike(pairs, "core", limit("alike")).alias("name_alike"),
        sharing(ends, domains).alias("domain_same"),
        sharing(ends, people).alias("people_same"),
        country.alias("country_same"),
        other_country.alias("country_other"),
        other_party.alias("party_other"),
        sharing(ends, parts).alias("part_of"),
    )
    for place, name in enumerate(NAME[1:], start=1):
        pairs = pairs.with_columns((pl.col(name) & ~pl.any_horizontal(NAME[:place])).alias(name))
    pairs = pairs.filter(pl.any_horizontal(NAME))
    return scored(pairs, (*NAME, *BESIDE), dict(reasons("Company")))
