"""The definition of the gap checks gives on every hand-made network exactly what the drawing says."""

import copy
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.reference.definitions import CHECKS, findings, not_run
from tests.reference.drawing import AS_OF
from tests.reference.handmade import NETWORKS, HandMade

DEFAULT_POLICY = tomllib.loads(
    (Path(__file__).parents[1] / "stakeholder_graph" / "model" / "care-policy.toml").read_text(
        encoding="utf-8"
    )
)


def policy_of(case: HandMade) -> dict[str, Any]:
    policy = copy.deepcopy(DEFAULT_POLICY)
    for dotted, value in case.policy.items():
        *tables, key = dotted.split(".")
        table = policy
        for name in tables:
            table = table[name]
        table[key] = value
    return policy


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_exactly_the_findings_of_the_drawing(case: HandMade) -> None:
    answer = findings(case.graph, policy_of(case), AS_OF, group=case.group)
    assert set(answer) == case.expected
    assert len(answer) == len(case.expected)


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_exactly_the_silent_checks_of_the_drawing(case: HandMade) -> None:
    assert not_run(case.graph, policy_of(case), AS_OF) == {(kind, None) for kind in case.not_run}


def test_every_check_and_every_replacement_stands_in_a_drawing() -> None:
    expected = [finding for case in NETWORKS for finding in case.expected]
    assert {finding.kind for finding in expected} == CHECKS.keys()
    replaced = Counter((finding.kind, finding.replaced_by[0]) for finding in expected if finding.replaced_by)
    assert set(replaced) == {
        ("missing-rung", "uncovered-decider"),
        ("missing-rung", "lost-carer"),
        ("missing-rung", "level-mismatch"),
        ("single-threaded-person", "single-threaded-account"),
        ("missing-role", "left-contact"),
        ("uncovered-influencer", "left-contact"),
    }
