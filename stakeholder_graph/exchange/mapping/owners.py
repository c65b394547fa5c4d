"""Owners of records: candidates to care for the people in them, leavers, queues, and users who load data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.looking_up import each_once
from stakeholder_graph.exchange.mapping.own_side import OwnSide
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.reading import ORIGIN_ROW
from stakeholder_graph.exchange.report import Problem

RECORD_OWNER = "record owner"
ENOUGH = 2  # records; of one record there is always one owner


def add_candidates(register: Register, own: OwnSide, tables: Iterable[Fields]) -> None:
    """The owner of a person's record is a candidate to care for them; a carer where the user says so."""
    problem = "the record owner is a candidate to care for this person; not taken as carer"
    hint = "say --owner-cares if owners are carers"
    pairs: set[tuple[str, str]] = set()
    for fields in tables:
        left_out = register.ledger.left_out[fields.file]
        column = fields.column("owner", "owner_name")
        for owner, node, number in _owned(own, fields):
            person = register.known(node, ("Person",))
            if number in left_out:
                continue  # the record of the same person that is taken has an owner too
            if owner is None or person is None or person in own.people or (owner, person) in pairs:
                continue
            pairs.add((owner, person))
            row = {ORIGIN_ROW: number}
            if register.context.owner_cares:
                register.tie("CARES_FOR", owner, person, fields, row, duty="carer", note=RECORD_OWNER)
            else:
                register.note(fields, row, column, None, problem, hint)


def meet_owners(own: OwnSide, fields: Fields) -> None:
    """Make those of ours whom only the records show that they own."""
    for _ in _owned(own, fields):
        pass


def _owned(own: OwnSide, fields: Fields) -> Iterator[tuple[str | None, str, int]]:
    """The owner, the id and the number of each row; owners by id are looked up once each."""
    ids = fields.each("id")
    if fields.changed or "owner_name" in fields.written or set(ids) & set(fields.each("owner")):
        yield from ((own.owner(fields, row), row["id"], row[ORIGIN_ROW]) for row in fields.rows)
    elif "owner" in fields.values.columns:
        owners = each_once(fields.values, "owner", own.known_of, lambda row: own.owner(fields, row))
        yield from zip(owners, ids, fields.values[ORIGIN_ROW], strict=True)


def _owners_in(fields: Fields) -> list[str | None]:
    """The owner as each row names it, by id or by name."""
    return [node or name for node, name in zip(fields.each("owner"), fields.each("owner_name"), strict=True)]


def note_owners(register: Register, own: OwnSide, tables: Sequence[Fields]) -> None:
    """Say which owners are no users, who owns everything, and who looks like a loading user."""
    owned = Counter(owner for fields in tables for owner in _owners_in(fields))
    for fields, row, target in own.unknown:
        problem = "the owner is no user in any file; taken by the id or name alone"
        hint = "export the users too, and import them together"
        _note(register, fields, row, fields.column(target), row[target], problem, hint, owned[row[target]])
    loading: defaultdict[str, list[Fields]] = defaultdict(list)
    for fields in tables:
        owners = set(_owners_in(fields))
        owner = next(iter(owners), None)
        if len(owners) != 1 or owner is None or fields.values.height < ENOUGH:
            continue
        if set(fields.each("created_by")) == owners:
            loading[owner].append(fields)
            continue
        problem, hint = "one owner for everything", "look whether these records are really theirs"
        for row in fields.rows:
            register.note(fields, row, fields.column("owner", "owner_name"), owner, problem, hint)
    for owner, several in loading.items():
        first = several[0]
        names = ", ".join(fields.table.short_name for fields in several)
        problem = f"looks like a loading user: owns and created every record of {names}"
        hint = "do not take this owner for a carer without asking"
        count = sum(fields.values.height for fields in several)
        column = first.column("owner", "owner_name")
        _note(register, first, first.rows[0], column, owner, problem, hint, count)


def _note(
    register: Register, fields: Fields, row: Values, column: str | None, owner: str, problem: str, hint: str,
    count: int,
) -> None:  # fmt: skip
    """A note that stands for records of several files."""
    note = Problem("note", fields.file, row[ORIGIN_ROW], column, owner, problem, hint, count)
    register.ledger.problems.append(note)
