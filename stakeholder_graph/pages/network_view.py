"""Where everybody stands in the network view: near those to whom they are related, in a cell of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stakeholder_graph.pages.layout import RANK, is_folded

if TYPE_CHECKING:
    import networkx as nx

MOST = 300
"""Of more people a network is a tangle that nobody reads."""
WIDTH, HEIGHT = 152, 88
"""A cell: a symbol with the name below it. Every second row is moved by half a cell."""
ROUNDS, SEED = 40, 7
LOOSE = 1.7
"""So many cells for each person: lines need room between people."""
NEED = ("gap", "warning", "fine")

Tie = tuple[int, int]
Cell = tuple[int, int]
"""Column and row."""


def spread(
    people: Sequence[Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
    relations: Sequence[Mapping[str, Any]],
    late: int = 0,
    late_ties: Sequence[Tie] = (),
) -> list[list[int] | None] | None:
    """The place of each person in the network, [x, y]; None for those whom it leaves out, or for all.

    `people`, `lines` and `relations` are those of the page's dictionary (see account_map); after them come
    `late` more who are there on earlier days only, with the ties of those days. Where there are
    more than `MOST` people, those who stay folded on the ladder are left out; where these are still too many,
    all but those who need care and whoever is related to them; where even these are too many there is no
    network, and the page says so. Parts that nothing connects stand side by side, whoever is related to
    nobody in rows below, gaps first. The same input gives the same places.
    O(people²) for so few: a hundredth of a second for 40 people, a tenth for 300.
    """
    ties = _ties(lines, relations)
    folded = _folded(people, lines)
    drawn = _drawn(people, ties, folded)
    if drawn is None:
        return None
    shown = sorted(
        (index for index in drawn if index not in folded), key=lambda one: (_rank(people[one]), one)
    )
    at = _together(shown, ties)
    _add_folded(at, [index for index in drawn if index in folded], ties)
    everybody = len(people) + late
    if len(at) + late <= MOST:
        _add_folded(at, range(len(people), everybody), [*ties, *late_ties])
    places = {index: _point(cell) for index, cell in at.items()}
    return [
        [int(value) for value in places[index]] if index in places else None for index in range(everybody)
    ]


def _rank(person: Mapping[str, Any]) -> int:
    return RANK.get(person["coverage"], len(RANK))


def _ties(lines: Iterable[Mapping[str, Any]], relations: Iterable[Mapping[str, Any]]) -> list[Tie]:
    pairs = [(line["own"], line["other"]) for line in lines]
    pairs += [(relation["from"], relation["to"]) for relation in relations]
    return [(one, other) for one, other in pairs if one != other]


def _folded(people: Sequence[Mapping[str, Any]], lines: Iterable[Mapping[str, Any]]) -> set[int]:
    cared = {line["other"] for line in lines}
    return {index for index, person in enumerate(people) if is_folded(person, index in cared)}


def _drawn(people: Sequence[Mapping[str, Any]], ties: Sequence[Tie], folded: set[int]) -> list[int] | None:
    """Who is in the network, in the order of the people; None where it would hold too many."""
    everybody = range(len(people))
    needing = {index for index in everybody if people[index]["coverage"] in NEED}
    near = needing | {other for tie in ties for one, other in (tie, tie[::-1]) if one in needing}
    for chosen in (set(everybody), set(everybody) - folded, near - folded):
        if len(chosen) <= MOST:
            return sorted(chosen)
    return None


def _point(cell: Cell) -> tuple[float, float]:
    column, row = cell
    return (column + row % 2 / 2) * WIDTH, row * HEIGHT


def _together(shown: Sequence[int], ties: Sequence[Tie]) -> dict[int, Cell]:
    """The cells of all who are not folded: connected parts on shelves, the largest first, the rest below."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(shown)
    order = {index: at for at, index in enumerate(shown)}
    inside = set(shown)
    graph.add_edges_from((one, other) for one, other in ties if one in inside and other in inside)
    found = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part)
    )
    parts = [_of_part(graph, part) for part in found if len(part) > 1]
    wide = max([_side(len(shown)) + 1, *(_size(part)[0] for part in parts)])
    at: dict[int, Cell] = {}
    left = top = below = 0
    for part in parts:
        columns, rows = _size(part)
        if left and left + columns > wide:
            left, top = 0, below
        at.update({index: (left + column, top + row) for index, (column, row) in part.items()})
        left += columns + 1
        # an even row: so the part's own rows stay moved, or not, as they were laid out
        below = max(below, top + rows + rows % 2)
    alone = sorted((part[0] for part in found if len(part) == 1), key=order.__getitem__)
    return at | _in_rows(alone, wide, _bottom(at))


