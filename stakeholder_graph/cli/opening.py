"""The database that a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.words import number, word

if TYPE_CHECKING:
    from stakeholder_graph.analysis.situation import Taken
    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.storage.store import Unfinished


def opened(
    *, group: bool = False, create: bool = False, into_existing: bool = False, warn: bool = True
) -> StakeholderGraph:
    """The database that the common options name, seen on their day under their policy.

    Warns when only a part of an import is there: what is said then may be wrong.
    """
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
    if warn and graph.store.unfinished:
        COMMON.warn(word("unfinished", **as_words(graph.store.unfinished)))
    return graph


def as_words(unfinished: Unfinished) -> dict[str, object]:
    """What is known of an import of which only a part is there, for a sentence."""
    begun = unfinished.started.astimezone()
    return {
        "name": unfinished.name,
        "day": begun.date(),
        "time": begun.strftime("%H:%M"),
        "written": number(unfinished.written),
        "rows": number(unfinished.rows),
        "state": word("unfinished_running" if unfinished.is_running else "unfinished_interrupted"),
    }


def as_json(unfinished: Unfinished) -> dict[str, object]:
    """What is known of an import of which only a part is there, for `info --format json`."""
    return {
        "name": unfinished.name,
        "started": unfinished.started.isoformat(timespec="seconds"),
        "rows": unfinished.rows,
        "written": unfinished.written,
        "running": unfinished.is_running,
    }


def _note(taken: Taken) -> None:
    """Say who was taken for what was typed: never without the reader knowing."""
    COMMON.note(word(f"taken_{taken.what}", typed=taken.typed, id=taken.id, name=taken.name))
