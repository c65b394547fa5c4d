"""Our own company, which stands in few files and without which nobody counts as one of ours."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import Context, Reading
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.model.records import Records, node_schema, nodes_of, relationships_of

OURS_START = ("CARES_FOR", "HOSTS", "WROTE", "RESPONSIBLE_FOR")
"""Relationships that only one of ours can have."""
UNNAMED = "Our company"


def own_company_id(name: str) -> str:
    """The id that our company gets where no file has it."""
    return f"company:{name_key(name)}"


def companies(read: Records, existing: Records) -> pl.DataFrame:
    """id, name and party of all companies; those of the files before those of the database."""
    columns = ["id", "name", "party"]
    tables = [read.node_table("Company").select(columns), existing.node_table("Company").select(columns)]
    return pl.concat(tables).unique("id", keep="first", maintain_order=True)


def settle_own_company(reading: Reading, context: Context) -> None:
    """See to it that one company is our own where somebody of ours is in the files.

    The company that --own or the care policy names becomes our own, and is made where nobody knows it. People
    who care for others and work nowhere work for it. Without a name, a company is made only for such people.
    """
    records = reading.records
    known = companies(records, context.existing)
    own = known.filter(pl.col("party") == "own")
    ours = _ours(records)
    jobless = sorted(ours - _employed(records) - _employed(context.existing))
    if context.own is None and own.height:
        _employ(reading, own["id"][0], jobless)
        return
    if context.own is None and not jobless:
        if ours:
            _hint_at_employer(reading, known, ours)
        return
    name = context.own or UNNAMED
    named = known.filter(pl.col("name").map_elements(name_key, return_dtype=pl.String()) == name_key(name))
    if named.height:
        company = str(named["id"][0])
        _make_own(reading, context.existing, company, name, named["party"][0])
    else:
        company = own_company_id(name)
        _add(records.nodes, "Company", nodes_of("Company", [{"id": company, "name": name, "party": "own"}]))
        hint = (
            "its people need an organisation" if context.own else "name it with --own, or in the care policy"
        )
        reading.problems.append(_note(f"no company is our own; {name} was made", name, hint))
    _employ(reading, company, jobless)


def _ours(records: Records) -> set[str]:
    return {person for name in OURS_START for person in records.relationship_table(name)["start"]}


def _employed(records: Records) -> set[str]:
    return set(records.relationship_table("WORKS_FOR")["start"])


def _hint_at_employer(reading: Reading, known: pl.DataFrame, ours: set[str]) -> None:
    jobs = reading.records.relationship_table("WORKS_FOR").filter(pl.col("start").is_in(sorted(ours)))
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


def _employ(reading: Reading, company: str, people: list[str]) -> None:
    if not people:
        return
    jobs = relationships_of("WORKS_FOR", [{"start": person, "end": company} for person in people])
    _add(reading.records.relationships, "WORKS_FOR", jobs)
    problem = f"{len(people)} who care for others work nowhere; taken as people of ours"
    reading.problems.append(_note(problem, ", ".join(people[:5]), "give them an organisation"))


def _add(tables: dict[str, pl.DataFrame], name: str, rows: pl.DataFrame) -> None:
    tables[name] = pl.concat([tables[name], rows], how="diagonal") if name in tables else rows


def _note(problem: str, value: str, hint: str) -> Problem:
    return Problem("note", "", None, None, value, problem, hint)


def own_names(values: Mapping[str, object]) -> tuple[str | None, tuple[str, ...]]:
    """Our company's name and mail domains as the care policy's [own] gives them."""
    name, domains = values.get("company"), values.get("domains")
    return (str(name) if name else None, tuple(map(str, domains)) if isinstance(domains, list) else ())
