"""What shows that a server's data may have changed: our last write, and how many rows of each kind."""

from __future__ import annotations

from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.storage.cypher_reading import count_nodes, count_ties
from stakeholder_graph.storage.cypher_statements import MARK_ID
from stakeholder_graph.storage.store import Store

LAST_WRITE = "OPTIONAL MATCH (m:StakeholderGraph {id: $id}) RETURN m.written AS value"


def state_of(store: Store, model: Ontology) -> str:
    """A text that is another one after each of our writes, and when others have added or removed rows.

    Values that somebody has only changed with another tool do not show. One question, no row is looked at.
    """
    counts = [count_nodes(label) for label in model.nodes] + [
        count_ties(name) for name in model.relationships
    ]
    text = " UNION ALL ".join([LAST_WRITE, *(f"{count} AS value" for count in counts)])
    return " ".join(str(value) for (value,) in store.ask(text, {"id": MARK_ID}).rows)
