"""What has happened between people: calls, mails, meetings. Plans are no contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stakeholder_graph.exchange.mapping.days import AS_WRITTEN
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.lengths import minutes_between
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.participants import Participants
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.targets import PARTS
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW

TO_COME = "still to come: a plan, no contact"
NOBODY = "names nobody of theirs: no contact"
SECONDS = 60


def add_one_by_one(register: Register, own: OwnSide, fields: Fields, rows: Iterable[Values]) -> None:
    """One Interaction for each activity that has happened, with those who took part."""
    for row in rows:
        day = _day(fields, row)
        if day is None:
            _fault(
                register,
                fields,
                row,
                "no readable day: a contact needs one",
                "write 2026-01-31, or map the order of day and month",
            )
        elif day > register.context.as_of and _is_done(fields, row):
            _fault(
                register,
                fields,
                row,
                "has happened, but on a day that is still to come",
                "correct the day",
            )
        elif day > register.context.as_of:
            register.leave_out(fields, row, TO_COME)
        elif fields.written.keys() & PARTS.keys():
            _add_listed(register, own, fields, row, day)
        elif row.get("person") is None and row.get("person_name") is None:
            register.leave_out(fields, row, NOBODY)
        else:
            _add(register, own, fields, row, day)


def _is_done(fields: Fields, row: Values) -> bool:
    """Whether the row says that it has happened, whatever its day."""
    return row[ORIGIN_ROW] in fields.done if fields.description.past_counts else bool(fields.description.done)


def _day(fields: Fields, row: Values) -> date | None:
    start: date | None = row.get("start" + AS_WRITTEN if row.get("all_day") else "start")
    day: date | None = row.get("date")
    return (day or start) if row.get("all_day") else (start or day)


def _fault(register: Register, fields: Fields, row: Values, problem: str, hint: str) -> None:
    columns = [name for target in ("start", "date") for name in fields.written.get(target, [])]
    cells = fields.table.cells
    here = cells.row(cells[ORIGIN_ROW].search_sorted(row[ORIGIN_ROW]), named=True)
    column = next((name for name in columns if here[name]), columns[0] if columns else None)
    value = here[column] if column else None
    register.ledger.add("fault", fields.file, [(row[ORIGIN_ROW], value)], column, problem, hint)


def _values(register: Register, row: Values, day: date) -> Values:
    minutes = row.get("minutes")
    if minutes is None and row.get("seconds") is not None:
        minutes = max(round(row["seconds"] / SECONDS), 1) if row["seconds"] else None
    if minutes is None:
        minutes = minutes_between(day, row.get("start_time"), row.get("end_date"), row.get("end_time"))
    # what stands in somebody's own calendar is theirs, what stands in a CRM is written for all
    told = not register.source.personal or register.context.with_subject
    subject = row.get("subject") if told else None
    return {
        "name": row.get("name") or subject, "date": day, "channel": row.get("channel") or "other",
        "subject": subject, "minutes": None if row.get("all_day") else minutes,
    }  # fmt: skip


def _add(register: Register, own: OwnSide, fields: Fields, row: Values, day: date) -> None:
    values = _values(register, row, day)
    theirs = register.linked(fields, row, "person", ("Person",))
    ours = own.owner(fields, row)
    _check_place(register, fields, row)
    register.add_node("Interaction", row["id"], values, fields, row)
    outward = row.get("inbound") != "true"
    first, second = _parts(values)
    for person, starts in ((ours, outward), (theirs, not outward)):
        if person is not None:
            register.tie("TOOK_PART", person, row["id"], fields, row, part=first if starts else second)


def _parts(values: Values) -> tuple[str, str]:
    return ("sender", "recipient") if values["channel"] == "mail" else ("organiser", "participant")


def _add_listed(register: Register, own: OwnSide, fields: Fields, row: Values, day: date) -> None:
    """With all who are listed; the owner of the record was there where no other of ours is listed."""
    participants, values = Participants(register, own), _values(register, row, day)
    ours = own.owner(fields, row)
    people = participants.of(fields, row)
    if ours is not None and not any(map(own.is_ours, people)):
        people[ours] = _parts(values)[_started(people)]
    why = participants.why_none(people)
    if why is not None:
        register.leave_out(fields, row, why)
        return
    register.add_node("Interaction", row["id"], values, fields, row)
    for person, part in people.items():
        register.tie("TOOK_PART", person, row["id"], fields, row, part=part)


def _started(people: Values) -> bool:
    return bool({"organiser", "sender"} & set(people.values()))


def _check_place(register: Register, fields: Fields, row: Values) -> None:
    """The account or opportunity that it was about must be known; a contact itself has no link to it."""
    about = row.get("about")
    starts = register.source.id_starts
    checked = (*starts.get("company", ()), *starts.get("opportunity", ()))
    if about is not None and checked and about.startswith(checked):
        register.linked(fields, row, "about", ("Company", "Organisation", "Opportunity"))
