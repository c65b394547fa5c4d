"""Files with lines that no table has: refused before they are read, so that memory stays bounded."""

from __future__ import annotations

from pathlib import Path

from stakeholder_graph.errors import ImportRefused

LONGEST_LINE = 32 * 2**20  # bytes; Excel keeps 32 KiB in a cell, Salesforce 128 KiB
LARGEST_FILE = 2**30  # bytes; ten million rows, which take many times as much memory
LARGEST_CELL = 10_000_000  # characters, line breaks within quotation marks among them
_BLOCK = 2**20
_DAMAGED = "the file is damaged or no table: export it again"


def refuse_too_large(path: Path) -> None:
    """Raise ImportRefused where a line is longer than any table's, or the whole file too large to read.

    A line ends with a line feed or a carriage return. Reads a block at a time and keeps none; stops at the
    first line that is too long. Files that cannot be opened are left to the reader. O(bytes).
    """
    try:
        if not path.is_file() or path.stat().st_size <= LONGEST_LINE:
            return
        with path.open("rb") as file:
            line, length = 1, 0
            while block := file.read(_BLOCK):
                first, last = _ends(block)
                if length + (len(block) if first < 0 else first) > LONGEST_LINE:
                    what = f"line {line} is longer than {LONGEST_LINE // 2**20} MiB, as no table has it"
                    raise ImportRefused(str(path), what, _DAMAGED)
                length = length + len(block) if first < 0 else len(block) - last - 1
                line += block.count(b"\n")
            if file.tell() > LARGEST_FILE:
                what = f"larger than {LARGEST_FILE // 2**20:,} MiB, more than is read at once"
                raise ImportRefused(str(path), what, "split it, and import one part after the other")
    except OSError:
        return


def may_hold_endless_cell(data: bytes) -> bool:
    """Whether a quotation mark seems open over more than any cell holds: not for a reader in columns.

    Marks within a text may mislead it, so that it refuses nothing. O(bytes).
    """
    start = 0
    while (end := start + LARGEST_CELL) < len(data):
        last = data.rfind(b'"', start, end)
        if last < 0 and data.count(b'"', 0, start) % 2:
            return True
        start = end if last < 0 else last + 1
    return False


def _ends(block: bytes) -> tuple[int, int]:
    """The places of the first and the last end of a line; -1 where there is none."""
    firsts = [place for sign in (b"\n", b"\r") if (place := block.find(sign)) >= 0]
    return min(firsts, default=-1), max(block.rfind(b"\n"), block.rfind(b"\r"))


def too_large_cell(file: str) -> ImportRefused:
    """The refusal of a file with a cell that no table has."""
    what = f"a cell has more than {LARGEST_CELL:,} characters, as no table has it"
    return ImportRefused(file, what, "look for a quotation mark that is never closed, or export it again")
