"""The contacts of the random networks: correspondence, interactions of every channel, measures."""

from collections.abc import Iterable

from hypothesis import strategies as st

from .networks_parts import CHANNELS, DATES_OF_NODES, DAYS_AGO, PARTS, Network, Properties, ago, mostly


def draw_correspondence(draw: st.DrawFn, network: Network, ours: list[str], theirs: list[str]) -> None:
    """Contacts of one of ours with one of theirs, started by either side: what observed care is made of."""
    letters = st.lists(
        st.tuples(DAYS_AGO, st.booleans(), st.sampled_from(["mail", "call", "visit"])), max_size=5
    )
    pairs = st.tuples(st.sampled_from(ours), st.sampled_from(theirs), letters)
    for one, other, sent in draw(st.lists(pairs, min_size=1, max_size=3)):
        for days, by_them, channel in sent:
            starter, addressee = (other, one) if by_them else (one, other)
            parts = ("sender", "recipient") if channel == "mail" else ("organiser", "participant")
            interaction(network, days, channel, [(starter, parts[0]), (addressee, parts[1])])


def draw_interactions(draw: st.DrawFn, network: Network, people: list[str]) -> None:
    """Any channel with any people in any part, also more people than count as a contact."""
    taking_part = st.lists(st.tuples(st.sampled_from(people), st.sampled_from(PARTS)), max_size=7)
    meetings = st.tuples(DAYS_AGO, st.sampled_from(CHANNELS), taking_part, DATES_OF_NODES)
    for days, channel, parts, dates in draw(st.lists(meetings, max_size=4)):
        interaction(network, days, channel, parts, dates)


def interaction(
    network: Network,
    days: int,
    channel: str,
    parts: Iterable[tuple[str, str]],
    dates: Properties | None = None,
) -> None:
    name = f"i{network.graph.number_of_nodes()}"
    network.add(name, "Interaction", dates or {}, date=ago(days), channel=channel)
    for person, part in parts:
        network.relate(person, "TOOK_PART", name, part=part)


def draw_measures(draw: st.DrawFn, network: Network, people: list[str]) -> None:
    guests = st.lists(
        st.tuples(st.sampled_from(people), mostly("attended", "declined", "invited")), max_size=3
    )
    statuses = mostly("done", "planned", "cancelled")
    measures = st.tuples(DAYS_AGO, statuses, st.lists(st.sampled_from(people), max_size=2), guests)
    for number, (days, status, hosts, invited) in enumerate(draw(st.lists(measures, max_size=2))):
        name = network.add(f"e{number}", "Measure", kind="congress", date=ago(days), status=status)
        for host in hosts:
            network.relate(host, "HOSTS", name)
        for guest, answer in invited:
            network.relate(guest, "INVITED_TO", name, answer=answer)
