"""The command that shows who moves whom at an account."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import as_csv, as_table, emit, emit_json
from stakeholder_graph.cli.words import named, word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.influence import Influence
    from stakeholder_graph.analysis.influence_numbers import Member

MOST = 5  # sentences of one sort, without --verbose
ROLES = ("gatekeeper", "representative", "coordinator", "itinerant", "liaison")
FLAT = ["id", "person", "area", "ties", *ROLES, "effective_size", "constraint", "cut"]


@app.command(epilog=ALSO, short_help="Who moves whom at an account, and through whom to go.")
def influence(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="The account, by id, name or part of it.")
    ],
    group: Annotated[
        bool, typer.Option("--group", help="Roll subsidiaries up to the topmost customer of their group.")
    ] = False,
) -> None:
    """Who stands between whom at an account, through whom one reaches an area, and on whom it hangs.

    As CSV one row a person, with the numbers alone.
    """
    with opened(group=group) as graph:
        found = graph.influence(account)
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language))
    elif COMMON.format == "csv":
        emit(as_csv(FLAT, [_flat(member) for member in found.people]))
    else:
        emit(_report(found))


def _report(found: Influence) -> str:
    """The sentences under their headings, then the numbers behind them, then what counts as a tie."""
    from stakeholder_graph.analysis.influence_words import explanation, statements

    told = statements(found, None if COMMON.verbose else MOST)
    markdown = COMMON.format == "markdown"
    pairs = found.network.graph.to_undirected().number_of_edges()
    about = {"account": found.account["name"], "tier": found.account["tier"], "date": COMMON.day}
    blocks = [word("influence_title", **about, people=len(found.people), pairs=pairs)]
    for heading, several in groupby(told, key=lambda one: one[0]):
        lines = [f"- {phrase.text(COMMON.language, found.policy)}" for _, phrase in several]
        title = word(f"influence_{heading}")
        blocks.append("\n".join([f"**{title}**\n" if markdown else title, *lines]))
    below = [phrase.text(COMMON.language, found.policy) for phrase in explanation(found)]
    return "\n\n".join([*blocks, *_numbers(found), "\n".join(below)])


def _numbers(found: Influence) -> list[str]:
    """The table of the people who stand between others (--verbose: of all), and what its columns say."""
    shown = [one for one in found.people if one.brokerage.total or one.cut_off or COMMON.verbose]
    if not shown or not found.network.graph.number_of_edges():
        return []
    header = [word("people"), *(word(f"influence_{name}") for name in FLAT[2:])]
    lines = [word("influence_numbers", first=word("influence_gatekeeper"))]
    if len(shown) < len(found.people):
        lines.append(word("influence_rest", count=len(found.people) - len(shown)))
    rows = [_row(member) for member in shown]
    broken = header if COMMON.format == "markdown" else [name.replace(" ", "\n") for name in header]
    return [as_table(broken, rows), "\n".join(lines)]


def _area(member: Member) -> str:
    if member.group is None:
        return "–"
    kind, value = member.group
    return named("function", value) if kind == "function" else value


def _row(member: Member) -> list[Any]:
    name = word("objects", name=member.name) if member.objects else member.name
    counts = member.brokerage.as_dict()
    told = [counts[role] or "–" for role in ROLES]
    sizes = [_number(member.effective_size, 1), _number(member.constraint, 2)]
    return [name, _area(member), member.ties, *told, *sizes, len(member.cut_off) or "–"]


def _number(value: float | None, digits: int) -> str:
    """A number of the table; a dash where it is not defined."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if COMMON.language == "de" else text


def _flat(member: Member) -> list[Any]:
    counts = member.brokerage.as_dict()
    sizes = [None if size is None else round(size, 6) for size in (member.effective_size, member.constraint)]
    told = [counts[role] for role in ROLES]
    return [member.id, member.name, _area(member), member.ties, *told, *sizes, bool(member.cut_off)]
