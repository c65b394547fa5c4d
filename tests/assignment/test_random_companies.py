"""On random networks every plan keeps the rules, and simulating its file brings what it says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.workload import workload
from stakeholder_graph.exchange.importing import Options, foresee
from stakeholder_graph.model.records import Records
from tests.assignment.company import Company
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, policy_changes

NEVER_OPENED = ("uncovered-decider", "uncovered-influencer", "lost-carer", "level-mismatch")
MORE = {
    "care.A.decider.carers": 2, "care.C.decider.carers": 2, "care.C.decider.deputy": True,
    "effort.default_capacity_hours": 20, "assign.deputies_each": 1,
}  # fmt: skip
CHANGES = st.builds(
    lambda some, more: some | {name: MORE[name] for name in more},
    policy_changes(), st.sets(st.sampled_from(sorted(MORE))),
)  # fmt: skip
MANY = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def company(drawn: Any, changes: dict[str, Any]) -> Company:
    network, as_of = drawn
    return Company.of(network, as_of, changed_policy(changes))


def without_origin(told: Any) -> Any:
    """The same without the names of the files that records come from: only an import knows these."""
    if isinstance(told, dict):
        return {key: without_origin(value) for key, value in told.items() if key != "source"}
    return [without_origin(one) for one in told] if isinstance(told, list) else told


@MANY
@given(networks(), CHANGES)
def test_nobody_gets_more_hours_than_there_are(drawn: Any, changes: dict[str, Any]) -> None:
    here = company(drawn, changes)
    before, after = (
        {situation.snapshot.id(row["own"]): row for row in workload(situation).iter_rows(named=True)}
        for situation in (here.before, here.after)
    )
    taking = {own for own, _, duty in here.steps() if duty == "carer"}
    for own, row in after.items():
        assert row["hours"] <= max(row["capacity"], before[own]["hours"]) + 1e-6, own
        assert own not in taking or row["hours"] <= row["capacity"] + 1e-6, own


@MANY
@given(networks(), CHANGES)
def test_nobody_is_given_who_may_not_be(drawn: Any, changes: dict[str, Any]) -> None:
    here = company(drawn, changes)
    ours = {here.id(number) for number in here.before.own["person"]}
    objectors = {here.id(number) for number in here.before.objectors["person"]}
    steps = here.steps()
    assert len({(own, person) for own, person, _ in steps}) == len(steps)
    for own, person, _ in steps:
        assert own in ours and person not in ours | objectors
    ties = here.after.snapshot.tie("CARES_FOR").select("start", "end", "duty")
    for step in here.found.steps:
        after = dict(here.after.snapshot.kind("Person").select("id", "number").iter_rows())
        own, person = after[here.id(step.own)], after[here.id(step.needed.person)]
        duties = ties.filter((pl.col("start") == own) & (pl.col("end") == person))["duty"].to_list()
        # carer and deputy of one person differ; an assignment that ends soon may be renewed beside it
        assert set(duties) == {step.duty}


@MANY
@given(networks(), CHANGES)
def test_a_plan_leaves_nobody_alone_and_raises_nobody_too_junior(drawn: Any, changes: dict[str, Any]) -> None:
    here = company(drawn, changes)
    opened = [gap.kind for gap in here.simulation(here.planned).opens]
    assert not set(opened) & set(NEVER_OPENED), opened


@MANY
@given(networks(), CHANGES, st.sampled_from(["plan.csv", "plan.xlsx", "plan"]))
def test_simulating_the_file_brings_what_the_plan_says(
    drawn: Any, changes: dict[str, Any], name: str
) -> None:
    here = company(drawn, changes)
    promised = without_origin(here.simulation(here.planned).as_dict(by_carer=True))
    with TemporaryDirectory() as folder:
        changed, everything = here.read(here.write(Path(folder) / name))
        assert without_origin(here.simulation(everything).as_dict(by_carer=True)) == promised
        count = changed.relationship_table("CARES_FOR").height
        assert count == here.plan.relationship_table("CARES_FOR").height
        again, _ = foresee(everything, [Path(folder) / name], Options(here.as_of))
        assert not again.counts()  # repeating it changes nothing


@MANY
@given(networks(), CHANGES)
def test_a_plan_that_is_carried_out_leaves_nothing_to_plan(drawn: Any, changes: dict[str, Any]) -> None:
    here = company(drawn, changes)
    then = Company(here.planned, here.as_of, here.policy)
    assert then.steps() == [] and then.ended() == []
    assert then.open() == here.open()


@MANY
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(drawn: Any, chance: Any) -> None:
    here = company(drawn, {})
    seed = chance.randrange(1000)
    mixed = Records(*(
        {name: table.sample(fraction=1, shuffle=True, seed=seed) for name, table in tables.items()}
        for tables in (here.records.nodes, here.records.relationships)
    ))  # fmt: skip
    other = Company(mixed, here.as_of, here.policy)
    assert sorted(other.steps()) == sorted(here.steps())
    assert sorted(other.open()) == sorted(here.open())
