"""The cycle of care on the account map: seven steps with their words in both languages."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.analysis.cycle import Cycle
from stakeholder_graph.gaps.texts import words
from stakeholder_graph.model.policy import Policy
from stakeholder_graph.pages.page import LANGUAGES


def cycle_steps(cycle: Cycle, policy: Policy) -> list[dict[str, Any]]:
    """The steps of an account's cycle as plain values, as account_map.py describes them."""
    steps = []
    for step in cycle.steps:
        told = {code: step.next_steps(code, policy) for code in LANGUAGES}
        steps.append(
            {
                "name": step.name,
                "state": step.state,
                "step": {code: words("cycle", f"step_{step.name}", code) for code in LANGUAGES},
                "said": {code: words("cycle", f"state_{step.state}", code) for code in LANGUAGES},
                "text": {code: step.text(code, policy) for code in LANGUAGES},
                "next": [{code: told[code][at] for code in LANGUAGES} for at in range(len(step.steps))],
            }
        )
    return steps
