"""Who works for somebody else now: the old employment ends and is kept, what hangs on it is proposed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from stakeholder_graph.exchange.folding import BOTH
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_FILE, ORIGIN_ROW, Reading
from stakeholder_graph.exchange.report import Move, Problem, Proposal
from stakeholder_graph.exchange.told import names_among
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records, relationship_id, relationship_schema

JOB = "WORKS_FOR"
AGAIN = "is there again"
"""How the note begins that a link which had ended stands in its file again."""
NEW = "#new"


@dataclass
class Moves:
    """The employments that end, as they will stand, and what to say of each move."""

    ended: Records = field(default_factory=Records)
    moves: tuple[Move, ...] = ()


def settle_moves(
    existing: Records, reading: Reading, names: dict[str, str], system: str, today: date
) -> Moves:
    """Find who has another employer now than the same list said before; end the old employment.

    A list counts that names one employer in each person's row; whoever has several there has not moved, nor
    has one whom another file of this import still has at the old one. The list is the same under another
    date in its name. The last day is that before the new employment begins, or before today; the new one
    begins then. A list older than the last move changes nothing, and says so. The tables of `reading` are
    changed. O(jobs).
    """
    jobs = reading.records.relationships.get(JOB)
    people = reading.records.nodes.get("Person")
    old = existing.relationship_table(JOB)
    if jobs is None or people is None or ORIGIN_ROW not in jobs.columns or not old.height:
        return Moves()
    lists = {file: _list(f"{system}: {name}") for file, name in names.items()}
    place = [ORIGIN_FILE, ORIGIN_ROW]
    own_row = people.select(pl.col("id").alias("start"), *place)
    stated = jobs.join(own_row, on=["start", *place], how="semi", maintain_order="left")
    stated = stated.filter(pl.col("end").n_unique().over("start") == 1)
    over = (pl.col("valid_to") < today) | (pl.col("valid_from") > today)
    stated = stated.filter(~over.fill_null(False))
    before = _of_lists(existing, old, today)
    stated = stated.with_columns(
        pl.col(ORIGIN_FILE)
        .cast(pl.String)
        .replace_strict(lists, default=None, return_dtype=pl.String())
        .alias("#list")
    )
    # whoever still works there too, as another file of this import says, has only got a further job
    both = jobs.select("start", pl.col("end").alias("#firm"))
    found = _pairs(stated, before, today).join(both, on=["start", "#firm"], how="anti", maintain_order="left")
    found = _to_another_name(found, existing, reading)
    older = found.filter(pl.col("#older"))
    moved = found.filter(~pl.col("#older"))
    _not_from_older(reading, older, existing)
    _begin(reading, stated, moved, old, today)
    return _told(existing, reading, moved, old)


def _list(source: str) -> str:
    """The name of a list without the numbers and signs that tell one month's from the next."""
    return re.sub(r"[\W\d_]+", "", source.casefold())


def _of_lists(existing: Records, old: pl.DataFrame, today: date) -> pl.DataFrame:
    """The one valid employment of each person that a list of people brought: start, firm, its id, #list."""
    first = pl.col("source").str.split(BOTH).list.first()
    lists = existing.node_table("Person").select(first).to_series().unique().implode()
    valid = (pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)) & (
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= today)
    )
    jobs = old.with_columns(first).filter(valid & pl.col("source").is_in(lists))
    jobs = jobs.filter(pl.len().over("start") == 1)
    listed = [_list(source) for source in jobs["source"]]
    return jobs.select(
        "start", pl.col("end").alias("#firm"), pl.col("id").alias("#old"),
        pl.col("valid_from").alias("#since"),
        pl.Series("#list", listed, dtype=pl.String()),
    )  # fmt: skip


def _pairs(stated: pl.DataFrame, before: pl.DataFrame, today: date) -> pl.DataFrame:
    """Each new employment beside the old one of the same list; #day is the first day of the new one."""
    found = stated.join(before, on=["start", "#list"], maintain_order="left").filter(
        pl.col("end") != pl.col("#firm")
    )
    day = pl.coalesce("valid_from", pl.lit(today)).alias("#day")
    return found.with_columns(day).with_columns(
        (pl.col("#since") >= pl.col("#day")).fill_null(False).alias("#older")
    )


def _to_another_name(found: pl.DataFrame, existing: Records, reading: Reading) -> pl.DataFrame:
    """Without those whose employers are called alike: that company stands twice, and nobody has moved."""
    if not found.height:
        return found
    names = names_among([*found["end"], *found["#firm"]], existing.nodes, reading.records.nodes)
    pairs = found.select("end", "#firm").iter_rows()
    differ = [name_key(names.get(new, new)) != name_key(names.get(old, old)) for new, old in pairs]
    return found.filter(pl.Series(differ, dtype=pl.Boolean))


