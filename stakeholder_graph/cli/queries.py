"""Commands for the query catalogue: listing questions, and asking them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import as_csv, as_table, emit, emit_json, emit_rows
from stakeholder_graph.cli.words import day, has_word, word

if TYPE_CHECKING:
    from stakeholder_graph.catalogue.asking import Asked
    from stakeholder_graph.catalogue.query import Parameter, Query
    from stakeholder_graph.model.policy import Policy


@app.command(epilog=ALSO, short_help="The questions of the catalogue, their parameters and Cypher.")
def queries(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", show_default=False, help="Show this query.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORD", help="Only questions with this word, in either language.")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Write all as plain Cypher for Neo4j Browser, with a style of our colours."
        ),
    ] = None,
) -> None:
    """The questions that can be asked of the graph in Cypher, by topic. With NAME: the question, its
    parameters with what holds without them, its columns and its Cypher.
    """
    if sum(each is not None for each in (name, search, export)) > 1:
        raise typer.BadParameter("give a NAME, or --search, or --export")
    if export is not None:
        _export(export)
    elif name is not None:
        _show(name)
    else:
        _list(search or "")


@app.command(epilog=ALSO, short_help="Ask a question of the catalogue, or in Cypher of one's own.")
def query(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The query; - reads Cypher from standard input.")
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="KEY=VALUE",
            help="A parameter, as account=Karmesin or tier=A; repeatable. `queries NAME` lists them.",
        ),
    ] = None,
) -> None:
    """Ask a question of the catalogue: one row an answer. `queries` lists the questions.

    Accounts and people are named by id, name or a part of it. `query -` asks in your own Cypher, which may
    only read; $as_of is the day on which things are seen.
    """
    given = dict(map(_key_and_value, parameter or ()))
    text = _standard_input() if name == "-" else None
    with opened() as graph:
        asked = graph.query(name, **given) if text is None else graph.query_text(text, **given)
        if not graph.desk.titles_are_current(asked):
            COMMON.note(word("read_titles_old"))
    _emit_answer(asked)


def _key_and_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip().isidentifier():
        raise typer.BadParameter(f"-p {text}: write it as key=value")
    return key.strip(), value.strip()


def _standard_input() -> str:
    if sys.stdin.isatty():
        COMMON.note(word("type_cypher"))
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def _emit_answer(asked: Asked) -> None:
    if COMMON.format == "json":
        emit_json(asked.as_dict())
    elif COMMON.format == "csv":
        emit(as_csv(asked.columns, [[_flat(value) for value in row] for row in asked.rows]))
    elif not asked.rows:
        emit(word("query_none"))
    else:
        emit_rows(asked.columns, [[_told(value) for value in row] for row in asked.rows])


def _flat(value: Any) -> Any:
    """A value in one cell of CSV: several separated by ;, as everywhere."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ";".join("" if item is None else str(item) for item in value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value


def _told(value: Any) -> Any:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return word("yes" if value else "no")
    if isinstance(value, float):
        return f"{value:.12g}" if abs(value) < 1e15 else value  # 1400000, not 1400000.0
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ", ".join(str(_told(item)) for item in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return day(value) if type(value) is date else value


def _list(search: str) -> None:
    from stakeholder_graph.catalogue.find import find_queries, search_queries

    found = search_queries(search) if search else find_queries()
    if COMMON.format == "json":
        emit_json([_as_dict(query) for query in found])
    elif COMMON.format == "csv":
        rows = [[query.name, query.topic, query.question(COMMON.language)] for query in found]
        emit(as_csv(["query", "topic", "question"], rows))
    elif not found:
        emit(word("queries_none"))
    else:
        emit("\n\n".join([*map(_topic, _by_topic(found)), word("queries_next")]))


def _by_topic(found: Sequence[Query]) -> list[tuple[str, list[Query]]]:
    return [(topic, list(queries)) for topic, queries in groupby(found, lambda query: query.topic)]


def _topic(topic: tuple[str, list[Query]]) -> str:
    name, found = topic
    heading = word(f"topic_{name}") if has_word(f"topic_{name}") else name.capitalize()
    rows = [[query.name, query.question(COMMON.language)] for query in found]
    table = as_table([word("query_name"), word("question")], rows, wrapped=1)
    return f"{'## ' if COMMON.format == 'markdown' else ''}{heading}\n\n{table}"


def _as_dict(query: Query) -> dict[str, Any]:
    """A query as JSON: everything but the text of its parts, which is in its Cypher."""
    parameters = [
        {
            "name": one.name, "kind": one.kind, "required": one.is_required, "policy": one.policy or None,
            "default": None if one.is_required or one.policy else one.default,
        }
        for one in query.parameters
    ]  # fmt: skip
    return {
        "query": query.name, "topic": query.topic, "question": query.question(COMMON.language),
        "about": query.explanation(COMMON.language), "parameters": parameters,
        "columns": list(query.returns), "cypher": query.text,
    }  # fmt: skip


def _show(name: str) -> None:
    from stakeholder_graph.catalogue.find import find_query

    query = find_query(name)
    if COMMON.format == "json":
        emit_json(_as_dict(query))
        return
    policy = _policy()
    rows = [[one.name, one.kind, _without(one, policy)] for one in query.parameters]
    if query.uses_day:
        rows.append(["--as-of", "date", day(COMMON.day)])
    header = [word("parameter"), word("parameter_kind"), word("parameter_default")]
    if COMMON.format == "csv":
        emit(as_csv(header, rows))
        return
    parts = [query.question(COMMON.language), query.explanation(COMMON.language)]
    parts += [as_table(header, rows, wrapped=2)] if rows else []
    cypher = f"```cypher\n{query.text}\n```" if COMMON.format == "markdown" else query.text
    emit("\n\n".join([*filter(None, parts), f"{word('columns')}: {', '.join(query.returns)}", cypher]))


def _without(parameter: Parameter, policy: Policy) -> str:
    """What holds where a parameter is not given."""
    from stakeholder_graph.catalogue.parameters import policy_value

    if parameter.policy:
        if parameter.kind == "table":
            return word("parameter_table", key=parameter.policy)
        value = _told(policy_value(parameter.name, parameter, policy))
        return word("parameter_policy", value=value, key=parameter.policy)
    if parameter.is_required:
        return word("parameter_required")
    return word("parameter_nothing") if parameter.default is None else str(_told(parameter.default))


def _policy() -> Policy:
    from stakeholder_graph.graph import policy_for

    return policy_for(COMMON.policy, COMMON.db)


def _export(target: Path) -> None:
    from stakeholder_graph.catalogue.browser import export_queries

    files = export_queries(target, _policy(), COMMON.language)
    if COMMON.format == "json":
        emit_json([str(file) for file in files])
        return
    emit("\n".join(word("written", file=file) for file in files))
