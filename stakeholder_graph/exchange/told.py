"""Links in words: "Jürgen Größlich cares for Sabine Rotkraut (carer)"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from stakeholder_graph.model.ontology import ontology

Tables = Mapping[str, pl.DataFrame]


def names_among(ids: Iterable[str], *places: Tables) -> dict[str, str]:
    """The names that these ids have in the node tables, the later places before the earlier."""
    wanted = pl.Series(sorted(set(ids)), dtype=pl.String()).implode()
    names: dict[str, str] = {}
    for tables in places:
        for table in tables.values():
            here = table.filter(pl.col("id").is_in(wanted) & pl.col("name").is_not_null())
            names |= dict(here.select("id", "name").iter_rows())
    return names


def told(kind: str, links: pl.DataFrame, *places: Tables) -> list[str]:
    """Each of these links as a sentence, with what tells it from others between the same two."""
    about = ontology().relationships[kind]
    key = [name for name in about.key if name != "valid_from"]
    names = names_among([*links["start"], *links["end"]], *places)
    sentences: list[str] = []
    for start, end, *values in links.select("start", "end", *key).iter_rows():
        words = [
            ontology().value_word(name, value, "en")
            for name, value in zip(key, values, strict=True)
            if value is not None
        ]
        more = f" ({', '.join(words)})" if words else ""
        sentences.append(f"{names.get(start, start)} {about.verb('en')} {names.get(end, end)}{more}")
    return sentences
