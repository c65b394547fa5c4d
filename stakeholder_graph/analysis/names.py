"""From what a person types to the account or person that is meant."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from stakeholder_graph.analysis.situation import Situation, Taken
from stakeholder_graph.errors import UnknownName

LISTED = 8  # candidates in an error
LEAST_WITHIN = 3  # letters that a part has which does not begin a word
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Entry:
    """A name that can be typed: whose it is, and for a candidate where they work."""

    number: int
    id: str
    name: str | None
    where: str | None = None


def plain_name(text: str) -> str:
    """A name as it is compared: trimmed, single blanks, no difference of case."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def spellings(text: str) -> tuple[str, str]:
    """A name without accents, its umlauts once written out and once without dots: mueller and muller."""
    plain = plain_name(text)
    return _without_accents(plain.translate(WRITTEN_OUT)), _without_accents(plain)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def find_account(situation: Situation, text: str) -> int:
    """The account with this id or name, or the only one with this part in its name.

    With roll-up the name of a company of its group leads to the account too. Whenever what was typed is not
    the account's own id or name, `situation.tell` is told what was taken. UnknownName names the nearest
    accounts, or the candidates where several fit, and refuses a whole name of a company that is no account:
    a part of another's name is not what was meant. O(names) where it is none of them.
    """
    nodes = situation.snapshot.nodes.select("number", "id", "name")
    rows = situation.members.join(nodes, left_on="company", right_on="number")
    companies = [Entry(company, *rest) for company, *rest in rows.select("company", "id", "name").iter_rows()]
    account_of = dict(situation.members.select("company", "account").iter_rows())
    _refuse_other_company(situation, text, companies)
    entry = _one(situation, text, "account", companies, account_of.__getitem__)
    account = account_of[entry.number]
    if account != entry.number:
        identity, name = situation.accounts.filter(pl.col("account") == account).select("id", "name").row(0)
        situation.tell(Taken("group", entry.name or entry.id, identity, name or identity))
    return int(account)


def find_person(situation: Situation, text: str) -> int:
    """The person with this id or name, or the only one with this part in their name.

    A part that was taken is told to `situation.tell`. UnknownName names the nearest, or the candidates with
    their companies.
    """
    people = situation.snapshot.kind("Person").select("number", "id", "name")
    employers = situation.jobs.filter(pl.col("state") == "valid").select("person", "employer")
    names = situation.snapshot.nodes.select(employer="number", employer_name="name")
    where = dict(
        employers.join(names, on="employer")
        .group_by("person", maintain_order=True)
        .agg(pl.col("employer_name").first())
        .iter_rows()
    )
    entries = [Entry(one, identity, name, where.get(one)) for one, identity, name in people.iter_rows()]
    return _one(situation, text, "person", entries, lambda number: number).number


def find_record(situation: Situation, label: str, text: str, *, first: Collection[int] = ()) -> int:
    """The measure, report or action with this id or name, or the only one with this part in its name.

    A part of less than three letters is refused, as what is found is written to. Also one that is still
    ahead. Where several fit, those among `first` (numbers) come before the others.
    """
    table = situation.snapshot.kinds[label].select("number", "id", "name")
    entries = [Entry(*row) for row in table.iter_rows()]
    preferred = [entry for entry in entries if entry.number in first]
    known = [entry for entry in entries if entry.id == text] or _named(text, preferred) or entries
    elsewhere = "see `action list` for what is there" if label == "Action" else "see `info` for what is there"
    return _one(
        situation, text, label.lower(), known, lambda number: number, elsewhere, least=LEAST_WITHIN
    ).number


def _named(text: str, entries: list[Entry]) -> list[Entry]:
    """Those who are called so, else those with this part in their name."""
    called = [entry for entry in entries if entry.name and plain_name(entry.name) == plain_name(text)]
    return called or _fitting(text, entries)


def _refuse_other_company(situation: Situation, text: str, accounts: list[Entry]) -> None:
    """UnknownName for the whole name of a company that is no account, as no account is called so."""
    named = plain_name(text)
    if any(entry.id == text or (entry.name and plain_name(entry.name) == named) for entry in accounts):
        return
    for label in ("Company", "Organisation"):
        others = situation.snapshot.kind(label).select("id", "name").drop_nulls("name")
        if any(plain_name(name) == named for name in others["name"]):
            what = f"this {label.lower()} is no account"
            raise UnknownName(f"account {text!r}", what, _nearest(text, accounts))


def _one(
    situation: Situation, text: str, what: str, entries: list[Entry], whose: Callable[[int], int],
    elsewhere: str = "see `info` and `coverage` for what is there", *, least: int = 1,
) -> Entry:  # fmt: skip
    """The entry that is meant; of several that belong to the same one, that one itself where it is there.

    `least`: how many letters a part of a name must have.
    """
    exact = [entry for entry in entries if entry.id == text]
    exact = exact or [entry for entry in entries if entry.name and plain_name(entry.name) == plain_name(text)]
    fitting = exact or _fitting(text, entries)
    meant = {whose(entry.number) for entry in fitting}
    if meant and not exact and len(text.strip()) < least:
        hint = f"write at least {least} letters of it"
        raise UnknownName(f"{what} {text!r}", "too short to say which is meant", hint)
    if not meant:
        raise UnknownName(f"{what} {text!r}", f"there is no such {what}", _nearest(text, entries, elsewhere))
    if len(meant) > 1:
        problem = "several have this name" if exact else "several names have this part"
        advice = "take the id" if exact else "write more of the name, or take the id"
        raise UnknownName(f"{what} {text!r}", problem, f"{advice}: {_listed(fitting, whole_name=not exact)}")
    entry = next((entry for entry in fitting if entry.number in meant), fitting[0])
    if not exact:
        situation.tell(Taken(what, text, entry.id, entry.name or entry.id))
    return entry


def _fitting(text: str, entries: list[Entry]) -> list[Entry]:
    """Who has this name in another spelling; else in whose name it begins a word; else it stands within."""
    typed = spellings(text)
    if not any(sign.isalnum() for sign in typed[0]):
        return []
    known = [(entry, spellings(entry.name)) for entry in entries if entry.name]

    def those(fits: Callable[[str, str], object]) -> list[Entry]:
        return [entry for entry, name in known if any(map(fits, typed, name))]

    # a first name and a surname count alike: which of them is meant would be a guess
    return those(operator.eq) or those(_begins_a_word) or those(_is_within)


def _begins_a_word(part: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}", name) is not None


def _is_within(part: str, name: str) -> bool:
    return len(part) >= LEAST_WITHIN and part in name


def _listed(entries: list[Entry], *, whole_name: bool) -> str:
    """The candidates, an id and where each works, or whole names with their ids; many are cut short."""
    told = sorted(
        f"{entry.name} ({', '.join(filter(None, (entry.id, entry.where)))})"
        if whole_name
        else f"{entry.id} ({entry.where or entry.name})"
        for entry in entries
    )
    more = [f"and {len(told) - LISTED} more"] if len(told) > LISTED else []
    return ", ".join([*told[:LISTED], *more])


def _nearest(
    text: str, entries: list[Entry], elsewhere: str = "see `info` and `coverage` for what is there"
) -> str:
    from rapidfuzz import process, utils  # only where a name is wrong

    names = list(dict.fromkeys(entry.name for entry in entries if entry.name))
    hits = process.extract(text, names, limit=3, processor=utils.default_process, score_cutoff=50)
    # what is much less alike than the best one is only noise beside it
    alike = [name for name, score, _ in hits if score > hits[0][1] - 20]
    return f"did you mean {' or '.join(alike)}?" if alike else elsewhere
