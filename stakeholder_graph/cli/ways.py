"""The command reach: whom of ours to ask, and who introduces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Who
from stakeholder_graph.cli.output import as_table, emit, emit_json, emit_rows
from stakeholder_graph.cli.words import named, word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.reach import Reach
    from stakeholder_graph.analysis.told_ways import Person, Step, Way
    from stakeholder_graph.graph import StakeholderGraph

FLAT = [
    "way", "step", "from", "to", "where", "strength", "rests_on", "contacts", "last_contact", "channel",
    "topic", "whole_way",
]  # fmt: skip

MOST_NAMED = 4  # people without whom no way would be left


@app.command(epilog=ALSO, short_help="Who of ours can reach a person, and who can introduce us.")
def reach(
    who: Who,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="WHO", help="Only the ways of this one of ours."),
    ] = None,
) -> None:
    """The warmest ways to a person: who of ours calls whom, who introduces, and how warm each tie is."""
    with opened() as graph:
        found = graph.reach(who, from_=from_)
        if COMMON.format == "json":
            emit_json(found.as_dict())
        elif COMMON.format == "csv":
            emit_rows(FLAT, _flat(found))
        else:
            emit(_report(found, graph))


def _report(found: Reach, graph: StakeholderGraph) -> str:
    """The answer in a sentence, the ways as a table, and on how few people it all hangs."""
    parts = ["\n".join(_answer(found))]
    if found.ways:
        header = [word(f"reach_{name}") for name in ("way", "do", "warm", "last", "whole")]
        rows = [row for number, way in enumerate(found.ways, 1) for row in _rows(number, way, graph)]
        parts.append(as_table(header, rows, shares=None if COMMON.format == "markdown" else (0, 5, 0, 5, 0)))
        parts.append("\n".join([*_access(found, graph), word("reach_legend")]))
        if COMMON.verbose:
            parts.append("\n".join([word("reach_behind"), *_behind(found)]))
    return "\n\n".join(parts)


def _answer(found: Reach) -> list[str]:
    """Whether we know the person ourselves, who can introduce us, or why no way is told."""
    values = {"person": _with_place(found.person), "start": found.start.name if found.start else ""}
    own = "_from" if found.start else ""
    direct = [way.people[0].name for way in found.ways if way.introducer is None]
    match found.state:
        case "objects":
            return [word("reach_objects", **values)]
        case "no network":
            return [word("reach_no_network"), word("reach_no_network_next")]
        case "introduced":
            via = _with_place(found.ways[0].introducer or found.person)
            lines = [word(f"reach_introduced{own}", via=via, **values)]
        case "known":
            lines = [word(f"reach_known{own}", names=_joined(direct), **values)]
            if introducer := found.ways[0].introducer:
                lines.append(word("reach_warmer", via=_with_place(introducer)))
        case _:
            lines = [word("reach_no_path" + own if found.tied else "reach_no_path_untied", **values)]
            if not found.elsewhere:
                lines.append(word("reach_no_path_next", person=found.person.name))
    return [*lines, *_elsewhere(found)]


def _elsewhere(found: Reach) -> list[str]:
    """Who else of ours has a warmer way than the one who was asked for."""
    if found.elsewhere is None:
        return []
    key = "reach_elsewhere_via" if found.elsewhere.introducer else "reach_elsewhere"
    first, second = found.elsewhere.people[:2]
    told = {"own": first.name, "via": _with_place(second), "person": found.person.name}
    return [word(key, whole=_warm(found.elsewhere.warmth), **told)]


def _rows(number: int, way: Way, graph: StakeholderGraph) -> Iterable[list[str]]:
    """One row a step: who calls or introduces whom, how warm, last contact; the whole beside the first."""
    for place, step in enumerate(way.steps):
        first = place == 0
        key = "reach_call" if first else "reach_introduce"
        does = word(key, start=step.start.name, end=_with_place(step.end), who=way.people[0].name)
        whole = _warm(way.warmth) if first else ""
        yield [str(number) if first else "", does, _warm(step.strength), _last(step, graph), whole]


def _warm(strength: float) -> str:
    """A strength as a word and a number."""
    from stakeholder_graph.analysis.strength import warmth

    return word(f"warm_{warmth(strength)}", number=_decimal(strength))


def _decimal(value: float) -> str:
    text = f"{value:.2f}" if value >= 0.005 else "< 0.01"
    return text.replace(".", ",") if COMMON.language == "de" else text


def _last(step: Step, graph: StakeholderGraph) -> str:
    """The last contact of a tie: how, when, how many in all; or what else the tie rests on."""
    from stakeholder_graph.gaps.texts import counted

    if step.basis != "contacts" or step.last is None:
        topic = step.records[0].topic if step.records else None
        return word(f"reach_{step.basis}_topic", topic=topic) if topic else word(f"reach_{step.basis}")
    age = (graph.as_of - step.last).days
    ago = counted("days_ago", age).text(COMMON.language, graph.policy) if age else word("reach_today")
    contacts = counted("contacts", len(step.records)).text(COMMON.language, graph.policy)
    channel = named("channel", step.records[0].channel)
    return word("reach_contact", channel=channel, date=step.last, ago=ago, contacts=contacts)


def _access(found: Reach, graph: StakeholderGraph) -> list[str]:
    """On how few people all ways hang; nothing where that was not asked."""
    if found.access is None:
        return []
    names = [graph.snapshot.name(one) for one in found.access.cut]
    told = {"names": _joined(names), "person": found.person.name}
    if found.access.ways > 1:
        key = "reach_several" if found.access.ways <= MOST_NAMED else "reach_many"
        return [word(key, count=found.access.ways, **told)]
    return [word("reach_one" if len(names) == 1 else "reach_one_each", **told)]


def _behind(found: Reach) -> Iterable[str]:
    """Every tie of the ways once, with all records behind it."""
    ties = {(step.start.id, step.end.id): step for way in found.ways for step in way.steps}
    for step in ties.values():
        yield f"{step.start.name} – {step.end.name}: {_warm(step.strength)}"
        for record in step.records:
            if record.date is None:
                yield f"    {word(f'reach_{step.basis}')}"
            else:
                channel = named("channel", record.channel)
                adds = _decimal(record.adds or 0)
                yield f"    {word('reach_record', channel=channel, date=record.date, adds=adds)}"


def _flat(found: Reach) -> list[list[object]]:
    """One row a step, for a spreadsheet."""
    return [
        [
            number, place, step.start.name, step.end.name, step.end.where, round(step.strength, 4),
            step.basis, len(step.records) if step.basis == "contacts" else 0, step.last,
            step.records[0].channel if step.last else None, step.records[0].topic, round(way.warmth, 4),
        ]
        for number, way in enumerate(found.ways, 1)
        for place, step in enumerate(way.steps, 1)
    ]  # fmt: skip


def _with_place(person: Person) -> str:
    """A name, and where they work: nobody outside is known to all of ours."""
    return f"{person.name} ({person.where})" if person.where else person.name


def _joined(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    last = " und " if COMMON.language == "de" else " and "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
