"""From what somebody types to the values that a query gets."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stakeholder_graph.catalogue.query import AS_OF, NO_DEFAULT, Parameter
from stakeholder_graph.errors import QueryError
from stakeholder_graph.exchange.dates import read_dates
from stakeholder_graph.model.policy import TIERS, Policy

YES, NO = ("yes", "true", "ja", "1"), ("no", "false", "nein", "0")
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Lookup:
    """Who finds the id of an account or a person whose name was typed."""

    account: Callable[[str], str]
    person: Callable[[str], str]


def values_for(
    name: str,
    parameters: Sequence[Parameter],
    given: Mapping[str, Any],
    *,
    policy: Policy,
    as_of: date,
    lookup: Lookup,
) -> dict[str, Any]:
    """The value of every parameter: the given one, else that of the care policy, else the default.

    Texts are read by the parameter's kind. QueryError names the parameter that is unknown, missing or wrong,
    and what may be given; UnknownName an account or person that is not there.
    """
    where = f"query {name}"
    _check_names(where, [parameter.name for parameter in parameters], given)
    values: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.name in given:
            values[parameter.name] = _read(where, parameter, given[parameter.name], lookup)
        elif parameter.policy:
            values[parameter.name] = policy_value(where, parameter, policy)
        elif parameter.default is not NO_DEFAULT:
            values[parameter.name] = parameter.default
        else:
            what = f"the parameter {parameter.name} ({parameter.kind}) is missing"
            raise QueryError(where, what, f"give it: -p {parameter.name}=…")
    return {**values, AS_OF: as_of}


def policy_value(where: str, parameter: Parameter, policy: Policy) -> Any:
    """What the care policy says for a parameter."""
    try:
        return policy.get(parameter.policy)
    except KeyError as error:
        raise QueryError(
            where, f"the care policy has no {parameter.policy}", f"give -p {parameter.name}=…"
        ) from error


def _check_names(where: str, known: list[str], given: Mapping[str, Any]) -> None:
    for name in given:
        if name == AS_OF:
            raise QueryError(where, "the day is no parameter like the others", "give it with --as-of")
        if name not in known:
            advice = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(where, f"there is no parameter {name!r}", advice)


def _read(where: str, parameter: Parameter, value: Any, lookup: Lookup) -> Any:
    """One value by its kind; an empty text is no value, where there may be none."""
    if value is None or value == "":
        if parameter.default is None:
            return None
        raise QueryError(where, f"the parameter {parameter.name} is empty", "give a value, or leave it out")
    reading = READERS.get(parameter.kind)
    if parameter.kind in ("account", "person"):
        return (lookup.account if parameter.kind == "account" else lookup.person)(str(value))
    read = reading[0](value) if reading else None
    if read is None:
        allowed = reading[1] if reading else "nothing: it stands in the care policy, see `policy show`"
        raise QueryError(where, f"{parameter.name} = {value!r} cannot be", f"give {allowed}")
    return read


def _number(value: Any) -> float | int | None:
    if isinstance(value, bool):
        return None
    whole = _integer(value)
    try:
        number = whole if whole is not None else float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _integer(value: Any) -> int | None:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) <= LARGEST else None


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    return True if word in YES else False if word in NO else None


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return read_dates([str(value)]).values[0]


def _tier(value: Any) -> str | None:
    tier = str(value).strip().upper()
    return tier if tier in TIERS else None


def _texts(value: Any) -> list[str] | None:
    several = value.split(";") if isinstance(value, str) else list(value)
    return [str(one).strip() for one in several if str(one).strip()] or None


def guess(text: Any) -> Any:
    """A value for a parameter of which nothing is known: a number, yes or no, a day, a list, or the text."""
    if not isinstance(text, str):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, float) and not math.isfinite(value) else value


READERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "any": (guess, "a value"),
    "text": (str, "a text"),
    "texts": (_texts, "one or several texts, separated by ;"),
    "number": (_number, "a number, as 0.5"),
    "integer": (_integer, "a whole number, as 90"),
    "boolean": (_boolean, "yes or no"),
    "date": (_date, "a day, as 2026-11-23"),
    "tier": (_tier, f"one of {', '.join(TIERS)}"),
}
