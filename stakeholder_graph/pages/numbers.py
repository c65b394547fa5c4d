"""The overview's numbers over all accounts, and the words beside them: what is not recorded is no zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from stakeholder_graph.analysis.coverage import needs_with_care
from stakeholder_graph.model.policy import DECIDING
from stakeholder_graph.pages import page
from stakeholder_graph.pages.book import Book
from stakeholder_graph.pages.page import LANGUAGES, Both


def overview_numbers(book: Book) -> dict[str, Any]:
    """How many deciders are without care, how many accounts without contact at the top, and the like.

    Each person counts once, also one who is known at several accounts: as in the counts beside the findings.
    `top_without_contact` of `top_known`: accounts where somebody of level 1 is known, and those of them
    without a contact with any of these within the policy's window of `window_days`; None when no contact is
    recorded anywhere. `without_decider`: accounts where nobody is known or presumed to decide.
    O(needs + contacts).
    """
    situation = book.situation
    needs = needs_with_care(situation)
    needing = needs.unique("person")  # care is for a person, wherever they are known
    uncovered = needs.filter(pl.col("role").is_in(DECIDING) & ~pl.col("cared"))
    uncovered = uncovered.group_by("person").agg(pl.col("presumed").all())
    tops = [top for account in book.coverage if (top := _top(book, account))]
    quiet = [top for top in tops if not any(_is_recent(book, person) for person in top)]
    decided = situation.roles.filter(pl.col("role").is_in(DECIDING))["account"].n_unique()
    return {
        "deciders_uncovered": uncovered.height,
        "deciders_presumed": int(uncovered["presumed"].sum()),
        "cared": needing["cared"].sum(),
        "needed": needing.height,
        "top_known": len(tops),
        "top_without_contact": len(quiet) if book.contacts else None,
        "window_days": (situation.as_of - book.window_begins).days,
        "own": len({care["own"] for account in book.coverage for care in _care_at(book, account)}),
        "accounts": len(book.coverage),
        "without_decider": len(book.coverage) - decided,
    }


def _top(book: Book, account: int) -> list[int]:
    return [row["person"] for row in book.people_of.get(account, ()) if row["level"] == 1]


def _is_recent(book: Book, person: int) -> bool:
    """Contacts come newest first, so the first one tells."""
    return any(row["date"] > book.window_begins for row in book.contacts.get(person, ())[:1])


def _care_at(book: Book, account: int) -> list[Mapping[str, Any]]:
    everybody = [*book.people_of.get(account, ()), *book.thirds_of.get(account, ())]
    return [care for row in everybody for care in book.care.get(row["person"], ())]


def in_words(numbers: Mapping[str, Any]) -> dict[str, Both]:
    """What stands beside the numbers, in both languages: deciders, share, top, without_decider."""
    keys = {
        "deciders": _deciders(numbers),
        "share": "number_share" if numbers["needed"] else "number_share_none",
        "top": _at_the_top(numbers),
        "without_decider": "without_decider",
    }
    words = page.texts("overview")
    return {
        name: {code: words[code][key].format(**numbers) for code in LANGUAGES} for name, key in keys.items()
    }


def _deciders(numbers: Mapping[str, Any]) -> str:
    presumed = numbers["deciders_presumed"]
    if not presumed:
        return "number_deciders"
    return "number_deciders_all" if presumed == numbers["deciders_uncovered"] else "number_deciders_some"


def _at_the_top(numbers: Mapping[str, Any]) -> str:
    if numbers["top_without_contact"] is None:
        return "number_top_no_contact"
    return "number_top" if numbers["top_known"] else "number_top_unknown"
