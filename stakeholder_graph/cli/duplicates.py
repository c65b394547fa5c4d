"""Commands about what stands twice: `duplicates` and `merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app, choice
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import as_csv, as_table, emit, emit_json, emit_rows
from stakeholder_graph.cli.recording import DryRun
from stakeholder_graph.cli.words import number, word

if TYPE_CHECKING:
    from stakeholder_graph.duplicates.accept import Accepted
    from stakeholder_graph.duplicates.journal import Merged
    from stakeholder_graph.duplicates.merge import Merger
    from stakeholder_graph.duplicates.pairs import End, Found, Pair
    from stakeholder_graph.duplicates.undo import Parted

KINDS = {"person": "Person", "company": "Company", "organisation": "Organisation"}
FLAT = ["score", "kind", "keep_id", "keep_name", "keep_where", "other_id", "other_name", "other_where"]
FLAT += ["beyond_name", "reasons"]
Score = Annotated[
    int | None,
    typer.Option(
        "--above", metavar="SCORE", min=1, max=100, help="List pairs from this score on; 60 if not given."
    ),
]


@app.command(epilog=ALSO, short_help="Who or what is likely to stand twice.")
def duplicates(
    above: Score = None,
    accept_above: Annotated[
        int | None,
        typer.Option(
            "--accept-above", metavar="SCORE", min=1, max=100, help="Merge all pairs from this score on."
        ),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="person|company|organisation", help="Only these; repeatable.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Pairs of people, companies and organisations that are likely to be one, with the reasons and a score.

    Nothing is merged unless you say so: each pair with merge, or with --accept-above all from a score on, in
    one transaction. Pairs of which only the names agree are never merged that way.
    """
    for one in kind or ():
        choice("--kind", one, tuple(KINDS))
    labels = tuple(KINDS[one] for one in kind) if kind else tuple(KINDS.values())
    if accept_above is None:
        if dry_run:
            raise typer.BadParameter("--dry-run goes with --accept-above; without it nothing is written")
        with opened() as graph:
            _list(graph.duplicates(above=above, kinds=labels))
        return
    if above is not None:
        raise typer.BadParameter("give --above to list, or --accept-above to merge")
    with opened() as graph:
        accepted = graph.accept_duplicates(accept_above, kinds=labels, dry_run=dry_run)
    _tell_accepted(accepted, dry_run)


