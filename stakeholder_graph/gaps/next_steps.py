"""What to do next about a gap, with the names of those of ours who can do it."""

from __future__ import annotations

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.texts import Phrase

MOST = 3


def _step(key: str, **values: object) -> Phrase:
    return Phrase("next", key, **values)


def _fits(back: Background, own_level: int | None, level: int | None) -> bool:
    if level is None:
        return True
    return own_level is not None and own_level <= level + back.policy.get("levels.tolerance")


def find_carer(back: Background, gap: Row) -> list[Phrase]:
    """Who of ours could take over: already in contact, at home at the account, or able to introduce."""
    steps = [_step("name_carer", person=back.name(gap["person"]))]
    if gap["presumed"]:
        steps.insert(0, _step("confirm_role", person=back.name(gap["person"]), role=gap["role"]))
    known = [row["own"] for row in back.recent.get(gap["person"], ())][:MOST]
    home = [row for row in back.at_home.get(gap["account"], ()) if row["own"] not in known]
    fitting = [row["own"] for row in home if _fits(back, row["level"], gap["level"])][:MOST]
    others = [row["own"] for row in home if row["own"] not in fitting][:MOST]
    if known:
        steps.append(_step("in_contact", names=back.names(known)))
    if fitting:
        steps.append(_step("suggest", names=back.names(fitting)))
    elif others:
        steps.append(_step("introduce", names=back.names(others)))
    return steps


def replace_carer(back: Background, gap: Row) -> list[Phrase]:
    """A hand-over where the former carer is still with us, and candidates as for anybody without care."""
    staying = [row["own"] for row in back.former.get(gap["person"], ()) if not row["left"]]
    steps = find_carer(back, gap)
    return [*steps, _step("hand_over", names=back.names(dict.fromkeys(staying)))] if staying else steps


def fill_role(back: Background, gap: Row) -> list[Phrase]:
    """Whom of ours to ask who decides, and which presumed deciders to confirm."""
    presumed = presumed_people(back, gap)
    steps = [_step("confirm_role", person=back.name(person), role=role) for person, role in presumed[:MOST]]
    home = [row["own"] for row in back.at_home.get(gap["account"], ())][:MOST]
    if steps:
        return steps
    role = gap["missing"]
    return [_step("find_out", role=role, names=back.names(home)) if home else _step("find_out_plain", role=role)]


def presumed_people(back: Background, gap: Row) -> list[tuple[int, str]]:
    """People presumed in one of the missing roles: person, role."""
    rows = back.presumed_at.get(gap["account"], ())
    return [(row["person"], row["role"]) for row in rows if row["role"] in gap["missing"]]


def follow_leaver(back: Background, gap: Row) -> list[Phrase]:
    """Who follows, and where the leaver is now."""
    person = back.name(gap["person"])
    steps = [_step("find_successor", person=person, role=gap["role"])]
    now = [row for row in back.jobs.get(gap["person"], ()) if row["state"] == "valid"]
    return [*steps, *(_step("stay_in_touch", person=person, where=back.name(row["employer"])) for row in now[:1])]


def widen(back: Background, gap: Row) -> list[Phrase]:
    """A second one of ours, a second one of theirs, or both."""
    account, steps = back.name(gap["account"]), []
    if gap["carer"] is not None:
        steps.append(_step("second_of_ours", account=account, names=back.name(gap["carer"])))
    if gap["reached"] is not None:
        others = [person for person in back.needing_at.get(gap["account"], ()) if person != gap["reached"]][:MOST]
        steps.append(_step("second_of_theirs", account=account, names=back.name(gap["reached"]), others=back.names(others)))
    return steps


def raise_level(back: Background, gap: Row) -> list[Phrase]:
    """Who of ours on the right level could join, those at home at the account first."""
    home = [row["own"] for row in back.at_home.get(gap["account"], ()) if _fits(back, row["level"], gap["level"])]
    anybody = [own for own, level in back.own_levels.items() if level == gap["level"] and own not in home]
    steps = []
    if home:
        steps.append(_step("suggest", names=back.names(home[:MOST])))
    elif 0 < len(anybody) <= MOST + 1:
        steps.append(_step("suggest_level", names=back.names(anybody)))
    carers = [row["own"] for row in back.care.get(gap["person"], ())][:MOST]
    return [*steps, _step("introduce", names=back.names(carers))]


def pair_rung(back: Background, gap: Row) -> list[Phrase]:
    """A meeting on that level, and who of ours could hold it."""
    steps = [_step("top_visit", level=gap["level"], names=back.names(gap["makers"]))]
    peers = [own for own, level in back.own_levels.items() if level == gap["level"]]
    return [*steps, _step("suggest_level", names=back.names(peers))] if 0 < len(peers) <= MOST + 1 else steps


def add_deputy(back: Background, gap: Row) -> list[Phrase]:
    """Somebody beside the present carers."""
    carers = [row["own"] for row in back.care.get(gap["person"], ())]
    steps = [_step("name_deputy", names=back.names(carers))]
    home = [row for row in back.at_home.get(gap["account"], ()) if row["own"] not in carers]
    fitting = [row["own"] for row in home if _fits(back, row["level"], gap["level"])][:MOST]
    return [*steps, _step("suggest", names=back.names(fitting))] if fitting else steps


def warm_up(back: Background, gap: Row) -> list[Phrase]:
    """A contact soon, in the way that the person prefers."""
    channel = back.persons[gap["person"]]["preferred_channel"]
    carers = [row["own"] for row in back.care.get(gap["person"], ())]
    steps = [_step("visit_plain", names=back.names(carers))]
    return [_step("visit_now", channel=channel)] + steps[1:] if channel else steps
