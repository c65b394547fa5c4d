"""What to do next about a gap, with the names of those of ours who can do it."""

from __future__ import annotations

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.candidates import (
    MOST,
    acquainted,
    at_home,
    candidates,
    introductions,
    peers,
    ranked,
)
from stakeholder_graph.gaps.texts import Phrase

MOST_INTRODUCERS = 2


def _step(key: str, **values: object) -> Phrase:
    return Phrase("next", key, **values)


def find_carer(back: Background, gap: Row) -> list[Phrase]:
    """Who of ours could take over: already in contact, with the warmest way in, or at home at the account;
    and who can introduce.
    """
    person = back.name(gap["person"])
    steps = [_step("confirm_role", person=person, role=gap["role"])] if gap["presumed"] else []
    named, first = _name_carer(back, gap)
    steps.append(first)
    ways = introductions(back, gap["person"], named)[:MOST_INTRODUCERS]
    if not set(named) & set(back.ways_in.direct(gap["person"])):
        names = [{"via": back.name(via), "names": back.name(own)} for via, own in ways]
        steps += [_step("introduced_by", person=person, **both) for both in names]
    below = [own for own in acquainted(back, gap) if own not in named]
    long = [] if below or back.ways_in.to(gap["person"]) else back.ways_in.long(gap["person"])
    if long:
        own, *others = back.names(long)
        steps.append(_step("long_way", names=own, others=others, person=person))
    elif not below and not ways and gap["same_level"] and not at_home(back, gap, senior=True):
        home = back.names(at_home(back, gap)[:MOST])  # not senior enough, and without a way to the person
        if home:
            steps.append(_step("ask_who_introduces", names=home, account=back.name(gap["account"])))
    if below:
        steps.append(_step("introduce", names=back.names(below[:MOST])))
    return steps


def _name_carer(back: Background, gap: Row) -> tuple[list[int], Phrase]:
    """Who is to be named as carer, at most three, and the step that says so."""
    person, senior = back.name(gap["person"]), bool(gap["same_level"])
    known = [row["own"] for row in back.recent.get(gap["person"], ()) if row["own"] in back.staying]
    able = ranked(back, gap, known, senior=senior)[:MOST]
    if able:
        return able, _step("name_carer_known", person=person, names=back.names(able))
    others, scores = candidates(back, gap, senior=senior), back.ways_in.score(gap["person"])
    near = [own for own in others if own in scores][:MOST]
    if near:
        key = "name_carer_way_senior" if senior else "name_carer_way"
        return near, _step(key, person=person, names=back.names(near))
    home = others[:MOST]
    if home:
        key = "name_carer_senior" if senior else "name_carer_home"
        names = back.names(home)
        return home, _step(key, person=person, account=back.name(gap["account"]), names=names)
    able = peers(back, gap["level"]) if senior and gap["level"] is not None else []
    if 0 < len(able) <= MOST:
        return able, _step("name_carer_level", person=person, names=back.names(able))
    return [], _step("name_carer", person=person)


def replace_carer(back: Background, gap: Row) -> list[Phrase]:
    """Candidates as for anybody without care, and a hand-over where the former carer is still with us."""
    former = [row["own"] for row in back.former.get(gap["person"], ()) if not row["left"]]
    steps = find_carer(back, gap)
    return [*steps, _step("hand_over", names=back.names(dict.fromkeys(former)))] if former else steps


def fill_role(back: Background, gap: Row) -> list[Phrase]:
    """Whom of ours to ask who decides, and who is presumed to."""
    home = back.names(at_home(back, gap)[:MOST])
    steps = [_step("find_out" if home else "find_out_plain", role=gap["missing"], names=home)]
    presumed = list(dict.fromkeys(person for person, _ in presumed_people(back, gap)))
    if presumed:
        steps = [_step("confirm_presumed", people=back.names(presumed))]
    elif not back.levels_at.get(gap["account"]):
        steps.append(_step("record_people", account=back.name(gap["account"])))
    elif all(level is None for level in back.levels_at[gap["account"]]):
        steps.append(_step("record_levels", account=back.name(gap["account"])))
    due = back.opportunities[gap["about"]]["close_date"] if gap["about"] is not None else None
    if due and due < back.situation.as_of:
        steps.append(_step("still_open", about=back.name(gap["about"])))
    return steps


