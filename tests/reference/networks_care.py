"""What the checks of present care read in random networks: profiles, hours, reports, too many contacts."""

from datetime import date

from hypothesis import strategies as st

from .networks_contacts import interaction
from .networks_parts import DATES, Network, Properties, ago, mostly

PROFILES: list[Properties] = [
    {},
    {},
    {"topics": "Segeln"},
    {"preferred_channel": "call", "profile_updated": date(2024, 9, 30)},
    {"avoid": "Politik", "profile_updated": date(2024, 9, 29)},
    {"profile_updated": ago(30)},
]
HOURS: list[Properties] = [{}, {"capacity_hours": 24.0}, {"capacity_hours": 9}, {"capacity_hours": 0}]
RELATIONSHIPS: list[Properties] = [
    {},
    {},
    {"current": 2, "desired": 2},
    {"current": 1, "desired": 3},
    {"desired": 4},
]
REPORT_DAYS = st.sampled_from([1, 0, 30, 31, 179, 180, 181, 400, -2, None])


def draw_regular(draw: st.DrawFn, network: Network, ours: list[str], organisations: list[str]) -> list[str]:
    """Somebody whom one of ours sees more often than needed, mostly without role and unasked."""
    if not ours or not draw(mostly(True, False, times=2)):
        return []
    name = network.add("h0", "Person", contact_allowed=draw(mostly(None, False)))
    for employer in {organisations[0], draw(st.sampled_from(organisations))}:
        network.relate(name, "WORKS_FOR", employer, draw(DATES), level=4)
    role = draw(mostly(None, "user", "decider", times=3))
    if role:
        network.relate(name, "PLAYS_ROLE", organisations[0], role=role)
    one = draw(st.sampled_from(ours))
    for number in range(draw(st.integers(5, 9))):
        parts = [(one, "organiser"), (name, "participant")]
        interaction(network, 3 * number, draw(mostly("visit", "call")), parts)
    if draw(mostly(False, True, times=3)):
        network.relate(one, "CARES_FOR", name, contacts_per_year=draw(mostly(None, 12, 1)))
    return [name]


def draw_profiles(draw: st.DrawFn, network: Network, ours: list[str], theirs: list[str]) -> None:
    """Profiles of theirs, hours of ours, and how good relationships are and should be."""
    for names, choices in ((theirs, PROFILES), (ours, HOURS)):
        for name in names:
            network.graph.nodes[name].update(draw(st.sampled_from(choices)))
    for _, _, record in network.graph.edges(data=True):
        if record["kind"] == "CARES_FOR":
            record.update(draw(st.sampled_from(RELATIONSHIPS)))


def draw_reports(draw: st.DrawFn, network: Network, ours: list[str], theirs: list[str]) -> None:
    """Reports about people and measures, some without date, some of tomorrow."""
    measures = [one for one, record in network.graph.nodes(data=True) if record["label"] == "Measure"]
    subjects = st.lists(st.sampled_from(theirs + measures * 2), min_size=1, max_size=2)
    for number, (days, about) in enumerate(draw(st.lists(st.tuples(REPORT_DAYS, subjects), max_size=4))):
        name = network.add(f"b{number}", "Report", date=None if days is None else ago(days))
        for one in about:
            network.relate(name, "ABOUT", one)
        if ours:
            network.relate(draw(st.sampled_from(ours)), "WROTE", name)
