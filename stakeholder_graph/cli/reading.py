"""Commands that answer questions: gaps, coverage, levels, info."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app, choice
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import as_json, as_words, opened
from stakeholder_graph.cli.options import Group, OnlyAccount, OnlyKinds, OnlyTier
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import day, named, word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.levels import Ladder
    from stakeholder_graph.gaps.listed import Listed
    from stakeholder_graph.model.policy import Policy

HOW_BAD = "high|medium|low|info"


@app.command(epilog=ALSO, short_help="Where relationships are missing, and what to do.")
def gaps(
    group: Group = False,
    account: OnlyAccount = None,
    person: Annotated[
        str | None, typer.Option(metavar="WHO", help="Only this person, by id, name or part of it.")
    ] = None,
    kind: OnlyKinds = None,
    tier: OnlyTier = None,
    severity: Annotated[
        str | None, typer.Option(metavar=HOW_BAD, help="Only gaps of this class or a more severe one.")
    ] = None,
    by_carer: Annotated[
        bool, typer.Option("--by-carer", help="Order by the one of ours whom a gap concerns.")
    ] = False,
    all: Annotated[  # noqa: A002 the option's name
        bool, typer.Option("--all", help="Also gaps that are part of another one and not counted.")
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar=HOW_BAD, help="Exit code 3 when a gap of this class or worse is listed."),
    ] = None,
) -> None:
    """Where relationships are missing: whom nobody cares for, why we say so, and what to do next.

    The filters choose from the list; the counts below it are always those of the whole database.
    """
    from stakeholder_graph.gaps.choosing import CLASSES, TIERS

    for name, value, allowed in (
        ("--fail-on", fail_on, CLASSES), ("--severity", severity, CLASSES), ("--tier", tier, TIERS),
    ):  # fmt: skip
        if value is not None:
            choice(name, value, allowed)
    with opened(group=group) as graph:
        listed = graph.gaps(
            account=account, person=person, kinds=kind or (), tier=tier, severity=severity, by_carer=by_carer,
            replaced=all,
        )  # fmt: skip
    emit_gaps(listed, by_carer=by_carer)
    if fail_on:
        bad = CLASSES[: CLASSES.index(fail_on) + 1]
        counted = (finding for finding in listed.findings if finding.replaced_by is None)
        if any(finding.severity_class in bad for finding in counted):
            raise typer.Exit(3)


def emit_gaps(listed: Listed, *, by_carer: bool = False) -> None:
    """Print findings in the chosen format."""
    from stakeholder_graph.cli import findings

    if COMMON.format == "json":
        emit_json(listed.as_dict(COMMON.language))
    elif COMMON.format == "csv":
        emit_rows(*findings.flat(listed))
    else:
        emit(findings.report(listed, by_carer=by_carer))


@app.command(epilog=ALSO, short_help="How many need care and have it, by account and level.")
def coverage(group: Group = False) -> None:
    """For each account and level: how many need care, and for how many somebody of ours cares."""
    with opened(group=group) as graph:
        accounts, policy, as_of = graph.coverage(), graph.policy, graph.as_of
    if COMMON.format == "json":
        emit_json({"as_of": as_of.isoformat(), "accounts": [account.as_dict() for account in accounts]})
        return
    levels = [policy.level_name(level, COMMON.language) for level in (1, 2, 3, 4)]
    others = [word("level_unknown"), word("third_parties"), word("together")]
    rows = []
    for account in accounts:
        cells = [*account.levels.values(), account.unknown, account.third_parties, account.total]
        told = (f"{cell.cared}/{cell.needed}" if cell.needed else "–" for cell in cells)
        rows.append([account.name, account.tier, *told])
    below = [word("coverage_legend", date=as_of)] if rows else [word("no_accounts")]
    emit_rows([word("account"), word("tier"), *levels, *others], rows, below)


UNKNOWN_LAST = 9


@app.command(epilog=ALSO, short_help="Who of ours meets whom at an account, level by level.")
def levels(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="The account, by id, name or part of it.")
    ],
    group: Group = False,
) -> None:
    """The ladder of an account: who of ours meets whom, and which levels have no counterpart."""
    with opened(group=group) as graph:
        ladder, policy = graph.levels(account), graph.policy
    if COMMON.format == "json":
        emit_json(ladder.as_dict())
        return
    header = [word(name) for name in ("level", "theirs", "role", "ours", "our_level", "care")]
    rows = [
        (external["level"], [*_of_theirs(external, ladder, policy), word("nobody"), "–", "–"])
        for external in ladder.alone
    ]
    for pair in ladder.pairs:
        duty = word(f"duty_{pair.duty}") if pair.duty else word("observed_only")
        own_level = policy.level_name(pair.own["level"], COMMON.language)
        told = [*_of_theirs(pair.external, ladder, policy), pair.own["name"], own_level, duty]
        rows.append((pair.external["level"], told))
    rows.sort(key=lambda row: row[0] or UNKNOWN_LAST)
    emit_rows(header, [row for _, row in rows], _rungs(ladder, policy), wrapped=1)


def _of_theirs(external: dict[str, Any], ladder: Ladder, policy: Policy) -> list[str]:
    """Level, name and role of one of theirs; an objection to contact and a presumed role are marked."""
    name = external["name"]
    if external["id"] in ladder.objected:
        name = word("objects", name=name)
    role = named("role", external["role"])
    told = word("presumed_role", role=role) if external["presumed"] else role
    return [policy.level_name(external["level"], COMMON.language), name, told]


def _rungs(ladder: Ladder, policy: Policy) -> list[str]:
    """A line for each level that needs a counterpart: whether there is one, and how many are cared for."""
    lines = [] if ladder.pairs else [word("no_care", account=ladder.account["name"].rstrip("."))]
    for rung in ladder.rungs:
        key = "rung_paired" if rung.paired else "rung_missing"
        level = policy.level_name(rung.level, COMMON.language)
        lines.append(word(key, level=level, cared=rung.cared, needed=rung.needed))
    return lines


@app.command(epilog=ALSO, short_help="What is in the database, and what is unknown.")
def info(group: Group = False) -> None:
    """What is in the database: counts by kind, days of contacts, and what is unknown."""
    from stakeholder_graph.model.ontology import ontology

    with opened(group=group) as graph:
        told = graph.info()
        unfinished = graph.store.unfinished
    if COMMON.format == "json":
        shown = {name: value for name, value in told.items() if name != "contacts"}
        emit_json(shown | ({"unfinished_import": as_json(unfinished)} if unfinished else {}))
        return
    model = ontology()
    kinds = [(model.nodes[name].word(COMMON.language), count) for name, count in told["kinds"].items()]
    ties = [
        (f"… {model.relationships[name].verb(COMMON.language)} …", count)
        for name, count in told["relationships"].items()
    ]
    rows: list[list[Any]] = [[name, count] for name, count in [*kinds, *ties] if count]
    days = told["contacts"]
    rows += [[word(f"contact_{end}"), day(days[end])] for end in ("first", "last") if days[end]]
    rows += [[word(f"unknown_{name}"), count] for name, count in told["unknown"].items()]
    if unfinished:
        words = as_words(unfinished)
        rows.append([word("unfinished_rows", **words), words["written"]])
    emit_rows([word("what"), word("how_many")], rows)
