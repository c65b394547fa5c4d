"""From a TOML file to the description of a system: the shipped ones, and those of a user's --mapping."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.mapping.anything import any_tables, is_anything
from stakeholder_graph.exchange.mapping.checking import Checked
from stakeholder_graph.exchange.mapping.days import is_date
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.targets import ROW_KINDS, targets
from stakeholder_graph.exchange.mapping.words_of_tables import conditions_of, values_of
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.vocabulary import vocabulary

ID_FORMS = ("plain", "per_kind", "salesforce")
TOP_KEYS = (
    "name", "title", "extends", "role_labels", "own", "ids", "dates", "tables", "parties", "roles",
    "channels", "not_taken", "several_per_row", "personal",
)  # fmt: skip
TABLE_KEYS = (
    "row", "recognise", "columns", "leave_out", "done", "not_done", "past_counts", "known_firms_only",
    "constants", "several", "made_from", "values", "likely", "why",
)  # fmt: skip
EMPTY = SourceDescription("mapping", "mapping", ())


def read_mapping(path: Path) -> dict[str, Any]:
    """The content of a user's --mapping file, checked whole; ImportRefused says what is wrong where."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ImportRefused(str(path), f"cannot be read ({error.strerror})", "check the name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(
            str(path), f"is no TOML file ({error})", "compare with the shipped mappings"
        ) from error
    describe(content, str(path))
    any_tables(content, str(path))
    return content


@cache
def shipped() -> Mapping[str, SourceDescription]:
    """The systems that come with the program, by name: first those that have accounts, then address books.

    Address books only name a company; where both are imported together, the account is there already.
    """
    folder = resources.files("stakeholder_graph.exchange").joinpath("sources")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    found = [describe(tomllib.loads(file.read_text(encoding="utf-8")), file.name) for file in files]
    found.sort(key=lambda source: source.personal)
    return MappingProxyType({source.name: source for source in found})


def describe(content: Mapping[str, Any], where: str = "--mapping") -> SourceDescription:
    """The description that a mapping's content gives, on top of the shipped one that it extends.

    Raises ImportRefused for an unknown key, target, kind or value, naming the nearest one.
    """
    top, model = Checked(content, where), ontology()
    top.only(TOP_KEYS)
    base = EMPTY
    if "extends" in content:
        base = shipped()[top.one_of("extends", tuple(shipped()))]
    ids, dates = (
        top.table("ids", ("form", "starts", "shape")),
        top.table("dates", ("order", "plain", "instants")),
    )
    starts = ids.table("starts", (*ROW_KINDS, "queue"))
    roles = model.relationships["PLAYS_ROLE"].properties["role"].allowed
    channels = model.nodes["Interaction"].properties["channel"].allowed
    return SourceDescription(
        name=top.text("name", base.name),
        title=top.text("title", top.text("name", base.title)),
        tables=_tables(top, base),
        ids=ids.one_of("form", ID_FORMS, base.ids),  # type: ignore[arg-type]
        id_starts={**base.id_starts, **{kind: starts.texts(kind) for kind in starts.content}},
        id_shape=ids.pattern("shape", base.id_shape),
        several_per_row=top.truth("several_per_row", base.several_per_row),
        personal=top.truth("personal", base.personal),
        role_labels=top.text("role_labels", base.role_labels),
        own=top.table("own", ("company",)).text("company", base.own or "") or None,
        date_order=dates.one_of("order", ("day", "month"), base.date_order or "") or None,  # type: ignore[arg-type]
        dates=(*dates.texts("plain"), *base.dates),
        instants=(*dates.texts("instants"), *base.instants),
        parties=_words(top.any_table("parties"), base.parties, _party_words()),
        roles=_words(top.any_table("roles"), base.roles, (*roles, "none")),
        channels=_words(top.any_table("channels"), base.channels, channels),
        not_taken={**base.not_taken, **_not_taken(top.any_table("not_taken"))},
    )  # fmt: skip


