"""One damaged file after the other is imported; what may never happen is looked for."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import polars as pl

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.exchange.importing import FaultsFound, Options, import_files
from stakeholder_graph.exchange.receiver import Count
from stakeholder_graph.exchange.report import ImportReport
from stakeholder_graph.model.records import Origin, Records
from tests.fuzz.mutations import mutated
from tests.fuzz.originals import Original, workbook
from tests.small_files import TODAY

LONGEST = 60  # seconds for one file; a hundred times what the slowest needs on a busy machine


@dataclass
class Shelf:
    """A store that only remembers whether something was written."""

    unfinished: object | None = None
    in_steps: bool = False
    written: int = 0
    existing: Records = field(default_factory=Records)

    def read(self) -> Records:
        return self.existing

    def write(
        self, records: Records, *, readings: pl.DataFrame | None, origin: Origin | None, progress: Count
    ) -> object:
        self.written += 1
        return None


def look_at(path: Path, original: Original, *, skip_faulty: bool) -> str:
    """Import one file; returns how it ended. AssertionError says what may not be."""
    shelf = Shelf()
    options = Options(TODAY, mapping=original.mapping, whose=original.whose, skip_faulty=skip_faulty)
    start = time.monotonic()
    try:
        report = import_files(shelf, [path], options)
    except FaultsFound as refused:
        assert not shelf.written, "written in spite of faults"
        _accounts(refused.report)
        ended = "faults"
    except StakeholderGraphError as refused:
        assert not shelf.written, "written in spite of a refusal"
        assert refused.where and refused.what, "says not where or what"
        assert refused.next_step, f"says not what to do next: {refused}"
        assert "fault of the program" not in refused.what, str(refused)
        ended = "refused"
    else:
        _accounts(report)
        assert skip_faulty or not report.faults, "faults, and nobody said so"
        ended = "taken"
    assert time.monotonic() - start < LONGEST, "takes too long"
    return ended


def _accounts(report: ImportReport) -> None:
    for file in report.files:
        parts = (file.taken, file.unchanged, file.left_out, file.reported)
        assert file.rows == sum(parts), f"{file.rows} rows, but {parts}"
        assert min(parts) >= 0, str(parts)
    for problem in report.problems:
        assert problem.problem and problem.hint, f"a problem without words: {problem}"


def case(number: int, all_of: Sequence[Original]) -> tuple[Original, bytes, list[str]]:
    """The damaged file of this number, always the same."""
    random = Random(number)
    original = random.choice(all_of)
    data = original.data
    if random.random() < 0.15 and not data.startswith(b"PK"):
        with contextlib.suppress(UnicodeDecodeError, ValueError):  # one in another encoding stays what it is
            data = workbook(data)
    changed, names = mutated(data, random)
    return original, changed, names


def run(numbers: Sequence[int], all_of: Sequence[Original]) -> tuple[dict[str, int], list[str]]:
    """How the files of these numbers ended, and what went wrong, each with its number."""
    counts: dict[str, int] = {}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            original, data, names = case(number, all_of)
            path = Path(folder) / original.name
            path.write_bytes(data)
            try:
                ended = look_at(path, original, skip_faulty=number % 3 == 0)
            except Exception as error:  # whatever it is, it may not be
                wrong.append(
                    f"{number} {original.name} ({', '.join(names)}): {type(error).__name__}: {error}"
                )
                ended = "WRONG"
            counts[ended] = counts.get(ended, 0) + 1
            path.unlink()
    return counts, wrong
