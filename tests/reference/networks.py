"""Random networks: small ones that Hypothesis makes smaller still where a test fails, large ones by seed."""

from datetime import date

import networkx as nx
from hypothesis import strategies as st

from .large_networks import LargeNetwork, as_graph, random_network
from .networks_care import draw_profiles, draw_regular, draw_reports
from .networks_contacts import draw_correspondence, draw_interactions, draw_measures
from .networks_cycle import draw_cycle
from .networks_parts import (
    AS_OF,
    DATES,
    DATES_OF_CARE,
    DATES_OF_NODES,
    FUTURE,
    LEVELS,
    OVER,
    ROLES,
    THEIR_LEVELS,
    Network,
    mostly,
)

__all__ = ["AS_OF", "LargeNetwork", "as_graph", "networks", "random_network"]


@st.composite
def networks(draw: st.DrawFn) -> tuple["nx.MultiDiGraph[str]", date]:
    """A small network with everything that the checks read, and its as-of date."""
    network = Network()
    network.add("us", "Company", party="own")
    organisations = draw_organisations(draw, network)
    ours = draw_own_people(draw, network, organisations)
    theirs = draw_external_people(draw, network, organisations, ours)
    places = organisations + draw_opportunities(draw, network, organisations)
    draw_more_roles(draw, network, theirs, places)
    draw_more_jobs(draw, network, ours + theirs, organisations)
    draw_third_parties(draw, network, theirs, organisations)
    if ours:
        draw_correspondence(draw, network, ours, theirs)
    draw_interactions(draw, network, ours + theirs)
    draw_measures(draw, network, ours + theirs)
    theirs = theirs + draw_regular(draw, network, ours, organisations)
    draw_profiles(draw, network, ours, theirs)
    draw_reports(draw, network, ours, theirs)
    draw_cycle(draw, network, ours, theirs)
    return network.graph, AS_OF


def draw_organisations(draw: st.DrawFn, network: Network) -> list[str]:
    """Customers first; then any other party, and organisations, some of them with a tier."""
    tiers = st.sampled_from(["B", "A", None, "A", None, "C"])
    values = st.sampled_from([None, 10, 20, 20, 30, 50, 100, 0, -5])
    shapes = st.fixed_dictionaries({"tier": tiers, "earnings_value": values})
    names = [
        network.add(f"k{number}", "Company", shape, draw(DATES_OF_NODES), currency="EUR", party="customer")
        for number, shape in enumerate(draw(st.lists(shapes, min_size=1, max_size=3)))
    ]
    parties = st.sampled_from(["prospect", "supplier", "competitor", "other", "own", None])
    for number, party in enumerate(draw(st.lists(parties, max_size=2))):
        tier, value = draw(mostly(None, "A", "B", times=2)), draw(values)
        names.append(
            network.add(
                f"m{number}", "Company", draw(DATES_OF_NODES), party=party, tier=tier, earnings_value=value
            )
        )
    companies = list(names)
    for number, tier in enumerate(draw(st.lists(mostly(None, "A", "B", times=2), max_size=2))):
        names.append(network.add(f"o{number}", "Organisation", draw(DATES_OF_NODES), tier=tier))
    draw_groups(draw, network, companies, names[len(companies) :])
    return names


def draw_groups(draw: st.DrawFn, network: Network, companies: list[str], organisations: list[str]) -> None:
    """PART_OF trees, memberships and authorities."""
    for kin in (companies, organisations):
        for number in range(1, len(kin)):
            if draw(st.booleans()):
                parent = draw(st.sampled_from(kin[:number]))
                network.relate(kin[number], "PART_OF", parent, draw(DATES))
    for body in organisations:
        kind = draw(st.sampled_from(["MEMBER_OF", "REGULATES"]))
        for other in draw(st.lists(st.sampled_from(companies + organisations), max_size=2)):
            start, end = (other, body) if kind == "MEMBER_OF" else (body, other)
            network.relate(start, kind, end, draw(DATES))


def draw_own_people(draw: st.DrawFn, network: Network, organisations: list[str]) -> list[str]:
    """Ours, leavers of ours, and those who have another job besides."""
    names = []
    for number in range(draw(mostly(2, 3, 4, 1, 3, 4, 0, times=4))):
        name = network.add(f"u{number}", "Person", draw(DATES_OF_NODES))
        network.relate(name, "WORKS_FOR", "us", draw(DATES), level=draw(LEVELS))
        if draw(mostly(False, True)):
            employer = draw(st.sampled_from(["us", *organisations]))
            network.relate(name, "WORKS_FOR", employer, draw(DATES), level=draw(LEVELS))
        names.append(name)
    return names


