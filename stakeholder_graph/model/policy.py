"""The care policy: what this company decides about its relationships, read from one commented TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from stakeholder_graph.errors import PolicyError

TIERS = ("A", "B", "C")
CARE_ROLES = ("decider", "co_decider", "other")
DECIDING = ("decider", "co_decider")
NEED_KEYS: Mapping[str, type] = {"carers": int, "deputy": bool, "contacts_per_year": int, "same_level": bool}


@dataclass(frozen=True)
class Need:
    """How much care somebody is owed: how many of ours, a deputy, contacts a year, somebody as senior."""

    carers: int = 0
    deputy: bool = False
    contacts_per_year: int = 0
    same_level: bool = False


class Policy:
    """The rules of one company. Read-only; two policies are equal when all their values are."""

    def __init__(self, values: Mapping[str, Any], origin: str = "the shipped care policy") -> None:
        self.values = values
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.values == other.values

    def __hash__(self) -> int:
        return hash(repr(self.values))

    def get(self, path: str) -> Any:
        """The value at a dotted path, as it stands in the file: `policy.get("stale.slack")`."""
        value: Any = self.values
        for part in path.split("."):
            value = value[part]
        return value

    def numbers(self, path: str) -> dict[str, float]:
        """A table of numbers at a dotted path; 1 and 0.5 may stand side by side in the file."""
        return {name: float(value) for name, value in self.get(path).items()}

    def need(self, tier: str, role: str) -> Need:
        """The care owed to a role ("decider", "co_decider", "other") at an account of a tier; none if not
        listed.
        """
        return Need(**self.values["care"].get(tier, {}).get(role, {}))

    @cached_property
    def third_party(self) -> Need:
        return Need(**self.values["care"]["third_party"])

    @cached_property
    def care_role(self) -> Mapping[str, str]:
        """For each role that may be owed care, the row of the table that it is looked up in."""
        other = dict.fromkeys(self.values["care"]["roles_other"], "other")
        return {**other, "decider": "decider", "co_decider": "co_decider"}

    def severity_class(self, severity: float) -> str:
        limits = self.values["severity"]
        return next((name for name in ("high", "medium", "low") if severity >= limits[name]), "info")

    def level_name(self, level: int | None, language: str) -> str:
        """The company's word for a level, such as "management"; "unknown" where there is none."""
        if level is None:
            return "unbekannt" if language == "de" else "unknown"
        names = self.values["levels"]["names"]
        return str(names.get(language, names["en"])[level - 1])

    def as_dict(self) -> dict[str, Any]:
        return dict(self.values)


def _nearest(name: str, names: list[str]) -> str:
    from rapidfuzz import process  # only where a key is wrong

    hit = process.extractOne(name, names)
    return f"did you mean {hit[0]}?" if hit else "remove it"


def _merge(given: Mapping[str, Any], default: Mapping[str, Any], path: str, origin: str) -> dict[str, Any]:
    """The default with the given values put in; every key and type is checked against the default's."""
    merged = dict(default)
    for name, value in given.items():
        here = f"{path}.{name}".lstrip(".")
        expected = _expected(here, name, default, origin)
        if isinstance(value, Mapping) and isinstance(default.get(name), Mapping):
            merged[name] = _merge(value, default[name], here, origin)
        else:
            _check_type(here, value, expected, origin)
            merged[name] = value
    return merged


def _expected(here: str, name: str, default: Mapping[str, Any], origin: str) -> Any:
    """A value of the type that belongs at this place; PolicyError when nothing may stand there."""
    if name in default:
        return default[name]
    parent, _, _ = here.rpartition(".")
    if here == "levels.titles":
        return []
    if parent.startswith("tiers") and here == "tiers.rate":
        return {}
    if parent == "tiers.rate":
        return 1.0
    if parent == "measures.fits":
        return []
    if parent in {f"care.{tier}" for tier in TIERS} and name in CARE_ROLES:
        return {}
    if parent.startswith("care.") and name in NEED_KEYS:
        return NEED_KEYS[name]()
    if parent == "observed.max_participants" and name == "event":
        return 1
    known = [*default, *(NEED_KEYS if parent.startswith("care.") else ())]
    raise PolicyError(origin, f"the key {here} does not exist", _nearest(name, known))


