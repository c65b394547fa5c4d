"""The same network with invented names, for presentations: every number stays, nobody can be recognised."""

from __future__ import annotations

import hmac
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

import polars as pl

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.gaps.texts import capital
from stakeholder_graph.model.ontology import Property, ontology
from stakeholder_graph.model.records import Records

LEFT_OUT = "…"
"""Stands where a text was: that there is one counts in some checks, what it says does not."""
COUNTS = {
    "Person": ("preferred_channel", "topics", "avoid"), "Report": ("result", "finding"),
    "Action": ("text", "effect"), "Interaction": (), "Measure": (), "Opportunity": (),
}  # fmt: skip
"""Texts of which checks read whether they are there; every other text goes."""
KEPT = ("currency",)
FIGURES = ("earnings_value", "amount", "share")
"""Sums of money by which a company is known; the tier, which follows from them, is written down instead."""
LETTER = {
    "Company": "c", "Organisation": "o", "Person": "p", "Opportunity": "v", "Interaction": "i",
    "Measure": "m", "Report": "r", "Action": "a",
}  # fmt: skip


@dataclass(frozen=True)
class Anonymous:
    """The records as they may be shown, and the new id of everybody and everything by the old one."""

    records: Records
    ids: Mapping[str, str]


def anonymous(situation: Situation, records: Records, *, language: str = "en") -> Anonymous:
    """Records that give the same findings, with invented names and without anything that leads back.

    People, companies and organisations get invented names, opportunities and measures a number; ids are
    counted anew in an order that follows from the whole content, so that nobody who knows some of it can
    work them out. Mail addresses, phones, job titles, subjects, notes, sources, sums of money and all free
    text go; of a text that a check looks for there is left that it is there. Levels and functions that were
    read from job titles are written down, and so are tiers. The same records give the same names.
    O(records).
    """
    digest = digest_of(records)
    ids = {
        old: f"{LETTER.get(label, 'x')}{number}"
        for label in ontology().nodes
        for number, old in enumerate(_shuffled(records.node_table(label)["id"], digest), 1)
    }
    names = _names(records, ids, language)
    nodes = {label: _nodes(label, table, ids, names) for label, table in records.nodes.items()}
    for label in ("Company", "Organisation"):
        if label in nodes:
            nodes[label] = _with_tiers(nodes[label], situation, ids)
    ties = dict(records.relationships)
    if "WORKS_FOR" in ties:
        ties["WORKS_FOR"] = _with_titles(ties["WORKS_FOR"], situation, language)
    ties = {name: _ties(name, table, ids) for name, table in ties.items()}
    if "WORKS_FOR" in ties:
        ties["WORKS_FOR"] = ties["WORKS_FOR"].with_columns(job_title="title").drop("title")
    return Anonymous(Records(nodes, ties), ids)


def digest_of(records: Records) -> bytes:
    """A fingerprint of the whole content, in whatever order its rows come. O(records)."""
    found = sha256()
    tables = {**records.nodes, **records.relationships}
    for name in sorted(tables):
        if tables[name].height:
            found.update(f"{name}\n".encode())
            found.update(tables[name].sort("id").write_csv().encode())
    return found.digest()


def _shuffled(ids: Iterable[str], key: bytes) -> list[str]:
    return sorted(ids, key=lambda one: hmac.digest(key, one.encode(), "sha256"))