def _side(count: int) -> int:
    """How many columns, and as many rows, give so many people room."""
    return max(2, math.ceil(math.sqrt(count * LOOSE)))


def _size(part: Mapping[int, Cell]) -> Cell:
    return max(column for column, _ in part.values()) + 1, max(row for _, row in part.values()) + 1


def _bottom(at: Mapping[int, Cell]) -> int:
    return max((row + 1 for _, row in at.values()), default=0)


def _in_rows(indices: Sequence[int], wide: int, top: int) -> dict[int, Cell]:
    return {index: (at % wide, top + at // wide) for at, index in enumerate(indices)}


def _of_part(graph: nx.Graph[int], part: Sequence[int]) -> dict[int, Cell]:
    """One connected part: laid out by its ties, then everybody in the free cell nearest to their place."""
    # numbered anew, those with most ties first: so parts of one shape, of which there are many, are one
    ordered = sorted(part, key=lambda one: (-graph.degree[one], one))
    number = {index: at for at, index in enumerate(ordered)}
    ties = sorted({tuple(sorted((number[one], number[other]))) for one, other in graph.edges(part)})
    cells = _of_shape(len(part), tuple(ties))
    return dict(zip(ordered, cells, strict=True))


@lru_cache(maxsize=4096)
def _of_shape(count: int, ties: tuple[tuple[int, ...], ...]) -> tuple[Cell, ...]:
    import networkx as nx

    own: nx.Graph[int] = nx.Graph()
    own.add_nodes_from(range(count))
    own.add_edges_from((tie[0], tie[1]) for tie in ties)
    laid = nx.spring_layout(own, seed=SEED, iterations=ROUNDS, k=1.6 / math.sqrt(count))
    goals = _stretched([(float(laid[at][0]), float(laid[at][1])) for at in range(count)], _side(count) - 1)
    cells: list[Cell] = []
    for goal in goals:
        cells.append(_free_near(goal, set(cells)))
    left = min(column for column, _ in cells)
    top = min(row for _, row in cells)
    top -= top % 2
    return tuple((column - left, row - top) for column, row in cells)


def _stretched(laid: Sequence[tuple[float, float]], side: int) -> list[tuple[float, float]]:
    """Places in the drawing, as wide and as high as so many cells."""
    lows = [min(spot[axis] for spot in laid) for axis in (0, 1)]
    spans = [max(spot[axis] for spot in laid) - lows[axis] or 1.0 for axis in (0, 1)]
    wide, high = side * WIDTH / spans[0], side * HEIGHT / spans[1]
    # to whole numbers: what another machine computes otherwise behind the point moves nobody
    return [(round((x - lows[0]) * wide), round((y - lows[1]) * high)) for x, y in laid]


def _free_near(goal: tuple[float, float], taken: set[Cell]) -> Cell:
    """The free cell whose middle is nearest; none lies left of or above the drawing."""
    middle = (round(goal[0] / WIDTH), round(goal[1] / HEIGHT))
    reach = 2
    while True:
        columns = range(max(0, middle[0] - reach), middle[0] + reach + 1)
        rows = range(max(0, middle[1] - reach), middle[1] + reach + 1)
        free = [(column, row) for row in rows for column in columns if (column, row) not in taken]
        if free:
            return min(free, key=lambda cell: (math.dist(_point(cell), goal), cell))
        reach += 2


def _add_folded(at: dict[int, Cell], folded: Sequence[int], ties: Sequence[Tie]) -> None:
    """Whoever is folded takes a free cell near those to whom they are related, else one in the rows below.

    So everybody else stands where they stood, whether the folded ones are shown or not.
    """
    related: dict[int, set[int]] = {}
    for one, other in ties:
        related.setdefault(one, set()).add(other)
        related.setdefault(other, set()).add(one)
    waiting = list(folded)
    while ready := [index for index in waiting if related.get(index, set()) & at.keys()]:
        for index in ready:
            near = [_point(at[other]) for other in sorted(related[index] & at.keys())]
            goal = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near))
            at[index] = _free_near(goal, set(at.values()))
        waiting = [index for index in waiting if index not in at]
    wide = max([_side(len(at) + len(waiting)), *(column + 1 for column, _ in at.values())])
    at.update(_in_rows(waiting, wide, _bottom(at)))
