"""The command `changes`: which gaps appeared, closed or moved since a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app, choice, read_day
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group, OnlyAccount, OnlyKinds, OnlyTier
from stakeholder_graph.cli.output import as_csv, emit, emit_json
from stakeholder_graph.cli.sections import Section, emit_sections
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    from stakeholder_graph.gaps.changes import Change, Changes

MOST = 3  # records in a table; --verbose shows all
FLAT = [
    "change", "kind", "class", "severity", "account", "tier", "person", "carer", "about", "text",
    "before_class", "before_severity", "before_text", "records",
]  # fmt: skip


@app.command(epilog=ALSO, short_help="Which gaps appeared, closed or moved since a day.")
def changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The earlier day, as 2026-05-23.")],
    account: OnlyAccount = None,
    kind: OnlyKinds = None,
    tier: OnlyTier = None,
    group: Group = False,
) -> None:
    """Which gaps appeared, closed or moved since a day, and what was recorded in between.

    The later day is that of --as-of, else today. Only dated facts are read as they were then; whatever has
    no date of its own is taken as recorded now.
    """
    from stakeholder_graph.gaps.choosing import TIERS

    day = read_day(since)
    if tier is not None:
        choice("--tier", tier, TIERS)
    with opened(group=group) as graph:
        found = graph.changes(day, account=account, kinds=kind or (), tier=tier)
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language))
    elif COMMON.format == "csv":
        emit(as_csv(FLAT, _flat(found)))
    else:
        emit_sections([_section(name, found) for name in ("appeared", "closed", "moved")], *_around(found))


def _around(found: Changes) -> tuple[list[str], list[str]]:
    """What stands above and below the lists: how many in all, and what was not read as it was then."""
    numbers = {name: len(getattr(found, name)) for name in ("appeared", "closed", "moved")}
    above = [
        word("changes_head", since=found.since, as_of=found.as_of, before=found.before, after=found.after)
    ]
    above.append(word("changes_counts", **numbers) if any(numbers.values()) else word("changes_none"))
    return above, [found.as_dict(COMMON.language)["undated"]]


def _section(name: str, found: Changes) -> Section:
    header = [word(key) for key in ("severity", "tier", "changes_gap", "changes_records")]
    rows = [
        [_severity(change), _tier(change), _text(change), records(change)] for change in getattr(found, name)
    ]
    return Section(
        name, word(f"changes_{name}"), ("severity", "tier", "text", "records"), header, rows, (0, 0, 5, 5)
    )


def _severity(change: Change) -> str:
    """The class, and where another one it was before, both."""
    now = word(change.finding.severity_class)
    before = change.before.severity_class if change.before and change.after else ""
    return f"{word(before)} → {now}" if before and before != change.finding.severity_class else now


def _tier(change: Change) -> str | None:
    account = change.finding.account
    return account.more["tier"] if account else None


def _text(change: Change) -> str:
    """The gap in its sentence; for one that moved also what is different."""
    language, text = COMMON.language, change.finding.text(COMMON.language)
    if change.gave_way_to:
        return word("changes_gave_way", text=text, graver=change.gave_way_to.text(language))
    if not (change.before and change.after):
        return text
    then, now = change.before, change.after
    if now.replaced_by and not then.replaced_by:
        part = now.replaced_by[1].text(language, now.policy)
        return word("changes_now_part", text=text, part=part)
    if then.replaced_by and not now.replaced_by:
        return word("changes_now_alone", text=text)
    return text if then.text(language) == text else word("changes_was", text=text, before=then.text(language))


def records(change: Change) -> str:
    """What was recorded in between and touches the gap, the weightiest first; or that only time went by."""
    told = [one.phrase.text(COMMON.language, change.finding.policy) for one in change.records]
    if not told:
        return word("changes_time")
    shown = told if COMMON.verbose else told[:MOST]
    more = len(told) - len(shown)
    text = "; ".join(shown)
    return f"{text} {word('and_more', count=more)}" if more else text


def _flat(found: Changes) -> list[list[Any]]:
    """One flat row a change; the names of its columns never change."""
    rows = []
    for name in ("appeared", "closed", "moved"):
        for change in getattr(found, name):
            gap = change.finding.as_dict(COMMON.language)
            before = change.before if change.after else None
            named = {key: (gap[key] or {}).get("name") for key in ("account", "person", "carer", "about")}
            values = {
                **gap, **named, "change": name, "tier": _tier(change),
                "before_class": before.severity_class if before else None,
                "before_severity": before.severity if before else None,
                "before_text": before.text(COMMON.language) if before else None,
                "records": " | ".join(
                    one.phrase.text(COMMON.language, change.finding.policy) for one in change.records
                ),
            }  # fmt: skip
            rows.append([values[column] for column in FLAT])
    return rows
