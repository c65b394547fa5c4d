"""The rows of each sheet of what is missing: who is meant, for people to read and for the import to find."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.exchange.folding import HAND, by_hand
from stakeholder_graph.gaps.checks_accounts import missing_role

SHOWN = 5  # people of an account, to choose from


def _source(name: str = "source") -> pl.Expr:
    return pl.col(name).map_elements(by_hand, return_dtype=pl.String(), skip_nulls=False).alias("source")


def _names(situation: Situation, column: str, name: str) -> pl.DataFrame:
    """number under this column, its name under another."""
    return situation.snapshot.nodes.select(
        pl.col("number").alias(column), pl.coalesce("name", "id").alias(name)
    )


def people_rows(situation: Situation, people: pl.DataFrame) -> pl.DataFrame:
    """A row for each of these people (column person), by name: person, id, source."""
    table = situation.snapshot.kinds["Person"]
    chosen = table.join(people.select(number="person").unique(), on="number", how="semi")
    named = chosen.with_columns(pl.coalesce("name", "id").alias("name"))
    return named.sort("name", "id").select(pl.col("name").alias("person"), "id", _source())


def employers(situation: Situation) -> pl.DataFrame:
    """People outside who work for nobody and never did: person, mail, from."""
    jobs = situation.jobs.select("person")
    idle = situation.external.join(jobs, on="person", how="anti")
    offices = situation.snapshot.tie("HOLDS_OFFICE").select(person="start")
    rows = people_rows(situation, idle.join(offices, on="person", how="anti"))
    mails = situation.snapshot.kinds["Person"].select("id", pl.col("email").alias("mail"))
    named = rows.join(mails, on="id", how="left", maintain_order="left").rename({"id": "from"})
    return named.select("person", "mail", "from", pl.lit(HAND).alias("source"))


def levels(situation: Situation) -> pl.DataFrame:
    """Jobs at accounts of people whose level there is unknown: account, person, title, id, from, to …"""
    unknown = situation.employed.filter(pl.col("level").is_null()).select("account", "person")
    jobs = situation.jobs_at.join(unknown, on=["account", "person"], how="semi").unique(
        ["account", "person"], keep="first", maintain_order=True
    )
    return _jobs(situation, jobs)


def own_levels(situation: Situation) -> pl.DataFrame:
    """The same for our own people."""
    unknown = situation.own.filter(pl.col("level").is_null()).select("person")
    companies = situation.snapshot.kinds["Company"].filter(pl.col("party") == "own")["number"]
    jobs = situation.jobs.filter((pl.col("state") == "valid") & pl.col("employer").is_in(companies.implode()))
    jobs = jobs.join(unknown, on="person", how="semi").unique("person", keep="first", maintain_order=True)
    return _jobs(situation, jobs.with_columns(account="employer"))


def _jobs(situation: Situation, jobs: pl.DataFrame) -> pl.DataFrame:
    ties = situation.snapshot.ties["WORKS_FOR"].select(
        "id", "start", "end", "valid_from", "source", "job_title"
    )
    found = ties.join(jobs.select("tie", "account"), left_on="id", right_on="tie")
    ids = situation.snapshot.nodes.select("number", "id")
    for end, name in (("start", "from"), ("end", "to")):
        found = found.join(ids.rename({"number": end, "id": name}), on=end, how="left")
    found = found.join(_names(situation, "start", "person"), on="start", how="left")
    found = found.join(_names(situation, "account", "account_name"), on="account", how="left")
    told = found.select(
        pl.col("account_name").alias("account"), "person", pl.col("job_title").alias("title"), "id", "from",
        "to",
        "valid_from", _source(),
    )  # fmt: skip
    return told.sort("account", "person", "id")


def roles(situation: Situation) -> pl.DataFrame:
    """Roles that the care policy asks for and nobody is known in: account, opportunity, role, people, to."""
    wanted = missing_role(situation).explode("missing")
    ids = situation.snapshot.nodes.select("number", "id")
    place = pl.coalesce("about", "account").alias("place")
    found = wanted.with_columns(place).join(ids, left_on="place", right_on="number")
    found = found.join(_names(situation, "account", "account_name"), on="account")
    found = found.join(_names(situation, "about", "opportunity"), on="about", how="left")
    people = situation.employed.sort("account", "level", "person", nulls_last=True)
    people = people.join(_names(situation, "person", "name"), on="person", maintain_order="left")
    there = people.group_by("account", maintain_order=True).agg(
        pl.col("name").head(SHOWN).str.join(", ").alias("people")
    )
    found = found.join(there, on="account", how="left")
    told = found.select(
        pl.col("account_name").alias("account"), "opportunity", pl.col("missing").alias("role_word"),
        "people",
        pl.col("missing").alias("role"), pl.col("id").alias("to"), pl.lit(HAND).alias("source"),
    )  # fmt: skip
    return told.sort("account", "opportunity", "role", nulls_last=False)


def values(situation: Situation) -> pl.DataFrame:
    """Accounts whose tier is only assumed, as no value is known: account, id."""
    unknown = situation.accounts.filter(pl.col("tier_source") == "value unknown").select("id", "name")
    table = situation.snapshot.kinds["Company"].select("id", "source")
    found = unknown.join(table, on="id").sort("name", "id")
    return found.select(pl.coalesce("name", "id").alias("account"), "id", _source())


def carers(situation: Situation) -> pl.DataFrame:
    """Who of ours cares for somebody, without mail address or hours: person, mail, hours, id."""
    table = situation.snapshot.kinds["Person"]
    without = table.filter(pl.col("email").is_null() | pl.col("capacity_hours").is_null())
    caring = without.select(person="number").join(
        situation.care, left_on="person", right_on="own", how="semi"
    )
    known = table.select("id", pl.col("email").alias("mail"), pl.col("capacity_hours").alias("hours"))
    rows = people_rows(situation, caring).join(known, on="id", how="left", maintain_order="left")
    return rows.select("person", "mail", "hours", "id", "source")


def objections(situation: Situation) -> pl.DataFrame:
    """Who objects to contact, without a day: person, id."""
    undated = situation.snapshot.kinds["Person"].filter(pl.col("objected_on").is_null())
    return people_rows(
        situation, situation.objectors.join(undated.select(person="number"), on="person", how="semi")
    )
