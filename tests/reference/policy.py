"""The care policy as the definitions read it: the plain dictionary of the TOML file."""

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

FILE = Path(__file__).parents[2] / "stakeholder_graph" / "model" / "care-policy.toml"


def default_policy() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def changed_policy(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The default policy with some dotted keys set: {"observed.counts_as_care": "assigned"}."""
    policy = copy.deepcopy(default_policy())
    for dotted, value in changes.items():
        *tables, key = dotted.split(".")
        table = policy
        for name in tables:
            table = table[name]
        table[key] = value
    return policy


CHOICES: dict[str, list[Any]] = {
    "tiers.A": [0.5, 0.0, 0.3],
    "tiers.B": [0.8, 0.5, 1.0],
    "levels.tolerance": [0, 1],
    "roles.presume.enabled": [True, False],
    "roles.presume.decider": [
        [{"level": 1}, {"level": 2, "function": "purchasing"}],
        [{"function": "purchasing"}],
        [{"level": 2}],
    ],
    "care.roles_other": [
        ["influencer", "champion", "blocker", "gatekeeper", "buyer"],
        ["influencer", "user"],
    ],
    "care.A.decider.carers": [1, 0, 2],
    "care.A.decider.contacts_per_year": [12, 0, 4],
    "care.B.decider.deputy": [False, True],
    "care.B.other.same_level": [False, True],
    "care.third_party.carers": [1, 0, 2],
    "care.third_party.same_level": [False, True],
    "missing_role.roles": [["decider"], ["decider", "user"], []],
    "missing_role.tiers_without_opportunity": [["A", "B"], [], ["A", "B", "C"]],
    "observed.counts_as_care": ["either", "assigned", "observed"],
    "observed.window_days": [365, 90],
    "observed.min_contacts": [3, 1, 2],
    "observed.both_sides_start": [True, False],
    "observed.max_participants.meeting": [12, 2, 3],
    "observed.max_participants.mail": [5, 2],
    "stale.slack": [1.5, 1.0, 2.25],
    "stale.report_days": [180, 30],
    "stale.report_after_measure_days": [30, 1],
    "stale.measures_days": [365, 274],
    "stale.profile_months": [18, 0, 24],
    "stale.over_care_contacts": [6, 2],
    "effort.planned_hours_per_contact": [2.0, 0.1, 3],
    "effort.default_capacity_hours": [300, 10],
    "strength.weight.call": [0.4, 2.0],
    "stale.successor_days": [90, 30, 0],
    "stale.thinning_share": [0.6, 1.0, 0.3],
    "stale.thinning_min": [4, 1, 0],
    "measures.fits.training": [[3, 4], [1], []],
    "measures.fits.visit": [[1, 2, 3, 4], [2]],
    "severity.role.other": [1, 4],
    "severity.tier.none": [1, 0.5],
}


def policy_changes() -> st.SearchStrategy[dict[str, Any]]:
    """Some keys of the policy that differ from the default, for `changed_policy`."""
    keys = st.lists(st.sampled_from(sorted(CHOICES)), unique=True, max_size=6)
    return keys.flatmap(
        lambda some: st.fixed_dictionaries({key: st.sampled_from(CHOICES[key]) for key in some})
    )
