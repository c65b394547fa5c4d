"""Commands that answer questions: gaps, coverage, levels, info, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.graph import Listed

Group = Annotated[bool, typer.Option("--group", help="Roll subsidiaries up to the topmost customer of their group.")]


@app.command()
def gaps(
    group: Group = False,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only this account, by id or name.")] = None,
    person: Annotated[str | None, typer.Option(metavar="WHO", help="Only this person, by id or name.")] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="Only this kind of gap; repeatable.")] = None,
    tier: Annotated[str | None, typer.Option(metavar="A|B|C", help="Only accounts of this tier.")] = None,
    severity: Annotated[str | None, typer.Option(metavar="high|medium|low|info", help="That severe, or more.")] = None,
    by_carer: Annotated[bool, typer.Option("--by-carer", help="List by the one of ours who is concerned.")] = False,
    all: Annotated[bool, typer.Option("--all", help="Also gaps that stand in another one.")] = False,
    fail_on: Annotated[
        str | None, typer.Option(metavar="high|medium|low|info", help="Exit code 3 when a gap that severe is listed.")
    ] = None,
) -> None:
    """Where relationships are missing: whom nobody cares for, why it matters, and what to do next."""
    from stakeholder_graph.gaps.choosing import CLASSES

    if fail_on is not None and fail_on not in CLASSES:
        raise typer.BadParameter(f"--fail-on {fail_on!r}; give one of {', '.join(CLASSES)}")
    with COMMON.open(group=group) as graph:
        listed = graph.gaps(
            account=account, person=person, kinds=kind or (), tier=tier, severity=severity, by_carer=by_carer, replaced=all
        )
    if COMMON.format == "json":
        emit_json(listed.as_dict(COMMON.language))
    elif COMMON.format == "csv":
        emit_rows(*gap_rows(listed))
    else:
        emit(gap_text(listed, by_carer=by_carer))
    if fail_on and any(CLASSES.index(finding.severity_class) <= CLASSES.index(fail_on) for finding in listed.findings):
        raise typer.Exit(3)


def gap_rows(listed: Listed) -> tuple[list[str], list[list[Any]]]:
    """One flat row a finding, for a spreadsheet."""
    header = ["kind", "class", "severity", "account", "tier", "person", "level", "role", "presumed", "carer", "about"]
    rows = []
    for finding in listed.findings:
        told = finding.as_dict(COMMON.language)
        account, person = told["account"] or {}, told["person"] or {}
        first = [told["kind"], told["class"], told["severity"], account.get("name"), account.get("tier"), person.get("name")]
        role = [told["level"], person.get("role"), person.get("presumed")]
        others = [(told["carer"] or {}).get("name"), (told["about"] or {}).get("name")]
        evidence = " | ".join(item["text"] for item in told["evidence"])
        rows.append([*first, *role, *others, told["text"], evidence, " ".join(told["next_steps"])])
    return [*header, "text", "evidence", "next_steps"], rows


def gap_text(listed: Listed, *, by_carer: bool = False) -> str:
    """The list for people: a table, or with --verbose a paragraph a finding; below it how many there are of what."""
    from stakeholder_graph.cli.findings import paragraph, table

    shown = len(listed.findings)
    head = word("gaps_shown", shown=shown, total=listed.total, date=listed.as_of) if shown != listed.total else word(
        "gaps_all", total=listed.total, date=listed.as_of
    )
    findings: list[Finding] = list(listed.findings)
    body = "\n\n".join(paragraph(finding) for finding in findings) if COMMON.verbose else table(findings, by_carer=by_carer)
    counts = listed.counts
    people = word("counted", people=counts.people, accounts=counts.accounts, needing=counts.needing_care, objected=counts.objected)
    silent = [word("not_run", kind=one["kind"], missing=one["missing"]) for one in listed.as_dict(COMMON.language)["not_run"]]
    more = [] if COMMON.verbose or not shown else [word("more_verbose")]
    return "\n".join([part for part in (body, "", head, people, *silent, *more) if part or body])


@app.command()
def coverage(group: Group = False) -> None:
    """For each account and level: how many need care, and for how many somebody of ours cares."""
    with COMMON.open(group=group) as graph:
        accounts, policy, as_of = graph.coverage(), graph.policy, graph.as_of
    if COMMON.format == "json":
        emit_json({"as_of": as_of.isoformat(), "accounts": [account.as_dict() for account in accounts]})
        return
    levels = [policy.level_name(level, COMMON.language) for level in (1, 2, 3, 4)]
    header = [word("account"), word("tier"), *levels, word("level_unknown"), word("third_parties"), word("together")]
    rows = []
    for account in accounts:
        cells = [*account.levels.values(), account.unknown, account.third_parties, account.total]
        rows.append([account.name, account.tier, *(f"{c.cared}/{c.needed}" if c.needed else "–" for c in cells)])
    emit_rows(header, rows)
    if COMMON.format == "table":
        COMMON.note(word("coverage_legend"))


@app.command()
def levels(account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account, by id or name.")], group: Group = False) -> None:
    """The ladder of an account: who of ours meets whom, and which levels have no counterpart."""
    with COMMON.open(group=group) as graph:
        ladder, policy = graph.levels(account), graph.policy
    if COMMON.format == "json":
        emit_json(ladder.as_dict())
        return
    from stakeholder_graph.cli.findings import role_name

    header = [word("level"), word("theirs"), word("role"), word("ours"), word("our_level"), word("duty")]
    rows = []
    for pair in ladder.pairs:
        duty = word(pair.duty) if pair.duty else word("observed_only")
        theirs, ours = pair.external, pair.own
        level, own_level = (policy.level_name(one["level"], COMMON.language) for one in (theirs, ours))
        rows.append([level, theirs["name"], role_name(theirs["role"]), ours["name"], own_level, duty])
    emit_rows(header, rows)
    if COMMON.format == "table":
        for rung in ladder.rungs:
            key = "rung_paired" if rung.paired else "rung_missing"
            COMMON.note(word(key, level=policy.level_name(rung.level, COMMON.language), cared=rung.cared, needed=rung.needed))


@app.command()
def info(group: Group = False) -> None:
    """What is in the database: counts by kind, days of contacts, and what is unknown."""
    with COMMON.open(group=group) as graph:
        told = graph.info()
    if COMMON.format == "json":
        emit_json(told)
        return
    rows: list[list[Any]] = [[name, number] for part in ("kinds", "relationships") for name, number in told[part].items() if number]
    days = told["contacts"]
    rows += [[word("contacts_days"), f"{days['first']} – {days['last']}"]] if days["first"] else []
    rows += [[word(f"unknown_{name}"), number] for name, number in told["unknown"].items()]
    emit_rows([word("what"), word("how_many")], rows)


@app.command()
def titles() -> None:
    """Job titles without a level, by frequency: write a rule for them into the care policy, or give levels."""
    with COMMON.open() as graph:
        silent = graph.titles()
    if COMMON.format == "json":
        emit_json(silent.to_dicts())
        return
    emit_rows([word("job_title"), word("people")], silent.rows())