def _not_from_older(reading: Reading, older: pl.DataFrame, existing: Records) -> None:
    """Leave employments alone that only an older list can still name."""
    if not older.height:
        return
    jobs = reading.records.relationships[JOB]
    reading.records.relationships[JOB] = jobs.join(older, on="id", how="anti", maintain_order="left")
    _drop_again(reading, older)
    tables = (existing.nodes, reading.records.nodes)
    names = names_among([*older["start"], *older["end"], *older["#firm"]], *tables)
    columns = ("start", "end", "#firm", "#since", ORIGIN_FILE, ORIGIN_ROW)
    for person, firm, other, since, file, row in older.select(columns).iter_rows():
        problem = f"works for {names.get(other, other)} since {since}, which is no earlier; not taken"
        hint = "nothing to do if the list is older; else give --as-of with its day"
        value = f"{names.get(person, person)} works for {names.get(firm, firm)}"
        reading.problems.append(Problem("note", str(file), row, None, value, problem, hint))


def _begin(
    reading: Reading, stated: pl.DataFrame, moved: pl.DataFrame, old: pl.DataFrame, today: date
) -> None:
    """Let each employment that a list states be the one that is valid, or begin on the day of the move."""
    valid = (pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)) & pl.col(
        "valid_from"
    ).is_not_null()
    running = old.filter(valid).select("start", "end", pl.col("valid_from").alias("#running"))
    running = running.unique(["start", "end"], keep="last", maintain_order=True)
    known = old.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= today)).select("id")
    begins = stated.join(running, on=["start", "end"], how="left", maintain_order="left")
    begins = begins.join(moved.select("id", "#day"), on="id", how="left", maintain_order="left")
    begins = begins.join(known, on="id", how="anti", maintain_order="left").filter(
        pl.col("valid_from").is_null()
    )
    begins = begins.with_columns(pl.coalesce("#running", "#day").alias(NEW)).filter(pl.col(NEW).is_not_null())
    if not begins.height:
        return
    jobs = reading.records.relationships[JOB]
    kind = ontology().relationships[JOB]
    given = pl.col("id") != relationship_id(kind)
    jobs = jobs.with_columns(given.alias("#given")).join(
        begins.select("id", NEW), on="id", how="left", maintain_order="left"
    )
    jobs = jobs.with_columns(pl.coalesce(NEW, "valid_from").alias("valid_from"))
    fresh = pl.when(pl.col(NEW).is_not_null() & ~pl.col("#given")).then(relationship_id(kind)).otherwise("id")
    jobs = jobs.with_columns(fresh.alias("id")).drop(NEW, "#given")
    reading.records.relationships[JOB] = jobs.unique("id", keep="first", maintain_order=True)
    _drop_again(reading, begins)


def _drop_again(reading: Reading, rows: pl.DataFrame) -> None:
    """Take back the note that an employment is there again, where it is not that one which is meant."""
    places = set(rows.select(pl.col(ORIGIN_FILE).cast(pl.String), ORIGIN_ROW).iter_rows())
    reading.problems = [
        problem
        for problem in reading.problems
        if not (problem.problem.startswith(AGAIN) and (problem.file, problem.row) in places)
    ]


def _told(existing: Records, reading: Reading, moved: pl.DataFrame, old: pl.DataFrame) -> Moves:
    if not moved.height:
        return Moves()
    last = (pl.col("#day") - timedelta(days=1)).alias("#last")
    ends = moved.with_columns(last).select(pl.col("#old").alias("id"), "#last").unique("id")
    ended = old.join(ends, on="id").with_columns(pl.col("#last").alias("valid_to"))
    found = Moves(Records({}, {JOB: ended.select(list(relationship_schema(JOB)))}))
    names = names_among(
        [*moved["start"], *moved["end"], *moved["#firm"]], existing.nodes, reading.records.nodes
    )
    moves = []
    for person, to, firm, day in moved.sort("start").select("start", "end", "#firm", "#day").iter_rows():
        on = day - timedelta(days=1)
        who, before, after = ((one, names.get(one, one)) for one in (person, firm, to))
        moves.append(Move(who, before, after, on, tuple(_proposals(existing, reading, person, firm, on))))
    found.moves = tuple(moves)
    return found


def _proposals(existing: Records, reading: Reading, person: str, firm: str, on: date) -> list[Proposal]:
    """Care that the files do not name anew, and roles at the old employer, with the commands."""
    deals = existing.relationship_table("HAS_OPPORTUNITY").filter(pl.col("start") == firm)["end"]
    places = [firm, *deals]
    known = {
        "CARES_FOR": pl.col("end") == person,
        "PLAYS_ROLE": (pl.col("start") == person) & pl.col("end").is_in(places),
    }
    proposals = []
    for kind, those in known.items():
        table = existing.relationship_table(kind)
        open_still = (pl.col("valid_to").is_null() | (pl.col("valid_to") > on)) & (
            pl.col("valid_from").is_null() | (pl.col("valid_from") <= on)
        )
        rows = table.filter(those & open_still)
        rows = rows.join(reading.records.relationship_table(kind).select("id"), on="id", how="anti")
        about = "duty" if kind == "CARES_FOR" else "role"
        names = names_among([*rows["start"], *rows["end"]], existing.nodes)
        for start, end, word in rows.sort("id").select("start", "end", about).iter_rows():
            verb, option = ("care", ()) if kind == "CARES_FOR" else ("role", ("--role", word))
            command = (verb, "end", start, end, *option, "--on", on.isoformat())
            one, other = (start, names.get(start, start)), (end, names.get(end, end))
            proposals.append(Proposal(kind, one, other, word, command))
    return proposals
