"""Who is behind a mail address: people of files and database, and the addresses that nobody has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import cached_property

import polars as pl

from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.report import Problem
from stakeholder_graph.model.mail_domains import company_domain, domain_of
from stakeholder_graph.model.records import Records

LISTED = 3


def plain_address(text: str) -> str:
    """An address as it is compared: `mailto:` and capitals do not count. "" where it is none."""
    address = text.strip().strip("<>").strip()
    if address[:7].lower() == "mailto:":
        from urllib.parse import unquote

        address = unquote(address[7:]).partition("?")[0]
    address = address.strip().casefold()
    name, at, domain = address.rpartition("@")
    return address if at and name and domain and len(address.split()) == 1 else ""


def decoded(text: str) -> str:
    """The text of a header as people read it: `=?utf-8?q?M=C3=BCller?=` is Müller."""
    if "=?" not in text:
        return text.strip()
    try:
        return str(make_header(decode_header(text))).strip()
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text.strip()


@dataclass
class AddressBook:
    """All people with an address, ours among them; counts the addresses that nobody has.

    `own_domains` are our mail domains, as the care policy has them; those below one of them are ours too.
    """

    records: Records
    own_domains: tuple[str, ...] = ()
    unknown: Counter[str] = field(default_factory=Counter)
    _names: dict[str, str] = field(default_factory=dict)
    _files: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @cached_property
    def _people(self) -> dict[str, tuple[str, str]]:
        """Name and address of everybody, by id."""
        table = self.records.node_table("Person").select("id", "name", "email")
        return {node: (name or node, plain_address(mail or "")) for node, name, mail in table.iter_rows()}

    @cached_property
    def _by_address(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for node, (_, address) in self._people.items():
            if address:
                found[address].append(node)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for node, (name, _) in self._people.items():
            found[_name_parts(name)].append(node)
        return dict(found)

    @cached_property
    def _firms(self) -> pl.DataFrame:
        """person, firm (its name), own, valid_from, valid_to."""
        jobs = self.records.relationship_table("WORKS_FOR").select(
            "valid_from", "valid_to", person="start", id="end"
        )
        companies = self.records.node_table("Company").select("id", firm="name", own=pl.col("party") == "own")
        bodies = self.records.node_table("Organisation").select("id", firm="name", own=pl.lit(False))
        firms = jobs.join(pl.concat([companies, bodies]), on="id")
        return firms.select("person", "firm", "own", "valid_from", "valid_to")

    @cached_property
    def ours(self) -> Mapping[str, list[tuple[date, date]]]:
        """All who work or worked for us by id, with the first and last day of each job with us."""
        found: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
        jobs = self._firms.filter(pl.col("own")).select("person", "valid_from", "valid_to")
        for person, first, last in jobs.iter_rows():
            found[person].append((first or date.min, last or date.max))
        return dict(found)

    def only_ours(self, people: Iterable[str], day: date | None) -> bool:
        """Whether all of these were ours on a day (None: on any); who has left us is one of others later."""
        return all(
            any(day is None or first <= day <= last for first, last in self.ours.get(person, ()))
            for person in people
        )

    @cached_property
    def _own_firms(self) -> frozenset[str]:
        return frozenset(self._firms.filter(pl.col("own"))["firm"].drop_nulls())

    @cached_property
    def _firms_by_domain(self) -> dict[str, list[str]]:
        """The companies of people with an address at a domain, the most frequent first."""
        firms: defaultdict[str, list[str]] = defaultdict(list)
        for person, firm in self._firms.select("person", "firm").drop_nulls().iter_rows():
            firms[person].append(firm)
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for node, (_, address) in self._people.items():
            if domain := company_domain(address):
                found[domain].update(firms[node])
        return {domain: [firm for firm, _ in counted.most_common()] for domain, counted in found.items()}

    def is_ours(self, address: str) -> bool:
        """Whether an address is at one of our own domains."""
        domain = domain_of(address)
        own = [name.casefold().lstrip("@") for name in self.own_domains]
        return any(domain == name or domain.endswith(f".{name}") for name in own)

    def person(self, address: str) -> str | None:
        """The id of the one who has this address; None where nobody has it, or several have."""
        hits = self._by_address.get(address, ())
        return hits[0] if len(hits) == 1 else None

    def miss(self, address: str, name: str, file: str) -> None:
        """Count an address that leads to nobody, with the name that stands beside it."""
        self.unknown[address] += 1
        self._files[address][file] += 1
        if name and not self._names.get(address):
            self._names[address] = name

    def notes(self) -> list[Problem]:
        """One note for each address that leads to nobody, the most frequent first."""
        return [self._note(address, count) for address, count in self.unknown.most_common()]

    def _note(self, address: str, count: int) -> Problem:
        file = self._files[address].most_common(1)[0][0]
        several = self._by_address.get(address, [])
        if several:
            names = _some(self._people[node][0] for node in several)
            problem, hint = f"several people have this address: {names}", "give each an address of their own"
            return Problem("note", file, None, None, address, problem, hint, count)
        name = decoded(self._names.get(address, ""))
        called = f" ({name})" if name and plain_address(name) != address else ""
        alike = self._by_name.get(_name_parts(name), []) if called else []
        if len(alike) == 1:
            known, other = self._people[alike[0]]
            at = f", who has {other}" if other else ", who has no address yet"
            problem = f"nobody has this address{called}; perhaps it is {known}{at}"
            return Problem("note", file, None, None, address, problem, "if so, give it as the email", count)
        firms = self._firms_by_domain.get(domain_of(address), [])
        if self.is_ours(address) or any(firm in self._own_firms for firm in firms[:1]):
            problem, hint = f"one of ours, in no file and not in the database{called}", "add the person"
        elif firms:
            problem = f"nobody has this address{called}; by its domain at {' or '.join(firms[:LISTED])}"
            hint = "add the person with this email, and import again"
        else:
            problem, hint = (
                f"nobody has this address{called}",
                "if it matters, add the person with this email",
            )
        return Problem("note", file, None, None, address, problem, hint, count)


def _name_parts(name: str) -> str:
    """A name whatever stands first: "Mohnrot, Ada" is "Ada Mohnrot"."""
    return " ".join(sorted(name_key(name).replace(",", " ").replace('"', " ").split()))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:LISTED]) + (" …" if len(listed) > LISTED else "")
