"""The records that a finding rests on, and what was looked through where nothing was found."""

from __future__ import annotations

from datetime import date

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.finding import Evidence
from stakeholder_graph.gaps.texts import Phrase, counted


def _since(day: date | None) -> Phrase | str:
    return Phrase("phrases", "since", date=day) if day else ""


def role_evidence(back: Background, gap: Row) -> list[Evidence]:
    """Why the person counts at the account: roles, a presumption, or what makes a third party relevant."""
    account, person = gap["account"], gap["person"]
    found = []
    for row in back.roles.get((account, person), ()):
        where = back.name(row["opportunity"] if row["opportunity"] is not None else account)
        if row["presumed"]:
            found.append(_presumed(back, row, where))
        else:
            since = _since(row["valid_from"])
            phrase = Phrase("evidence", "role", role=row["role"], where=where, since=since)
            found.append(Evidence("PLAYS_ROLE", row["tie"], row["valid_from"], row["origin"], phrase))
    if not found:
        for row in back.thirds.get((account, person), ()):
            names = {"target": back.name(row["target"]), "account": back.name(account)}
            phrase = Phrase("evidence", f"third_{row['because']}", **names)
            found.append(Evidence(row["kind"], row["tie"], None, row["origin"], phrase))
    return found


def _title(job: Row) -> Phrase | str:
    return job["job_title"] or Phrase("evidence", "no_title")


def _presumed(back: Background, row: Row, where: str) -> Evidence:
    job = next(job for job in back.jobs[row["person"]] if job["tie"] == row["tie"])
    values = {"person": back.name(row["person"]), "role": row["role"], "level": job["level"]}
    phrase = Phrase("evidence", "presumed", job=_title(job), where=where, **values)
    return Evidence("WORKS_FOR", row["tie"], job["valid_from"], job["origin"], phrase)


def job_evidence(back: Background, gap: Row) -> list[Evidence]:
    """The person's jobs at the account, and how their level is known; not what the role was presumed from."""
    companies = back.members.get(gap["account"], set())
    valid = [row for row in back.jobs.get(gap["person"], ()) if row["state"] == "valid"]
    told = {row["tie"] for row in back.roles.get((gap["account"], gap["person"]), ()) if row["presumed"]}
    found = []
    for row in [row for row in valid if row["employer"] in companies] or valid:
        if row["tie"] in told:
            continue
        key = {"given": "job", "title": "job_read"}.get(row["level_source"] or "", "job_unknown")
        where = back.name(row["employer"])
        phrase = Phrase("evidence", key, job=_title(row), where=where, level=row["level"])
        found.append(Evidence("WORKS_FOR", row["tie"], row["valid_from"], row["origin"], phrase))
    return found


def absence_evidence(back: Background, gap: Row) -> list[Evidence]:
    """What was looked through for a carer: assignments of the past, contacts in the window."""
    person = gap["person"]
    former = [former_evidence(back, row) for row in back.former.get(person, ())]
    number = sum(row["count"] for row in back.recent.get(person, ()))
    key = "none_now" if former else "nobody"
    if not back.contacts_recorded:
        key += "_no_records"
    elif not number:
        key += "_at_all"
    elif not former and back.policy.get("observed.counts_as_care") == "assigned":
        key = "nobody_assigned"
    contacts, days = counted("contacts", number), counted("days", back.window)
    phrase = Phrase("evidence", key, contacts=contacts, days=days)
    return [*former, Evidence("CARES_FOR", None, None, None, phrase)]


def former_evidence(back: Background, row: Row) -> Evidence:
    """One assignment of the past."""
    name, until = back.name(row["own"]), row["until"]
    ended = until is not None and until < back.situation.as_of
    key = "former" if ended else "former_left" if row["left"] else "former_undated"
    phrase = Phrase("evidence", key, name=name, date=until, since=_since(row["since"]))
    return Evidence("CARES_FOR", row["tie"], until or row["since"], row["origin"], phrase)


def care_evidence(back: Background, person: int) -> list[Evidence]:
    """Everybody of ours who cares for a person: assigned, or seen from contacts."""
    found = []
    for row in back.care.get(person, ()):
        names = {"name": back.name(row["own"]), "person": back.name(person)}
        if row["assigned"]:
            key = "care_deputy" if row["duty"] == "deputy" else "care"
            phrase = Phrase("evidence", key, since=_since(row["since"]), **names)
            found.append(Evidence("CARES_FOR", row["tie"], row["since"], row["origin"], phrase))
        else:
            contacts, days = counted("contacts", row["recent"]), counted("days", back.window)
            phrase = Phrase("evidence", "observed", contacts=contacts, days=days, **names)
            found.append(_last_record(back, row["own"], person, phrase))
    return found


def _last_record(back: Background, own: int, person: int, phrase: Phrase) -> Evidence:
    last = back.last.get((own, person))
    if last is None:
        return Evidence("Interaction", None, None, None, phrase)
    return Evidence(back.label(last["record"]), back.id(last["record"]), last["date"], last["origin"], phrase)


def contact_evidence(back: Background, person: int) -> list[Evidence]:
    """The last contact with each present carer, and with whom there was none."""
    found, without = [], []
    for row in back.care.get(person, ()):
        last = back.last.get((row["own"], person))
        if last is None:
            without.append(back.name(row["own"]))
        else:
            values = {"channel": last["channel"], "name": back.name(row["own"]), "date": last["date"]}
            found.append(_last_record(back, row["own"], person, Phrase("evidence", "contact", **values)))
    if without:
        found.append(
            Evidence("Interaction", None, None, None, Phrase("evidence", "no_contact", names=without))
        )
    return found


def left_evidence(back: Background, gap: Row) -> list[Evidence]:
    """The jobs at the account that have ended."""
    companies = back.members.get(gap["account"], set())
    found = []
    for row in back.jobs.get(gap["person"], ()):
        if row["employer"] in companies and row["state"] == "past":
            until: date | None = row["valid_to"]
            key = "job_ended" if until else "job_ended_undated"
            phrase = Phrase("evidence", key, job=_title(row), where=back.name(row["employer"]), date=until)
            found.append(Evidence("WORKS_FOR", row["tie"], until, row["origin"], phrase))
    return found
