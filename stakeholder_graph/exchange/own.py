"""Our own company, which stands in few files and without which nobody counts as one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import Context, Reading
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.model.records import Records, node_schema, nodes_of, relationships_of

OURS_START = ("CARES_FOR", "HOSTS", "WROTE", "RESPONSIBLE_FOR")
"""Relationships that only one of ours can have."""
UNNAMED = "Our company"
SOURCE = "canonical: our own company"


def own_company_id(name: str) -> str:
    """The id that our company gets where no file has it."""
    return f"company:{name_key(name)}"


def companies(read: Records, existing: Records) -> pl.DataFrame:
    """id, name and party of all companies; those of the files before those of the database."""
    columns = ["id", "name", "party"]
    tables = [read.node_table("Company").select(columns), existing.node_table("Company").select(columns)]
    return pl.concat(tables).unique("id", keep="first", maintain_order=True)


def with_own_company(nodes: Mapping[str, pl.DataFrame], context: Context) -> Records:
    """The database as names are looked up in it: with our own company, where nobody has it."""
    existing = context.existing
    stored = existing.node_table("Company")
    known = [*nodes.get("Company", stored)["name"], *stored["name"]]
    if context.own is None or name_key(context.own) in {name_key(name or "") for name in known}:
        return existing
    made = nodes_of("Company", [_made(context.own, context)])
    companies = pl.concat([stored, made], how="diagonal")
    return Records({**existing.nodes, "Company": companies}, existing.relationships)


def settle_own_company(reading: Reading, context: Context) -> None:
    """See to it that our own company is known where somebody of ours is in the files.

    The company that --own or the care policy names becomes our own, and is made where nobody knows it; people
    who care for others and work nowhere then work for it. Without such a name nothing is invented: a note
    says who would count as ours, and how to say so.
    """
    records = reading.records
    known = companies(records, context.existing)
    ours = _ours(records)
    jobless = _without_job(ours, records, context.existing)
    if context.own is not None:
        company = _own_company(reading, known, context)
        _employ(reading, company, jobless, context.as_of)
    elif len(ours) and "own" not in known["party"]:
        _hint_at_employer(reading, known, ours)
    elif jobless:
        problem = f"{len(jobless)} who care for others work nowhere, so they do not count as ours"
        hint = "give them our company as organisation, or say --own with its name"
        reading.problems.append(_note(problem, _listed(jobless), hint))


def _own_company(reading: Reading, known: pl.DataFrame, context: Context) -> str:
    """The id of the company that is named as our own, which is made where it is not known."""
    name = context.own or UNNAMED
    named = known.filter(pl.col("name").map_elements(name_key, return_dtype=pl.String()) == name_key(name))
    if named.height:
        company = str(named["id"][0])
        _make_own(reading, context.existing, company, name, named["party"][0])
        return company
    company = own_company_id(name)
    _add(reading.records.nodes, "Company", nodes_of("Company", [_made(name, context)]))
    hint = "its people need it as their organisation"
    reading.problems.append(_note(f"no company is our own; {name} was made", name, hint))
    return company


def _made(name: str, context: Context) -> dict[str, object]:
    made = {"source": SOURCE, "recorded_at": context.as_of}
    return made | {"id": own_company_id(name), "name": name, "party": "own"}


def _ours(records: Records) -> pl.Series:
    """The ids of all who do what only people of ours do, each once."""
    starts = [records.relationship_table(name)["start"].unique() for name in OURS_START]
    return pl.concat(starts).unique().alias("ours")


def _without_job(people: pl.Series, *places: Records) -> list[str]:
    for records in places:
        people = people.filter(~people.is_in(records.relationship_table("WORKS_FOR")["start"].implode()))
    return sorted(people)


def _hint_at_employer(reading: Reading, known: pl.DataFrame, ours: pl.Series) -> None:
    jobs = reading.records.relationship_table("WORKS_FOR").filter(pl.col("start").is_in(ours.implode()))
    firms = jobs.join(known, left_on="end", right_on="id")["name"].value_counts(sort=True)
    name = firms["name"][0] if firms.height else "its name"
    problem = "no company has the party own, so nobody counts as one of ours"
    reading.problems.append(_note(problem, name, f'give it the party own, or say --own "{name}"'))


def _make_own(reading: Reading, existing: Records, company: str, name: str, party: str | None) -> None:
    if party == "own":
        return
    nodes = reading.records.nodes
    here = nodes.get("Company", pl.DataFrame(schema=node_schema("Company")))
    if company not in here["id"]:
        _add(nodes, "Company", existing.node_table("Company").filter(pl.col("id") == company))
    table = nodes["Company"]
    own = pl.when(pl.col("id") == company).then(pl.lit("own")).otherwise("party").alias("party")
    nodes["Company"] = table.with_columns(own)
    problem = f"{name} is our own company" + (f", though its party was {party}" if party else "")
    reading.problems.append(_note(problem, name, "nothing to do"))


def _employ(reading: Reading, company: str, people: list[str], today: date) -> None:
    if not people:
        return
    made = {"source": SOURCE, "recorded_at": today}
    jobs = relationships_of("WORKS_FOR", [made | {"start": person, "end": company} for person in people])
    _add(reading.records.relationships, "WORKS_FOR", jobs)
    problem = f"{len(people)} who care for others work nowhere; taken as people of ours"
    reading.problems.append(_note(problem, _listed(people), "give them an organisation"))


def _add(tables: dict[str, pl.DataFrame], name: str, rows: pl.DataFrame) -> None:
    tables[name] = pl.concat([tables[name], rows], how="diagonal") if name in tables else rows


def _listed(people: list[str]) -> str:
    return ", ".join(people[:5]) + (" …" if len(people) > 5 else "")


def _note(problem: str, value: str, hint: str) -> Problem:
    return Problem("note", "", None, None, value, problem, hint)
