"""The definition of the gap checks gives on every hand-made network exactly what the drawing says."""

from collections import Counter
from typing import Any

import pytest

from tests.reference.accounts import tier
from tests.reference.day import Day
from tests.reference.definitions import CHECKS, counts, coverage, findings, levels, not_run
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.handmade import NETWORKS, HandMade
from tests.reference.handmade_case import TOLD_APART
from tests.reference.policy import changed_policy


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_exactly_the_findings_of_the_drawing(case: HandMade) -> None:
    answer = findings(case.graph, changed_policy(case.policy), AS_OF, group=case.group)
    assert set(answer) == case.expected
    assert len(answer) == len(case.expected)


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case.name)
def test_exactly_the_silent_checks_of_the_drawing(case: HandMade) -> None:
    silent = not_run(case.graph, changed_policy(case.policy), AS_OF)
    assert {one for one in silent if one[0] not in TOLD_APART} == {(kind, None) for kind in case.not_run}


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
        ("under-cared", "stale-care"),
        ("unreported-care", "stale-care"),
        ("missing-profile", "uncovered-decider"),
        ("missing-profile", "lost-carer"),
        ("unassigned-care", "over-cared"),
        ("weak-relationship", "left-contact"),
        ("open-finding", "left-contact"),
        ("wrong-measure", "left-contact"),
        ("successor-missing", "left-contact"),
    }


def tiers(drawing: Drawing, changes: dict[str, Any] | None = None, group: bool = False) -> dict[str, str]:
    day = Day(drawing.graph, changed_policy(changes or {}), AS_OF, group)
    customers = [name for name in drawing.graph if name != "Us"]
    return {name: tier(day, name) for name in customers}


def customers(**values: float | None) -> Drawing:
    drawing = Drawing()
    for name, value in values.items():
        properties: dict[str, Any] = {} if value is None else {"earnings_value": value}
        drawing.customer(name, **properties)
    return drawing


def test_the_one_that_crosses_the_line_belongs_to_the_better_tier() -> None:
    # of 100: nothing above Eins; 40 above Zwei, below 50; 70 above Drei, below 80; 90 above Vier
    assert tiers(customers(Eins=40, Zwei=30, Drei=20, Vier=10)) == {
        "Eins": "A",
        "Zwei": "A",
        "Drei": "B",
        "Vier": "C",
    }


def test_a_line_that_is_reached_exactly_ends_the_tier() -> None:
    # of 100: 50 above Zwei is not below 50; 80 above Drei is not below 80
    assert tiers(customers(Eins=50, Zwei=30, Drei=20)) == {"Eins": "A", "Zwei": "B", "Drei": "C"}


def test_equal_values_get_equal_tiers_and_losses_do_not_count() -> None:
    drawing = customers(Eins=30, Zwei=30, Drei=30, Null=0, Verlust=-500, Leer=None)
    expected = {"Eins": "A", "Zwei": "A", "Drei": "A", "Null": "C", "Verlust": "C", "Leer": "C"}
    assert tiers(drawing) == expected
    expected = {"Eins": "A", "Zwei": "A", "Drei": "A", "Vier": "C"}  # 90 of 100 above Vier
    assert tiers(customers(Eins=30, Zwei=30, Drei=30, Vier=10)) == expected


def test_given_tiers_and_prospects_take_part_in_the_shares() -> None:
    # of 100: 60 above Klein; the supplier's value does not count
    drawing = customers(Klein=40).customer("Neu", party="prospect", earnings_value=60)
    drawing.customer("Lieferant", "A", party="supplier", earnings_value=900)
    assert tiers(drawing) == {"Klein": "B", "Neu": "C", "Lieferant": "A"}
    assert tiers(customers(Klein=40).customer("Alt", "C", earnings_value=60)) == {"Klein": "B", "Alt": "C"}


