"""How findings about competitors, objections, carers who go and fewer visits are told."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.candidates import MOST, at_home, fits
from stakeholder_graph.gaps.checks_risks import YEAR
from stakeholder_graph.gaps.evidence import care_evidence, job_evidence, role_evidence
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.telling import nearest, whoever
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.gaps.who import who


def _step(key: str, **values: object) -> Phrase:
    return Phrase("next", key, **values)


def _rivals(back: CareBackground, row: Row) -> list[Row]:
    """Every competitor once, by the closest tie."""
    return list({tie["rival"]: tie for tie in reversed(back.rivals.get(row["person"], []))}.values())[::-1]


def tied_sentence(back: CareBackground, row: Row) -> Phrase:
    """Who is tied to whom."""
    names = back.names(tie["rival"] for tie in _rivals(back, row))
    key = "sentence" if len(names) == 1 else "sentence_several"
    return Phrase(row["kind"], key, who=whoever(back, row), rivals=names)


def tied_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The competitors, with the weight of the closest tie to each."""
    ties = _rivals(back, row)
    return {
        "competitors": [
            {"id": back.id(tie["rival"]), "name": back.name(tie["rival"]), "weight": tie["weight"]}
            for tie in ties
        ]
    }


def tied_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The roles there, and every tie."""
    found = role_evidence(back, row)
    for tie in back.rivals.get(row["person"], ()):
        since = Phrase("phrases", "since", date=tie["valid_from"]) if tie["valid_from"] else ""
        weight = Phrase("phrases", "weight", weight=tie["weight"]) if tie["weight"] else ""
        note = f": {tie['note']}" if tie["note"] else ""
        values = {"rival": back.name(tie["rival"]), "since": since, "weight": weight, "note": note}
        phrase = Phrase("evidence", "tied", **values)
        found.append(Evidence("TIED_TO", tie["tie"], tie["valid_from"], tie["origin"], phrase))
    return found


def tied_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """Find out what the tie amounts to, and lean on those there who are for us."""
    person, rivals = back.name(row["person"]), back.names(tie["rival"] for tie in _rivals(back, row))
    ours = back.names(nearest(back, row))
    key = "find_out_tie" if ours else "find_out_tie_plain"
    steps = [_step(key, person=person, rivals=rivals, names=ours)]
    return [*steps, *allies_step(back, row)]


def allies_step(back: CareBackground, row: Row) -> list[Phrase]:
    """Who at the account is for us."""
    others = [one for one in back.allies.get(row["account"], ()) if one != row["person"]][:MOST]
    return [_step("lean_on", account=back.name(row["account"]), names=back.names(others))] if others else []


def objection_sentence(back: CareBackground, row: Row) -> Phrase:
    """When the person objected, and who of ours contacted them since."""
    met = back.approaches[row["person"]]
    values = {"names": _contacted_by(back, row), "last": met[-1]["date"], "channel": met[-1]["channel"]}
    key = "sentence" if len(_days(met)) == 1 else "sentence_several"
    date, contacts = _objected_on(back, row), counted("contacts", len(_days(met)))
    return Phrase(row["kind"], key, who=whoever(back, row), date=date, contacts=contacts, **values)


def _objected_on(back: CareBackground, row: Row) -> Any:
    return back.persons[row["person"]]["objected_on"]


def _days(met: list[Row]) -> set[tuple[Any, ...]]:
    return {(contact["own"], contact["date"]) for contact in met}


def _contacted_by(back: CareBackground, row: Row) -> list[str]:
    return back.names(dict.fromkeys(contact["own"] for contact in back.approaches[row["person"]]))


def objection_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The day of the objection, and every contact since."""
    contacts = [
        {"date": met["date"], "channel": met["channel"], "by": back.named_all([met["own"]])[0]}
        for met in back.approaches[row["person"]]
    ]
    return {"objected_on": _objected_on(back, row), "contacts_since": contacts}


def objection_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The objection, and every contact since."""
    person, day = back.persons[row["person"]], _objected_on(back, row)
    objected = Phrase("evidence", "objected", date=day)
    found = [Evidence("Person", person["id"], day, person["source"], objected)]
    for met in back.approaches[row["person"]]:
        values = {"channel": met["channel"], "date": met["date"], "name": back.name(met["own"])}
        phrase = Phrase("evidence", "approached", **values)
        found.append(
            Evidence(back.label(met["record"]), back.id(met["record"]), met["date"], met["origin"], phrase)
        )
    return found


def objection_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """Stop it, tell those who did it, and record it if the person has thought better of it."""
    person = back.name(row["person"])
    carers = [care["own"] for care in back.care.get(row["person"], ()) if care["assigned"]]
    steps = [_step("stop_contact", person=person, names=_contacted_by(back, row))]
    if carers:
        steps.append(_step("end_care", person=person, names=back.names(carers[:MOST])))
    return [*steps, _step("allowed_again", person=person)]


def successor_sentence(back: CareBackground, row: Row) -> Phrase:
    """Until when there is care, and why no longer."""
    reasons = [
        Phrase("phrases", f"ends_{end['why']}", name=back.name(end["own"]), date=end["ends_on"])
        for end in back.ends[row["person"]]
    ]
    values = {"who": who(back, row), "date": row["ends_on"], "reasons": reasons}
    return Phrase(row["kind"], "sentence", **values)


def successor_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The last day of each carer, by the job with us or by the assignment."""
    ends = [
        {"carer": back.named_all([end["own"]])[0], "on": end["ends_on"], "why": end["why"]}
        for end in back.ends[row["person"]]
    ]
    return {"cared_for_until": row["ends_on"], "ends": ends}


