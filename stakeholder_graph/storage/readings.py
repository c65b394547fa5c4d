"""What the job titles were read as, joined to the jobs that have them: part of the graph in every Cypher."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.model.records import Records

READ_FROM = ("job_title", "department", "employer", "industry")
READ = {"level": "read_level", "function": "read_function", "former": "read_former",
        "standing": "read_standing"}  # fmt: skip


def read_jobs(records: Records, readings: pl.DataFrame) -> pl.DataFrame:
    """One row a WORKS_FOR whose job title was read: id, and what was read.

    Columns read_level (Int64), read_function, read_standing (String), read_former (true or null); rows in
    which nothing was read are left out. A title is told from another of the same words by department,
    employer's name and industry. O(jobs).
    """
    works = records.relationship_table("WORKS_FOR").filter(pl.col("job_title").is_not_null())
    companies = records.node_table("Company").select(end="id", employer="name", industry="industry")
    organisations = records.node_table("Organisation").select(end="id", employer="name")
    employers = pl.concat([companies, organisations], how="diagonal")
    told = readings.unique(READ_FROM, keep="last", maintain_order=True).select(
        *READ_FROM, *(pl.col(name).alias(read) for name, read in READ.items())
    )
    jobs = works.select("id", "end", "job_title", "department").join(employers, on="end", how="left")
    joined = jobs.with_columns(pl.col(*READ_FROM).fill_null("")).join(told, on=READ_FROM)
    former = pl.when("read_former").then(pl.lit(True)).alias("read_former")
    found = joined.select("id", *READ.values()).with_columns(former)
    return found.filter(pl.any_horizontal(pl.col(*READ.values()).is_not_null()))
