"""The same person twice: who is somebody that we have already, and who only may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import polars as pl

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW
from stakeholder_graph.model.aliases import alias_map

SAME = "the same person as another record"
SIMILAR = 85  # of 100; "Jon Smith" and "John Smith"


class Known(NamedTuple):
    """Somebody who is there already: in the row of a file, else in the database."""

    id: str
    name: str
    email: str | None
    phone: str | None
    fields: Fields | None = None
    row: int = 0

    @property
    def where(self) -> str:
        return f"{self.fields.table.short_name} row {self.row}" if self.fields else "in the database"


Job = tuple[str, str | None]
"""A name as names are compared, and the firm."""


class Keys(NamedTuple):
    """By what each row of a table may be somebody who is there already."""

    jobs: list[Job]
    mails: list[str | None]
    numbers: list[str | None]

    @classmethod
    def of(cls, fields: Fields, firms: Sequence[str | None]) -> Keys:
        jobs = list(zip(map(name_key, fields.each("name")), firms, strict=True))
        mails = [mail.casefold() if mail else None for mail in fields.each("email")]
        return cls(jobs, mails, fields.each("external_id"))

    def only(self, rows: Iterable[bool]) -> Keys:
        """Those of some of the rows."""
        taken = list(rows)
        jobs, mails, numbers = compress(self.jobs, taken), compress(self.mails, taken), self.numbers
        return Keys(list(jobs), list(mails), list(compress(numbers, taken)))


@dataclass(frozen=True)
class Remembered:
    """People of one table, by what tells them apart from all others; each key leads to their place."""

    fields: Fields
    people: pl.DataFrame
    jobs: dict[Job, int]
    mails: dict[str | None, int]
    numbers: dict[str | None, int]

    def has(self, job: Job, mail: str | None, number: str | None) -> bool:
        return (
            job in self.jobs
            or (mail is not None and mail in self.mails)
            or (number is not None and number in self.numbers)
        )

    def known(self, place: int) -> Known:
        row = self.people.row(place, named=True)
        return Known(row["id"], row["name"], row.get("email"), row.get("phone"), self.fields, row[ORIGIN_ROW])


@dataclass
class SamePerson:
    """Finds those who are there already.

    Equal mail address and similar name: the same. Equal name at the same company: the same unless mail or
    phone say otherwise, then possibly the same. A shared phone or an equal name alone says nothing.
    `here` are the ids in the files: whoever of the database is among them is no other person.
    """

    register: Register
    here: frozenset[str]
    by_mail: defaultdict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_job: defaultdict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_external_id: defaultdict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    tables: list[Remembered] = field(default_factory=list)

    def find(self, fields: Fields, row: Values, firm: str | None) -> str | None:
        """The id of the one who this row is, or None; writes down who is, and who possibly is."""
        name, mail, phone = row["name"], row.get("email"), row.get("phone")
        doubtful: list[tuple[Known, str]] = []
        for known in self._with_mail(mail):
            if similar(name, known.name):
                return self._is(fields, row, known, "the same mail address and name")
            doubtful.append((known, "the same mail address, another name"))
        for known in self._in_job(name, firm):
            if contradicts(mail, known.email) or contradicts(phone, known.phone):
                doubtful.append(
                    (known, "the same name at the same company, but another mail address or phone")
                )
            else:
                return self._is(fields, row, known, "the same name at the same company")
        for known in self._with_number(row.get("external_id")):
            doubtful.append((known, f"the same {fields.column('external_id')}"))
        if not doubtful:
            return None
        mine = self._merged.get(row["id"], row["id"])
        for known, why in {known.id: (known, why) for known, why in reversed(doubtful)}.values():
            if self._merged.get(known.id, known.id) == mine:
                continue  # somebody has decided that already
            here = f"stakeholder-graph merge {known.id} {row['id']}"
            hint = f"if so, merge them in {self.register.source.title}, or here once they are in: {here}"
            value = f"{name} ({row['id']}) and {known.name} ({known.where})"
            self.register.note(
                fields, row, None, value, f"possibly the same person: {why}; both are taken", hint
            )
        return None

    def _is(self, fields: Fields, row: Values, known: Known, why: str) -> str:
        if self._merged.get(row["id"]) == known.id:
            return known.id  # by a merge, which needs no word any more
        value = f"{row['name']} is {known.name} ({known.where})"
        self.register.note(
            fields, row, None, value, f"the same person twice: {why}; taken once", "nothing to do"
        )
        return known.id

    def remember(self, fields: Fields, row: Values, person: str, firm: str | None) -> None:
        """Have this person found by later rows."""
        known = Known(person, row["name"], row.get("email"), row.get("phone"), fields, row[ORIGIN_ROW])
        if known.email:
            self.by_mail[known.email.casefold()].append(known)
        if firm:
            self.by_job[name_key(known.name), firm].append(known)
        if row.get("external_id"):
            self.by_external_id[row["external_id"]].append(known)

    def remember_all(self, fields: Fields, people: pl.DataFrame, keys: Keys) -> None:
        """Have all these people found by later rows; no two of them share a name, an address or a number."""
        jobs = {key: place for place, key in enumerate(keys.jobs)}
        mails = {key: place for place, key in enumerate(keys.mails)}
        numbers = {key: place for place, key in enumerate(keys.numbers)}
        self.tables.append(Remembered(fields, people, jobs, mails, numbers))

    def may_be_known(self, job: Job, mail: str | None, number: str | None) -> bool:
        """Whether anybody has this name (as compared) at this firm, this mail address, or this number."""
        return (
            job in self.by_job
            or job in self._in_database_by_job
            or (mail is not None and (mail in self.by_mail or mail in self._in_database_by_mail))
            or (number is not None and number in self.by_external_id)
            or any(one.has(job, mail, number) for one in self.tables)
        )

    def _with_mail(self, mail: str | None) -> list[Known]:
        if not mail:
            return []
        key = mail.casefold()
        here = [one.known(one.mails[key]) for one in self.tables if key in one.mails]
        return [*here, *self.by_mail.get(key, []), *self._in_database_by_mail.get(key, [])]

    def _in_job(self, name: str, firm: str | None) -> list[Known]:
        if firm is None:
            return []
        key = (name_key(name), firm)
        here = [one.known(one.jobs[key]) for one in self.tables if key in one.jobs]
        return [*here, *self.by_job.get(key, []), *self._in_database_by_job.get(key, [])]

    def _with_number(self, number: str | None) -> list[Known]:
        if not number:
            return []
        here = [one.known(one.numbers[number]) for one in self.tables if number in one.numbers]
        return [*here, *self.by_external_id.get(number, [])]

    @cached_property
    def _merged(self) -> dict[str, str]:
        return alias_map(self.register.context.existing)

    @cached_property
    def _database(self) -> dict[str, Known]:
        people = self.register.context.existing.node_table("Person").select("id", "name", "email", "phone")
        rows = people.filter(~pl.col("id").is_in(sorted(self.here))).iter_rows()
        return {node: Known(node, name or "", mail, phone) for node, name, mail, phone in rows}

    @cached_property
    def _in_database_by_mail(self) -> dict[str, list[Known]]:
        found: defaultdict[str, list[Known]] = defaultdict(list)
        for known in self._database.values():
            if known.email:
                found[known.email.casefold()].append(known)
        return found

    @cached_property
    def _in_database_by_job(self) -> dict[tuple[str, str], list[Known]]:
        found: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        for person, firm in (
            self.register.context.existing.relationship_table("WORKS_FOR").select("start", "end").iter_rows()
        ):
            known = self._database.get(person)
            if known:
                found[name_key(known.name), firm].append(known)
        return found


def person_names(values: pl.DataFrame) -> pl.Expr:
    """The names of the people in a table: of their parts, else as it is given, else the mail address."""
    here = [name for name in ("first_name", "last_name", "name", "email") if name in values.columns]
    parts = [name for name in here if name.endswith("_name")]
    both = pl.concat_str(parts, separator=" ", ignore_nulls=True) if parts else pl.lit(None, pl.String())
    others = [name for name in here if name not in parts]
    return pl.coalesce(pl.when(both != "").then(both), *others).alias("name")


def contradicts(one: str | None, other: str | None) -> bool:
    """Whether both are known and differ, blanks and signs aside."""
    return bool(one and other) and _bare(one) != _bare(other)


def _bare(text: str | None) -> str:
    return "".join(sign for sign in (text or "").casefold() if sign.isalnum() or sign == "@")


def similar(one: str, other: str) -> bool:
    """Whether two names may be those of one person: "R. Gonzalez" and "Rose Gonzalez", "Gonzalez, Rose"."""
    from rapidfuzz import fuzz  # only where two people share a mail address

    first, second = (name_key(name).replace(",", " ").replace(".", " ").split() for name in (one, other))
    if not first or not second:
        return True
    if fuzz.token_sort_ratio(" ".join(first), " ".join(second)) >= SIMILAR:
        return True
    short, long = sorted((first, second), key=len)
    return short[-1] == long[-1] and short[0][0] == long[0][0]
