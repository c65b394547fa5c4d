"""What the job titles were read as, joined to the jobs that have them: part of the graph in every Cypher."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stakeholder_graph.model.records import Records

ANY = "*"
"""Employer and industry of a reading that holds everywhere, as that of most titles does."""
READ_FROM = ("job_title", "department", "employer", "industry")
READ = {"level": "read_level", "function": "read_function", "former": "read_former",
        "standing": "read_standing"}  # fmt: skip
KEY, AT_EMPLOYER, EVERYWHERE = "key:", "at employer:", "everywhere:"  # no column has a colon in its name


def read_jobs(records: Records, readings: pl.DataFrame) -> pl.DataFrame:
    """One row a WORKS_FOR whose job title was read: id, and what was read.

    Columns read_level (Int64), read_function, read_standing (String), read_former (true or null); rows in
    which nothing was read are left out. A title is told from another of the same words by department,
    and where it matters by employer's name and industry. O(jobs).
    """
    works = records.relationship_table("WORKS_FOR").filter(pl.col("job_title").is_not_null())
    companies = records.node_table("Company").select(end="id", employer="name", industry="industry")
    organisations = records.node_table("Organisation").select(end="id", employer="name")
    employers = pl.concat([companies, organisations], how="diagonal")
    jobs = works.select("id", "end", "job_title", "department").join(employers, on="end", how="left")
    told = readings.unique(READ_FROM, keep="last", maintain_order=True)
    former = pl.when("read_former").then(pl.lit(True)).alias("read_former")
    found = with_readings(jobs, told, READ).select("id", *READ.values()).with_columns(former)
    return found.filter(pl.any_horizontal(pl.col(*READ.values()).is_not_null()))


def with_readings(jobs: pl.DataFrame, readings: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The jobs with what their titles tell: `names` gives for each column of the readings its name there.

    The jobs have the columns READ_FROM; a reading at this very employer comes before one that holds
    everywhere. Where nothing was read, the columns are empty. O(jobs + readings).
    """
    everywhere = (pl.col("employer") == ANY) & (pl.col("industry") == ANY)
    joined = jobs.with_columns(pl.col(name).fill_null("").alias(f"{KEY}{name}") for name in READ_FROM)
    for part, rows, keys in (
        (AT_EMPLOYER, readings.filter(~everywhere), READ_FROM),
        (EVERYWHERE, readings.filter(everywhere), ("job_title", "department")),
    ):
        told = rows.select(*keys, *(pl.col(name).alias(part + name) for name in names))
        left = [f"{KEY}{name}" for name in keys]
        joined = joined.join(told, left_on=left, right_on=keys, how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce(AT_EMPLOYER + name, EVERYWHERE + name).alias(given) for name, given in names.items()
    ).select(*jobs.columns, *names.values())
