"""Amounts as people and programs write them: `$1,200.00`, `1.234.567,89 €`, `139000000`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from stakeholder_graph.exchange.cells import trim

DecimalSign = Literal[".", ","]

CODES = (
    "EUR|USD|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|AUD|CAD|NZD|SGD|HKD|BRL|MXN|ZAR|AED"
)
CURRENCY = rf"(?:[$€£¥₹]|(?:US|CA|AU|NZ|HK|R|A|C)\$|{CODES}|SFr\.?|Fr\.?|kr\.?|zł|Kč|Ft|Euro)"
AMOUNT = re.compile(
    rf"(?P<opening>\()?(?P<sign>[+-])?{CURRENCY}?(?P<second_sign>[+-])?"
    rf"(?P<digits>\d[\d.,]{{0,60}}|[.,]\d{{1,60}})(?P<exponent>E[+-]?\d{{1,2}})?"
    rf"(?P<no_cents>(?<=[.,])-{{1,2}})?(?P<sign_behind>-)?{CURRENCY}?(?P<closing>\))?",
    re.IGNORECASE,
)
GROUPING_BLANK = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")


class NumberColumn(NamedTuple):
    """The numbers of a column. `undecided` and `unreadable` are places (from 0) of cells without number.

    Undecided is `1.234` while nothing in the column says whether the dot groups or begins decimals;
    `conflict` says that the column holds both ways of writing.
    """

    values: list[float | None]
    decimal: DecimalSign | None
    undecided: tuple[int, ...]
    unreadable: tuple[int, ...]
    conflict: bool


class _Amount(NamedTuple):
    digits: str
    exponent: str
    negative: bool
    decimal: DecimalSign | None  # what this amount says of the decimal sign
    either: bool  # one sign that may be the one or the other

    def value(self, decimal: DecimalSign) -> float:
        grouping = "," if decimal == "." else "."
        number = float(self.digits.replace(grouping, "").replace(decimal, ".") + self.exponent)
        return -number if self.negative else number


def read_numbers(column: Sequence[str | None], *, hint: DecimalSign | None = None) -> NumberColumn:
    """Read a column of numbers or amounts; the decimal sign is decided once for the whole column.

    Parameters
    ----------
    column: the cells. Currency signs and codes, groups and a minus on either side are understood.
    hint: the decimal sign where the column itself does not decide: "." for cells of a workbook.

    O(distinct values) for the reading, O(cells) for the rest.
    """
    amounts = {text: _amount(text) for text in set(column) if text and trim(text)}
    signs = {amount.decimal for amount in amounts.values() if amount and amount.decimal}
    conflict = len(signs) > 1
    decimal = None if conflict else (next(iter(signs)) if signs else hint)
    meaning: dict[str | None, float | None] = {}
    undecided: set[str | None] = set()
    unreadable: set[str | None] = set()
    for text, amount in amounts.items():
        if amount is None:
            unreadable.add(text)
        elif decimal is None and (amount.either or amount.decimal):
            undecided.add(text)
        else:
            meaning[text] = amount.value(decimal or ".")
    return NumberColumn(
        [meaning.get(text) for text in column],
        decimal,
        _places(column, undecided),
        _places(column, unreadable),
        conflict,
    )


def _places(column: Sequence[str | None], texts: set[str | None]) -> tuple[int, ...]:
    return tuple(place for place, text in enumerate(column) if text in texts) if texts else ()


SHORT = 15  # digits that are a number without further questions


def _amount(text: str) -> _Amount | None:
    if len(text) <= SHORT and text.isascii() and text.isdigit():
        return _Amount(text, "", False, None, False)
    compact = GROUPING_BLANK.sub("", trim(text).replace("\u2212", "-").replace("–", "-").replace("—", "-"))
    found = AMOUNT.fullmatch("".join(compact.split())) if not re.search(r"\d\s+\d", compact) else None
    if found is None or bool(found["opening"]) != bool(found["closing"]):
        return None
    minus = [found[name] for name in ("sign", "second_sign", "sign_behind") if found[name] == "-"]
    digits = found["digits"]
    reading = _decimal_sign(digits, bool(found["no_cents"]))
    if reading is None or len(minus) + bool(found["opening"]) > 1:
        return None
    decimal, either = reading
    return _Amount(digits, found["exponent"] or "", bool(minus or found["opening"]), decimal, either)


def _decimal_sign(digits: str, no_cents: bool) -> tuple[DecimalSign | None, bool] | None:
    """Return the decimal sign that these digits prove and whether they leave it open; None: no number."""
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return None, False
    candidates = [sign for sign in _SIGNS if _fits(digits, sign)]
    if no_cents:
        candidates = [sign for sign in candidates if digits.endswith(sign)]
    if len(candidates) == 2:
        return None, True
    return (candidates[0], False) if candidates else None


_SIGNS: tuple[DecimalSign, ...] = (".", ",")


def _fits(digits: str, decimal: DecimalSign) -> bool:
    """Whether the digits are a number when `decimal` is the decimal sign and the other one groups."""
    grouping = "," if decimal == "." else "."
    whole, _, decimals = digits.partition(decimal)
    if decimal in decimals or grouping in decimals:
        return False
    groups = whole.split(grouping)
    if len(groups) == 1:
        return True
    return groups[0] != "" and groups[0][0] != "0" and len(groups[0]) <= 3 and _all_three(groups[1:])


def _all_three(groups: Iterable[str]) -> bool:
    return all(len(group) == 3 for group in groups)
