"""What the random networks are made of: dates around the edges, roles, and a graph in the making."""

from datetime import date, timedelta
from typing import Any

import networkx as nx
from hypothesis import strategies as st

Properties = dict[str, Any]

AS_OF = date(2026, 3, 31)
ROLES = [
    "decider",
    "co_decider",
    "influencer",
    "user",
    "buyer",
    "gatekeeper",
    "initiator",
    "champion",
    "blocker",
]
PARTS = ["organiser", "participant", "sender", "recipient"]
CHANNELS = ["visit", "meeting", "call", "mail", "event", "other"]
# besides both ends, what tells one relationship from another (all others: the day on which it begins)
KEYS = {
    "HOLDS_OFFICE": ("office", "valid_from"),
    "HAS_OPPORTUNITY": (),
    "PLAYS_ROLE": ("role", "valid_from"),
    "INFLUENCES": ("topic", "valid_from"),
    "KNOWS": ("topic", "valid_from"),
    "CARES_FOR": ("duty", "valid_from"),
    "TOOK_PART": ("part",),
    "HOSTS": (),
    "INVITED_TO": (),
    "ABOUT": (),
    "WROTE": (),
}


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def mostly(usual: Any, *rare: Any, times: int = 6) -> st.SearchStrategy[Any]:
    """Most often the usual value, which is also the one that a failing network is made simpler towards."""
    return st.sampled_from([usual] * times + list(rare))


# Around today, around the window, and around the clocks of 12, 8, 6, 4 and 2 contacts a year
DAYS_AGO = st.sampled_from(
    [1, 0, 2, 5, 30, 45, 46, 68, 69, 91, 92, 136, 137, 273, 274, 364, 365, 366, 700, -1, -40]
)
PAST, FUTURE = {"valid_from": ago(500), "valid_to": ago(30)}, {"valid_from": ago(-1)}
LAST_DAY, FIRST_DAY, OVER = {"valid_to": ago(0)}, {"valid_from": ago(0)}, {"valid_to": ago(1)}
LONG, RECENT = {"valid_from": ago(700)}, {"valid_from": ago(80)}
DATES = mostly({}, LONG, RECENT, LAST_DAY, FIRST_DAY, OVER, PAST, FUTURE, times=12)
DATES_OF_CARE = mostly({}, LONG, RECENT, LAST_DAY, FIRST_DAY, OVER, OVER, PAST, FUTURE, times=4)
DATES_OF_NODES = mostly({}, LONG, LAST_DAY, OVER, FUTURE, times=20)
LEVELS = st.sampled_from([2, 1, 3, 4, None])
THEIR_LEVELS = st.sampled_from([1, 2, 1, 2, 3, 4, None])


class Network:
    """A graph in the making: leaves empty properties and repeated relationships out."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.known: set[tuple[Any, ...]] = set()

    def add(self, name: str, label: str, *properties: Properties, **more: Any) -> str:
        filled = {
            key: value for part in (*properties, more) for key, value in part.items() if value is not None
        }
        # names run against the ids, so that an order by name is another one than an order by id
        number = 999 - self.graph.number_of_nodes()
        self.graph.add_node(name, label=label, name=f"{label} Beispiel {number}", **filled)
        return name

    def relate(self, start: str, kind: str, end: str, *properties: Properties, **more: Any) -> None:
        filled = {
            key: value for part in (*properties, more) for key, value in part.items() if value is not None
        }
        identity = (kind, start, end, *(filled.get(key) for key in KEYS.get(kind, ("valid_from",))))
        if start != end and identity not in self.known:
            self.known.add(identity)
            self.graph.add_edge(start, end, f"{kind}-{len(self.known)}", kind=kind, **filled)