def draw_external_people(
    draw: st.DrawFn, network: Network, organisations: list[str], ours: list[str]
) -> list[str]:
    """Everybody with a first job, often a role there and often somebody of ours who cares or cared."""
    names: list[str] = []
    one_thread = draw(mostly(ours, ours[:1], times=3))
    for number in range(draw(st.integers(3, 9))):
        contact_allowed, standing = draw(mostly(None, False, True)), draw(mostly(None, ("opinion_leader",)))
        name = network.add(
            f"p{number}", "Person", draw(DATES_OF_NODES), contact_allowed=contact_allowed, standing=standing
        )
        names.append(name)
        employer = draw(st.sampled_from([organisations[0], *organisations]))
        function = draw(mostly(None, "purchasing", "sales", times=1))
        has_left = draw(mostly(False, True))
        job = OVER if has_left else draw(DATES)
        network.relate(name, "WORKS_FOR", employer, job, level=draw(THEIR_LEVELS), function=function)
        if has_left and draw(st.booleans()):
            network.relate(name, "INFLUENCES", names[0])
        role = draw(st.sampled_from(["decider"] * 5 + ["co_decider"] * 4 + [None, None, *ROLES]))
        if role:
            network.relate(name, "PLAYS_ROLE", employer, draw(mostly({}, OVER, FUTURE)), role=role)
        for carer in draw(st.lists(st.sampled_from(one_thread), max_size=2)) if ours else ():
            draw_care(draw, network, carer, name)
    return names


def draw_care(draw: st.DrawFn, network: Network, carer: str, person: str) -> None:
    duty = draw(st.sampled_from(["carer", "deputy"]))
    agreed = draw(mostly(None, 12, 1, 4))
    network.relate(carer, "CARES_FOR", person, draw(DATES_OF_CARE), duty=duty, contacts_per_year=agreed)


def draw_opportunities(draw: st.DrawFn, network: Network, organisations: list[str]) -> list[str]:
    names = []
    companies = [name for name in organisations if network.graph.nodes[name]["label"] == "Company"]
    for number, account in enumerate(draw(st.lists(st.sampled_from(companies), max_size=3))):
        name = network.add(
            f"v{number}", "Opportunity", draw(DATES_OF_NODES), is_open=draw(mostly(True, False, None))
        )
        network.relate(account, "HAS_OPPORTUNITY", name, draw(DATES))
        names.append(name)
    return names


def draw_more_roles(draw: st.DrawFn, network: Network, people: list[str], places: list[str]) -> None:
    roles = st.tuples(st.sampled_from(people), st.sampled_from(ROLES), st.sampled_from(places), DATES)
    for person, role, place, dates in draw(st.lists(roles, max_size=4)):
        network.relate(person, "PLAYS_ROLE", place, dates, role=role)


def draw_more_jobs(draw: st.DrawFn, network: Network, people: list[str], organisations: list[str]) -> None:
    jobs = st.tuples(st.sampled_from(people), st.sampled_from(organisations), LEVELS, DATES)
    for person, employer, level, dates in draw(st.lists(jobs, max_size=3)):
        network.relate(person, "WORKS_FOR", employer, dates, level=level)


def draw_third_parties(
    draw: st.DrawFn, network: Network, people: list[str], organisations: list[str]
) -> None:
    """Those who influence, advise and know, and those who hold an office."""
    kinds = st.sampled_from(["INFLUENCES", "ADVISES", "KNOWS"])
    person = st.sampled_from(people)
    for start, kind, end, dates in draw(
        st.lists(st.tuples(person, kinds, st.sampled_from(people[:3]), DATES), max_size=4)
    ):
        network.relate(start, kind, end, dates)
    for start, end in draw(st.lists(st.tuples(person, st.sampled_from(organisations)), max_size=2)):
        is_body = network.graph.nodes[end]["label"] == "Organisation"
        kind = draw(st.sampled_from(["ADVISES", "HOLDS_OFFICE"] if is_body else ["ADVISES"]))
        network.relate(start, kind, end, draw(DATES))
