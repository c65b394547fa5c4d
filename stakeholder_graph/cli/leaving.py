"""The command `leaves`: what breaks without somebody, who takes over, and the handover sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON, STDOUT
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group, Who
from stakeholder_graph.cli.output import emit_json
from stakeholder_graph.cli.sections import Section, emit_sections
from stakeholder_graph.cli.words import named, number, word
from stakeholder_graph.errors import StakeholderGraphError

if TYPE_CHECKING:
    from stakeholder_graph.analysis.departure import Departure, Handed
    from stakeholder_graph.analysis.followers import Follower
    from stakeholder_graph.analysis.successors import Successor
    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.model.policy import Policy

SHOWN = 3  # successors in a table
PAGES = (".html", ".htm")
Open = Annotated[bool, typer.Option("--open", help="Open the handover sheet in the browser.")]


@app.command(epilog=ALSO, short_help="What breaks when somebody leaves, and who could take over.")
def leaves(who: Who, group: Group = False, show: Open = False) -> None:
    """What breaks when somebody leaves, one of ours or one of theirs: gaps that open, whose only thread it
    is, who could take over or follow.

    With -o FILE.html it writes the handover sheet of one of ours instead: one page to print, with profile,
    contacts, open actions and proposed successor of everybody who is handed over. Nothing in the database
    changes.
    """
    file = COMMON.file
    wants_page = file is not None and file.suffix.lower() in PAGES
    if show and not wants_page:
        raise typer.BadParameter("--open shows the handover sheet: name its file with -o FILE.html")
    with opened(group=group) as graph:
        if wants_page:
            _sheet(graph, who, show)
            return
        found, policy = graph.leaves(who), graph.policy
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language))
        return
    emit_sections(_sections(found, policy), [_headline(found)], _closing(found))


def _sheet(graph: StakeholderGraph, who: str, show: bool) -> None:
    file = COMMON.file
    assert file is not None and COMMON.output != STDOUT
    if COMMON.format != "table":
        what = f"the ending asks for the handover sheet, and --format {COMMON.format} for something else"
        raise StakeholderGraphError(str(file), what, "leave --format out, or name a file with another ending")
    written = graph.handover(who, file, language=COMMON.language)
    COMMON.note(word("written", file=written))
    if show:
        typer.launch(written.resolve().as_uri())


def _headline(found: Departure) -> str:
    key = "leaves_ours" if found.ours else "leaves_theirs"
    lines = [word(key, name=found.person["name"], date=found.as_of)]
    lines.append(
        word(
            "leaves_gaps",
            before=found.before,
            after=found.after,
            opens=len(found.opens),
            closes=len(found.closes),
        )
    )
    if found.absorbed:
        lines.append(word("leaves_absorbed", count=found.absorbed))
    return "\n".join(lines)


def _closing(found: Departure) -> list[str]:
    return [word("leaves_sheet")] if found.ours and found.people else []


def _sections(found: Departure, policy: Policy) -> list[Section]:
    shared = [_gaps("opens", found), _gaps("closes", found)]
    if found.ours:
        return [shared[0], _threads(found, policy), _handed(found, policy), shared[1]]
    return [shared[0], _roles(found), _losing(found, policy), _following(found, policy), shared[1]]


def _gaps(key: str, found: Departure) -> Section:
    """The gaps that open, with what to do next, or those that close."""
    opens = key == "opens"
    rows = []
    for gap in found.opens if opens else found.closes:
        tier = gap.account.more["tier"] if gap.account else None
        steps = [" ".join(gap.next_steps(COMMON.language)[:2])] if opens else []
        rows.append([word(gap.severity_class), tier, gap.text(COMMON.language), *steps])
    names, nothing = ["severity", "tier", "finding"], ""
    if opens:
        names, nothing = [*names, "next"], word("leaves_opens_nothing")
    columns = ("severity", "tier", "text", "next_steps")[: len(names)]
    header = [word(name) for name in names]
    return Section(key, word(f"leaves_{key}"), columns, header, rows, (0, 0, 5, 5)[: len(names)], nothing)


def _threads(found: Departure, policy: Policy) -> Section:
    """For whom the leaver is the only one of ours, in words."""
    window = policy.get("observed.window_days")
    rows = []
    for one in found.people:
        tie = one.relationship
        if tie is None or tie.thread is None:
            continue
        rows.append(
            [one.name, _place(one), word(f"leaves_only_{tie.thread}", name=found.person["name"], days=window)]
        )
    return Section(
        "only_thread", word("leaves_threads"), ("person", "account", "text"),
        [word(name) for name in ("theirs", "account", "leaves_why")], rows, (0, 0, 1),
        nothing=word("leaves_threads_nothing", name=found.person["name"]),
    )  # fmt: skip


def _place(one: Handed) -> str | None:
    return one.account["name"] if one.account else None


def _handed(found: Departure, policy: Policy) -> Section:
    """Everybody who has to be taken over, with the best successors."""
    rows = []
    for one in found.people:
        tie = one.relationship
        assert tie is not None  # ours have one with everybody they hand over
        name = word("objects", name=one.name) if tie.objected else one.name
        today = (
            word(f"duty_{tie.duty}")
            if tie.duty
            else word("observed_only" if tie.cares else "leaves_in_touch")
        )
        able = "; ".join(successor(item, policy) for item in one.successors[:SHOWN])  # type: ignore[arg-type]
        told = word("leaves_no_contact") if tie.objected else able or word("leaves_nobody")
        rows.append([name, _place(one), policy.level_name(tie.level, COMMON.language), today, told])
    return Section(
        "people", word("leaves_people"), ("person", "account", "level", "care", "successors"),
        [word(name) for name in ("theirs", "account", "level", "leaves_so_far", "leaves_successors")],
        rows, (2, 2, 0, 0, 5), nothing=word("leaves_people_nothing", name=found.person["name"]),
    )  # fmt: skip


def successor(one: Successor, policy: Policy) -> str:
    """One of ours who could take over, with what speaks for and against: level, hours, relationship."""
    parts = [policy.level_name(one.level, COMMON.language)]
    if one.duty:
        parts.append(word(f"leaves_already_{one.duty}"))
    free = round(one.free_hours)
    parts.append(word("leaves_hours", hours=number(free)) if free > 0 else word("leaves_hours_none"))
    parts.append(_warmth(one.strength, one.at_account))
    parts += [] if one.senior_enough else [word("leaves_not_senior")]
    return f"{one.name} ({', '.join(parts)})"


def _warmth(strength: float, at_account: float = 0.0) -> str:
    from stakeholder_graph.analysis.strength import warmth

    if not strength:
        return word("leaves_known_there" if at_account else "leaves_unknown_there")
    return word(f"leaves_warmth_{warmth(strength)}")


def _roles(found: Departure) -> Section:
    rows = [
        [_role(role), role["about"]["name"] if role["about"] else role["account"]["name"],
         word("leaves_role_alone" if role["alone"] else "leaves_role_shared")]
        for role in found.roles
    ]  # fmt: skip
    header = [word(name) for name in ("role", "leaves_where", "leaves_then")]
    return Section(
        "roles", word("leaves_roles"), ("role", "account", "text"), header, rows,
        nothing=word("leaves_roles_nothing", name=found.person["name"]),
    )  # fmt: skip


def _role(role: dict[str, Any]) -> str:
    told = named("role", role["role"])
    return word("presumed_role", role=told) if role["presumed"] else told


def _losing(found: Departure, policy: Policy) -> Section:
    """Who of ours loses somebody, and whether they know anybody else there."""
    rows = []
    for thread in found.threads:
        today = word(f"duty_{thread.duty}") if thread.duty else word(
            "observed_only" if thread.cares else "leaves_in_touch"
        )  # fmt: skip
        place = thread.account["name"] if thread.account else None
        then = word("leaves_thread_only" if thread.only else "leaves_thread_more")
        rows.append([thread.own["name"], place, today, thread.contacts, thread.last_contact, then])
    days = policy.get("observed.window_days")
    header = [word("ours"), word("account"), word("care"), word("leaves_contacts", days=days)]
    header += [word("leaves_last"), word("leaves_then")]
    return Section(
        "threads", word("leaves_losing"), ("own", "account", "care", "contacts", "last_contact", "text"),
        header, rows, (2, 3, 2, 0, 0, 3), nothing=word("leaves_losing_nothing", name=found.person["name"]),
    )  # fmt: skip


def _following(found: Departure, policy: Policy) -> Section:
    rows = []
    for one in found.people:
        for item in one.successors:
            follower: Follower = item  # type: ignore[assignment]
            level = policy.level_name(follower.level, COMMON.language)
            because = ", ".join(
                word(f"leaves_because_{reason}", name=found.person["name"]) for reason in follower.because
            )
            rows.append(
                [follower.name, _place(one), follower.job_title, level, because, _warmth(follower.strength)]
            )
    names = ("theirs", "account", "job_title", "level", "leaves_because", "leaves_our_relationship")
    columns = ("person", "account", "job_title", "level", "because", "relationship")
    return Section(
        "followers", word("leaves_followers"), columns,
        [word(name) for name in names], rows, (2, 2, 2, 0, 3, 2), nothing=word("leaves_followers_nothing"),
    )  # fmt: skip
