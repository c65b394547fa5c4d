"""What a file lets a reader see and nothing was made of: titles without level, columns that are not taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.ledger import Ledger
from stakeholder_graph.exchange.mapping.description import SourceDescription, TableDescription
from stakeholder_graph.exchange.mapping.fields import Fields
from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.exchange.reading import ORIGIN_ROW, SourceTable
from stakeholder_graph.model.vocabulary import vocabulary

Said = tuple[str, str] | None
OWN_COLUMN = re.compile(r"__c$", re.IGNORECASE)


def note_titles(register: Register, tables: Iterable[Fields]) -> None:
    """One note for each job title that tells no level or belongs to the past, one for all without title.

    A title that means the same at every employer is read once.
    """
    known: dict[str | None, Said] = {}
    for fields in tables:
        column, left_out = fields.column("job_title"), register.ledger.left_out[fields.file]
        names = ("id", "job_title", "level", "department")
        numbers = [row[ORIGIN_ROW] for row in fields.rows] if fields.changed else fields.values[ORIGIN_ROW]
        for number, node, title, level, department in zip(numbers, *map(fields.each, names), strict=True):
            if level is not None or number in left_out:
                continue
            if title not in known:
                said = _without_level(register, node, title, department)
                if not title or not vocabulary().heeds_employer(title):
                    known[title] = said
            else:
                said = known[title]
            if said is not None:
                register.note(fields, {ORIGIN_ROW: number}, column, title, *said)


def _without_level(register: Register, node: str, title: str | None, department: str | None) -> Said:
    """Why the job of this person tells no level, and what to do about it; None when it tells one."""
    if not title:
        return "without job title: the level is unknown", "give the job title or the level"
    firm = next(iter(sorted(register.firms[register.kept(node)])), None)
    label = (register.label_of(firm) if firm else None) or "Company"
    reading = vocabulary().title(
        title,
        employer=register.value(label, firm, "name") if firm else None,
        industry=register.value(label, firm, "industry") if firm else None,
        department=department,
    )
    if reading.former:
        return "a job title of the past: the level is unknown", "give the job that the person has today"
    if reading.level is None:
        return (
            "this job title tells no level",
            "decide it: titles --level writes it into the care policy",
        )
    return None


def note_columns(
    tables: Sequence[tuple[SourceTable, TableDescription]], source: SourceDescription, ledger: Ledger
) -> None:
    """Once for each file: which filled columns are left aside on purpose, are unknown, or look useful."""
    reasons = {header_key(name): reason for reason, names in source.not_taken.items() for name in names}
    witnesses = {header_key(name) for name in (*source.dates, *source.instants)}
    for table, described in tables:
        if described.row == "nothing":
            continue
        used = {header_key(name) for name in described.headers} - (reasons.keys() - described.taken)
        filled = [name for name in table.header if table.cells[name].null_count() < table.cells.height]
        left = [name for name in filled if header_key(name) not in used]
        likely = _likely(table, described, left, source, ledger)
        known = {name: reasons.get(header_key(name)) for name in left if header_key(name) not in witnesses}
        why: dict[str, list[str]] = {}
        for name, reason in known.items():
            if reason:
                why.setdefault(reason, []).append(name)
        if why:
            listed = "; ".join(f"{reason}: {', '.join(names)}" for reason, names in why.items())
            ledger.about_file(table.file, None, f"columns not taken on purpose: {listed}", "nothing to do")
        unknown = [name for name, reason in known.items() if reason is None and name not in likely]
        if unknown:
            hint = f"take one with --mapping: [tables.{described.name}.columns]"
            ledger.about_file(table.file, None, f"unknown columns, not taken: {', '.join(unknown)}", hint)


def _likely(
    table: SourceTable,
    described: TableDescription,
    left: Sequence[str],
    source: SourceDescription,
    ledger: Ledger,
) -> set[str]:
    """Name the user's own columns that look like one of ours that is empty here."""
    found: set[str] = set()
    for target, words in described.likely.items():
        ours = [
            name
            for name in table.header
            if header_key(name) in map(header_key, described.columns.get(target, ()))
        ]
        if any(table.cells[name].null_count() < table.cells.height for name in ours):
            continue
        for name in left:
            parts = re.split(r"[^\w]|_", OWN_COLUMN.sub("", name).casefold())
            if OWN_COLUMN.search(name) and any(part.startswith(word) for part in parts for word in words):
                rows = table.cells.height
                filled = rows - table.cells[name].null_count()
                problem = f"looks like the {target}, which is empty here; {filled} of {rows} cells are filled"
                where = f'extends = "{source.name}" and [tables.{described.name}.columns]'
                hint = f'take it with --mapping: {where} {target} = "{name}"'
                ledger.about_file(table.file, name, problem, hint)
                found.add(name)
    return found