def successor_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """Why care is needed, who gives it, what ends it, and that nobody was found who follows."""
    found = [*role_evidence(back, row), *job_evidence(back, row), *care_evidence(back, row["person"])]
    for end in back.ends[row["person"]]:
        job = back.last_job(end["own"]) if end["why"] == "job" else None
        values = {"name": back.name(end["own"]), "date": end["ends_on"]}
        if job is not None:
            phrase = Phrase("evidence", "job_with_us_ends", **values)
            found.append(Evidence("WORKS_FOR", job["tie"], end["ends_on"], job["origin"], phrase))
        else:
            phrase = Phrase("evidence", "care_ends", **values)
            found.append(Evidence("CARES_FOR", end["tie"], end["ends_on"], end["origin"], phrase))
    phrase = Phrase("evidence", "no_successor", person=back.name(row["person"]))
    return [*found, Evidence("CARES_FOR", None, None, None, phrase)]


def successor_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """Who could follow, and that those who go introduce them."""
    going = [end["own"] for end in back.ends[row["person"]]]
    known = [one["own"] for one in back.recent.get(row["person"], ()) if one["own"] in back.staying]
    home = at_home(back, row, without=going, senior=bool(row["same_level"]))
    able = [
        own for own in known if not row["same_level"] or fits(back, back.own_levels.get(own), row["level"])
    ]
    others = [own for own in dict.fromkeys([*able, *home]) if own not in going][:MOST]
    values = {"person": back.name(row["person"]), "date": row["ends_on"], "names": back.names(others)}
    key = "name_successor_known" if others else "name_successor"
    return [_step(key, **values), _step("introduce_successor", names=back.names(going))]


def _windows(back: CareBackground, row: Row) -> tuple[list[Row], list[Row]]:
    """Personal contacts of the last year, and of the year before."""
    line = back.situation.as_of - timedelta(days=YEAR)
    met = back.met_in_person[row["account"]]
    return [one for one in met if one["date"] > line], [one for one in met if one["date"] <= line]


def _missed(back: CareBackground, row: Row) -> list[int]:
    """Whom ours met in person in the year before and not since, the most often met first."""
    recent, before = _windows(back, row)
    still = {one["person"] for one in recent}
    people = [one["person"] for one in before if one["person"] not in still]
    return sorted(dict.fromkeys(people), key=lambda person: (-people.count(person), person))


def thinning_sentence(back: CareBackground, row: Row) -> Phrase:
    """How often ours met them in person in the last year, and in the year before."""
    values = {"recent": counted("personal", row["recent"]), "before": row["before"]}
    key = "sentence" if row["recent"] else "sentence_none"
    return Phrase(row["kind"], key, account=back.name(row["account"]), days=YEAR, **values)


def thinning_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """Both numbers, and whom nobody has met since."""
    return {
        "personal_contacts": row["recent"], "personal_contacts_before": row["before"], "days": YEAR,
        "not_met_any_more": back.named_all(_missed(back, row)),
    }  # fmt: skip


def thinning_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """A summary of both years, and every contact counted, the newest first, one line a record."""
    values = {"recent": row["recent"], "before": row["before"]}
    found = [Evidence("Interaction", None, None, None, Phrase("evidence", "met_in_person", **values))]
    met = sorted(
        back.met_in_person[row["account"]], key=lambda one: (one["date"], one["record"]), reverse=True
    )
    for record, contacts in groupby(met, key=lambda one: one["record"]):
        rows = list(contacts)
        told = {
            "channel": rows[0]["channel"], "date": rows[0]["date"],
            "names": back.names(sorted({one["own"] for one in rows})),
            "people": back.names(sorted({one["person"] for one in rows})),
        }  # fmt: skip
        phrase = Phrase("evidence", "met", **told)
        found.append(Evidence(back.label(record), back.id(record), told["date"], rows[0]["origin"], phrase))
    return found


def thinning_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """Visits with those whom nobody has met since, and who of ours met them before."""
    missed = _missed(back, row)
    _, before = _windows(back, row)
    wanted = missed or list(dict.fromkeys(one["person"] for one in reversed(before)))
    ours = [one["own"] for one in reversed(before) if one["person"] in wanted and one["own"] in back.staying]
    names = back.names(list(dict.fromkeys(ours))[:MOST])
    key = "visit_missed" if missed else "visit_more"
    steps = [_step(key, people=back.names(wanted[:MOST]), account=back.name(row["account"]))]
    return [*steps, _step("met_before", names=names)] if names else steps
