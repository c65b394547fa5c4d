"""What changed between two days: by hand, by definition, and where nothing can be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.errors import UnknownName
from stakeholder_graph.gaps.changes import Change, Changes, find_changes
from stakeholder_graph.gaps.changes_in_brief import changes_in_brief
from stakeholder_graph.gaps.choosing import Choice
from stakeholder_graph.gaps.comparing import IDENTITY, compare
from stakeholder_graph.gaps.find import Gaps, find_gaps
from stakeholder_graph.gaps.happenings import Happenings
from stakeholder_graph.gaps.reasons import Reasons
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference import definitions
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, default_policy

LOOSE = ("kind", "account", "person", "about")
OF_NO_ACCOUNT = (
    "weak-relationship", "unassigned-care", "contact-despite-objection", "open-finding", "wrong-measure",
    "overloaded-carer",
)  # fmt: skip


def on(
    network: nx.MultiDiGraph[str], day: date, policy: dict[str, Any] | None = None
) -> tuple[Situation, Gaps]:
    situation = Situation(from_networkx(network, day), Policy(policy or default_policy()))
    return situation, find_gaps(situation)


def changes(drawing: Drawing, since: date, **choice: Any) -> Changes:
    return find_changes(on(drawing.graph, since), on(drawing.graph, AS_OF), Choice(**choice))


KINDS = {
    "uncovered-decider", "lost-carer", "missing-role", "single-threaded-person", "stale-care",
    "level-mismatch", "missing-rung",
}  # fmt: skip


def told(some: Any) -> list[tuple[str, str | None]]:
    """Changes of the kinds that these drawings are about: kind and person."""
    found = [one.finding for one in some if one.finding.kind in KINDS]
    return [(one.kind, one.person.id if one.person else None) for one in found]


def records(change: Any) -> list[tuple[str, str]]:
    policy = Policy(default_policy())
    return [(one.record, one.phrase.text("en", policy)) for one in change.records]


def lost() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] until 20 days ago; Emil(2) decider since 10 days ago, nobody cares
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    drawing.cares("Otto", "Dora", valid_from=ago(400), valid_to=ago(20))
    drawing.person("Emil").job("Emil", "Musterwerk", 2, valid_from=ago(10))
    return drawing.role("Emil", "decider", "Musterwerk", valid_from=ago(10))


def test_an_end_and_a_beginning_bring_gaps_and_are_named() -> None:
    found = changes(lost(), ago(30))
    assert (found.since, found.as_of) == (ago(30), AS_OF)
    assert told(found.appeared) == [("lost-carer", "Dora"), ("uncovered-decider", "Emil")]
    assert told(found.closed) == told(found.moved) == []
    dora, emil = (one for one in found.appeared if one.finding.kind in KINDS)
    assert records(dora) == [("CARES_FOR", f"no longer after {ago(20)}: Otto cares for Dora")]
    assert records(emil) == [
        ("WORKS_FOR", f"since {ago(10)}: Emil works for Musterwerk"),
        ("PLAYS_ROLE", f"since {ago(10)}: Emil has the role decider at Musterwerk"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "appeared"),
    [
        (21, ["Dora", "Emil"]), (20, ["Dora", "Emil"]), (19, ["Emil"]),  # cared for on the last day still
        (11, ["Emil"]), (10, []),  # in the role on the first day already
    ],
)  # fmt: skip
def test_the_first_day_and_the_last_count_as_validity_counts_them(since: int, appeared: list[str]) -> None:
    found = changes(lost(), ago(since))
    assert [person for _, person in told(found.appeared)] == appeared
    for change in found.appeared:
        assert change.records, "whatever brought a gap lies in between"


def test_what_closes_is_named_with_what_closed_it() -> None:
    # Otto(1) ==> Dora(1) decider [B] since 5 days ago
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    found = changes(drawing.cares("Otto", "Dora", valid_from=ago(5)), ago(30))
    assert told(found.closed) == [("uncovered-decider", "Dora")]
    assert (found.before, found.after) == (1, 0)
    assert records(found.closed[0]) == [("CARES_FOR", f"since {ago(5)}: Otto cares for Dora")]
    assert found.closed[0].gave_way_to is None
    assert found.appeared == found.moved == ()
    shape = found.as_dict("de")["closed"][0]
    assert shape["records"][0]["text"] == f"seit {ago(5):%d.%m.%Y}: Otto betreut Dora"
    assert shape["gave_way_to"] is None


def test_a_gap_that_a_graver_one_replaces_has_given_way_to_it() -> None:
    # Rosa(3) ==> Dora(1) decider [B]: not senior enough; until 5 days ago, since then nobody at all
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).ours("Rosa", 3)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Rosa", "Dora", valid_to=ago(5))
    found = changes(drawing, ago(30))
    assert (told(found.appeared), told(found.closed)) == (
        [("lost-carer", "Dora")],
        [("level-mismatch", "Dora")],
    )
    assert found.closed[0].gave_way_to == found.appeared[0].finding


def test_a_gap_gives_way_to_none_that_has_nothing_to_do_with_it() -> None:
    # Otto(1) ==> Dora(1) decider [B], reports 250 and 5 days ago, the last with a finding
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    drawing.cares("Otto", "Dora").report("Alt", "Dora", ago(250), finding="").report("Neu", "Dora", ago(5))
    found = find_changes(on(drawing.graph, ago(30)), on(drawing.graph, AS_OF), Choice())
    closed = {one.finding.kind: one for one in found.closed}
    assert [one.finding.kind for one in found.appeared] == ["open-finding"]
    assert closed.keys() == {"unreported-care"}
    assert closed["unreported-care"].gave_way_to is None


def test_another_carer_is_the_same_gap_moved() -> None:
    # Dora(1) decider [A] should have two of ours: Otto(1) until 5 days ago, Pia(1) from the day after
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).ours("Pia", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1)
    drawing.cares("Otto", "Dora", valid_to=ago(5)).cares("Pia", "Dora", valid_from=ago(4))
    found = changes(drawing, ago(30))
    assert (found.appeared, found.closed) == ((), ())
    assert told(found.moved) == [("single-threaded-person", "Dora")]
    shape = found.as_dict()["moved"][0]
    assert shape.keys() == {"gap", "before", "after", "records"}
    assert (shape["before"]["carer"]["id"], shape["after"]["carer"]["id"]) == ("Otto", "Pia")
    assert shape["before"]["severity"] == shape["after"]["severity"] == shape["gap"]["severity"] == 45
    assert {item["record"] for item in shape["records"]} == {"CARES_FOR"}


def test_another_severity_is_the_same_gap_moved() -> None:
    # Dora(1): co-decider [A] all the time, decider too since 5 days ago; nobody cares: 60, then 90
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1)
    drawing.theirs("Dora", "Musterwerk", "co_decider", 1)
    drawing.role("Dora", "decider", "Musterwerk", valid_from=ago(5))
    found = changes(drawing, ago(30))
    assert told(found.moved) == [("uncovered-decider", "Dora")]
    shape = found.as_dict()["moved"][0]
    assert (shape["before"]["severity"], shape["after"]["severity"]) == (60, 90)
    assert records(found.moved[0]) == [
        ("PLAYS_ROLE", f"since {ago(5)}: Dora has the role decider at Musterwerk")
    ]
    assert told(found.closed) == [("missing-role", None)]


def test_a_gap_that_comes_to_stand_in_another_has_moved() -> None:
    # Otto(2) ==> Dora(1) decider [B] until 5 days ago; one level lower is senior enough, but makes no rung
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 2)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora", valid_to=ago(5))
    policy = changed_policy({"levels.tolerance": 1})
    found = find_changes(on(drawing.graph, ago(30), policy), on(drawing.graph, AS_OF, policy))
    assert (told(found.appeared), told(found.closed)) == ([("lost-carer", "Dora")], [])
    assert told(found.moved) == [("missing-rung", None)]
    shape = found.as_dict()["moved"][0]
    assert shape["before"]["part_of"] is None
    assert shape["after"]["part_of"].startswith("Dora (decider at Musterwerk) has lost their carer")


def test_time_alone_brings_a_gap_without_records() -> None:
    # Otto(1) ==> Dora(1) decider [B]: 6 contacts a year x 1.5 = 91 days; the last was 100 days ago
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    drawing.cares("Otto", "Dora", valid_from=ago(800))
    drawing.contact(ago(100), "visit", organiser="Otto", participant="Dora")
    found = changes(drawing, ago(30))
    assert told(found.appeared) == [("stale-care", "Dora")]
    assert found.appeared[0].records == ()
    # seen from further back the contact itself lies in between
    drawing.contact(ago(130), "visit", organiser="Otto", participant="Dora")
    (again,) = [one for one in changes(drawing, ago(120)).appeared if one.finding.kind == "stale-care"]
    assert ("Interaction", f"visit on {ago(100)}: Otto with Dora") in records(again)


def test_contacts_are_no_reason_where_nobody_looks_at_them() -> None:
    # the level of Otto's job changes nothing about his contacts
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).ours("Rosa", 3)
    drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora", valid_to=ago(5))
    drawing.cares("Rosa", "Dora").contact(ago(3), "call", organiser="Rosa", participant="Dora")
    found = changes(drawing, ago(30))
    (mismatch,) = [one for one in found.appeared if one.finding.kind == "level-mismatch"]
    assert [kind for kind, _ in records(mismatch)] == ["CARES_FOR"]


def test_filters_choose_from_the_list_and_from_the_counts() -> None:
    drawing = lost().customer("Beispielbau", "A").theirs("Frida", "Beispielbau", level=3)
    drawing.role("Frida", "decider", "Beispielbau", valid_from=ago(3))
    everything = changes(drawing, ago(30))
    assert len(everything.appeared) == 3
    for choice in ({"account": "Musterwerk"}, {"tier": "B"}):
        found = changes(drawing, ago(30), **choice)
        assert [person for _, person in told(found.appeared)] == ["Dora", "Emil"]
        assert (found.before, found.after, everything.after) == (1, 2, 3)
    assert told(changes(drawing, ago(30), kinds=("lost-carer",)).appeared) == [("lost-carer", "Dora")]


def test_an_account_of_one_of_the_two_days_is_found() -> None:
    drawing = Drawing().customer("Musterwerk", "B", valid_to=ago(5)).ours("Otto", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1)
    found = changes(drawing, ago(30), account="Musterwerk")
    assert told(found.closed) == [("uncovered-decider", "Dora")]
    assert ("Company", f"no longer in our books after {ago(5)}: Musterwerk") in records(found.closed[0])
    with pytest.raises(UnknownName, match="there is no such account"):
        changes(drawing, ago(30), account="Nirgendwo")
    with pytest.raises(UnknownName, match="kind of gap"):
        changes(drawing, ago(30), kinds=("lost-keys",))


def gap_table(*rows: dict[str, Any]) -> Gaps:
    """A list of gaps with only what is compared."""
    numbers = {name: pl.Int32() for name in ("account", "person", "carer", "about")}
    columns = {
        "gap": pl.UInt32(), "kind": pl.String(), **numbers, "level": pl.Int64(), "severity": pl.Float64(),
        "severity_class": pl.String(), "replaced_by": pl.UInt32(),
    }  # fmt: skip
    filled = [
        {"gap": place, "severity": 9.0, "severity_class": "low", **row} for place, row in enumerate(rows)
    ]
    return Gaps(pl.DataFrame(filled, schema=columns), ())


@pytest.mark.parametrize(
    ("kind", "moved"), [("stale-care", 1), ("weak-relationship", 0), ("overloaded-carer", 0)]
)
def test_another_carer_makes_another_gap_only_where_it_is_about_the_pair(kind: str, moved: int) -> None:
    before = gap_table({"kind": kind, "account": 1, "person": 2, "carer": 3})
    after = gap_table({"kind": kind, "account": 1, "person": 2, "carer": 4})
    found = compare(before, after)
    assert (found.moved.height, found.appeared.height, found.closed.height) == (moved, 1 - moved, 1 - moved)


@pytest.mark.parametrize(("kind", "moved"), [("open-finding", 1), ("stale-care", 0)])
def test_another_main_account_is_the_same_gap_where_it_is_about_none(kind: str, moved: int) -> None:
    before = gap_table({"kind": kind, "account": 1, "person": 2, "about": 9, "severity": 12.0})
    after = gap_table({"kind": kind, "account": None, "person": 2, "about": 9, "severity": 4.0})
    found = compare(before, after)
    assert (found.moved.height, found.appeared.height, found.closed.height) == (moved, 1 - moved, 1 - moved)


def test_where_there_is_a_doubt_gaps_are_not_taken_for_the_same() -> None:
    one = {"kind": "stale-care", "account": 1, "person": 2}
    before = gap_table({**one, "carer": 3})
    after = gap_table({**one, "carer": 4}, {**one, "carer": 5})
    found = compare(before, after)
    assert (found.moved.height, found.appeared.height, found.closed.height) == (0, 2, 1)


def test_what_ours_do_elsewhere_is_no_reason() -> None:
    # Pia visits Dora and Emil; a gap about Dora that names Pia is touched by the visit to Dora alone
    drawing = Drawing().customer("Musterwerk", "B").ours("Pia", 3).theirs("Dora", "Musterwerk", level=4)
    drawing.theirs("Emil", "Musterwerk", level=4)
    drawing.contact(ago(4), "visit", organiser="Pia", participant="Dora")
    drawing.contact(ago(3), "visit", organiser="Pia", participant="Emil")
    (old, _), (new, _) = on(drawing.graph, ago(30)), on(drawing.graph, AS_OF)
    numbers = {name: new.snapshot.nodes["id"].to_list().index(name) for name in ("Pia", "Dora", "Musterwerk")}
    row = {"gap": 0, "kind": "unassigned-care", "account": numbers["Musterwerk"], "person": numbers["Dora"],
           "carer": None, "reached": None, "about": None, "makers": [numbers["Pia"]]}  # fmt: skip
    gaps = Gaps(pl.DataFrame([row]), ())
    found = Reasons((old, gaps), (new, gaps), Happenings(new, ago(30))).of(None, None, None, 0)
    assert [one.phrase.text("en", new.policy) for one in found] == [f"visit on {ago(4)}: Pia with Dora"]


# ---------------------------------------- by the definitions


def listed(network: nx.MultiDiGraph[str], policy: dict[str, Any], day: date) -> dict[Any, bool]:
    """Each finding of the definition on a day, and whether it stands alone."""
    found = definitions.findings(network, policy, day)
    return {one.identity: one.replaced_by is None for one in found}


def names(situation: Situation, rows: list[dict[str, Any]]) -> set[Any]:
    def name(number: int | None) -> str | None:
        return None if number is None else situation.snapshot.id(number)

    return {
        tuple(row[key] if key in ("kind", "level") else name(row[key]) for key in IDENTITY) for row in rows
    }


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), st.integers(0, 500))
def test_appeared_and_closed_are_those_of_the_definitions_and_swap(drawn: Any, days: int) -> None:
    network, as_of = drawn
    policy = changed_policy({})
    since = as_of - timedelta(days=days)
    (old, before), (new, after) = on(network, since, policy), on(network, as_of, policy)
    found, back = compare(before, after), compare(after, before)
    then, now = listed(network, policy, since), listed(network, policy, as_of)

    def gone(these: dict[Any, bool], those: dict[Any, bool]) -> set[Any]:
        """Listed in these and not at all in those, not even with another carer or level, where it is one."""
        return {one for one, alone in these.items() if alone and one not in those}

    appeared, closed = names(new, found.appeared.rows(named=True)), names(old, found.closed.rows(named=True))
    moved = {row[0]: row[1] for row in found.moved.iter_rows()}
    rows_old = {row["gap"]: row for row in before.table.rows(named=True)}
    rows_new = {row["gap"]: row for row in after.table.rows(named=True)}
    moved_old = names(old, [rows_old[gap] for gap in moved])
    moved_new = names(new, [rows_new[gap] for gap in moved.values()])
    assert appeared <= gone(now, then) and gone(now, then) - appeared <= moved_new
    assert closed <= gone(then, now) and gone(then, now) - closed <= moved_old
    assert names(old, back.appeared.rows(named=True)) == closed
    assert names(new, back.closed.rows(named=True)) == appeared
    assert set(back.moved.select("after", "before").iter_rows()) == set(found.moved.iter_rows())
    for one, two in moved.items():
        keys = [key for key in LOOSE if key != "account" or rows_old[one]["kind"] not in OF_NO_ACCOUNT]
        assert all(rows_old[one][key] == rows_new[two][key] for key in keys)
    if days == 0:
        assert not appeared and not closed and not moved


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), st.integers(0, 500))
def test_every_change_can_be_told_and_every_record_lies_in_between(drawn: Any, days: int) -> None:
    network, as_of = drawn
    since = as_of - timedelta(days=days)
    found = find_changes(on(network, since), on(network, as_of))
    for language in ("en", "de"):
        shape = found.as_dict(language)
        for change in [*shape["appeared"], *shape["closed"], *shape["moved"]]:
            for record in change["records"]:
                assert record["text"] and "{" not in record["text"]
                ends = record["text"].startswith(("no longer", "nicht mehr", "was due", "war am"))
                day = date.fromisoformat(record["date"])
                assert since <= day < as_of if ends else since < day <= as_of


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), st.integers(0, 500), st.integers(0, 4))
def test_in_brief_the_same_is_told(drawn: Any, days: int, most: int) -> None:
    network, as_of = drawn
    earlier, later = on(network, as_of - timedelta(days=days)), on(network, as_of)
    found = find_changes(earlier, later)
    brief = changes_in_brief(earlier, later, most, ["stale-care"])
    assert (brief.since, brief.before, brief.after) == (found.since, found.before, found.after)
    sizes = (len(found.appeared), len(found.closed), len(found.moved))
    assert (brief.appeared, brief.closed, brief.moved) == sizes

    def gravest(changes: Sequence[Change]) -> list[dict[str, Any]]:
        told = [one.finding for one in changes if one.finding.kind != "stale-care" and not one.gave_way_to]
        return [one.as_dict() for one in sorted(told, key=lambda one: -one.severity)[:most]]

    assert [one.as_dict() for one in brief.new] == gravest(found.appeared)
    assert [one.as_dict() for one in brief.gone] == gravest(found.closed)
