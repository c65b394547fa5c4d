"""Our side of a foreign system: our company, its users, and who owns the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.own import UNNAMED, own_company_id

JOB = ("job_title", "department", "function", "level", "valid_from", "valid_to")
SHOWN = 8  # last characters of an id, which tell the nameless apart


@dataclass
class OwnSide:
    """Makes our company when somebody of ours turns up, and finds or makes the owners of records.

    `people` are ours as far as the files show them; `unknown` are the rows in which an owner first stood
    who is no user, with the target that names this owner.
    """

    register: Register
    people: set[str] = field(default_factory=set)
    unknown: list[tuple[Fields, Values, str]] = field(default_factory=list)

    def company(self, fields: Fields, row: Values) -> str:
        """The id of our company: the one named, else the one marked as ours, else a made one with a note."""
        if self._company is None:
            self._company = self._named() or self._marked() or self._made(fields, row)
        return self._company

    _company: str | None = field(default=None, init=False)

    def _named(self) -> str | None:
        name = self.register.context.own or self.register.source.own
        if not name:
            return None
        unnamed = own_company_id(UNNAMED)
        made = unnamed if self.register.existing.node("Company", unnamed) else own_company_id(name)
        company = next(iter(self.register.named("Company", name)), made)
        self._put(company, name)
        return company

    def _marked(self) -> str | None:
        register = self.register
        here = next(
            (node for node, row in register.nodes["Company"].items() if row.get("party") == "own"), None
        )
        if here:
            return here
        known = register.context.existing.node_table("Company")
        marked = known.filter(known["party"] == "own").select("id", "name").rows()
        if not marked:
            return None
        company, name = marked[0]
        self._put(company, name)
        return str(company)

    def _made(self, fields: Fields, row: Values) -> str:
        company = own_company_id(UNNAMED)
        self._put(company, UNNAMED)
        hint = 'name it with --own, or in the --mapping: [own] company = "…"'
        self.register.note(fields, row, None, UNNAMED, "our company stands in no export; it was made", hint)
        return company

    def _put(self, company: str, name: str) -> None:
        known = self.register.nodes["Company"].get(company)
        if known is not None:
            known["party"] = "own"
            return
        self.register.nodes["Company"][company] = {
            "id": company, "name": name, "party": "own", "source": f"{self.register.source.name}:",
        }  # fmt: skip
        self.register.labels[company] = "Company"

    def add_users(self, tables: Iterable[Fields], same: SamePerson) -> None:
        """One own Person for each user; whoever is no longer active has ended working for us."""
        for fields in tables:
            for row in fields.rows:
                company = self.company(fields, row)
                known = same.find(fields, row, company)
                person = known or row["id"]
                self.register.add_node(
                    "Person", person, {**row, "valid_from": None, "valid_to": None}, fields, row
                )
                if known:
                    self.register.same[row["id"]] = known
                same.remember(fields, row, person, company)
                job = {name: row.get(name) for name in JOB}
                if row.get("active") is False and job["valid_to"] is None:
                    job["valid_to"] = ended_on(self.register, fields, row, person, company)
                self.register.tie("WORKS_FOR", person, company, fields, row, **job)
                self.people.add(person)

    def known_of(self, nodes: Iterable[str]) -> dict[str, str | None]:
        """The id of each of these under which it is kept, if the files have shown that it is one of ours."""
        kept = {node: self.register.kept(node) for node in nodes}
        return {node: one if one in self.people else None for node, one in kept.items()}

    def owner(self, fields: Fields, row: Values) -> str | None:
        """The own Person who owns the record of this row; a queue is nobody, one who is no user is made."""
        node, name = row.get("owner"), row.get("owner_name")
        if node is not None:
            if node.startswith(self.register.source.id_starts.get("queue", ("\0",))):
                problem = "the owner is a queue, no person"
                self.register.note(
                    fields, row, fields.column("owner"), node, problem, "give the records a person as owner"
                )
                return None
            kept = self.register.kept(node)
            if kept not in self.people:
                self._add_unknown(fields, row, kept, f"Unnamed user …{node[-SHOWN:]}", "owner")
            return kept
        if name is None:
            return None
        return self.called(fields, row, name, "owner_name")

    def called(self, fields: Fields, row: Values, name: str, target: str) -> str | None:
        """The own Person of this name or mail address; made where nobody is, None where several are."""
        company = self.company(fields, row)
        is_mail = "@" in name
        named = self.register.with_mail(name) if is_mail else self.register.named("Person", name)
        hits = [hit for hit in named if company in self.register.firms_of(hit)]
        if len(hits) > 1:
            problem, hint = (
                "several of ours are called so; no owner taken",
                f"could be {', '.join(sorted(hits))}",
            )
            self.register.note(fields, row, fields.column(target), name, problem, hint)
            return None
        if hits:
            if hits[0] not in self.people:
                self._add_unknown(fields, row, hits[0], name, target)
            return hits[0]
        called = self.register.value("Company", company, "name")
        made = f"person:{name_key(name)}" + ("" if is_mail else f", {name_key(str(called))}")
        self._add_unknown(fields, row, made, name, target)
        return made

    def is_ours(self, person: str) -> bool:
        """Whether somebody works for our company, as far as the files or the database know."""
        firms = self.register.firms_of(person)
        return person in self.people or any(
            self.register.value("Company", firm, "party") == "own" for firm in firms
        )

    def _add_unknown(self, fields: Fields, row: Values, person: str, name: str, target: str) -> None:
        known = self.register.existing.node("Person", person).get("name")
        company = self.company(fields, row)
        mail = name.casefold() if "@" in name else None
        self.register.add_node("Person", person, {"name": known or name, "email": mail}, fields, row)
        end = existing_end(self.register, person, company)
        self.register.tie("WORKS_FOR", person, company, fields, row, valid_to=end)
        self.people.add(person)
        if row.get(target) and (known is None or known == name):
            self.unknown.append((fields, row, target))


def existing_end(register: Register, person: str, firm: str) -> date | None:
    """The last day of a job as the database has it."""
    jobs = register.context.existing.relationship_table("WORKS_FOR")
    if not jobs.height:
        return None
    ends = jobs.filter((jobs["start"] == person) & (jobs["end"] == firm))["valid_to"].drop_nulls()
    return ends[0] if len(ends) else None


def ended_on(register: Register, fields: Fields, row: Values, person: str, firm: str) -> date:
    """The last day of a job that is no longer active and says no end.

    As the database has it, else that of the last change, else yesterday.
    """
    yesterday = register.context.as_of - timedelta(days=1)
    end = existing_end(register, person, firm) or min(row.get("changed") or yesterday, yesterday)
    said = "the day of the last change" if row.get("changed") else "yesterday"
    problem, hint = f"not active any more, but without a last day; ended on {said}", "give the last day"
    register.note(fields, row, fields.column("active"), None, problem, hint)
    return end
