"""How findings about reports, actions and measures are told."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.candidates import MOST
from stakeholder_graph.gaps.evidence import job_evidence, role_evidence
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.telling import nearest, phrases, whoever
from stakeholder_graph.gaps.telling_risks import allies_step
from stakeholder_graph.gaps.texts import Phrase, counted


def _step(key: str, **values: object) -> Phrase:
    return Phrase("next", key, **values)


def opposed_sentence(back: CareBackground, row: Row) -> Phrase:
    """How strongly somebody is against us."""
    key = "sentence" if row["stance"] == -1 else "sentence_strongly"
    return Phrase(row["kind"], key, who=whoever(back, row))


def opposed_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The worst stance, and all actions and measures about the person so far."""
    return {
        "stance": row["stance"],
        "actions_before": back.named_all(back.actions_about.get(row["person"], [])),
        "measures_before": back.named_all(back.invited_to.get(row["person"], [])),
    }


def opposed_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The roles with the stance in them, and what was looked through for something under way."""
    account, found = row["account"], []
    for role in back.roles.get((account, row["person"]), ()):
        stance = back.stances.get(role["tie"], 0)
        if stance < 0 and not role["presumed"]:
            where = back.name(role["opportunity"] if role["opportunity"] is not None else account)
            key = "stance_against" if stance == -1 else "stance_strongly"
            phrase = Phrase("evidence", key, role=role["role"], where=where)
            found.append(Evidence("PLAYS_ROLE", role["tie"], role["valid_from"], role["origin"], phrase))
    for action in back.actions_about.get(row["person"], ()):
        found.append(action_evidence(back, action))
    measures = len(back.invited_to.get(row["person"], ()))
    actions = counted("actions", len(back.actions_about.get(row["person"], ())))
    looked = Phrase("evidence", "nothing_under_way", actions=actions, measures=counted("measures", measures))
    return [*found, Evidence("Action", None, None, None, looked)]


def action_evidence(back: CareBackground, number: int) -> Evidence:
    """An action and what has become of it."""
    action = back.record("Action", number)
    status = action["status"] or "open"
    day = action["done_on"] if status == "done" else action["due"]
    known = (action["effect"] or "").strip() if status == "dropped" else day
    key = f"action_{status}" if known else f"action_{status}_plain"
    phrase = Phrase("evidence", key, action=back.name(number), date=day or "", effect=action["effect"] or "")
    return Evidence("Action", action["id"], day, action["source"], phrase)


def opposed_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """An action with a deadline, and whom the person listens to; nothing direct with an objector."""
    person, ours = back.name(row["person"]), back.names(nearest(back, row))
    if row["person"] in back.objected:
        steps = [_step("not_directly", person=person)]
    else:
        steps = [_step("agree_action" if ours else "agree_action_plain", person=person, names=ours)]
    heard = back.names(back.heard_by.get(row["person"], [])[:MOST])
    if heard:
        return [*steps, _step("go_through", person=person, names=heard)]
    return [*steps, *allies_step(back, row)]


def _people(back: CareBackground, row: Row) -> list[str]:
    """Whom a report or action is about: people, else measures."""
    if row["makers"]:
        return back.names(row["makers"])
    reports = (
        [row["about"]] if back.label(row["about"]) == "Report" else back.reports_of.get(row["about"], [])
    )
    return back.names(dict.fromkeys(one for report in reports for one in back.subjects.get(report, ())))


def finding_sentence(back: CareBackground, row: Row) -> Phrase:
    """What was found and not answered, or what is late."""
    people = _people(back, row)
    if back.label(row["about"]) == "Action":
        action = back.record("Action", row["about"])
        names = back.names(back.responsible.get(row["about"], []))
        about = Phrase("phrases", "concerning", people=people) if people else ""
        responsible = Phrase("phrases", "responsible" if names else "nobody_responsible", names=names)
        days = counted("days", (back.situation.as_of - action["due"]).days)
        values = {"action": back.name(row["about"]), "date": action["due"], "days": days}
        return Phrase(row["kind"], "sentence_late", concerning=about, responsible=responsible, **values)
    report = back.record("Report", row["about"])
    on = Phrase("phrases", "of_day", date=report["date"]) if report["date"] else ""
    about = Phrase("phrases", "on_people", people=people) if people else ""
    dropped = back.names(back.actions_of.get(row["about"], []))
    key = "sentence_dropped" if dropped else "sentence"
    values = {
        "finding": _unended(report["finding"]),
        "actions": phrases("phrases", "quoted", "text", dropped),
    }
    return Phrase(row["kind"], key, on=on, about=about, **values)


def _unended(text: str) -> str:
    """A sentence without its full stop, to stand in another one."""
    return text.strip().removesuffix(".")


def finding_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The report or the action in figures and names."""
    told: dict[str, Any] = {"people": back.named_all(row["makers"] or [])}
    if back.label(row["about"]) == "Action":
        due = back.record("Action", row["about"])["due"]
        responsible = back.named_all(back.responsible.get(row["about"], []))
        late = (back.situation.as_of - due).days
        return {**told, "due": due, "days_late": late, "responsible": responsible}
    report = back.record("Report", row["about"])
    authors = back.named_all(back.authors.get(row["about"], []))
    dropped = back.named_all(back.actions_of.get(row["about"], []))
    told |= {"date": report["date"], "finding": report["finding"], "authors": authors}
    return {**told, "dropped_without_reason": dropped}