def presumed_people(back: Background, gap: Row) -> list[tuple[int, str]]:
    """People presumed in one of the missing roles: person, role."""
    rows = back.presumed_at.get(gap["account"], ())
    return [(row["person"], row["role"]) for row in rows if row["role"] in gap["missing"]]


def follow_leaver(back: Background, gap: Row) -> list[Phrase]:
    """Who follows, and where the leaver is now."""
    person, names = back.name(gap["person"]), back.names(back.successors(gap)[:MOST])
    key = "find_successor_among" if names else "find_successor"
    steps = [_step(key, person=person, role=gap["role"], names=names)]
    now = [row for row in back.jobs.get(gap["person"], ()) if row["state"] == "valid"]
    return [
        *steps,
        *(_step("stay_in_touch", person=person, where=back.name(row["employer"])) for row in now[:1]),
    ]


def widen(back: Background, gap: Row) -> list[Phrase]:
    """A second one of ours, a second one of theirs, or both."""
    steps = []
    if gap["carer"] is not None:
        others = back.names(at_home(back, gap, without=[gap["carer"]])[:MOST])
        key = "second_of_ours_home" if others else "second_of_ours"
        names = {"account": back.name(gap["account"]), "names": back.name(gap["carer"])}
        steps.append(_step(key, **names, others=others))
    if gap["reached"] is not None:
        needing = (person for person in back.needing_at.get(gap["account"], ()) if person != gap["reached"])
        theirs = back.names(list(dict.fromkeys(needing))[:MOST])
        if theirs:
            steps.append(_step("second_of_theirs", names=back.name(gap["reached"]), others=theirs))
    return steps


def raise_level(back: Background, gap: Row) -> list[Phrase]:
    """Who of ours is senior enough to join, the warmest way in first; who introduces them."""
    carers = [row["own"] for row in back.care.get(gap["person"], ())]
    near = candidates(back, gap, without=carers, senior=True)
    able = list(dict.fromkeys([*near, *peers(back, gap["level"])]))[:MOST]
    first = _step("let_join", names=back.names(able)) if able else _step("let_join_nobody")
    return [first, _step("let_introduce", names=back.names(carers[:MOST]))]


def pair_rung(back: Background, gap: Row) -> list[Phrase]:
    """A meeting on that level, and who of ours could hold it, those at home at the account first."""
    makers = back.names(gap["makers"])
    ours = peers(back, gap["level"], first=at_home(back, gap))[:MOST]
    if not ours:
        return [_step("meet_nobody", names=makers)]
    return [_step("meet", names=makers, others=back.names(ours))]


def add_deputy(back: Background, gap: Row) -> list[Phrase]:
    """Somebody beside the present carers."""
    carers = [row["own"] for row in back.care.get(gap["person"], ())]
    light = {**gap, "contacts_per_year": 0}  # a deputy carries no hours
    others = back.names(at_home(back, light, without=carers)[:MOST]) if gap["account"] is not None else []
    key = ("name_deputy" if gap["deputy"] else "name_second") + ("_home" if others else "")
    account = back.name(gap["account"]) if others else ""
    names = {"person": back.name(gap["person"]), "names": back.names(carers)}
    return [_step(key, **names, account=account, others=others)]


def warm_up(back: Background, gap: Row) -> list[Phrase]:
    """A contact soon, in the way that the person prefers."""
    channel = back.persons[gap["person"]]["preferred_channel"]
    carers = back.names(row["own"] for row in back.care.get(gap["person"], ()))
    return [_step("arrange_by" if channel else "arrange", names=carers, channel=channel)]
