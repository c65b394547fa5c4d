"""What tests of ways share: a drawing as a situation, and random networks in which people know each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.network import from_networkx
from tests.reference.drawing import AS_OF, Drawing
from tests.reference.policy import changed_policy

Dated = tuple["nx.MultiDiGraph[str]", date]


def situation(drawing: Drawing, **changes: Any) -> Situation:
    """A hand-made network on its day under the default policy with these changes."""
    return Situation(from_networkx(drawing.graph, AS_OF), Policy(changed_policy(changes)))


@st.composite
def acquainted(draw: st.DrawFn, drawn: st.SearchStrategy[Dated]) -> Dated:
    """A random network whose people know each other more often, ours too, and where care has a quality."""
    graph, as_of = draw(drawn)
    people = sorted(name for name, record in graph.nodes(data=True) if record["label"] == "Person")
    one = st.sampled_from(people)
    for start, end, weight in draw(
        st.lists(st.tuples(one, one, st.sampled_from([None, 1, 2, 3, 3, 4, 5])), min_size=3, max_size=12)
    ):
        if start != end:
            given = {} if weight is None else {"weight": weight}
            key = f"knows-{graph.number_of_edges()}"
            graph.add_edge(start, end, key, kind="KNOWS", topic=key, **given)
    for _, _, record in graph.edges(data=True):
        if record["kind"] == "CARES_FOR" and draw(st.booleans()):
            record["current"] = draw(st.integers(1, 4))
    return graph, as_of
