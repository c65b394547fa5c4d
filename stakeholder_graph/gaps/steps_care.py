"""What to do next about care that is there, with the names of those of ours who can do it."""

from __future__ import annotations

from collections.abc import Callable

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.candidates import MOST, at_home
from stakeholder_graph.gaps.texts import Phrase, counted

MOST_HANDOVERS = 2


def _step(key: str, **values: object) -> Phrase:
    return Phrase("next", key, **values)


def relieve(back: CareBackground, gap: Row) -> list[Phrase]:
    """Whose care could be handed over, and who of ours is at home there and has the hours for it."""
    found = []
    for share in back.shares[gap["carer"]]:
        names = back.names(_takers(back, gap["carer"], share)[:MOST])
        if names:
            account = back.name(back.main_account[share["person"]])
            hours, person = counted("hours", round(share["hours"], 1)), back.name(share["person"])
            found.append(_step("hand_over_hours", person=person, hours=hours, account=account, names=names))
    over = counted("hours", round(gap["hours"] - gap["capacity"], 1))
    rest = _step("more_hours" if found else "relieve", name=back.name(gap["carer"]), hours=over)
    return [*found[:MOST_HANDOVERS], rest]


def _takers(back: CareBackground, carer: int, share: Row) -> list[int]:
    """Who of ours could take somebody over: in touch with the account, senior enough, with the hours."""
    account = back.main_account.get(share["person"])
    need = next((row for row in back.needs_of.get(share["person"], ()) if row["account"] == account), None)
    if account is None or need is None:
        return []
    able = at_home(back, need, without=[carer], senior=bool(need["same_level"]))
    return [own for own in able if back.free.get(own, 0.0) >= share["hours"]]


def plan_contacts(back: CareBackground, gap: Row) -> list[Phrase]:
    """Contacts planned ahead by the carers, in the way that the person prefers."""
    carers = back.names(row["own"] for row in back.care.get(gap["person"], ()))
    missing = counted("contacts", gap["due"] - gap["contacts"])
    first = _step("plan_contacts", names=carers, required=gap["required"], missing=missing)
    channel = back.persons[gap["person"]]["preferred_channel"]
    return [first, _step("prefers", person=back.name(gap["person"]), channel=channel)] if channel else [first]


def deepen(back: CareBackground, gap: Row) -> list[Phrase]:
    """The way from the relationship of today to the one that is wanted, along what moves the person."""
    person = back.persons[gap["person"]]
    names = {"name": back.name(gap["carer"]), "person": back.name(gap["person"])}
    found = [_step("deepen", **names, desired=Phrase("relationship", str(gap["desired"])))]
    topics = person["topics"]
    found.append(
        _step("topics", person=names["person"], topics=topics) if topics else _step("ask_topics", **names)
    )
    if person["avoid"]:
        found.append(_step("avoid", person=names["person"], avoid=person["avoid"]))
    return found


def write_report(back: CareBackground, gap: Row) -> list[Phrase]:
    """Who writes the report: the carers, or whoever of ours hosted the measure."""
    if gap["person"] is None:
        hosts = back.names(back.own_hosts.get(gap["about"], ()))
        return [
            _step(
                "report_measure" if hosts else "report_measure_open",
                names=hosts,
                about=back.name(gap["about"]),
            )
        ]
    carers = back.names(row["own"] for row in back.care.get(gap["person"], ()))
    return [_step("report_person", names=carers, person=back.name(gap["person"]))]


def fill_profile(back: CareBackground, gap: Row) -> list[Phrase]:
    """Who records or looks through the profile: the carers, else whoever of ours is in contact."""
    known = [row["own"] for row in back.care.get(gap["person"], ())]
    known = known or [row["own"] for row in back.recent.get(gap["person"], ())][:MOST]
    names = back.names(known)
    key = ("check_profile" if gap["profile"] else "fill_profile") + ("" if names else "_open")
    return [_step(key, names=names, person=back.name(gap["person"]))]


def care_less(back: CareBackground, gap: Row) -> list[Phrase]:
    """Fewer contacts, and whoever at the account has nobody instead."""
    names = back.names([row["own"] for row in back.year_of.get(gap["person"], ())][:MOST])
    found = [_step("care_less", names=names, person=back.name(gap["person"]))]
    alone = [person for person in back.needing_at.get(gap["account"], ()) if person not in back.care]
    if alone:
        found.append(_step("instead", account=back.name(gap["account"]), people=back.names(alone[:MOST])))
    return found


def assign(back: CareBackground, gap: Row) -> list[Phrase]:
    """The care as an assignment."""
    names, person = back.names(gap["makers"]), back.name(gap["person"])
    return [_step("assign" if len(names) == 1 else "assign_one_of", names=names, person=person)]


STEPS: dict[str, Callable[[CareBackground, Row], list[Phrase]]] = {
    "overloaded-carer": relieve,
    "under-cared": plan_contacts,
    "weak-relationship": deepen,
    "unreported-care": write_report,
    "missing-profile": fill_profile,
    "over-cared": care_less,
    "unassigned-care": assign,
}
