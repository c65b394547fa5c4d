"""Commands about the cycle of care: cycle, measure check, action list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group
from stakeholder_graph.cli.output import as_csv, as_table, emit, emit_json, emit_rows
from stakeholder_graph.cli.recording import action as actions
from stakeholder_graph.cli.recording import measure as measures
from stakeholder_graph.cli.words import day, word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.cycle import Cycle, Step
    from stakeholder_graph.analysis.effects import Effect
    from stakeholder_graph.analysis.measure_fit import MeasureFit
    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.model.policy import Policy

OneOrAll = Annotated[
    str | None, typer.Argument(metavar="ACCOUNT", help="The account, by id, name or part of it; else all.")
]
SIGNS = {"done": "✓", "partly": "◐", "missing": "!", "unknown": "?"}


@app.command(epilog=ALSO, short_help="Where an account stands in the cycle of care, step by step.")
def cycle(
    account: OneOrAll = None,
    group: Group = False,
) -> None:
    """Where an account stands in the cycle of care: what is done, what is missing, what to do next.

    Value known, people identified, profiles made, care distributed, contacts kept, reports in, findings acted
    upon; and what came of the actions of the last year. Without ACCOUNT all accounts in one table.
    """
    with opened(group=group) as graph:
        if account is None:
            _all(graph)
        else:
            _one(graph, account)


def _one(graph: StakeholderGraph, account: str) -> None:
    found, policy, language = graph.cycle(account), graph.policy, COMMON.language
    effects = graph.action_list(account=found.id) if COMMON.format in ("json", "table", "markdown") else []
    if COMMON.format == "json":
        told = found.as_dict(language, policy)
        about = {name: told[name] for name in ("id", "name", "tier")}
        done = [effect.as_dict(language, policy) for effect in effects]
        as_of = graph.as_of.isoformat()
        emit_json({"as_of": as_of, "account": about, "steps": told["steps"], "actions": done})
        return
    header = [word("cycle_step"), word("cycle_state"), word("cycle_how"), word("next")]
    rows = [
        [_step_name(step), f"{SIGNS[step.state]} {_state(step)}", step.text(language, policy),
         " ".join(step.next_steps(language, policy))]
        for step in found.steps
    ]  # fmt: skip
    if COMMON.format == "csv":
        emit(as_csv(header, rows))
        return
    lines = [word("cycle_head", account=found.name, tier=found.tier, date=graph.as_of), ""]
    lines.append(as_table(header, rows, [0, 0, 4, 4]))
    if effects:
        lines += ["", as_table(*_effect_table(effects, policy))]
    emit("\n".join(lines))


def _all(graph: StakeholderGraph) -> None:
    found: list[Cycle] = graph.cycles()
    if COMMON.format == "json":
        accounts = [one.as_dict(COMMON.language, graph.policy) for one in found]
        emit_json({"as_of": graph.as_of.isoformat(), "accounts": accounts})
        return
    names = [_step_name(step) for step in found[0].steps] if found else []
    rows = [[one.name, one.tier, *(_cell(step) for step in one.steps)] for one in found]
    legend = ", ".join(f"{sign} {_words(f'state_{state}')}" for state, sign in SIGNS.items())
    below = [word("cycle_legend", date=graph.as_of, signs=legend)] if rows else [word("no_accounts")]
    emit_rows([word("account"), word("tier"), *names], rows, below)


def _words(key: str) -> str:
    from stakeholder_graph.gaps.texts import words

    return words("cycle", key, COMMON.language)


def _step_name(step: Step) -> str:
    return _words(f"step_{step.name}")


def _state(step: Step) -> str:
    return _words(f"state_{step.state}")


def _cell(step: Step) -> str:
    """A sign in the table for people; in a spreadsheet the word."""
    return _state(step) if COMMON.format == "csv" else SIGNS[step.state]


def _effect_table(effects: list[Effect], policy: Policy) -> tuple[list[str], list[list[str]], list[int]]:
    """A row an action: how it stands, by when, what, who, and what came of it."""
    header = [word(f"action_{name}") for name in ("state", "due", "text", "responsible", "effect")]
    rows = []
    for effect in effects:
        one = effect.action
        on = one.done_on if one.state == "done" else one.due
        who = ", ".join(named["name"] for named in effect.names["responsible"])
        came = " ".join(effect.sentences(COMMON.language, policy))
        rows.append([word(f"action_{one.state}"), day(on) if on else "–", one.text, who or "–", came or "–"])
    return header, rows, [0, 0, 3, 2, 4]


@app.command(epilog=ALSO, short_help="Contacts month by month: personal and remote.")
def trend(
    account: OneOrAll = None,
    group: Group = False,
) -> None:
    """Contacts month by month: personal ones (visit, meeting, event) beside remote ones (call, mail).

    One person of theirs in contact with any of ours on one day is one contact. With --format json also by
    channel, tier and level.
    """
    from stakeholder_graph.analysis.trend import CHANNELS
    from stakeholder_graph.model.ontology import ontology

    with opened(group=group) as graph:
        told = graph.trend(account)
    if COMMON.format == "json":
        emit_json(told)
        return
    header = [word("trend_month"), word("trend_personal"), word("trend_remote")]
    header += [ontology().value_word("channel", name, COMMON.language) for name in CHANNELS]
    columns = [told["personal"], told["remote"], *told["channels"].values()]
    rows = [list(row) for row in zip(told["months"], *columns, strict=True)]
    below = [word("trend_year", **told["last_year"])] if rows else [word("trend_none")]
    if rows and told["year_before"]:
        below.append(word("trend_before", **told["year_before"]))
    emit_rows(header, rows, below)


@actions.command("list", epilog=ALSO, short_help="Actions by deadline, and what came of them.")
def action_list(
    account: Annotated[
        str | None, typer.Option(metavar="ACCOUNT", help="Only actions about people of this account.")
    ] = None,
    all: Annotated[  # noqa: A002 the option's name
        bool, typer.Option("--all", help="Also what was over more than a year ago.")
    ] = False,
) -> None:
    """Actions by deadline: overdue, under way, done and dropped, and what came of what was done.

    For what was done: the effect as told, the ratings of the reports before and after, the gaps closed since.
    """
    with opened() as graph:
        effects, policy, as_of = graph.action_list(account=account, every=all), graph.policy, graph.as_of
    if COMMON.format == "json":
        told = [effect.as_dict(COMMON.language, policy) for effect in effects]
        emit_json({"as_of": as_of.isoformat(), "actions": told})
        return
    header, rows, shares = _effect_table(effects, policy)
    if COMMON.format == "csv":
        emit(as_csv(header, rows))
        return
    emit(as_table(header, rows, shares) if rows else word("actions_none"))


@measures.command("check", epilog=ALSO, short_help="Whom of the invited it suits, and why not.")
def measure_check(
    measure: Annotated[
        str, typer.Argument(metavar="MEASURE", help="The measure, by id, name or part of it.")
    ],
) -> None:
    """Whom of the invited a measure suits: by level, by the limits for gifts and invitations, by objection.

    What decides stands in the care policy: measures.fits and guard. It supports a decision and is no legal
    advice.
    """
    with opened() as graph:
        found, policy = graph.measure_check(measure), graph.policy
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language, policy))
        return
    header = [word("fit_guest"), word("level"), word("fit_verdict"), word("why")]
    rows = [
        [guest.name, policy.level_name(guest.level, COMMON.language), word(f"fit_{guest.verdict}"),
         " ".join(reason.phrase.text(COMMON.language, policy) for reason in guest.reasons) or "–"]
        for guest in found.guests
    ]  # fmt: skip
    if COMMON.format == "csv":
        emit(as_csv(header, rows))
        return
    parts = [_measure_head(found), ""]
    parts.append(as_table(header, rows, [0, 0, 0, 4]) if rows else word("fit_nobody"))
    if found.declined:
        parts.append(word("fit_declined", count=found.declined))
    emit("\n".join([*parts, word("fit_advice")]))


def _measure_head(found: MeasureFit) -> str:
    """Name, kind, day and value of the measure, as far as they are known."""
    from stakeholder_graph.gaps.texts import number

    row = found.measure
    parts = [
        word(f"measure_{row['kind']}") if row["kind"] else "",
        day(row["date"]) if row["date"] else "",
    ]
    if row["value_per_head"] is not None:
        parts.append(word("fit_value", value=number(row["value_per_head"], COMMON.language)))
    return f"{row['name'] or row['id']}: {', '.join(filter(None, parts))}"
