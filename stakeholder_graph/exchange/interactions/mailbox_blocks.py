"""A mailbox in large blocks: headers are handed out, texts passed over without being looked at."""

from __future__ import annotations

import re
from typing import BinaryIO

BLOCK = 1 << 18
LONGEST_LINE = 4_096  # bytes of a line `From `; the rest of a longer one is passed over
_FROM = b"\nFrom "
_MARK = b"\xef\xbb\xbf"
_END_OF_HEADERS = re.compile(rb"\n\r?\n")
_BEHIND_BLANK = re.compile(rb"(^|\n)\r?$")


class MailBlocks:
    """Reads a file forward, one block at a time; `begin` is how it begins, without mark and blank lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        # a line end before the first line, so that each line has one
        self._data = b"\n" + file.read(BLOCK).removeprefix(_MARK).lstrip(b"\r\n")
        self._place = 1
        self.begin = self._data[1:LONGEST_LINE]

    def line(self) -> bytes:
        """The rest of this line without its end, as far as it is needed; b"" at the end of the file."""
        while (end := self._data.find(b"\n", self._place)) < 0 and len(
            self._data
        ) - self._place < LONGEST_LINE:
            if not self._fill():
                end = len(self._data)
                break
        line = self._data[self._place : end if end >= 0 else len(self._data)]
        self._place = end if end >= 0 else len(self._data)
        return line[:LONGEST_LINE]

    def headers(self, most: int) -> tuple[bytes, bool]:
        """What stands before the next blank line, and whether there is one; cut where it is more than `most`.

        Right behind a line `From ` it begins with the end of that line.
        """
        while (end := _END_OF_HEADERS.search(self._data, max(self._place - 1, 0))) is None:
            if len(self._data) - self._place > most or not self._fill():
                break
        stop = end.start() + 1 if end else len(self._data)
        block = self._data[self._place : stop]
        self._place = max(stop, self._place)
        return block, end is not None

    def back(self, count: int) -> None:
        """Go back within what was handed out last."""
        self._place -= count

    def skip_to_from(self) -> tuple[bytes, bool] | None:
        """The next line that begins with `From `, and whether the one before is blank; None if none does."""
        self._place = max(self._place - 1, 0)
        while (found := self._data.find(_FROM, self._place)) < 0:
            self._place = max(self._place, len(self._data) - len(_FROM))
            if not self._fill():
                self._place = len(self._data)
                return None
        behind_blank = bool(_BEHIND_BLANK.search(self._data[max(found - 2, 0) : found]))
        self._place = found + 1
        return self.line(), behind_blank

    def _fill(self) -> bool:
        """Read one more block behind what is not read yet, and the characters before."""
        more = self._file.read(BLOCK)
        kept = max(self._place - 3, 0)
        self._data = self._data[kept:] + more
        self._place -= kept
        return bool(more)
