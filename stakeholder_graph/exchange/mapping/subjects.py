"""Who or what the rows of an unknown table are: their kind, their id, their name."""

from __future__ import annotations

from collections.abc import Sequence

from stakeholder_graph.exchange.headers import form_named
from stakeholder_graph.exchange.mapping.anything import targets_of
from stakeholder_graph.exchange.mapping.guessed import Guess, facts, head, said, toml_text
from stakeholder_graph.exchange.mapping.guessing import MOST, PERSON, Column, fact, is_id, kind_in, thing
from stakeholder_graph.exchange.mapping.linking import ends_of, list_of_ties

CARRIED = ("job_title", "department", "valid_from", "valid_to", "level", "function", "source", "recorded_at")
"""Columns that say more of a tie than of the node itself."""
ONLY_NAME = "'name' in the title"
OF_FIRMS = (
    "website",
    "homepage",
    "domain",
    "revenue",
    "annualrevenue",
    "umsatz",
    "industry",
    "branche",
    "sector",
)
JOB = ("job_title", "department")


def settle_subjects(guesses: Sequence[Guess]) -> None:
    """Of which kind the rows of each table are; "" where they only lead from one to another."""
    for guess in guesses:
        guess.key = next((column for column in guess.columns if is_id(column)), None)
    for place, guess in enumerate(guesses):
        if guess.key and any(_defines(other, guess, n < place) for n, other in enumerate(guesses)):
            guess.key = None
    for guess in guesses:
        _find(guess)
    for place, guess in enumerate(guesses):
        if (
            guess.kind
            and not guess.key
            and _stand_elsewhere(guess, guesses, place)
            and len(ends_of(guess, guesses)) > 1
        ):
            guess.kind, guess.name = "", None
    for guess in guesses:
        if guess.kind:
            _write(guess)


def _defines(other: Guess, guess: Guess, earlier: bool) -> bool:
    """Whether the id of one table is that of another, in which it stands further to the left, or earlier."""
    if other is guess or other.key is None or guess.key is None:
        return False
    place, mine = other.columns.index(other.key), guess.columns.index(guess.key)
    if place > mine or (place == mine and not (earlier or len(other.key.keys) > len(guess.key.keys))):
        return False
    return len(guess.key.keys & other.key.keys) >= MOST * len(guess.key.keys)


def _find(guess: Guess) -> None:
    """The kind is that of the first column with names, else what the title of the id or of the table says."""
    if list_of_ties(guess):
        return
    things = [(column, found) for column in guess.columns if (found := thing(column))]
    if full_name(guess):
        guess.kind, guess.why = "Person", "first and last name stand in two columns"
    elif things:
        column, (guess.kind, guess.why) = things[0]
        if guess.why == ONLY_NAME and column.share(PERSON) < MOST and (firm := _firms(guess)):
            guess.kind, guess.why = firm
        guess.name = column if column.often_several and column.sign != "," else column.alone()
        if guess.key and len(set(column.values)) < MOST * len(column.values):
            guess.key = None  # one name has several: it is the id of something else
    elif guess.key:
        if found := kind_in(guess.key.words):
            guess.kind, guess.why = found[0], f"{found[1]!r} in the title of its id"
        elif named := _called(guess):
            guess.kind, guess.why = named, f"so the table is called: {guess.table.stem}"


def _called(guess: Guess) -> str | None:
    """The kind that the name of the table says."""
    form = form_named(guess.table.stem)
    return form.label if form and form.label in ("Person", "Company", "Organisation") else None


def _firms(guess: Guess) -> tuple[str, str] | None:
    """That rows with a mere name, which looks like nobody's, are companies: by what else is said of them."""
    words = {word: column.title for column in guess.columns for word in column.words}
    hit = next((word for word in OF_FIRMS if word in words), None)
    return ("Company", f"{words[hit]!r} is said of companies") if hit else None


def _stand_elsewhere(guess: Guess, guesses: Sequence[Guess], place: int) -> bool:
    """Whether most of its names are those of another table, which tells more of them or comes before."""
    if guess.name is None:
        return False
    return any(
        other is not guess and other.kind == guess.kind and other.name is not None
        and (other.key is not None or n < place)
        and len(guess.name.keys & other.name.keys) >= MOST * len(guess.name.keys)
        for n, other in enumerate(guesses)
    )  # fmt: skip


def _write(guess: Guess) -> None:
    full, several = full_name(guess), guess.name is not None and bool(guess.name.sign)
    table, lines = head(guess, "rows", guess.kind, f"each row is of the kind {guess.kind}: {guess.why}")
    if full:
        lines.append('join = { name = " " }')
    elif guess.name and several:
        lines.append(f"split = {{ name = {toml_text(guess.name.sign)} }}")
        guess.key = None
    lines.append(f"[{table}.columns]")
    if guess.key:
        lines += guess.take("id", guess.key, "no value stands there twice")
    if full:
        guess.used |= {column.title for column in full}
        lines += ["# first and last name", f"name = [{', '.join(toml_text(c.title) for c in full)}]"]
    elif guess.name:
        lines += guess.take("name", guess.name, guess.why)
    elif guess.key:
        lines += guess.take("name", guess.key, "no column has names, so that the id stands for it")
    apart = [] if guess.key else [*(full or ()), *([guess.name] if guess.name else [])]
    known = [it for it in targets_of(guess.kind) if it not in CARRIED]
    guess.lines = lines + facts(guess, guess.kind, known, apart)


def full_name(guess: Guess) -> tuple[Column, Column] | None:
    """The two columns in which first and last name stand, if they do."""
    named = {" ".join(column.words): column for column in guess.columns}
    for one, other in (("first name", "last name"), ("vorname", "nachname"), ("firstname", "lastname"),
                       ("given name", "family name"), ("vorname", "name")):  # fmt: skip
        if one in named and other in named:
            return named[one], named[other]
    return None


def add_job_without_employer(guess: Guess) -> None:
    """Say how to take what tells of people's jobs, where no column names the employer."""
    if guess.kind != "Person" or not guess.key:
        return
    free = [column for column in guess.columns if column.title not in guess.used and column.values]
    found = {told[0]: column for column in reversed(free) if (told := fact(column, "WORKS_FOR", JOB))}
    if not found:
        return
    titles = " and ".join(column.title for column in found.values())
    columns = {"from": guess.key.title, **{name: column.title for name, column in found.items()}}
    taken = ", ".join(f"{name} = {toml_text(title)}" for name, title in columns.items())
    table, _ = head(guess, "employer", "WORKS_FOR", "")
    guess.lines += [
        "",
        said(f"{titles}: tells of a job, and no column says where. If all work for one, take these lines:"),
        f"# [{table}]",
        '# row = "WORKS_FOR"',
        said(f"columns = {{ {taken} }}"),
        '# constants = { to = "NAME OF THE COMPANY" }',
        '# creates = { to = "Company" }',
    ]