def report_evidence(back: CareBackground, number: int) -> Evidence:
    """A report, who wrote it, and what it found."""
    report, names = back.record("Report", number), back.names(back.authors.get(number, []))
    found = _unended(report["finding"] or report["result"] or "–")
    key = "report" if names else "report_plain"
    phrase = Phrase("evidence", key, names=names, finding=found)
    return Evidence("Report", report["id"], report["date"], report["source"], phrase)


def finding_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The report and its dropped actions, or the action and its reports."""
    if back.label(row["about"]) == "Action":
        reports = [report_evidence(back, one) for one in back.reports_of.get(row["about"], ())]
        return [action_evidence(back, row["about"]), *reports]
    dropped = [action_evidence(back, one) for one in back.actions_of.get(row["about"], ())]
    looked = Phrase("evidence", "no_other_action" if dropped else "no_action")
    return [report_evidence(back, row["about"]), *dropped, Evidence("LEADS_TO", None, None, None, looked)]


def finding_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """An action with a deadline, or the reason why none; for one that is late, a decision."""
    if back.label(row["about"]) == "Action":
        names = back.names(back.responsible.get(row["about"], []))
        return [_step("do_or_move" if names else "name_responsible", names=names)]
    names = back.names(back.authors.get(row["about"], []))
    return [_step("decide_with" if names else "decide", names=names)]


def measure_sentence(back: CareBackground, row: Row) -> Phrase:
    """Who is invited to what, and for whom that is meant."""
    measure = back.record("Measure", row["about"])
    fits = back.policy.get("measures.fits")[measure["kind"]]
    levels = phrases("phrases", "meant_for", "level", sorted(fits))
    kind = Phrase("measure_kinds", measure["kind"])
    values = {"level": row["invited_level"], "about": back.name(row["about"]), "kind": kind}
    key = "sentence" if levels else "sentence_nobody"
    return Phrase(row["kind"], key, who=whoever(back, row), levels=levels, **values)


def measure_facts(back: CareBackground, row: Row) -> dict[str, Any]:
    """The measure, the level that decides, and the levels that it fits."""
    measure = back.record("Measure", row["about"])
    return {
        "measure_kind": measure["kind"], "date": measure["date"], "status": measure["status"],
        "level_of_all_jobs": row["invited_level"], "fits": back.policy.get("measures.fits")[measure["kind"]],
        "answer": back.invitations[row["about"], row["person"]]["answer"] or "invited",
        "hosts": back.named_all(back.hosts.get(row["about"], [])),
    }  # fmt: skip


def measure_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The measure, the invitation, and the jobs that tell the level."""
    measure, invitation = back.record("Measure", row["about"]), back.invitations[row["about"], row["person"]]
    key = f"measure_{measure['status']}" + ("" if measure["date"] else "_undated")
    kind = Phrase("measure_kinds", measure["kind"])
    phrase = Phrase("evidence", key, name=back.name(row["about"]), date=measure["date"] or "", kind=kind)
    found = [Evidence("Measure", measure["id"], measure["date"], measure["source"], phrase)]
    answer = Phrase("evidence", f"guest_{invitation['answer'] or 'invited'}", name=back.name(row["person"]))
    found.append(Evidence("INVITED_TO", invitation["tie"], None, invitation["origin"], answer))
    # the level over all jobs decides: all jobs are told, wherever they are
    return [*found, *role_evidence(back, row), *job_evidence(back, {**row, "account": None})]


def measure_steps(back: CareBackground, row: Row) -> list[Phrase]:
    """Off the list of guests, or another kind of measure, one that fits the level."""
    person = back.name(row["person"])
    hosts = back.names(back.hosts.get(row["about"], [])[:MOST])
    steps = [_step("off_the_list", person=person, about=back.name(row["about"]))]
    if row["person"] in back.objected:
        return [_step("objects", person=person), *steps]
    fits = back.policy.get("measures.fits").items()
    kinds = [Phrase("measure_kinds", kind) for kind, levels in fits if row["invited_level"] in levels]
    if kinds:
        steps.append(_step("other_kinds", level=row["invited_level"], kinds=kinds))
    return [*steps, _step("tell_hosts", names=hosts)] if hosts else steps
