"""The two ends of every link: from an id or a name to the one node that is meant, of a kind that fits."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.links import ACCOUNT, END_COLUMN, START_COLUMN
from stakeholder_graph.exchange.names import Directory, Miss
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW
from stakeholder_graph.model.ontology import RelationshipKind, ontology

LABELS = {"start": "#start_label", "end": "#end_label"}
COLUMNS = {"start": START_COLUMN, "end": END_COLUMN}


def report_links(
    bad: pl.DataFrame, column: str, value: str, problem: str, hint: str | Callable[[str], str], ledger: Ledger
) -> None:
    """A fault for each of these links; `column` and `value` are the names of columns of `bad`."""
    for (file, name), rows in bad.group_by(ORIGIN_FILE, column, maintain_order=True):
        ledger.add("fault", str(file), rows.select(ORIGIN_ROW, value).iter_rows(), str(name), problem, hint)


def resolve(
    links: pl.DataFrame, kind: RelationshipKind, directory: Directory, ledger: Ledger
) -> pl.DataFrame:
    """The links whose ends are known, with ids in `start` and `end`; all others are faults."""
    links = _resolved_end(links, "start", kind.starts, directory, ledger)
    links = _resolved_end(links, "end", kind.ends, directory, ledger)
    links = _fitting(links, kind, ledger)
    return _to_those_allowed(links, kind, directory, ledger)


def _resolved_end(
    links: pl.DataFrame, end: str, labels: tuple[str, ...], directory: Directory, ledger: Ledger
) -> pl.DataFrame:
    # Most ends are ids of the kinds that belong there: looking into those takes a tenth of a join's time.
    label = pl.lit(None, pl.String())
    for allowed in labels:
        ids = directory.ids_of(allowed)
        label = (
            pl.when(pl.col(end).is_in(ids.implode())).then(pl.lit(allowed)).otherwise(label)
            if len(ids)
            else label
        )
    links = links.with_columns(label.alias(LABELS[end]))
    if not links[LABELS[end]].null_count():
        return links
    links = links.join(directory.ids, left_on=end, right_on="id", how="left", maintain_order="left")
    links = links.with_columns(pl.coalesce(LABELS[end], "label").alias(LABELS[end])).drop("label")
    unknown = links.filter(pl.col(LABELS[end]).is_null())
    if not unknown.height:
        return links
    texts = unknown.select(end, ACCOUNT).unique(maintain_order=True)
    hits: list[tuple[str | None, str | None, str, str]] = []
    misses: dict[tuple[str | None, str | None], Miss] = {}
    for text, account in texts.iter_rows():
        if not text or not text.strip():
            misses[text, account] = Miss("nobody is named", "fill the cell")
            continue
        found = directory.look_up(text, labels, account)
        if isinstance(found, Miss):
            misses[text, account] = found
        else:
            hits.append((text, account, found.id, found.label))
    for (text, account), miss in misses.items():
        bad = unknown.filter(pl.col(end).eq_missing(text) & pl.col(ACCOUNT).eq_missing(account))
        report_links(bad, COLUMNS[end], end, miss.problem, miss.hint, ledger)
    return _filled(links, end, hits)


def _filled(
    links: pl.DataFrame, end: str, hits: list[tuple[str | None, str | None, str, str]]
) -> pl.DataFrame:
    """The links with the ids that were found by name; those still without are dropped."""
    schema = {end: pl.String(), ACCOUNT: pl.String(), "#id": pl.String(), "#label": pl.String()}
    found = pl.DataFrame(hits, schema=schema, orient="row")
    joined = links.join(found, on=[end, ACCOUNT], how="left", nulls_equal=True, maintain_order="left")
    by_id = pl.col(LABELS[end]).is_not_null()
    joined = joined.with_columns(
        pl.when(by_id).then(end).otherwise("#id").alias(end),
        pl.coalesce(LABELS[end], "#label").alias(LABELS[end]),
    )
    return joined.filter(pl.col(LABELS[end]).is_not_null()).drop("#id", "#label")


def _fitting(links: pl.DataFrame, kind: RelationshipKind, ledger: Ledger) -> pl.DataFrame:
    """The links whose ends are of kinds that the ontology allows; each other one is a fault."""
    start, end = pl.col(LABELS["start"]), pl.col(LABELS["end"])
    fits = start.is_in(kind.starts) & end.is_in(kind.ends)
    if kind.same_label:
        fits &= start == end
    bad = links.filter(~fits)
    if not bad.height:
        return links
    for start_label, end_label in bad.select(*LABELS.values()).unique(maintain_order=True).iter_rows():
        belongs = start_label in kind.starts and end_label in kind.ends
        turned = not belongs and start_label in kind.ends and end_label in kind.starts
        hint = "turn from and to" if turned else f"{kind.name} leads {_allowed(kind)}"
        problem = f"{kind.name} cannot lead from {_a(start_label)} to {_a(end_label)}"
        rows = bad.filter((start == start_label) & (end == end_label))
        wrong = "start" if start_label not in kind.starts else "end"
        column = (
            pl.when(pl.col(COLUMNS[wrong]) != "")
            .then(COLUMNS[wrong])
            .otherwise(START_COLUMN if wrong == "end" else END_COLUMN)
        )
        report_links(rows.with_columns(column.alias("#column")), "#column", wrong, problem, hint, ledger)
    return links.filter(fits)


def _allowed(kind: RelationshipKind) -> str:
    same = ", both of one kind" if kind.same_label else ""
    return f"from {_a(' or '.join(kind.starts))} to {_a(' or '.join(kind.ends))}{same}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIO' else 'a'} {noun}"


def _to_those_allowed(
    links: pl.DataFrame, kind: RelationshipKind, directory: Directory, ledger: Ledger
) -> pl.DataFrame:
    """The links whose end has the property that the ontology asks for: ties only to a competitor."""
    for name, value in kind.end_where.items():
        suits: set[str] = set()
        for label in kind.ends:
            tables = [directory.existing.node_table(label), directory.nodes.get(label)]
            for table in tables:  # the files' word counts, so they come last
                if table is not None and name in table.columns:
                    suits -= set(table["id"])
                    suits |= set(table.filter(pl.col(name) == value)["id"])
        fits = pl.col("end").is_in(pl.Series(sorted(suits), dtype=pl.String()).implode())
        word = ontology().value_word(name, value, "en")
        problem = f"{kind.name} leads only to a {word}"
        report_links(links.filter(~fits), END_COLUMN, "end", problem, f"give it the {name} {value}", ledger)
        links = links.filter(fits)
    return links
