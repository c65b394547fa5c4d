"""The list of job titles that somebody has filled in with levels, as a workbook or CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.loading import load
from stakeholder_graph.exchange.names import name_key
from stakeholder_graph.exchange.reading import ORIGIN_ROW
from stakeholder_graph.model.title_decisions import TitleDecision

TITLE = ("job title", "stellenbezeichnung", "job_title")
LEVEL = ("level", "ebene")


def read_title_list(path: Path, level_names: Mapping[str, Sequence[str]]) -> list[TitleDecision]:
    """What was decided in a list that `titles -o` wrote; rows without level are undecided.

    A level is a number from 1 to 4, or one of the policy's names for it. Raises ImportRefused for a file that
    is no such list, and for the first row with another level.
    """
    if not path.is_file():
        raise ImportRefused(str(path), "there is no such file", "write one with titles -o FILE.xlsx")
    words = {name_key(name): level for names in level_names.values() for level, name in enumerate(names, 1)}
    words |= {str(level): level for level in (1, 2, 3, 4)} | {f"{level}.0": level for level in (1, 2, 3, 4)}
    for table in load([path], {*TITLE, *LEVEL}):
        keys = {name_key(name): name for name in table.header}
        title = next((keys[name] for name in TITLE if name in keys), None)
        level = next((keys[name] for name in LEVEL if name in keys), None)
        if title is None or level is None:
            continue
        found: list[TitleDecision] = []
        for row, job_title, said in table.cells.select(ORIGIN_ROW, title, level).iter_rows():
            if not job_title or not said:
                continue
            if name_key(said) not in words:
                what = f"row {row}, {level}: {said!r} is no level"
                raise ImportRefused(str(path), what, "write 1 (top), 2, 3 or 4 (operative)")
            found.append(TitleDecision(job_title, words[name_key(said)]))
        return found
    what = "has no columns for job title and level"
    raise ImportRefused(str(path), what, "write the list with titles -o FILE.xlsx and fill it in")
