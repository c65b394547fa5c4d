"""Links of which a list now says another: the carer was Jürgen Größlich, the list says Petra Lila."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

import polars as pl

from stakeholder_graph.exchange.folding import without_hand
from stakeholder_graph.exchange.headers import RELATIONSHIPS
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.exchange.told import names_among
from stakeholder_graph.model.ontology import Inline, ontology
from stakeholder_graph.model.records import Records

ROW_OF_ITS_OWN = rf"(?i)[:/ ]{RELATIONSHIPS}(\.\w+)?$"
"""Sources whose links are rows of their own: a second job, which no column of another list replaces."""


def of_a_list(source: pl.Expr) -> pl.Expr:
    """Whether a link came from a column of one of our own lists, not from a row of its own."""
    return source.str.starts_with("canonical:") & ~without_hand(source).str.contains(ROW_OF_ITS_OWN)


def changed_links(
    kind: str, valid: pl.DataFrame, existing: Records, read: Records, lists: Collection[str], ended: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    """The valid links of one kind that lists brought and of which these lists now name others.

    `lists` are the files with a column for such links. A link is changed when a list names another for the
    same row and column (a carer is no deputy), and no file of this import holds it any more. Each with a note
    in words; `ended` says whether they end now.
    """
    new = read.relationships.get(kind)
    found, notes = valid.clear(), list[Problem]()
    if new is None or ORIGIN_FILE not in new.columns or not valid.height:
        return found, notes
    stated = new.filter(pl.col(ORIGIN_FILE).is_in(list(lists)))
    old = valid.filter(of_a_list(pl.col("source")) & pl.col("valid_from").is_null()).join(
        new, on="id", how="anti"
    )
    for column, ends in _columns(kind):
        if not old.height:
            break
        given = [pl.col(name) == value for name, value in column.set.items()]
        row = "end" if column.names == "start" else "start"
        other = column.names if column.names in ("start", "end") else "end"
        in_column = pl.all_horizontal(pl.lit(True), *given, pl.col(other).is_in(_ids(ends, existing, read)))
        now = stated.filter(in_column)
        was = old.filter(in_column).join(now, on=row, how="semi", maintain_order="left")
        was = was.join(found, on="id", how="anti", maintain_order="left")
        if was.height:
            found = pl.concat([found, was])
            notes += _notes(column, row, was, now, (existing, read), ended)
    return found, notes


def _columns(kind: str) -> Iterator[tuple[Inline, tuple[str, ...]]]:
    """The columns that hold links of this kind, with the kinds of node that their other ends have."""
    model = ontology()
    about = model.relationships[kind]
    for node in model.nodes.values():
        for column in node.inline:
            if column.relationship != kind:
                continue
            ends = about.starts if column.names == "start" else about.ends
            for other in node.inline:
                if column.end_column and other.column == column.end_column:
                    ends = model.relationships[other.relationship].ends
            yield column, ends


def _ids(labels: Collection[str], *places: Records) -> pl.Series:
    ids = [records.node_table(label)["id"] for label in labels for records in places]
    return pl.concat([pl.Series("id", dtype=pl.String()), *ids]).unique().implode()


def _notes(
    column: Inline,
    row: str,
    was: pl.DataFrame,
    now: pl.DataFrame,
    places: tuple[Records, Records],
    ended: bool,
) -> Iterator[Problem]:
    tables = (places[0].nodes, places[1].nodes)
    here = now.join(was, on=row, how="semi", maintain_order="left")
    names = names_among([*was["start"], *was["end"], *here["start"], *here["end"]], *tables)

    def listed(values: list[str]) -> str:
        words = [ontology().value_word(column.names, value, "en") for value in values]
        return " and ".join(dict.fromkeys(names.get(word, word) for word in words))

    before: defaultdict[str, list[str]] = defaultdict(list)
    for node, value in was.select(row, pl.col(column.names).alias("#value")).iter_rows():
        before[node].append(value)
    word = column.column.replace("_", " ")
    for (node,), part in here.group_by(row, maintain_order=True):
        old, new = listed(before[str(node)]), listed(part[column.names].to_list())
        text = f"the {word} was {old}, the list says {new}"
        hint = "nothing to do" if ended else "the old one stays until it is ended: --end-missing"
        yield Problem(
            "note", part[ORIGIN_FILE][0], part[ORIGIN_ROW][0], column.column, names.get(str(node), str(node)),
            text + ("; ended yesterday" if ended else ""), hint, len(before[str(node)]),
        )  # fmt: skip
