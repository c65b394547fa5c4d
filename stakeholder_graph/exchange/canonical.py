"""Our own files: companies, people, contacts … and the relationships between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import polars as pl

from stakeholder_graph.exchange.doubles import report_double_nodes, with_any_id
from stakeholder_graph.exchange.ends import check_ends, resolve
from stakeholder_graph.exchange.headers import Form, form_of, forms, report_unknown_columns
from stakeholder_graph.exchange.identity import one_kind_each, with_ids
from stakeholder_graph.exchange.ledger import Ledger, place_of
from stakeholder_graph.exchange.links import UNKNOWN, Links, inline_links, relationship_links
from stakeholder_graph.exchange.names import Directory
from stakeholder_graph.exchange.namesakes import note_namesakes
from stakeholder_graph.exchange.nodes import NodeFile, read_nodes
from stakeholder_graph.exchange.own import with_own_company
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Context, Reading, SourceTable
from stakeholder_graph.exchange.ties import look_over, note_dates_reversed, tie
from stakeholder_graph.exchange.unread import in_unread_file, unread_rows
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, node_schema


class Canonical:
    """Our own files, as `template` and `export` write them, and any list with their columns."""

    name = "canonical"

    @property
    def headers(self) -> Mapping[str, Sequence[str]]:
        """The columns of each of our files, by every word that is read."""
        return {form.file: form.words for form in forms().values()}

    def recognises(self, table: SourceTable) -> bool:
        """Whether the table is one of our files by its name, or most of its columns are ours."""
        return form_of(table) is not None

    def read(self, tables: Sequence[SourceTable], context: Context) -> Reading:
        """Read all files together, so that names of one are found in the others. O(rows)."""
        ledger = Ledger()
        known = [(table, form) for table in tables if (form := form_of(table)) is not None]
        for table, form in known:
            ledger.problems += table.problems
            report_unknown_columns(table, form, ledger)
        records = read_forms(known, ledger, context)
        reports = [ledger.report(table, self.name) for table in tables]
        return Reading(records, reports, ledger.problems, prevails=True, headers=ledger.headers)


def read_forms(known: Sequence[tuple[SourceTable, Form]], ledger: Ledger, context: Context) -> Records:
    """The records of tables of which somebody knows which of our files each one is; faults are in the ledger.

    Names of one are found in the others. O(rows).
    """
    files, links = _read_files(known, ledger, context)
    nodes = _nodes(files, links, ledger, context)
    relationships = _relationships([table for table, _ in known], nodes, links, ledger, context)
    note_namesakes(files, nodes, context.existing, ledger)
    ledger.settle()
    good = {label: ledger.good(rows) for label, rows in nodes.items()}
    return Records(
        {label: rows.select(ORIGIN_FILE, ORIGIN_ROW, *node_schema(label)) for label, rows in good.items()},
        relationships,
    )


def _read_files(
    known: Sequence[tuple[SourceTable, Form]], ledger: Ledger, context: Context
) -> tuple[list[NodeFile], Links]:
    files: list[NodeFile] = []
    links: Links = defaultdict(list)
    for table, form in known:
        ledger.headers.setdefault(table.file, form.found(table.header))
        if form.label is None:
            relationship_links(table, form, context, ledger, links)
        else:
            files.append(read_nodes(table, form, ledger, context))
    return files, links


def _nodes(files: list[NodeFile], links: Links, ledger: Ledger, context: Context) -> dict[str, pl.DataFrame]:
    """All rows of nodes by label, each id once; rows with a fault are still among them."""
    parts: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
    by_file: dict[str, NodeFile] = {}
    for file in files:
        by_file[file.table.file] = file
        made = set(file.rows.filter(pl.col("id").is_null()).select(ORIGIN_FILE, ORIGIN_ROW).iter_rows())
        rows = with_ids(file, context.existing, ledger)
        parts[file.kind.label].append(with_any_id(rows, file.kind, made, ledger))
    nodes: dict[str, pl.DataFrame] = {}
    for label, several in parts.items():
        nodes[label] = rows = pl.concat(several, how="diagonal")
        report_double_nodes(rows, ledger)
        note_dates_reversed(rows, ledger)
        _no_future(label, rows, ledger, context)
    one_kind_each(nodes, context.existing, ledger)
    for rows in nodes.values():
        # also of rows with a fault, so that their other faults are in the same report
        for (file,), mine in ledger.kept(rows).group_by(ORIGIN_FILE, maintain_order=True):
            inline_links(by_file[str(file)], mine, context, links)
    return nodes


def _no_future(label: str, rows: pl.DataFrame, ledger: Ledger, context: Context) -> None:
    """A contact that has not happened yet is a plan, no contact; nor is there a report from days to come."""
    hints = {"Interaction": "a contact has happened", "Report": "a report tells of what has been"}
    if label not in hints:
        return
    later = rows.filter(pl.col("date") > context.as_of)
    for file, row, day in later.select(ORIGIN_FILE, ORIGIN_ROW, pl.col("date").cast(pl.String)).iter_rows():
        hint = f"{hints[label]}; today counts as {context.as_of}"
        ledger.add("fault", file, [(row, day)], "date", "this day is still to come", hint)


def _relationships(
    tables: Sequence[SourceTable],
    nodes: Mapping[str, pl.DataFrame],
    links: Links,
    ledger: Ledger,
    context: Context,
) -> dict[str, pl.DataFrame]:
    kinds = ontology().relationships
    resolved: dict[str, pl.DataFrame] = {}
    places = with_own_company(nodes, context)
    unread = unread_rows(tables)
    directory = Directory(
        nodes,
        places,
        lambda: _employers(resolved, context.existing),
        unread,
        in_unread_file(context.unread),
    )
    unknown = links.pop(UNKNOWN, [])
    # Jobs come first: whom people work for tells those of one name apart.
    for name in sorted(links, key=lambda name: name != "WORKS_FOR"):
        resolved[name] = resolve(pl.concat(links[name]), kinds[name], directory, ledger)
    if unknown:
        check_ends(pl.concat(unknown), directory, ledger)
    for name, rows in resolved.items():
        resolved[name] = look_over(rows, kinds[name], context, nodes, ledger)
    # Only now all faults are known, and with them what cannot be taken.
    left_out = _left_out(nodes, ledger, context.existing)
    for entry in unread.values():
        left_out[entry.label][entry.id] = entry.name
    return {name: tie(rows, kinds[name], nodes, left_out, context, ledger) for name, rows in resolved.items()}


def _employers(resolved: Mapping[str, pl.DataFrame], existing: Records) -> dict[str, set[str]]:
    employers: defaultdict[str, set[str]] = defaultdict(set)
    for table in (resolved.get("WORKS_FOR"), existing.relationship_table("WORKS_FOR")):
        if table is not None:
            for person, firm in table.select("start", "end").iter_rows():
                employers[person].add(firm)
    return employers


def _left_out(
    nodes: Mapping[str, pl.DataFrame], ledger: Ledger, existing: Records
) -> defaultdict[str, dict[str, str]]:
    """By label the ids that no good row and no record of the database has, with the place of a row."""
    out: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for label, rows in nodes.items():
        good = ledger.good(rows)
        if good.height == rows.height:
            continue
        there = {*good["id"], *existing.node_table(label)["id"]}
        for node, file, row in ledger.kept(rows).select("id", ORIGIN_FILE, ORIGIN_ROW).iter_rows():
            if node not in there:
                out[label].setdefault(node, place_of(file, row))
    return out
