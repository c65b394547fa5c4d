"""What the labels of roles mean, and why a row makes no role."""

from __future__ import annotations

from stakeholder_graph.exchange.mapping.register import Register
from stakeholder_graph.model.vocabulary import RoleReading, vocabulary

NO_LINK = "leads to a record that is in no file"
NO_ROLE = "names no role"
UNKNOWN_ROLE = "the role's name is not known"
SAYS_NOTHING = "a role that says nothing of the decision"


def role_reading(register: Register, label: str) -> RoleReading | None:
    """What a role label means: the words of the mapping first, then those of the vocabulary."""
    if label not in register.role_readings:
        own = register.source.roles.get(vocabulary().normalise(label))
        reading = vocabulary().role(label, register.source.role_labels) if own is None else None
        if own is not None:
            reading = RoleReading(None if own == "none" else own)
        register.role_readings[label] = reading
    return register.role_readings[label]