def _party_words() -> tuple[str, ...]:
    nodes = ontology().nodes
    return (
        *nodes["Company"].properties["party"].allowed,
        *nodes["Organisation"].properties["category"].allowed,
    )


def _words(table: Checked, base: Mapping[str, str], allowed: tuple[str, ...]) -> Mapping[str, str]:
    said = {word: table.one_of(word, allowed) for word in table.content}
    return MappingProxyType({**base, **{vocabulary().normalise(word): ours for word, ours in said.items()}})


def _not_taken(table: Checked) -> dict[str, tuple[str, ...]]:
    return {reason: table.texts(reason) for reason in table.content}


def _tables(top: Checked, base: SourceDescription) -> tuple[TableDescription, ...]:
    described = top.any_table("tables")
    known = {table.name: table for table in base.tables}
    ours = {name: described.any_table(name) for name in described.content}
    made = [
        _table(name, table, known.get(name), tuple(known))
        for name, table in ours.items()
        if not is_anything(table.content.get("row"))  # those are read by another source
    ]
    return (*made, *(table for table in base.tables if table.name not in described.content))


def _table(
    name: str, table: Checked, base: TableDescription | None, known: Iterable[str]
) -> TableDescription:
    table.only(TABLE_KEYS)
    if base is None and "row" not in table.content:
        table.refuse(f"the table {name} says not what a row is", _row_hint(table, name, tuple(known)))
    model = ontology()
    row = table.one_of("row", (*ROW_KINDS, *model.nodes, *model.relationships), base.row if base else "")
    if base is None or row != base.row:
        base = TableDescription(name, row)
    columns = table.table("columns", targets(row))
    likely = table.table("likely", targets(row))
    recognise = tuple(frozenset(names) for names in table.lists("recognise"))
    if not recognise and not base.recognise:
        recognise = (frozenset(_first(columns, target) for target in columns.content),)
    own_columns = {target: columns.texts(target) for target in columns.content}
    merged = {target: (*names, *base.columns.get(target, ())) for target, names in own_columns.items()}
    return TableDescription(
        name,
        row,
        recognise=(*base.recognise, *recognise),
        columns=MappingProxyType({**base.columns, **merged}),
        leave_out=(*base.leave_out, *conditions_of(table, "leave_out")),
        done=(*base.done, *conditions_of(table, "done")),
        not_done=table.text("not_done", base.not_done),
        past_counts=table.truth("past_counts", base.past_counts),
        known_firms_only=table.truth("known_firms_only", base.known_firms_only),
        constants=_texts(table.table("constants", _lasting(row)), base.constants),
        several=_texts(table.table("several", targets(row)), base.several),
        made_from=table.some_of("made_from", targets(row)) or base.made_from,
        values=values_of(table.table("values", targets(row)), base.values),
        likely=MappingProxyType(
            {**base.likely, **{target: likely.texts(target) for target in likely.content}}
        ),
        why=table.text("why", base.why),
    )


def _row_hint(table: Checked, name: str, known: tuple[str, ...]) -> str:
    sources = [source.name for source in shipped().values() if source.table(name)] if not known else []
    if sources:
        named = " or ".join(f'"{source}"' for source in sources)
        return f"write extends = {named} at the top, or row = one of {', '.join(ROW_KINDS)}"
    nearest = table.nearest(name, known)
    return f"did you mean the table {nearest}?" if nearest else f"write row = one of {', '.join(ROW_KINDS)}"


def _lasting(row: str) -> tuple[str, ...]:
    """What can be the same in all rows of a table: anything but a day."""
    return tuple(target for target in targets(row) if not is_date(row, target))


def _texts(table: Checked, base: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({**base, **{key: table.text(key) for key in table.content}})


def _first(columns: Checked, target: str) -> str:
    names = columns.texts(target)
    return names[0] if names else columns.refuse(f"{target} names no column", "name one")
