"""Who is one of ours, who works where, and on which level."""

from __future__ import annotations

import hashlib
import json
from importlib import resources

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import Snapshot
from stakeholder_graph.storage.readings import ANY, READ_FROM, with_readings

READING = {**dict.fromkeys(READ_FROM, pl.String()), "level": pl.Int64(), "function": pl.String()}
READING_SCHEMA = {**READING, "former": pl.Boolean(), "standing": pl.String(), "rules": pl.String()}


def rules_fingerprint(policy: Policy) -> str:
    """A short text that changes whenever the rules for job titles change."""
    shipped = resources.files("stakeholder_graph.model").joinpath("vocabulary.toml").read_bytes()
    own = json.dumps(policy.get("levels").get("titles", []), sort_keys=True)
    return hashlib.blake2b(shipped + own.encode(), digest_size=8).hexdigest()


def _to_read(works: pl.DataFrame, employers: pl.DataFrame) -> pl.DataFrame:
    """The distinct titles that tell no level or function by themselves, with what helps to read them."""
    titled = works.filter(
        pl.col("job_title").is_not_null() & (pl.col("level").is_null() | pl.col("function").is_null())
    )
    joined = titled.join(employers, left_on="end", right_on="number", how="left")
    return joined.select(READ_FROM).with_columns(pl.all().fill_null("")).unique(maintain_order=True)


def _employers(snapshot: Snapshot) -> pl.DataFrame:
    companies = snapshot.kinds["Company"].select("number", employer="name", industry="industry")
    organisations = snapshot.kinds["Organisation"].select("number", employer="name")
    return pl.concat([companies, organisations], how="diagonal")


def read_titles(snapshot: Snapshot, policy: Policy) -> pl.DataFrame:
    """What the job titles tell about level and function: one row a distinct title and department.

    Few titles tell another level at one employer than at another, as at banks: those have one row for each of
    their employers. Readings kept with the database are taken when they were made by the same rules; what is
    missing is read now. Columns: job_title, department, employer, industry, level, function, former,
    standing, rules.
    """
    wanted = _to_read(snapshot.ties["WORKS_FOR"], _employers(snapshot))
    if wanted.is_empty():
        return pl.DataFrame(schema=READING_SCHEMA)
    rules = rules_fingerprint(policy)
    kept = pl.DataFrame(schema=READING_SCHEMA)
    if snapshot.readings is not None and snapshot.readings.height:
        kept = snapshot.readings.filter(pl.col("rules") == rules).select(list(READING_SCHEMA))
    found = with_readings(wanted, kept, {"rules": "read by"})
    missing = found.filter(pl.col("read by").is_null()).select(READ_FROM)
    everywhere = wanted.with_columns(employer=pl.lit(ANY), industry=pl.lit(ANY))
    known = kept.join(pl.concat([wanted, everywhere]), on=READ_FROM, how="semi")
    return pl.concat([known, _read(missing, policy, rules)]) if missing.height else known


def _read(titles: pl.DataFrame, policy: Policy, rules: str) -> pl.DataFrame:
    from stakeholder_graph.model.vocabulary import vocabulary  # compiles some thousand patterns

    words, own_rules = vocabulary(), tuple(policy.get("levels").get("titles", []))
    heeding = [title for title in titles["job_title"].unique() if words.heeds_employer(title, own_rules)]
    heeds = pl.col("job_title").is_in(heeding)
    apart = titles.with_columns(
        pl.when(heeds).then(name).otherwise(pl.lit(ANY)).alias(name) for name in ("employer", "industry")
    ).unique(maintain_order=True)
    rows = []
    for job_title, department, employer, industry in apart.iter_rows():
        reading = words.title(
            job_title, employer=employer or None, industry=industry or None, department=department or None,
            own_rules=own_rules,
        )  # fmt: skip
        told = (reading.level, reading.function, reading.former, reading.standing)
        rows.append((job_title, department, employer, industry, *told, rules))
    return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")


def find_jobs(snapshot: Snapshot, policy: Policy) -> pl.DataFrame:
    """All jobs, past and future ones too, with the level and function that count.

    Columns: tie (id), person, employer, state, valid_from, valid_to, job_title, department, level,
    level_source ("given", "title", null), function. A given level wins over what the title says.
    """
    works = snapshot.tie("WORKS_FOR", "all")
    readings = read_titles(snapshot, policy)
    joined = works.join(_employers(snapshot), left_on="end", right_on="number", how="left")
    joined = with_readings(joined, readings, {"level": "title_level", "function": "title_function"})
    source = (
        pl.when(pl.col("level").is_not_null()).then(pl.lit("given"))
        .when(pl.col("title_level").is_not_null()).then(pl.lit("title"))
    )  # fmt: skip
    return joined.with_columns(
        level_source=source,
        level=pl.coalesce("level", "title_level"),
        function=pl.coalesce("function", "title_function"),
    ).select(
        "state", "valid_from", "valid_to", "job_title", "department", "level", "level_source", "function",
        tie="id", person="start", employer="end", origin="source",
    )  # fmt: skip


def own_people(snapshot: Snapshot, jobs: pl.DataFrame) -> pl.DataFrame:
    """Our people today: person, level (the most senior of their jobs with us; null where unknown)."""
    ours = snapshot.kind("Company").filter(pl.col("party") == "own")["number"]
    here = jobs.filter((pl.col("state") == "valid") & pl.col("employer").is_in(ours.implode()))
    return here.group_by("person").agg(pl.col("level").min()).sort("person")


def once_own(snapshot: Snapshot, jobs: pl.DataFrame) -> pl.DataFrame:
    """Everybody who is or was one of ours: person."""
    ours = snapshot.kinds["Company"].filter(pl.col("party") == "own")["number"]
    started = jobs.filter((pl.col("state") != "future") & pl.col("employer").is_in(ours.implode()))
    return started.select("person").unique()


def titles_without_level(jobs: pl.DataFrame) -> pl.DataFrame:
    """Job titles of today that tell no level, the most frequent first: job_title, people."""
    silent = jobs.filter(
        (pl.col("state") == "valid") & pl.col("level").is_null() & pl.col("job_title").is_not_null()
    )
    counted = silent.group_by("job_title").agg(people=pl.col("person").n_unique())
    return counted.sort("people", "job_title", descending=[True, False])