@cache
def _invented() -> dict[str, Any]:
    text = resources.files("stakeholder_graph.privacy").joinpath("invented.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _names(records: Records, ids: Mapping[str, str], language: str) -> dict[str, str]:
    """The new name of everything that has one, by its old id; no invented name is a real one here."""
    real = {
        name for label in ("Person", "Company", "Organisation") for name in records.node_table(label)["name"]
    }
    stock = _invented()
    found: dict[str, str] = {}
    for label in ("Person", "Company", "Organisation"):
        table = records.node_table(label)
        kinds = dict(table.select("id", "category").iter_rows()) if label == "Organisation" else {}
        count = 0
        for old in sorted(table["id"], key=lambda one: int(ids[one][1:])):
            name, count = _next_name(label, count, kinds.get(old), stock)
            while name in real:
                name, count = _next_name(label, count, kinds.get(old), stock)
            found[old] = name
    for label, words in stock["thing"].items():
        for old in records.node_table(label)["id"]:
            found[old] = words[language].format(number=ids[old][1:])
    return found


def _next_name(label: str, number: int, kind: str | None, stock: dict[str, Any]) -> tuple[str, int]:
    """The name with this number, and the number after it; all names of a label differ."""
    heads, tails = stock["beginning"], stock["ending"]
    first = stock["first"] if label == "Person" else stock["form"]
    place, turn = number // len(first), number % len(first)
    # 173 has no divisor in common with the number of surnames: each comes once before any comes again
    stem = (place * 173 + turn * 29) % (len(heads) * len(tails))
    surname = heads[stem % len(heads)] + tails[stem // len(heads)]
    again = place // (len(heads) * len(tails))
    surname = f"{surname} {again + 1}" if again else surname
    if label == "Person":
        return f"{first[turn]} {surname}", number + 1
    if label == "Company":
        return f"{surname} {first[turn]}", number + 1
    suffix = f" {turn + 1}" if turn else ""
    pattern: str = stock["organisation"].get(kind or "other", stock["organisation"]["other"])
    return pattern.format(name=surname) + suffix, number + 1


def _emptied(item: Property, *, counts: bool) -> pl.Expr:
    """A column as it may be shown: allowed words, dates and counts as they are, texts gone."""
    column = pl.col(item.name)
    if item.allowed or item.name in KEPT or item.kind in ("date", "boolean", "integer"):
        return column
    if item.kind == "number":
        return pl.lit(None, pl.Float64).alias(item.name) if item.name in FIGURES else column
    if counts:
        return pl.when(column.is_not_null()).then(pl.lit(LEFT_OUT)).alias(item.name)
    return pl.lit(None, pl.String).alias(item.name)


def _renamed(column: str, ids: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(ids, default=None, return_dtype=pl.String)


def _nodes(label: str, table: pl.DataFrame, ids: Mapping[str, str], names: Mapping[str, str]) -> pl.DataFrame:
    counting = COUNTS.get(label, ())
    properties = ontology().nodes[label].properties.values()
    emptied = [
        _emptied(item, counts=item.name in counting) for item in properties if item.name in table.columns
    ]
    if "name" in table.columns:
        named = pl.col("id").replace_strict(names, default=None, return_dtype=pl.String).alias("name")
        emptied = [one for one in emptied if one.meta.output_name() != "name"] + [named]
    return table.with_columns(emptied).with_columns(_renamed("id", ids)).sort("id")


def _ties(name: str, table: pl.DataFrame, ids: Mapping[str, str]) -> pl.DataFrame:
    """Relationships with new ends; their own ids, made from the old ends, are counted anew."""
    properties = ontology().relationships[name].properties.values()
    emptied = [_emptied(item, counts=False) for item in properties if item.name in table.columns]
    ends = table.with_columns(emptied).with_columns(_renamed("start", ids), _renamed("end", ids))
    ordered = ends.with_columns(old=pl.col("id")).sort("start", "end", "old")
    number = pl.int_range(1, pl.len() + 1).cast(pl.String)
    return ordered.with_columns(id=pl.concat_str(pl.lit(f"{name}-"), number)).drop("old")


def _with_tiers(table: pl.DataFrame, situation: Situation, ids: Mapping[str, str]) -> pl.DataFrame:
    """The tier of each account as it counts, for it can no longer be worked out from what it earns."""
    accounts = situation.accounts.select(id=_renamed("id", ids), counted="tier")
    joined = table.join(accounts, on="id", how="left", maintain_order="left")
    return joined.with_columns(tier=pl.coalesce("counted", "tier")).drop("counted")


def _with_titles(table: pl.DataFrame, situation: Situation, language: str) -> pl.DataFrame:
    """Jobs with level and function as they were read from the title, and a plain title made from the two."""
    known = situation.jobs.select("level", "function", id="tie")
    read = table.drop("level", "function").join(known, on="id", how="left", maintain_order="left")
    titles = [
        f"{capital(ontology().value_word('function', function, language))}, "
        f"{situation.policy.level_name(level, language)}"
        if function and level
        else None
        for level, function in read.select("level", "function").iter_rows()
    ]
    return read.with_columns(title=pl.Series(titles, dtype=pl.String)).select(*table.columns, "title")