def _check_type(here: str, value: Any, expected: Any, origin: str) -> None:
    numbers = (int, float)
    number_wanted = isinstance(expected, numbers) and not isinstance(expected, bool)
    if number_wanted:
        fits = isinstance(value, numbers) and not isinstance(value, bool) and value >= 0
        fits = fits and not (
            isinstance(expected, int) and here.startswith("care.") and not isinstance(value, int)
        )
    else:
        fits = isinstance(value, type(expected))
    if not fits:
        kind = (
            "a number of at least 0" if number_wanted else f"a {type(expected).__name__}, like {expected!r}"
        )
        raise PolicyError(origin, f"{here} = {value!r} cannot be", f"give {kind}")


def _check_values(values: Mapping[str, Any], origin: str) -> None:
    """What types cannot tell: choices, orders, and care tables of tiers that exist."""
    from stakeholder_graph.model.ontology import ontology
    from stakeholder_graph.model.title_rules import title_rule

    tiers, severity = values["tiers"], values["severity"]
    if tiers["rule"] not in ("share", "threshold"):
        raise PolicyError(origin, f"tiers.rule = {tiers['rule']!r} cannot be", 'give "share" or "threshold"')
    ordered = tiers["A"] <= tiers["B"] <= 1 if tiers["rule"] == "share" else tiers["A"] >= tiers["B"]
    if not ordered:
        what = f"tiers.A = {tiers['A']} and tiers.B = {tiers['B']} do not fit the rule {tiers['rule']!r}"
        raise PolicyError(origin, what, "shares rise to at most 1, thresholds fall")
    choices = ("assigned", "observed", "either")
    if values["observed"]["counts_as_care"] not in choices:
        raise PolicyError(
            origin, "observed.counts_as_care is none of the choices", f"give one of {', '.join(choices)}"
        )
    if not severity["high"] >= severity["medium"] >= severity["low"]:
        raise PolicyError(
            origin, "severity.high, medium and low do not fall", "put the highest number at high"
        )
    roles = ontology().relationships["PLAYS_ROLE"].properties["role"].allowed
    for place, names in (
        ("care.roles_other", values["care"]["roles_other"]),
        ("missing_role.roles", values["missing_role"]["roles"]),
    ):
        for name in names:
            if name not in roles:
                raise PolicyError(
                    origin, f"{place}: there is no role {name!r}", _nearest(str(name), list(roles))
                )
    for position, table in enumerate(values["levels"].get("titles", []), start=1):
        title_rule(table, f"{origin}: levels.titles {position}")
    for language, names in values["levels"]["names"].items():
        if len(names) != 4:
            raise PolicyError(
                origin, f"levels.names.{language} has {len(names)} names", "give four, the top first"
            )


def default_policy_text() -> str:
    """The shipped care policy with its comments, as `policy init` writes it."""
    return resources.files("stakeholder_graph.model").joinpath("care-policy.toml").read_text(encoding="utf-8")


def read_policy(text: str, origin: str) -> Policy:
    """The policy in a TOML text; what it leaves out holds as shipped. PolicyError with the nearest key."""
    shipped = default_policy_text()
    default = tomllib.loads(shipped)
    try:
        given = tomllib.loads(text) if text != shipped else {}
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(origin, f"this is no TOML: {error}", "correct that line") from error
    merged = _merge(given, default, "", origin)
    _check_values(merged, origin)
    return Policy(merged, origin)


def load_policy(path: str | Path | None = None) -> Policy:
    """The company's care policy from a file, or the shipped one."""
    if path is None:
        return read_policy(default_policy_text(), "the shipped care policy")
    try:
        text = Path(path).read_text(encoding="utf-8-sig")  # Windows' editors put a mark before it
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise PolicyError(
            str(path), f"the care policy cannot be read: {why}", "give another --policy"
        ) from error
    return read_policy(text, str(path))
