"""Plans as a key account manager reads them: who goes to whom and why, what stays open, what it brings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.output import as_table
from stakeholder_graph.cli.words import joined, word

if TYPE_CHECKING:
    from stakeholder_graph.gaps.assigned import Assignment
    from stakeholder_graph.gaps.finding import Finding
    from stakeholder_graph.gaps.simulation import Simulation
    from stakeholder_graph.model.policy import Policy
    from stakeholder_graph.model.records import Records

FLAT = [
    "change",
    "kind",
    "class",
    "severity",
    "account",
    "tier",
    "person",
    "carer",
    "about",
    "text",
    "before",
]
Rows = tuple[list[str], list[list[Any]]]


def assignment_report(found: Assignment, *, by_carer: bool, planned: bool) -> str:
    """The changes as a table, then what could not be staffed and why, and what all that brings."""
    told = found.as_dict(COMMON.language)
    if not told["people"]:
        return word("plan_nobody")
    parts = []
    if told["steps"]:
        header = [word(key) for key in ("plan_person", "account", "plan_change", "plan_why", "plan_hours")]
        parts.append(as_table(header, [_step_row(step) for step in told["steps"]], [3, 3, 4, 5, 0]))
    if by_carer:
        parts.append(_carers(found.simulation))
    if told["unstaffed"]:
        places = [unstaffed(place, found.situation.policy) for place in told["unstaffed"]]
        parts.append(_listed(word("plan_unstaffed", count=len(places)), places))
    changed = len({step["person"]["id"] for step in told["steps"]})
    lines = [word("plan_counts", people=told["people"], changed=changed, kept=told["kept"])]
    lines += _totals(found.simulation)
    lines.append(word("plan_best" if found.is_optimal else "plan_bound", percent=_percent(told["gap"])))
    if told["steps"] and not planned:
        lines.append(word("plan_write"))
    return "\n\n".join([*parts, "\n".join(lines)])


def _step_row(step: dict[str, Any]) -> list[Any]:
    former = _names(step["from"])
    deputy = step["duty"] == "deputy"
    name = word("plan_as_deputy", name=step["to"]["name"]) if deputy else step["to"]["name"]
    change = f"{former} → {name}" if former else f"→ {name}"
    hours = "–" if deputy else number(step["hours"])
    return [step["person"]["name"], _account(step), change, why(step), hours]


def why(step: dict[str, Any]) -> str:
    """What made a change necessary, and what speaks for the one of ours who is chosen."""
    made = word(f"plan_why_{step['why']['reason']}", names=_names(step["why"]["about"]))
    values = {"person": step["person"]["name"], "account": _account(step)}
    reasons = [word(f"plan_because_{reason}", **values) for reason in step["because"]]
    return f"{made} {step['to']['name']} {joined(reasons)}."


def unstaffed(place: dict[str, Any], policy: Policy) -> str:
    """For whom nobody was found, and why not."""
    key, level = f"plan_open_{place['reason']}", place["level"]
    if place["reason"] == "no_hours" and not place["hours"]:
        key = "plan_open_nobody_free"
    elif level is not None and place["reason"] != "nobody_else":
        level = min(level + int(policy.get("levels.tolerance")), 4)
        key += "_top" if level == 1 else "_level" if level < 4 else ""
    values = {
        "hours": number(place["hours"]), "level": policy.level_name(level, COMMON.language),
        "count": number(policy.get("assign.deputies_each")),
    }  # fmt: skip
    who = word(f"plan_open_{place['duty']}", person=place["person"]["name"], account=_account(place))
    stays = f" {word('plan_open_stays', names=_names(place['stays']))}" if place["stays"] else ""
    return f"{who}: {word(key, **values)}.{stays}"


def simulation_report(found: Simulation, *, by_carer: bool, plan: Path) -> str:
    """What a plan closes and opens, in sentences, then hours and cost before and after."""
    parts = []
    for key, gaps in (("plan_closes", found.closes), ("plan_opens", found.opens)):
        if gaps:
            parts.append(_listed(word(key, count=len(gaps)), map(_gap, gaps)))
    if found.moves:
        parts.append(_listed(word("plan_moves", count=len(found.moves)), map(_moved, found.moves)))
    if by_carer:
        parts.append(_carers(found))
    lines = _totals(found)
    before, after = found.measures
    if before.count or after.count:
        values = {
            f"{name}_{when}": number(getattr(one, name))
            for when, one in (("before", before), ("after", after))
            for name in ("count", "guests", "cost", "hours")
        }
        lines.append(word("plan_measures", **values))
    nothing = found.changes == 0
    lines.append(word("plan_changes_nothing" if nothing else "plan_carry_out", file=plan))
    return "\n\n".join([*parts, "\n".join(lines)])


def _totals(found: Simulation) -> list[str]:
    before, after = found.counts
    closed, opened = len(found.difference.closed), len(found.difference.appeared)
    gaps = word("plan_gaps", before=before, after=after, closed=closed, opened=opened)
    hours = {name: number(value) for name, value in found.hours().items()}
    lines = [gaps, word("plan_hours_line", **hours)]
    alone = after - before + closed - opened
    if alone:  # else the numbers do not seem to add up
        lines.insert(1, word("plan_now_alone" if alone > 0 else "plan_now_part", count=number(abs(alone))))
    over = [load for load in found.loads if load.after > load.capacity + 1e-6]
    return [*lines, word("plan_over", count=len(over))] if over else lines


def _gap(finding: Finding) -> str:
    return f"{word(finding.severity_class)} {number(finding.severity)}: {finding.text(COMMON.language)}"


def _moved(pair: tuple[Finding, Finding]) -> str:
    """A gap that stays and is not as it was: within another one, no more so, or told otherwise."""
    before, after = pair
    text, old = after.text(COMMON.language), before.text(COMMON.language)
    if after.replaced_by and not before.replaced_by:
        return word(
            "plan_moved_into", text=old, part=after.replaced_by[1].text(COMMON.language, after.policy)
        )
    if before.replaced_by and not after.replaced_by:
        return word("plan_moved_out", text=text)
    return text if text == old else word("plan_moved", text=text, before=old)


def _carers(found: Simulation) -> str:
    header = [word(key) for key in ("plan_own", "plan_before", "plan_after", "plan_capacity")]
    rows = [[one.name, *map(number, (one.before, one.after, one.capacity))] for one in found.loads]
    return as_table(header, rows)


def flat(found: Simulation) -> Rows:
    """One flat row a gap that closes, opens or moves, for a spreadsheet; the names of its columns stay."""
    changes: list[tuple[str, Finding, str | None]] = [
        *(("closes", gap, None) for gap in found.closes),
        *(("opens", gap, None) for gap in found.opens),
        *(("moves", after, before.text(COMMON.language)) for before, after in found.moves),
    ]
    rows = []
    for change, finding, before in changes:
        gap = finding.as_dict(COMMON.language)
        names = {key: (gap[key] or {}).get("name") for key in ("account", "person", "carer", "about")}
        tier = (gap["account"] or {}).get("tier")
        values = {**gap, **names, "change": change, "tier": tier, "before": before}
        rows.append([values[name] for name in FLAT])
    return FLAT, rows


def plan_rows(found: Assignment, existing: Records) -> Rows:
    """The rows of the plan file itself, to be kept as CSV."""
    from stakeholder_graph.exchange.plans import plan_tables

    table = plan_tables(found.plan, existing)["relationships"]
    return table.columns, [list(row) for row in table.iter_rows()]


def number(value: float) -> str:
    """A number without needless digits, as the reader writes it: 1,178 or 7.5, in German 1.178 or 7,5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if COMMON.language == "de" else text


def _percent(share: float) -> str:
    return number(max(round(100 * share, 2), 0.01))


def _account(told: dict[str, Any]) -> str:
    return str((told["account"] or {}).get("name", "–"))


def _names(people: Sequence[dict[str, Any]]) -> str:
    return joined([str(one["name"]) for one in people])


def _listed(title: str, items: Iterable[str]) -> str:
    return "\n".join([title, *(f"  - {item}" for item in items)])