def test_tiers_by_threshold() -> None:
    rule = {"tiers.rule": "threshold", "tiers.A": 100, "tiers.B": 50}
    expected = {"Eins": "A", "Zwei": "B", "Drei": "B", "Vier": "C"}
    assert tiers(customers(Eins=100, Zwei=99, Drei=50, Vier=49), rule) == expected


def test_a_group_has_the_sum_of_its_values() -> None:
    # Mutter 10 with Tochter 50 below: 60 against 40
    drawing = customers(Mutter=10, Tochter=50, Andere=40).link("Tochter", "PART_OF", "Mutter")
    assert tiers(drawing, group=False) == {"Mutter": "C", "Tochter": "A", "Andere": "B"}
    day = Day(drawing.graph, changed_policy({}), AS_OF, group=True)
    assert {name: tier(day, name) for name in ("Mutter", "Andere")} == {"Mutter": "A", "Andere": "B"}


def test_several_currencies_need_rates() -> None:
    drawing = Drawing().customer("Eins", earnings_value=60, currency="EUR")
    drawing.customer("Zwei", earnings_value=100, currency="CHF")
    with pytest.raises(ValueError, match="CHF"):
        tiers(drawing)
    assert tiers(drawing, {"tiers.rate": {"EUR": 1.0, "CHF": 0.5}}) == {"Eins": "A", "Zwei": "B"}


def ladder() -> Drawing:
    """Two rungs, a role holder from outside, a third party, an objector and a level that nobody knows.

    Otto(1) ==> Dora(1) decider      Paula(3) =deputy=> Emil(2) decider      Otto ==> Fritz(4) who objects
                Gerd(?) champion     Hans, employed nowhere, gatekeeper      Ute --influences--> Dora      [B]
    """
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).ours("Paula", 3)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).theirs("Emil", "Musterwerk", "decider", 2)
    drawing.theirs("Fritz", "Musterwerk", level=4, contact_allowed=False).theirs(
        "Gerd", "Musterwerk", "champion"
    )
    drawing.person("Hans").role("Hans", "gatekeeper", "Musterwerk")
    drawing.person("Ute").link("Ute", "INFLUENCES", "Dora")
    drawing.cares("Otto", "Dora").cares("Paula", "Emil", "deputy").cares("Otto", "Fritz")
    drawing.contact(ago(3), "call", organiser="Otto", participant="Dora")
    drawing.contact(ago(2), "visit", organiser="Otto", participant="Dora")
    return drawing.contact(ago(1), "call", organiser="Dora", participant="Otto")


def test_counts() -> None:
    assert counts(ladder().graph, changed_policy({}), AS_OF) == {
        "people": 8,
        "accounts": 1,
        "needing_care": 5,
        "objected": 1,
    }


def test_coverage_by_level() -> None:
    assert coverage(ladder().graph, changed_policy({}), AS_OF) == {
        "Musterwerk": {
            "levels": {
                1: {"needed": 1, "cared": 1},
                2: {"needed": 1, "cared": 1},
                3: {"needed": 0, "cared": 0},
                4: {"needed": 0, "cared": 0},
            },
            "unknown": {"needed": 2, "cared": 0},
            "third_parties": {"needed": 1, "cared": 0},
        }
    }


def test_pairs_and_rungs_of_an_account() -> None:
    def pair(ours: tuple[str, int], theirs: tuple[str, int], **facts: object) -> dict[str, object]:
        own, external = ({"id": name, "level": level} for name, level in (ours, theirs))
        return {"own": own, "external": external, **facts}

    assert levels(ladder().graph, changed_policy({}), AS_OF, "Musterwerk") == {
        "pairs": [
            pair(("Otto", 1), ("Dora", 1), duty="carer", observed=True, needed=True),
            pair(("Paula", 3), ("Emil", 2), duty="deputy", observed=False, needed=True),
            pair(("Otto", 1), ("Fritz", 4), duty="carer", observed=False, needed=False),
        ],
        "rungs": [
            {"level": 1, "needed": 1, "cared": 1, "paired": True},
            {"level": 2, "needed": 1, "cared": 1, "paired": False},
        ],
    }
