"""What the ties at an account tell, in sentences that a key account manager understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stakeholder_graph.analysis.brokerage import introductions
from stakeholder_graph.analysis.key_players import best_reach
from stakeholder_graph.gaps.texts import Phrase, counted

if TYPE_CHECKING:
    import networkx as nx

    from stakeholder_graph.analysis.account_network import Group
    from stakeholder_graph.analysis.influence_numbers import Measured, Member

WAYS, THREADS, WIN, MISSING = "ways", "threads", "win", "missing"
"""The headings under which the sentences stand."""
SECTION = "influence"

Statement = tuple[str, Phrase]


def statements(found: Measured, most: int | None = None) -> list[Statement]:
    """All that is to be said, each with its heading: whom to go through, on whom it hangs, whom to win, and
    what is not known. `most`: of one sort no more than so many, and then how many more there are.
    """
    if len(found.people) < 2 or not found.network.graph.number_of_edges():
        return list(_nothing(found))
    told = [*_cut_short(_gates(found), most), *_cut_short(_within(found), most), *_between(found)]
    told += [*_sides(found), *_cut_short(_cuts(found), most), *_without(found)]
    return [*told, *_to_win(found), *_unknown(found)]


def _cut_short(told: Iterator[Statement], most: int | None) -> list[Statement]:
    whole = list(told)
    if most is None or len(whole) <= most:
        return whole
    return [*whole[:most], (whole[0][0], Phrase(SECTION, "more", count=len(whole) - most))]


def explanation(found: Measured) -> Iterator[Phrase]:
    """What counts as a tie and as a group, with how many pairs of people there are of each sort."""
    days = counted("days", found.policy.get("observed")["window_days"])
    pairs = {kind.lower(): count for kind, count in found.network.tied.items()}
    yield Phrase(SECTION, "ties", days=days, **pairs)
    yield Phrase(SECTION, "groups")
    yield Phrase(SECTION, "introductions")
    if any(not one.all_tried for one in found.key_players):
        yield Phrase(SECTION, "not_all_tried")


def named(member: Member) -> Phrase | str:
    """A name, marked where contact is objected to: nobody shall be asked for an introduction who is not to
    be contacted.
    """
    return Phrase(SECTION, "objects", name=member.name) if member.objects else member.name


def place(group: Group) -> Phrase:
    """Where in the account, or outside of it, a group is: "on the purchasing side"."""
    kind, value = group
    return Phrase(SECTION, f"where_{kind}", **{"function" if kind == "function" else "group": value})


def _nothing(found: Measured) -> Iterator[Statement]:
    """What is missing before ties can tell anything, and how to record it."""
    account, people = found.account["name"], found.people
    if not people:
        yield MISSING, Phrase(SECTION, "nobody", account=account.rstrip("."))
        yield MISSING, Phrase(SECTION, "record_people")
        return
    if len(people) == 1:
        yield MISSING, Phrase(SECTION, "one", account=account, name=named(people[0]))
    else:
        yield MISSING, Phrase(SECTION, "no_ties", account=account, people=counted("people", len(people)))
    yield MISSING, Phrase(SECTION, "record_people" if len(people) == 1 else "record_ties")


def _best(found: Measured, role: str, group: Group | None = None) -> tuple[list[Member], int, int]:
    """Who has a role most often (in a group), how often, and how often all together have it."""
    counts = {
        member.number: getattr(member.brokerage, role)
        for member in found.people
        if group is None or member.group == group
    }
    most = max(counts.values(), default=0)
    best = [member for member in found.people if counts.get(member.number) == most] if most else []
    return sorted(best, key=lambda one: (one.name, one.id)), most, sum(counts.values())


def _groups(found: Measured, role: str) -> list[Group]:
    """The groups in which somebody has a role, the one with the most cases first."""
    groups = {member.group for member in found.people if member.group is not None}
    count = {group: _best(found, role, group)[2] for group in groups}
    return sorted((group for group in groups if count[group]), key=lambda group: (-count[group], group))


def _gates(found: Measured) -> Iterator[Statement]:
    """Who opens a group to others, and who carries its word outside, where that is somebody else."""
    for group in _groups(found, "gatekeeper"):
        inward, outward = _best(found, "gatekeeper", group), _best(found, "representative", group)
        best, count, total = inward
        same = best == outward[0]
        numbers = Phrase(SECTION, "inward", count=count, total=total)
        if same:
            numbers = Phrase(
                SECTION, "both_ways", count=count, total=total, outward=outward[1], outward_total=outward[2]
            )
        key = "gate_several" if len(best) > 1 else "gate_best"
        if len(best) == 1 and is_only_way(found, best[0].number, group):
            key = "gate_only"
        names = [named(member) for member in best]
        yield WAYS, Phrase(SECTION, key, where=place(group), names=names, numbers=numbers)
        if outward[0] and not same:
            names = [named(member) for member in outward[0]]
            told = Phrase(SECTION, "outward", count=outward[1], total=outward[2])
            yield WAYS, Phrase(SECTION, "voice", where=place(group), names=names, numbers=told)


def is_only_way(found: Measured, broker: int, group: Group) -> bool:
    """Whether nobody else of the group can be reached from outside of it but over this one."""
    graph: nx.DiGraph[int] = found.network.graph
    groups = found.network.groups
    seen = {node for node in graph if groups[node] != group}
    waiting = list(seen)
    while waiting:
        for node in graph.successors(waiting.pop()):
            if node not in seen and node != broker:
                seen.add(node)
                waiting.append(node)
    return not any(groups[node] == group for node in seen)


def _share(names: Sequence[Phrase | str], count: int, total: int) -> Phrase:
    """How many of all; of several who have equally many, that it is so many each."""
    return Phrase(SECTION, "share_each" if len(names) > 1 else "share", count=count, total=total)


def _within(found: Measured) -> Iterator[Statement]:
    for group in _groups(found, "coordinator"):
        best, count, total = _best(found, "coordinator", group)
        names = [named(member) for member in best]
        yield (
            WAYS,
            Phrase(SECTION, "within", where=place(group), names=names, share=_share(names, count, total)),
        )


def _between(found: Measured) -> Iterator[Statement]:
    for role in ("itinerant", "liaison"):
        best, count, total = _best(found, role)
        if best:
            names = [named(member) for member in best]
            yield WAYS, Phrase(SECTION, role, names=names, share=_share(names, count, total))


def _sides(found: Measured) -> Iterator[Statement]:
    """Who hears the most sides: the largest effective size, of several the lowest constraint."""
    known = [one for one in found.people if one.effective_size is not None and one.effective_size > 1]
    if known:
        best = min(known, key=lambda one: (-(one.effective_size or 0), one.constraint or 0, one.name))
        yield WAYS, Phrase(
            SECTION, "sides", name=named(best), people=counted("people", best.ties),
            size=round(best.effective_size or 0, 1), constraint=round(best.constraint or 0, 2),
        )  # fmt: skip


def _cuts(found: Measured) -> Iterator[Statement]:
    cuts = [one for one in found.people if one.cut_off]
    for one in sorted(cuts, key=lambda one: (-len(one.cut_off), one.name, one.id)):
        others = [named(found.member(number)) for number in one.cut_off]
        people = counted("people", len(others))
        yield THREADS, Phrase(SECTION, "cut", name=named(one), people=people, others=others)


def _without(found: Measured) -> Iterator[Statement]:
    for players in found.key_players:
        if not players.pairs:  # nobody is left who could lose anybody
            continue
        names = [named(found.member(number)) for number in players.people]
        key = "without" if players.lost else "without_none"
        yield THREADS, Phrase(
            SECTION, key, names=names, lost=players.lost, pairs=players.pairs,
            fragmentation=round(players.fragmentation, 2),
        )  # fmt: skip


def _to_win(found: Measured) -> Iterator[Statement]:
    """With whom on our side most others are one step away; never with somebody who objects to contact."""
    both = found.network.graph.to_undirected()
    asked = [one.number for one in found.people if not one.objects and one.ties]
    for size in (1, 3):
        if len(asked) < size or len(both) <= size:
            return
        chosen, reached = best_reach(both, size, asked)
        names = [named(found.member(number)) for number in chosen]
        yield WIN, Phrase(SECTION, "win", names=names, count=reached, total=len(both) - size)
        if reached == len(both) - size:
            return


def _unknown(found: Measured) -> Iterator[Statement]:
    by_name = sorted(found.people, key=lambda one: (one.name, one.id))
    groups = [size for size in found.parts if size > 1]
    if len(groups) > 1:
        largest = counted("people", groups[0])
        yield MISSING, Phrase(SECTION, "parts", count=len(groups), people=largest)
    for key, members in (
        ("alone", [one for one in by_name if not one.ties]),
        ("no_group", [one for one in by_name if one.ties and one.group is None]),
    ):
        if members:
            names = [named(one) for one in members]
            yield MISSING, Phrase(SECTION, key, people=counted("people", len(names)), names=names)
    graph = found.network.graph
    if not any(True for _ in introductions(graph)):
        yield MISSING, Phrase(SECTION, "all_know_each_other")
