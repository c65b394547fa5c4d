"""The command about job titles that tell no level."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.output import emit, emit_json, emit_rows
from stakeholder_graph.cli.words import word

if TYPE_CHECKING:
    import polars as pl

    from stakeholder_graph.graph import StakeholderGraph
    from stakeholder_graph.model.policy import Policy
    from stakeholder_graph.model.title_decisions import TitleDecision


@app.command(epilog=ALSO, short_help="Job titles that tell no level, with suggestions; decide them.")
def titles(
    accept: Annotated[
        bool, typer.Option("--accept", help="Take every suggestion into the care policy.")
    ] = False,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take the levels that somebody filled in, in a list from -o FILE.xlsx or .csv.",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(metavar="TITLE=1..4", help="Decide one title, as 'Wolkenschieber=4'; repeatable."),
    ] = None,
) -> None:
    """Job titles that tell no level, the most frequent first, with a level where one is alike or misspelt.

    What you decide is written into the care policy as [[levels.titles]] and holds for everybody with that
    title; the rest stays unknown. To decide many: titles -o titles.xlsx, fill in the column Level, then
    titles --decisions titles.xlsx. A level given for a person wins over that of the title.
    """
    with opened() as graph:
        if accept or decisions or level:
            _decide(graph, accept, decisions, level or [])
            return
        silent, policy = graph.titles(), graph.policy
    _show(silent, policy)


def _show(silent: pl.DataFrame, policy: Policy) -> None:
    file = COMMON.file
    if COMMON.format == "json":
        emit_json(silent.to_dicts())
    elif file is not None and file.suffix.lower() == ".xlsx":
        _write_workbook(silent, file)
    elif COMMON.format == "csv" or (file is not None and file.suffix.lower() == ".csv"):
        COMMON.format = "csv"
        emit_rows([*_header(), word("level")], [[*row, None] for row in silent.rows()])
    elif not silent.height:
        emit(word("titles_none"))
    else:
        below = [word("titles_accept")] if silent["suggested_level"].count() else []
        names = {level: policy.level_name(level, COMMON.language) for level in (1, 2, 3, 4)}
        told = (
            (*row[:2], f"{row[2]} ({names[row[2]]})" if row[2] else None, row[3]) for row in silent.rows()
        )
        emit_rows(_header(), list(told), [*below, word("titles_next")], wrapped=3)


def _header() -> list[str]:
    return [word(key) for key in ("job_title", "people", "titles_suggestion", "titles_because")]


def _write_workbook(silent: pl.DataFrame, file: Path) -> None:
    import polars as pl

    from stakeholder_graph.exchange.output import aside
    from stakeholder_graph.exchange.workbook_writer import write_workbook

    table = silent.rename(dict(zip(silent.columns, _header(), strict=True)))
    table = table.with_columns(pl.lit(None, pl.Int64).alias(word("level")))
    file.parent.mkdir(parents=True, exist_ok=True)
    with aside(file) as part:
        write_workbook({word("job_title"): table}, part, file)
    COMMON.note(word("written", file=file))
    COMMON.note(word("titles_fill_in", level=word("level"), file=file))


def _decide(graph: StakeholderGraph, accept: bool, file: Path | None, given: list[str]) -> None:
    """Write what was decided; one title's --level wins over the list, and the list over suggestions."""
    from stakeholder_graph.exchange.title_list import read_title_list

    decided = {one.job_title: one for one in (graph.suggested_titles() if accept else [])}
    if file is not None:
        names = {**graph.policy.get("levels.names")}
        decided |= {one.job_title: one for one in read_title_list(file, names)}
    decided |= {one.job_title: one for one in map(_one, given)}
    target = graph.decide_titles(list(decided.values()), COMMON.policy or _beside())
    _tell(list(decided.values()), target)


def _tell(decided: list[TitleDecision], target: Path) -> None:
    if COMMON.format == "json":
        told: list[dict[str, Any]] = [{"job_title": one.job_title, "level": one.level} for one in decided]
        emit_json({"policy": str(target) if decided else None, "decided": told})
        return
    if not decided:
        emit(word("titles_nothing_decided"))
        return
    emit_rows([word("job_title"), word("level")], [[one.job_title, one.level] for one in decided])
    COMMON.note(word("titles_decided", count=len(decided), file=target))


def _one(text: str) -> TitleDecision:
    from stakeholder_graph.model.title_decisions import TitleDecision

    title, equals, level = text.rpartition("=")
    if not equals or not title.strip() or level.strip() not in ("1", "2", "3", "4"):
        raise typer.BadParameter(f"--level {text!r}: write it as 'Wolkenschieber=4', 1 top to 4 operative")
    return TitleDecision(title.strip(), int(level))


def _beside() -> Path:
    from stakeholder_graph.graph import POLICY_NAME
    from stakeholder_graph.storage import folder_of

    return folder_of(COMMON.db) / POLICY_NAME
