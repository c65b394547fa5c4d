"""The database that a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.situation import Taken
    from stakeholder_graph.graph import StakeholderGraph


def opened(*, group: bool = False, create: bool = False, into_existing: bool = False) -> StakeholderGraph:
    """The database that the common options name, seen on their day under their policy."""
    from stakeholder_graph.graph import open_graph

    graph = open_graph(
        COMMON.db,
        policy=COMMON.policy,
        as_of=COMMON.as_of,
        group=group,
        create=create,
        into_existing=into_existing,
        refresh=COMMON.refresh,
    )
    graph.tell = _note
    if graph.store.backup:
        COMMON.note(word("backed_up", file=graph.store.backup))
    return graph


def _note(taken: Taken) -> None:
    """Say who was taken for what was typed: never without the reader knowing."""
    COMMON.note(word(f"taken_{taken.what}", typed=taken.typed, id=taken.id, name=taken.name))
