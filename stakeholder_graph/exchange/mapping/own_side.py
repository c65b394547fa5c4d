"""Our side of a foreign system: our company, its users, and who owns the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.mapping.same_person import SamePerson
from stakeholder_graph.exchange.mapping.values import Values
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.own import UNNAMED, own_company_id
from stakeholder_graph.exchange.reading import ORIGIN_ROW

JOB = ("job_title", "department", "function", "level", "valid_from", "valid_to")
RECORD_OWNER = "record owner"


@dataclass
class OwnSide:
    """Makes our company when somebody of ours turns up, and finds or makes the owners of records."""

    register: Register
    people: set[str] = field(default_factory=set)

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
        company = next(iter(self.register.named("Company", name)), own_company_id(name))
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
                self._add_unknown(fields, row, kept, f"{self.register.source.title} user {node}", "owner")
            return kept
        if name is None:
            return None
        hits = [person for person in self.register.named("Person", name) if person in self.people]
        if len(hits) > 1:
            problem, hint = (
                "several of ours are called so; no owner taken",
                f"could be {', '.join(sorted(hits))}",
            )
            self.register.note(fields, row, fields.column("owner_name"), name, problem, hint)
            return None
        if hits:
            return hits[0]
        company = self.company(fields, row)
        called = self.register.value("Company", company, "name")
        made = f"person:{name_key(name)}, {name_key(str(called))}"
        self._add_unknown(fields, row, made, name, "owner_name")
        return made

    def _add_unknown(self, fields: Fields, row: Values, person: str, name: str, target: str) -> None:
        known = self.register.existing_node("Person", person).get("name")
        company = self.company(fields, row)
        self.register.add_node("Person", person, {"name": known or name}, fields, row)
        end = existing_end(self.register, person, company)
        self.register.tie("WORKS_FOR", person, company, fields, row, valid_to=end)
        self.people.add(person)
        if known is None or known == name:
            self._unknown[person] = (fields.file, fields.column(target), row[target])

    @cached_property
    def _unknown(self) -> dict[str, tuple[str, str | None, str]]:
        return {}

    def note_owners(self, tables: Iterable[Fields]) -> None:
        """Say which owners are no users, who owns everything, and who looks like a loading user."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        loading: defaultdict[str, list[tuple[Fields, list[int]]]] = defaultdict(list)
        for fields in tables:
            owners = {row.get("owner") or row.get("owner_name") for row in fields.rows} - {None}
            for row in fields.rows:
                rows[row.get("owner") or row.get("owner_name") or ""].append(row[ORIGIN_ROW])
            if (
                len(owners) != 1
                or len(fields.rows) < 2
                or not all(row.get("owner") or row.get("owner_name") for row in fields.rows)
            ):
                continue
            owner = str(next(iter(owners)))
            if {row.get("created_by") for row in fields.rows} == owners:
                loading[owner].append((fields, [row[ORIGIN_ROW] for row in fields.rows]))
            else:
                for row in fields.rows:
                    problem, hint = (
                        "one owner for everything",
                        "look whether these people are really theirs to care for",
                    )
                    self.register.note(
                        fields, row, fields.column("owner", "owner_name"), owner, problem, hint
                    )
        for file, column, owner in self._unknown.values():
            problem = "the owner is no user in any file; taken by the id or name alone"
            hint = "export the users too, and import them together"
            self.register.noted.setdefault((file, column, owner, problem, hint), []).extend(rows[owner])
        for owner, owned in loading.items():
            files = ", ".join(fields.table.short_name for fields, _ in owned)
            problem = f"looks like a loading user: owns and created every record of {files}"
            hint = "do not take this owner for a carer without asking"
            first = owned[0][0]
            key = (first.file, first.column("owner", "owner_name"), owner, problem, hint)
            self.register.noted.setdefault(key, []).extend(
                number for _, numbers in owned for number in numbers
            )


def add_candidates(register: Register, own: OwnSide, tables: Iterable[Fields]) -> None:
    """The owner of a person's record is a candidate to care for them; a carer where the user says so."""
    for fields in tables:
        for row in fields.rows:
            owner = own.owner(fields, row)
            person = register.known(row["id"], ("Person",))
            if row[ORIGIN_ROW] in register.ledger.left_out[fields.file]:
                continue  # the record of the same person that is taken has an owner too
            if owner is None or person is None or person in own.people:
                continue
            if register.context.owner_cares:
                register.tie("CARES_FOR", owner, person, fields, row, duty="carer", note=RECORD_OWNER)
            else:
                problem = "the record owner is a candidate to care for this person; not taken as carer"
                register.note(
                    fields,
                    row,
                    fields.column("owner", "owner_name"),
                    None,
                    problem,
                    "say --owner-cares if owners are carers",
                )


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
