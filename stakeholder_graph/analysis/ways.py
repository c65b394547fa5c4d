"""Ways from us to a person over people who know each other, and what each way costs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import NUMBER, Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]
    Costs = NDArray[np.float64]
    Ties = tuple[Numbers, Numbers, Costs]

LEAST_PRICE = 1e-6  # of an intermediary, so that of two ways alike the shorter one is taken
ALIKE = 1e-9  # costs are sums: what their last digits make is no difference
WARMEST = {
    "person": NUMBER, "score": pl.Float64(), "own": NUMBER, "before": NUMBER, "between": pl.Int64(),
}  # fmt: skip


class Ways:
    """Who can lead us on to whom, and at what cost: −ln strength of the tie, and λ for its end.

    `sources`: those of ours from whom the ways begin; all of ours where there are none given. Nobody outside
    leads to one of ours, for ours one asks directly; whoever objects to contact stands on no way.
    People are counted here from the first person of the snapshot on; `number` and `place` go to and fro.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        policy: Policy,
        strengths: pl.DataFrame,
        own: pl.DataFrame,
        sources: pl.Series | None = None,
    ) -> None:
        people = snapshot.kinds["Person"]
        self.first = int(people["number"][0]) if people.height else 0
        self.size = people.height
        self.price = max(float(policy.get("strength.intermediary")), LEAST_PRICE)
        self._ids = people["id"]
        begin = own["person"] if sources is None else sources
        self.begins, self.onward = self._ties(strengths, begin, _barred(snapshot, begin))

    def _ties(self, strengths: pl.DataFrame, sources: pl.Series, barred: pl.Series) -> tuple[Ties, Ties]:
        """The ties with which ways begin and those that lead on, each as start, end and cost."""
        import numpy as np

        one, other = (strengths[end].to_numpy() - np.int32(self.first) for end in ("one", "other"))
        cost = self.price - np.log(strengths["strength"].to_numpy())
        # one of ours always stands before one of theirs: only alike people lead to each other both ways
        back = np.flatnonzero(strengths["one_own"].to_numpy() == strengths["other_own"].to_numpy())
        starts, ends = np.concatenate([one, other[back]]), np.concatenate([other, one[back]])
        costs = np.concatenate([cost, cost[back]])
        is_source, is_barred = self._marked(sources), self._marked(barred)
        leads = ~(is_source[ends] | is_barred[starts] | is_barred[ends])
        from_us = is_source[starts]
        begins, onward = (np.flatnonzero(leads & which) for which in (from_us, ~from_us))
        return (
            (starts[begins], ends[begins], costs[begins]), (starts[onward], ends[onward], costs[onward]),
        )  # fmt: skip

    def _marked(self, people: pl.Series) -> Any:
        """One place a person, true for these."""
        import numpy as np

        marked = np.zeros(self.size, dtype=bool)
        marked[people.to_numpy() - self.first] = True
        return marked

    @cached_property
    def _incoming(self) -> tuple[tuple[Ties, bool], ...]:
        """The same ties ordered by their end, and whether ways begin with them."""
        import numpy as np

        found = []
        for (starts, ends, costs), from_us in ((self.begins, True), (self.onward, False)):
            order = np.argsort(ends, kind="stable")
            found.append(((starts[order], ends[order], costs[order]), from_us))
        return tuple(found)

    def place(self, number: int) -> int:
        return number - self.first

    def number(self, place: int) -> int:
        return place + self.first

    @cached_property
    def rank(self) -> Numbers:
        """The place of each person in the order of the ids: what decides between ways that cost the same."""
        return self._ids.rank("ordinal").to_numpy().astype("int64")

    @cached_property
    def _direct(self) -> Costs:
        """What the cheapest tie from us to each person costs; infinite where we have none."""
        import numpy as np

        _, persons, costs = self.begins
        direct = np.full(self.size, np.inf)
        np.minimum.at(direct, persons, costs)
        return direct

    @cached_property
    def _matrix(self) -> Any:
        """The ties as a sparse matrix; one place more than people stands for us all.

        A tie that cannot be cheaper than what its end costs us directly is on no cheapest way, and two
        thirds are such; people whom none of the others leads on to or from are left out.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        direct, (starts, ends, step) = self._direct, self.onward
        at_least = direct.copy()
        np.minimum.at(at_least, ends, step + direct.min(initial=np.inf))
        useful = np.flatnonzero(at_least[starts] + step < direct[ends])
        starts, ends, step = starts[useful], ends[useful], step[useful]
        passing = np.zeros(self.size, dtype=bool)
        passing[starts] = True
        known = np.flatnonzero(passing & np.isfinite(direct)).astype(np.int32)
        rows = np.concatenate([starts, np.full(len(known), self.size, dtype=np.int32)])
        columns = np.concatenate([ends, known])
        data = np.concatenate([step, direct[known]])
        return csr_matrix((data, (rows, columns)), shape=(self.size + 1, self.size + 1))

    def costs(self, without: int | None = None) -> Costs:
        """What the cheapest way from us to each person costs; infinite where there is none.

        `without`: the place of somebody over whom no way may lead. O(ties · log people).
        """
        import numpy as np
        from scipy.sparse.csgraph import dijkstra

        matrix = self._matrix
        if without is not None:
            matrix = matrix.copy()
            matrix.data[matrix.indptr[without] : matrix.indptr[without + 1]] = np.inf
        found: Costs = np.minimum(dijkstra(matrix, indices=self.size)[: self.size], self._direct)
        if without is not None:
            found[without] = np.inf
        return found

    def into(self, person: int) -> list[tuple[int, float, bool]]:
        """Who leads to a person: place, cost of the tie, whether it is one of ours with whom ways begin."""
        import numpy as np

        found = []
        for (starts, ends, costs), from_us in self._incoming:
            low, high = np.searchsorted(ends, [person, person + 1])
            found += [(int(starts[at]), float(costs[at]), from_us) for at in range(low, high)]
        return found

    def chain(self, costs: Costs, person: int) -> list[int]:
        """The cheapest way to a person as places, one of ours first; of several, the one whose people have
        the smallest ids, seen from the end.
        """
        found, from_us = [person], False
        while not from_us:
            limit = costs[found[-1]] + ALIKE
            fitting = [
                (self.rank[start], start, ours)
                for start, cost, ours in self.into(found[-1])
                if (cost if ours else costs[start] + cost) <= limit
            ]
            _, start, from_us = min(fitting)
            found.append(start)
        return found[::-1]

    def before(self, costs: Costs) -> Numbers:
        """Who stands before each person on the way that `chain` tells; −1 where no way leads."""
        import numpy as np

        best = np.full(self.size, np.iinfo(np.int64).max)
        for (starts, ends, step), from_us in ((self.begins, True), (self.onward, False)):
            way = step if from_us else costs[starts] + step
            tight = np.isfinite(way) & (way <= costs[ends] + ALIKE)
            np.minimum.at(best, ends[tight], self.rank[starts[tight]])
        by_rank = np.argsort(self.rank)  # ranks count from 1
        return np.where(np.isfinite(costs), by_rank[np.minimum(best, self.size) - 1], -1)


def _barred(snapshot: Snapshot, sources: pl.Series) -> pl.Series:
    """Who objects to contact, without those of ours with whom ways begin."""
    objects = snapshot.kind("Person").filter(pl.col("contact_allowed") == False)["number"]  # noqa: E712 null is allowed
    return objects.filter(~objects.is_in(sources.implode()))


def find_warmest(
    snapshot: Snapshot, policy: Policy, strengths: pl.DataFrame, own: pl.DataFrame
) -> pl.DataFrame:
    """The warmest way from any of ours to everybody outside at once.

    The way minimises Σ(−ln strength) + λ per intermediary (policy `strength.intermediary`). Columns: person,
    score (that minimum; 0 is as warm as can be), own (who of ours begins), before (who stands directly before
    the person: own, where we know them ourselves, else who introduces), between (how many people stand
    between). Who cannot be reached, or objects to contact, is not listed. One search with all of ours as its
    start (Dijkstra's, of scipy): O(ties · log people).
    """
    import numpy as np

    ways = Ways(snapshot, policy, strengths, own)
    if not ways.size or not len(ways.begins[0]):
        return pl.DataFrame(schema=WARMEST)
    costs = ways.costs()
    before = ways.before(costs)
    ours = np.zeros(ways.size, dtype=bool)
    ours[own["person"].to_numpy() - ways.first] = True
    reached = np.flatnonzero(np.isfinite(costs))
    begin, between = before[reached], np.zeros(len(reached), dtype=np.int64)
    while len(waiting := np.flatnonzero(~ours[begin])):
        between[waiting] += 1
        begin[waiting] = before[begin[waiting]]
    columns = {
        "person": reached + ways.first, "score": costs[reached] - ways.price, "own": begin + ways.first,
        "before": before[reached] + ways.first, "between": between,
    }  # fmt: skip
    return pl.DataFrame(columns).cast(WARMEST)  # type: ignore[arg-type] # its key type is narrower than str
