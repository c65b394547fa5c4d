"""The two ends of every link: from an id or a name to the one node that is meant, of a kind that fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from stakeholder_graph.exchange.ledger import Ledger, place_of
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
    """The links whose ends are known, with ids in `start` and `end`; all others are faults.

    Of a link with one unknown end the other one is checked all the same.
    """
    links = _resolved_end(links, "start", kind.starts, directory, ledger)
    links = _resolved_end(links, "end", kind.ends, directory, ledger)
    whole = links.filter(pl.all_horizontal(pl.col(*LABELS.values()).is_not_null()))
    if whole.height == links.height:
        return _to_those_allowed(_fitting(links, kind, ledger), kind, directory, ledger)
    half = links.filter(pl.any_horizontal(pl.col(*LABELS.values()).is_null()))
    _report_half(half, kind, ledger)
    _to_those_allowed(half.filter(pl.col(LABELS["end"]).is_in(kind.ends)), kind, directory, ledger)
    return _to_those_allowed(_fitting(whole, kind, ledger), kind, directory, ledger)


def check_ends(links: pl.DataFrame, directory: Directory, ledger: Ledger) -> None:
    """A fault for each end that nobody has, where the kind of the links is not known."""
    labels = tuple(ontology().nodes)
    for end in ("start", "end"):
        _resolved_end(links, end, labels, directory, ledger, one_of_several=True)


def _report_half(half: pl.DataFrame, kind: RelationshipKind, ledger: Ledger) -> None:
    """A fault for each known end of a kind that does not belong there, beside one that is not known."""
    for end, allowed, preposition in (("start", kind.starts, "from"), ("end", kind.ends, "to")):
        label = pl.col(LABELS[end])
        bad = half.filter(label.is_not_null() & ~label.is_in(allowed) & (pl.col(COLUMNS[end]) != ""))
        for wrong in bad[LABELS[end]].unique(maintain_order=True):
            problem = f"{kind.name} cannot lead {preposition} {_a(wrong)}"
            hint = f"{kind.name} leads {_allowed(kind)}"
            report_links(bad.filter(label == wrong), COLUMNS[end], end, problem, hint, ledger)


def _resolved_end(
    links: pl.DataFrame,
    end: str,
    labels: tuple[str, ...],
    directory: Directory,
    ledger: Ledger,
    *,
    one_of_several: bool = False,
) -> pl.DataFrame:
    """The links with the id and the label of this end, without label where it is not known, which is a fault.

    `one_of_several`: a name that several have is no fault, as the kind of the link may tell which is meant.
    """
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
        if not isinstance(found, Miss):
            hits.append((text, account, found.id, found.label))
        elif not (one_of_several and found.several):
            misses[text, account] = found
    waiting = {text: miss.waits_for for (text, _), miss in misses.items() if text and miss.waits_for}
    hanging = unknown.filter(pl.col(end).is_in(list(waiting)))
    report_waiting(hanging, end, waiting, ledger, unread=True)
    for (text, account), miss in misses.items():
        if miss.waits_for:
            continue
        bad = unknown.filter(pl.col(end).eq_missing(text) & pl.col(ACCOUNT).eq_missing(account))
        report_links(bad, COLUMNS[end], end, miss.problem, miss.hint, ledger)
    return _filled(links, end, hits)


def _filled(
    links: pl.DataFrame, end: str, hits: list[tuple[str | None, str | None, str, str]]
) -> pl.DataFrame:
    """The links with the ids that were found by name; those still without keep their text."""
    schema = {end: pl.String(), ACCOUNT: pl.String(), "#id": pl.String(), "#label": pl.String()}
    found = pl.DataFrame(hits, schema=schema, orient="row")
    joined = links.join(found, on=[end, ACCOUNT], how="left", nulls_equal=True, maintain_order="left")
    by_id = pl.col(LABELS[end]).is_not_null()
    joined = joined.with_columns(
        pl.when(by_id).then(end).otherwise(pl.coalesce("#id", end)).alias(end),
        pl.coalesce(LABELS[end], "#label").alias(LABELS[end]),
    )
    return joined.drop("#id", "#label")


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
        unsure = _unsure_of(name, kind.ends, directory, ledger)
        bad = links.filter(~fits)
        told = bad.filter(~pl.col("end").is_in(list(unsure)))
        report_links(told, END_COLUMN, "end", problem, f"give it the {name} {value}", ledger)
        report_waiting(bad.filter(pl.col("end").is_in(list(unsure))), "end", unsure, ledger)
        links = links.filter(fits)
    return links


def _unsure_of(name: str, labels: tuple[str, ...], directory: Directory, ledger: Ledger) -> dict[str, str]:
    """The ids whose property nobody knows, as its cell has a fault, each with the place of its row."""
    unsure = {entry.id: entry.name for entry in directory.unread.values()}
    for label in labels:
        if label in directory.nodes and ledger.wrong_cells:
            for node, file, row in directory.nodes[label].select("id", ORIGIN_FILE, ORIGIN_ROW).iter_rows():
                if name in ledger.wrong_cells.get((file, row), ()):
                    unsure.setdefault(node, place_of(file, row))
    return unsure


def report_waiting(
    links: pl.DataFrame, end: str, places: Mapping[str, str], ledger: Ledger, *, unread: bool = False
) -> None:
    """Let these links wait for the row at this end, whose place is known by its id, or for a file."""
    whole = (pl.col(START_COLUMN) != "") & (pl.col(END_COLUMN) != "")
    for file, row, column, node, explicit in links.select(
        ORIGIN_FILE, ORIGIN_ROW, COLUMNS[end], end, whole.alias("#whole")
    ).iter_rows():  # fmt: skip
        if column:
            ledger.wait(file, row, column, node, places[node], whole=explicit, unread=unread)
