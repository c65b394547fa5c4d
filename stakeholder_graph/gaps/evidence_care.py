"""The records behind findings about care that is there, and what was looked through in vain."""

from __future__ import annotations

from stakeholder_graph.analysis.yearly import YEAR
from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground
from stakeholder_graph.gaps.evidence import care_evidence, job_evidence, role_evidence
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.texts import Phrase, counted


def care_gap_evidence(back: CareBackground, row: Row) -> list[Evidence]:
    """The records that a gap rests on, by its kind."""
    match row["kind"]:
        case "overloaded-carer":
            return _hours(back, row)
        case "under-cared":
            return [
                *role_evidence(back, row),
                *care_evidence(back, row["person"]),
                *_each_contact(back, row["person"]),
            ]
        case "weak-relationship":
            return [_relationship(back, row), *role_evidence(back, row)]
        case "unreported-care":
            return _without_report(back, row) if row["person"] is not None else _measure(back, row)
        case "missing-profile":
            return [*role_evidence(back, row), _profile(back, row)]
        case "over-cared":
            return [*_contacts_by_own(back, row["person"]), *_weight(back, row), *job_evidence(back, row)]
    return _unasked(back, row)


def _hours(back: CareBackground, row: Row) -> list[Evidence]:
    """What the hours go to, and how many there are."""
    person = back.owners[row["carer"]]
    given = person["capacity_hours"] is not None
    key = "capacity" if given else "capacity_default"
    phrase = Phrase("evidence", key, hours=counted("hours", row["capacity"]))
    found = [Evidence("Person", back.id(row["carer"]), None, person["source"], phrase)]
    for share in back.shares[row["carer"]]:
        values = {
            "person": back.name(share["person"]),
            "contacts": counted("contacts", round(share["contacts"], 1)),
            "hours": counted("hours", round(share["hours"], 1)),
        }
        phrase = Phrase("evidence", "hours_agreed" if share["agreed"] else "hours_shared", **values)
        found.append(Evidence("CARES_FOR", share["tie"], share["since"], share["origin"], phrase))
    return found


def _each_contact(back: CareBackground, person: int) -> list[Evidence]:
    """The contacts of the last 365 days, a day each; without any, that none was found."""
    found = []
    for day in back.year.get(person, ()):
        values = {"channel": day["channel"], "name": back.name(day["own"]), "date": day["date"]}
        record = back.label(day["record"]), back.id(day["record"]), day["date"], day["origin"]
        found.append(Evidence(*record, Phrase("evidence", "contact_on", **values)))
    if not found:
        phrase = Phrase("evidence", "no_contact_in", days=counted("days", YEAR))
        found.append(Evidence("Interaction", None, None, None, phrase))
    return found


def _relationship(back: CareBackground, row: Row) -> Evidence:
    values = {
        "name": back.name(row["carer"]),
        "person": back.name(row["person"]),
        "current": Phrase("relationship", str(row["current"])),
        "desired": Phrase("relationship", str(row["desired"])),
    }
    tie = back.ties[row["tie"]]
    phrase = Phrase("evidence", "relationship", **values)
    return Evidence("CARES_FOR", row["tie"], tie["valid_from"], tie["origin"], phrase)


def _report(back: CareBackground, report: Row) -> Evidence:
    names = back.names(back.authors.get(report["report"], ()))
    key = "last_report" if names else "last_report_unsigned"
    phrase = Phrase("evidence", key, names=names, date=report["date"])
    return Evidence("Report", back.id(report["report"]), report["date"], report["origin"], phrase)


def _without_report(back: CareBackground, row: Row) -> list[Evidence]:
    """The role, the care, and the last report, or that there is none."""
    reports = back.reports.get(row["person"], ())
    days = int(back.policy.get("stale.report_days"))
    phrase = Phrase("evidence", "no_report", person=back.name(row["person"]), days=counted("days", days))
    silent = Evidence("Report", None, None, None, phrase)
    told = [_report(back, reports[0])] if reports else []
    return [*role_evidence(back, row), *care_evidence(back, row["person"]), silent, *told]


def _measure(back: CareBackground, row: Row) -> list[Evidence]:
    """The measure, and that neither it nor a guest stands in a report."""
    measure, guests = back.measures[row["about"]], row["makers"] or []
    values = {"name": back.name(row["about"]), "date": measure["date"]}
    phrase = Phrase("evidence", "measure_done", **values, people=counted("guests", len(guests)))
    about = Evidence("Measure", back.id(row["about"]), measure["date"], measure["source"], phrase)
    key = "no_report_measure" if guests else "no_report_alone"
    phrase = Phrase("evidence", key, names=back.names(guests), date=measure["date"])
    return [about, Evidence("Report", None, None, None, phrase)]


def _profile(back: CareBackground, row: Row) -> Evidence:
    person = back.persons[row["person"]]
    updated = row["profile_updated"]
    phrase = Phrase("evidence", "profile_old" if row["profile"] else "profile_empty", date=updated)
    return Evidence("Person", back.id(row["person"]), updated, person["source"], phrase)


def _contacts_by_own(back: CareBackground, person: int) -> list[Evidence]:
    """Who of ours was in contact how often in the last 365 days, with the record of the last time."""
    found = []
    for met in back.year_of.get(person, ()):
        last = back.last[(met["own"], person)]
        values = {"name": back.name(met["own"]), "channel": last["channel"], "date": last["date"]}
        counts = {"contacts": counted("contacts", met["count"]), "days": counted("days", YEAR)}
        record = back.label(last["record"]), back.id(last["record"]), last["date"], last["origin"]
        found.append(Evidence(*record, Phrase("evidence", "contacts_of", **values, **counts)))
    return found


def _weight(back: CareBackground, row: Row) -> list[Evidence]:
    """The roles at C accounts, or that none was found at any account."""
    roles = role_evidence(back, row)
    if roles or row["role"]:
        return roles
    phrase = Phrase("evidence", "no_role_here", account=back.name(row["account"]))
    return [Evidence("PLAYS_ROLE", None, None, None, phrase)]


def _unasked(back: CareBackground, row: Row) -> list[Evidence]:
    """Whose contacts are care, and that no assignment was found."""
    person, found = row["person"], []
    for seen in back.observers.get(person, ()):
        last = back.last[(seen["own"], person)]
        counts = {"contacts": counted("contacts", seen["recent"]), "days": counted("days", back.window)}
        names = {"name": back.name(seen["own"]), "person": back.name(person)}
        record = back.label(last["record"]), back.id(last["record"]), last["date"], last["origin"]
        found.append(Evidence(*record, Phrase("evidence", "observed", **names, **counts)))
    phrase = Phrase("evidence", "not_assigned", person=back.name(person))
    found.append(Evidence("CARES_FOR", None, None, None, phrase))
    return [*found, *role_evidence(back, row), *job_evidence(back, row)]
