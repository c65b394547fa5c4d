"""What a question takes for an account, a tier, a level, a role or a contact is what the definitions say.

The definitions are those of tests/reference, which share no code with the product.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings

from stakeholder_graph.catalogue.find import find_query
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import records_of
from stakeholder_graph.storage.embedded_cypher import CypherGraph
from tests.catalogue.readings import NO_READINGS
from tests.reference import accounts, care, roles
from tests.reference.day import Day, links
from tests.reference.networks import networks
from tests.reference.policy import changed_policy, policy_changes

LOOKUP = Lookup(str, str)


class Both:
    """One network on one day, asked in Cypher and by the definitions."""

    def __init__(self, network: nx.MultiDiGraph[str], as_of: date, policy: dict[str, Any]) -> None:
        self.graph = CypherGraph(records_of(network), NO_READINGS, ontology())
        self.day = Day(network, policy, as_of)
        self.policy, self.as_of = Policy(policy), as_of

    def ask(self, name: str, **given: Any) -> list[dict[str, Any]]:
        query = find_query(name)
        values = values_for(
            name, query.parameters, given, policy=self.policy, as_of=self.as_of, lookup=LOOKUP
        )
        answer = self.graph.ask(query.text, values)
        assert answer.columns == query.returns
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def has_several_currencies(both: Both) -> bool:
    try:
        accounts.earnings(both.day)
    except ValueError:
        return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes())
def test_accounts_people_levels_roles_and_care(drawn: Any, changes: dict[str, Any]) -> None:
    network, as_of = drawn
    both = Both(network, as_of, changed_policy(changes))
    day = both.day
    if not has_several_currencies(both):
        found = {row["account_id"]: row["tier"] for row in both.ask("accounts/list")}
        assert found == {account: accounts.tier(day, account) for account in accounts.accounts(day)}
    for account in accounts.accounts(day):
        people = {row["person_id"]: row["level"] for row in both.ask("accounts/people", account=account)}
        assert people == {
            person: accounts.level(day, account, person) for person in accounts.people(day)[account]
        }
        played = [(row["person_id"], row["role"]) for row in both.ask("accounts/roles", account=account)]
        known = [role for role in roles.known_roles(day) if role.account == account]
        assert sorted(played) == sorted((role.person, role.role) for role in known)
        decide = {row["person_id"] for row in both.ask("accounts/deciders", account=account)}
        assert decide == {role.person for role in known if role.role in ("decider", "co_decider")}
        if known:  # else deciders are presumed, and third parties may count by them
            around = {row["person_id"] for row in both.ask("accounts/third-parties", account=account)}
            assert around == roles.third_parties(day).get(account, set())
    own, external = accounts.own_people(day), accounts.external_people(day)
    ended = {row["person_id"] for row in both.ask("care/ended")}
    assert ended == (care.once_cared_for(day) & external) - care.assigned_to(day).keys()
    assigned = {(row["carer_id"], row["person_id"]) for row in both.ask("care/by-carer")}
    cares = {(tie.start, tie.end) for tie in links(day, "CARES_FOR")}
    assert assigned == {(carer, person) for carer, person in cares if carer in own and person in external}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(), policy_changes())
def test_contacts(drawn: Any, changes: dict[str, Any]) -> None:
    network, as_of = drawn
    both = Both(network, as_of, changed_policy(changes))
    met = {
        (row["own_id"], person, row["date"])
        for person in accounts.external_people(both.day)
        for row in both.ask("care/contacts-with", person=person, days=100_000)
    }
    assert met == {
        (own, person, on) for (own, person), days in care.contacts(both.day).items() for on in days
    }