def _list(found: Found) -> None:
    from stakeholder_graph.exchange.report import command_line

    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language))
        return
    if COMMON.format == "csv":
        emit(as_csv(FLAT, [_flat(pair) for pair in found.pairs]))
        return
    below = [word("duplicates_counted", compared=number(found.compared), above=found.above)]
    if found.weaker:
        weaker = word("duplicates_weaker", count=number(found.weaker), least=found.above * 3 // 4)
        below.append(weaker)
    below += [word("duplicates_too_many", group=name, size=number(size)) for name, size in found.too_many]
    if not found.pairs:
        emit("\n".join([word("duplicates_none"), *below]))
        return
    header = [
        word(name) for name in ("duplicates_score", "duplicates_keep", "duplicates_other", "duplicates_why")
    ]
    rows = [[pair.score, _end(pair.kept), _end(pair.other), _why(pair)] for pair in found.pairs]
    first = found.pairs[0]
    below.append(word("duplicates_next", command=command_line("merge", first.kept.id, first.other.id)))
    emit("\n".join([as_table(header, rows, (0, 4, 4, 4)), "", *below]))


def _flat(pair: Pair) -> list[Any]:
    kept, other = pair.kept, pair.other
    return [
        pair.score, pair.label, kept.id, kept.name, kept.where, other.id, other.name, other.where,
        pair.beyond_name, _why(pair),
    ]  # fmt: skip


def _end(end: End) -> str:
    """A name, where it is, and the id with which to name it."""
    return ", ".join(filter(None, [end.name, end.where])) + f" ({end.id})"


def _why(pair: Pair) -> str:
    return ", ".join(reason.text(COMMON.language) for reason in pair.reasons)


def _tell_accepted(accepted: Accepted, dry_run: bool) -> None:
    if COMMON.format == "json":
        emit_json(accepted.as_dict())
        return
    lines = [word("entered_not")] if dry_run and accepted.merged else []
    lines += [" ".join(_sentences(one)) for one in accepted.merged]
    for pair, why in accepted.left:
        lines.append(word(f"merge_left_{why}", one=_end(pair.kept), other=_end(pair.other), score=pair.score))
    lines.append(word("merge_counted", merged=number(len(accepted.merged)), left=number(len(accepted.left))))
    emit("\n".join(lines))


@app.command(epilog=ALSO, short_help="Make one of two that are the same, or two again.")
def merge(
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="A B", help="The two, by id, name or part of it; with --undo only one."),
    ] = None,
    keep: Annotated[
        str | None, typer.Option(metavar="WHO", help="Which of the two is kept; the first if not given.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the merge of this one back.")] = False,
    every: Annotated[bool, typer.Option("--list", help="List the merges that can be taken back.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where only one of the two is ours.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Make one of two; what hangs on the other moves to the one that is kept, in one transaction.

    Both ids go on meaning the kept one, so that the next import of the same lists finds it. What is empty is
    completed; where both are filled, the kept one's stand, and the others are told. --undo makes two of one
    again; what was recorded since stays with the kept one, and is told.
    """
    given = who or []
    if every:
        if given or undo:
            raise typer.BadParameter("--list stands alone")
        with opened() as graph:
            _list_merges(graph.merges())
    elif undo:
        if len(given) != 1:
            raise typer.BadParameter("--undo takes one: who was merged, or the one that was kept")
        with opened() as graph:
            parted = graph.undo_merge(given[0], dry_run=dry_run)
        _tell_parted(parted, dry_run)
    else:
        if len(given) != 2:
            raise typer.BadParameter("name two: merge A B; A is kept")
        with opened() as graph:
            merger = graph.merge(*given, keep=keep, anyway=anyway, dry_run=dry_run)
        _tell_merger(merger, dry_run)


def _tell_merger(merger: Merger, dry_run: bool) -> None:
    from stakeholder_graph.exchange.report import command_line

    if COMMON.format == "json":
        emit_json(merger.as_dict())
        return
    undo = word("merge_undo", command=command_line("merge", "--undo", merger.journal.other))
    emit("\n".join([word("entered_not"), *_sentences(merger)] if dry_run else [*_sentences(merger), undo]))


def _sentences(merger: Merger) -> list[str]:
    """Who was merged into whom, what moved, what was completed, what contradicts."""
    one = merger.journal
    names = {"kept": one.kept_name, "kept_id": one.kept, "other": one.other_name, "other_id": one.other}
    lines = [word("merge_done", **names)]
    for what in ("moved", "folded", "dropped"):
        count = getattr(merger, what)
        if count:
            lines.append(word(f"merge_{what}", count=number(count)))
    if merger.completed:
        listed = ", ".join(_property(one.label, name) for name in merger.completed)
        lines.append(word("merge_completed", properties=listed))
    for contradiction in merger.contradictions:
        name, kept, other = (
            _property(one.label, contradiction.property),
            contradiction.kept,
            contradiction.other,
        )
        lines.append(word("merge_contradicts", property=name, kept=_value(kept), other=_value(other)))
    return lines


def _property(label: str, name: str) -> str:
    """A property in the reader's words; of a relationship with what it is."""
    from stakeholder_graph.model.ontology import ontology

    kind, _, inner = name.rpartition(".")
    if kind:
        tie = ontology().relationships[kind]
        return f"{tie.verb(COMMON.language)}: {tie.properties[inner].word(COMMON.language)}"
    return ontology().nodes[label].properties[name].word(COMMON.language)


def _value(value: Any) -> str:
    return word("yes" if value else "no") if isinstance(value, bool) else str(value)


def _tell_parted(parted: Parted, dry_run: bool) -> None:
    if COMMON.format == "json":
        emit_json(parted.as_dict())
        return
    one = parted.journal
    lines = [word("entered_not")] if dry_run else []
    names = {"kept": one.kept_name, "other": one.other_name, "other_id": one.other}
    lines.append(word("merge_undone", **names, count=number(parted.restored)))
    if parted.stay:
        lines.append(word("merge_stay", kept=one.kept_name, count=number(parted.stay)))
    if parted.changed:
        listed = ", ".join(_property(one.label, name) for name in parted.changed)
        lines.append(word("merge_changed_since", properties=listed))
    emit("\n".join(lines))


def _list_merges(merges: list[Merged]) -> None:
    if COMMON.format == "json":
        told = [
            {
                "kind": one.label, "on": one.on.isoformat(), "kept": {"id": one.kept, "name": one.kept_name},
                "merged": {"id": one.other, "name": one.other_name},
            }
            for one in merges
        ]  # fmt: skip
        emit_json({"merges": told})
        return
    if not merges and COMMON.format != "csv":
        emit(word("merge_nothing"))
        return
    header = ["on", "kind", "kept_id", "kept_name", "merged_id", "merged_name"]
    rows = [
        [one.on.isoformat(), one.label, one.kept, one.kept_name, one.other, one.other_name] for one in merges
    ]
    if COMMON.format != "csv":
        header = [word(f"merge_list_{name}") for name in header]
    emit_rows(header, rows)
