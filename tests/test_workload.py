"""Who of ours carries how many hours of care, and how many are left; exact answers on networks by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from stakeholder_graph.analysis.main_accounts import all_accounts, main_accounts
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.analysis.workload import care_shares, workload
from stakeholder_graph.analysis.yearly import yearly_contacts
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference.accounts import own_people
from tests.reference.checks_of_care import days_of_contact
from tests.reference.checks_of_workload import contacts_to_make
from tests.reference.day import Day
from tests.reference.drawing import AS_OF, Drawing, ago
from tests.reference.main_account import main_account
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, default_policy, policy_changes


def situation_of(drawing: Drawing) -> Situation:
    return Situation(from_networkx(drawing.graph, AS_OF), Policy(default_policy()))


def shares(drawing: Drawing) -> dict[tuple[str, str], tuple[float, float, bool]]:
    situation = situation_of(drawing)
    names = situation.snapshot.id
    return {
        (names(own), names(person)): (contacts, hours, agreed)
        for own, person, contacts, hours, agreed in care_shares(situation).iter_rows()
    }


def hours(drawing: Drawing) -> dict[str, tuple[float, float, float]]:
    situation = situation_of(drawing)
    return {situation.snapshot.id(own): tuple(rest) for own, *rest in workload(situation).iter_rows()}


def three_of_ours() -> Drawing:
    """Otto 40 hours, Paula 10 hours, Quirin without hours      Dora decider, Emil co-decider [A]"""
    drawing = Drawing().customer("Musterwerk", "A").ours("Quirin", 2)
    drawing.person("Otto", capacity_hours=40.0).job("Otto", "Us", 1)
    drawing.person("Paula", capacity_hours=10).job("Paula", "Us", 2)
    drawing.theirs("Dora", "Musterwerk", "decider", 1)
    return drawing.theirs("Emil", "Musterwerk", "co_decider", 2)


def test_carers_share_and_deputies_carry_none() -> None:
    # Otto and Paula ==> Dora, 12 a year      Quirin =deputy=> Dora      Paula ==> Emil, 8 a year
    drawing = three_of_ours().cares("Otto", "Dora").cares("Paula", "Dora").cares("Paula", "Emil")
    drawing.cares("Quirin", "Dora", "deputy")
    assert shares(drawing) == {
        ("Otto", "Dora"): (6, 12, False),
        ("Paula", "Dora"): (6, 12, False),
        ("Paula", "Emil"): (8, 16, False),
    }
    assert hours(drawing) == {"Otto": (12, 40, 28), "Paula": (28, 10, -18), "Quirin": (0, 300, 300)}


def test_carer_and_deputy_in_one_is_a_carer() -> None:
    drawing = three_of_ours().cares("Otto", "Dora", "deputy").cares("Otto", "Dora", "carer")
    assert shares(drawing) == {("Otto", "Dora"): (12, 24, False)}


def test_who_agreed_the_highest_number_carries_it() -> None:
    # Otto ==> Dora      Paula =3 a year=> Dora      Quirin =deputy, 5 a year=> Dora
    drawing = three_of_ours().cares("Otto", "Dora").cares("Paula", "Dora", contacts_per_year=3)
    drawing.cares("Quirin", "Dora", "deputy", contacts_per_year=5)
    assert shares(drawing) == {("Quirin", "Dora"): (5, 10, True)}
    drawing.cares("Otto", "Dora", "deputy", contacts_per_year=5)
    assert shares(drawing) == {("Otto", "Dora"): (2.5, 5, True), ("Quirin", "Dora"): (2.5, 5, True)}


def test_an_agreement_about_nothing_takes_no_hours() -> None:
    drawing = three_of_ours().cares("Otto", "Dora", contacts_per_year=0)
    assert hours(drawing)["Otto"] == (0, 40, 40)


def test_care_that_has_ended_or_is_only_seen_takes_no_hours() -> None:
    drawing = three_of_ours().cares("Otto", "Dora", valid_to=ago(1))
    for days in range(1, 6):
        drawing.contact(ago(days), "visit", organiser="Otto", participant="Emil")
    assert shares(drawing) == {}


def test_several_contacts_on_a_day_are_one_and_a_year_has_365_days() -> None:
    drawing = three_of_ours()
    for days, ours in ((1, "Otto"), (1, "Paula"), (364, "Otto"), (365, "Otto")):
        drawing.contact(ago(days), "visit", organiser=ours, participant="Dora")
    situation = situation_of(drawing)
    counted = {situation.snapshot.id(one): count for one, count in yearly_contacts(situation).iter_rows()}
    assert counted == {"Dora": 2}


def test_the_main_account_is_where_care_is_owed() -> None:
    """Dora: user at Anfang [A] where she works too, decider at Mitte [C] and at Ende [C]"""
    drawing = Drawing().customer("Anfang", "A").customer("Ende", "C").customer("Mitte", "C").ours("Otto", 1)
    drawing.theirs("Dora", "Anfang", "user", 1).role("Dora", "decider", "Mitte").role(
        "Dora", "decider", "Ende"
    )
    drawing.theirs("Emil", "Ende").job("Emil", "Anfang").theirs("Gerd", "Us")
    situation = situation_of(drawing)
    numbers = situation.external.select("person")
    names = situation.snapshot.id
    assert {names(one): names(account) for one, account in main_accounts(situation, numbers).iter_rows()} == {
        "Dora": "Ende",
        "Emil": "Anfang",
    }
    places = {
        (names(one), names(account), place) for one, account, place in all_accounts(situation, numbers).rows()
    }
    assert places == {
        ("Dora", "Ende", 0), ("Dora", "Mitte", 0), ("Dora", "Anfang", 1), ("Dora", "Ende", 1),
        ("Dora", "Mitte", 1), ("Dora", "Anfang", 2), ("Emil", "Ende", 2), ("Emil", "Anfang", 2),
    }  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes())
def test_hours_days_and_main_accounts_are_those_of_the_definitions(
    drawn: tuple[Any, date], changes: dict[str, Any]
) -> None:
    network, as_of = drawn
    policy = changed_policy(changes)
    situation = Situation(from_networkx(network, as_of), Policy(policy))
    names, day = situation.snapshot.id, Day(network, policy, as_of)
    expected: dict[str, float] = defaultdict(float)
    for (ours, _), contacts in contacts_to_make(day).items():
        expected[ours] += contacts * policy["effort"]["planned_hours_per_contact"]
    found = {names(own): taken for own, taken, *_ in workload(situation).iter_rows()}
    assert found == {ours: pytest.approx(expected[ours]) for ours in own_people(day)}
    days = {names(person): count for person, count in yearly_contacts(situation).iter_rows()}
    assert days == {person: len(some) for person, some in days_of_contact(day).items() if some}
    people = situation.external.select("person")
    accounts = {
        names(person): names(account) for person, account in main_accounts(situation, people).iter_rows()
    }
    assert accounts == {
        person: account for person in map(names, people["person"]) if (account := main_account(day, person))
    }
