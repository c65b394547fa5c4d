"""The costs of places together with who may not take them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from stakeholder_graph.analysis.assignment_costs import Costs
from stakeholder_graph.analysis.assignment_needs import Pair
from stakeholder_graph.analysis.assignment_problem import Numbers, Places, Yes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_KEPT = 8_000_000  # pairs whose costs are kept, of eight bytes each


class Allowed:
    """Costs with who may not take a place; of not too many pairs they are worked out once and kept."""

    def __init__(
        self, costs: Costs, positions: Sequence[int], shut: Yes, shut_pairs: Sequence[Pair],
        open_pairs: Sequence[Pair] = (), strict: Numbers | None = None,
    ) -> None:  # fmt: skip
        self.costs, self.positions, self.shut = costs, np.array(positions, dtype=np.int64), shut
        shape = (len(positions), len(shut))
        self.shut_pairs, self.open_pairs = _marks(shut_pairs, shape), _marks(open_pairs, shape)
        self.strict = np.full(len(positions), np.nan) if strict is None else strict
        self.kept: Numbers | None = None
        if shape[0] * shape[1] <= MOST_KEPT:
            self.kept = self._work_out(np.arange(len(positions)))

    def __call__(self, ways: Places) -> Numbers:
        return self._work_out(ways) if self.kept is None else self.kept[ways]

    def _work_out(self, ways: Places) -> Numbers:
        positions = self.positions[ways]
        costs = self.costs.block(positions)
        closed = np.broadcast_to(self.shut, costs.shape)
        strict = ~np.isnan(self.strict[ways])[:, None]
        junior = strict & ~self.costs.senior(positions)
        costs = np.where(junior, costs + self.strict[ways][:, None], costs)
        closed = (closed | junior) & ~self.open_pairs[ways].toarray()
        return np.where(closed | self.shut_pairs[ways].toarray(), np.inf, costs)


def _marks(pairs: Sequence[Pair], shape: tuple[int, int]) -> csr_array:
    from scipy.sparse import csr_array

    way, own = (np.array([pair[place] for pair in pairs], dtype=np.int64) for place in (0, 1))
    return csr_array((np.ones(len(way), dtype=bool), (way, own)), shape=shape)
